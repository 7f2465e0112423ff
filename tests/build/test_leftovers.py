"""What killed builds leave: files go at the next start, processes at once; a build at work is never disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from test_history import paper, refreshed

from scraper.build.chain import build
from scraper.database import write
from scraper.upstream import RawStore

BUILDING = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from scraper.build import chain, parallel
    from scraper.database import write
    from scraper.upstream import RawStore
    parallel.FEW, parallel.BATCH = 0, 1
    real = write.insert
    def slowly(conn, rows):
        real(conn, rows)
        print("writing", flush=True)
        time.sleep(60)
    write.insert = slowly
    parallel.os.cpu_count = lambda: 2
    chain.build(RawStore(Path(sys.argv[1])), Path(sys.argv[2]))
""")
"""A build with workers that says when it has begun to write, and then takes its time."""


def building(store: RawStore, target: Path) -> subprocess.Popen[str]:
    """Such a build at work, in a session of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILDING, str(store.root), str(target)],
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def in_session(leader: int) -> list[int]:
    """The processes of a session that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    store = refreshed(tmp_path, paper())
    for number in range(9102, 9106):
        store.put("unxml", f"2029/English/S_RES_{number}-1E.xml", paper(number=number), url="", number=number)
    return store


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_a_killed_build_leaves_no_process_and_its_file_goes_at_the_next(store: RawStore, tmp_path: Path) -> None:
    process = building(store, tmp_path / "unsc.db")
    assert len(in_session(process.pid)) > 1, "there are workers"
    process.kill()
    process.communicate()
    until = time.monotonic() + 10
    while in_session(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    waiting = in_session(process.pid)
    for each in waiting:
        os.kill(each, signal.SIGKILL)
    assert waiting == []
    assert len(list(tmp_path.glob("unsc.db.new-*"))) == 1
    build(store, tmp_path / "unsc.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "unsc.db"]


def test_two_builds_at_once_do_not_disturb_each_other(store: RawStore, tmp_path: Path) -> None:
    process = building(store, tmp_path / "unsc.db")
    try:
        [theirs] = tmp_path.glob("unsc.db.new-*")
        assert build(store, tmp_path / "unsc.db").resolutions == 5
        write.clear_leftovers(tmp_path / "unsc.db")
        assert theirs.exists()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_what_is_left_goes_with_its_journals_and_nothing_else(tmp_path: Path) -> None:
    kept = ["unsc.db", "unsc.db-journal", "other.db.new-1", "unsc.db.newer"]
    gone = ["unsc.db.new-1", "unsc.db.new-1-journal", "unsc.db.new-2-wal", "unsc.db.new-77-0a1b2c3d"]
    for name in kept + gone:
        (tmp_path / name).write_bytes(b"words")
    write.clear_leftovers(tmp_path / "unsc.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_a_folder_that_cannot_be_written_stops_no_server(tmp_path: Path) -> None:
    write.clear_leftovers(tmp_path / "not there" / "unsc.db")
