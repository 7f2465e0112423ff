"""The whole way over HTTP against the server that stands in for the real hosts, its faults and real kills included."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from scraper.upstream import Fetcher, FetchReport, RawStore, Silent, fetch, import_paths, read_selection
from scraper.upstream.throttle import NoThrottle, no_backoff

ASKED = range(2192, 2200)


class Standin:
    """A running server: its address, and what it was asked."""

    def __init__(self, mirror: str, log: Path) -> None:
        self.mirror, self.log = mirror, log

    def asked(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def fail(self, share: float) -> None:
        with urlopen(f"{self.mirror}/_control?faults={share}") as answer:
            assert json.load(answer) == {"faults": share}


@contextmanager
def running(upstream_files: Path, log: Path) -> Iterator[Standin]:
    server = upstream_files.parent / "serve.py"
    command = [sys.executable, str(server), "--port", "0", "--log", str(log), "--seed", "7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Standin(process.stdout.readline().strip(), log)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def standin(upstream_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(upstream_files, tmp_path_factory.mktemp("standin") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def whole(standin: Standin, tmp_path_factory: pytest.TempPathFactory) -> RawStore:
    """Everything, fetched once without any fault."""
    store = RawStore(tmp_path_factory.mktemp("whole") / "raw")
    report = run(standin, store, "all")
    assert report.failed == ()
    return store


def run(standin: Standin, store: RawStore, *what: str) -> FetchReport:
    fetcher = Fetcher(standin.mirror, throttle=NoThrottle(), backoff=no_backoff())
    return fetch(store, read_selection(what), fetcher, Silent())


def held(store: RawStore) -> list[tuple[str, str, str, int | None]]:
    return [(document.upstream, document.name, document.sha256, document.number) for document in store.documents()]


def test_three_numbers_take_at_most_eight_requests_and_then_none(standin: Standin, tmp_path: Path) -> None:
    store, before = RawStore(tmp_path / "raw"), len(standin.asked())
    assert run(standin, store, "2170", "2199", "2249").fetched == 3
    asked = standin.asked()[before:]
    assert len(asked) <= 8
    assert [entry["path"] for entry in asked].count("/api.github.com/robots.txt") == 1
    assert all(str(entry["user_agent"]).startswith("unsc-resolutions/") for entry in asked)
    assert run(standin, store, "2170", "2199", "2249").already == 3
    assert len(standin.asked()) == before + len(asked)


def test_everything_is_every_file_that_is_there(whole: RawStore, upstream_files: Path) -> None:
    kept = {(upstream, name.rpartition("/")[2]) for upstream, name, _, _ in held(whole)}
    texts = {("zenodo", path.name) for path in (upstream_files / "zenodo").glob("*.txt")}
    gold = {("gold", path.name) for path in (upstream_files / "github/SeanFobbe").rglob("*_EN_GOLD.txt")}
    xml = {("unxml", path.name) for path in (upstream_files / "github/UNxml").rglob("Pre-2020/*/*.xml")}
    xml |= {("unxml", path.name) for path in (upstream_files / "github/UNxml").rglob("20??/English/*.xml")}
    assert kept >= texts | gold | xml
    assert {upstream for upstream, _ in kept} >= {"votes", "listing"}


def test_pdfs_come_for_what_nothing_else_has(whole: RawStore) -> None:
    numbers = {document.number for document in whole.documents() if document.upstream != "ods"}
    pdfs = {document.number for document in whole.documents("ods")}
    assert pdfs
    assert not pdfs & numbers


def test_everything_again_downloads_nothing(standin: Standin, whole: RawStore) -> None:
    before = len(standin.asked())
    assert run(standin, whole, "new").fetched == 0
    paths = [str(entry["path"]) for entry in standin.asked()[before:]]
    assert not [path for path in paths if "codeload" in path or "raw.githubusercontent.com/UNxml" in path]


def test_what_is_imported_is_what_is_fetched(whole: RawStore, upstream_files: Path, tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    import_paths(store, [upstream_files / "github", upstream_files / "zenodo"], Silent())
    texts = [document for document in held(whole) if document[0] in ("gold", "unxml", "votes", "zenodo")]
    assert held(store) == texts


@pytest.mark.parametrize("what", ["all", "2192-2199"])
def test_with_three_faults_in_ten_the_fetch_ends_complete(
    standin: Standin, whole: RawStore, tmp_path: Path, what: str
) -> None:
    store = RawStore(tmp_path / "raw")
    standin.fail(0.3)
    try:
        report = run(standin, store, what)
    finally:
        standin.fail(0)
    assert report.failed == ()
    if what == "all":
        assert held(store) == held(whole)
    else:
        texts = [document for document in held(store) if document[3]]
        assert texts == [document for document in held(whole) if document[0] == "unxml" and document[3] in ASKED]


@pytest.mark.parametrize("seed", [5])
def test_killed_at_random_moments_it_goes_on_where_it_was(
    standin: Standin, whole: RawStore, tmp_path: Path, seed: int
) -> None:
    store, chance = RawStore(tmp_path / "raw"), random.Random(seed)
    script = textwrap.dedent(f"""
        from pathlib import Path
        from scraper.upstream import Fetcher, RawStore, Silent, fetch, read_selection
        from scraper.upstream.throttle import NoThrottle, no_backoff
        fetcher = Fetcher({standin.mirror!r}, throttle=NoThrottle(), backoff=no_backoff())
        fetch(RawStore(Path({str(store.root)!r})), read_selection(["all"]), fetcher, Silent())
    """)
    for _ in range(2):
        with subprocess.Popen([sys.executable, "-c", script]) as process:
            try:
                process.wait(chance.uniform(0.3, 2.5))
            except subprocess.TimeoutExpired:
                process.kill()
        for document in store.documents():
            document.read()
    assert run(standin, store, "all").failed == ()
    assert held(store) == held(whole)
    assert [
        path for path in store.root.rglob("*") if path.suffix in (".part", ".incoming", ".next", ".gz", ".zip")
    ] == []
