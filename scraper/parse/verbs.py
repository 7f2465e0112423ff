"""The verbs a clause acts by, as printed: `Calls upon`, `Strongly condemns`; several where it acts more than once.

They stand in italics; in the files of early 2000 underlined; in a few (1470 (2003), 2281 (2016)) in plain type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.models import Mark

_EDGE = ' ,;:.“”"\u00a0\u202f'
"""What may stand in italics beside a verb and is none of it."""

_LONGEST_FRAGMENT = 2

_LONGEST_WORD = 60
"""The borders of a word are looked for no further away: a mark on each letter of a long one would cost its square."""

_LATER = re.compile(
    r"""
    (?! (?: bis | efforts | objectives | serious ) \b )
    (?: [a-z]+ly \s+ | also \s+ | further \s+ )*     # strongly   also   further
    [a-z][a-z-]* (?: s | ing | ed )                   # urges   noting   concerned
    (?: \s+ \w+ )*                                    # upon   with concern   its call on
    """,
    re.VERBOSE,
)
"""A verb within a clause, after its first; other words in italics are names of ships, Latin, titles."""

_FIRST = re.compile(
    r"""
    [“"]? (?! (?: Pending | During | Notwithstanding | Regarding ) \b )
    (?P<verb>
        (?: (?: Also | Further | Again | Once \s again ) \s+ )?
        (?: [A-Za-z][a-z]+ly \s+ )?                          # Strongly   Warmly
        (?: Takes? \s note | Taking \s note | Pays \s tribute | Paying \s tribute | Having \s [a-z]+ed
          | Aware | Conscious | Mindful | Convinced | Desirous
          | [A-Za-z][a-z-]+ (?: s | ing | ed ) \b
        )
        (?: \s+ (?: also | further | again | upon | on | strongly | with \s (?: [a-z]+ \s )? concern ) \b )*
    )
    """,
    re.VERBOSE,
)
"""The verb that opens a clause printed without italics."""


def leading_verbs(text: str, marks: Sequence[Mark], *, paragraph: bool) -> str:
    """The verbs of a clause, joined by `; `.

    In: its words, what is marked in them, and whether it is a paragraph of its own (a sub-paragraph may have a title
    in italics, and acts by the verb of the paragraph above it). Out: "" where there is none.

    >>> leading_verbs("Urges States to act;", [Mark("italic", 0, 4)], paragraph=True)  # the last letter is not italic
    'Urges'
    >>> leading_verbs("Arms embargo", [Mark("italic", 0, 12)], paragraph=False)
    ''
    >>> leading_verbs("Strongly condemns all violence;", [], paragraph=True)
    'Strongly condemns'
    """
    found: list[tuple[int, str]] = []
    opening = len(text) - len(text.lstrip(_EDGE))
    for start, end in _emphasized(text, marks):
        words = text[start:end].strip(_EDGE)
        leads = start <= opening
        if not words or (leads and not paragraph and 2 * len(words) > len(text)):
            continue
        if leads or _LATER.fullmatch(words):
            found.append((0 if leads else start, words))
    if paragraph and not any(at == 0 for at, _ in found) and (match := _FIRST.match(text)):
        found = [(0, match["verb"]), *((at, words) for at, words in found if at >= match.end("verb"))]
    return "; ".join(dict.fromkeys(words for _, words in found))


def _emphasized(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """The spans in italics or underlined, each brought to the borders of words: `C` + `alls upon` (2457 (2019))."""
    for mark in marks:
        if mark.kind not in ("italic", "underline") or mark.start >= mark.end:
            continue
        start, end = mark.start, mark.end
        first = max(0, start - _LONGEST_WORD)
        while start > first and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        yield start, _word_end(text, start, end)


def _word_end(text: str, start: int, end: int) -> int:
    """The end of the last word; a letter or two of a further one are left out: `calling t|he` (2756 (2024))."""
    if end >= len(text) or not (text[end - 1].isalpha() and text[end].isalpha()):
        return end
    before = text.rfind(" ", start, end)
    if before > start and end - before - 1 <= _LONGEST_FRAGMENT:
        return before
    last = min(len(text), end + _LONGEST_WORD)
    while end < last and text[end].isalpha():
        end += 1
    return end
