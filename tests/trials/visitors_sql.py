"""Five visitors ask the costliest SQL while a reader asks pages: what the reader waits, with them and without.

    python tests/trials/visitors_sql.py [--data DIR] [--seconds 60] [--visitors 5]

Serves DIR/unsc.db in a process of its own. Prints the reader's median, 99th percentile and worst, the server's memory,
its temporary files, and how the visitors' requests ended. The exit code is 0 whatever it says.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from serving import ask, memory, serving, temporary

PAGES = (
    "/", "/S/RES/2249(2015)", "/S/RES/1373(2001)/op/2", "/search?q=asset+freeze", "/search?q=the", "/year/2015",
    "/timeline/1267", "/S/RES/687(1991)",
)  # fmt: skip

LONG = "replace(hex(zeroblob(30000)),'0','x')"
COUNT = "with recursive n(x) as (select 1 union all select x+1 from n)"

COSTLY = (
    f"{COUNT} select count(*) from n",
    "select count(*) from units a, units b, units c where a.text < b.text",
    "select a.text from units a, units b order by random()",
    "select length(printf('%.*c',900000000,'x'))",
    "select length(replace(replace(replace(replace('xxxxxxxxxx','x',text),'e',text),'a',text),'t',text)) from units",
    "select count(distinct a.text || b.id) from units a, units b",
    "select json_group_array(a.text || a.text) from units a, units b",
    "select group_concat(a.text) from units a, units b",
    "select instr(t, u || 'y') + instr(t || 'x', u || 'y') from (select group_concat('x','') t from units),"
    " (select group_concat('x','') u from (select 1 from units limit 20000))",
    "select trim(t, t || 'y') from (select group_concat('x','') t from units)",
    "select * from clauses a, clauses b limit 1000",
    "select a.*, b.*, c.*, d.* from clauses a, clauses b, clauses c, clauses d limit 1000",
    "select text, text, text, text, text, text, text, text from units order by length(text) desc limit 1000",
    "select count(*) from units_exact where units_exact match"
    " (select 'NEAR(' || group_concat('the', ' ') || ', 100000)' from (select 1 from units limit 8000))",
    "select snippet(units_fts, 1, '', '', '', 64), bm25(units_fts) from units_fts"
    " where units_fts match 't* OR s* OR a*' order by bm25(units_fts)",
    f"{COUNT}, t(x, y) as (select x, hex(randomblob(10000)) from n) select count(distinct y) from t",
    "select sum(max(length(text))) over (order by text rows between unbounded preceding and unbounded following) from"
    " (select a.text || b.id text from units a, units b) group by text",
)  # fmt: skip
"""Loops without an end, sorts and sets that fill the disk, texts without a bound, single steps that take long, answers
that take long to write."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--visitors", type=int, default=5)
    arguments = parser.parse_args()
    with serving(arguments.data / "unsc.db") as (port, process):
        read(port, 3)
        print(f"alone:    {told(read(port, arguments.seconds))}; memory {memory(process.pid)}", flush=True)
        ended: Counter[object] = Counter()
        slowest: list[tuple[float, str]] = []
        until = time.monotonic() + arguments.seconds
        threads = [
            threading.Thread(target=visit, args=(port, until, first, ended, slowest))
            for first in range(arguments.visitors)
        ]
        for thread in threads:
            thread.start()
        with watching(lambda: temporary(process.pid)) as most:
            print(f"visited:  {told(read(port, arguments.seconds))}; memory {memory(process.pid)}", flush=True)
        for thread in threads:
            thread.join()
        print(f"temporary files at most {most[0]:.0f} MB; the server is {'up' if process.poll() is None else 'gone'}")
        print("visitors' answers by status:", dict(ended))
        for seconds, sql in sorted(slowest, reverse=True)[:3]:
            print(f"  {seconds:.1f} s  {sql[:100]}")


def read(port: int, seconds: float) -> list[float]:
    """Ask pages one after the other; the seconds that each took. A page that is not answered counts as a minute."""
    times, until = [], time.monotonic() + seconds
    for page in itertools.cycle(PAGES):
        if time.monotonic() > until:
            return times
        start = time.perf_counter()
        status = ask(port, page)
        times.append(time.perf_counter() - start if status == 200 else 60.0)
        time.sleep(0.02)
    return times


def visit(port: int, until: float, first: int, ended: Counter[object], slowest: list[tuple[float, str]]) -> None:
    """Ask costly SQL without a pause, each visitor beginning with another, as a page and as JSON."""
    for turn in itertools.count(first * 3):
        if time.monotonic() > until:
            return
        sql, form = COSTLY[turn % len(COSTLY)], ("", ".json")[turn % 2]
        start = time.perf_counter()
        ended[ask(port, f"/unsc{form}?" + urlencode({"sql": sql, "_size": "max"}))] += 1
        slowest.append((time.perf_counter() - start, sql))


def told(times: list[float]) -> str:
    """Median, 99th percentile and worst, in milliseconds."""
    ordered = sorted(times)
    last = ordered[int(len(ordered) * 0.99)]
    return (
        f"{len(times)} pages, median {statistics.median(times) * 1000:.0f} ms, 99th percentile {last * 1000:.0f} ms,"
        f" worst {ordered[-1] * 1000:.0f} ms"
    )


class watching:  # noqa: N801
    """The largest value that a function has while the block runs."""

    def __init__(self, look: Callable[[], float]) -> None:
        self.look, self.most, self.done = look, [0.0], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.most[0] = max(self.most[0], self.look())

    def __enter__(self) -> list[float]:
        self.thread.start()
        return self.most

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()


if __name__ == "__main__":
    main()
