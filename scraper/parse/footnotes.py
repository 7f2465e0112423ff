"""Footnotes of plain text: told apart from each other, and their marks taken out of the running text.

A mark is a number like any other: `the Commission 11 have neither ceased`. It is taken out only where that footnote
exists, and where the number cannot belong to the words (`paragraph 4`, `28 March`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scraper.dates import MONTH
from scraper.models import Mark, Problem
from scraper.parse.bare_marks import continues_list, find_bare_marks

NOTE = re.compile(
    r"""
    (?P<mark> \d{1,3} (?: / | (?= \.[A-Z] ) )? | \*{1,3} (?! \s\* ) )      # 11    1/    33.One member    *
    \.? (?P<words> (?: \s++ | (?<=\.) | $ ) .* )
    """,
    re.VERBOSE,
)
"""How a footnote begins: `11 Official Records ...`, `1/ S/1994/262.`, `* Definitions ...`, or the mark alone."""

MOST_MISSING = 5
"""A number begins a new footnote where it is at most so many more than the last: `1950` and `973.` do not."""

LONGEST_WORD = 60
"""So many characters before a number are looked at."""

_COUNTED = (
    f"{MONTH}|days?|months?|weeks?|years?"
    "|hours?|members?|votes?|abstentions?|per cent|percent|million|kilometres|States|persons|troops|observers"
)
"""Before these a number counts something."""

_NUMBER = re.compile(
    rf"""
    (?P<mark> \d{{1,3}} ) /?
    (?= [\s,.;:)”] | $ ) (?! \s (?: {_COUNTED.replace(" ", "[ ]")} ) \b ) (?! [.,]\d | \s? \( [a-z] \) )
    """,
    re.VERBOSE,
)
"""A number that may be a mark. What stands before it is looked at apart: so the pattern is quick."""

_STAR = re.compile(r"(?P<mark>\*{1,3})(?=[\s,.;:)]|$)")

_NUMBERED = re.compile(
    r"""
    (?: sub )? paragraphs? | paras?\. | articles? | resolutions? | chapters? | .*Add\. | .*Rev\. | .*Corr\. | Nos?\.
  | rules? | pages? | pp?\. | annex(?:es)? | parts? | sections? | protocol | items? | category | volume | vol\.
  | flight | zones? | phases? | stages? | day | pillars? | categories | group | table
  | and | to | of | on | at | by | from | until | than | the | or | dated | is | are | least | with | after | before
  | through | between | below | under | around | approximately | another | every | all | both | these | those | reached
  | number | point | step | option | recommendation | line | level | type | grade | appendix
  | in | for | some | about | over | later | rather | up | nearly | only
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""After these a number belongs to the words."""

_SURE = re.compile(r"(?:[,.;)]|\b(?:19|20)\d\d)$")
"""Behind a comma or a year (`13 August 1948 4 and`) a number can hardly be anything but a mark."""

_POINT = re.compile(r"\d\.\Z")

_LAST = re.compile(r"\s?(\d{1,3}/?|(?<!\*)\*++)$")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark as printed (`11`, `*`, `1/`) and its words."""

    mark: str
    text: str


def read_footnotes(lines: Iterable[str]) -> list[Footnote]:
    """The footnotes that a row of lines holds. A number begins a new one where the row of numbers goes on."""
    found: list[tuple[str, list[str]]] = []
    last = 0
    for line in lines:
        begins = NOTE.fullmatch(line)
        number = int(begins["mark"].strip("/*") or 0) if begins else 0
        if begins and (not found or number == 0 or last < number <= last + MOST_MISSING):
            found.append((begins["mark"], [begins["words"].strip()]))
            last = number or last
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return [Footnote(mark, " ".join(words).strip()) for mark, words in found]


class Taken(NamedTuple):
    """A text without the marks that stood in it: its footnotes by their places, and the marks that no note has."""

    text: str
    marks: tuple[Mark, ...]
    bare: tuple[str, ...]


class Marker:
    """Takes the marks of a document's footnotes out of its text, and remembers which were found."""

    def __init__(self, notes: list[Footnote]) -> None:
        """`notes` are those of the whole document; of several with one mark, the first is the one it calls for."""
        self._notes: dict[str, Footnote] = {}
        self._stray: list[str] = []
        for note in notes:
            mark = note.mark.strip("/.")
            if mark and mark not in self._notes:
                self._notes[mark] = note
            else:
                self._stray.append(f"{note.mark} {note.text}".strip())
        self._found: dict[str, str] = {}
        self._bare: list[str] = []
        self._last = 0
        self.year = 0  # of the resolution, once it is known

    def take(self, text: str) -> Taken:
        """The text without the marks, the footnotes where they stood, and the marks that have no note."""
        taken = [(m.start() - (text[m.start() - 1] == " "), m.end(), m["mark"]) for m in self._find(text)]
        ends = {end for _, end, _ in taken}
        bare = [one for one in find_bare_marks(text, self.year) if one[1] not in ends]
        marks: list[Mark] = []
        parts, at, length = [], 0, 0
        for start, end, mark in sorted([*taken, *bare]):
            parts.append(text[at:start])
            length += start - at
            at = end
            if end in ends:
                marks.append(Mark("footnote", length, length, self._notes[mark].text))
        self._bare += [mark for *_, mark in bare]
        return Taken("".join([*parts, text[at:]]), tuple(marks), tuple(mark for *_, mark in bare))

    def take_last(self, sentence: str) -> tuple[str, str]:
        """The sentence without a mark at its very end, and that footnote's words: `Adopted at the 2nd meeting. 22`."""
        found = _LAST.search(sentence)
        mark = found[1].strip("/") if found else ""
        if found is None or mark not in self._notes:
            return sentence, ""
        self._found[mark] = ""
        return sentence[: found.start()], self._notes[mark].text

    def unused(self) -> list[str]:
        """Footnotes that no clause bears (how the vote went, those whose mark was not found); marks without a note."""
        lost = [f"{note.mark} {note.text}" for mark, note in self._notes.items() if not self._found.get(mark)]
        return [*self._stray, *lost, *self._bare]

    def report(self) -> Iterator[Problem]:
        """A Problem for each footnote that no place in the text calls for."""
        for mark in self._notes:
            if mark not in self._found:
                yield Problem("footnote-unplaced", f"the mark of footnote {mark} was not found in the text")

    def _find(self, text: str) -> Iterator[re.Match[str]]:
        if not self._notes:
            return
        starred = any(not mark.isdigit() for mark in self._notes)
        found = [*_NUMBER.finditer(text), *(_STAR.finditer(text) if starred else ())]
        for match in sorted(found, key=re.Match.start) if starred else found:
            mark = match["mark"]
            if mark in self._notes and self._stands(text[max(0, match.start() - LONGEST_WORD) : match.start()], mark):
                self._found[mark] = "text"
                self._last = max(self._last, int(mark) if mark.isdigit() else 0)
                yield match

    def _stands(self, before: str, mark: str) -> bool:
        """Not a number that belongs to the words (`paragraph 4`); nor, after a mere word, one out of its order."""
        if not mark.isdigit():
            return bool(before)
        glued = before[-1:] != " "
        before = before.rstrip(" ")
        if not before or (glued and (before[-1] in "(/" or before[-1].isdigit() or _POINT.search(before))):
            return False
        if continues_list(before):
            return False
        if mark not in self._found and int(mark) < self._last and not _SURE.search(before):
            return False
        return not _NUMBERED.fullmatch(before.rpartition(" ")[2].strip("(“"))
