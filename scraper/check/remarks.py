"""What a careful reader would want to know of the words that are quoted, each as a fact with its evidence."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from scraper.cite import styles
from scraper.cite.cited import Cited, CitedPlace
from scraper.database import chapter_vii
from scraper.models import Pinpoint
from scraper.pinpoint import address, say_path
from scraper.quotation import Passage
from scraper.trace.first import find_first_use


class Remarks:
    """What is to be said of passages, asked of one database."""

    def __init__(self, conn: sqlite3.Connection, site: str, style: str) -> None:
        """`style` is one of `cite.styles.STYLES`; `site` the address of the site, or ""."""
        self._conn, self._site, self._style = conn, site, style
        self._bases: dict[int, tuple[chapter_vii.Basis, ...]] = {}
        self._first: dict[str, str] = {}

    def tell(self, best: Passage, found: Sequence[Passage], before: str) -> Iterator[str]:
        """The facts about a passage, a sentence each; `before` is the sentence of the document up to the quotation."""
        yield from self._recalled(best)
        yield from _governed(best, before)
        if cut := _cut_short(best):
            yield f"The quotation stops before “{cut}”."
        yield self._stands(best)
        yield from self._changed_later(best)
        if any(one.symbol != best.symbol and one.comparison.verdict != "differs" for one in found):
            yield from self._first_used(best)

    def _recalled(self, best: Passage) -> Iterator[str]:
        """Whether the words are what a paragraph recalls of an earlier resolution."""
        if not re.match(r"Recall|Reaffirm", best.verb):
            return
        row = self._conn.execute(
            "SELECT x.symbol FROM citations AS x JOIN clauses AS c ON c.id = x.clause"
            " WHERE c.document = ? AND c.path = ? AND x.target IS NOT NULL AND x.target != c.document AND x.start < ?"
            " ORDER BY x.start DESC LIMIT 1",
            (best.symbol.number, best.path, best.start),
        ).fetchone()
        if row:
            verb, where = best.verb.partition(";")[0].lower(), f"{best.symbol}, {say_path(best.path)}"
            verb = {"recalling": "recalls", "reaffirming": "reaffirms"}.get(verb.split()[0], verb)
            yield f"These words are what {where} {verb} of {row[0]}, not a new decision."

    def _stands(self, best: Passage) -> str:
        """In which part of the resolution, and on which basis."""
        if best.path.startswith("pp"):
            return "The words stand in the preamble."
        if best.path.startswith("annex"):
            return "The words stand in an annex."
        number = best.symbol.number
        if number not in self._bases:
            self._bases[number] = chapter_vii.read_bases(self._conn, number)
        basis = chapter_vii.basis_of(self._bases[number], best.path)
        if basis:
            return "Operative; the paragraph is adopted under Chapter VII."
        return "Operative; not said to be adopted under Chapter VII."

    def _changed_later(self, best: Passage) -> Iterator[str]:
        """The first later paragraph that ends or changes this one or a part of it, in the words of the later."""
        rows = self._conn.execute(
            "SELECT r.symbol, c.path, x.relation, c.text, x.start FROM citations AS x"
            " JOIN clauses AS c ON c.id = x.clause"
            " JOIN resolutions AS r ON r.number = c.document JOIN clauses AS t ON t.id = x.target_clause"
            " WHERE t.document = ? AND t.path = ? AND x.relation IN ('terminates', 'modifies') AND r.number > ?"
            " ORDER BY x.relation DESC, r.number LIMIT 5",
            (best.symbol.number, best.path, best.symbol.number),
        ).fetchall()
        for row in [one for one in rows if "“" not in one[3][: one[4]]][:1]:  # what new words cite is not ended by them
            does = "ended" if row[2] == "terminates" else "changed"
            words = row[3] if len(row[3]) <= 160 else f"{row[3][:150].rpartition(' ')[0]} ..."
            yield f"All or some of this paragraph was {does} later by {row[0]}, {say_path(row[1])}: “{words}”"

    def _first_used(self, best: Passage) -> Iterator[str]:
        """Of agreed language, where it stands first and how often it was used."""
        words = best.text[best.start : best.end]
        if len(words.split()) < _AGREED:
            return
        if words not in self._first:
            first = find_first_use(self._conn, words)
            self._first[words] = ""
            if first and first.resolutions > 1:
                place = f"{first.use.symbol}, {say_path(first.use.path)}"
                self._first[words] = (
                    f"Agreed language: first in {place}; {first.clauses} times in {first.resolutions} resolutions here."
                )
        if told := self._first[words]:
            yield told

    def address(self, best: Passage) -> str:
        """Where a passage is on the site."""
        return self._site + address(Pinpoint(best.symbol.number, best.symbol.year, best.path))

    def cite(self, best: Passage) -> str:
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


_AGREED = 4
"""Fewer words are no language that was agreed."""

_STOPS = re.compile(r"[\s”’\"»)]*(?:[.;:]|,\s*\Z|\Z)")


def _cut_short(best: Passage) -> str:
    """The words that go on where a quotation stops within a sentence; "" where a clause of it ends there."""
    rest = best.text[best.end :]
    if _STOPS.match(rest):
        return ""
    words = re.sub(r"^[\s,)”’\]]+", "", rest).split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")


_SAID = {
    "decid": "Decid", "demand": "Demand", "call": "Call", "urg": "Urg", "request": "Request", "authori": "Authori",
    "condemn": "Condemn", "encourag": "Encourag", "invit": "Invit", "express": "Express", "stress": "Stress",
    "emphasi": "Emphasi", "recall": "Recall", "welcom": "Welcom", "reaffirm": "Reaffirm", "affirm": "Affirm",
    "oblig": "Decid", "requir": "Decid", "impos": "Decid", "bind": "Decid", "order": "Decid", "prohibit": "Decid",
    "determin": "Determin", "deplor": "Deplor", "recogni": "Recogni", "underlin": "Underlin", "reiterat": "Reiterat",
}  # fmt: skip
"""How a verb of a document begins -> how that of the paragraph begins which says the same."""

_BINDING = frozenset(("oblig", "requir", "impos", "bind", "order", "prohibit"))
"""What a document may say of a decision, an obligation or a demand alike."""

_VERBS = re.compile(rf"\b({'|'.join(_SAID)})(?:[a-z]{{1,4}})?\b[^.;]{{0,60}}\Z", re.I)


def _governed(best: Passage, before: str) -> Iterator[str]:
    """The verb that governs the quoted words where they do not have it themselves, and what the document says instead.

    Of several verbs in a paragraph it is the last before the words.
    """
    lead = best.text[: best.start]
    verbs = [one.strip() for one in best.verb.split(";") if one.strip()]
    quoted = best.text[best.start : best.end].lower()
    own = any(re.match(rf"(?:and |also |further )*{re.escape(verb.lower().split()[-1])}\b", quoted) for verb in verbs)
    if own or not lead.strip() or not verbs or best.path.startswith("annex"):
        return
    placed = [(lead.lower().rfind(verb.lower()), verb) for verb in verbs]
    verb = max(placed)[1] if max(placed)[0] >= 0 else verbs[0]
    said = _VERBS.search(before)
    stem = next((key for key in _SAID if said and said[1].lower().startswith(key)), "")
    wanted = _SAID.get(stem, "").lower()
    same = not said or wanted in verb.lower() or (stem in _BINDING and re.search(r"demand|order", verb, re.I))
    if same or not said:
        yield f"Governed by “{verb}”."
    else:
        yield f"Governed by “{verb}”; the document says “{said[0].split()[0].strip('*_')}”."
