"""Lines of a resolution's body to its paragraphs, each with the label that numbers it, in order of the page.

No markup says where a paragraph begins. What a reader goes by is what this module goes by: labels in their row, the
first words of a clause (`Recalling`, `Decides`), blank lines where the source has them, and lines that end before
their measure is full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.errors import WrongContent
from scraper.parse.builder import Zone
from scraper.parse.headings import is_stopped
from scraper.parse.lines import ANNEX
from scraper.parse.verbs import OPERATIVE, begins_operative, begins_preambular
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label, write_label

# -- what a line may be --------------------------------------------------------------------------------------------

LABEL = re.compile(
    r"""
    (?P<label>
        (?: [“‘"] \s? )? \d{1,3} \s? [.,] (?! \d )           # 5.   12 .   7, (misread)   “1. in a quoted text
      | \d{1,3} (?= \s+ [A-Z] )                              # 11 Condemns: the full stop is lost
      | [“‘"]? \( \s? (?: [a-z]{1,5} | [ivx]+ | \d{1,2} ) \s? [)}\]]{1,2} \.?    # (a)  (iii)  (1)  (b).  (c})
      | [a-z] [.)] (?= \s )                                  # a.   b)
      | [ivx]{1,5} [.)] (?= \s )
      | (?: [A-Z] | [Il|]{1,2} ) \. (?= \s+ [A-Z] )           # A. Targeted sanctions;  S. Decides, where 5. is meant
      | [•–—−·▪◦●○*-] (?= \s )                               # bullets
    )
    \s*+ (?P<rest> .* )
    """,
    re.VERBOSE,
)
"""What may be a label, and its words. Whether it is one, the row of labels and the line before decide."""

OPENING = re.compile(
    r"""
    \W{0,2}
    (?: (?: Now, \s )? Therefore ,? \s? )?                   # 4 (1946): Therefore the Security Council,
    (?: [Tt]he \s Security \s Council | (?<=Therefore) | (?<=Therefore,) )
    \W{0,2}
    """,
    re.VERBOSE,
)
"""The opening words, alone on their line: `The Security Council,`, in 1946 also `Therefore`."""

_FIRST_NUMBER = re.compile(rf"[“\"]?[1IlL][.,]\s+(?:{OPERATIVE.pattern}|Acting\b)", re.VERBOSE)
_SECTION = re.compile(r"“?(?:[A-Za-z]|[IVX]{1,5})\.?")
_ARTICLE = re.compile(
    r"(?:Article|ARTICLE|Rule|Part|PART|Chapter|CHAPTER|Section)\s(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\s(?:bis|ter|quater))?\d?"
)
_SEIZED = re.compile(r"\bsei[zs]ed of (?:the|this) (?:matter|question|issue|item)\.$")
_WRAPPED = re.compile(
    r"(?:and|or|to|through)\s[(\d]|above\b|below\b|of\s(?:this|that|the|resolution|paragraph)\b|[,;.)]"
)
"""How words go on after a reference that the line's end has cut: `paragraphs 7 (a),` / `(b) and (c) above`."""

_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Sir|Judge)\.?\s)?[^\W\d_][^,;:]{3,60}\s\([^()]{3,60}\)")
"""A candidate or a judge in a list without bullets: `Mr. Mouinou Aminou (Benin)`."""

_NOTE_AT_END = re.compile(r"(?<=[.,;:”])\s?[\d°*?]{1,3}$")

_QUOTES = '“‘" '
_SECONDS = {"(a)": "(b)", "(i)": "(ii)", "(1)": "(2)"}

_STOPS = ".;:,?—"
_AND = (" and", " or", " and/or")
_LIST_AND = ("; and", "; or", ";and", "; and,")
_COMMA = (",", ", and", ", or")

# -- measures ------------------------------------------------------------------------------------------------------

LONGEST_HEADING = 160
SPACED = 0.1
"""Where one line in ten stands below a blank one, blank lines part the paragraphs and short lines say nothing."""
WINDOW = 25
"""Lines among which a full line's length is looked for: annexes and columns have measures of their own."""
SLACK = 6
"""So many characters less than its measure may a line be and still be full: print is not monospaced."""
FIRST_INDENT, LABEL_INDENT = 6, 10
"""Characters' room that a paragraph's first line leaves at its left, and the tabulator behind its label."""
BARELY = 0.7
"""A comma at a line's end closes an item only where the line is no longer than that part of the measure."""
TITLE = 0.85
"""Likewise `(b) Good offices`, a title with its words on the next line."""
LONGEST_PARAGRAPH, LONGEST_ITEM = 80, 200
"""Lines after which the next paragraph or item is no longer looked for."""
LONGEST_DISPLACED = 6
"""Lines of a paragraph whose number stands behind it."""
MOST_PARAGRAPHS = 5_000
"""The longest resolution, with its annexes, has some six hundred."""
MOST_SKIPPED = 4
"""A number is believed although up to three are missing before it."""


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
    styles    likewise of lists with letters: style of label to its last value, the innermost last
    letter    of the part last titled: `B`
    numbered  operative paragraphs have numbers
    spaced    blank lines part the paragraphs
    fresh     the opening words were the line before
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
    styles: dict[str, int] = field(default_factory=dict)
    letter: str = ""
    depth: int = 0
    fresh: bool = False
    resumes: bool = False
    titled: bool | None = None

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
        if last is not None and last.label[:1] == "(" and len(last.lines) == 1 and not _is_closed(last.lines[0]):
            self.titled = _is_roman(last.label)

    def _depth_of(self, label: str) -> int:
        if label and label in BULLETS:
            return self.depth + 1
        quoted = label[:1] in ("“", '"') and len(self.numbers) > 1
        return int(quoted or (bool(label) and not label.strip(_QUOTES)[:1].isdigit()))


def _is_roman(label: str) -> bool:
    return not label.strip("(). ").strip("ivx")


def read_body(lines: list[str], gaps: list[bool]) -> Body:
    """Part the lines of a document's body into paragraphs.

    In: the lines, furniture and head left out, and for each whether a blank line stands above it. Every line becomes
    part of a paragraph, or is the opening. Raises WrongContent where there are more than any resolution has.
    """
    body = Body(lines, gaps, _measure(lines), _numbers_decisions(lines), sum(gaps) > SPACED * len(gaps))
    for at in range(len(lines)):
        _read_line(body, at)
        if len(body.paragraphs) > MOST_PARAGRAPHS:
            raise WrongContent(f"This text falls into more than {MOST_PARAGRAPHS} paragraphs; no resolution does.")
    _mend_labels(body.paragraphs)
    return body


# -- the document as a whole ---------------------------------------------------------------------------------------


def _measure(lines: list[str]) -> list[int]:
    """For each line how long a full line is thereabouts."""
    lengths = list(map(len, lines))
    measures: list[int] = []
    for start in range(0, len(lines), WINDOW):
        near = sorted(lengths[max(0, start - WINDOW) : start + 2 * WINDOW])
        measures += [near[len(near) * 9 // 10]] * min(WINDOW, len(lines) - start)
    return measures


def _numbers_decisions(lines: list[str]) -> bool:
    """Whether `1. Decides` stands somewhere before any annex: then the operative part begins with it, and not with
    the first verb."""
    for line in lines:
        if line[0] in '1IlL“"' and _FIRST_NUMBER.match(line):
            return True
        if _titles_annex(line):
            return False
    return False


def _titles_annex(line: str) -> bool:
    """Whether a line is the title of an annex: `ANNEX II`, `Annex A – Items ...`; not a sentence about one."""
    return (
        line.lstrip('“"* ')[:1] in ("A", "E")
        and ANNEX.fullmatch(line) is not None
        and line[-1] not in ",;.-"
        and not line.endswith((" to", " of", " the", " and"))
    )


# -- one line ------------------------------------------------------------------------------------------------------


def _read_line(body: Body, at: int) -> None:
    line, gap = body.lines[at], body.gaps[at]
    previous = body.lines[at - 1] if at else ""
    closed = not at or _is_closed(previous)
    last = body.last
    if not closed and not gap and last is not None and line[0].islower() and line[1:2] not in (".", ")"):
        last.lines.append(line)
        return
    if last is not None and _is_beyond_end(body, line):
        body.zone = "annex"
        body.numbers.clear()
    apart = closed or gap or not line[0].isalpha() or last is None or last.heading
    if apart and (_read_mark(body, at, line) or _read_label(body, at, line, closed)):
        return
    if last is not None and _is_heading(body, at):
        body.start(line, heading=True)
    elif last is None or body.fresh or _begins(body, at, closed):
        _start_unlabelled(body, line)
    else:
        last.lines.append(line)


def _start_unlabelled(body: Body, line: str) -> None:
    """Where paragraphs have no numbers, the operative part begins with the first operative verb."""
    unnumbered = not body.numbered or body.last is None
    if body.zone == "preamble" and unnumbered and begins_operative(line) and not begins_preambular(line):
        body.zone = "body"
    body.start(line)


def _is_closed(line: str) -> bool:
    """Whether a paragraph may end with this line: a stop, `and`, or a stop and the mark of a footnote."""
    end = line[-1]
    if end in _STOPS or line in ("and", "or") or (end in "dr" and line.endswith(_AND)):
        return True
    if end in '”"':
        return line[-2:-1] in (".", ";", ",", ":")
    return end.isdigit() and _NOTE_AT_END.search(line) is not None


def _is_stopped(line: str) -> bool:
    """Whether a heading cannot end so: on a line a colon, too, rather introduces what follows."""
    return line[-1] == ":" or is_stopped(line)


def _is_beyond_end(body: Body, line: str) -> bool:
    """Whether the paragraph before is the one with which the Council closes (it remains seized of the matter), and
    this line no further decision: then an annex begins, titled so or not (1409 (2002))."""
    last = body.last
    if body.zone != "body" or last is None or not last.lines or last.lines[-1][-1] != ".":
        return False
    if not _SEIZED.search(" ".join(last.lines[-2:])):
        return False
    found = LABEL.match(line) if line[0].isdigit() else None
    if found and _value(found["label"]) == body.number + 1:
        return False
    return not (begins_operative(line) or OPENING.fullmatch(line) or _SECTION.fullmatch(line))


def _read_mark(body: Body, at: int, line: str) -> bool:
    """Lines that stand alone: the opening words, a part's letter, an annex's title."""
    if len(line) <= LONGEST_HEADING // 2 and _titles_annex(line) and (body.gaps[at] or body.zone != "preamble"):
        body.zone = "annex"
        body.numbers.clear()
        body.start(line, heading=True)
        return True
    if len(line) <= 6 and _SECTION.fullmatch(line) and (line[0].isupper() or body.gaps[at]):
        body.letter = line.strip("“.")
        body.start(line, heading=True)
        return True
    within = body.zone == "annex" or (body.gaps[at] and _ARTICLE.fullmatch(line))
    if within and len(line) <= LONGEST_HEADING // 2 and _is_annex_heading(body, at, line):
        body.start(line, heading=True)
        return True
    quoted = line[0] in _QUOTES and body.zone == "body"
    if len(line) <= 40 and body.zone != "annex" and not quoted and OPENING.fullmatch(line):
        _read_opening(body, line)
        return True
    return False


def _is_annex_heading(body: Body, at: int, line: str) -> bool:
    """`Article 12`, and the title below it."""
    if _ARTICLE.fullmatch(line):
        return True
    if not (_after_heading(body) and line[0].isupper()) or _is_stopped(line) or at + 1 >= len(body.lines):
        return False
    following = body.lines[at + 1]
    parted = body.gaps[at + 1] if body.spaced else len(line) < TITLE * body.measure[at]
    return parted and not following[0].islower()


def _read_opening(body: Body, line: str) -> None:
    """The first is the resolution's opening; a later one heads the preamble of a part (161 (1961))."""
    if body.opening:
        body.zone = "preamble"
        body.start(line, heading=True)
        body.resumes = True
    else:
        body.opening = line
    body.fresh = True
    body.numbers.clear()


# -- labels --------------------------------------------------------------------------------------------------------


def _read_label(body: Body, at: int, line: str, closed: bool) -> bool:
    """Whether the line begins with a label that fits the row of labels; if so, a paragraph is begun with it."""
    if line[0].isalpha() and line[1:2] not in ".)ivxIl|":
        return False
    found = LABEL.match(line)
    if not found:
        return False
    label, rest = found["label"].strip(), found["rest"]
    core = label.strip(_QUOTES)
    if core[0].isdigit():
        return _read_number(body, at, label, rest, closed)
    if core in BULLETS:
        return _read_bullet(body, at, label, rest, closed)
    if core[0].isupper() or core[0] in "l|":
        return _read_capital(body, at, label, rest)
    return _read_letter(body, at, label, rest, closed)


def _read_number(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    number = _value(label)
    expected = any(number == n + 1 for n in [*body.numbers, body.number])
    if not rest:
        return expected and label[-1] in ".," and _place_lone_number(body, label)
    operative = begins_operative(rest)
    if operative and number > body.number + 1 and _number_follows(body, at, body.number + 2):
        return _place_number(body, label, rest, f"{body.number + 1}.")
    quoted_or_listed = at > 0 and (body.lines[at - 1][-1] == ":" or label[0] in _QUOTES)
    if label[-1] != "." and not _may_lack_stop(body, at, number, label, rest):
        return False
    begins = number == 1 and (body.zone == "preamble" or quoted_or_listed or _after_heading(body))
    skips = body.number < number <= body.number + MOST_SKIPPED and (
        operative or (body.zone == "annex" and body.gaps[at])
    )
    if not (expected or begins or skips or (operative and number == body.number and body.zone == "body")):
        return False
    if not (closed or operative or body.gaps[at] or _after_heading(body) or _is_short(body, at)):
        return False
    meant = "" if label[-1] == "." else f"{number}."
    return _place_number(body, label, rest, meant, nested=quoted_or_listed and number == 1)


def _may_lack_stop(body: Body, at: int, number: int, label: str, rest: str) -> bool:
    """`11 Condemns`, `7, Calls upon`, and in a list `1, That the Council`: the number that is due, misread."""
    due = number == body.number + 1
    if begins_operative(rest):
        return due or (body.zone == "preamble" and number == 1)
    return label[-1] == "," and rest[:1].isupper() and due and (number > 1 or body.lines[at - 1][-1] == ":")


def _place_number(body: Body, label: str, rest: str, meant: str = "", *, nested: bool = False) -> bool:
    """Begin the numbered paragraph; a list that begins on its very line (`3. (a) The judges`) begins at once."""
    _count(body, _value(meant or label), nested=nested)
    body.styles.clear()
    body.titled = None
    if body.zone == "preamble":
        body.zone = "body"
    inner = LABEL.match(rest) if rest[0] == "(" else None
    readings = read_label(inner["label"]) if inner else ()
    if inner and any(o.value == 1 for o in readings):
        body.start("", label, meant)
        _go_on_counting(body.styles, readings)
        body.start(inner["rest"], inner["label"])
    else:
        body.start(rest, label, meant)
    return True


def _number_follows(body: Body, at: int, number: int) -> bool:
    """Whether a later line begins with the number, so that the one before it, misread, is one less (591 (1986))."""
    begins = re.compile(rf"{number}\s?[.,]?\s+[A-Z]")
    return any(map(begins.match, body.lines[at + 1 : at + LONGEST_PARAGRAPH]))


def _count(body: Body, number: int, *, nested: bool) -> None:
    """Keep the numbers of the open rows: a list below a paragraph does not end the row of paragraphs."""
    if not nested:
        while len(body.numbers) > 1 and number != body.numbers[-1] + 1:
            body.numbers.pop()
        if body.numbers:
            body.numbers.pop()
    body.numbers.append(number)


def _place_lone_number(body: Body, label: str) -> bool:
    """A number alone on its line: its words follow, or, displaced, stand before it (893 (1994), paragraph 8)."""
    last = body.last
    if last is None:
        return False
    _count(body, _value(label), nested=False)
    if not last.label and not last.heading and last.lines and begins_operative(last.lines[0]):
        last.label, last.displaced = label, True
        return True
    body.zone = "body" if body.zone == "preamble" else body.zone
    body.start("", label)
    return True


_NO_DIGITS = re.compile(r"\D+")


def _value(label: str) -> int:
    """The number in a label: 12 of `“12 .`"""
    return int(_NO_DIGITS.sub("", label))


def _after_heading(body: Body) -> bool:
    return body.last is None or body.last.heading


def _read_bullet(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    last = body.last
    if not rest or label == "*" or last is None:
        return False
    titled = last.label[:1] == "(" and rest[0].isupper()
    if not (closed or (last.label and last.label in BULLETS) or titled or _is_short(body, at)):
        return False
    above = last.depth if last.lines and last.label and last.label in BULLETS else 0
    body.start(rest, label)
    if above and (last.lines[-1][-1] == ":" or (rest[0].islower() and last.lines[0][0].islower())):
        body.paragraphs[-1].depth = above + (last.lines[-1][-1] == ":")
    return True


def _read_capital(body: Body, at: int, label: str, rest: str) -> bool:
    """`S. Decides`, where 5 is due, is a misread number; `A. To assist` an item; `A. Targeted sanctions` a heading."""
    line = body.lines[at]
    if body.zone != "annex" and begins_operative(rest):
        _count(body, body.number + 1, nested=False)
        body.zone = "body"
        body.start(rest, label, f"{body.number}.")
        return True
    value = ord(label[0]) - ord("A") + 1
    opens = value == 1 and at > 0 and body.lines[at - 1][-1] == ":"
    if (opens or body.styles.get("A.") == value - 1 > 0) and not _stands_alone(body, at):
        body.styles["A."] = value
        body.start(rest, label)
        return True
    due = label[0] in "AI" or (bool(body.letter) and label[0] in (chr(ord(body.letter[0]) + 1), "V", "X"))
    if not due or len(line) >= body.measure[at] or not _stands_alone(body, at):
        return False
    body.letter = label.rstrip(".")
    body.start(line, heading=True)
    return True


def _stands_alone(body: Body, at: int) -> bool:
    """Whether a line is a whole title, and its words do not go on in the next line."""
    if _is_closed(body.lines[at]):
        return False
    if at + 1 >= len(body.lines) or body.gaps[at + 1]:
        return True
    return not body.spaced and not body.lines[at + 1][0].islower()


def _read_letter(body: Body, at: int, label: str, rest: str, closed: bool) -> bool:
    """`(a)`, `(ii)`, `(3)`, `b.`: not where the line before breaks off in the middle of a reference."""
    previous = body.lines[at - 1] if at else ""
    bracketed = label[0] in '(“‘"'
    readings = read_label(label.rstrip(".") if bracketed else label)
    first = any(o.value == 1 for o in readings)
    due = any(o.value == body.styles.get(o.style, 0) + 1 for o in readings)
    if not rest:
        if due and label[0] == "(" and body.gaps[at]:
            body.start("", label)
            return True
        return False
    if not (closed or body.gaps[at] or _after_heading(body)):
        titled = first and rest[0].isupper() and body.last is not None and body.last.label[:1] == "("
        if not (due and (titled or _is_short(body, at))) and not (
            first and bracketed and _list_goes_on(body, at, label)
        ):
            return False
    if _WRAPPED.match(rest) and previous[-1:] not in (":", ";"):
        return False
    if bracketed:
        if not body.gaps[at] and not _fits(body, at, label, readings):
            return False
        _go_on_counting(body.styles, readings)
    elif not (first and previous[-1:] == ":") and not _follows_alike(body, label):
        return False
    body.start(rest, label)
    return True


def _follows_alike(body: Body, label: str) -> bool:
    """Whether the paragraph before has a label of the same kind: `b.` after `a.`"""
    before = body.last.label if body.last else ""
    return bool(before) and before[-1] == label[-1] and not before[0].isdigit() and bool(read_label(before))


def _fits(body: Body, at: int, label: str, readings: Sequence[Ordinal]) -> bool:
    """Whether a bracketed label begins a list, or goes on with one that is open; in mid-sentence it does neither
    (1674 (2006), paragraph 5)."""
    steps = [o.value - body.styles[o.style] for o in readings if o.style in body.styles]
    if 1 in steps:
        return True
    if any(o.value == 1 for o in readings):
        return _list_goes_on(body, at, label)
    return any(1 < step < MOST_SKIPPED for step in steps) and body.lines[at - 1][-1] in ";:."


def _list_goes_on(body: Body, at: int, label: str) -> bool:
    """Whether the list that a first label begins is a list: not where its second label stands in mid-line, as the
    first does by chance of the line's break (2086 (2013), paragraph 9)."""
    second = _SECONDS.get(label.strip(_QUOTES))
    if second is None:
        return True
    if f" {second} " in body.lines[at]:
        return False
    ends = f"{body.number + 1}."
    for line in body.lines[at + 1 : at + LONGEST_ITEM]:
        if line.startswith(second):
            return True
        if f"; {second} " in line or f"; and {second} " in line:
            return False
        if line.startswith((ends, label)):
            break
    return _is_short(body, at) or body.gaps[at] or body.lines[at - 1][-1] in ":;"


def _go_on_counting(styles: dict[str, int], readings: Sequence[Ordinal]) -> None:
    """Note where the open lists stand; a label that goes on with one closes those that were opened below it."""
    for reading in readings:
        if styles.get(reading.style, 0) + 1 == reading.value > 1:
            for inner in list(styles)[list(styles).index(reading.style) + 1 :]:
                del styles[inner]
            break
    fitting = [o for o in readings if o.value == styles.get(o.style, 0) + 1]
    for reading in fitting or readings:
        styles[reading.style] = reading.value


# -- paragraphs without a label ------------------------------------------------------------------------------------


def _begins(body: Body, at: int, closed: bool) -> bool:
    """Whether a line without a label begins a paragraph."""
    line, previous, gap = body.lines[at], body.lines[at - 1], body.gaps[at]
    last = body.paragraphs[-1]
    if last.heading and not (len(last.lines) == 1 and _goes_on_heading(line, previous)):
        return True
    capital = line[0].isupper() or line[0] in _QUOTES
    if body.zone == "preamble":
        if (closed or gap or _is_short(body, at)) and (begins_preambular(line) or begins_operative(line)):
            return True
        return gap and closed and capital
    if body.zone == "body" and begins_operative(line) and _is_due(body, at):
        return True
    if body.zone == "body" and begins_preambular(line) and _reasons_follow(last, previous):
        return True
    if previous[-1] == ":" or (last.lines == [previous] and _NAME.fullmatch(previous)):
        return capital and (gap or _NAME.fullmatch(line) is not None)
    if gap:
        return closed and (capital or not previous.endswith(",") or bool(last.label))
    if last.label[:1] == "(" and len(last.lines) == 1 and capital and not closed:
        return body.titled == _is_roman(last.label) or (
            _is_short(body, at) and len(previous) < TITLE * body.measure[at]
        )
    if body.zone == "annex" and capital and not closed and _is_short(body, at):
        return True
    return _ends(body, at, previous) and _is_short(body, at)


def _ends(body: Body, at: int, previous: str) -> bool:
    """Whether a paragraph ends so, for all that its line is short; a comma ends one only where it is very short."""
    if previous[-1] in ".;:”" or previous.endswith(_LIST_AND):
        return True
    listed = body.paragraphs[-1].label[:1] not in "0123456789"
    return listed and previous.endswith(_COMMA) and len(previous) < BARELY * body.measure[at]


def _reasons_follow(last: Paragraph, previous: str) -> bool:
    """Whether preambular paragraphs stand between operative ones: before part B of 1135 (1997), say."""
    if previous[-1] == ",":
        return not last.label and bool(last.lines) and begins_preambular(last.lines[0])
    return previous[-1] in ";."


def _is_due(body: Body, at: int) -> bool:
    """Whether an operative paragraph may begin here, and not go on: `Decides` can stand at the head of any line."""
    if body.gaps[at] or _is_short(body, at):
        return True
    ended = body.lines[at - 1][-1] in ".;:,"
    return ended and (not body.numbered or f"{body.number + 1}." in body.lines[at + 1 : at + LONGEST_DISPLACED])


def _is_short(body: Body, at: int) -> bool:
    """Whether the line before ends although the next word would have had room: the paragraph is over."""
    if body.spaced or not at or not body.paragraphs:
        return False
    last = body.paragraphs[-1]
    indent = 0 if len(last.lines) > 1 else LABEL_INDENT if last.label else FIRST_INDENT
    word = body.lines[at].partition(" ")[0]
    return len(body.lines[at - 1]) + indent + 1 + len(word) < body.measure[at] - SLACK


def _goes_on_heading(line: str, previous: str) -> bool:
    return line[0].islower() or previous.endswith((" the", " of", " and", " in", " for", " to", " on"))


def _is_heading(body: Body, at: int) -> bool:
    """A line without a stop between a paragraph that is over and a label that is due: `International cooperation`."""
    line, previous = body.lines[at], body.lines[at - 1]
    headed = body.paragraphs[-1].heading
    after = body.lines[at + 1 : at + 3]
    bracketed = line[0] == "(" and ")" in (line[-1], after[0][-1] if after else "")  # 1880 (2009), above paragraph 19
    if not (line[0].isupper() or bracketed) or (not headed and previous[-1] not in ".;:,”"):
        return False
    if _is_stopped(line) and not (line[-1] == ":" and previous[-1] in ",;:"):
        return False
    if not after or (previous[-1] == ":" and _NAME.fullmatch(line)):
        return False
    if begins_preambular(line) or (not headed and begins_operative(line)):
        return False
    if _label_follows(body, after[0]):
        return True
    if body.zone == "preamble" and not headed and begins_preambular(after[0]):  # 2182 (2014): Somalia
        return body.gaps[at] or _is_short(body, at) or 2 * len(line) < body.measure[at]
    return len(after) == 2 and not _is_stopped(line) and not _is_stopped(after[0]) and _label_follows(body, after[1])


def _label_follows(body: Body, line: str) -> bool:
    found = LABEL.match(line) if not line[0].isalpha() else None
    if not found or not found["rest"]:
        return False
    core = found["label"].strip(_QUOTES)
    if core[0].isdigit():
        return _value(core) == body.number + 1 and (core[-1] in ".," or begins_operative(found["rest"]))
    return core[0] == "(" or core in BULLETS


# -- mending labels ------------------------------------------------------------------------------------------------


def _mend_labels(paragraphs: list[Paragraph]) -> None:
    """Where a label cannot follow the one before it, and the one due would make the next one fit, that one is meant.

    242 (1967) has `(1)` before `(ii)`; 232 (1966) has `(6)` between `(a)` and `(c)`.
    """
    labelled = [p for p in paragraphs if p.label and p.label not in BULLETS]
    for i, paragraph in enumerate(labelled):
        if paragraph.meant or paragraph.label[0] not in "(“":
            continue
        before = labelled[i - 1] if i else None
        after = labelled[i + 1] if i + 1 < len(labelled) else None
        paragraph.meant = _meant(before, paragraph.label, after)


def _meant(before: Paragraph | None, label: str, after: Paragraph | None) -> str:
    printed = read_label(label)
    last = _bracketed(before)
    following = _bracketed(after)
    for ordinal in last:
        due = Ordinal(ordinal.style, ordinal.value + 1)
        if due in printed:
            return ""
        if not _write(due):
            continue
        if Ordinal(due.style, due.value + 1) in following:
            return _write(due)
        misread = not printed or (label[1:2].isdigit() and printed[0].value > 1)
        if misread and (not following or any(o.value == 1 for o in following)):
            return _write(due)
    if label[1:2].isdigit() and not last:
        return next((_write(Ordinal(o.style, 1)) for o in following if o.value == 2), "")
    return ""


def _bracketed(paragraph: Paragraph | None) -> tuple[Ordinal, ...]:
    """The readings of a paragraph's label, if it is one in brackets."""
    label = (paragraph.meant or paragraph.label) if paragraph else ""
    return read_label(label) if label[:1] in ("(", "“") else ()


def _write(ordinal: Ordinal) -> str:
    """`(b)` for the second of style `(a)`; "" for styles that are no letters in brackets."""
    return write_label(ordinal) if ordinal.style in ("(a)", "(i)") else ""
