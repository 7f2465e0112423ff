"""Documents made of real paragraphs, quoted rightly and wrongly, and checked: what each quotation is called.

    python tests/trials/checking.py DATABASE [--count 4000] [--list 2]

Each document cites a resolution and quotes one of its paragraphs in one kind of marks, as it is printed or with one
change. What quoting allows must be called verbatim or allowed, in the right place; a changed word never; words of
another paragraph or resolution must be said to stand elsewhere; words that are not the Council's never be called its.
"""

from __future__ import annotations

import argparse
import io
import sqlite3
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from scraper.check import CheckedQuotation, Report, check_document
from scraper.check.documents import read_markup
from scraper.check.footnotes import to_docx
from tests.trials.quoting import CONVENTIONS, FORBIDDEN

MARKS = ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "« {} »", "»{}«", "„{}“", "„{}”", "‹{}›")

FORMATS: dict[str, Callable[[str], str]] = {
    "text": lambda text: text,
    "html": lambda text: _read("html", f"<html><body><p>{escape(text)}</p></body></html>".encode()),
    "docx": lambda text: _read("docx", to_docx(Report("", (), (), text))),
    "odt": lambda text: _read("odt", _as_odt(text)),
}
"""How a document is given -> its text, as the checker reads it."""

FORMS = (
    "Resolution {n} ({y}) says in paragraph {p}: {q}. The tide is high.",
    "In paragraph {p} of Security Council resolution {n} ({y}), the Council used the words {q}.",
    "The Council has said: {q} (resolution {n} ({y}), para. {p}).",
    "UNSCR {n} ({y}), para. {p}: {q}",
    "They rely on {q} (S/RES/{n} ({y}), para. {p}), and on nothing else.",
)

_ODT = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def _read(kind: str, data: bytes) -> str:
    return read_markup(data, kind).decode()


def _as_odt(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", f"<d {_ODT}><text:p>{escape(text)}</text:p></d>")
    return packed.getvalue()


STRANGE = (
    "the lanterns of the harbour are lit at dusk by the keeper and his two sons every evening",
    "our members have asked for longer opening hours of the library since the spring of last year",
)


def main() -> int:
    """Print a line a kind: how often each verdict was given, and whether one is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--count", type=int, default=4_000)
    parser.add_argument("--list", type=int, default=2)
    given = parser.parse_args()
    kinds = [*CONVENTIONS, *FORBIDDEN, "wrong paragraph", "wrong resolution", "wrong year", "not the Council's"]
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, list[str]] = defaultdict(list)
    started = time.perf_counter()
    with closing(sqlite3.connect(f"file:{given.database}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        rows = conn.execute(
            "SELECT c.resolution AS n, r.year AS y, c.path, c.text FROM clauses AS c JOIN resolutions AS r"
            " ON r.number = c.resolution WHERE c.part = 'op' AND c.kind <> 'row' AND c.path GLOB 'op/[0-9]*'"
            " AND c.path NOT GLOB 'op/*/*' AND length(c.text) BETWEEN 90 AND 900 ORDER BY c.id"
        ).fetchall()
        chance = Random(7)
        made = 0
        while made < given.count:
            kind = kinds[made % len(kinds)]
            sample = make(rows, kind, chance)
            if sample is None:
                continue
            made += 1
            text, row = sample
            form = list(FORMATS)[made % len(FORMATS)]
            text = FORMATS[form](text)
            report = check_document(text, conn)
            quotation = max(report.quotations, key=lambda one: len(one.quote), default=None)
            verdict = quotation.verdict if quotation else "no quotation seen"
            named = [one.status for one in report.citations if not _is_quoted(one.start, report.quotations)]
            status = named[0] if named else "no citation seen"
            verdicts[kind][f"{verdict}" if kind != "wrong year" else status] += 1
            place = f"{quotation.symbol} {quotation.path}" if quotation else ""
            if not is_right(kind, verdict, status, place, row, text):
                wrong[kind].append(f"{form}: {verdict} {place} {status}: {text[:240]}")
    for kind in kinds:
        told = ", ".join(f"{count} {name}" for name, count in verdicts[kind].most_common())
        print(f"{kind:26} {len(wrong[kind]):4} wrong   {told}")
        for line in wrong[kind][: given.list]:
            print(f"    {line}")
    each = 1000 * (time.perf_counter() - started) / made
    print(f"{made} documents in {len(FORMATS)} formats and {len(MARKS)} kinds of marks, {each:.1f} ms each")
    return int(any(wrong.values()))


def _is_quoted(at: int, quotations: Sequence[CheckedQuotation]) -> bool:
    return any(one.start <= at < one.end for one in quotations)


def make(rows: list[sqlite3.Row], kind: str, chance: Random) -> tuple[str, sqlite3.Row] | None:
    """A document of one kind, and the paragraph that it quotes."""
    row, other = chance.choice(rows), chance.choice(rows)
    words = row["text"].rstrip(".;,:").split(" ")
    at = chance.choice([0, chance.randrange(0, max(1, len(words) - 12))])
    own = words[at : at + chance.randrange(12, 50)]
    change = (CONVENTIONS | FORBIDDEN).get(kind)
    quoted = change(own, chance) if change else own
    if quoted is None or len(own) < 10:
        return None
    number, year, paragraph = row["n"], row["y"], row["path"].rpartition("/")[2]
    if kind == "wrong paragraph":
        paragraph = str(int(paragraph) % 90 + 1)
    elif kind == "wrong resolution":
        number, year, paragraph = other["n"], other["y"], other["path"].rpartition("/")[2]
    elif kind == "wrong year":
        year += 1
    mark = chance.choice(MARKS)
    said = " ".join(quoted)
    if kind == "not the Council's":
        said = chance.choice(STRANGE)
    if any(c in said for c in mark.replace("{}", "") + ("’'" if mark[0] in "‘'" else "")):
        mark = "«{}»" if "»" not in said and "«" not in said else "“{}”"
    return chance.choice(FORMS).format(n=number, y=year, p=paragraph, q=mark.format(said)), row


def is_right(kind: str, verdict: str, status: str, place: str, row: sqlite3.Row, text: str) -> bool:
    """Whether the verdict is one that this kind may have."""
    if kind in CONVENTIONS:
        return verdict in ("verbatim", "allowed") and place == f"S/RES/{row['n']} ({row['y']}) {row['path']}"
    if kind in FORBIDDEN:
        return verdict in ("differs", "elsewhere", "not_found")
    if kind in ("wrong paragraph", "wrong resolution"):
        return verdict == "elsewhere" or status == "no such paragraph" or (verdict in ("verbatim", "allowed"))
    if kind == "wrong year":
        return status == "year does not fit"
    return verdict in ("not_found", "not_checked")


if __name__ == "__main__":
    sys.exit(main())
