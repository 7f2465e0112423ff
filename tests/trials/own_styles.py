"""Every place of a database in every style, read back: found in a sentence, and typed alone; lists and ranges too.

    python tests/trials/own_styles.py DATABASE [--every 1] [--list 5]

A citation is right where the very place lands, or, for an item without a label, the one it stands in. Styles without a
pinpoint are expected to name the resolution. A list is three siblings in a row, or one and the next but one.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
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


Labels = dict[str, str]
Place = tuple[int, str]


def siblings(paths: list[str]) -> dict[str, list[str]]:
    """The labelled places beside each place and after it, itself the first; in the order of the document."""
    beside: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if "/" in path and not UNLABELLED.search(path):
            beside[path.rpartition("/")[0]].append(path)
    return {path: family[at : at + 3] for family in beside.values() for at, path in enumerate(family)}


def cases(paths: list[str], every: int) -> Iterator[tuple[str, ...]]:
    """What is cited of a resolution: each place, three siblings in a row, one and the next but one."""
    after = siblings(paths)
    for path in paths[::every]:
        yield (path,)
        if len(row := after.get(path, [])) == 3:
            yield tuple(row)
            yield row[0], row[2]


def nearest(path: str, labels: Labels) -> str:
    """The place that a citation of the path can land on: an Article is no paragraph, and has no place."""
    while path not in labels and "/" in path:
        path = path.rpartition("/")[0]
    return path


def found(text: str, world: reference_faults.World) -> list[Place]:
    """The places that a citation lands on, found in a sentence."""
    landed = resolve(find_citations(f"See {text} The sea."), world.holding)
    return [(one.target.number, one.target.path) for one in landed if one.target]


def typed(text: str) -> list[Place]:
    """The places that a citation names, typed alone; none where it is not understood."""
    try:
        read = read_references(text)
    except BadReference:
        return []
    return [(read.number, path) for path in read.paths or ("",)]


def main() -> int:
    """Print a line a style: how many places were read back, in a sentence and alone; with --list some that were not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--list", type=int, default=5)
    given = parser.parse_args()
    world = reference_faults.load(given.database, "all")
    labels: dict[int, Labels] = defaultdict(dict)
    with closing(sqlite3.connect(f"file:{given.database}?mode=ro", uri=True)) as conn:
        resolutions = conn.execute("SELECT number, year, adopted FROM resolutions").fetchall()
        for number, path, label in conn.execute("SELECT resolution, path, label FROM clauses ORDER BY id"):
            labels[number][path] = label
    right, asked, failed = Counter[str](), Counter[str](), defaultdict(list)
    for number, year, day in resolutions:
        for paths in cases([*labels[number]], given.every):
            places = tuple(place(path, labels[number]) for path in paths)
            what = Cited(Symbol(number, year), day, places, site="https://resolutions.example")
            for form, text, got, good in judge(what, labels[number], world):
                name = f"{form}{', several' if len(paths) > 1 else ''}"
                asked[name] += 1
                right[name] += good
                if not good:
                    failed[name].append(f"{' '.join(paths)}: {text} -> {got}")
    for name, count in asked.items():
        print(f"{name:45} {right[name]:6} of {count:6}  {100 * right[name] / count:6.2f} %")
        for line in failed[name][: given.list]:
            print(f"    {line}")
    return int(any(right[name] < count for name, count in asked.items()))


def judge(what: Cited, labels: Labels, world: reference_faults.World) -> Iterator[tuple[str, str, list[Place], bool]]:
    """Each form of each style: its name, what it prints, where that leads, and whether it leads there rightly."""
    number = what.symbol.number
    paths = [one.path for one in what.places]
    named = list(dict.fromkeys(UNLABELLED.sub("", path) for path in paths))
    for form, write in ((form, write) for style in STYLES.values() for form, write in style.forms().items()):
        if form in ONLY_TYPED and len(paths) > 1:  # several addresses are no one reference
            continue
        text = write(what)
        if form not in ONLY_TYPED:
            wanted = [""] if form in WHOLE else [nearest(path, labels) for path in named]
            got = found(text, world)
            yield f"{form}: in a sentence", text, got, got == [(number, path) for path in wanted]
        wanted = paths if form == "link" else [""] if form in WHOLE else named
        got = typed(text)
        yield (
            f"{form}: alone", text, got,
            got == [(number, path) for path in wanted] or (form == "akn" and got == [(number, "")]),
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
