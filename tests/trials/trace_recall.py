"""Clauses drawn at random from a database: are all near copies told, and how long does it take?

python tests/trials/trace_recall.py data/unsc.db [SEED] [QUESTIONS]

The truth is the full computation: every clause whose runs of three words are those of the question to four tenths and
more, of the runs that either has (Jaccard), by a list of all runs of all wordings. Rows of tables are left out.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from scraper.database import opening
from scraper.models import Pinpoint
from scraper.trace.history import question_of, trace
from scraper.trace.uses import BadQuestion
from scraper.wording import fold

NEAR = 0.4
QUESTIONS = 1_000
SHOWN = 10


class Shingles:
    """Every run of three words of every wording, and which wordings have it."""

    def __init__(self, texts: dict[int, str]) -> None:
        self.of_wording: dict[int, set[int]] = {}
        self.wordings: defaultdict[int, list[int]] = defaultdict(list)
        numbers: dict[tuple[str, ...], int] = {}
        for wording, text in texts.items():
            words = fold(text).split()
            own = {numbers.setdefault(tuple(words[i : i + 3]), len(numbers)) for i in range(max(1, len(words) - 2))}
            self.of_wording[wording] = own
            for number in own:
                self.wordings[number].append(wording)

    def near(self, wording: int) -> set[int]:
        """The wordings that come near this one, itself among them."""
        own = self.of_wording[wording]
        shared = Counter(other for number in own for other in self.wordings[number])
        return {
            other for other, count in shared.items() if count >= NEAR * (len(own) + len(self.of_wording[other]) - count)
        }


def main(path: Path, seed: int, questions: int) -> int:
    """Print the share that was found, the worst questions, and the times; 1 where less than 99 in 100 was found."""
    conn = opening.open_database(path)
    rows = conn.execute(
        "SELECT c.id, c.wording, c.text, r.number, r.year, c.path FROM clauses AS c JOIN resolutions AS r"
        " ON r.number = c.resolution WHERE c.kind != 'row' AND c.wording IS NOT NULL"
    ).fetchall()
    clauses: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        clauses[row["wording"]].add(row["id"])
    shingles = Shingles({row["wording"]: row["text"] for row in rows})
    times, found, expected, worst = [], 0, 0, []
    for row in _draw(rows, random.Random(seed), questions):
        begun = time.process_time()
        try:
            asked = question_of(conn, Pinpoint(row["number"], row["year"], row["path"]))
            history = trace(conn, asked)
        except BadQuestion:
            continue
        times.append(time.process_time() - begun)
        told = {use.clause for one in history.wordings for use in one.uses}
        truth = set().union(*(clauses[wording] for wording in shingles.near(row["wording"])))
        found, expected = found + len(truth & told), expected + len(truth)
        worst.append((len(truth - told), len(truth), f"{row['number']}/{row['path']}", row["text"][:60]))
    print(f"{len(times)} clauses: {found:,} of {expected:,} near copies found, {found / expected:.2%}")
    print(
        f"median {statistics.median(times):.3f} s, 99 % {sorted(times)[-len(times) // 100]:.3f} s, {max(times):.3f} s"
    )
    for missed, of, place, text in sorted(worst, reverse=True)[:SHOWN]:
        if missed:
            print(f"  {missed} of {of} not found: {place} {text}")
    return int(found < 0.99 * expected)


def _draw(rows: list[sqlite3.Row], rng: random.Random, questions: int) -> list[sqlite3.Row]:
    return rng.sample(rows, min(questions, len(rows)))


if __name__ == "__main__":
    numbers = [int(number) for number in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1]), *[*numbers, *(1, QUESTIONS)[len(numbers) :]]))
