"""`unsc explain`: how a text became paragraphs, for those who mend the parser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from scraper.cite.find import read_reference
from scraper.cli.shared import opened, with_data, with_json
from scraper.explain import Explained, explain_place
from scraper.terminal import echo, echo_json
from scraper.upstream import RawStore


@click.command("explain")
@click.argument("ref", nargs=-1, required=True)
@click.option("--steps", is_flag=True, help="Every step: lines, furniture taken away, pieces, labels, clauses.")
@with_json
@with_data
def explain_command(ref: tuple[str, ...], steps: bool, as_json: bool, data: Path) -> None:
    """Show from which file a text was read, and with --steps how it became paragraphs: 2249, "2249 op 5"."""
    place = read_reference(" ".join(ref))
    with opened(data) as conn:
        explained = explain_place(conn, RawStore(data / "raw"), place)
    if as_json:
        echo_json(to_json(explained, steps))
    else:
        echo(*explain_lines(explained, steps))


def explain_lines(explained: Explained, steps: bool) -> Iterator[str]:
    """The account in words, one line for each line, piece, clause and problem."""
    yield f"{explained.place}, read from {explained.upstream}/{explained.file}"
    if steps:
        yield from _block("Lines as they came; in brackets the rule that took one for furniture", _lines(explained))
        yield from _block("Pieces, with zone and label", _pieces(explained))
        yield from _block("Clauses", (f"{c.path:14} {c.label:6} {_short(c.text)}" for c in explained.clauses))
    yield from _block("Problems", (f"{p.code}: {p.message} {p.path}".rstrip() for p in explained.problems))


def _block(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    yield ""
    yield f"{title}: {len(found)}"
    yield from (f"  {line}" for line in found)


def _lines(explained: Explained) -> Iterator[str]:
    for line in explained.lines:
        yield f"[{line.rule}] {line.words}" if line.rule else line.words


def _pieces(explained: Explained) -> Iterator[str]:
    for piece in explained.pieces:
        printed = f" (printed {piece.printed})" if piece.printed else ""
        yield f"{piece.zone:9} {piece.label:6}{printed} {_short(piece.text)}"


def _short(text: str, room: int = 90) -> str:
    return text if len(text) <= room else f"{text[: room - 2]} …"


def to_json(explained: Explained, steps: bool) -> dict[str, Any]:
    """The same as plain data."""
    told: dict[str, Any] = {
        "place": explained.place,
        "upstream": explained.upstream,
        "file": explained.file,
        "problems": [problem_json(p.code, p.message, p.path) for p in explained.problems],
    }
    if steps:
        told["lines"] = _each(explained.lines, "words", "rule")
        told["pieces"] = _each(explained.pieces, "zone", "label", "printed", "depth", "text")
        told["clauses"] = _each(explained.clauses, "path", "label", "heading", "text")
    return told


def problem_json(code: str, message: str, path: str) -> dict[str, str]:
    """A problem as plain data."""
    return {"code": code, "message": message, "path": path}


def _each(values: Sequence[object], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(value, name) for name in names} for value in values]
