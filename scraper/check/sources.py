"""Which resolution, and which of its paragraphs, a quotation is said to be of.

A citation in brackets behind it, or in the note whose mark stands behind it, is its source before all others; then one
beside it in its sentence; then what was named last. `Para. 4` and `ibid.` are of the resolution named last, notes among
themselves. What is cited within another quotation is that one's matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scraper.check.citations import OTHERS, CitedSource
from scraper.check.passages import QuotedSpan
from scraper.check.sentences import Sentences
from scraper.cite.find import Citation

Strength = Literal["beside", "sentence", "before", ""]
"""How a source is tied to a quotation: next to it, in its sentence, named some time before, not at all."""


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """What a quotation is said to be of: a resolution, or `other`, another document, as it is written.

    more  the other resolutions that are named for it in the same place: `resolutions 1267 (1999) and 1373 (2001)`
    """

    cited: CitedSource | None = None
    more: tuple[CitedSource, ...] = ()
    other: str = ""
    strength: Strength = ""


_IBID = re.compile(r"\b(?:ibid(?:em)?|id|idem|loc\. cit)\b\.?", re.I)
NOTE_LINE = re.compile(r"(?m)^[ \t]{0,3}\[\^?(?P<mark>[^\]\s]{1,20})\]:?[ \t](?P<note>[^\n]*(?:\n[ \t]+\S[^\n]*)*)")
"""A note of the text with its mark: `[^1]: ...`."""

_NOTE_MARK = re.compile(r"[”’«‹›‘\"'»“.,;:*_)]{0,4}\s?(?:\[\^?(?P<mark>[^\]\s]{1,20})\]|(?P<raised>[⁰¹²³⁴-⁹]{1,3}))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKET = re.compile(r"[”’«‹›‘\"'»“.,;:*_]{0,4}\s{0,2}[(\[](?!\^)")
_CLOSING = "”’«‹›‘\"'»“*_ \n.,;:"
_BACK = 1_500
"""So far before a quotation what was named last is its source."""


class Sources:
    """The sources of the quotations of one text."""

    def __init__(
        self, text: str, cited: Sequence[CitedSource], quoted: Sequence[QuotedSpan], sentences: Sentences
    ) -> None:
        """`cited` are the citations of the text, `quoted` its quotations, both in order."""
        self._text, self._quoted, self._sentences = text, quoted, sentences
        self._starts = [one.start for one in quoted]
        self._notes = {found["mark"]: found.span("note") for found in NOTE_LINE.finditer(text)}
        self._note_starts = sorted(self._notes.values())
        self._cited = list(self._follow([*_with_ibid(text, cited)]))
        self._at = [one.citation.start for one in self._cited]

    def _follow(self, cited: Sequence[CitedSource]) -> Iterator[CitedSource]:
        """The citations with what those are of that name no document: the last named, of notes the last in a note."""
        last: dict[bool, CitedSource | None] = {True: None, False: None}
        for one in cited:
            in_note = self._in_note(one.citation.start)
            before = last[in_note] or last[False]
            if one.number is None and one.citation.kind in ("here", "that", "this"):
                if before is None or one.citation.start - before.citation.end > (10 * _BACK if in_note else _BACK):
                    continue
                paths = one.citation.paths or (before.paths if _IBID.match(one.citation.raw) else ())
                raw = one.citation.raw if before.number else f"{before.citation.raw}, {one.citation.raw}"
                citation = replace(one.citation, raw=raw)
                one = before._replace(citation=citation, paths=self._in_preamble(citation, paths))
            elif one.number is None and one.citation.kind not in OTHERS:
                continue
            if not self._quoted_in(one.citation):
                last[in_note] = one
            yield one

    def _in_preamble(self, citation: Citation, paths: tuple[str, ...]) -> tuple[str, ...]:
        """`In the preamble ... (para. 2)`."""
        start, end = self._sentences.around(citation.start)
        if re.search(
            r"\bpreamb", self._sentences.masked[max(start, citation.start - 300) : min(end, citation.end + 60)]
        ):
            return tuple(path.replace("op/", "pp/", 1) for path in paths)
        return paths

    def of(self, quoted: QuotedSpan) -> QuoteSource:
        """What one quotation is said to be of."""
        beside = self._behind(quoted) or self._joined(quoted)
        if beside:
            return _source(beside, "beside")
        floor = max(0, quoted.start - _BACK)
        start = max(floor, self._sentences.around(quoted.start)[0])
        before = self._named(start, quoted.start)
        if before:
            return _source(before[::-1], "sentence")
        end = self._sentences.around(max(quoted.start, quoted.end - 1))[1]
        if (
            end <= quoted.end + _BACK
            and (after := self._named(quoted.end, end))
            and self._closes_sentence(after[-1], end)
        ):
            return _source(after[::-1], "sentence")
        if named := self._named(floor, start):
            one = named[-1]
            if self._text.count("\n\n", one.citation.end, quoted.start) <= (2 if quoted.block else 1):
                return _source([one], "before")
        return QuoteSource()

    # -- where citations stand ---------------------------------------------------------------------------------------

    def _named(self, start: int, end: int) -> list[CitedSource]:
        """The citations between two places that are in no quotation and in no note."""
        found = self._cited[bisect_left(self._at, start) : bisect_left(self._at, end)]
        in_note = self._in_note(start)
        return [
            one for one in found if not self._quoted_in(one.citation) and self._in_note(one.citation.start) == in_note
        ]

    def _in_note(self, at: int) -> bool:
        i = bisect_left(self._note_starts, (at + 1, 0))
        return i > 0 and at < self._note_starts[i - 1][1]

    def _quoted_in(self, citation: Citation) -> bool:
        i = bisect_left(self._starts, citation.start + 1)
        return i > 0 and citation.start < self._quoted[i - 1].end

    def _behind(self, quoted: QuotedSpan) -> list[CitedSource]:
        """What is cited in the bracket, or in the note, that stands directly behind."""
        if mark := _NOTE_MARK.match(self._text, quoted.end):
            name = mark["mark"] or mark["raised"].translate(_RAISED)
            if name in self._notes:
                start, end = self._notes[name]
                return self._cited[bisect_left(self._at, start) : bisect_left(self._at, end)]
        bracket = _BRACKET.match(self._text, quoted.end)
        if not bracket:
            return []
        closed = _close(self._text, bracket.end())
        return self._cited[bisect_left(self._at, bracket.end()) : bisect_left(self._at, closed)]

    def _joined(self, quoted: QuotedSpan) -> list[CitedSource]:
        """What is cited behind with hardly a word between: `“...” in paragraph 5 of resolution 2249`."""
        end = self._sentences.around(max(quoted.start, quoted.end - 1))[1]
        for one in self._named(quoted.end, min(end, quoted.end + 160))[:1]:
            between = self._text[quoted.end : one.citation.start]
            if not _PARTED.search(between) and _JOINS.fullmatch(between.strip(_CLOSING)):
                return [one]
        return []

    def _closes_sentence(self, one: CitedSource, end: int) -> bool:
        """Whether a citation stands in brackets at the end of a sentence, for all that is quoted in it."""
        before, behind = self._text[: one.citation.start][-40:], self._text[one.citation.end : end]
        return (
            re.search(r"[(\[][^()]{0,40}\Z", before) is not None
            and re.match(r"[^()]{0,20}[)\]][.;]?\s*\Z", behind) is not None
        )


_PARTED = re.compile(r"[.!?;]\s|\||\n[ \t]{0,8}[>*\d\n-]")
"""Between a quotation and a citation of something else: the end of a sentence, of an item, of a cell."""

_JOINS = re.compile(
    r"(?:[—–-]|(?:(?:as )?(?:in|of|from|by|under|per|see|cf|source|is in|stands in|appears in|are in|at)\b[.:]?"
    r"(?:\s(?:the|its|UN|Security Council|Council|operative|preambular|text of))*)?)",
    re.I,
)  # fmt: skip


def _close(text: str, at: int) -> int:
    """Where the bracket closes that is open at `at`, or its line ends."""
    depth = 1
    for found in re.compile(r"[()\[\]]|\n").finditer(text, at, at + 600):
        depth += (found[0] in "([") - (found[0] in ")]")
        if depth == 0 or found[0] == "\n":
            return found.start()
    return min(len(text), at + 600)


def _source(cited: Sequence[CitedSource], strength: Strength) -> QuoteSource:
    """The first of what is cited, with the others."""
    first, *more = cited
    if first.number is None:
        return QuoteSource(None, (), " ".join(first.citation.raw.split()), strength)
    others = (one for one in more if one.number and (one.paths or one.number != first.number))
    return QuoteSource(first, tuple(others), "", strength)


def _with_ibid(text: str, cited: Sequence[CitedSource]) -> Iterator[CitedSource]:
    """The citations, with each `ibid.` that names no paragraph among them."""
    taken = [(one.citation.start, one.citation.end) for one in cited]
    found = [
        CitedSource(Citation("that", ibid.start(), ibid.end(), ibid[0], scope="doubt"), None, (), None)
        for ibid in _IBID.finditer(text)
        if len(ibid[0]) > 2 and not _overlaps(taken, ibid.start())
    ]
    yield from sorted([*cited, *found], key=lambda one: one.citation.start)


def _overlaps(taken: Sequence[tuple[int, int]], at: int) -> bool:
    i = bisect_left(taken, (at + 1, 0))
    return i > 0 and at < taken[i - 1][1]
