"""Readers on 32 connections while the database is replaced ten times: what failed, what was mixed, what was old.

    python tests/trials/swapping.py [--data DIR] [--swaps 10] [--connections 32]

Makes two builds of DIR/unsc.db in a scratch folder, with other words in every title and every clause, and serves them
by turns. A swap has ended when /coverage.json first tells of the new build; an answer that was asked for after that is
stale where it still has the old words, and any answer is mixed where it has both. Prints the counts.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from serving import fetch, memory, serving

WORDS = (b"zqfirst", b"zqsecond")

PAGES = (
    "/S/RES/2249(2015)", "/S/RES/1373(2001)/op/2", "/search?q=asset+freeze", "/year/2015", "/", "/search.json?q=oil",
    "/S/RES/1373(2001).json", "/unsc/clauses?resolution=2249", "/unsc/resolutions.json?year=2015",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--swaps", type=int, default=10)
    parser.add_argument("--connections", type=int, default=32)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        builds = [make(arguments.data / "unsc.db", Path(folder) / f"{number}.db", number) for number in (0, 1)]
        database = Path(folder) / "unsc.db"
        shutil.copyfile(builds[0], database)
        with serving(database) as (port, process):
            before = memory(process.pid)
            told = Told()
            threads = [threading.Thread(target=read, args=(port, told, n)) for n in range(arguments.connections)]
            for thread in threads:
                thread.start()
            for turn in range(1, arguments.swaps + 1):
                time.sleep(3)
                swap(builds[turn % 2], database, port, told, turn)
            time.sleep(3)
            told.done = True
            for thread in threads:
                thread.join()
            print(f"{sum(told.counts.values())} answers: {dict(told.counts)}")
            print(f"failed {told.failed}, mixed {told.mixed}, stale {told.stale}, without a word {told.neither}")
            print(f"swaps took {', '.join(f'{seconds:.1f}' for seconds in told.took)} s")
            print(f"memory before {before}, after {memory(process.pid)}")


class Told:
    """What the readers have seen. `since` is the build that alone may be in an answer that is asked for now."""

    def __init__(self) -> None:
        self.counts: Counter[object] = Counter()
        self.failed = self.mixed = self.stale = self.neither = 0
        self.since: int | None = 0
        self.took: list[float] = []
        self.done = False


def make(source: Path, target: Path, number: int) -> Path:
    """A build with a word of its own in every title and clause."""
    shutil.copyfile(source, target)
    word = WORDS[number].decode()
    with contextlib.closing(sqlite3.connect(target)) as conn:
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute(f"UPDATE resolutions SET title = title || ' {word}'")
        conn.execute(f"UPDATE clauses SET text = text || ' {word}'")
        conn.execute("UPDATE build SET built = ?", (f"2999-01-0{number + 1}T00:00:00+00:00",))
        with contextlib.suppress(sqlite3.OperationalError):  # before there was a digest
            conn.execute(f"UPDATE build SET content = content || '{word}'")
        conn.commit()
    return target


def swap(build: Path, database: Path, port: int, told: Told, turn: int) -> None:
    """Replace the database as a build does, and wait until the server says so."""
    new = database.with_name("unsc.db.new")
    shutil.copyfile(build, new)
    told.since = None
    start = time.monotonic()
    os.replace(new, database)
    day = f"2999-01-0{turn % 2 + 1}"
    while time.monotonic() < start + 20:
        status, body = fetch(port, "/coverage.json")
        if status == 200 and day in json.dumps(json.loads(body)):
            break
        time.sleep(0.02)
    told.took.append(time.monotonic() - start)
    told.since = turn % 2


def read(port: int, told: Told, first: int) -> None:
    """Ask pages on one connection that is kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for turn in itertools.count(first):
        if told.done:
            break
        since = told.since
        try:
            connection.request("GET", PAGES[turn % len(PAGES)])
            answer = connection.getresponse()
            status, body = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            status, body = type(error).__name__, b""  # type: ignore[assignment]
            connection.close()
        judge(told, status, body, since)
    connection.close()


def judge(told: Told, status: int, body: bytes, since: int | None) -> None:
    """Count an answer that was asked for when only the build `since` could be in it."""
    told.counts[status] += 1
    has = [word in body for word in WORDS]
    told.failed += status != 200
    told.mixed += all(has)
    told.neither += status == 200 and not any(has)
    told.stale += since is not None and has[1 - since]


if __name__ == "__main__":
    main()
