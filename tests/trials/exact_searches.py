"""Whether exact searches answer as they did: the same paragraphs in the same order, and the same counts.

    python tests/trials/exact_searches.py draw DATABASE QUERIES.json [--count 3000] [--runs 200] [--seed 1]
    python tests/trials/exact_searches.py answer DATABASE QUERIES.json ANSWERS.json   # with the code before, and after
    python tests/trials/exact_searches.py compare BEFORE.json AFTER.json

Draws queries with quotation marks, operators, filters and references from words of the texts, and runs of eight words
from random paragraphs, plain and in quotation marks. The plain runs must find their paragraph no lower than before;
all the others must be answered alike.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

Query = dict[str, str]
Answers = dict[str, list[object]]
Words = Callable[[int], list[str]]


def draw(database: Path, count: int, runs: int, seed: int) -> list[Query]:
    """Queries of each kind, as `kind`, `q` and, for a run, the place it is from."""
    chance = Random(seed)
    with closing(sqlite3.connect(database)) as conn:
        rows = conn.execute(
            "SELECT r.symbol, c.path, u.text FROM units u JOIN clauses c ON c.id = u.id"
            " JOIN resolutions r ON r.number = u.resolution WHERE u.part = 'op' AND length(u.text) > 120 ORDER BY u.id"
        ).fetchall()
    texts = [re.findall(r"[A-Za-z][\w'’-]*", text) for _, _, text in rows]
    queries = [{"kind": "exact", "q": _exact(chance, texts)} for _ in range(count)]
    for place in chance.sample(range(len(rows)), runs):
        words = re.findall(r"[\w'’-]+", rows[place][2])
        if len(words) > 8:
            start = chance.randrange(len(words) - 8)
            run, where = " ".join(words[start : start + 8]), f"/{rows[place][0].replace(' ', '')}/{rows[place][1]}"
            queries += [{"kind": "run", "q": run, "at": where}, {"kind": "exact", "q": f'"{run}"'}]
    return queries


def _exact(chance: Random, texts: Sequence[Sequence[str]]) -> str:
    words = chance.choice([words for words in (chance.choice(texts) for _ in range(9)) if len(words) > 6])

    def some(many: int) -> list[str]:
        start = chance.randrange(len(words) - many)
        return list(words[start : start + many])

    return chance.choice(_FORMS)(chance, some)


_FILTERS = (
    "year:2015",
    "year:1990..1999",
    "in:all",
    "in:pp",
    "ch7:yes",
    "verb:decides",
    "title:sanctions",
    "-year:2001",
)

_FORMS: tuple[Callable[[Random, Words], str], ...] = (
    lambda _, some: f'"{" ".join(some(3))}"',
    lambda _, some: f'"{" ".join(some(2))}" {some(1)[0]}',
    lambda _, some: f"{some(1)[0]} OR {some(1)[0]}",
    lambda _, some: f"({some(1)[0]} OR {some(1)[0]}) {some(1)[0]}",
    lambda _, some: f"{some(1)[0]} NOT {some(1)[0]}",
    lambda _, some: f"{some(1)[0]} -{some(1)[0]}",
    lambda _, some: f"{some(1)[0][:5]}* {some(1)[0]}",
    lambda _, some: f"{some(1)[0]} ~5 {some(1)[0]}",
    lambda _, some: f"NEAR({some(1)[0]} {some(1)[0]}, 8)",
    lambda _, some: f"exact:{some(1)[0]} {some(1)[0]}",
    lambda chance, some: f'"{" ".join(some(2))}" {chance.choice(_FILTERS)}',
    lambda chance, _: f"resolution {chance.randrange(1, 2800)}",
    lambda chance, _: f"S/RES/{chance.randrange(1, 2800)} op {chance.randrange(1, 9)}",
    lambda chance, _: " ".join(chance.sample(["the", "of", "and", "to", "in", "by"], 3)),
    lambda chance, _: " ".join(chance.sample(_FILTERS, 2)),
)  # fmt: skip


def answer(database: Path, queries: Sequence[Query]) -> Answers:
    """What the code at hand answers, by query: how it was read, the count, places, years and facets."""
    from scraper.database.opening import open_database
    from scraper.search import search

    answers: Answers = {}
    with closing(open_database(database)) as conn:
        for query in queries:
            found = search(conn, query["q"], size=50)
            facets = [[facet.name, [[one.value, one.count] for one in facet.values]] for facet in found.facets]
            places = [result.url for result in found.results]
            answers[query["q"]] = [query.get("at", ""), found.total, places, found.read_as, list(found.years), facets]
    return answers


def compare(before: Answers, after: Answers) -> Iterator[str]:
    """A line for each query that is answered otherwise, or whose paragraph stands lower."""
    for query, was in before.items():
        now = after[query]
        if not was[0]:
            if was != now:
                yield f"differs: {query}: {was[1]} and {now[1]} paragraphs, first {was[2]!s:.60} and {now[2]!s:.60}"
        elif _rank(now) > _rank(was):
            yield f"lower: {query}: {_rank(was)} and {_rank(now)}"


def _rank(of: Sequence[object]) -> int:
    place, listed = str(of[0]), of[2]
    assert isinstance(listed, list)
    return next((i for i, url in enumerate(listed) if f"{url}/".startswith(f"{place}/")), 999)


def main() -> int:
    """Run the command; 1 where something differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["draw", "answer", "compare"])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    first, second, *rest = asked.files
    if asked.what == "draw":
        second.write_text(json.dumps(draw(first, asked.count, asked.runs, asked.seed)), "utf-8")
    elif asked.what == "answer":
        rest[0].write_text(json.dumps(answer(first, json.loads(second.read_text("utf-8")))), "utf-8")
    else:
        before, after = (json.loads(file.read_text("utf-8")) for file in (first, second))
        lines = list(compare(before, json.loads(json.dumps(after))))
        runs = [query for query, was in before.items() if was[0]]
        ranks = [sum(_rank(of[query]) == 0 for query in runs) for of in (before, after)]
        print(*lines[:40], sep="\n")
        print(f"{len(before) - len(runs)} exact queries, {sum(line.startswith('differs') for line in lines)} differ")
        print(f"{len(runs)} runs of words: first {ranks[0]} before, {ranks[1]} after; {len(lines)} lines in all")
        return bool(lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
