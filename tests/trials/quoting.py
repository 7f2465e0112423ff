"""Quotations made of real paragraphs by each convention of quoting, and by what none allows: what is found.

    python tests/trials/quoting.py DATABASE [--count 200] [--list 3]

A clause is right where it is the one quoted, or another that has the same words, or as many of them. Those with a
convention must come first and never be called different; those altered must come first and never be called verbatim,
nor allowed.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from scraper.query import spelling
from scraper.quotation.conventions import compare, read_quotation
from scraper.quotation.find import Passage, find_quoted

Change = Callable[[list[str], Random], list[str] | None]

CONVENTIONS: dict[str, Change] = {}
FORBIDDEN: dict[str, Change] = {}


def into(table: dict[str, Change], name: str) -> Callable[[Change], Change]:
    """Enter a way of quoting into a table."""

    def enter(change: Change) -> Change:
        table[name] = change
        return change

    return enter


@into(CONVENTIONS, "as printed")
def _whole(words: list[str], chance: Random) -> list[str]:
    return words


@into(CONVENTIONS, "ellipsis")
def _ellipsis(words: list[str], chance: Random) -> list[str] | None:
    if len(words) < 14:
        return None
    at = chance.randrange(5, len(words) - 8)
    return [*words[:at], chance.choice(["...", "…", "[...]", ". . .", "[…]"]), *words[at + chance.randrange(1, 4) :]]


@into(CONVENTIONS, "first letter in brackets")
def _head(words: list[str], chance: Random) -> list[str] | None:
    first = words[0]
    other = first[0].lower() if first[0].isupper() else first[0].upper()
    return [f"[{other}]{first[1:]}", *words[1:]] if re.fullmatch(r"[^\W\d_]{2,}", first) else None


@into(CONVENTIONS, "first letter changed")
def _head_bare(words: list[str], chance: Random) -> list[str] | None:
    return [words[0].swapcase() if len(words[0]) == 1 else words[0][0].swapcase() + words[0][1:], *words[1:]]


@into(CONVENTIONS, "insertion in brackets")
def _insert(words: list[str], chance: Random) -> list[str] | None:
    if len(words) < 12:
        return None
    at = chance.randrange(5, len(words) - 5)
    return [*words[:at], chance.choice(["[the Council]", "[of Ruritania]", "[sic]"]), *words[at:]]


@into(CONVENTIONS, "pasted label")
def _label(words: list[str], chance: Random) -> list[str]:
    return [chance.choice(["5.", "12.", "(a)", "OP5."]), *words]


@into(CONVENTIONS, "line-end hyphen")
def _hyphen(words: list[str], chance: Random) -> list[str] | None:
    long = [i for i, word in enumerate(words) if re.fullmatch(r"[a-z]{8,}", word)]
    if not long:
        return None
    at = chance.choice(long)
    return [*words[:at], f"{words[at][:4]}-\n{words[at][4:]}", *words[at + 1 :]]


@into(CONVENTIONS, "other marks")
def _marks(words: list[str], chance: Random) -> list[str]:
    return " ".join(words).replace("’", "'").replace("“", "‘").replace("”", "’").replace("–", "-").split(" ")


@into(CONVENTIONS, "emphasis")
def _emphasis(words: list[str], chance: Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], f"*{words[at]}*", *words[at + 1 :]]


@into(CONVENTIONS, "spelling")
def _spelling(words: list[str], chance: Random) -> list[str] | None:
    for at, word in enumerate(words):
        other = [form for form in spelling.forms(word) if len(form) == 1] if word.isalpha() else []
        if len(other) > 1:
            return [*words[:at], other[1][0] if word.islower() else other[1][0].capitalize(), *words[at + 1 :]]
    return None


OTHER = "harbour lantern seldom twelve never unless".split()


@into(FORBIDDEN, "one word swapped")
def _swapped(words: list[str], chance: Random) -> list[str]:
    at = chance.randrange(1, len(words) - 1)
    return [*words[:at], chance.choice(OTHER), *words[at + 1 :]]


@into(FORBIDDEN, "one word dropped")
def _dropped(words: list[str], chance: Random) -> list[str] | None:
    at = chance.randrange(1, len(words) - 1)
    alone = words[at - 1] == words[at] or words[at + 1] == words[at] or not re.search(r"\w", words[at])
    return None if alone else [*words[:at], *words[at + 1 :]]


@into(FORBIDDEN, "one word added")
def _added(words: list[str], chance: Random) -> list[str]:
    at = chance.randrange(1, len(words) - 1)
    return [*words[:at], chance.choice(OTHER), *words[at:]]


@into(FORBIDDEN, "negated")
def _negated(words: list[str], chance: Random) -> list[str]:
    at = chance.randrange(1, len(words) - 1)
    return [*words[:at], "not", *words[at:]]


@into(FORBIDDEN, "number changed")
def _number(words: list[str], chance: Random) -> list[str] | None:
    numbers = [i for i, word in enumerate(words) if re.fullmatch(r"\d{2,4}", word) and 0 < i < len(words) - 1]
    if not numbers:
        return None
    at = chance.choice(numbers)
    return [*words[:at], str(int(words[at]) + chance.choice([1, 10])), *words[at + 1 :]]


def judge(found: list[Passage], number: int, path: str, text: str) -> tuple[bool, str]:
    """Whether the clause, or one that has these words too, comes first; and what it is called."""
    if not found:
        return False, "not found"
    best = found[0]
    same = (best.symbol.number, best.path) == (number, path) or " ".join(text.split()) in " ".join(best.text.split())
    return same, best.comparison.verdict


def _is_as_near(found: list[Passage], quoted: str, text: str) -> bool:
    """Whether what comes first is as near as the clause that was altered: the Council says many things again."""
    own = compare(read_quotation(quoted), text)
    return bool(found) and own is not None and found[0].comparison.score >= own.score


def main() -> int:
    """Print a line a way of quoting: how many are right, and what they are called; with --list some that are not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--list", type=int, default=3)
    given = parser.parse_args()
    bad = 0
    with closing(sqlite3.connect(f"file:{given.database}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        rows = conn.execute(
            "SELECT resolution, path, text FROM clauses WHERE part IN ('op', 'pp') AND length(text) BETWEEN 60 AND 900"
            " AND kind <> 'row' AND resolution IS NOT NULL ORDER BY id"
        ).fetchall()
        for name, change in (CONVENTIONS | FORBIDDEN).items():
            bad += trial(conn, rows, name, change, given.count, given.list)
    return int(bad > 0)


def trial(conn: sqlite3.Connection, rows: list[sqlite3.Row], name: str, change: Change, count: int, shown: int) -> int:
    """One way of quoting, over so many clauses; how many are called what they must not be."""
    chance, right, called, failed, asked, spent = Random(name), 0, 0, [], 0, 0.0
    while asked < count:
        row = chance.choice(rows)
        words = row["text"].rstrip(".;,:").split(" ")
        first = chance.randrange(0, max(1, len(words) - 12)) if chance.random() < 0.5 else 0
        own = words[first : first + chance.randrange(10, 45)]
        quoted = change(own, chance)
        if quoted is None or len(quoted) < 6:
            continue
        asked += 1
        start = time.perf_counter()
        found = find_quoted(conn, read_quotation(" ".join(quoted)))
        spent += time.perf_counter() - start
        good, verdict = judge(found, row["resolution"], row["path"], " ".join(own))
        misnamed = (verdict in ("verbatim", "allowed")) == (name in FORBIDDEN)
        if misnamed and name in FORBIDDEN and " ".join(quoted) in " ".join(found[0].text.split()):
            asked -= 1  # another paragraph has just these words
            continue
        good = good or (name in CONVENTIONS and not misnamed) or _is_as_near(found, " ".join(quoted), row["text"])
        right, called = right + good, called + misnamed
        if not good or misnamed:
            failed.append(f"{row['resolution']}/{row['path']}: {' '.join(quoted)[:150]} -> {verdict}")
    share, each = 100 * right / asked, 1000 * spent / asked
    print(f"{name:28} {asked} first {share:6.1f} %  misnamed {called:3}  {each:5.0f} ms each")
    for line in failed[:shown]:
        print(f"    {line}")
    return called


if __name__ == "__main__":
    sys.exit(main())
