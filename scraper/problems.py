"""What can be wrong with a text or a fact, one entry a code: in a sentence for lawyers, and how much it matters.

A `Problem` is made with one of these codes, and its own message tells the case. To add a code: an entry here, and the
place where the problem is made; `unsc status`, the page /coverage and CONTRIBUTING.md print from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Severity = Literal["left out", "open", "differs", "repaired"]
"""How much a problem matters to who relies on the text, the worst first.

left out  a file or a row was not used: something may be missing, or an older version is shown
open      what the source prints is shown, and is doubtful: compare the official document
differs   sources contradict each other on a fact, and the better one is shown
repaired  a slip of the source was put right; which words were printed is told
"""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The worst first."""


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """A code, how much it matters, and what it means, as a sentence."""

    code: str
    severity: Severity
    sentence: str


CODES = (
    # files and rows
    ProblemCode("unreadable", "left out", "A file could not be read, and nothing was taken from it."),
    ProblemCode("not-a-resolution", "left out", "A file among the resolutions holds another document."),
    ProblemCode(
        "version-refused",
        "left out",
        "A source replaced a file by one that reads worse, or cannot be read; the version before it is shown.",
    ),
    ProblemCode(
        "row-left-out",
        "left out",
        "A row of a table of votes or resolutions contradicts itself and was not used.",
    ),
    ProblemCode(
        "rows-gone",
        "left out",
        "A table lost resolutions that it had before; what it said of them is still shown.",
    ),
    ProblemCode(
        "two-files",
        "differs",
        "Two files hold the resolution; the one that stands under its own number and year was taken.",
    ),
    # facts
    ProblemCode("date-missing", "open", "The file gives no date of adoption."),
    ProblemCode("date-unread", "open", "No day of adoption could be read from the text."),
    ProblemCode("date-misread", "repaired", "The year in the day of adoption is misread; that of the symbol is shown."),
    ProblemCode(
        "year-misread",
        "repaired",
        "The year in the title is misread; that of the masthead or of the day is shown.",
    ),
    ProblemCode(
        "date-differs",
        "differs",
        "Sources disagree on the day of adoption; the day that is printed is shown, where one is.",
    ),
    ProblemCode(
        "date-out-of-order",
        "differs",
        "The day of adoption goes back behind that of an earlier resolution; one that fits is shown if known.",
    ),
    ProblemCode(
        "meeting-out-of-order",
        "differs",
        "The number of the meeting goes back behind that of an earlier resolution; what is meant is shown if known.",
    ),
    ProblemCode(
        "meeting-differs",
        "differs",
        "The meeting as printed is not that of the file’s metadata; the printed one is shown.",
    ),
    ProblemCode("vote-differs", "differs", "Sources disagree on the vote; the resolution’s own record is shown."),
    ProblemCode(
        "vote-count",
        "differs",
        "The sentence on the vote and the lists of members disagree; the sentence is shown.",
    ),
    ProblemCode("vote-twice", "repaired", "A member stands twice in the record of the vote; it is counted once."),
    ProblemCode(
        "votes-misread",
        "open",
        "The printed vote has more votes than the Council has members, and is not shown.",
    ),
    ProblemCode(
        "source-slip",
        "differs",
        "The table of votes has a slip in the row of this resolution; the message says which.",
    ),
    ProblemCode(
        "chapter-vii-differs",
        "differs",
        "The UN’s record and the words of the resolution disagree on whether it acts under Chapter VII.",
    ),
    ProblemCode("chapter-misprinted", "repaired", "Chapter VII is misprinted; the words are shown as they stand."),
    ProblemCode("adoption-misprinted", "repaired", "How it was adopted is misprinted; it is read as it must be."),
    ProblemCode(
        "tally-misread",
        "repaired",
        "The printed tally does not add up to the members of the Council; the votes of the members are counted.",
    ),
    ProblemCode("tally-short", "open", "The votes do not add up to the members of the Council."),
    # the text
    ProblemCode("corrected", "repaired", "A person corrected the source’s words; both are given, with the reason."),
    ProblemCode("no-operative-part", "open", "No operative paragraph was found."),
    ProblemCode("paragraph-cut", "repaired", "The source cuts a paragraph in two; it is shown as one."),
    ProblemCode(
        "operative-in-preamble",
        "repaired",
        "The source has a numbered paragraph in its preamble; it is cited by its number.",
    ),
    ProblemCode(
        "preambular-in-body",
        "repaired",
        "A preambular paragraph stands among the operative ones in the source; it is counted in the preamble.",
    ),
    ProblemCode("unnumbered", "open", "An operative paragraph has no number among numbered ones."),
    ProblemCode(
        "letters-misread",
        "open",
        "Letters are misread, or seem to be: a sign or a word that no other resolution has. They are shown.",
    ),
    ProblemCode("mark-without-note", "repaired", "The mark of a footnote is taken out whose note the source left out."),
    ProblemCode("footnote-unplaced", "open", "The mark of a footnote was not found in the text; its words are kept."),
    # labels
    ProblemCode(
        "label-misread",
        "repaired",
        "A number or letter is misprinted or misread; its neighbours show which is meant.",
    ),
    ProblemCode("label-glued", "repaired", "A number is glued to the words of its paragraph in the source."),
    ProblemCode("number-apart", "repaired", "The source parts a number from its paragraph."),
    ProblemCode("number-displaced", "repaired", "A number stands behind the words of its paragraph in the source."),
    ProblemCode(
        "label-missing",
        "repaired",
        "A number or letter is missing between two others; the item is cited by the missing one.",
    ),
    ProblemCode("list-start", "open", "A list does not begin with its first number or letter."),
    ProblemCode("label-gap", "open", "A list leaves out a number or letter."),
    ProblemCode("label-order", "open", "A number or letter goes back within its list."),
    ProblemCode(
        "label-repeated",
        "open",
        "A number or letter stands twice in one list; the second is cited with a mark.",
    ),
)
"""Every code: those of files, of facts, of the text and of its labels."""

BY_CODE: Mapping[str, ProblemCode] = {entry.code: entry for entry in CODES}


def describe(code: str) -> ProblemCode:
    """The entry of a code; one without words for a code that is not known, which a test excludes.

    >>> describe("label-glued").severity
    'repaired'
    """
    return BY_CODE.get(code) or ProblemCode(code, "open", "")


def markdown_table() -> str:
    """The codes as CONTRIBUTING.md prints them, the worst first."""
    rows = [
        f"| `{entry.code}` | {entry.severity} | {entry.sentence} |"
        for entry in sorted(CODES, key=lambda entry: SEVERITIES.index(entry.severity))
    ]
    return "\n".join(["| code | severity | meaning |", "|---|---|---|", *rows]) + "\n"
