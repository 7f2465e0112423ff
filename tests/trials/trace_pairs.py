"""Near pairs drawn at random, to be read: two wordings of a sentence and the changes that the tracer tells.

python tests/trials/trace_pairs.py data/unsc.db [SEED] [PAIRS]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from scraper.database import opening
from scraper.models import Pinpoint
from scraper.render.trace import printed, say_use
from scraper.trace.history import History, question_of, trace
from scraper.trace.uses import BadQuestion

PAIRS = 30


def main(path: Path, seed: int, pairs: int) -> None:
    """Print the pairs, each with the two texts, the place of each, and what changed of which kind."""
    conn, rng, shown = opening.open_database(path), random.Random(seed), 0
    rows = conn.execute(
        "SELECT r.number, r.year, c.path FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution"
        " WHERE c.kind != 'row' ORDER BY c.id"
    ).fetchall()
    while shown < pairs:
        number, year, place = rng.choice(rows)
        try:
            history = trace(conn, question_of(conn, Pinpoint(number, year, place)))
        except BadQuestion:
            continue
        reworded = [i for i, one in enumerate(history.wordings) if one.changes]
        if reworded:
            shown += 1
            show(shown, history, rng.choice(reworded))


def show(number: int, history: History, chosen: int) -> None:
    """Print one wording and the one that it is compared with."""
    after = history.wordings[chosen]
    before = history.wordings[after.parent or 0]
    print(f"\n{number}. {say_use(before.uses[0])}\n   {before.text}")
    print(f"   {say_use(after.uses[0])}\n   {after.text}")
    for change in after.changes:
        print(f"     {change.kind:8} out “{printed(change.out)}” in “{printed(change.into)}”")


if __name__ == "__main__":
    numbers = [int(number) for number in sys.argv[2:]]
    main(Path(sys.argv[1]), *[*numbers, *(1, PAIRS)[len(numbers) :]])
