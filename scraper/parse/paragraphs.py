"""Lines of a resolution's body to its paragraphs, each with the label that numbers it, in order of the page.

No markup says where a paragraph begins. What a reader goes by is what this module goes by: labels in their row, the
first words of a clause (`Recalling`, `Decides`), blank lines where the source has them, and lines that end before
their measure is full.
"""

from __future__ import annotations

import re

from scraper.errors import WrongContent
from scraper.parse.bare_marks import without_mark
from scraper.parse.body import (
    LONGEST_HEADING,
    QUOTES,
    SPACED,
    TITLE,
    Body,
    Paragraph,
    after_heading,
    is_closed,
    is_roman,
    is_short,
    measure_lines,
    numbers_decisions,
    titles_annex,
)
from scraper.parse.headings import is_stopped
from scraper.parse.label_repairs import mend_labels, restore_numbers
from scraper.parse.numbering import LABEL, begin_labelled, is_number_lost, label_follows, number_in
from scraper.parse.quotations import MOST_QUOTED, OPENING_MARKS, ends_quotation, opens_quotation
from scraper.parse.verbs import begins_operative, begins_preambular

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
_SECTION = re.compile(r"“?(?:[A-Za-z]|[IVX]{1,5})\.?")
_ARTICLE = re.compile(
    r"(?:Article|ARTICLE|Rule|Part|PART|Chapter|CHAPTER|Section)\s(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\s(?:bis|ter|quater))?\d?"
)
_SEIZED = re.compile(r"\bsei[zs]ed of (?:the|this) (?:matter|question|issue|item)\.$")
_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Sir|Judge)\.?\s)?[^\W\d_][^,;:]{3,60}\s\([^()]{3,60}\)")
"""A candidate or a judge in a list without bullets: `Mr. Mouinou Aminou (Benin)`."""
_CLOSING = re.compile(r"Decides\sto\s(?:remain|be|keep|continue)\b.*\bsei[zs]ed\b")
"""With these words the Council closes, in a paragraph of their own."""
_LIST_AND = ("; and", "; or", ";and", "; and,")
_COMMA = (",", ", and", ", or")
BARELY = 0.7
"""A comma at a line's end closes an item only where the line is no longer than that part of the measure."""
LONGEST_DISPLACED = 6
"""Lines of a paragraph whose number stands behind it."""
MOST_PARAGRAPHS = 5_000
"""The longest resolution, with its annexes, has some six hundred."""


def read_body(lines: list[str], gaps: list[bool]) -> Body:
    """Part the lines of a document's body into paragraphs.

    In: the lines, furniture and head left out, and for each whether a blank line stands above it. Every line becomes
    part of a paragraph, or is the opening. Raises WrongContent where there are more than any resolution has.
    """
    body = Body(lines, gaps, measure_lines(lines), numbers_decisions(lines), sum(gaps) > SPACED * len(gaps))
    for at in range(len(lines)):
        _read_line(body, at)
        if len(body.paragraphs) > MOST_PARAGRAPHS:
            raise WrongContent(f"This text falls into more than {MOST_PARAGRAPHS} paragraphs; no resolution does.")
    mend_labels(body.paragraphs)
    restore_numbers(body.paragraphs)
    return body


def _read_line(body: Body, at: int) -> None:
    line, gap = body.lines[at], body.gaps[at]
    closed = not at or is_closed(body.lines[at - 1])
    last = body.last
    if body.zone == "preamble" and _read_quoted(body, at):
        return
    if last is not None and not closed and not gap and _goes_on_small(line):
        last.lines.append(line)
        return
    _leave_body(body, line)
    apart = closed or gap or not line[0].isalpha() or last is None or last.heading
    if apart and (_read_mark(body, at, line) or begin_labelled(body, at, line, closed)):
        return
    if last is not None and _is_heading(body, at):
        body.start(line, heading=True)
    elif last is None or body.fresh or _begins(body, at, closed):
        _start_unlabelled(body, line)
    else:
        last.lines.append(line)


def _read_quoted(body: Body, at: int) -> bool:
    """Take a line of what a preambular paragraph quotes: labels in it number nothing of the resolution."""
    line, last = body.lines[at], body.last
    if last is None or last.heading:
        return False
    if not body.quoting:
        above = " ".join(last.lines[-2:])
        body.quoting = opens_quotation(above, body.lines[at : at + MOST_QUOTED])
        if not body.quoting:
            return False
        body.start(line)
    elif line[0] in OPENING_MARKS or body.gaps[at]:
        body.start(line)
    else:
        last.lines.append(line)
    body.quoting = not ends_quotation(line)
    return True


def _leave_body(body: Body, line: str) -> None:
    """Go to an annex without a title where the line stands behind the Council's last paragraph."""
    if _is_beyond_end(body, line):
        body.zone = "annex"
        body.numbers.clear()


_IN_LETTERS = re.compile(r"[ilo]\d{1,2}[.,]\s+[A-Z]")
"""A number whose first figure was read as a letter: `l3. Decides`."""


def _goes_on_small(line: str) -> bool:
    """Whether a line begins with a small letter that is no label."""
    return line[0].islower() and line[1:2] not in (".", ")") and not _IN_LETTERS.match(line)


def _start_unlabelled(body: Body, line: str) -> None:
    """Where paragraphs have no numbers, the operative part begins with the first operative verb."""
    unnumbered = not body.numbered or body.last is None
    if body.zone == "preamble" and unnumbered and begins_operative(line) and not begins_preambular(line):
        body.zone = "body"
    body.start(line)


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
    if found and number_in(found["label"]) == body.number + 1:
        return False
    return not (begins_operative(line) or OPENING.fullmatch(line) or _SECTION.fullmatch(line))


def _read_mark(body: Body, at: int, line: str) -> bool:
    """Lines that stand alone: the opening words, a part's letter, an annex's title."""
    if len(line) <= LONGEST_HEADING // 2 and titles_annex(line) and (body.gaps[at] or body.zone != "preamble"):
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
    quoted = line[0] in QUOTES and body.zone == "body"
    if len(line) <= 40 and body.zone != "annex" and not quoted and OPENING.fullmatch(line):
        _read_opening(body, line)
        return True
    return False


def _is_annex_heading(body: Body, at: int, line: str) -> bool:
    """`Article 12`, and the title below it."""
    if _ARTICLE.fullmatch(line):
        return True
    if not (after_heading(body) and line[0].isupper()) or _is_stopped(line) or at + 1 >= len(body.lines):
        return False
    following = body.lines[at + 1]
    parted = body.gaps[at + 1] if body.spaced else len(line) < TITLE * body.measure[at]
    return parted and not following[0].islower()


def _read_opening(body: Body, line: str) -> None:
    """The first is the resolution's opening; a later one heads the preamble of a part (161 (1961)).

    Behind a recital it stands where it is printed, over what follows it: `Therefore` in 1 (1946).
    """
    if body.opening or any(not paragraph.heading for paragraph in body.paragraphs):
        body.zone = "preamble"
        body.start(line, heading=True)
        body.resumes = bool(body.opening)
    else:
        body.opening = line
    body.fresh = True
    body.numbers.clear()


def _begins(body: Body, at: int, closed: bool) -> bool:
    """Whether a line without a label begins a paragraph."""
    line, previous = body.lines[at], without_mark(body.lines[at - 1])
    last = body.paragraphs[-1]
    if last.heading and not (len(last.lines) == 1 and _goes_on_heading(line, previous)):
        return True
    if body.zone == "preamble":
        return _begins_in_preamble(body, at, closed)
    if body.zone == "body" and _begins_with_verb(body, at):
        return True
    return _begins_elsewhere(body, at, closed)


def _begins_elsewhere(body: Body, at: int, closed: bool) -> bool:
    """Likewise in the body and the annexes, where no verb tells: by blank lines, capitals and short lines."""
    line, previous, last = body.lines[at], without_mark(body.lines[at - 1]), body.paragraphs[-1]
    capital = _is_capital(line)
    if previous[-1] == ":" or (last.lines == [previous] and _NAME.fullmatch(previous)):
        return capital and (body.gaps[at] or _NAME.fullmatch(line) is not None)
    if body.gaps[at]:
        return closed and (capital or not previous.endswith(",") or bool(last.label))
    if not closed and capital and last.label[:1] == "(" and len(last.lines) == 1:
        return _follows_title(body, at)
    short = is_short(body, at)
    return short and (_ends(body, at, previous) or (body.zone == "annex" and capital and not closed))


def _is_capital(line: str) -> bool:
    return line[0].isupper() or line[0] in QUOTES


def _begins_in_preamble(body: Body, at: int, closed: bool) -> bool:
    line, gap = body.lines[at], body.gaps[at]
    if (closed or gap or is_short(body, at)) and (begins_preambular(line) or begins_operative(line)):
        return True
    return gap and closed and _is_capital(line)


def _begins_with_verb(body: Body, at: int) -> bool:
    """Whether a verb of the Council begins a decision here, or a reason between two."""
    line = body.lines[at]
    if begins_operative(line) and _is_due(body, at):
        return True
    return begins_preambular(line) and _reasons_follow(body.paragraphs[-1], without_mark(body.lines[at - 1]))


def _follows_title(body: Body, at: int) -> bool:
    """Whether the line before is the title of a sub-paragraph, and its words begin here."""
    if body.titled == is_roman(body.paragraphs[-1].label):
        return True
    return is_short(body, at) and len(body.lines[at - 1]) < TITLE * body.measure[at]


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
    if body.gaps[at] or is_short(body, at):
        return True
    ended = without_mark(body.lines[at - 1])[-1]
    if ended in ".;" and (_CLOSING.match(body.lines[at]) or is_number_lost(body, at)):
        return True
    return ended in ".;:," and (
        not body.numbered or f"{body.number + 1}." in body.lines[at + 1 : at + LONGEST_DISPLACED]
    )


def _goes_on_heading(line: str, previous: str) -> bool:
    return line[0].islower() or previous.endswith((" the", " of", " and", " in", " for", " to", " on"))


def _is_heading(body: Body, at: int) -> bool:
    """A line without a stop between a paragraph that is over and a label that is due: `International cooperation`."""
    line, headed = body.lines[at], body.paragraphs[-1].heading
    after = body.lines[at + 1 : at + 3]
    if not after or not _may_be_heading(body, at, after[0]):
        return False
    if begins_preambular(line) or (not headed and begins_operative(line)):
        return False
    if label_follows(body, after[0]):
        return True
    leads = begins_preambular(after[0]) or begins_operative(after[0])
    if body.zone == "preamble" and not headed and leads:  # 2182 (2014): Somalia
        return body.gaps[at] or is_short(body, at) or 2 * len(line) < body.measure[at]
    return len(after) == 2 and not _is_stopped(line) and not _is_stopped(after[0]) and label_follows(body, after[1])


def _may_be_heading(body: Body, at: int, after: str) -> bool:
    """Whether a line has a capital, or a bracket around it, and no stop; and the line before it has one."""
    line, previous = body.lines[at], without_mark(body.lines[at - 1])
    bracketed = line[0] == "(" and ")" in (line[-1], after[-1])  # 1880 (2009), above paragraph 19
    if not (line[0].isupper() or bracketed) or (not body.paragraphs[-1].heading and previous[-1] not in ".;:,”"):
        return False
    if _is_stopped(line) and not (line[-1] == ":" and previous[-1] in ",;:"):
        return False
    return previous[-1] != ":" or _NAME.fullmatch(line) is None
