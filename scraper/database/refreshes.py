"""What the last refresh of a database came to, kept in a file beside it: a failed one leaves no other trace.

The file is `refresh.json`, in the folder of the database. It is written whole or not at all.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "refresh.json"

LARGEST = 100_000
"""A file of more bytes than this is none of ours."""

MOST, LONGEST = 20, 2_000
"""So many sentences are kept, and so many characters of each."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """When a refresh ended (an ISO date and time), whether all went well, what it fetched, and what was said."""

    ended: str
    good: bool
    fetched: int
    resolutions: int
    said: tuple[str, ...] = ()


def write_refresh(database: Path, refresh: Refresh) -> None:
    """Keep what a refresh came to beside its database. Raises OSError where the folder cannot be written."""
    said = [sentence[:LONGEST] for sentence in refresh.said[:MOST]]
    new = database.with_name(f"{NAME}.new")
    new.write_text(json.dumps({**asdict(refresh), "said": said}, indent=2) + "\n", encoding="utf-8")
    os.replace(new, database.with_name(NAME))


def read_refresh(database: Path) -> Refresh | None:
    """What the last refresh came to; None where there was none, or its file cannot be read."""
    try:
        with database.with_name(NAME).open("rb") as file:
            found = json.loads(file.read(LARGEST))
        said = tuple(str(sentence)[:LONGEST] for sentence in found["said"][:MOST])
        return Refresh(
            str(found["ended"])[:40], found["good"] is True, int(found["fetched"]), int(found["resolutions"]), said
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
