"""Whether a search asks until when a mandate runs: `UNIFIL mandate`, `when does the mandate of UNIFIL end`."""

from __future__ import annotations

import re
import sqlite3

from scraper.cite.mention import fold
from scraper.database import threads
from scraper.query.plain import ASKING, LITTLE

_ASKED = frozenset(
    "mandate mandates term expire expires expiry expiration end ends ended ending until extension extended extend"
    " renewal renewed renew run runs out stand stands still current currently today now long founded established"
    " sanctions measures un united nations mission force operation history life date be".split()
)
"""Words that ask for a life, and for nothing else, beside a name."""

MOST_READ = 200
"""A longer search is no question of this kind."""


def asked_thread(conn: sqlite3.Connection, typed: str) -> str | None:
    """The slug of the thread that a search asks about: all that is typed is a name of it and words that ask until when.

    None where it asks for something else: `UNIFIL troop ceiling`, or anything in quotation marks.
    """
    low = fold(typed).lower()
    if len(low) > MOST_READ:
        return None
    for name, slug in threads.names_in(conn, low):
        rest = re.sub(rf"(?<![\w-]){re.escape(name)}(?:['\u2019]s)?(?![\w-])", " ", low)
        if rest != low and set(re.sub(r"[?!.,;]", " ", rest).split()) <= _ASKED | ASKING | LITTLE:
            return slug
    return None
