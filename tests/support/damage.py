"""Answers of hosts, damaged in every way that was thought of; and all that reads them.

`damaged(answer, chance)` makes one of them; `read_all` gives it to each function of the program that meets such bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from scraper.errors import UnscError
from scraper.upstream import (
    RawStore,
    Silent,
    cr_unsc,
    github,
    import_paths,
    known_resolutions,
    left_out,
    listing,
    unxml,
    votes,
)  # fmt: skip
from scraper.upstream.checks import (
    check_gzip_file,
    check_html,
    check_pdf,
    check_text,
    check_xml,
    check_zip_file,
    symbol_in_text,
)
from scraper.upstream.detect import detect
from scraper.upstream.ods import absent_lately, symbol_in_pdf
from scraper.upstream.rows import read_note
from scraper.upstream.xml_head import read_head

DEEP = 100_000

TOKENS = (
    "1e999", "-1e999", "9" * 5000, "-1", "0", str(2**63), str(2**64), "1.5", "NaN", "null", "true", "[]", "{}",
    "[" * DEEP, '{"a":' * DEEP, "[" * DEEP + "]" * DEEP, '"\\ud800"', '"\\u0000"', '""', '"' + "x" * 200_000 + '"',
    '"0001-01-01"', '"2024-02-31"', '"31 February 2015"', '"S/RES/99999 (2015)"', '"S/RES/2199 (9999)"',
    '"S/RES/' + "1" * 5000 + ' (2015)"', '"../../etc/passwd"', '"a\\nb"', '"\\u202e\\u001b[2J"', "[1]", '{"path": 1}',
)  # fmt: skip
"""JSON values that are no answer, as they are written."""

CELLS = (
    "", "-", "?", "1e999", "9" * 5000, str(2**63), "-1", "16", "2024-02-31", "2015-13-01", "0001-01-01", "9999-12-31",
    "31 February 2015", "S/RES/2199 (2016)", "S/RES/ 0 (2015)", "S/RES/99999 (2015)", "S/RES/" + "1" * 5000 + " (2015)",
    "S/RES/2199 (9999)", "\ud800", "\0", "\x1b[2J", "x" * 200_000, '"', "\n", "\u00b2", "\u0661",
)  # fmt: skip
"""What no cell of a table should hold."""

PIECES = (
    b"", b"\0", b"\xff", b"\xed\xa0\x80", b"<!---->" * 500, b"<docNumber " * 500, b"<statement " * 500,
    b"<FRBRlanguage " * 500, b"<a>" * 5000, b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&#0;", b"&b;", b"PK\x05\x06", b"%%EOF",
    b"\x1f\x8b", b"9" * 5000, b"\r\n" * 500, b" " * 5000, b"1" * 5000, b"\xef\xbb\xbf", b"</html>", b"]" * 500,
    b"S/RES/" * 500, b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml version='1.0' encoding='no-such'?>",
)  # fmt: skip
"""What no document should hold."""


@dataclass(frozen=True)
class Answer:
    """What a host sent: `kind` is `json`, `lines` (of JSON), `csv`, `page`, or anything else for plain bytes."""

    name: str
    kind: str
    data: bytes


def damaged(answer: Answer, chance: Random) -> Answer:
    """The answer with one to three things wrong in it."""
    data = answer.data
    for _ in range(chance.randint(1, 3)):
        harm = chance.choice([_harm_values, _harm_bytes] if answer.kind in HARMS else [_harm_bytes])
        data = harm(replace(answer, data=data), chance)
    return replace(answer, data=data)


def _harm_values(answer: Answer, chance: Random) -> bytes:
    try:
        return HARMS[answer.kind](answer.data.decode(), chance).encode("utf-8", "surrogatepass")
    except (ValueError, csv.Error, RecursionError, IndexError):  # damaged beyond reading already
        return _harm_bytes(answer, chance)


def _harm_bytes(answer: Answer, chance: Random) -> bytes:
    data = answer.data
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + int(chance.paretovariate(0.3)))
    ways: list[Callable[[], bytes]] = [
        lambda: data[:start],
        lambda: data[:start] + data[end:],
        lambda: data[:end] + data[start:end] * chance.randint(1, 50) + data[end:],
        lambda: data[:start] + chance.choice(PIECES) + data[start:],
        lambda: data[:start] + chance.choice(PIECES) + data[end:],
        lambda: data[:start] + bytes(byte ^ (1 << chance.randrange(8)) for byte in data[start:end][:20]) + data[end:],
        lambda: data[end:] + data[:end],
    ]
    return chance.choice(ways)()[: 4 << 20]


def _harm_json(text: str, chance: Random) -> str:
    """One value, wherever it is, becomes another, is doubled under its key, or loses its key."""
    spots = [found.span() for found in re.finditer(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\[\]|\{\}|true|false', text)]
    start, end = chance.choice(spots)
    return text[:start] + chance.choice(TOKENS) + text[end:]


def _harm_lines(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = _harm_json(lines[at], chance)
    return "\n".join(lines)


def _harm_csv(text: str, chance: Random) -> str:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    row = rows[chance.randrange(min(len(rows), 40))]
    at = chance.randrange(len(row))
    row[at : at + chance.choice([1, 1, 1, 0, 2])] = [chance.choice(CELLS)]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _harm_page(text: str, chance: Random) -> str:
    spots = [found.span(1) for found in re.finditer(r"<t[dh]>([^<]*)<", text)]
    start, end = chance.choice(spots)
    return text[:start] + chance.choice(CELLS) + text[end:]


HARMS: dict[str, Callable[[str, Random], str]] = {
    "json": _harm_json, "lines": _harm_lines, "csv": _harm_csv, "page": _harm_page,
}  # fmt: skip


# -- what reads them -----------------------------------------------------------------------------------------------

NAMES = ("a", "Pre-2020/2015/S_RES_2199_x.xml", "data_extract/2015.json", "src/lib/data/votes.csv")

CHECKS: tuple[Callable[[bytes], object], ...] = (
    github.check_tree, cr_unsc.read_record, unxml.check_records, votes.check_votes, listing.check_listing,
    check_xml, check_text, check_html, check_pdf, read_head, symbol_in_text,
)  # fmt: skip


def read_all(answer: Answer, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each way in which these bytes can come in, with what to call it; what is called may raise UnscError only."""
    data, file = answer.data, folder / "file"
    file.write_bytes(data)
    for check in CHECKS:
        yield check.__name__, lambda check=check: check(data)  # type: ignore[misc]
    for name in NAMES:
        yield "recognise", lambda name=name: detect(name, data)  # type: ignore[misc]
    if data.startswith(b"%PDF"):
        yield "symbol_in_pdf", lambda: symbol_in_pdf(data)
    yield "check_gzip_file", lambda: check_gzip_file(file)
    yield "check_zip_file", lambda: check_zip_file(file)
    yield "import", lambda: _import(file, folder)
    yield "store", lambda: _store(data, folder)


def _import(file: Path, folder: Path) -> None:
    store = RawStore(folder / "imported")
    for document in store.documents():
        document.path.unlink()
    import_paths(store, [file], Silent())
    known_resolutions(store)
    list(left_out(store))


def _store(data: bytes, folder: Path) -> None:
    """The same bytes as what the program wrote for itself: a sidecar, and the notes."""
    store = RawStore(folder / "store")
    store.put("unxml", "a.xml", b"<a/>", url="", sync=False)
    (store.root / "unxml" / "a.xml.source.json").write_bytes(data)
    (store.root / ".notes").mkdir(exist_ok=True)
    for note in ("unxml-tree", "zenodo", "ods-absent"):
        (store.root / ".notes" / f"{note}.json").write_bytes(data)
    list(store.documents())
    github.known_paths(unxml.COLLECTION, store)
    read_note(store.note("zenodo"), cr_unsc._LastArchive)
    absent_lately(store)
    unxml.incomplete_numbers(store)


def quietly(read: Callable[[], object]) -> str:
    """Read; what of our own errors it ended in, "" where none. Any other error passes through."""
    try:
        read()
    except UnscError as error:
        if not str(error).strip():
            raise AssertionError("an error without a sentence") from error
        return type(error).__name__
    return ""
