"""Lines of text to resolutions, for all eras: yearbook prose of 1946, typescript of the 1990s, the PDFs of today.

No markup says where a paragraph begins. What a reader goes by is what this module goes by: labels in their row, the
first words of a clause (`Recalling`, `Decides`), blank lines where the source has them, and lines that end before
their measure is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scraper.errors import NotAResolution
from scraper.models import Clause, Facts, Mark, Parsed, Problem, Quality, Resolution, Symbol
from scraper.parse.labels import BULLETS, Ordinal, read_label
from scraper.parse.lines import ANNEX, TITLE, Footnote, Sheet, find_titles, join, read_footnotes, read_lines
from scraper.parse.tree import Piece, Zone, assemble

# -- the words of the field ----------------------------------------------------------------------------------------

_ADVERBS = """Accordingly Again Also Deeply Equally Especially Extremely Firmly Formally Fully Further Furthermore
Gravely Greatly Hereby Highly Increasingly Once\\sagain Particularly Profoundly Seriously Solemnly Strongly Therefore
Unequivocally Urgently Vigorously Warmly""".split()

_PREAMBULAR = """Acknowledging Acting Addressing Affirming Agreeing Anticipating Appealing Applauding Appreciating
Approving Attaching Authorizing Aware Believing Being Calling Cognizant Commending Concerned Concluding Concurring
Condemning Confirming Congratulating Conscious Considering Continuing Convinced Declaring Demanding Deploring Desiring
Desirous Determined Determining Directing Dismayed Disturbed Drawing Echoing Emphasising Emphasizing Encouraged
Encouraging Endorsing Examining Expecting Expressing Extending Extolling Finding Grateful Gratified Grieved Guided
Having Highlighting Honouring Hoping Indignant Inspired Inviting Keeping Looking Mindful Mourning Motivated Noting
Observing Offering Outraged Paying Pending Pledging Pursuing Reaffirming Realizing Recalling Recognising Recognizing
Re-affirming Re-emphasising Re-emphasizing Re-iterating Referring Registering Regretting Reiterating Rejecting
Remaining Remembering Reminding Renewing Requesting Resolved Responding Seeking Seized Sharing Shocked Stressing
Supporting Taking Thanking Underlining Underlying Underscoring Urging Viewing Welcoming Whereas While Whilst
Willing Alarmed Anxious Appalled Bearing""".split()

_OPERATIVE = """Accepts Acknowledges Acts Addresses Adopts Advises Affirms Agrees Amends Appeals Applauds Appoints
Appreciates Approves Asks Assures Attaches Authorises Authorizes Believes Calls Censures Clarifies Commends Concludes
Concurs Condemns Confirms Congratulates Considers Continues Decides Declares Deems Demands Deplores Deprecates Desires
Designates Determines Directs Dissolves Draws Elects Emphasises Emphasizes Empowers Encourages Endorses Entrusts Forwards
Envisages Establishes Exhorts Expects Expresses Extends Finds Fixes Gives Grants Guarantees Highlights Holds Identifies
Insists Instructs Intends Invites Issues Joins Lends Lifts Looks Maintains Mandates Modifies Notes Observes Offers
Orders Pays Pledges Proclaims Proposes Provides Re-emphasises Re-emphasizes Reaffirms Recalls Recognises Recognizes
Recommends Reconfirms Records Refers Regrets Reiterates Rejects Relies Remains Reminds Renews Repeats Replaces Reposes
Requests Requires Resolves Responds Sets Shares Stands Stresses Strengthens Suggests Supports Suspends Takes Terminates
Thanks Transmits Underlines Underscores Undertakes Urges Warns Welcomes""".split()

_LEAD = rf"[“‘\"]?(?:(?:{'|'.join(_ADVERBS)}),?\s)*"
_CAPITALS = {word[0] for word in [*_ADVERBS, *_PREAMBULAR, *_OPERATIVE]} | set("“‘\"IT")


def _words(words: Sequence[str]) -> str:
    """Words in their order or after an adverb, where only the first has a capital: `Further requests`."""
    return "|".join(f"[{word[0]}{word[0].lower()}]{word[1:]}" for word in words)


PREAMBULAR = re.compile(
    rf"""
    {_LEAD} (?: {_words(_PREAMBULAR)} ) \b                  # Recalling ...    Deeply concerned ...
  | And \s in \s particular | By \s Article | In \s (?: the \s exercise | accordance | view ) | Without \s prejudice
    """,
    re.VERBOSE,
)
"""How a preambular paragraph begins."""

OPERATIVE = re.compile(
    rf"""
    {_LEAD} (?: [Tt]he \s Security \s Council,? \s (?:(?:also|further|hereby) \s)? )?
    (?P<verb> (?: {_words(_OPERATIVE)} ) \b )               # Decides ...    Further requests ...
  | It \s is \s resolved | To \s this \s end, \s the \s Security \s Council | Now, \s therefore, \s the \s Security
    """,
    re.VERBOSE,
)
"""How an operative paragraph begins: a verb of the reviewed list, adverbs before it, the Council as its subject."""

_FIRST_NUMBER = re.compile(rf"[“\"]?[1IlL][.,]\s+(?:{OPERATIVE.pattern}|Acting\b)", re.VERBOSE)
"""`1. Decides`: where paragraphs are numbered, the operative part begins with it and not with the first verb."""

OPENING = re.compile(
    r"\W{0,2} (?: (?: Now, \s )? Therefore ,? \s? )? (?: [Tt]he \s Security \s Council | (?<=Therefore) | (?<=Therefore,) ) \W{0,2}",
    re.VERBOSE,
)
"""The opening words, alone on their line: `The Security Council,`, in 1946 also `Therefore`."""

# -- labels at the head of a line ----------------------------------------------------------------------------------

LABEL = re.compile(
    r"""
    (?P<label>
        (?: [“‘"] \s? )? \d{1,3} \s? [.,] (?! \d )           # 5.   12 .   7, (misread)   “1. in a quoted text
      | \d{1,3} (?= \s+ [A-Z] )                              # 11 Condemns: the full stop is lost
      | [“‘"]? \( \s? (?: [a-z]{1,5} | [ivx]+ | \d{1,2} ) \s? [)}\]]{1,2} \.?    # (a)  (iii)  (1)  (b).
      | [a-z] [.)] (?= \s )                                  # a.   b)
      | [ivx]{1,5} [.)] (?= \s )
      | (?: [A-Z] | [Il|]{1,2} ) \. (?= \s+ [A-Z][a-z]+ )     # S. Decides, where 5. is meant;  A. Targeted sanctions
      | [•–—−·▪◦●○*-] (?= \s )                               # bullets
    )
    \s* (?P<rest> .* )
    """,
    re.VERBOSE,
)
"""What may be a label with its words. Whether it is one, the row of labels and the line before decide."""

_LABEL_BEGINS = frozenset("0123456789(“‘\"•–—−·▪◦●○*-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WRAPPED = re.compile(r"(?:and|or|to|through)\s[(\d]|above\b|below\b|of\s(?:this|that|the|resolution|paragraph)\b|[,;.)]")
"""How words go on after a reference that the line's end has cut: `paragraphs 7 (a),` / `(b) and (c) above`."""

_SECTION = re.compile(r"[“]?(?:[A-Za-z]|[IVX]{1,5})\.?")
"""A part's letter or number alone on its line: `A`, `III`."""

_ENDS = (".", ";", ":", ",", ".”", ";”", ",”", ":”", '."', ';"', ',"')
_CLOSED = (".", ";", ":", ",", ".”", ";”", ",”", ":”", '."', ';"', ',"', " and", " or", "—", "?", " and/or")
_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Sir|Judge)\.?\s)?[^\W\d_][^,;:]{3,60}\s\([^()]{3,60}\)")
"""A candidate or a judge in a list without bullets: `Mr. Mouinou Aminou (Benin)`."""
_TITLE = 0.85
"""`(b) Good offices`, with its words on the next line: such a title is no longer than that part of the measure."""
_BARELY = 0.7
"""A comma at a line's end closes a list only where the line is shorter by so much."""
_AND = ("; and", "; or", ";and", "; and,")
_STOPPED = (".", ";", ":", ",", ".”", ";”", ",”", '."', ';"', " and", " or", "-")
_NOTE_AT_END = re.compile(r"(?<=[.,;:”])\s?\d{1,3}$")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_LONGEST_HEADING = 160
_FIRST_INDENT, _LABEL_INDENT = 6, 10
"""Characters' room that the first line of a paragraph leaves at its left, and the tabulator behind its label."""
_WINDOW = 25
_LONGEST_ITEM = 400
_SPACED = 0.1
"""Where one line in ten stands below a blank one, blank lines part the paragraphs and short lines say nothing."""
_SLACK = 6
"""So many characters less than its measure may a line be and still be full: print is not monospaced."""


@dataclass(slots=True)
class _Block:
    """A paragraph in the making: its lines, and what its first line said about it."""

    zone: Zone
    lines: list[str]
    label: str = ""
    meant: str = ""
    heading: bool = False
    depth: int = 0
    displaced: bool = False
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """How to mend words broken at a line's end: what the corpus writes, and what this document writes elsewhere."""

    known: Mapping[str, int]
    own: str


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the part, the numbers of the lists that are open, the blocks so far."""

    lines: list[str]
    gaps: list[bool]
    measure: list[int]
    zone: Zone = "preamble"
    numbers: list[int] = field(default_factory=list)
    letter: str = ""
    blocks: list[_Block] = field(default_factory=list)
    opening: str = ""
    numbered: bool = False
    spaced: bool = False
    depth: int = 0
    resumes: bool = False
    fresh: bool = False
    styles: dict[str, int] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether the paragraph before is the one with which the Council closes: it remains seized of the matter."""
        last = self.blocks[-1].lines if self.blocks else []
        return self.zone == "body" and bool(last) and last[-1].endswith(".") and bool(_SEIZED.search(" ".join(last[-2:])))

    @property
    def number(self) -> int:
        return self.numbers[-1] if self.numbers else 0

    def depth_of(self, label: str) -> int:
        if label in BULLETS:
            return self.depth + 1
        numbered = label.strip("“\" ")[:1].isdigit()
        quoted = label[:1] in ("“", '"') and len(self.numbers) > 1
        return 1 if label and not numbered or quoted else 0

    def start(self, line: str, label: str = "", meant: str = "", *, heading: bool = False) -> None:
        if not label or label.strip("“\"")[0].isdigit():
            self.depth = 0
        depth = self.depth_of(label)
        self.depth = self.depth if label in BULLETS else depth
        self.fresh = False
        resumes, self.resumes = self.resumes and not heading, self.resumes and heading
        self.blocks.append(_Block(self.zone, [line] if line else [], label, meant, heading, depth, resumes=resumes))


_SEIZED = re.compile(r"\b(?:seized|seised) of (?:the|this) (?:matter|question|issue|item)\.$")


# -- parsing -------------------------------------------------------------------------------------------------------


def parse(text: str, quality: Quality, known: Mapping[str, int] | None = None) -> list[Parsed]:
    """The resolutions that a text holds, in its order: mostly one, whatever the file is called.

    known  how often words that lines break stand whole elsewhere: see `lines.count_words`
    Raises NotAResolution where no line names a resolution.
    """
    sheet = read_lines(text)
    titles = find_titles(sheet)
    if not titles:
        raise NotAResolution("No line of this text names a resolution (“Resolution 1234 (2005)”).")
    starts, words = [0, *titles[1:], len(sheet.texts)], _Words(known or {}, text)
    return [
        _parse_one(sheet, start, title, end, quality, words)
        for start, title, end in zip(starts, titles, starts[1:], strict=False)
    ]


def _parse_one(sheet: Sheet, start: int, title: int, end: int, quality: Quality, words: _Words) -> Parsed:
    body = _end_of_head(sheet, title, end)
    own = [at for at in range(body, end) if not sheet.rules[at]]
    furniture = [sheet.texts[at] for at in range(start, end) if at < body or sheet.rules[at] not in ("", "footnote")]
    notes = read_footnotes(sheet.texts[at] for at in range(body, end) if sheet.rules[at] == "footnote")
    gaps = [sheet.gaps[at] or sheet.rules[at - 1] in ("separator", "end_mark") for at in own]
    reader = _read_blocks([sheet.texts[at] for at in own], gaps)
    _mend_labels(reader.blocks)
    marker = _Marker(notes)
    pieces = [_to_piece(block, words, marker) for block in reader.blocks]
    built = assemble(pieces)
    facts, problems = _read_facts(sheet, title, body, end, words.known, marker)
    clauses = tuple(map(_unhint, built.clauses))
    problems += [*built.problems, *marker.report()]
    kept = [*furniture, *built.furniture, *marker.unused()]
    return Parsed(Resolution(facts, reader.opening, clauses, quality), tuple(problems), tuple(kept))


def _unhint(clause: Clause) -> Clause:
    """The clause without the emphasis that told `tree` where a verb leads: the text shows none."""
    marks = tuple(mark for mark in clause.marks if mark.kind != "italic")
    lead = clause.level == 0 and clause.part in ("op", "pp")
    return replace(clause, verb=leading_verb(clause.text) if lead else "", marks=marks)


def leading_verb(text: str) -> str:
    """The verb that leads a clause, with its adverbs, as printed: `Further requests`; "" where none does.

    >>> leading_verb("Strongly condemns the attacks")
    'Strongly condemns'
    >>> leading_verb("The Security Council directs the Committee")
    'directs'
    """
    found = OPERATIVE.match(text) or PREAMBULAR.match(text)
    if not found:
        return ""
    start = found.start("verb") if found.re is OPERATIVE and "Council" in found[0] and found["verb"] else 0
    return text[start : found.end()].strip(" ,“\"‘")


# -- the head ------------------------------------------------------------------------------------------------------

_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(r"(?P<day>\d{1,2})\S?\s+(?P<month>[A-Z][a-z]{2})\S*\s+(?P<year>\d{4})")
_HEAD_LINE = re.compile(
    r"""
    \W{0,2} (?: [oO0e]f | [oO]n )? \s? \d{1,2} \S? \s+ [A-Z][a-z]+ .{0,3} \s .?\d{3,4} (?: [\s\d*]* | \s in \s \w+ )
  | S                                            # of 22 November 1967; on 19 November 2004 in Nairobi
  | [\[(] (?: S | \d ) / .{1,20}                                                       # [S/1511]
  | Adopt (?: ed | ion ) \s b[yv] .*
  | \d{1,4}[a-z]{2}[ _] \s? .{0,12} meeting .*                                          # 3174th meeting, on 9 May 1993
    """,
    re.VERBOSE,
)
_MEETING = re.compile(r"(\d{1,2}[, ]?\d{3}|\d{1,4})(?:st|nd|rd|th|lst)?[\s_]*(?:\(\w+\)\s*)?meeting")


def _end_of_head(sheet: Sheet, title: int, end: int) -> int:
    """The first line behind the title that is not about the day, the meeting or the document."""
    at = title + 1
    while at < end and (sheet.rules[at] not in ("", "adoption") or _HEAD_LINE.fullmatch(sheet.texts[at])):
        at += 1
    return at


def _read_facts(
    sheet: Sheet, title: int, body: int, end: int, known: Mapping[str, int], marker: _Marker
) -> tuple[Facts, list[Problem]]:
    found = TITLE.fullmatch(sheet.texts[title])
    assert found is not None
    number = int(found["number"] or found["old_number"])
    head = " ".join(sheet.texts[title:body])
    closing = join([sheet.texts[at] for at in range(body, end) if sheet.rules[at] == "adoption"], known)
    adopted = _read_day(head)
    year = int(found["year"] or found["old_year"] or (adopted or "0")[:4])
    problems = []
    if not 1946 <= year <= 2100 or (adopted and int(adopted[:4]) != year):
        printed, year = year, _year_in_masthead(sheet, number) or int((adopted or f"{year}")[:4])
        problems.append(Problem("year-misread", f"the title gives the year as {printed}; {year} is meant"))
    if adopted is None:
        problems.append(Problem("date-unread", "no day of adoption can be read from this text"))
    above = re.search(r"Adopt(?:ed|ion) b[yv] .*", head)
    adoption = closing or (above[0] if above else "")
    for at in range(title, body):
        marker.take_last(sheet.texts[at])
    adoption, voting = marker.take_last(adoption)
    meeting = _MEETING.search(adoption)
    votes = _read_votes(closing)
    facts = Facts(
        symbol=Symbol(number, year),
        adopted=adopted,
        meeting=int(re.sub(r"\D", "", meeting[1])) if meeting else None,
        adoption=f"{adoption} {voting}".strip(),
        votes_for=votes[0],
        votes_against=votes[1],
        abstentions=votes[2],
    )
    return facts, problems


def _read_day(text: str) -> str | None:
    """The last day that a text names, as ISO: `on 31 July 1994`. Misread ends of months (`3 Apri] 1991`) do no harm."""
    days = [m for m in _DAY.finditer(text) if any(month.startswith(m["month"]) for month in _MONTHS)]
    if not days:
        return None
    month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(days[-1]["month"]))
    day = int(days[-1]["day"])
    return f"{days[-1]['year']}-{month:02}-{day:02}" if 1 <= day <= 31 else None


def _year_in_masthead(sheet: Sheet, number: int) -> int | None:
    for text in sheet.texts:
        if found := re.search(rf"S/RES/{number} ?\((\d{{4}})\)", text):
            return int(found[1])
    return None


_VOTES = re.compile(r"by (?P<yes>\d+|[A-Za-z]+) votes?(?: (?:to|10) (?P<no>none|\d+|[Il]))?(?:.*?with (?P<abstaining>\d+|[IlO]+) ?abstention)?")


def _read_votes(sentence: str) -> tuple[int | None, int | None, int | None]:
    """Votes for, against, abstentions: `by 13 votes to none, with 2 abstentions (...)`; None where it does not say."""
    found = _VOTES.search(sentence)
    if not found or not found["yes"].isdigit() or not found["no"]:
        return None, None, None
    no, abstaining = found["no"], found["abstaining"] or "0"
    count = {"none": 0, "I": 1, "l": 1}
    return int(found["yes"]), count.get(no) or (int(no) if no.isdigit() else count[no]), count.get(abstaining, 0) or int(abstaining if abstaining.isdigit() else 0)


# -- blocks --------------------------------------------------------------------------------------------------------


def _read_blocks(lines: list[str], gaps: list[bool]) -> _Reader:
    """Part the lines of a document's body into paragraphs."""
    reader = _Reader(lines, gaps, _measure(lines))
    reader.numbered = _numbers_decisions(lines)
    reader.spaced = sum(gaps) > _SPACED * len(gaps)
    for at in range(len(lines)):
        _read_line(reader, at)
    return reader


def _numbers_decisions(lines: list[str]) -> bool:
    """Whether the operative paragraphs are numbered: `1. Decides` stands somewhere before any annex."""
    for line in lines:
        if _FIRST_NUMBER.match(line):
            return True
        if first_is_annex(line):
            return False
    return False


def _measure(lines: list[str]) -> list[int]:
    """For each line how long a full line is thereabouts: annexes and columns have measures of their own."""
    lengths = list(map(len, lines))
    measures: list[int] = []
    for start in range(0, len(lines), _WINDOW):
        near = sorted(lengths[max(0, start - _WINDOW) : start + 2 * _WINDOW])
        measures += [near[len(near) * 9 // 10]] * min(_WINDOW, len(lines) - start)
    return measures


def _is_beyond_the_end(reader: _Reader, line: str) -> bool:
    """Whether what follows the closing paragraph is an annex, titled so or not: no next number, no further decision."""
    found = LABEL.match(line) if line[0].isdigit() else None
    goes_on = found and re.sub(r"\D", "", found["label"]) == str(reader.number + 1)
    return not goes_on and not OPERATIVE.match(line) and not OPENING.fullmatch(line) and not _SECTION.fullmatch(line)


def _read_line(reader: _Reader, at: int) -> None:
    line, gap = reader.lines[at], reader.gaps[at] or at == 0
    previous = reader.lines[at - 1] if at else ""
    first = line[0]
    small = "a" <= first <= "z" and line[1:2] not in (".", ")")
    if small and not gap and not previous.endswith(_CLOSED) and previous not in ("and", "or"):
        reader.blocks[-1].lines.append(line) if reader.blocks and not reader.fresh else reader.start(line)
        return
    closed = previous in ("", "and", "or") or previous.endswith(_CLOSED) or bool(_NOTE_AT_END.search(previous))
    if reader.ended and reader.blocks and _is_beyond_the_end(reader, line):
        reader.zone = "annex"
        reader.numbers.clear()
    fresh = closed or gap or not first.isalpha() or not reader.blocks or reader.blocks[-1].heading
    if fresh and (_read_mark(reader, at, line, closed) or _read_label(reader, at, line, closed)):
        return
    if reader.blocks and _is_heading(reader, at):
        reader.start(line, heading=True)
    elif not reader.blocks or reader.fresh or _begins(reader, at, closed):
        if reader.zone == "preamble" and (not reader.numbered or not reader.blocks) and OPERATIVE.match(line) and not PREAMBULAR.match(line):
            reader.zone = "body"
        reader.start(line)
    else:
        reader.blocks[-1].lines.append(line)


def _read_mark(reader: _Reader, at: int, line: str, closed: bool) -> bool:
    """Lines that stand alone: the opening words, a part's letter, an annex's title."""
    quoted = line[0] in "“\"‘" and reader.zone == "body"
    if len(line) < 60 and OPENING.fullmatch(line) and reader.zone != "annex" and not quoted:
        if reader.opening:
            reader.zone = "preamble"
            reader.start(line, heading=True)
            reader.resumes = True
        else:
            reader.opening = line
        reader.fresh = True
        reader.numbers.clear()
        return True
    if len(line) <= 6 and _SECTION.fullmatch(line) and (line[0].isupper() or reader.gaps[at]):
        reader.letter = line.strip("“.")
        reader.start(line, heading=True)
        return True
    if first_is_annex(line) and (reader.gaps[at] or reader.zone != "preamble"):
        reader.zone = "annex"
        reader.numbers.clear()
        reader.start(line, heading=True)
        return True
    return False


def first_is_annex(line: str) -> bool:
    """Whether a line is the title of an annex: `Annex`, `ANNEX II`, `Annex A – Items ...`; not a sentence about one."""
    return line.lstrip("“\"* ")[:1] in "AaE" and bool(ANNEX.fullmatch(line)) and not line.endswith((",", ";", ".")) and line[-1:] != "-" and not re.search(r"\b(?:to|of|the|and)$", line)


def _read_label(reader: _Reader, at: int, line: str, closed: bool) -> bool:
    """Whether the line begins with a label that fits the row of labels; if so, a block is started with it."""
    if line[0] not in _LABEL_BEGINS:
        return False
    found = LABEL.match(line)
    if not found:
        return False
    label, rest = found["label"].strip(), found["rest"]
    core = label.strip("“‘\" ")
    if core[0].isdigit():
        return _read_number(reader, at, label, rest, closed)
    if core in BULLETS:
        return _read_bullet(reader, at, label, rest, closed)
    if core[0].isupper() or core[0] in "l|":
        return _read_capital(reader, at, label, rest)
    return _read_letter(reader, at, label, rest, closed)


def _read_number(reader: _Reader, at: int, label: str, rest: str, closed: bool) -> bool:
    number = int(re.sub(r"\D", "", label))
    stopped = label[-1] == "."
    operative = bool(OPERATIVE.match(rest))
    expected = number == reader.number + 1 or any(number == n + 1 for n in reader.numbers)
    if not rest:
        return expected and _place_lone_number(reader, label)
    listed = label[-1] == "," and rest[:1].isupper() and expected and (number > 1 or reader.lines[at - 1].endswith(":"))
    if not stopped and not listed and not (operative and (expected or reader.zone == "preamble" and number == 1)):
        return False
    if operative and number > reader.number + 1 and _number_follows(reader, at, reader.number + 2):
        return _place_number(reader, label, rest, f"{reader.number + 1}.")
    after_colon = at > 0 and (reader.lines[at - 1].endswith(":") or label[0] in "“‘\"")
    begins = number == 1 and (reader.zone == "preamble" or after_colon or _after_heading(reader))
    skips = reader.number < number <= reader.number + 4 and (operative or reader.zone == "annex" and reader.gaps[at])
    if not (expected or begins or skips or (operative and number == reader.number and reader.zone == "body")):
        return False
    if not (closed or operative or reader.gaps[at] or _after_heading(reader)):
        return False
    meant = "" if stopped else f"{number}."
    return _place_number(reader, label, rest, meant, nested=after_colon and number == 1)


def _place_number(reader: _Reader, label: str, rest: str, meant: str = "", *, nested: bool = False) -> bool:
    """Start the numbered paragraph; a list that begins on its very line (`3. (a) The judges`) starts at once."""
    _count(reader, int(re.sub(r"\D", "", meant or label)), nested=nested)
    reader.styles.clear()
    if reader.zone == "preamble":
        reader.zone = "body"
    inner = LABEL.match(rest) if rest.startswith("(") else None
    if inner and any(o.value == 1 for o in read_label(inner["label"])):
        reader.start("", label, meant)
        _go_on_counting(reader.styles, read_label(inner["label"]))
        reader.start(inner["rest"], inner["label"])
    else:
        reader.start(rest, label, meant)
    return True


def _number_follows(reader: _Reader, at: int, number: int) -> bool:
    """Whether a later line begins with the number, so that the one before it, misread, is one less (591 (1986))."""
    begins = re.compile(rf"{number}\s?[.,]?\s+[A-Z]")
    return any(map(begins.match, reader.lines[at + 1 :]))


def _count(reader: _Reader, number: int, *, nested: bool) -> None:
    """Keep the numbers of the open lists: a list below a paragraph does not end the row of paragraphs."""
    if not nested:
        while len(reader.numbers) > 1 and number != reader.numbers[-1] + 1:
            reader.numbers.pop()
        if reader.numbers:
            reader.numbers.pop()
    reader.numbers.append(number)


def _place_lone_number(reader: _Reader, label: str) -> bool:
    """A number alone on its line: its words follow, or, displaced, stand before it (893 (1994), paragraph 8)."""
    number = int(re.sub(r"\D", "", label))
    last = reader.blocks[-1] if reader.blocks else None
    if label[-1] not in ".," or last is None:
        return False
    _count(reader, number, nested=False)
    if not last.label and not last.heading and last.lines and OPERATIVE.match(last.lines[0]):
        last.label, last.displaced = label, True
        return True
    reader.zone = "body" if reader.zone == "preamble" else reader.zone
    reader.start("", label)
    return True


def _after_heading(reader: _Reader) -> bool:
    return not reader.blocks or reader.blocks[-1].heading


def _read_bullet(reader: _Reader, at: int, label: str, rest: str, closed: bool) -> bool:
    in_list = bool(reader.blocks) and reader.blocks[-1].label in BULLETS
    titled = bool(reader.blocks) and reader.blocks[-1].label[:1] == "(" and rest[:1].isupper()
    apart = closed or in_list or titled or bool(reader.blocks) and _is_short(reader, at)
    if not rest or not apart or label == "*":
        return False
    reader.start(rest, label)
    return True


def _read_capital(reader: _Reader, at: int, label: str, rest: str) -> bool:
    """`A. Targeted sanctions` is a heading; `S. Decides`, where 5 is due, a misread number; `A. To assist` an item."""
    line = reader.lines[at]
    if OPERATIVE.match(rest) and reader.zone != "annex":
        number = reader.number + 1
        _count(reader, number, nested=False)
        reader.zone = "body"
        reader.start(rest, label, f"{number}.")
        return True
    listed = bool(reader.blocks) and reader.lines[at - 1].endswith(":") if label[0] == "A" else "A." in reader.styles
    if listed and rest.startswith("To "):
        reader.styles[label] = 1
        reader.start(rest, label)
        return True
    due = label[0] in "AI" or bool(reader.letter) and label[0] in (chr(ord(reader.letter[0]) + 1), "V", "X")
    if due and len(line) < reader.measure[at] and not line.endswith(_CLOSED):
        reader.letter = label.rstrip(".")
        reader.start(line, heading=True)
        return True
    return False


def _read_letter(reader: _Reader, at: int, label: str, rest: str, closed: bool) -> bool:
    """`(a)`, `(ii)`, `(3)`, `b.`: not where the line before breaks off in the middle of a reference."""
    previous = reader.lines[at - 1] if at else ""
    first = {o.value for o in read_label(label)}
    due = any(o.value == reader.styles.get(o.style, 0) + 1 for o in read_label(label))
    titled = rest[:1].isupper() and 1 in first and reader.blocks and reader.blocks[-1].label[:1] == "("
    apart = closed or reader.gaps[at] or _after_heading(reader) or due and (_is_short(reader, at) or titled)
    if not rest and due and label[0] == "(" and reader.gaps[at]:
        reader.start("", label)
        return True
    if not apart and 1 in first and label[0] == "(":
        apart = _list_goes_on(reader, at, label)
    if not rest or not apart or _WRAPPED.match(rest) and not previous.endswith((":", ";")):
        return False
    if label[0] in "(“‘\"":
        return _read_bracketed(reader, at, label, rest)
    after = reader.blocks[-1].label if reader.blocks else ""
    if previous.endswith(":") and 1 in first or read_label(after) and after[-1:] == label[-1:] and not after[0].isdigit():
        reader.start(rest, label)
        return True
    return False


def _read_bracketed(reader: _Reader, at: int, label: str, rest: str) -> bool:
    """A bracketed label begins a list, or goes on with one that is open; in mid-sentence it does neither (1674)."""
    readings = read_label(label)
    if not reader.gaps[at] and not _fits(reader, at, label, readings):
        return False
    _go_on_counting(reader.styles, readings)
    reader.start(rest, label)
    return True


def _fits(reader: _Reader, at: int, label: str, readings: Sequence[Ordinal]) -> bool:
    steps = [o.value - reader.styles[o.style] for o in readings if o.style in reader.styles]
    if 1 in steps:
        return True
    if any(o.value == 1 for o in readings):
        return _list_goes_on(reader, at, label)
    return any(1 < step < 4 for step in steps) and reader.lines[at - 1].endswith((";", ":", "."))


def _list_goes_on(reader: _Reader, at: int, label: str) -> bool:
    """Whether the list that a first label begins is a list: not where its second label stands in mid-line, as the
    first does by chance of the line's break (2086 (2013), paragraph 9)."""
    second = {"(a)": "(b)", "(i)": "(ii)", "(1)": "(2)"}.get(label.strip("“‘\" "))
    if second is None:
        return True
    if f" {second} " in reader.lines[at]:
        return False
    for line in reader.lines[at + 1 : at + _LONGEST_ITEM]:
        if line.startswith(second):
            return True
        if f"; {second} " in line or f"; and {second} " in line:
            return False
        if line[0].isdigit() and line.startswith(f"{reader.number + 1}."):
            break
    return _is_short(reader, at) or reader.gaps[at] or reader.lines[at - 1].endswith((":", ";"))


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


def _begins(reader: _Reader, at: int, closed: bool) -> bool:
    """Whether a line without a label begins a paragraph."""
    line, previous, gap = reader.lines[at], reader.lines[at - 1], reader.gaps[at]
    block = reader.blocks[-1]
    if block.heading and not (len(block.lines) == 1 and _goes_on_heading(line, previous)):
        return True
    capital = not line[0].islower()
    begins = line[0] in _CAPITALS and bool(PREAMBULAR.match(line) or OPERATIVE.match(line))
    if reader.zone == "preamble":
        if (closed or gap) and begins:
            return True
        return gap and closed and capital
    if reader.zone == "body" and line[0] in _CAPITALS and OPERATIVE.match(line) and _is_due(reader, at):
        return True
    if block.label[:1] == "(" and len(block.lines) == 1 and capital and not closed and _is_short(reader, at):
        return len(previous) < _TITLE * reader.measure[at]
    if gap:
        return closed and (capital or not previous.endswith(",") or bool(block.label)) or capital and _is_short(reader, at)
    if previous.endswith(":") or _NAME.fullmatch(previous) and block.lines[0] is previous:
        return capital and bool(_NAME.fullmatch(line))
    ended = previous[-1] in ".;:”" or previous.endswith(_AND) or previous.endswith((",", ", and", ", or")) and len(previous) < _BARELY * reader.measure[at]
    return ended and _is_short(reader, at)


def _is_heading(reader: _Reader, at: int) -> bool:
    """A line without a stop between a paragraph that is over and a label that is due: `International cooperation`."""
    line, block = reader.lines[at], reader.blocks[-1]
    if line[0].islower() or block.heading and not line[0].isupper():
        return False
    if line.endswith(_STOPPED) and not (line[-1] == ":" and reader.lines[at - 1][-1] in ",;:"):
        return False
    if not block.heading and reader.lines[at - 1][-1] not in ".;:,”":
        return False
    if OPERATIVE.match(line) and not block.heading:
        return False
    after = reader.lines[at + 1 : at + 3]
    if not after or reader.lines[at - 1].endswith(":") and _NAME.fullmatch(line):
        return False
    return _label_follows(reader, after[0]) or (
        len(after) == 2 and not after[0].endswith(_STOPPED) and _label_follows(reader, after[1]) and not line.endswith(_STOPPED)
    )


def _label_follows(reader: _Reader, line: str) -> bool:
    found = LABEL.match(line) if line[0] in _LABEL_BEGINS else None
    if not found or not found["rest"]:
        return False
    core = found["label"].strip("“‘\" ")
    if core[0].isdigit():
        return int(re.sub(r"\D", "", core)) == reader.number + 1
    return core[0] == "(" or core in BULLETS


def _is_due(reader: _Reader, at: int) -> bool:
    """Whether a paragraph may begin here: behind a full stop, a semicolon or a blank line, not in mid-sentence."""
    if _is_short(reader, at) or reader.gaps[at]:
        return True
    return not reader.numbered and reader.lines[at - 1].endswith((".", ";", ":", ","))


def _is_short(reader: _Reader, at: int) -> bool:
    """Whether the line before ends although the next word would have had room: the paragraph is over."""
    if reader.spaced:
        return False
    first = reader.lines[at].partition(" ")[0]
    block = reader.blocks[-1]
    indent = 0 if len(block.lines) > 1 else _LABEL_INDENT if block.label else _FIRST_INDENT
    return len(reader.lines[at - 1]) + indent + 1 + len(first) < reader.measure[at] - _SLACK


def _goes_on_heading(line: str, previous: str) -> bool:
    return line[0].islower() or previous.endswith((" the", " of", " and", " in", " for", " to", " on"))


# -- mending labels ------------------------------------------------------------------------------------------------

_DIGIT_OR_LETTER = re.compile(r"[“‘\"]?[(]?\s?\w{1,5}\s?[)}\]]+\.?")


def _mend_labels(blocks: list[_Block]) -> None:
    """Where a label cannot follow the one before it, and the one that is due would make the next one fit, that is meant.

    242 (1967) has `(1)` before `(ii)`; 232 (1966) has `(6)` between `(a)` and `(c)`.
    """
    labelled = [b for b in blocks if b.label and b.label not in BULLETS]
    for i, block in enumerate(labelled):
        if block.meant or not _DIGIT_OR_LETTER.fullmatch(block.label) or block.label[0] not in "(“":
            continue
        before = labelled[i - 1] if i else None
        after = labelled[i + 1] if i + 1 < len(labelled) else None
        block.meant = _meant(before, block, after)


def _meant(before: _Block | None, block: _Block, after: _Block | None) -> str:
    label = block.label
    printed = read_label(label)
    last = read_label((before.meant or before.label)) if before and before.label[0] in "(“" else ()
    following = read_label(after.label) if after and after.label[0] in "(“" else ()
    for previous in last:
        due = _nth(previous.style, previous.value + 1)
        if any(o == (previous.style, previous.value + 1) for o in printed):
            return ""
        if not due:
            continue
        if any(o == (previous.style, previous.value + 2) for o in following):
            return due
        misread = not printed or label[1:2].isdigit() and printed[0].value > 1
        if misread and (not following or any(o.value == 1 for o in following)):
            return due
    if label[1:2].isdigit() and not last:
        for following_one in following:
            if following_one.value == 2 and following_one.style in ("(a)", "(i)"):
                return _nth(following_one.style, 1)
    return ""


def _nth(style: str, value: int) -> str:
    if style == "(a)" and value <= 26:
        return f"({chr(ord('a') + value - 1)})"
    return f"({_ROMANS[value - 1]})" if style == "(i)" and value <= len(_ROMANS) else ""


# -- pieces and footnotes ------------------------------------------------------------------------------------------


def _to_piece(block: _Block, words: _Words, marker: _Marker) -> Piece:
    text, marks = marker.take(join(block.lines, words.known, words.own))
    plain = not block.label and not block.heading
    likely = plain and _looks_like_heading(text)
    label = block.meant or block.label
    if verb := OPERATIVE.match(text) if block.zone != "annex" else None:
        marks = (Mark("italic", 0, verb.end()), *marks)
    noted = (("number-displaced", f"the number {label} stands after its text in the source"),) if block.displaced else ()
    return Piece(
        text,
        label,
        block.zone,
        block.depth,
        heading=block.heading,
        likely=likely,
        resumes=block.resumes,
        printed=block.label if block.meant else "",
        noted=noted,
        marks=marks,
    )


def _looks_like_heading(text: str) -> bool:
    return (
        0 < len(text) < _LONGEST_HEADING
        and not text.endswith(_STOPPED)
        and not text[0].islower()
        and not OPERATIVE.match(text)
        and not PREAMBULAR.match(text)
    )


_UNITS = r"""(?:January|February|March|April|May|June|July|August|September|October|November|December|days?|months?|weeks?
    |years?|hours?|members?|votes?|abstentions?|per\scent|percent|million|kilometres|States|persons|troops|observers)\b"""
"""Behind a number they say that it counts something, and is no mark of a footnote."""


class _Marker:
    """Takes the marks of footnotes out of running text, where the footnote exists, and remembers which were found."""

    def __init__(self, notes: list[Footnote]) -> None:
        self.notes = {note.mark.strip("/."): note for note in notes if note.mark}
        self.stray = [note for note in notes if not note.mark]
        self.found: set[str] = set()
        self.last = 0
        numbers = sorted((m for m in self.notes if m.isdigit()), key=len, reverse=True)
        stars = sorted((m for m in self.notes if not m.isdigit()), key=len, reverse=True)
        options = []
        if numbers:
            options.append(
                rf"(?: (?<=[^\s\d(/]) | (?<=\S)\s ) (?P<n>{'|'.join(numbers)}) /? (?=[\s,.;:)”] | $) (?!\s(?:{_UNITS})) (?![.,]\d)"
            )
        if stars:
            options.append(rf"\s? (?P<s>{'|'.join(map(re.escape, stars))}) (?=[\s,.;:)] | $)")
        self.pattern = re.compile(" | ".join(options), re.VERBOSE) if options else None

    def take(self, text: str) -> tuple[str, tuple[Mark, ...]]:
        """The text without the marks, and the footnotes where they stood."""
        if self.pattern is None:
            return text, ()
        marks: list[Mark] = []
        parts, end, length = [], 0, 0
        for found in self.pattern.finditer(text):
            mark = found["n"] if "n" in found.re.groupindex and found["n"] else found["s"]
            if not self._stands(text[: found.start()], mark):
                continue
            parts.append(text[end : found.start()])
            length += found.start() - end
            end = found.end()
            marks.append(Mark("footnote", length, length, self.notes[mark].text))
            self._note(mark)
        parts.append(text[end:])
        return "".join(parts), tuple(marks)

    def take_last(self, sentence: str) -> tuple[str, str]:
        """The sentence without the mark at its very end, and the footnote's words: `Adopted at the 2nd meeting. 22`."""
        found = re.search(r"\s?(\d{1,3}/?|\*+)$", sentence)
        note = self.notes.get(found[1].strip("/")) if found else None
        if found is None or note is None:
            return sentence, ""
        self._note(found[1].strip("/"))
        return sentence[: found.start()], note.text

    def _note(self, mark: str) -> None:
        self.found.add(mark)
        self.last = max(self.last, int(mark) if mark.isdigit() else 0)

    def _stands(self, before: str, mark: str) -> bool:
        """Not a number that belongs to the words (`paragraph 4`); nor, after a mere word, one out of its order."""
        if not mark.isdigit():
            return True
        if mark not in self.found and int(mark) < self.last and not _STRONG.search(before):
            return False
        return not _NO_MARK_AFTER.fullmatch(before.rpartition(" ")[2].strip("(“"))

    def unused(self) -> list[str]:
        """Footnotes whose mark could not be found: their words are kept among the furniture."""
        lost = [f"{n.mark} {n.text}" for m, n in self.notes.items() if m not in self.found]
        return [*(n.text for n in self.stray), *lost]

    def report(self) -> Iterator[Problem]:
        """A Problem for each footnote that no place in the text calls for."""
        for mark in self.notes:
            if mark not in self.found:
                yield Problem("footnote-unplaced", f"the mark of footnote {mark} was not found in the text")


_STRONG = re.compile(r"(?:[,.;)]|\b(?:19|20)\d\d)$")
"""Behind a comma or a year (`13 August 1948 4 and`) a number can hardly be anything else."""

_NO_MARK_AFTER = re.compile(
    r"""
    (?: sub )? paragraphs? | paras?\. | articles? | resolutions? | chapters? | .*Add\. | .*Rev\. | .*Corr\. | Nos?\. | rules? | pages?
    | pp?\. | annex(?:es)? | parts? | sections? | Protocol | and | to | of | on | at | by | from | until | than | items? | the | or | category | volume | vol\. | dated | is | are | least
    """,
    re.VERBOSE | re.IGNORECASE,
)
