"""Damage what hosts answer, many thousand times over, and give it to all that reads such answers.

    python tests/trials/damaged_answers.py --mirror http://127.0.0.1:8765 [--seconds 120] [--seed 1]

The answers come from a mirror of the real hosts: listings, records, tables, XML, texts, PDFs, and small archives of
these. Nothing but this program's own errors may come of them, each with a sentence, and none may take long. Prints each
failure with what makes it again, how many calls ended how, and the slowest. Exit code 1 where anything failed.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import papers
from damage import Answer, damaged, quietly, read_all

from scraper.upstream import Fetcher, cr_unsc, listing, unxml, votes
from scraper.upstream.github import read_tree
from scraper.upstream.ods import fetch_pdf
from scraper.upstream.throttle import NoThrottle

EACH = 40
"""Files of one kind that are asked for."""

SLOW = 5.0
"""Seconds of CPU that no call may take."""


def answers(fetcher: Fetcher) -> Iterator[Answer]:
    """What the hosts say, a few of each kind."""
    for collection in (unxml.COLLECTION, cr_unsc.COLLECTION, votes.COLLECTION):
        tree = fetcher.get(collection.tree_url).body
        yield Answer(f"{collection.upstream} tree", "json", tree)
        paths = sorted(entry.path for entry in read_tree(tree) if collection.wanted(entry.path))
        for path in paths[:: max(1, len(paths) // EACH)]:
            kind = {"json": "lines", "csv": "csv"}.get(path.rpartition(".")[2], "bytes")
            yield Answer(path, kind, fetcher.get(collection.raw_url(path)).body)
    yield Answer("Zenodo's record", "json", fetcher.get(cr_unsc.RECORD).body)
    yield Answer("the list", "page", fetcher.get(listing.URL, listing.check_listing).body)
    for number in (2768, 2776, 2789):
        yield Answer(f"PDF of {number}", "bytes", fetch_pdf(fetcher, number, 2025)[1])


def packed(whole: list[Answer]) -> Iterator[Answer]:
    """Small archives of some of them."""
    files = {answer.name: answer.data for answer in whole if answer.name.endswith((".xml", ".txt"))}
    some = dict(list(files.items())[::8])
    yield Answer("a tarball", "bytes", papers.tarball(some))
    yield Answer("a zip", "bytes", papers.zipped(some))


@click.command()
@click.option("--mirror", required=True)
@click.option("--seconds", default=120.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(mirror: str, seconds: float, seed: int) -> None:
    """Damage answers for so many seconds."""
    whole = list(answers(Fetcher(mirror, throttle=NoThrottle())))
    whole += packed(whole)
    kinds = sorted({answer.kind for answer in whole})
    counts: Counter[str] = Counter()
    failures, slowest, until = 0, (0.0, ""), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for trial in range(1, sys.maxsize):
            if time.monotonic() > until:
                break
            chance = Random(f"{seed}/{trial}")
            kind = chance.choice(kinds)
            answer = damaged(chance.choice([answer for answer in whole if answer.kind == kind]), chance)
            for name, read in read_all(answer, Path(folder)):
                start = time.process_time()
                try:
                    counts[quietly(read) or "read"] += 1
                except Exception:
                    failures += 1
                    click.echo(f"trial {trial} ({answer.name}), {name}:\n{traceback.format_exc(limit=-4)}")
                slowest = max(slowest, (time.process_time() - start, f"{name} of {answer.name}, trial {trial}"))
    click.echo(f"{len(whole)} answers, {trial - 1:,} damaged, {counts.total():,} calls: {dict(counts.most_common())}")
    click.echo(f"{failures} failed; slowest {slowest[0]:.2f} s: {slowest[1]}")
    sys.exit(1 if failures or slowest[0] > SLOW else 0)


if __name__ == "__main__":
    main()
