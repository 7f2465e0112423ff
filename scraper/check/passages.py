"""The quotations of a text: what stands in quotation marks of any kind, and quoted blocks.

Marks are read in one pass, in order; time is in proportion to the text. An apostrophe is no mark: a straight or single
mark opens only behind a blank or a bracket, and closes only behind a word and before what may end one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

MOST = 5_000
"""So many quotations of one text are looked at."""

LONGEST = 8_000
"""No quotation is longer, in characters: a mark that nothing closes quotes no chapter."""


class QuotedSpan(NamedTuple):
    """What is quoted in `text[start:end]`, without its marks; `block` where it is a block of its own."""

    start: int
    end: int
    block: bool = False

    def words(self, text: str) -> str:
        """What is quoted, of a block without the marks of its lines; of the same length."""
        quoted = text[self.start : self.end]
        return _LINE_MARK.sub(lambda mark: " " * len(mark[0]), quoted) if self.block else quoted


_PAIRS = {
    "“": "”", "«": "»", "»": "«", "„": "“”", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "‹": "›", "›": "‹", "「": "」",
}  # fmt: skip
"""What opens -> what may close it: „so“ in German, „so” in Polish, »so« in German books and Danish."""

_MARK = re.compile(r"[“”«»„\"‘’‚'‹›「」]|\n[ \t]*\n")
_ALWAYS = "“«„‹「"
"""What opens wherever it stands; » and › open only where a straight mark would."""

_OPENS_AFTER = re.compile(r"[\s(\[{*_>“‘«»„|\"'—–:/-]\Z")
_CLOSES_BEFORE = re.compile(r"[\s.,;:!?)\]}*_<”’»\"'—–/|-]|\Z|\[?\^?\d{1,3}\b|\[\^|[⁰¹²³⁴-⁹]")
_ELIDED = re.compile(r"['’](?:\d0s\b|n['’]|t(?:is|was)\b|em\b|cause\b)", re.I)
"""An apostrophe for letters that are left out: `'90s`, `rock 'n' roll`."""
_WORDS = re.compile(r"\w")
_LINE_MARK = re.compile(r"(?m)^[ \t]{0,3}>[ \t]?")
_BLOCK = re.compile(r"(?m)(?:^[ \t]{0,3}>[^\n]*(?:\n|\Z))+")


def find_passages(text: str) -> list[QuotedSpan]:
    """The quotations of a text, in order of where they begin; those inside another are left out.

    >>> [text[p.start:p.end] for text in ["He said 'the States' duty' and “no”."] for p in find_passages(text)]
    ["the States' duty", 'no']
    """
    blocks = [QuotedSpan(found.start(), _before_source(found), block=True) for found in _BLOCK.finditer(text)]
    marked = [one for one in _find_marked(text) if not any(b.start <= one.start < b.end for b in blocks[:50])]
    apart: list[QuotedSpan] = []
    for one in sorted([*blocks, *marked]):
        if _WORDS.search(text, one.start, one.end) and (not apart or one.start >= apart[-1].end):
            apart.append(one)
    return apart[:MOST]


_SOURCE = re.compile(
    r"""
    \s*(?: [(\[] (?: [^()\[\]] | \([^()]{0,20}\) ){0,100} [)\]] | [—–-]{1,2}\s[^\n]{0,120} ) [.\s]*\Z
    """,
    re.VERBOSE,
)
_CITES = re.compile(r"\b(?:resolutions?|S/RES/|UNSCR|paras?\b|ibid)", re.I)


def _before_source(block: re.Match[str]) -> int:
    """Where the words of a block end: before the bracket, or the dash, behind which its source is named."""
    at = max(block[0].rfind("\n", 0, len(block[0].rstrip())), len(block[0]) - 260, 0)
    for opening in re.finditer(r"[(\[]|[—–-]\s", block[0][at:]):
        source = _SOURCE.match(block[0], at + opening.start())
        if source and _CITES.search(source[0]):
            return block.start() + len(block[0][: at + opening.start()].rstrip())
    return block.end()


def find_inner(text: str, outer: QuotedSpan) -> list[QuotedSpan]:
    """The parts of a quotation: what is quoted within it, or, where it has several paragraphs, each of these."""
    words = outer.words(text)
    marked = [QuotedSpan(outer.start + one.start, outer.start + one.end) for one in find_passages(words)]
    pieces = [_trimmed(words, *piece.span()) for piece in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", words)]
    apart = [
        QuotedSpan(outer.start + one.start, outer.start + one.end, outer.block) for one in pieces if one.end > one.start
    ]
    return apart if len(apart) > 1 else marked


def _find_marked(text: str) -> Iterator[QuotedSpan]:
    """What stands in marks: the outermost pair of each."""
    marks, closes = list(_MARK.finditer(text)), cache(partial(_closes, text))
    at = 0
    while at < len(marks):
        mark = marks[at]
        end = _closing(text, marks, at, closes) if mark[0] in _PAIRS and _opens(text, mark) else None
        if end is None:
            at += 1
            continue
        yield _trimmed(text, mark.end(), marks[end].start())
        at = end + 1


def _trimmed(text: str, start: int, end: int) -> QuotedSpan:
    """A quotation without the blanks that French puts inside its marks."""
    inside = text[start:end]
    return QuotedSpan(start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()))


def _opens(text: str, mark: re.Match[str]) -> bool:
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    if not after or (after.isspace() and (mark[0] not in "«‹" or after == "\n")):
        return False
    if mark[0] in _ALWAYS:
        return True
    return (not before or _OPENS_AFTER.match(before) is not None) and not _ELIDED.match(text, mark.start())


Closes = Callable[[re.Match[str], str], bool]
"""Whether a mark may close what another one has opened."""

_LOOK = 200
"""So many marks after one that opens are looked at for the one that closes it."""


def _closing(text: str, marks: list[re.Match[str]], at: int, closes: Closes) -> int | None:
    """Which mark closes the one at `at`: of single ones the last that may, before another opens; None for none."""
    opening, closing = marks[at], _PAIRS[marks[at][0]]
    depth, possible = 0, None
    for i in range(at + 1, min(len(marks), at + _LOOK)):
        mark = marks[i]
        if mark.start() - opening.end() > LONGEST:
            break
        if mark[0][0] == "\n":
            if not _goes_on(text, mark, opening[0]):
                break
            depth -= opening[0] != closing and i + 1 < len(marks) and marks[i + 1][0] == opening[0]  # stands again
        elif mark[0] == opening[0] and opening[0] not in "‘‚" + closing:
            depth += 1
        elif mark[0] in closing and closes(mark, opening[0]):
            if depth:
                depth -= 1
            elif mark[0] in "’'" and _may_be_genitive(text, mark):
                possible = i
            else:
                return i
        elif closing in "’'" and mark[0] == opening[0] and _opens(text, mark):
            break
    return possible


def _closes(text: str, mark: re.Match[str], opening: str) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    if mark[0] in "”»“›」" and opening != "»":
        return True
    if before.isdigit() and text[mark.end() : mark.end() + 1].isdigit():  # 5'10"
        return False
    parted = mark[0] == '"' and text[mark.end() : mark.end() + 1] in ".,;:)"  # “... four weeks ".”
    return (parted or not before.isspace()) and _CLOSES_BEFORE.match(text, mark.end()) is not None


def _may_be_genitive(text: str, mark: re.Match[str]) -> bool:
    """Whether a single mark may be the apostrophe of `the States’ duty`."""
    after = re.match(r"\s+[a-z]", text[mark.end() : mark.end() + 4])
    return text[mark.start() - 1 : mark.start()] == "s" and after is not None


def _goes_on(text: str, gap: re.Match[str], opening: str) -> bool:
    """Whether a quotation goes on behind a blank line: the next paragraph opens with its mark again."""
    return text[gap.end() : gap.end() + 200].lstrip()[:1] == opening
