"""Answers that are kept: the same bytes, tags that tell builds apart, and nothing kept that may differ."""

from __future__ import annotations

from pathlib import Path

import httpx
import invented
import pytest

from scraper.site import cache
from scraper.site.cache import Cached
from scraper.site.server import make_site

PAGE = "/S/RES/9001(2998)/op/2"


def client(database: Path, content: str = "one") -> httpx.AsyncClient:
    site = make_site(database)
    cached = Cached(site, site.client.app, content)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=cached), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("cache") / "unsc.db")


async def test_what_is_kept_is_what_was_sent(database: Path) -> None:
    async with client(database) as asking:
        first, again = await asking.get(PAGE), await asking.get(PAGE)
        assert first.headers["content-encoding"] == "gzip"
        assert (first.content, first.headers) == (again.content, again.headers)
        plain = await asking.get(PAGE, headers={"accept-encoding": "identity"})
        assert plain.content == first.content
        assert plain.headers["etag"] != first.headers["etag"]
        assert plain.headers["vary"] == "Accept-Encoding"
        assert int(plain.headers["content-length"]) == len(plain.content)
        head = await asking.head(PAGE)
        assert (head.content, head.headers["etag"]) == (b"", first.headers["etag"])


async def test_a_reader_who_has_the_page_is_told_so_until_another_build(database: Path) -> None:
    async with client(database) as asking, client(database, "two") as later:
        tag = (await asking.get(PAGE)).headers["etag"]
        for had in (tag, f'"other", W/{tag}'):
            answer = await asking.get(PAGE, headers={"if-none-match": had})
            assert (answer.status_code, answer.content) == (304, b"")
        assert (await later.get(PAGE, headers={"if-none-match": tag})).status_code == 200
        assert (await asking.get(PAGE, headers={"if-none-match": "*"})).status_code == 200
        assert (await asking.get("/coverage", headers={"if-none-match": tag})).status_code == 200


@pytest.mark.parametrize("path", ["/coverage", "/unsc/resolutions.json", "/S/RES/9999(2998)", "/9001"])
async def test_what_may_differ_is_not_kept(database: Path, path: str) -> None:
    async with client(database) as asking:
        assert "etag" not in (await asking.get(path)).headers


async def test_no_more_is_kept_than_the_bound(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 30_000)
    site = make_site(database)
    cached = Cached(site, site.client.app, "one")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=cached), base_url="http://127.0.0.1") as asking:
        for number in range(20):
            await asking.get(f"/search.json?q=word{number}")
    assert 0 < cached._size <= 30_000
    assert cached._size == sum(map(cache._weigh, cached._kept.values()))
