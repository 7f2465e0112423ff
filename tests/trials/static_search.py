"""Whether the search of a static edition finds the paragraphs that the server finds, for queries drawn from the texts.

    unsc export SITE_DIR --address https://unsc.example.org
    python tests/trials/static_search.py DATABASE SITE_DIR [--count 400] [--seed 1] [--all]

Draws queries of each kind: words, phrases, operators, nearness, beginnings, filters, names, references, questions of a
few plain words. Both sides answer with a set of paragraphs. Node.js runs the edition's own script. Exit 1 where a kind
that the edition answers in full differs; the rest is told: the edition corrects no misspelt word, offers no paragraphs
with most of the words where none has all, and compares no quotation.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from scraper import query as queries
from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.database.opening import open_database
from scraper.query import spelling, tables
from scraper.search import engine
from scraper.search.corpus import corpus_of
from scraper.search.jump import as_mention, read_spoken
from scraper.search.limits import Limit
from scraper.search.listing import Asking, list_units

SCRIPT = Path(__file__).with_suffix(".mjs")


class Expected(NamedTuple):
    """The server's answer: its paragraphs, and how they were found."""

    places: frozenset[str]
    how: str


def draw(chance: Random, texts: list[list[str]], names: list[str]) -> tuple[str, str]:
    """A kind and a query of it."""

    def some(count: int) -> str:
        return " ".join(chance.choice(chance.choice(texts)) for _ in range(count))

    def run(count: int) -> str:
        words = chance.choice(
            [text for text in chance.sample(texts, min(50, len(texts))) if len(text) > count] or [["oil"] * 9]
        )
        at = chance.randrange(len(words) - count)
        return " ".join(words[at : at + count])

    first = chance.randint(1946, 2024)
    filters = [
        f"year:{first}..{first + chance.randint(0, 30)}", f"-year:{first}", f"verb:{chance.choice(VERBS)}", "ch7:yes",
        "ch7:no", "in:all", "in:pp", "in:annex", f"title:{chance.choice(['sudan', 'israel', 'women', 'cyprus'])}",
        f"topic:{chance.choice(['terrorism', 'sanctions', 'peacekeeping'])}", "quality:xml",
        f"res:{first}..{first + 200}",
    ]  # fmt: skip
    name = chance.choice(names)
    kinds: dict[str, Callable[[], str]] = {
        "phrase": lambda: f'"{run(chance.randint(2, 4))}"',
        "exact": lambda: f'exact:"{run(chance.randint(1, 2))}"',
        "or": lambda: f"({some(1)} OR {run(1)}) {run(1)}",
        "not": lambda: f"{run(1)} -{some(1)}",
        "near": lambda: f"NEAR({' '.join(run(4).split()[::3])}, {chance.randint(1, 12)})",
        "tilde": lambda: f"{run(1)} ~{chance.randint(1, 20)} {some(1)}",
        "beginning": lambda: f"{run(1)[:4]}* {run(1)}",
        "filter": lambda: f"{chance.choice(filters)} {run(1)}",
        "filters": lambda: " ".join(chance.sample(filters, 2)),
        "name": lambda: f'{name} "{run(1)}"',
        "plain word": lambda: run(1),
        "plain words": lambda: " ".join(chance.sample(run(6).split(), 2)),
        "plain run": lambda: run(3),
        "plain name": lambda: f"{name} {run(1)}",
        "plain year": lambda: f"{name} {first}",
        "listed": lambda: " ".join(chance.choice(LISTED)),
        "reference": lambda: chance.choice(REFERENCES).format(chance.randint(1, 2700), chance.randint(1, 9)),
    }  # fmt: skip
    kind = chance.choice(list(kinds))
    return kind, kinds[kind]()


VERBS = ["decides", '"calls upon"', "requests", "urges", "recalls", "recognises", "condemns"]
REFERENCES = ["{0}", "S/RES/{0}", "resolution {0}", "{0} op {1}", "UNSCR {0}", "{0}/op/{1}"]
LISTED = [*tables.measures(), *tables.popular_names(), *tables.foreign_names()]


def ask_server(database: Path, asked: list[str]) -> list[Expected]:
    """What the server counts for each query."""
    with closing(open_database(database)) as conn:
        corpus, found = corpus_of(conn), []
        paths = dict(conn.execute("SELECT u.id, c.path FROM units u JOIN clauses c ON c.id = u.id").fetchall())
        for text in asked:
            read, how = queries.read(text), Asking()
            limit = Limit(conn, 60)
            spoken = read_spoken(corpus, read)
            listing = engine._list_within(conn, corpus, read, spoken, how, limit) if spoken and spoken.words else None
            said = "spoken" if listing else ""
            listing = listing or list_units(conn, corpus, as_mention(corpus, read), how, limit)
            if any(one.kind == "misspelt" for one in listing.found.asked.expansions):
                said = "misspelt"
            units = listing.found.counted.hits
            places = frozenset(f"{unit // CLAUSES_PER_DOCUMENT} {paths[unit]}" for unit in units)
            found.append(Expected(places, said or ("most words" if listing.step == "words" and units else "")))
    return found


def main() -> int:
    """Draw, ask both, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="tell every difference")
    args = parser.parse_args()
    chance = Random(args.seed)
    with closing(open_database(args.database)) as conn:
        rows = conn.execute(
            "SELECT text FROM units WHERE part = 'op' AND resolution IS NOT NULL ORDER BY id"
        ).fetchall()
    texts = [found for (text,) in map(tuple, rows) if len(found := re.findall(r"[\w'’-]+", text)) > 5]
    names = [form for alias in spelling.lexicon().aliases for form in (*alias.forms, *alias.capitals)]
    drawn = [draw(chance, texts, names) for _ in range(args.count)]
    expected = ask_server(args.database, [q for _, q in drawn])
    asked = json.dumps([{"q": q} for _, q in drawn])
    ran = subprocess.run(["node", SCRIPT, args.site], input=asked, capture_output=True, text=True, check=True)
    return compare(drawn, expected, json.loads(ran.stdout), every=args.all)


def compare(
    drawn: list[tuple[str, str]], expected: list[Expected], got: list[dict[str, object]], *, every: bool
) -> int:
    """Print a line a kind; 1 where something differs that should not."""
    asked, same, told = Counter(kind for kind, _ in drawn), Counter[str](), Counter[str]()
    wrong = 0
    for (kind, q), want, answer in zip(drawn, expected, got, strict=True):
        places = frozenset(answer["places"])  # type: ignore[arg-type]
        if places == want.places:
            same[kind] += 1
        else:
            told[want.how or "unexplained"] += 1
            wrong += not want.how
            if every or not want.how:
                print(f"{kind}: {q!r}: {len(places)} for {len(want.places)}  {want.how}")
                print("   ", *sorted(places ^ want.places)[:4], sep="  ")
    times = sorted(float(answer["milliseconds"]) for answer in got)  # type: ignore[arg-type]
    print(*(f"{kind:12} {same[kind]:4} of {many}" for kind, many in sorted(asked.items())), sep="\n")
    print(f"{sum(same.values())} of {len(drawn)} the same set of paragraphs; others: {dict(told)}")
    print(f"milliseconds a query: median {times[len(times) // 2]:.1f}, worst {times[-1]:.1f}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
