"""Every place of a database in every style, read back: found in a sentence, and typed alone.

    python tests/trials/own_styles.py DATABASE [--every 1] [--list 5]

A citation is right where the very place lands, or, for an item without a label, the one it stands in. Styles without a
pinpoint are expected to name the resolution.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

from scraper.cite.cited import Cited, place
from scraper.cite.find import find_citations, read_references
from scraper.cite.resolve import resolve
from scraper.cite.styles import STYLES
from scraper.errors import BadReference
from scraper.models import Symbol
from tests.support import reference_faults

WHOLE = {"apa", "chicago in bibliography", "wikipedia"}
"""These have no pinpoint."""

ONLY_TYPED = {"wikipedia", "link", "akn"}
"""A template, addresses and an IRI are no part of a sentence."""

UNLABELLED = re.compile(r"/[-+~].*")


def main() -> int:
    """Print a line a style: how many places were read back, in a sentence and alone; with --list some that were not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--list", type=int, default=5)
    given = parser.parse_args()
    world = reference_faults.load(given.database, "all")
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    with closing(sqlite3.connect(f"file:{given.database}?mode=ro", uri=True)) as conn:
        facts = {number: (Symbol(number, year), day) for number, year, day in conn.execute(
            "SELECT number, year, adopted FROM resolutions")}  # fmt: skip
        rows = conn.execute("SELECT resolution, path, label FROM clauses ORDER BY id").fetchall()
    for number, path, label in rows:
        labels[number][path] = label
    right, asked, failed = Counter[str](), Counter[str](), defaultdict(list)
    for number, path, _ in rows[:: given.every]:
        symbol, day = facts[number]
        what = Cited(symbol, day, (place(path, labels[number]),), site="https://resolutions.example")
        wanted = UNLABELLED.sub("", path)
        nearest = wanted
        while nearest not in labels[number] and "/" in nearest:  # an Article is no paragraph, and has no place
            nearest = nearest.rpartition("/")[0]
        for form, write in ((form, write) for style in STYLES.values() for form, write in style.forms().items()):
            text = write(what)
            if form not in ONLY_TYPED:
                landed = resolve(find_citations(f"See {text} The sea."), world.holding)
                found = [(one.target.number, one.target.path) for one in landed if one.target]
                good = found == [(number, "" if form in WHOLE else nearest)]
                right[f"{form}: in a sentence"] += good
                asked[f"{form}: in a sentence"] += 1
                if not good:
                    failed[f"{form}: in a sentence"].append(f"{path}: {text} -> {found}")
            try:
                read = read_references(text)
                alone = [(read.number, one) for one in read.paths or ("",)]
            except BadReference:
                alone = []
            expected = path if form == "link" else "" if form in WHOLE else wanted
            good = alone == [(number, expected)] or (form == "akn" and alone == [(number, "")])
            right[f"{form}: alone"] += good
            asked[f"{form}: alone"] += 1
            if not good:
                failed[f"{form}: alone"].append(f"{path}: {text} -> {alone}")
    for form, count in asked.items():
        print(f"{form:40} {right[form]:6} of {count:6}  {100 * right[form] / count:6.2f} %")
        for line in failed[form][: given.list]:
            print(f"    {line}")
    return int(any(right[form] < count for form, count in asked.items()))


if __name__ == "__main__":
    sys.exit(main())
