"""Queries as people type them, and whether a right answer stands on the first page, and first.

    python tests/trials/queries.py DATABASE FILE_OF_QUERIES [--show]

The file is a list of objects: `q` is typed; `expect` are right places and `first` the best ones, each a symbol and a
path; without a path the resolution itself is meant. A place is found where a result is it, stands in it or holds it;
a resolution where it is listed itself, or any of its paragraphs. Prints the counts by kind, and what is off.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from scraper.database.opening import open_database
from scraper.search import Answer, search

Place = tuple[str, str | None]


def is_found(place: Place, wanted: Iterable[Place]) -> bool:
    """Whether a place shown is one of those wanted, stands in it or holds it."""
    symbol, path = place
    return any(
        symbol == other
        and (not where or not path or f"{path}/".startswith(f"{where}/") or where.startswith(f"{path}/"))
        for other, where in wanted
    )


def shown(answer: Answer) -> list[Place]:
    """What the first page lists, in its order: resolutions above, then paragraphs."""
    above: list[Place] = [(one.symbol, None) for one in answer.resolutions]
    return above + [(result.symbol, result.path) for result in answer.results]


def judge(answer: Answer, row: dict[str, object]) -> tuple[bool, bool]:
    """Whether a right answer is on the first page, and whether a best one is the first resolution or paragraph."""
    places, wanted, best = shown(answer), _places(row["expect"]), _places(row["first"])
    leading = [
        *[(one.symbol, None) for one in answer.resolutions[:1]],
        *[(r.symbol, r.path) for r in answer.results[:1]],
    ]
    return any(is_found(place, wanted + best) for place in places), any(is_found(place, best) for place in leading)


def _places(listed: object) -> list[Place]:
    assert isinstance(listed, list)
    return [(symbol, path) for symbol, path in listed]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--show", action="store_true", help="list what is not first or not on the first page")
    asked = parser.parse_args(arguments)
    rows = json.loads(asked.queries.read_text("utf-8"))
    counts: dict[str, Counter[str]] = {}
    with open_database(asked.database) as conn:
        held = {symbol for (symbol,) in conn.execute("SELECT symbol FROM resolutions")}
        for row in rows:
            if not any(symbol in held for symbol, _ in _places(row["first"])):
                counts.setdefault(row["kind"], Counter()).update(absent=1)
                continue
            answer = search(conn, row["q"])
            on_page, first = judge(answer, row)
            counts.setdefault(row["kind"], Counter()).update(queries=1, page_one=on_page, first=first)
            if asked.show and not (on_page and first):
                said = "first page" if on_page else "OFF"
                print(f"{said:<10} {row['q']}\n{'':<10} wants {_places(row['first'])[:3]}, got {shown(answer)[:5]}")
    for kind, count in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        said = f"{count['queries']:>3} queries, {count['page_one']:>3} on page one, {count['first']:>3} first"
        print(f"{kind:<12} {said}; {count['absent']} of resolutions that are not here")


if __name__ == "__main__":
    main()
