"""Each quotation of a document held against the Council's words, and what a careful reader would want to know of it."""

from __future__ import annotations

import re
import sqlite3
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.check.citations import OTHERS, CitedSource
from scraper.check.passages import QuotedSpan
from scraper.check.report import CheckedQuotation, QuoteChange, Verdict
from scraper.cite import styles
from scraper.cite.cited import Cited, CitedPlace
from scraper.database import chapter_vii
from scraper.models import Pinpoint
from scraper.pinpoint import address, say_path
from scraper.pinpoint.paths import is_within
from scraper.quotation import Passage, Quotation, find_quoted, read_quotation

FEWEST = 4
"""Fewer words are looked for only in a resolution that is cited beside them: a word or two prove nothing."""

SURE = 0.75
"""Without a citation beside them, words are called the Council's, altered, where so many of them stand in one place."""

SECONDS = 60
"""So long quotations of one document are looked for; those behind are not, and that is said."""

_BEFORE, _AFTER = 700, 160
"""So far before and behind a quotation its source is looked for, in characters."""

_SPEAKS = re.compile(r"\b(?:security\s+council|the\s+council|UNSCR?|resolutions?)\b", re.I)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """What is asked of one quotation: its words, what is cited beside it, and the resolutions the document names."""

    quotation: Quotation
    source: CitedSource | None
    other: str
    named: tuple[int, ...]
    spoken: bool
    before: str


class QuotationChecker:
    """Holds the quotations of one document against a database."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        text: str,
        cited: Sequence[CitedSource],
        *,
        site: str,
        style: str,
        seconds: float,
    ) -> None:
        """`cited` are the citations of the text in order; `style` is one of `cite.styles.STYLES`."""
        self._conn, self._text, self._cited, self._site, self._style = conn, text, cited, site, style
        self._named = tuple(dict.fromkeys(one.number for one in cited if one.number))
        self._bases: dict[int, tuple[chapter_vii.Basis, ...]] = {}
        self._starts = [one.citation.start for one in cited]
        self._known: dict[tuple[tuple[str, ...], tuple[int | None, ...]], list[Passage]] = {}
        self._until, self.in_time = time.monotonic() + seconds, True

    def check(self, quoted: QuotedSpan) -> CheckedQuotation:
        """The verdict on one quotation, and what was found of it."""
        words = self._text[quoted.start : quoted.end]
        if quoted.block:
            words = re.sub(r"(?m)^[ \t]{0,3}>[ \t]?", " ", words)
        asked = self._ask(quoted, words)
        found = self._find(asked)
        verdict, best = self._judge(asked, found)
        if best is None or verdict in ("not_found", "not_checked"):
            return self._unplaced(quoted, words, asked, verdict, found)
        return CheckedQuotation(
            words, quoted.start, quoted.end, verdict, str(best.symbol), best.path, _raw(asked),
            tuple(QuoteChange(c.kind, c.quoted, c.printed, c.strong) for c in best.comparison.changes),
            tuple(self._notes(asked, best, found, verdict)), self._address(best), self._cite(best),
            best.text[best.start : best.end],
        )  # fmt: skip

    # -- what it is of ---------------------------------------------------------------------------------------------

    def _ask(self, quoted: QuotedSpan, words: str) -> QuotedWords:
        text = self._text
        before = text[max(0, quoted.start - _BEFORE) : quoted.start]
        source, other = self._beside(quoted)
        near = text[max(0, quoted.start - 200) : quoted.start] + " " + text[quoted.end : quoted.end + _AFTER]
        return QuotedWords(
            read_quotation(words), source, other, self._named, _SPEAKS.search(near) is not None, before[-120:]
        )

    def _beside(self, quoted: QuotedSpan) -> tuple[CitedSource | None, str]:
        """The resolution cited beside a quotation; or another document, where that is nearer.

        `Resolution 50 (1948) says in paragraph 2` names both. What follows in the same sentence, in brackets or as
        `paragraph 5 of`, comes before what was named earlier.
        """
        behind = bisect_left(self._starts, quoted.end)
        following = self._cited[behind] if behind < len(self._cited) else None
        if following and _is_source_after(self._text[quoted.end : following.citation.start]):
            return (following, "") if following.number else (None, following.citation.raw)
        before = bisect_left(self._starts, quoted.start)
        paths: tuple[str, ...] = ()
        for one in reversed(self._cited[max(0, before - 8) : before]):
            between = self._text[one.citation.end : quoted.start]
            if len(between) > _BEFORE or (between.count("\n\n") > (2 if quoted.block else 1)):
                break
            if one.number and one.checked:
                return (one._replace(paths=paths) if paths and not one.paths else one), ""
            if one.citation.kind == "here" and not _ENDS_SENTENCE.search(between):
                paths = paths or one.citation.paths
            if one.citation.kind in OTHERS:
                return None, one.citation.raw
        return None, ""

    def _find(self, asked: QuotedWords) -> list[Passage]:
        count = len(asked.quotation.words)
        if count < FEWEST and not (asked.source and count > 1):
            return []
        within = [asked.source.number] if asked.source and asked.source.number else asked.named[:5]
        key = (tuple(word.key for word in asked.quotation.words), tuple(within))
        if key not in self._known:
            if time.monotonic() > self._until:
                self.in_time = False
                return []
            nearly = asked.spoken or asked.source is not None
            self._known[key] = find_quoted(self._conn, asked.quotation, filter(None, within), nearly=nearly)
        return self._known[key]

    # -- the verdict -----------------------------------------------------------------------------------------------

    def _judge(self, asked: QuotedWords, found: Sequence[Passage]) -> tuple[Verdict, Passage | None]:
        """The verdict, and the passage it speaks of."""
        exactly = [one for one in found if one.comparison.verdict != "differs"]
        source, enough = asked.source, len(asked.quotation.words) >= FEWEST
        if source is None or source.number is None:
            return self._judge_alone(asked, found, exactly)
        there = [one for one in exactly if one.symbol.number == source.number]
        if right := [one for one in there if _is_cited(source, one.path)]:
            return _verdict(right[0]), right[0]
        if exactly and enough:
            return "elsewhere", (there or exactly)[0]
        if near := _nearest(source, found):
            return "differs", near
        held = source.checked is not None and source.checked.status != "not in the corpus"
        return ("not_found" if held and enough else "not_checked"), None

    def _judge_alone(
        self, asked: QuotedWords, found: Sequence[Passage], exactly: Sequence[Passage]
    ) -> tuple[Verdict, Passage | None]:
        """The same where no resolution is cited beside: words are the Council's only where they stand in one."""
        named = [one for one in exactly if one.symbol.number in asked.named]
        enough = len(asked.quotation.words) >= (FEWEST if asked.spoken or named else 2 * FEWEST)
        if exactly and enough and not asked.other:
            return _verdict((named or exactly)[0]), (named or exactly)[0]
        if asked.other:
            return "not_checked", None
        if found and found[0].comparison.score >= SURE and len(asked.quotation.words) >= 2 * FEWEST:
            return "differs", found[0]
        speaks = asked.spoken and len(asked.quotation.words) >= 2 * FEWEST and _says_council(asked.before)
        return ("not_found" if speaks else "not_checked"), None

    def _unplaced(
        self, quoted: QuotedSpan, words: str, asked: QuotedWords, verdict: Verdict, found: Sequence[Passage]
    ) -> CheckedQuotation:
        """A quotation that is in no resolution, or was not held against one, with the reason."""
        if verdict == "not_found":
            notes = ["In no resolution here; statements by the President and other documents are not searched."]
            if found:
                notes.append(f"The nearest is {found[0].symbol}, {say_path(found[0].path)}: “{found[0].text[:200]}”")
        elif not self.in_time and len(asked.quotation.words) >= FEWEST:
            notes = ["The document has more quotations than are looked for in one go; cut it into parts."]
        elif asked.other:
            notes = [f"{asked.other} is named beside it, and its text is not here."]
        elif asked.source and asked.source.checked and asked.source.checked.status == "not in the corpus":
            notes = [asked.source.checked.note]
        elif len(asked.quotation.words) < FEWEST:
            notes = ["A word or two: not looked for."]
        else:
            notes = ["Nothing connects these words with the Security Council."]
        return CheckedQuotation(words, quoted.start, quoted.end, verdict, cited=_raw(asked), notes=tuple(notes))

    # -- what to say of it -----------------------------------------------------------------------------------------

    def _notes(self, asked: QuotedWords, best: Passage, found: Sequence[Passage], verdict: Verdict) -> Iterator[str]:
        where = f"{best.symbol}, {say_path(best.path)}"
        if verdict == "elsewhere":
            yield f"These words are not in {_raw(asked)}; they stand in {where}."
        if verdict == "differs" and asked.source and not _is_of(asked.source, best):
            yield f"Nothing like it stands in {_raw(asked)}; the nearest words are in {where}."
        yield from self._recalled(best, where)
        if cut := _cut_short(best):
            yield f"The quotation stops before “{cut}”."
        if best.path.startswith("pp"):
            yield "The words stand in the preamble."
        elif best.path.startswith("annex"):
            yield "The words stand in an annex."
        else:
            yield from _verb_differs(asked.before, best)
            if self._is_under_chapter_vii(best):
                yield "The paragraph is adopted under Chapter VII."
        yield from self._changed_later(best)
        others = {one.symbol.number for one in found if one.comparison.verdict != "differs"} - {best.symbol.number}
        if others and verdict != "elsewhere":
            yield f"The same words stand in {len(others)} more resolution{'s' if len(others) > 1 else ''}."

    def _recalled(self, best: Passage, where: str) -> Iterator[str]:
        """Whether the words are what a paragraph recalls of an earlier resolution."""
        if not re.match(r"Recall|Reaffirm", best.verb):
            return
        before = best.text[: best.start]
        row = self._conn.execute(
            "SELECT x.symbol FROM citations AS x JOIN clauses AS c ON c.id = x.clause"
            " WHERE c.document = ? AND c.path = ? AND x.target IS NOT NULL AND x.target != c.document AND x.start < ?"
            " ORDER BY x.start DESC LIMIT 1",
            (best.symbol.number, best.path, len(before)),
        ).fetchone()
        if row:
            verb = best.verb.partition(";")[0].lower()
            yield f"These words are what {where} {verb} of {row[0]}, not a new decision."

    def _is_under_chapter_vii(self, best: Passage) -> bool:
        number = best.symbol.number
        if number not in self._bases:
            self._bases[number] = chapter_vii.read_bases(self._conn, number)
        return chapter_vii.basis_of(self._bases[number], best.path) is not None

    def _changed_later(self, best: Passage) -> Iterator[str]:
        """The first later paragraph that ends or changes this one, by the words of the later."""
        row = self._conn.execute(
            "SELECT r.symbol, c.path, x.relation FROM citations AS x JOIN clauses AS c ON c.id = x.clause"
            " JOIN resolutions AS r ON r.number = c.document JOIN clauses AS t ON t.id = x.target_clause"
            " WHERE t.document = ? AND t.path = ? AND x.relation IN ('terminates', 'modifies') AND r.number > ?"
            " ORDER BY x.relation DESC, r.number LIMIT 1",
            (best.symbol.number, best.path, best.symbol.number),
        ).fetchone()
        if row:
            does = "ends" if row[2] == "terminates" else "changes"
            yield f"{row[0]}, {say_path(row[1])}, {does} this paragraph."

    def _address(self, best: Passage) -> str:
        return self._site + address(Pinpoint(best.symbol.number, best.symbol.year, best.path))

    def _cite(self, best: Passage) -> str:
        """The place in the style asked for, with the labels that are printed."""
        parts = best.path.split("/")
        paths = ["/".join(parts[: depth + 1]) for depth in range(1, len(parts))]
        rows = self._conn.execute(
            f"SELECT path, label FROM clauses WHERE document = ? AND path IN ({', '.join('?' * len(paths))})",
            (best.symbol.number, *paths),
        )
        labels = dict(map(tuple, rows))
        cited = CitedPlace(best.path, tuple(labels.get(path) for path in paths))
        return styles.STYLES[self._style].write(Cited(best.symbol, best.adopted, (cited,)))


def _is_cited(source: CitedSource, path: str) -> bool:
    """Whether a place is one that the source names, or stands below or above it; any is where it names none."""
    return not source.paths or any(is_within(path, one) or is_within(one, path) for one in source.paths)


def _is_of(source: CitedSource, best: Passage) -> bool:
    return source.number == best.symbol.number and _is_cited(source, best.path)


def _nearest(source: CitedSource, found: Sequence[Passage]) -> Passage | None:
    """What the words are nearly: in the resolution cited, at its paragraph first; else where most of them stand."""
    near = [one for one in found if one.symbol.number == source.number and one.comparison.score >= SURE - 0.1]
    near.sort(key=lambda one: not (source.paths and _is_cited(source, one.path)))
    return next(iter([*near, *(one for one in found[:1] if one.comparison.score >= SURE)]), None)


def _raw(asked: QuotedWords) -> str:
    return " ".join(asked.source.citation.raw.split()) if asked.source else ""


def _verdict(best: Passage) -> Verdict:
    return "verbatim" if best.comparison.verdict == "verbatim" else "allowed"


_CLOSED = "”’\"'»*_ \n.,;:"

_ENDS_SENTENCE = re.compile(r"[.;]\s")

_NEW_SENTENCE = re.compile(r"[.;:]\s+[A-Z*-]")


def _is_source_after(between: str) -> bool:
    """Whether a citation behind a quotation is its source: in brackets behind it, or next to it in its sentence."""
    if len(between) > _AFTER or "\n\n" in between or _NEW_SENTENCE.search(between):
        return False
    return "(" in between[:12] or "[" in between[:12] or len(between.strip(_CLOSED)) <= 24


def _says_council(before: str) -> bool:
    """Whether words are said to be the Council's: `the Council decided that`, `resolution ... says`."""
    return re.search(r"\b(?:council|resolution)\b[^.]{0,100}\Z", before, re.I) is not None


_STOPS = re.compile(r"[\s”’\"»)]*(?:[.;:]|,\s*\Z|\Z)")


def _cut_short(best: Passage) -> str:
    """The words that go on where a quotation stops within a sentence; "" where a clause of it ends there."""
    rest = best.text[best.end :]
    if _STOPS.match(rest):
        return ""
    words = re.sub(r"^[\s,]+", "", rest).split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")


_SAID = {
    "decid": "Decid", "demand": "Demand", "call": "Call", "urg": "Urg", "request": "Request", "authori": "Authori",
    "condemn": "Condemn", "encourag": "Encourag", "invit": "Invit", "express": "Express", "stress": "Stress",
    "emphasi": "Emphasi", "recall": "Recall", "welcom": "Welcom", "reaffirm": "Reaffirm",
}  # fmt: skip
_VERBS = re.compile(rf"\b({'|'.join(_SAID)})(?:[a-z]{{1,4}})?\b[^.;]{{0,60}}\Z", re.I)


def _verb_differs(before: str, best: Passage) -> Iterator[str]:
    """Where the document says `decided` and the paragraph `Calls upon`."""
    said = _VERBS.search(before)
    if not said or best.start == 0 or not best.verb:
        return
    stem = _SAID[next(key for key in _SAID if said[1].lower().startswith(key))]
    if stem.lower() not in best.verb.lower() and stem.lower() not in best.text[: best.start].lower():
        yield f"The paragraph begins “{best.verb.partition(';')[0]}”; the document says “{said[0].split()[0]}”."
