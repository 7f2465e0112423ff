"""How the time of every public function that reads text grows with the length of hostile text.

    python tests/trials/exponents.py [--only NAME] [--most SECONDS] [--database FILE] [--seed N] [--json FILE]

Each function reads a hundred texts made to be slow (`adversarial`), each at growing lengths, until a reading takes
long enough to be sure of. The exponent is the slope of the time over the length, both as logarithms: 1 where
time grows with the length, 2 where twice the length takes four times as long. Prints the worst text of each function;
the exit code is 1 where an exponent is above 1.2. Takes some minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import math
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))
import adversarial
from adversarial import PURE, SHAPED, Reader, Shape
from asking import open_site

ALLOWED, SUSPECT = 1.2, 1.1
NOISE, LONG = 0.000_3, 0.05
"""Seconds under which a measurement tells nothing, and over which one is enough."""
SHORTEST, LONGEST, LONGEST_OF_ALL = 500, 128_000, 4_000_000
"""Characters; what may be above is measured further, so that the measurement is sure."""
HOPELESS = 10
"""So many times the time allowed: whatever else there is, this function is not linear."""

PATHS = (
    "/search?q={}",
    "/search.json?q={}",
    "/suggest?q={}",
    "/{}",
    "/2249/{}",
    "/timeline/{}",
    "/topic/{}",
    "/cite?for={}",
)


class Measured(NamedTuple):
    """One function and text: exponent (nan where every length takes no time), the last length and its seconds."""

    exponent: float
    length: int
    seconds: float
    shape: Shape


def measure(reader: Reader, shape: Shape, most: float, longest: int = LONGEST_OF_ALL) -> Measured:
    """Read the text at growing lengths, until it takes `most` seconds or is long."""
    points: list[tuple[int, float]] = []
    length = SHORTEST
    while length <= longest and (not points or points[-1][1] < most):
        points.append((length, clock(reader, shape, length)))
        length *= 2
    return Measured(slope([point for point in points if point[1] >= NOISE]), *points[-1], shape)


def clock(reader: Reader, shape: Shape, length: int) -> float:
    """The least CPU seconds of two readings, where they are short; of one where it is long.

    The second reads one more of the same, so that nothing remembers it.
    """
    best = math.inf
    for more in range(2):
        text = shape.at(length + more * len(shape.unit))
        start = time.process_time()
        try:
            adversarial.read(reader, text)
        except MemoryError:
            return math.inf
        best = min(best, time.process_time() - start)
        if best > LONG:
            break
    return best


def slope(points: list[tuple[int, float]]) -> float:
    """Least squares over the logarithms of the last points, up to three doublings.

    The first are bent by a cost at the start; those between by the memory: what no longer fits a processor's cache
    takes twice as long for each character, once.
    """
    points = points[-min(4, max(3, len(points) // 2 + 1)) :]
    if len(points) < 2 or math.isinf(points[-1][1]):
        return points[-1][1] if points and math.isinf(points[-1][1]) else math.nan
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def worst_of(reader: Reader, shapes: list[Shape], most: float) -> Measured:
    """The text with the greatest exponent. A quick look at each; what may be above is measured at length, and twice,
    for a busy machine errs upwards."""
    found = []
    for shape in shapes:
        one = measure(reader, shape, most / 5, LONGEST)
        if one.exponent > SUSPECT:
            one = measure(reader, shape, most)
        if one.exponent > ALLOWED:
            one = min(one, measure(reader, shape, most))
        found.append(one)
        if one.exponent > ALLOWED and one.seconds > HOPELESS * most:
            break
    sure = [one for one in found if not math.isnan(one.exponent)]
    return max(sure, default=max(found, key=lambda one: one.seconds))


@contextlib.contextmanager
def site_readers(database: Path) -> Iterator[dict[str, Reader]]:
    """The pages that read what an address says, asked in process."""
    loop = asyncio.new_event_loop()
    site = open_site(database)
    loop.run_until_complete(site.invoke_startup())

    app = site.app()

    def asks(path: str) -> Reader:
        return lambda text: loop.run_until_complete(request(app, path.format(quote(text, safe="/"))))

    yield {f"GET {path}": asks(path) for path in PATHS}
    loop.close()


async def request(app: Any, address: str) -> None:
    """Ask for an address of any length, which no client does."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("localhost", 80),
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: dict[str, object]) -> None:
        pass

    await app(scope, receive, send)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="functions whose names contain this")
    parser.add_argument("--most", type=float, default=0.1, metavar="SECONDS", help="when to stop making texts longer")
    parser.add_argument("--database", type=Path, help="a database built from the whole corpus; else the specimens'")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the table there too")
    asked = parser.parse_args()
    shapes = adversarial.shapes(asked.seed)
    rows = {}
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        database = asked.database or adversarial.build_specimens(Path(folder))
        conn = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        conn.row_factory = sqlite3.Row
        with site_readers(database) as pages:
            readers = PURE | SHAPED | adversarial.asking(conn) | pages
            for name, reader in readers.items():
                if asked.only in name:
                    rows[name] = worst_of(reader, shapes[:1] if name in SHAPED else shapes, asked.most)
                    print_row(name, rows[name])
                    gc.collect()
    bad = [name for name, row in rows.items() if row.exponent > ALLOWED]
    print(f"{len(rows)} functions, {len(shapes)} texts each; above {ALLOWED}: {', '.join(bad) or 'none'}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1))
    sys.exit(bool(bad))


def print_row(name: str, row: Measured) -> None:
    exponent = "  - " if math.isnan(row.exponent) else f"{row.exponent:4.2f}"
    mark = "ABOVE" if row.exponent > ALLOWED else ""
    before, unit, after = (repr(piece)[1:-1][:24] for piece in row.shape)
    print(
        f"{name:45} {exponent} {row.seconds * 1000:9.1f} ms at {row.length:7,}  {before}|{unit}|{after} {mark}",
        flush=True,
    )


if __name__ == "__main__":
    main()
