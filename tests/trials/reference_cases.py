"""A table of references with their right places: how many are found, in running text and typed alone.

    python tests/trials/reference_cases.py DATABASE TABLE.md

Each row is `| kind | find or show | input | right | ... |`; `find` is running text, `show` a reference typed alone.
Rows of other questions are left out. A place whose resolution the database does not hold is not found.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from scraper.cite.find import find_citations, read_reference
from scraper.cite.resolve import resolve
from scraper.errors import BadReference
from scraper.pinpoint import InMemory
from tests.support import reference_faults


def landed(asked: str, text: str, holding: InMemory) -> list[reference_faults.Place]:
    """The places that a text or a reference names."""
    if asked == "find":
        return [(one.target.number, one.target.path) for one in resolve(find_citations(text), holding) if one.target]
    try:
        place = read_reference(text)
    except BadReference:
        return []
    return [(place.number, place.path)]


def main(database: str, table: str) -> int:
    """Print each row that is not right, and how many are."""
    holding = reference_faults.load(Path(database), "all").holding
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in Path(table).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) > 3 and row[1] in ("find", "show")]
    right = 0
    for kind, asked, text, named, *_ in rows:
        expected = [] if named == "no landing" else ast.literal_eval(named if named[0] == "[" else f"[{named}]")
        found = landed(asked, text.strip("`").replace("\\n", "\n"), holding)
        right += found == expected
        if found != expected:
            print(f"{kind}: {text} names {expected}, landed {found}")
    print(f"{right} of {len(rows)} right")
    return int(right < len(rows))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
