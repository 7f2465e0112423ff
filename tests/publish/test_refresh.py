"""`unsc refresh`: current afterwards, or as before, with the reason told."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from datasette.app import Datasette

from scraper.cli import group
from scraper.database.refreshes import LARGEST, Refresh, read_refresh, write_refresh
from scraper.site.server import make_site


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


def run(data: Path, mirror: str, *options: str) -> Result:
    return CliRunner().invoke(group.main, ["refresh", "--data", str(data), "--mirror", mirror, *options])


def test_what_failed_is_kept_and_told_and_the_database_stays(data: Path, tmp_path: Path) -> None:
    data.mkdir()
    (data / "unsc.db").write_bytes(b"as it was")
    told = tmp_path / "told.json"
    result = run(data, "http://127.0.0.1:9", "--tell", f"tee {told}")
    assert result.exit_code == 1
    assert (data / "unsc.db").read_bytes() == b"as it was"
    found = read_refresh(data / "unsc.db")
    assert found is not None
    assert not found.good
    assert found.said
    assert str(data) not in "".join(found.said)
    assert json.loads(told.read_text())["said"] == list(found.said)


def test_a_file_that_is_none_of_ours_is_no_refresh(tmp_path: Path) -> None:
    database = tmp_path / "unsc.db"
    assert read_refresh(database) is None
    for hostile in (b"", b"[]", b"{}", b"\xff", b"[" * (LARGEST + 1), b'{"ended": 1, "good": 1, "fetched": null}'):
        (tmp_path / "refresh.json").write_bytes(hostile)
        assert read_refresh(database) is None
    kept = Refresh("2999-01-01T00:00:00+00:00", True, 3, 7, ("said",))
    write_refresh(database, kept)
    assert read_refresh(database) == kept


async def test_coverage_tells_of_a_failed_refresh(specimens_db: Path, tmp_path: Path) -> None:
    database = tmp_path / "unsc.db"
    database.write_bytes(specimens_db.read_bytes())
    write_refresh(database, Refresh("2999-01-31T00:00:00+00:00", False, 0, 0, ("The host <b> did not answer.",)))
    site: Datasette = make_site(database)
    await site.invoke_startup()
    page = (await site.client.get("/coverage")).text
    assert "The refresh of 31 January 2999 did not go well; what was here before is shown:" in page
    assert "The host &lt;b&gt; did not answer." in page
    assert (await site.client.get("/coverage.json")).json()["refresh"]["good"] is False


def test_the_owner_is_told_at_an_address(data: Path) -> None:
    heard: list[bytes] = []

    class Owner(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Owner) as owner:
        thread = Thread(target=owner.handle_request)
        thread.start()
        result = run(data, "http://127.0.0.1:9", "--tell", f"http://127.0.0.1:{owner.server_port}/refreshed")
        thread.join(10)
    assert result.exit_code == 1
    assert [json.loads(one)["good"] for one in heard] == [False]
