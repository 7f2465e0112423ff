"""The body of a text while it is parted into paragraphs: its lines, its measures, and where the reading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.parse.bare_marks import without_mark
from scraper.parse.builder import Zone
from scraper.parse.lines import ANNEX
from scraper.parse.open_lists import OpenList
from scraper.parse.verbs import OPERATIVE
from scraper.pinpoint.labels import BULLETS

SPACED = 0.1
"""Where one line in ten stands below a blank one, blank lines part the paragraphs and short lines say nothing."""
WINDOW = 25
"""Lines among which a full line's length is looked for: annexes and columns have measures of their own."""
SLACK = 6
"""So many characters less than its measure may a line be and still be full: print is not monospaced."""
FIRST_INDENT, LABEL_INDENT = 6, 10
"""Characters' room that a paragraph's first line leaves at its left, and the tabulator behind its label."""
QUOTES = '“‘" '
_STOPS = ".;:,?—"
_AND = (" and", " or", " and/or")
TITLE = 0.85
"""Likewise `(b) Good offices`, a title with its words on the next line."""
LONGEST_HEADING = 160
_FIRST_NUMBER = re.compile(rf"[“\"]?[1IlL][.,]\s+(?:{OPERATIVE.pattern}|Acting\b)", re.VERBOSE)


@dataclass(slots=True)
class Paragraph:
    """A paragraph, item or heading.

    label      as printed; `meant` is what it must be where the print is misread: `(6)` for `(b)`
    depth      how deep its list seems to stand
    displaced  its number stands behind it
    resumes    a preamble begins anew with it (part B of 161 (1961))
    """

    zone: Zone
    lines: list[str]
    label: str = ""
    meant: str = ""
    heading: bool = False
    depth: int = 0
    displaced: bool = False
    resumes: bool = False


@dataclass(slots=True)
class Body:
    """What was read: the opening words and the paragraphs; while reading also where the reading stands.

    numbers   the last number of each open row of numbers, the innermost last
    lists     the open lists with letters, the innermost last; one for each way to read a label
    letter    of the part last titled: `B`
    numbered  operative paragraphs have numbers
    spaced    blank lines part the paragraphs
    fresh     the opening words were the line before
    quoting   within what a preambular paragraph quotes
    titled    items of this list have titles (`(a) Protection of civilians`): whether those with roman numerals; or None
    """

    lines: list[str]
    gaps: list[bool]
    measure: list[int]
    numbered: bool
    spaced: bool
    opening: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    zone: Zone = "preamble"
    numbers: list[int] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    letter: str = ""
    depth: int = 0
    fresh: bool = False
    resumes: bool = False
    titled: bool | None = None
    quoting: bool = False

    @property
    def number(self) -> int:
        """The last number of the innermost row, 0 before the first."""
        return self.numbers[-1] if self.numbers else 0

    @property
    def last(self) -> Paragraph | None:
        """The paragraph being read."""
        return self.paragraphs[-1] if self.paragraphs else None

    def start(self, line: str, label: str = "", meant: str = "", *, heading: bool = False) -> None:
        """Begin a paragraph with a line."""
        self._note_title()
        depth = self._depth_of(label)
        self.depth = self.depth if label in BULLETS else depth
        resumes, self.resumes = self.resumes and not heading, self.resumes and heading
        self.fresh = False
        self.paragraphs.append(
            Paragraph(self.zone, [line] if line else [], label, meant, heading, depth, resumes=resumes)
        )

    def _note_title(self) -> None:
        last = self.last
        if last is not None and last.label[:1] == "(" and len(last.lines) == 1 and not is_closed(last.lines[0]):
            self.titled = is_roman(last.label)

    def _depth_of(self, label: str) -> int:
        if label and label in BULLETS:
            return self.depth + 1
        quoted = label[:1] in ("“", '"') and len(self.numbers) > 1
        return int(quoted or (bool(label) and not label.strip(QUOTES)[:1].isdigit()))


def is_roman(label: str) -> bool:
    """Whether a label has the letters of a roman numeral and no other: `(iv)`, but also `(i)` after `(h)`."""
    return not label.strip("(). ").strip("ivx")


def measure_lines(lines: list[str]) -> list[int]:
    """For each line how long a full line is thereabouts."""
    lengths = list(map(len, lines))
    measures: list[int] = []
    for start in range(0, len(lines), WINDOW):
        near = sorted(lengths[max(0, start - WINDOW) : start + 2 * WINDOW])
        measures += [near[len(near) * 9 // 10]] * min(WINDOW, len(lines) - start)
    return measures


def numbers_decisions(lines: list[str]) -> bool:
    """Whether `1. Decides` stands somewhere before any annex: then the operative part begins with it, and not with
    the first verb."""
    for line in lines:
        if line[0] in '1IlL“"' and _FIRST_NUMBER.match(line):
            return True
        if titles_annex(line):
            return False
    return False


def titles_annex(line: str) -> bool:
    """Whether a line is the title of an annex: `ANNEX II`, `Annex A – Items ...`; not a sentence about one."""
    return (
        line.lstrip('“"* ')[:1] in ("A", "E")
        and ANNEX.fullmatch(line) is not None
        and line[-1] not in ",;.-"
        and not line.endswith((" to", " of", " the", " and"))
    )


def is_closed(line: str) -> bool:
    """Whether a paragraph may end with this line: a stop, `and`, or a stop and the mark of a footnote."""
    line = without_mark(line)
    end = line[-1]
    if end in _STOPS or line in ("and", "or") or (end in "dr" and line.endswith(_AND)):
        return True
    return end in '”"' and line[-2:-1] in (".", ";", ",", ":")


def after_heading(body: Body) -> bool:
    """Whether nothing stands before, or a heading."""
    return body.last is None or body.last.heading


def is_short(body: Body, at: int) -> bool:
    """Whether the line before ends although the next word would have had room: the paragraph is over."""
    if body.spaced or not at or not body.paragraphs:
        return False
    last = body.paragraphs[-1]
    indent = 0 if len(last.lines) > 1 else LABEL_INDENT if last.label else FIRST_INDENT
    word = body.lines[at].partition(" ")[0]
    return len(body.lines[at - 1]) + indent + 1 + len(word) < body.measure[at] - SLACK


def stands_alone(body: Body, at: int) -> bool:
    """Whether a line is a whole title, and its words do not go on in the next line."""
    if is_closed(body.lines[at]):
        return False
    if at + 1 >= len(body.lines) or body.gaps[at + 1]:
        return True
    return not body.spaced and not body.lines[at + 1][0].islower()
