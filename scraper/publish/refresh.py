"""Keeping a public instance current: fetch what is new, build, and leave what is there where that would be worse.

The build refuses what is worse than the database in place (`build.compare`), and puts the new file in its place in one
step; a running site follows by itself (`site.door`). What came of it is kept beside the database for `/coverage`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from scraper.build.chain import build
from scraper.build.plan import has_texts
from scraper.database.refreshes import Refresh, write_refresh
from scraper.errors import DatabaseError, UnscError
from scraper.upstream import Fetcher, FetchReport, Progress, RawStore, Selection, fetch


def refresh(data: Path, fetcher: Fetcher, progress: Progress) -> Refresh:
    """Fetch what is new into `data/raw`, build `data/unsc.db`, and say what came of it.

    A host that could not be asked does not keep the rest from being built, but the refresh is not good then. Whatever
    fails, the database that was there stays. Raises OSError where `data` cannot be written.
    """
    store, database = RawStore(data / "raw"), data / "unsc.db"
    report = FetchReport()
    failed: list[str] = []
    try:
        selection = Selection(new=True) if has_texts(store) else Selection(everything=True)
        report = fetch(store, selection, fetcher, progress)
        failed += report.failed
    except UnscError as error:
        failed.append(str(error))
    resolutions = 0
    kept: tuple[str, ...] = ()
    try:
        if not has_texts(store):
            raise DatabaseError("Nothing was fetched, so there is nothing to build from.")
        built = build(store, database, progress=progress)
        resolutions, kept = built.resolutions, built.kept
    except UnscError as error:
        failed.append(str(error))
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    done = Refresh(
        ended, not failed, report.fetched, resolutions, tuple(_public(sentence, data) for sentence in (*failed, *kept))
    )
    write_refresh(database, done)
    return done


def _public(sentence: str, data: Path) -> str:
    """A sentence as everyone may read it: without where the folder is on this machine's disk."""
    return sentence.replace(str(data / "unsc.db"), "the database").replace(f"{data}/", "")
