"""Each quotation of a document held against the Council's words: where they stand, or why none is held against them."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.check.citations import CitedSource
from scraper.check.passages import QuotedSpan, find_inner
from scraper.check.remarks import Remarks
from scraper.check.report import CheckedQuotation, QuoteChange, Verdict
from scraper.check.sentences import Sentences, Speaker
from scraper.check.sources import QuoteSource, Sources
from scraper.pinpoint import say_path
from scraper.pinpoint.paths import is_within
from scraper.quotation import Alteration, Passage, Quotation, find_quoted, read_quotation

FEWEST = 4
"""Fewer words are looked for only in a resolution that is cited beside them: a word or two prove nothing."""

MANY = 2 * FEWEST
"""Of so many words it is likely whose they are, though nothing says so."""

SURE = 0.75
"""Without a citation beside them, words are called the Council's, altered, where so many of them stand in one place."""

SECONDS = 60
"""So long quotations of one document are looked for; those behind are not, and that is said."""

_SPEAKS = re.compile(
    r"\b(?:security\s+council|the\s+council|UNSCR?|resolutions?|sicherheitsrat|conseil de sécurité)\b", re.I
)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """What is asked of one quotation.

    source   what it is said to be of
    speaker  who is said to speak it
    named    the resolutions that the document names
    spoken   whether the Council is spoken of near it
    """

    quotation: Quotation
    source: QuoteSource
    speaker: Speaker
    named: tuple[int, ...]
    spoken: bool

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.quotation.words)

    @property
    def numbers(self) -> list[int]:
        """The resolutions that it is said to be of; else those that the document names."""
        cited = [one.number for one in (self.source.cited, *self.source.more) if one and one.number]
        return cited or list(self.named[:5])


class QuotationChecker:
    """Holds the quotations of one document against a database."""

    def __init__(
        self, conn: sqlite3.Connection, text: str, cited: Sequence[CitedSource], remarks: Remarks, seconds: float
    ) -> None:
        """`cited` are the citations of the text in order."""
        self._conn, self._text, self._cited, self._remarks = conn, text, cited, remarks
        self._named = tuple(dict.fromkeys(one.number for one in cited if one.number))
        self._known: dict[tuple[tuple[str, ...], tuple[int, ...]], list[Passage]] = {}
        self.placed: dict[tuple[int, int], CitedSource] = {}
        self._until, self._in_time = time.monotonic() + seconds, True

    def check(self, quoted: Sequence[QuotedSpan]) -> list[CheckedQuotation]:
        """The verdicts on the quotations of the text, in order.

        What is not the Council's may quote it in turn, and a block may be several paragraphs: its parts then have
        verdicts of their own, where they are the Council's.
        """
        told = self._check_all(quoted)
        parts = {one: find_inner(self._text, one) for one, checked in zip(quoted, told, strict=True) if _opens(checked)}
        if not any(parts.values()):
            return told
        within = [part for one in quoted for part in (parts.get(one) or [one])]
        again = {(one.start, one.end): one for one in self._check_all(within)}
        found: list[CheckedQuotation] = []
        for one, checked in zip(quoted, told, strict=True):
            inner = [again[part.start, part.end] for part in parts.get(one, ())]
            found += inner if any(_is_better(part, checked) for part in inner) else [checked]
        return found

    def _check_all(self, quoted: Sequence[QuotedSpan]) -> list[CheckedQuotation]:
        sentences = Sentences(self._text, quoted)
        sources = Sources(self._text, self._cited, quoted, sentences)
        return [self._check(one, sources.of(one), sentences) for one in quoted]

    def _check(self, quoted: QuotedSpan, source: QuoteSource, sentences: Sentences) -> CheckedQuotation:
        words = quoted.words(self._text)
        near = self._text[max(0, quoted.start - 200) : quoted.start] + " " + self._text[quoted.end : quoted.end + 160]
        asked = QuotedWords(
            read_quotation(words), source, sentences.speaker(quoted), self._named, _SPEAKS.search(near) is not None
        )
        found = [] if _is_foreign(asked) or _is_title(asked) else self._find(asked)
        verdict, best = self._judge(asked, found)
        cited = _raw(asked, best)
        if best is None or verdict in ("not_found", "not_checked"):
            notes = tuple(self._why_not(asked, verdict, found))
            return CheckedQuotation(words, quoted.start, quoted.end, verdict, cited=cited, notes=notes)
        if source.cited and source.strength != "before":
            self.placed[quoted.start, quoted.end] = _right_source(asked, best) or source.cited
        before = sentences.before(quoted)
        return CheckedQuotation(
            words, quoted.start, quoted.end, verdict, str(best.symbol), best.path, cited,
            tuple(_placed(change, quoted) for change in best.comparison.changes),
            (*_misplaced(asked, best, verdict, cited), *self._remarks.tell(best, found, before)),
            self._remarks.address(best), self._remarks.cite(best), best.text[best.start : best.end],
        )  # fmt: skip

    def _find(self, asked: QuotedWords) -> list[Passage]:
        if asked.count < FEWEST and not (asked.source.cited and asked.count > 1):
            return []
        key = (tuple(word.key for word in asked.quotation.words), tuple(asked.numbers))
        if key not in self._known:
            if time.monotonic() > self._until:
                self._in_time = False
                return []
            nearly = asked.spoken or asked.source.cited is not None
            self._known[key] = find_quoted(self._conn, asked.quotation, asked.numbers, nearly=nearly)
        return self._known[key]

    # -- the verdict -----------------------------------------------------------------------------------------------

    def _judge(self, asked: QuotedWords, found: Sequence[Passage]) -> tuple[Verdict, Passage | None]:
        """The verdict, and the passage it speaks of."""
        exactly = [one for one in found if one.comparison.verdict != "differs"]
        source = asked.source
        if source.cited is None:
            return self._judge_alone(asked, found, exactly)
        for cited in (source.cited, *source.more):
            if right := [one for one in exactly if _is_of(cited, one, loosely=source.strength == "before")]:
                right.sort(key=lambda one: not _is_of(cited, one))
                return _verdict(right[0]), right[0]
        return self._judge_misplaced(asked, found, exactly)

    def _judge_misplaced(
        self, asked: QuotedWords, found: Sequence[Passage], exactly: Sequence[Passage]
    ) -> tuple[Verdict, Passage | None]:
        """The same where the words are not in what is cited for them."""
        source = asked.source
        if source.cited and not _is_held(source.cited) and source.strength != "before":
            return "not_checked", None
        there = [one for one in exactly if one.symbol.number in asked.numbers]
        if exactly and asked.count >= FEWEST and source.strength != "before":
            return "elsewhere", (there or exactly)[0]
        if exactly and asked.count >= MANY:
            return _verdict(exactly[0]), exactly[0]
        if asked.count >= FEWEST and (near := _nearest(asked, found)):
            return "differs", near
        return ("not_found" if _should_be_there(asked) else "not_checked"), None

    def _judge_alone(
        self, asked: QuotedWords, found: Sequence[Passage], exactly: Sequence[Passage]
    ) -> tuple[Verdict, Passage | None]:
        """The same where no resolution is cited beside: words are the Council's only where they stand in one."""
        named = [one for one in exactly if one.symbol.number in asked.named]
        enough = asked.count >= (FEWEST if asked.spoken or named else MANY)
        if asked.source.other and (asked.source.strength != "before" or not exactly):
            return "not_checked", None
        if exactly and enough and not _is_renamed(exactly[0]):
            return _verdict((named or exactly)[0]), (named or exactly)[0]
        if found and found[0].comparison.score >= SURE and asked.count >= MANY and asked.speaker != "other":
            return "differs", found[0]
        return ("not_found" if asked.speaker == "council" and asked.count >= MANY else "not_checked"), None

    def _why_not(self, asked: QuotedWords, verdict: Verdict, found: Sequence[Passage]) -> Iterator[str]:
        """Why a quotation is in no resolution, or was not held against one."""
        source = asked.source
        if verdict == "not_found":
            yield "In no resolution here; statements by the President and other documents are not searched."
            if found:
                yield f"The nearest is {found[0].symbol}, {say_path(found[0].path)}: “{found[0].text[:200]}”"
        elif not self._in_time and asked.count >= FEWEST:
            yield "The document has more quotations than are looked for in one go; cut it into parts."
        elif source.other:
            yield f"{source.other} is named beside it, and its text is not here."
            yield from _same_words(found)
        elif source.cited and not _is_held(source.cited):
            yield f"{_raw(asked, None)} is not among the resolutions here."
            yield from _same_words(found)
        elif _is_foreign(asked):
            yield "Not in English; the resolutions here are in English."
        elif asked.count < FEWEST:
            yield "A word or two, which nothing says to be the Council’s: not looked for."
        elif asked.speaker == "other":
            yield "Not the Council’s: another speaker is named for it."
        else:
            yield "Not the Council’s, as far as the document says: nothing gives these words as its."


def _same_words(found: Sequence[Passage]) -> Iterator[str]:
    """Where else the words of another document stand."""
    if exactly := [one for one in found if one.comparison.verdict != "differs"]:
        yield f"The same words stand in {exactly[0].symbol}, {say_path(exactly[0].path)}."


def _is_held(cited: CitedSource) -> bool:
    return cited.checked is None or cited.checked.status != "not in the corpus"


def _opens(checked: CheckedQuotation) -> bool:
    """Whether the parts of a quotation may be the Council's: of what another says, or of several paragraphs in a row.

    Of words that are given as the Council's and are not, no part that is right makes the whole so.
    """
    several = checked.verdict in ("not_found", "differs") and re.search(r"\n[ \t]*\n", checked.quote) is not None
    return checked.verdict == "not_checked" or several


def _is_better(part: CheckedQuotation, whole: CheckedQuotation) -> bool:
    if part.verdict in ("verbatim", "allowed", "elsewhere"):
        return True
    return part.verdict == "differs" and whole.verdict != "differs"


def _placed(change: Alteration, quoted: QuotedSpan) -> QuoteChange:
    at = (quoted.start + change.start, quoted.start + change.end) if change.start >= 0 else (-1, -1)
    return QuoteChange(change.kind, change.quoted, change.printed, change.strong, *at)


def _is_of(source: CitedSource, best: Passage, *, loosely: bool = False) -> bool:
    """Whether a place is one that the source names, or stands below or above it; any is where it names none."""
    if source.number != best.symbol.number:
        return False
    paths = () if loosely else source.paths
    return not paths or any(is_within(best.path, one) or is_within(one, best.path) for one in paths)


def _nearest(asked: QuotedWords, found: Sequence[Passage]) -> Passage | None:
    """What the words are nearly: in the resolution cited, at its paragraph first; else where most of them stand."""
    source, enough = asked.source, SURE - 0.1
    near = [one for one in found if one.symbol.number in asked.numbers and one.comparison.score >= enough]
    near.sort(key=lambda one: not (source.cited and _is_of(source.cited, one)))
    if near and asked.speaker != "other":
        return near[0]
    sure = SURE if asked.speaker != "other" else 0.85
    return next((one for one in [*near, *found[:1]] if one.comparison.score >= sure and asked.count >= MANY), None)


def _should_be_there(asked: QuotedWords) -> bool:
    """Whether the document says that these are words of a resolution that is here."""
    source = asked.source
    if not source.cited or asked.count < FEWEST or _is_foreign(asked) or _is_title(asked):
        return False
    said = asked.speaker == "council" or (source.strength == "beside" and asked.speaker != "other")
    return _is_held(source.cited) and said


def _misplaced(asked: QuotedWords, best: Passage, verdict: Verdict, cited: str) -> Iterator[str]:
    """Where the words are not in what is cited for them."""
    where = f"{best.symbol}, {say_path(best.path)}"
    if verdict == "elsewhere":
        yield f"These words are not in {cited}; they stand in {where}."
    elif (
        asked.source.cited
        and asked.source.cited.number != best.symbol.number
        and best.symbol.number not in asked.numbers
    ):
        like = "Nothing like it stands" if verdict == "differs" else "They do not stand"
        yield f"{like} in {cited}, the last resolution named before them; these words are nearest to {where}."


def _raw(asked: QuotedWords, best: Passage | None) -> str:
    """What the document gives as the source, as it is written there: of several the one that is right."""
    source = _right_source(asked, best) or asked.source.cited
    return " ".join(source.citation.raw.split()) if source else ""


def _right_source(asked: QuotedWords, best: Passage | None) -> CitedSource | None:
    """Of what is cited for a quotation the first that is right."""
    several = [one for one in (asked.source.cited, *asked.source.more) if one]
    return next((one for one in several if best and _is_of(one, best)), None)


def _verdict(best: Passage) -> Verdict:
    return "verbatim" if best.comparison.verdict == "verbatim" else "allowed"


def _is_renamed(best: Passage) -> bool:
    """Whether the words have capitals that the Council's have not, as a title has."""
    return any(change.kind == "capitals" for change in best.comparison.changes)


def _is_title(asked: QuotedWords) -> bool:
    """Whether a quotation is a title: few words, the long ones with capitals, and cited for nothing."""
    words = re.findall(r"[^\W\d_]{4,}", asked.quotation.text)
    capitals = sum(word[0].isupper() for word in words)
    return asked.source.strength != "beside" and 1 < len(words) == capitals and asked.count <= 12 and not asked.spoken


_FOREIGN = frozenset(
    "le la les des du de un une et dans pour que qui sur par au aux est pas avec der die das den dem des ein eine einer"
    " und zu von mit auf ist nicht für im alle dass durch el los las del y en que por para con su una".split()
)
_ENGLISH = frozenset("the of and to that all with by from shall its their which or any be is are this".split())


def _is_foreign(asked: QuotedWords) -> bool:
    """Whether a quotation is in French, German or Spanish, by its small words."""
    words = re.findall(r"[^\W\d_]+", asked.quotation.text.lower())
    foreign, english = sum(word in _FOREIGN for word in words), sum(word in _ENGLISH for word in words)
    return foreign >= 2 and foreign > 3 * english
