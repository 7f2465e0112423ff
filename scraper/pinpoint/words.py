"""A path in words: `op/5/a/ii` is paragraph 5 (a) (ii)."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.pinpoint.paths import ITEM, read_unlabelled


def say_path(path: str) -> str:
    """A path in words, printed from the path alone. Annexes are counted, for a path does not tell what one is called.

    >>> say_path("op/5/a/ii"), say_path("pp/9"), say_path("op/3/+1")
    ('paragraph 5 (a) (ii)', 'preambular paragraph 9', 'paragraph 3, closing words')
    >>> say_path("annex-1/3"), say_path("annex-2")
    ('first annex, paragraph 3', 'second annex')
    """
    part, *steps = path.split("/")
    where = "" if part in ("op", "pp") else say_annex(part)
    words = _say_steps(steps)
    if part == "pp":
        words = f"preambular {words}" if words else "preamble"
    elif part == "op" and not words:
        words = "operative paragraphs"
    return ", ".join(filter(None, [where, words]))


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def say_annex(part: str) -> str:
    """`second annex` for `annex-2`: it may be called Annex B (2713 (2023)) or Annex II."""
    number = part.removeprefix("annex-")
    known = number.isdecimal() and 0 < int(number) <= len(_ORDINALS)
    return f"{_ORDINALS[int(number) - 1]} annex" if known else part.replace("-", " ")


def _say_steps(steps: Sequence[str]) -> str:
    named = "paragraph" if steps else ""
    after = ""
    for i, step in enumerate(steps):
        if unlabelled := read_unlabelled(step):
            sign, count = unlabelled
            if i == 0:
                named = f"unnumbered paragraph {count}"
            elif sign == ITEM:
                after += f", item {count}"
            else:
                after += ", closing words" + (f" {count}" if count != "1" else "")
        elif i == 0 or (i == 1 and not steps[0].isdigit() and step.isdigit()):
            named += f" {step}"
        else:
            after += f" ({step})"
    return named + after
