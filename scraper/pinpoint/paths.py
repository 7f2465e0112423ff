"""The grammar of paths: `op/5/a/ii`, and what each step of one says.

    path      = part { "/" step }
    part      = "pp" (preamble) | "op" (operative part) | "annex-1", "annex-2" ... in order of the page
    step      = label | division | "-" count | "+" count | "~" count
    label     as printed, its letters and digits alone: `5`, `a`, `ii`, `1.1.2`, `A`
    division  what leads paragraphs and is none itself: `A`, `II` (a section where numbering restarts),
              `article-13-bis`, `attachment-1`, `annex-ii` (within an annex)
    -2        the second item without a label of its list, or paragraph without one where others have one
    +1        the first words that go on after a list
    ~2        where numbering restarts and no letter tells the rows apart, the second row

A path is made of what is printed, never of the ids of a file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ITEM: Final = "-"
CONTINUATION: Final = "+"
RUN: Final = "~"

STEP = r"[-+~]?[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*"
"""A step of a path, as it may be written in an address."""

_ATTACHED = ("attachment", "annex")
"""How the section of what is attached to an annex begins."""

_DIVISION = re.compile("[A-Z]|[IVX]+|(?:article|attachment|appendix|annex)(?:-.*)?")

_UNLABELLED = re.compile(r"(?P<sign>[-+])(?P<count>\d+)\Z")


@lru_cache(maxsize=4096)
def path_segment(printed: str) -> str:
    """The label's part of a path: `(a)` -> `a`, `5.` -> `5`, `“(ii)` -> `ii`; "" for bullets and no label.

    >>> [path_segment(t) for t in ("5.", "(a)", "“(ii)", "6.D.4", "–", "")]
    ['5', 'a', 'ii', '6.D.4', '', '']
    """
    return re.sub(r"[^A-Za-z0-9.]+", "", printed).strip(".")


def article(number: str) -> str:
    """The step of an Article of a statute: `13 bis` -> `article-13-bis`."""
    return f"article-{number.replace(' ', '-')}"


def attachment(number: str) -> str:
    """The step of an attachment: `1` -> `attachment-1`; "" -> `attachment`, the only one."""
    return f"attachment-{number}" if number else "attachment"


def is_annex(part: str) -> bool:
    """Whether a part is an annex: `annex-1`, or `annex` as people write it."""
    return part.startswith("annex")


def is_cited_by_name(section: str) -> bool:
    """Whether paragraphs are cited by the section they stand in, Article or attachment, and counted within it."""
    return section.startswith(("article", *_ATTACHED))


def is_division(step: str) -> bool:
    """Whether a step leads to paragraphs and is none itself: a lettered section, an Article, an attachment.

    A capital may be the label of a paragraph as well; what stands before it decides.
    """
    return _DIVISION.fullmatch(step) is not None


def is_labelled(step: str) -> bool:
    """Whether a step is printed: not the count of items without a label, of closing words, of rows of numbers."""
    return step[:1] not in (ITEM, CONTINUATION, RUN)


def read_unlabelled(step: str) -> tuple[str, str] | None:
    """The sign and the count of a clause without a label; None for any other.

    >>> read_unlabelled("-2"), read_unlabelled("+1"), read_unlabelled("2")
    (('-', '2'), ('+', '1'), None)
    """
    found = _UNLABELLED.match(step)
    return (found["sign"], found["count"]) if found else None


def is_numbered(path: str) -> bool:
    """Whether the clause at this path has a label of its own: `op/3/-1` and `op/3/+1` have none."""
    return read_unlabelled(path.rpartition("/")[2]) is None


def is_within(path: str, above: str) -> bool:
    """Whether a path is this one or leads below it; all do where that is "" (the resolution).

    >>> is_within("op/3/a", "op/3"), is_within("op/33", "op/3")
    (True, False)
    """
    return not above or f"{path}/".startswith(f"{above}/")


def part_of(path: str) -> str:
    """The part a path begins with: `annex-1` of `annex-1/3/a`."""
    return path.partition("/")[0]
