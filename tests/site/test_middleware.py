"""The layer in front of every page: what it refuses, what it adds to every answer, and how errors are told."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sqlite3
import sys
import time
from pathlib import Path
from urllib.parse import quote_plus

import invented
import pytest
from asking import ask_raw, get, open_site, page, words
from datasette.app import Datasette
from datasette.utils.asgi import Request

from scraper.errors import DatabaseError, UnscError
from scraper.render import links
from scraper.site import failures, middleware, pages, params

sys.path.insert(0, str(Path(__file__).parent.parent / "trials"))

import hostile_values

RICH = "/S/RES/9001(2998)"

EVERY_KIND = [
    "/", "/search?q=lamps", "/search.json?q=lamps", "/search.csv?q=lamps", "/search.atom?q=lamps", RICH,
    f"{RICH}/op/2", f"{RICH}.json", f"{RICH}.txt", "/9001", "/9001/99", "/nothing", "/unsc", "/unsc.json",
    "/unsc/votes", "/unsc/votes.json", "/unsc/votes.csv", "/unsc/resolutions/9001", "/unsc?sql=select+1",
    "/unsc?sql=select", "/unsc.db", "/unsc/nosuch", "/unsc/votes?_sort=x", "/unsc/", "/-/site/site.css",
    "/-/static/app.css", "/-/static/nosuch", "/-/databases.json", "/favicon.ico", "/" + "a" * 3000,
]  # fmt: skip
"""An address of every kind there is: pages and data, ours and Datasette's, files, redirects, refusals, errors."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("middleware") / "unsc.db")


# Every answer


@pytest.mark.parametrize("path", EVERY_KIND)
async def test_every_answer_has_the_headers_that_keep_it_safe(site: Datasette, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "TRACE"):
        response = await site.client.request(method, path)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] in ("no-referrer", "strict-origin-when-cross-origin")
        (policy,) = response.headers.get_list("content-security-policy")
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        assert rules["frame-ancestors"] == rules["form-action"] == "'self'"
        assert "unsafe" not in rules["script-src"]
        assert response.status_code < 500


@pytest.mark.parametrize(
    "path", ["/unsc", "/unsc/votes", "/unsc/resolutions/9001", "/unsc?sql=select+1", "/unsc/citing"]
)
@pytest.mark.parametrize("facets", [True, False])
async def test_the_policy_knows_every_script_of_datasettes_pages(database: Path, path: str, facets: bool) -> None:
    site = open_site(database, settings={"allow_facet": facets})
    await site.invoke_startup()
    response = await get(site, path)
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", response.text, re.DOTALL)
    assert scripts
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in response.headers["content-security-policy"]
    assert not re.search(r"<[^>]+\son[a-z]+=", response.text)


async def test_our_pages_run_no_script_but_their_own(site: Datasette) -> None:
    for path in ("/", RICH, "/nothing"):
        assert "script-src 'self';" in (await site.client.get(path)).headers["content-security-policy"]


# What is refused


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"])
async def test_this_site_can_only_be_read(site: Datasette, method: str) -> None:
    for path in ("/", RICH, "/unsc", "/unsc/votes", "/-/static/app.css", "/nothing"):
        response = await site.client.request(method, path)
        assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert f"This site can only be read: ask with GET, HEAD or OPTIONS, not {method}." in response.text


async def test_options_are_told(site: Datasette) -> None:
    for path in ("/", RICH, "/unsc/votes", "/nothing"):
        response = await site.client.options(path)
        assert (response.status_code, response.headers["allow"], response.text) == (204, "GET, HEAD, OPTIONS", "")


async def test_an_address_has_at_most_2000_characters(site: Datasette) -> None:
    for path in ("/search?q=", "/2249/", "/timeline/", "/unsc?sql=select+1+--"):
        fits = path + "a" * (links.LONGEST + path.count("?") - len(path))
        assert (await site.client.get(fits)).status_code in (200, 301, 404)
        response = await get(site, fits + "a", 414)
        assert "longer than 2,000 characters" in response.text
    assert (await site.client.get("/2249/" + "/" * 60_000)).elapsed.total_seconds() < 1


async def test_no_link_of_a_page_of_results_is_longer(site: Datasette) -> None:
    for typed in ("lamps " * 300, "lamp* " * 240, "lamps OR " + "中" * 150, "lamps", "lamps -" + "л" * 300):
        tree = await page(site, f"/search?q={quote_plus(typed)}")
        assert max(len(a.get("href")) for a in tree.xpath("//a[@href]")) <= links.LONGEST


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("example.org:8001", 200), ("127.0.0.1", 200), ("[::1]:8001", 200),
        ("a b", 400), ("<script>", 400), ("evil.example/@", 400), ("a:b", 400), ("", 400), ("x" * 300, 400), ("é", 400),
    ],
)  # fmt: skip
async def test_a_host_that_is_none_is_refused(site: Datasette, host: str, status: int) -> None:
    for path in ("/search.atom?q=lamps", f"{RICH}.json", "/unsc/votes"):
        response = await site.client.get(path, headers={"host": host.encode()})
        assert response.status_code == status
        assert not host or (host in response.text) is (status == 200)


async def test_the_address_the_site_is_known_by_goes_before_the_host(database: Path) -> None:
    known = {"plugins": {"unsc-resolutions": {"address": "https://law.example"}}}
    site = open_site(database, metadata=known)
    await site.invoke_startup()
    for path in (f"{RICH}.json", "/search.atom?q=lamps", "/unsc/clauses.json?_size=1", "/opensearch.xml"):
        response = await site.client.get(path, headers={"host": "elsewhere.example"})
        assert "https://law.example/" in response.text
        assert "elsewhere" not in response.text


@pytest.mark.parametrize("address", ["law.example", "ftp://law.example", "https://", "https://a b", "https://a/b"])
async def test_a_setting_that_is_no_address_is_told(database: Path, address: str) -> None:
    with pytest.raises(UnscError, match="is not the address of a site"):
        open_site(database, metadata={"plugins": {"unsc-resolutions": {"address": address}}})


async def test_too_many_headers_are_refused(site: Datasette) -> None:
    many = [(f"x-{n}", "1") for n in range(101)]
    assert "headers" in (await site.client.get("/", headers=many)).text
    assert (await site.client.get("/", headers=many)).status_code == 431
    assert (await site.client.get("/", headers=[("x-much", "a" * 20_000)])).status_code == 431
    assert (await site.client.get("/", headers=many[:60])).status_code == 200


@pytest.mark.parametrize("size", [7_000, 30_000])
async def test_no_cookie_holds_the_server_up(site: Datasette, size: int) -> None:
    """One of 60,000 characters stopped the site for 38 s."""
    began = time.thread_time()
    response = await site.client.get("/nothing", headers={"cookie": 'a="' + '\\"' * size + '"'})
    assert response.status_code == 404
    assert time.thread_time() - began < 0.2


CLOSED = (
    "metadata versions plugins settings config threads databases actor auth-token logout permissions messages"
    " allow-debug patterns static-plugins/unsc-resolutions/site.css nosuch static/../templates/base.html"
).split()


@pytest.mark.parametrize("name", CLOSED)
async def test_what_the_server_says_of_itself_is_closed(site: Datasette, name: str) -> None:
    for path in (f"/-/{name}", f"/-/{name}.json", f"/%2D/{name}", f"/~2D/{name}", f"//-/{name}", f"/./-/{name}"):
        response = await site.client.get(path, follow_redirects=True)
        assert response.status_code == 404, path


async def test_where_the_database_is_on_the_disk_is_told_nowhere(site: Datasette, database: Path) -> None:
    for path in (*EVERY_KIND, "/.json", "/-/databases.json", "/unsc.json?sql=x", "/unsc/votes/x/y/z", "/unsc.nosuch"):
        if path != "/unsc.db":
            response = await site.client.get(path)
            assert str(database.parent) not in response.text + str(response.headers), path


# Datasette's parameters


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/unsc/votes?_size=-1", "“_size” must be a whole number of at most six digits, or max."),
        ("/unsc/votes?_timelimit=x", "“_timelimit” must be a whole number of at most six digits."),
        ("/unsc/votes?_ttl=²", "“_ttl” must be a whole number of at most six digits."),
        ("/unsc/votes.json?_json_infinity=maybe", "“_json_infinity” must be on or off."),
        ("/unsc/votes?_facet={}", "“_facet” must be the name of a column."),
        ("/unsc/votes?_through={}", "There is no parameter “_through” here."),
        ("/unsc/votes?vote__in=[[1]]", "“vote__in” must be words with commas between them, or a JSON list"),
        ("/unsc/votes?vote__nosuch=1", "There is no parameter “vote__nosuch” here."),
        ("/unsc/votes?vote=a%00b", "“vote” must not hold control characters."),
        ("/unsc/votes?" + "&".join(f"_facet={n}" for n in range(9)), "At most 8 facets can be asked for at once."),
        ("/unsc/votes?" + "&".join("a=1" for _ in range(101)), "At most 100 parameters can be given."),
        ("/unsc/votes?_sort=nosuch", "Cannot sort table by nosuch"),
        ("/unsc/resolutions?number__gt=²", "This could not be read: invalid literal for int()"),
        ("/unsc/resolutions?number__gt=" + "9" * 400, "This could not be read"),
        ("/unsc/citing?_next=x", "This could not be read: invalid literal for int()"),
        ("/unsc?sql=select", "incomplete input"),
        ("/unsc?sql=delete+from+votes", "Statement must be a SELECT"),
        ("/unsc?sql=select+:_x&_x=1", "There is no parameter “_x” here."),
        ("/~75nsc/votes?_size=x", "“_size” must be a whole number"),
    ],
)
async def test_what_a_page_of_datasettes_cannot_read_is_a_400_that_says_so(
    site: Datasette, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], path: str, said: str
) -> None:
    assert said in words(await page(site, path, 400))
    assert not caplog.records
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "path", ["/unsc.csv", "/unsc.nosuch", "/unsc/votes.blob", "/unsc/votes/1.csv", "/unsc/votes.jsono"]
)
async def test_a_form_that_a_page_does_not_have_is_a_404(site: Datasette, path: str) -> None:
    assert "There is no such form of this page; it also comes as .json" in (await get(site, path, 404)).text


async def test_every_link_and_form_of_datasettes_pages_asks_for_what_is_read(site: Datasette) -> None:
    """Nothing that Datasette offers is refused: each link is asked, and each field of its forms is known."""
    for path in ("/unsc", "/unsc/resolutions?_facet=year&_size=1", "/unsc/resolutions/9001", "/unsc?sql=select+1",
                 "/unsc/resolutions?_sort=year&_search=x", "/unsc/units?_search=lamps&_sort_desc=id&_size=2",
                 "/unsc/citing?_size=1", "/unsc/votes?vote__exact=for&_labels=on"):  # fmt: skip
        tree = await page(site, path)
        for href in {a.get("href") for a in tree.xpath("//a[@href] | //link[@href]") if "/unsc" in a.get("href")}:
            asked = href.removeprefix("http://localhost")
            status = (await site.client.get(asked)).status_code
            assert status in (200, 301, 302) or "/members/" in href, (path, href)  # no member is in what is invented
        table = params.Page("query" if "sql=" in path else "table", "")
        names = {field.get("name") for field in tree.xpath("//form[contains(@action, '/unsc')]//*[@name]")}
        assert not [name for name in names if params.complaint(table, f"{name}=on") and "There is no" in name]


async def test_the_ways_of_asking_that_are_documented_still_work(site: Datasette) -> None:
    found = (await get(site, "/unsc/votes.json?vote__in=for,against&_shape=array&_sort=member")).json()
    assert len(found) == 3
    found = (await get(site, '/unsc/votes.json?vote__in=["for"]&_shape=objects&_size=1')).json()
    assert len(found["rows"]) == 1
    assert (await get(site, "/unsc.json?sql=select+:a+as+a&a=x&_shape=arrayfirst")).json() == ["x"]
    redirect = await get(site, "/unsc/votes?_filter_column_1=vote&_filter_op_1=exact&_filter_value_1=for", 302)
    assert redirect.headers["location"] == "/unsc/votes?vote__exact=for"
    assert (await get(site, "/unsc/votes.csv?_col=vote&_dl=on")).text.startswith("id,vote\r\n")


# How errors are told


async def test_an_error_comes_in_the_form_that_was_asked_for(site: Datasette) -> None:
    told = (await get(site, "/unsc/votes.json?_size=x", 400)).json()
    assert (told["ok"], told["status"]) == (False, 400)
    assert (await get(site, "/unsc/votes.csv?_size=x", 400)).text == told["error"] + "\n"
    asked = await site.client.get("/unsc/votes?_size=x", headers={"accept": "application/json"})
    assert asked.json() == told
    assert words(await page(site, "/unsc/votes?_size=x", 400)).count(told["error"]) == 1


@pytest.mark.parametrize("path", ["/coverage", "/coverage.json"])
async def test_a_fault_of_ours_is_a_500_whose_place_is_logged(
    site: Datasette, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def fail(_conn: object) -> None:
        raise ValueError("secret inside")

    monkeypatch.setattr(pages.coverage, "read_coverage", fail)
    response = await get(site, path, 500)
    assert "secret" not in response.text
    (record,) = caplog.records
    assert (record.levelno, record.getMessage().split(":")[0]) == (logging.ERROR, f"GET {path}")
    assert record.exc_info


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.DatabaseError("from SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "of_datasette", "status"),
    [
        (ValueError("x"), True, 400), (ValueError("x"), False, 500), (OverflowError("x"), True, 400),
        (KeyError("x"), True, 500), (TypeError("x"), True, 500), (sqlite3.ProgrammingError("x"), True, 400),
        (sqlite_error(sqlite3.SQLITE_ERROR), True, 400), (sqlite_error(sqlite3.SQLITE_ERROR), False, 500),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), True, 503), (sqlite_error(sqlite3.SQLITE_IOERR), True, 503),
        (DatabaseError("No database is there. Build one."), False, 503),
    ],
)  # fmt: skip
def test_only_what_tells_of_the_request_is_a_400(error: Exception, of_datasette: bool, status: int) -> None:
    assert failures.account(error, of_datasette=of_datasette)[0] == status


async def test_what_fails_outside_of_any_page_is_a_500_in_our_frame(
    site: Datasette, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise KeyError("secret inside")

    monkeypatch.setattr(site, "app", lambda: middleware.wrap(site)(fail))
    assert await ask_raw(site, b"/") == 500
    assert [record.getMessage() for record in caplog.records] == [f"GET /: {failures.SURPRISE}"]


async def test_below_another_base_url_the_same_holds(database: Path) -> None:
    site = open_site(database, settings={"base_url": "/law/"})
    await site.invoke_startup()
    for path, status in (("/unsc/votes", 200), ("/unsc/votes?_size=x", 400), ("/-/threads.json", 404)):
        response = await get(site, path, status)  # the client puts /law before it
        assert 'href="/law/' in response.text or path.endswith(".json")


async def test_a_broken_database_still_gets_a_sentence(site: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise sqlite_error(sqlite3.SQLITE_CORRUPT)

    monkeypatch.setattr(failures.responses, "ask", fail)
    request = Request.fake("/")
    request.scope["headers"] = []
    response = await failures.tell(site, request, sqlite_error(sqlite3.SQLITE_CORRUPT))
    assert response.status == 503
    assert response.body.startswith("The database cannot be read")


# A slice of the long trial


@pytest.mark.parametrize("part", range(4))
async def test_hostile_values_are_answered(
    site: Datasette, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], part: int
) -> None:
    """No 5xx, no traceback, whatever is asked of any page: some hundreds of the thousands of the trial."""
    for request in hostile_values.make_requests(part, 150):
        path, _, query = request.target.encode("latin-1").partition(b"?")
        headers = [(b"host", b"localhost"), *((n.lower().encode(), v.encode("latin-1")) for n, v in request.headers)]
        assert await ask_raw(site, path, query, headers, request.method) < 500, request.name
    assert not caplog.records
    assert "Traceback" not in capfd.readouterr().err
