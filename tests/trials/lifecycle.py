"""What stands and until when, over a whole database, for reading: a sample of extensions, titles, chains, doubts.

python tests/trials/lifecycle.py DATABASE sample [SEED]   300 extensions, a line each, with their words
python tests/trials/lifecycle.py DATABASE titles          end dates in the library's titles against those read
python tests/trials/lifecycle.py DATABASE chains          each thread: events, spells, gaps
python tests/trials/lifecycle.py DATABASE days            what stood on four days
python tests/trials/lifecycle.py DATABASE negatives       200 clauses with a day and no act: none has an event
python tests/trials/lifecycle.py DATABASE doubts          by kind
python tests/trials/lifecycle.py DATABASE unplaced        extensions to a day that are in no thread
"""

from __future__ import annotations

import random
import re
import sqlite3
import sys
from collections import Counter

from scraper.database import threads
from scraper.dates import MONTH_NUMBERS
from scraper.lifecycle.acts import read_acts
from scraper.render.life import standing_text

DAYS = ("1964-06-01", "1993-12-31", "2008-06-15")
NO_ACT = re.compile(r"\b(?:intention to review|recommendation|report\b.{0,60}\b(?:by|no later than)|recalls)", re.I)
DECIDED = re.compile(r"\bdecides\b|^Decides|Secretary-General (?:to )?(?:extend|renew)\b", re.I)
MONTHS = {name[:3]: number for name, number in MONTH_NUMBERS.items()}
TITLED = re.compile(r"\b(?:until|to|through|ending)\s+(\d{1,2})\s+(" + "|".join(MONTHS) + r")[a-z]*\.?\s+(\d{4})", re.I)


EXTENDING = re.compile(
    r"\b(?:extend\w*|renew\w*|prolong\w*|re-?establish\w*|re-?appoint\w*|continu\w+|maintain\w*|remain\w*|authori[sz]e\w*)\b"
    r"[^;]{0,250}?\b(?:until|period|months?|days|years?|ending|expir\w+|terminating|through)\b",
    re.I,
)


def sample(conn: sqlite3.Connection, seed: int) -> None:
    """Clauses drawn at random that may extend something, by words that the program does not use, with what was read."""
    sql = (
        "SELECT c.id, c.resolution, c.path, c.text, r.adopted FROM clauses AS c"
        " JOIN resolutions AS r ON r.number = c.resolution WHERE c.part = 'op'"
    )
    rows = [(row, found) for row in conn.execute(sql) if (found := EXTENDING.search(row[3]))]
    for (id_, number, path, text, day), found in random.Random(seed).sample(rows, 900):
        read = conn.execute(
            "SELECT t.slug, e.act, e.until, e.until_how FROM events AS e JOIN threads AS t ON t.id = e.thread"
            " WHERE e.clause = ? ORDER BY e.id", (id_,)
        ).fetchall()  # fmt: skip
        said = "; ".join(f"{slug} {act} {until or how}" for slug, act, until, how in read)
        start = max(0, found.start() - 70)
        print(f"{number}/{path} {day} | {said or '-'} | {' '.join(text[start : start + 330].split())}")


def titles(conn: sqlite3.Connection) -> None:
    """The ends that titles tell, and whether an act of the resolution has them."""
    found = Counter[str]()
    for number, title, day in conn.execute(
        "SELECT number, title, adopted FROM resolutions WHERE title != ''"
    ).fetchall():
        said = [f"{y}-{MONTHS[m.lower()[:3]]:02}-{int(d):02}" for d, m, y in TITLED.findall(title)]
        if not said:
            continue
        read, placed = set[str](), set[str]()
        for text, above in conn.execute(
            "SELECT c.text, coalesce(p.text, '') FROM clauses AS c LEFT JOIN clauses AS p ON p.id = c.parent"
            " WHERE c.resolution = ? AND c.part = 'op'", (number,)
        ):  # fmt: skip
            read |= {act.period.until for act in read_acts(text, day or "", above)}
        placed |= {row[0] for row in conn.execute("SELECT until FROM events WHERE resolution = ?", (number,))}
        for one in said:
            kind = "in a thread" if one in placed else "read, in no thread" if one in read else "not read"
            found[kind] += 1
            if kind != "in a thread":
                print(f"{kind:20} {number} {one} {title[:150]} | read: {sorted(filter(None, read))}")
    print(dict(found))


def chains(conn: sqlite3.Connection) -> None:
    """Each thread with its spells and the number of its gaps."""
    for slug, _, kind in threads.list_threads(conn):
        one = threads.read_thread(conn, slug)
        spells = " ".join(f"{s.begin}..{s.until or '-'} {s.state};" for s in one.spells)
        print(f"{slug:34} {kind:17} {len(one.events):3} events {len(one.doubts):2} doubts  {spells}")


def days(conn: sqlite3.Connection) -> None:
    """What stood on some days."""
    for day in (*DAYS, threads.newest_day(conn)):
        print(f"\n{day}\n{standing_text(threads.standing(conn, day))}")


def negatives(conn: sqlite3.Connection) -> None:
    """Clauses that review, recommend, recall or report by a day and do nothing: no event may come from them alone."""
    sql = "SELECT c.id, c.text, r.adopted FROM clauses AS c JOIN resolutions AS r ON r.number = c.resolution"
    rows = [
        row
        for row in conn.execute(sql + " WHERE c.part = 'op'")
        if NO_ACT.search(row[1]) and not DECIDED.search(row[1])
    ]
    wrong = 0
    for id_, text, day in random.Random(7).sample(rows, 200):
        acts = [act for act in read_acts(text, day or "") if act.period.until]
        if acts:
            wrong += 1
            print(id_, [(text[act.start : act.end], act.period.until) for act in acts], text[:200])
    print(f"200 read, {wrong} give a date")


def doubts(conn: sqlite3.Connection) -> None:
    """How many doubts there are of each kind, with ten of each."""
    for code, many in conn.execute("SELECT code, count(*) FROM doubts GROUP BY 1 ORDER BY 2 DESC").fetchall():
        print(f"\n{code}: {many}")
        sql = "SELECT t.slug, d.message FROM doubts AS d JOIN threads AS t ON t.id = d.thread WHERE code = ? LIMIT 10"
        for slug, message in conn.execute(sql, (code,)):
            print(f"  {slug}: {message}")


def unplaced(conn: sqlite3.Connection) -> None:
    """Extensions to a day that no thread has."""
    sql = (
        "SELECT c.id, c.resolution, c.path, c.text, r.adopted FROM clauses AS c JOIN resolutions AS r"
        " ON r.number = c.resolution WHERE c.part = 'op' AND c.id NOT IN (SELECT clause FROM events WHERE clause > 0)"
    )
    for _, number, path, text, day in conn.execute(sql):
        for act in read_acts(text, day or ""):
            if act.does == "extends" and act.period.until:
                print(f"{number}/{path} {act.period.until} {text[max(0, act.start - 30) : act.start + 200]}")


def main() -> None:
    """Run one of the measurements."""
    conn = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    what = sys.argv[2]
    if what == "sample":
        sample(conn, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    else:
        {"titles": titles, "chains": chains, "days": days, "negatives": negatives, "doubts": doubts,
         "unplaced": unplaced}[what](conn)  # fmt: skip


if __name__ == "__main__":
    main()
