"""Plain text and PDFs to resolutions, for all eras: yearbook prose of 1946, typescript of the 1990s, today's PDFs.

The steps: `lines` tells the document's words from the furniture of its pages, this module reads the title and how the
text was adopted, `paragraphs` parts the body, `notes` takes out the marks of footnotes, `tree` builds the clauses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.dates import MONTHS
from scraper.errors import NotAResolution, WrongContent
from scraper.models import Facts, Parsed, Problem, Quality, Resolution, Symbol
from scraper.parse.body import Paragraph
from scraper.parse.builder import Piece
from scraper.parse.footnotes import Marker, read_footnotes
from scraper.parse.headings import looks_like_heading
from scraper.parse.lines import ABOVE, TITLE, MarkedLines, find_titles, join, list_words, read_lines, says_how_adopted
from scraper.parse.misread import FIGURES
from scraper.parse.paragraphs import read_body
from scraper.parse.tree import assemble
from scraper.pdf import read_pdf
from scraper.pinpoint.symbols import RESOLUTION

MOST_BYTES = 2_000_000
"""The longest resolution, with its annexes, has some 300,000."""


def read_text(data: bytes) -> str:
    """The text of a file: of a PDF its text layer, else the bytes as UTF-8.

    Raises WrongContent where it is neither, is an HTML page, is empty, or is longer than any resolution.
    """
    if data[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf(data)
    if data[:1024].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise WrongContent("This is a page of HTML or XML, not the plain text or PDF of a resolution.")
    if len(data) > MOST_BYTES:
        raise WrongContent(
            f"This text has more than {MOST_BYTES // 1_000_000} MB; no resolution has, and it is not read."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongContent(f"This is not plain text in UTF-8: {error.reason} at byte {error.start}.") from error
    if not text.strip() or "\0" in text:
        raise WrongContent("This file is empty, or is not plain text.")
    return text


def parse(text: str, quality: Quality, known: Mapping[str, int] | None = None) -> list[Parsed]:
    """The resolutions that a text holds, in its order: mostly one; the number inside counts, not the file's name.

    known  in how many texts the words that lines break stand whole: see `lines.count_words`
    Raises NotAResolution where no line names a resolution, WrongContent where there are too many paragraphs.
    """
    return [finish(stages, quality) for stages in read_stages(text, known)]


@dataclass(frozen=True, slots=True)
class TextStages:
    """A resolution on its way: its lines, its facts with their problems, its opening words, and its pieces in order."""

    part: TextPart
    facts: Facts
    problems: list[Problem]
    opening: str
    pieces: list[Piece]
    marker: Marker


def read_stages(text: str, known: Mapping[str, int] | None = None) -> list[TextStages]:
    """What `parse` makes clauses of, for each resolution of a text. Raises as `parse` does."""
    marked = read_lines(text)
    titles = find_titles(marked)
    if not titles:
        raise NotAResolution("No line of this text names a resolution (“Resolution 1234 (2005)”).")
    ends = [*titles[1:], len(marked.texts)]
    starts = [0, *titles[1:]]
    words = _Spellings(known or {}, list_words(text, marked.texts))
    return [
        _read_stages(TextPart(marked, start, title, _end_of_head(marked, title, end), end), words)
        for start, title, end in zip(starts, titles, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Spellings:
    """How to mend words broken at a line's end: what the corpus writes, and what this document writes elsewhere."""

    known: Mapping[str, int]
    own: Sequence[str]


@dataclass(frozen=True, slots=True)
class TextPart:
    """The lines of one resolution: from `start` on what stands above its title, the title, from `body` on its text."""

    marked: MarkedLines
    start: int
    title: int
    body: int
    end: int

    def head(self) -> str:
        """The title and what stands below it, as one line."""
        return " ".join(self.marked.texts[self.title : self.body])

    def lines(self, rule: str) -> list[str]:
        """The lines below the head that a rule has marked; "" for the document's own."""
        return [self.marked.texts[at] for at in range(self.body, self.end) if self.marked.rules[at] == rule]

    def gaps(self) -> list[bool]:
        """For each of the document's own lines, whether a blank line, stars or dashes stand above it."""
        rules = self.marked.rules
        own = (at for at in range(self.body, self.end) if not rules[at])
        return [self.marked.gaps[at] or rules[at - 1] in ("separator", "end_mark") for at in own]

    def furniture(self) -> list[str]:
        """Every line that is neither text nor footnote, the head included."""
        return [
            self.marked.texts[at]
            for at in range(self.start, self.end)
            if at < self.body or self.marked.rules[at] not in ("", "footnote")
        ]


def _read_stages(part: TextPart, words: _Spellings) -> TextStages:
    marker = Marker(read_footnotes(part.lines("footnote")))
    facts, problems = _read_facts(part, words, marker)
    marker.year = facts.symbol.year
    body = read_body(part.lines(""), part.gaps())
    pieces = [_to_piece(paragraph, words, marker) for paragraph in body.paragraphs]
    return TextStages(part, facts, problems, body.opening, pieces, marker)


def finish(stages: TextStages, quality: Quality) -> Parsed:
    """Build the clauses. Raises WrongContent where lists are nested without end."""
    try:
        built = assemble(stages.pieces)
    except RecursionError as error:
        raise WrongContent("This text nests lists in lists without end; no resolution does.") from error
    problems = list(stages.problems)
    if not any(clause.part == "op" for clause in built.clauses):
        problems.append(Problem("no-operative-part", "no operative paragraph was found"))
    return Parsed(
        Resolution(stages.facts, stages.opening, built.clauses, quality),
        (*problems, *built.problems, *stages.marker.report()),
        (*stages.part.furniture(), *built.furniture, *stages.marker.unused()),
    )


def _to_piece(paragraph: Paragraph, words: _Spellings, marker: Marker) -> Piece:
    text, marks, bare = marker.take(join(paragraph.lines, words.known, words.own))
    label = paragraph.meant or paragraph.label
    noted = tuple(Problem("mark-without-note", f"the mark {mark} of a footnote has no note here") for mark in bare)
    if paragraph.displaced:
        noted += (Problem("number-displaced", f"the number {label} stands behind its text"),)
    elif paragraph.meant and not paragraph.label:
        noted += (Problem("label-missing", f"the number {label} is missing in the source; its neighbours tell it"),)
    return Piece(
        text,
        label,
        paragraph.zone,
        paragraph.depth,
        heading=paragraph.heading,
        likely=not label and not paragraph.heading and looks_like_heading(text),
        resumes=paragraph.resumes,
        printed=paragraph.label if paragraph.meant else "",
        noted=noted,
        marks=marks,
    )


# -- the head and how the text was adopted -------------------------------------------------------------------------

_DAY = re.compile(r"(?P<day>\d{1,2})\S?\s+(?P<month>[A-Z][a-z]{2})\S*\s+(?P<year>\d{4})")
"""31 July 1994; what the end of a month was misread for (`3 Apri] 1991`) does no harm."""

_HEAD_LINE = re.compile(
    r"""
    \W{0,2} (?: [oO0e]f | [oO]n )? \s?
        \d{1,2} \S? \s+ [A-Z][a-z]+ .{0,3} \s .?\d{3,4} (?: [\s\d*]* | \s in \s \w+ )     # of 22 November 1967
  | [\[(] (?: S | \d ) / .{1,20}                                                          # [S/1511]
  | Adopt (?: ed | ion ) \s b[yv] .*                                    # Adopted by the Security Council at its
  | \d{1,4}[a-z]{2}[ _] \s? .{0,12} meeting .*                          # 3174th meeting, on 9 May 1993
  | S                                                                   # of the emblem
    """,
    re.VERBOSE,
)
_WELL_PRINTED = re.compile(r"(?:Adopt(?:ed|ion)|Approved),? (?:by|at|unanimously|without|the)\b")
_MEETING = re.compile(
    r"""
    (?<![\w,]) (?P<number> [\diIlO|] (?: [, ]? (?! [1l]h ) [\diIlO|] ){0,5} )     # 3108  283 1  I851  2449(1h)
    \s? \w{0,3} [\s_]* (?: \(\w+\) \s* )? mee?ting               # th meeting   th (closed) meeting   the meeting
    """,
    re.VERBOSE,
)
_MEETING_FIGURES = FIGURES | str.maketrans("", "", " ,")
"""What figures are misread for in the number of a meeting; what is wrong otherwise, the order of the numbers shows."""
_NUMBER_WORDS = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_NUMBER = rf"\d{{1,3}} | [Il\]] | {' | '.join(_NUMBER_WORDS)} | n[o0]n[ec]"
_VOTES = re.compile(
    rf"""
    # by 13 votes to none; also `ta none`, `10 none`
    by \s (?P<yes> {_NUMBER} ) \s votes? \s \S{{1,2}} \s (?P<no> {_NUMBER} )
    (?: .*? with \s (?P<abstaining> {_NUMBER} ) \s? abstention )?           # with I abstention (misread 1)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS = {word: count for count, word in enumerate(_NUMBER_WORDS)} | {"i": 1, "l": 1, "]": 1}
_MEMBERS = 15


def _end_of_head(marked: MarkedLines, title: int, end: int) -> int:
    """The first line behind the title that is not about the day, the meeting or the document."""
    at = title + 1
    while at < end and (marked.rules[at] not in ("", "adoption") or _is_of_head(marked.texts[at])):
        at += 1
    return at


def _is_of_head(line: str) -> bool:
    return _HEAD_LINE.fullmatch(line) is not None or says_how_adopted(line, ABOVE)


def _adopted_above(part: TextPart) -> str:
    """How it was adopted, as the lines below the title say it to their end; "" where they do not."""
    lines = part.marked.texts[part.title : part.body]
    start = next((at for at, line in enumerate(lines) if says_how_adopted(line, ABOVE)), len(lines))
    return " ".join(lines[start:])


def _read_facts(part: TextPart, words: _Spellings, marker: Marker) -> tuple[Facts, list[Problem]]:
    head = part.head()
    symbol, adopted, problems = _read_symbol(part, head)
    for line in part.marked.texts[part.title : part.body]:
        marker.take_last(line)
    closing, voting = marker.take_last(join(part.lines("adoption"), words.known, words.own))
    adoption = closing or _adopted_above(part)
    if adoption and not _WELL_PRINTED.match(adoption):
        problems.append(Problem("adoption-misprinted", f"the source has “{adoption[:60]}”"))
    meeting = _MEETING.search(adoption)
    votes = read_votes(closing)
    if sum(filter(None, votes)) > _MEMBERS:
        problems.append(Problem("votes-misread", f"the Council has {_MEMBERS} members; the text says: {closing}"))
        votes = None, None, None
    facts = Facts(
        symbol=symbol,
        adopted=adopted,
        meeting=int(meeting["number"].translate(_MEETING_FIGURES)) if meeting else None,
        adoption=f"{adoption} {voting}".strip(),
        votes_for=votes[0],
        votes_against=votes[1],
        abstentions=votes[2],
    )
    return facts, problems


def _read_symbol(part: TextPart, head: str) -> tuple[Symbol, str | None, list[Problem]]:
    """Number and year from the title, the day from the lines below it.

    Where title and day disagree on the year, the masthead decides; where there is none, the day.
    """
    title = TITLE.fullmatch(part.marked.texts[part.title])
    assert title is not None, "find_titles has matched this very line"
    number = int(title["number"] or title["old_number"])
    printed, adopted = title["year"] or title["old_year"] or "", _read_day(head)
    titled = _read_year(printed)
    dated = int(adopted[:4]) if adopted else 0
    year = _year_in_masthead(part, number) or dated or titled
    problems = []
    if printed and printed != str(year):
        problems.append(Problem("year-misread", f"the title gives the year as {printed}; {year} is meant"))
    if adopted is None:
        problems.append(Problem("date-unread", "no day of adoption can be read from this text"))
    elif dated != year:
        problems.append(Problem("date-misread", f"the day of adoption reads {adopted}; the year must be {year}"))
        adopted = f"{year}{adopted[4:]}"
    return Symbol(number, year), adopted, problems


def _read_year(printed: str) -> int:
    """The year in a title, letters that figures were misread for put right; 0 where no year is left.

    >>> [_read_year(printed) for printed in ("1974", "l974", "197-4", "199]", "197")]
    [1974, 1974, 1974, 1991, 0]
    """
    figures = printed.translate(_YEAR_FIGURES)
    return int(figures) if len(figures) == 4 and figures.isdecimal() else 0


_YEAR_FIGURES = FIGURES | str.maketrans("[]S", "115", "- ")


def _read_day(text: str) -> str | None:
    """The last day that a text names, as ISO."""
    for found in reversed(list(_DAY.finditer(text))):
        month = next((i for i, name in enumerate(MONTHS, 1) if name.startswith(found["month"])), 0)
        if month and 1 <= int(found["day"]) <= 31:
            return f"{found['year']}-{month:02}-{int(found['day']):02}"
    return None


def _year_in_masthead(part: TextPart, number: int) -> int | None:
    found = filter(None, map(RESOLUTION.search, part.marked.texts[part.start : part.title]))
    return next((int(match["year"]) for match in found if int(match["number"]) == number), None)


def read_votes(sentence: str) -> tuple[int | None, int | None, int | None]:
    """Votes for, against, abstentions of a sentence; None each where it does not say (`unanimously`)."""
    found = _VOTES.search(sentence)
    if not found:
        return None, None, None
    yes, no, abstaining = map(_read_count, found.group("yes", "no", "abstaining"))
    return yes, no, abstaining


def _read_count(printed: str | None) -> int:
    """The number of votes in figures or words; `none`, misread or not, is 0."""
    if printed is None or printed.isdecimal():
        return int(printed or 0)
    return _COUNTS.get(printed.lower(), 0)
