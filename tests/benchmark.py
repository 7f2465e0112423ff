"""Measure the budgets: what each thing takes, beside what it may take, as ratios within one run.

    python tests/benchmark.py [--data DIR] [--load SECONDS]

Builds from the raw store of DIR into a scratch file, serves that, and asks it over HTTP. Prints one table; the exit
code is 0 whatever it says, for a slow machine is no failure.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote

from lxml import etree

from scraper.upstream import RawStore

WORDS = (
    "the oil arms sanctions women humanitarian terrorism ceasefire mandate decides Daesh Da’esh non-state Iraq Libya"
    " Somalia piracy children nuclear disarmament refugees mines gold diamonds charcoal elections torture ISIL police"
    " a* d* s* t* c* sanct* human* peace* terror* embargo* monitor* report*"
).split()

PHRASES = (
    '"all necessary measures"', '"asset freeze"', '"travel ban"', '"arms embargo"', '"remain seized of the matter"',
    '"international humanitarian law"', '"protection of civilians"', '"foreign terrorist fighters"', "oil OR gold",
    "asset freeze -travel", "oil AND gold", "NEAR(ISIL oil, 5)", "exact:universal", "verb:decides arms",
    "year:2014..2016 oil", "ch7:yes embargo", "res:2199 oil", "in:all the", "in:pp recalling", "2249", "S/RES/2199",
    "2249 op 5", "para 5 of resolution 2249", "zzzzqqq", "", "*", '"unbalanced', "foo:oil", "C++", "a AND",
)  # fmt: skip

ASKED = 200
"""So many different queries make the mixed set: these, and from one to five words in a row from paragraphs."""


def draw_queries(database: Path) -> list[str]:
    """The mixed set: no two alike, so that none is answered from memory, and the same for the same build."""
    chance = Random(7)
    conn = sqlite3.connect(database)
    texts = [row[0] for row in conn.execute("SELECT text FROM units WHERE length(text) > 80 ORDER BY id")]
    queries = dict.fromkeys((*WORDS, *PHRASES))
    while len(queries) < ASKED:
        words = re.findall(r"[A-Za-z]+", chance.choice(texts))
        start = chance.randrange(len(words))
        queries[" ".join(words[start : start + chance.randint(1, 5)])] = None
    return list(queries)


class Row:
    """One line of the table."""

    def __init__(self, what: str, budget: str, measured: str, kept: bool) -> None:
        self.cells = (what, budget, measured, "kept" if kept else "NOT KEPT")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--load", type=float, default=60.0, metavar="SECONDS", help="how long 32 connections ask")
    arguments = parser.parse_args()
    store = RawStore(arguments.data / "raw")
    if next(store.documents(), None) is None:
        sys.exit(f"There is nothing to build from in {arguments.data}. Fetch first, with: unsc fetch all")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "unsc.db"
        rows = [*measure_build(store, arguments.data, database), measure_size(database)]
        rows += measure_commands(Path(folder))
        with serving(Path(folder)) as (port, process):
            rows += measure_pages(port, database)
            rows.append(measure_check(database))
            rows.append(measure_load(port, process, arguments.load, draw_queries(database)))
    print_table(rows)


# -- build ---------------------------------------------------------------------------------------------------------

BUILD = """
import resource, sys
from pathlib import Path
from scraper.build.chain import build
from scraper.upstream import RawStore
build(RawStore(Path(sys.argv[1])), Path(sys.argv[2]))
own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(own + children * min(2, __import__("os").cpu_count() or 1))
"""


def measure_build(store: RawStore, data: Path, database: Path) -> Iterator[Row]:
    """Three builds, each beside a reading of the same files in which the XML is only parsed; the best of each."""
    reads, builds, peak = [], [], 0
    for _ in range(3):
        reads.append(timed(lambda: read_only(store)))
        start = time.perf_counter()
        command = [sys.executable, "-c", BUILD, str(data / "raw"), str(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        builds.append(time.perf_counter() - start)
        peak = max(peak, int(done.stdout))
    ratio = min(builds) / min(reads)
    measured = f"{ratio:.1f} x ({min(builds):.2f} s, start of Python included; reading alone {min(reads):.2f} s)"
    yield Row("unsc build", "15 x reading", measured, ratio <= 15)
    yield Row("peak memory of a build", "400 MB", f"{peak / 1024:.0f} MB, workers included", peak / 1024 <= 400)


def read_only(store: RawStore) -> None:
    for document in store.documents():
        data = document.path.read_bytes()
        if document.name.endswith(".xml"):
            etree.fromstring(data)


def measure_size(database: Path) -> Row:
    size = database.stat().st_size / 1e6
    return Row("database", "125 MB", f"{size:.0f} MB", size <= 125)


# -- commands that answer and end ----------------------------------------------------------------------------------

COMMANDS = ("show 2249/op/5", "cite 2249/op/5")
"""What has to start fast: the place asked for is small, so that the time is that of loading the program."""


def measure_commands(folder: Path) -> Iterator[Row]:
    """The processor time of 20 runs each, in turns with the floor; the median of each."""
    python = [sys.executable, "-c", "import click, sqlite3"]
    unsc = {name: [sys.executable, "-m", "scraper", *name.split(), "--data", str(folder)] for name in COMMANDS}
    floor: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in unsc}
    for _ in range(20):
        floor.append(processor_time(python))
        for name, command in unsc.items():
            times[name].append(processor_time(command))
    bare = statistics.median(floor)
    for name, measured in times.items():
        took = statistics.median(measured)
        told = f"{took / bare:.1f} x ({took * 1000:.0f} ms of CPU; {bare * 1000:.0f} ms the floor)"
        yield Row(f"unsc {name}", "5 x python -c 'import click, sqlite3'", told, took <= 5 * bare)


def processor_time(command: Sequence[str]) -> float:
    """What a process and its children take of the processor, in seconds. Raises where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# -- asking over HTTP ----------------------------------------------------------------------------------------------


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The site over the scratch database, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from pathlib import Path; from scraper.site.server import open_door, run; import sys;"
    code += " run(open_door(Path(sys.argv[1]), sql=True), '127.0.0.1', int(sys.argv[2]))"
    process = subprocess.Popen([sys.executable, "-c", code, str(folder / "unsc.db"), str(port)])
    try:
        wait_for(port)
        yield port, process
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The site did not start.")


def ask(connection: http.client.HTTPConnection, path: str, tag: str = "") -> http.client.HTTPResponse:
    """One request on an open connection, read to its end; with a tag only what that tag no longer is asked for."""
    connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
    answer = connection.getresponse()
    answer.read()
    return answer


def search_page(text: str) -> str:
    return "/search?q=" + quote(text)


FLOOR = "/unsc/build/1.json"
"""Datasette's own smallest JSON page over the same file; nothing keeps it."""


class Times:
    """What requests took over one connection, each in turn with the floor, by what was asked; in seconds."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self.floor: list[float] = []
        self.of: defaultdict[str, list[float]] = defaultdict(list)

    def take(self, what: str, path: str, tag: str = "") -> str:
        """Ask for the floor, then for a page; the page's tag."""
        self.floor.append(timed(lambda: ask(self._connection, FLOOR)))
        answers: list[http.client.HTTPResponse] = []
        self.of[what].append(timed(lambda: answers.append(ask(self._connection, path, tag))))
        return answers[0].getheader("etag") or ""


def measure_pages(port: int, database: Path) -> Iterator[Row]:
    """Searches asked once, again, and by their tag; then single pages. The 99th percentile is the second longest."""
    times, pages = Times(port), choose_pages(database)
    for text in draw_queries(database):
        tag = times.take("search", search_page(text))
        times.take("again", search_page(text))
        times.take("by its tag", search_page(text), tag)
    for turn in range(20):
        for what, path in pages.items():
            times.take(what, f"{path}?again={turn}")
    bare, median = statistics.median(times.floor), {what: statistics.median(took) for what, took in times.of.items()}
    told = [
        (f"search page, median of {ASKED} queries", 3.5, median["search"]),
        ("search page, 99th percentile", 8.0, sorted(times.of["search"])[-2]),
        ("the same asked again", 1.5, median["again"]),
        ("a conditional request", 0.7, median["by its tag"]),
        *((f"{what} ({pages[what]})", most, median[what]) for what, most in PAGES.items()),
    ]
    for what, most, took in told:
        yield Row(what, f"{most:g} x the floor", f"{took / bare:.1f} x ({took * 1000:.1f} ms)", took <= most * bare)
    yield Row("the floor", "", f"{bare * 1000:.1f} ms: {FLOOR}", kept=True)


PAGES = {"the longest resolution page": 5.5, "a clause page": 1.5}
"""Pages that are measured beside the floor, and how much of it each may take."""


def choose_pages(database: Path) -> dict[str, str]:
    symbol = (
        sqlite3.connect(database)
        .execute(
            "SELECT r.symbol FROM units u JOIN resolutions r ON r.number = u.resolution"
            " GROUP BY u.resolution ORDER BY sum(length(u.text)) DESC LIMIT 1"
        )
        .fetchone()[0]
    )
    return dict(zip(PAGES, ("/" + symbol.replace(" ", ""), "/S/RES/2249(2015)/op/5"), strict=True))


CHECK = """
import sqlite3, sys, time
from pathlib import Path
from random import Random
from scraper.check import check_document
from scraper.database.opening import open_database
conn, chance = open_database(Path(sys.argv[1])), Random(5)
rows = conn.execute("SELECT c.resolution AS n, r.year AS y, c.path, c.text FROM clauses AS c JOIN resolutions AS r"
    " ON r.number = c.resolution WHERE c.part = 'op' AND c.path GLOB 'op/[0-9]*' AND c.path NOT GLOB 'op/*/*'"
    " AND length(c.text) BETWEEN 150 AND 900 AND c.text NOT GLOB '*[“”]*' ORDER BY c.id").fetchall()
filler = "The delegations spoke at length of what had been done in the field since the last report. " * 4
parts = []
for row in chance.sample(rows, 500):
    words = row["text"].split()[: chance.randrange(12, 50)]
    if chance.random() < 0.2:
        words[5] = "lanterns"
    says = f"Resolution {row['n']} ({row['y']}) says in paragraph {row['path'][3:]}: “{' '.join(words)}”."
    parts.append(f"{says} {filler}")
text = chr(10).join(f"{part}{chr(10)}" for part in parts)
start = time.perf_counter()
report = check_document(text, conn)
print(time.perf_counter() - start, time.process_time(), len(text), len(report.quotations))
"""


def measure_check(database: Path) -> Row:
    """A document of a hundred pages made of real paragraphs, a fifth of them misquoted; the best of three."""
    command = [sys.executable, "-c", CHECK, str(database)]
    ran = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    took, cpu = (min(float(one[i]) for one in ran) for i in (0, 1))
    told = f"{took:.2f} s ({cpu:.2f} s of CPU with the start; {int(ran[0][2]):,} characters, {ran[0][3]} quotations)"
    return Row("check: 100 pages, 500 quotations", "3 s", told, took <= 3)


def measure_load(port: int, process: subprocess.Popen[bytes], seconds: float, queries: Sequence[str]) -> Row:
    """32 connections ask for search pages; errors, and the memory of the server before and after."""
    before, until = memory(process.pid), time.monotonic() + seconds
    counts: list[tuple[int, int]] = []

    def keep_asking(offset: int) -> None:
        connection, good, bad = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0, 0
        while time.monotonic() < until:
            try:
                status = ask(connection, search_page(queries[(offset + good * 7) % len(queries)])).status
                good, bad = (good + 1, bad) if status == 200 else (good, bad + 1)
            except (OSError, http.client.HTTPException):
                bad += 1
                connection.close()
        counts.append((good, bad))

    threads = [threading.Thread(target=keep_asking, args=(i * 5,)) for i in range(32)]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 2)
    middle = memory(process.pid)
    for thread in threads:
        thread.join()
    good, bad = sum(g for g, _ in counts), sum(b for _, b in counts)
    after = memory(process.pid)
    measured = f"{good} answers, {bad} errors; {before:.0f} MB before, {middle:.0f} half-way, {after:.0f} after"
    return Row(
        f"32 connections for {seconds:.0f} s", "no error, memory flat", measured, not bad and after < middle * 1.1
    )


def memory(pid: int) -> float:
    """Resident memory in MB; of this process's children where the system tells no more."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


# -- telling -------------------------------------------------------------------------------------------------------


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_table(rows: Sequence[Row]) -> None:
    head = ("what", "budget", "measured", "")
    cells = [head, *(row.cells for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(4)]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    print(json.dumps([row.cells for row in rows], ensure_ascii=False), file=sys.stderr)


if __name__ == "__main__":
    main()
