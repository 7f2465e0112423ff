"""Break the rules one by one, and see whether their tests notice: mutmut over the rooms that decide.

    python tests/mutation.py [ROOM ...] [--children 2]

Works in a copy of the repository. Prints, for each room, how many changes were made and how many a test noticed, and
names those that none did. What cannot be noticed stands in EXCUSED and SAME, with the reason; the exit code is 1
where fewer than nine in ten are noticed. Only quick tests run, none over the corpus, and made-up inputs are few.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

LEAST = 0.9
"""So many of the changes must be noticed."""


class Room(NamedTuple):
    """What is changed, and the tests that must notice."""

    changed: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS: Mapping[str, Room] = {
    "pinpoint": Room(("scraper/pinpoint",), ("tests/pinpoint",)),
    "merge": Room(("scraper/build/merge.py",), ("tests/build/test_merge.py",)),
    "relation": Room(("scraper/cite/relation.py",), ("tests/cite/test_relation.py",)),
    "ranking": Room(
        ("scraper/search/ranking.py",),
        ("tests/search/test_ranking.py", "tests/search/test_ranking_scores.py", "tests/search/test_search.py"),
    ),
    "query": Room(("scraper/query",), ("tests/query",)),
}

EXCUSED: Mapping[str, str] = {
    "scraper.cite.relation.x__by_first_word": "runs when the module is loaded, before mutmut can put a change in",
}
"""Functions whose changes no test can notice, with the reason; they are not counted."""

SAME: Mapping[str, str] = {
    "start = bisect_left(hits, first, 0, None)": "hits ascend, and that before `end` is not below `first`",
    "start = bisect_left(hits, first, 0, )": "hits ascend, and that before `end` is not below `first`",
    "at = corpus.titles.find(part, corpus.title_starts[which]) if which < len(corpus.title_starts) else -2": (
        "any number below none ends it"
    ),
    "if not terms and not (len(terms) > 1 or any(heading for _, heading, _ in rows)):": (
        "a short cut: without headings and with one word there is nothing to gain"
    ),
    "if not terms or not (len(terms) >= 1 or any(heading for _, heading, _ in rows)):": (
        "a short cut: without headings and with one word there is nothing to gain"
    ),
    'name, denied = token.name.lstrip("XX-XX"), token.name.startswith("-")': "names of filters are in small letters",
    'if token.kind == "filter" and token.name.lstrip("XX-XX") == name:': "names of filters are in small letters",
    "while at <= len(terms):": "beyond the last there is nothing to take",
    "kept = tuple(one for one in wanted if one.table or not {*one.words} < _OF_THE_COUNCIL | _LEANING)": (
        "no one thing has all these words"
    ),
    "return Wanted(typed, term, words, cast(None, table), others, named=named or bool(others), dated=dated)": (
        "a cast is for the reader of types alone"
    ),
    'return tomllib.loads(files("scraper").joinpath(f"{name}.toml").read_text("UTF-8"))': "the same encoding",
    'return tomllib.loads(files("scraper").joinpath(f"{name}.toml").read_text(None))': (
        "the encoding of the platform, which is the same on all that run the tests"
    ),
    "rows = [row for row in rows if row[2]]": "a short cut: a row without a heading has none that could count",
}
"""Lines that say the same as those they stand for, with the reason; they are not counted either."""

_GUARD = re.compile(r", strict=\w+|, (?=\))")
"""What only guards against lists of two lengths, which nothing makes: a change of it alone says the same."""

CONFIG = """
[tool.mutmut]
source_paths = {changed!r}
also_copy = ["scraper", "tests", "data", "metadata.json", "README.md", "CONTRIBUTING.md", "pyproject.toml"]
pytest_add_cli_args_test_selection = {tests!r}
pytest_add_cli_args = ["-m", "not corpus", "-p", "no:randomly", "--hypothesis-profile=brief"]
timeout_multiplier = 4.0
"""


def break_room(room: Room, children: int, scratch: Path) -> dict[str, str]:
    """Every change made in a room that can be noticed, with what came of it: `killed`, `survived`, `timeout` ..."""
    copy = scratch / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "raw", "*.db", "mutants", ".*_cache"))
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as config:
        config.write(CONFIG.format(changed=list(room.changed), tests=list(room.tests)))
    _mutmut(copy, "run", "--max-children", str(children))
    told = _mutmut(copy, "results", "--all", "true")
    results = dict(re.findall(r"^\s*(\S+__mutmut_\d+): (.+)$", told, re.MULTILINE))
    same = {one for one, came in results.items() if came == "survived" and _says_the_same(copy, one)}
    return {
        one: came for one, came in results.items() if one not in same and one.rpartition("__mutmut_")[0] not in EXCUSED
    }


def _says_the_same(folder: Path, name: str) -> bool:
    """Whether a change that no test noticed cannot be noticed."""
    lines = re.findall(r"^[-+](?![-+]{2} )(.*)$", _mutmut(folder, "show", name), re.MULTILINE)
    bare = {_GUARD.sub("", line) for line in lines}
    return len(bare) == 1 or bool(lines and lines[-1].strip() in SAME)


def _mutmut(folder: Path, *words: str) -> str:
    """What a command of mutmut prints; its exit code says whether something survived, which is told otherwise."""
    command = [Path(sys.executable).parent / "mutmut", *words]
    clean = {**os.environ, "PYTHONPATH": ""}
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True).stdout


def main() -> int:
    """Break the rooms that are named, or all, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--children", type=int, default=2, help="processes at a time")
    asked = parser.parse_args()
    bad = False
    for name in asked.rooms or ROOMS:
        with tempfile.TemporaryDirectory() as scratch:
            results = break_room(ROOMS[name], asked.children, Path(scratch))
        living = sorted(one for one, came in results.items() if came not in ("killed", "timeout"))
        noticed = len(results) - len(living)
        if "not checked" in results.values():
            print(f"{name}: its tests do not pass as they are; run them first: {' '.join(ROOMS[name].tests)}")
            return 1
        print(f"{name}: {noticed} of {len(results)} noticed ({noticed / max(1, len(results)):.1%})")
        for one in living:
            print(f"  {one}: {results[one]}")
        bad |= not results or noticed < LEAST * len(results)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
