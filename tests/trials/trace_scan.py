"""Phrases drawn at random from a database: are the uses that the tracer tells those of a plain scan, and how long?

python tests/trials/trace_scan.py data/unsc.db [SEED]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

from scraper.database import opening
from scraper.trace.history import Question, trace
from scraper.trace.uses import BadQuestion
from scraper.wording import fold

LENGTHS = (2, 3, 4, 6, 8, 12, 20)
PHRASES = 60


def main(path: Path, seed: int) -> int:
    """Print how many of the phrases are told wrongly, with the median and the worst time; 1 where any is."""
    conn = opening.open_database(path)
    texts = [(id_, f" {fold(text)} ") for id_, text in conn.execute("SELECT id, text FROM clauses")]
    rng, times, wrong = random.Random(seed), [], 0
    while len(times) < PHRASES:
        words, length = rng.choice(texts)[1].split(), rng.choice(LENGTHS)
        start = rng.randrange(max(1, len(words) - length + 1))
        phrase = " ".join(words[start : start + length])
        begun = time.process_time()
        try:
            found = trace(conn, Question(phrase))
        except BadQuestion:
            continue
        times.append(time.process_time() - begun)
        wrong += {use.clause for use in found.uses} != {id_ for id_, text in texts if f" {phrase} " in text}
    print(f"{PHRASES} phrases, {wrong} wrong; median {statistics.median(times):.3f} s, worst {max(times):.3f} s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
