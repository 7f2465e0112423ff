"""Whether a new database would be worse than the one in place: the last check of a build, over all it has read.

What a source's file lost is seen by `build.history`, version by version; here the outcome is compared, whatever its
cause: a folder of texts that is gone, a lesser source in place of a better one, a parser that reads less. Worse is: a
resolution that is gone; one whose text is of a lesser quality; one with fewer clauses or fewer characters, unless its
file is another than before and the database tells what changed in it (`changes`); one with more problems, unless its
text is of a better quality. Problems that say what was not taken, or what a person corrected, are not counted: they
tell of something that was done for the better.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from scraper.errors import WorseDatabase
from scraper.sources import RANKS

EXAMPLES = 5
"""So many resolutions of each kind are named."""

HELD = """
SELECT r.number, r.symbol, r.text_quality, coalesce(c.clauses, 0), coalesce(c.characters, 0), coalesce(p.problems, 0),
    (SELECT sha256 FROM sources WHERE resolution = r.number AND gives = 'text')
FROM resolutions AS r
LEFT JOIN (SELECT resolution, count(*) AS clauses, sum(length(text)) AS characters FROM clauses GROUP BY 1) AS c
    ON c.resolution = r.number
LEFT JOIN (SELECT resolution, count(*) AS problems FROM problems WHERE code NOT IN ('version-refused', 'corrected')
    GROUP BY 1) AS p
    ON p.resolution = r.number
ORDER BY r.number
"""
"""What is compared: columns that every version of the schema has, so that an older database can be compared too."""

TOLD = """
SELECT DISTINCT x.resolution FROM changes AS x
JOIN sources AS s ON s.resolution = x.resolution AND s.gives = 'text' AND s.sha256 = x.sha256
"""
"""The resolutions whose text is a later version of a file, with what changed in it told."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a database has of one resolution; `file` is the digest of the file its text is from."""

    number: int
    symbol: str
    quality: str
    clauses: int
    characters: int
    problems: int
    file: str | None


def refuse_worse(target: Path, new: sqlite3.Connection) -> None:
    """Raise WorseDatabase, naming what is lost, if `new` would be worse than the database at `target`.

    Where there is none, or none that can be read, or one of invented specimens beside real texts, nothing is compared.
    """
    before = _read_old(target, specimens=bool(new.execute("SELECT specimens FROM build").fetchone()[0]))
    losses = list(find_losses(before, _read(new), {number for (number,) in new.execute(TOLD)}))
    if losses:
        raise WorseDatabase(
            f"The new database would be worse than {target}, which is kept as it is:\n"
            + "\n".join(f"  {loss}." for loss in losses)
            + "\nLook at these files in the raw store or at their sources. If this is right, as it may be after an"
            " upgrade of this program, go on with: unsc build --accept"
        )


def find_losses(before: Mapping[int, Compared], after: Mapping[int, Compared], told: set[int]) -> Iterator[str]:
    """What is lost from one to the other, a sentence for each kind. `told`: resolutions whose changes are told."""
    gone = [old.symbol for number, old in before.items() if number not in after]
    both = [(old, after[number]) for number, old in before.items() if number in after]
    same = [(old, new) for old, new in both if _rank(new) == _rank(old)]
    told = {old.number for old, new in both if old.file != new.file and old.number in told}
    silent = [(old, new) for old, new in both if _rank(new) <= _rank(old) and old.number not in told]
    yield from _say("not there any more", gone)
    yield from _say("from a lesser source", _from_lesser(both))
    yield from _say(
        "with fewer clauses",
        [_in_place(new.symbol, new.clauses, old.clauses) for old, new in silent if new.clauses < old.clauses],
    )
    yield from _say("with fewer words", _with_fewer_words(silent))
    yield from _say(
        "with more problems",
        [_in_place(new.symbol, new.problems, old.problems) for old, new in same if new.problems > old.problems],
    )


Pairs = Sequence[tuple[Compared, Compared]]
"""Resolutions as they were and as they are."""


def _from_lesser(pairs: Pairs) -> list[str]:
    lesser = ((old, new) for old, new in pairs if _rank(new) < _rank(old))
    return [f"{new.symbol} ({new.quality} in place of {old.quality})" for old, new in lesser]


def _with_fewer_words(pairs: Pairs) -> list[str]:
    """Those that lost words and no clause; one that lost clauses too is told of already."""
    fewer = ((old, new) for old, new in pairs if new.characters < old.characters and new.clauses >= old.clauses)
    return [f"{new.symbol} ({old.characters - new.characters:,} characters fewer)" for old, new in fewer]


def _rank(held: Compared) -> int:
    return RANKS.get(held.quality, -len(RANKS))


def _in_place(symbol: str, now: int, before: int) -> str:
    return f"{symbol} ({now:,} in place of {before:,})"


def _say(what: str, found: list[str]) -> Iterator[str]:
    if found:
        more = f" and {len(found) - EXAMPLES:,} more" if len(found) > EXAMPLES else ""
        yield f"{len(found):,} resolution{'s' * (len(found) != 1)} {what}: {', '.join(found[:EXAMPLES])}{more}"


def _read_old(target: Path, *, specimens: bool) -> dict[int, Compared]:
    if not target.is_file():
        return {}
    with closing(sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        try:
            if bool(conn.execute("SELECT specimens FROM build").fetchone()[0]) != specimens:
                return {}
            return _read(conn)
        except (sqlite3.DatabaseError, TypeError):
            return {}


def _read(conn: sqlite3.Connection) -> dict[int, Compared]:
    return {row[0]: Compared(*row) for row in conn.execute(HELD)}
