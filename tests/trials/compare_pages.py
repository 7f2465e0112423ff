"""Whether two versions of the program answer alike: a sample of addresses, with status, redirect and body.

    python tests/trials/compare_pages.py save DATABASE FILE [--seed 9] [--count 400]     with each version of the code
    python tests/trials/compare_pages.py compare BEFORE AFTER [--show N]

For a change that must change nothing but what it says. The sample is drawn from the database by a seeded generator:
resolutions, clauses and parts in every form, other spellings of their addresses, what is not there, and searches. The
exit code of `compare` is 1 where an answer differs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from asking import open_site

from scraper.database.opening import open_database

FORMS = ("", ".json", ".txt", ".md", ".ris", ".bib", ".csl.json")

SPELLINGS = (
    "/S/RES/{n}({y})/{p}{f}", "/s/res/{n}%20({y})/{p}", "/{n}/{p}", "/{n}", "/S/RES/{n}({w})/{p}", "/{n}/{p}/zz",
    "/S/RES/{n}({y})/{u}", "/S/RES/{n}({y})/op/{m}", "/search.json?q={n}%20para%20{m}", "/timeline/{n}.json",
)  # fmt: skip

FIXED = (
    "/", "/coverage", "/coverage.json", "/topics", "/search?q=oil", "/search.json?q=asset+freeze&page=2", "/99999",
    "/search.csv?q=daesh", "/search?q=161+para+4", "/161/4", "/year/1994", "/timeline/1267",
)  # fmt: skip

PLACES = (
    "SELECT r.number, r.year, c.path FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution ORDER BY c.id"
)


def addresses(database: Path, seed: int, count: int) -> Iterator[str]:
    """The sample: those that are always asked, then drawn ones."""
    yield from FIXED
    chosen = random.Random(seed)
    with closing(open_database(database)) as conn:
        drawn = chosen.sample(conn.execute(PLACES).fetchall(), count)
    for number, year, path in drawn:
        last, form = path.rpartition("/")[2], chosen.choice(FORMS)
        written = chosen.choice(SPELLINGS)
        yield written.format(n=number, y=year, w=year + 1, p=quote(path), u=quote(path.upper()), m=quote(last), f=form)


async def save(database: Path, file: Path, seed: int, count: int) -> None:
    """Ask each address and write what came, one JSON line each."""
    site = open_site(database)
    await site.invoke_startup()
    with file.open("w", encoding="utf-8") as out:
        for address in dict.fromkeys(addresses(database, seed, count)):
            answer = await site.client.get(address)
            said = {"address": address, "status": answer.status_code, "to": answer.headers.get("location", "")}
            out.write(json.dumps(said | {"body": answer.text}) + "\n")


def compare(before: Path, after: Path, show: int) -> int:
    """Print which answers differ; how many do."""
    one, two = ([json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in (before, after))
    assert [row["address"] for row in one] == [row["address"] for row in two], "these are answers to other questions"
    different = [(old, new) for old, new in zip(one, two, strict=True) if old != new]
    for old, new in different[:show]:
        print(old["address"])
        for mark, row in (("-", old), ("+", new)):
            print(f"  {mark} {row['status']} {row['to']}")
    print(f"{len(one)} answers, {len(different)} differ")
    return len(different)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    saving, comparing = commands.add_parser("save"), commands.add_parser("compare")
    saving.add_argument("database", type=Path)
    saving.add_argument("file", type=Path)
    saving.add_argument("--seed", type=int, default=9)
    saving.add_argument("--count", type=int, default=400)
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--show", type=int, default=20)
    asked = parser.parse_args()
    if asked.command == "save":
        asyncio.run(save(asked.database, asked.file, asked.seed, asked.count))
    else:
        sys.exit(1 if compare(asked.before, asked.after, asked.show) else 0)


if __name__ == "__main__":
    main()
