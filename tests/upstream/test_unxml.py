"""The UN's XML: which files are wanted, how few requests bring them, what is told when some do not come."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import papers
import pytest
from hosts import Hosts, Reply, hosts_running

from scraper.upstream import Fetcher, FetchReport, RawStore, Silent, fetch, github, listing, read_selection, unxml
from scraper.upstream.retry import in_rounds
from scraper.upstream.throttle import NoThrottle, no_backoff

REPOSITORY = "UNxml/SCresolutions"
TREE = f"https://api.github.com/repos/{REPOSITORY}/git/trees/main?recursive=1"
TARBALL = f"https://codeload.github.com/{REPOSITORY}/tar.gz/refs/heads/main"
RAW = f"https://raw.githubusercontent.com/{REPOSITORY}/main/"

FILES = {
    "README.md": b"words",
    "Pre-2020/2998/S_RES_9001_N0023963.xml": papers.xml(9001, 2998),
    "Pre-2020/2998/desktop.ini": b"junk",
    "2029/English/S_RES_9002 (2999)-2000407E.xml": papers.xml(9002),
    "2029/English/S_RES_9003-2000408E.xml": papers.xml(9003),
    "2029/English/SC_9003_2999-E.xml": papers.xml(9003, words="Again decides"),
    "2029/English/test": b"\n",
    "2029/English/S_PRST_2999_11.xml": papers.xml(0, symbol="S/PRST/2999/11"),
    "2029/French/S_RES_9002 (2999)-2000407F.xml": papers.xml(9002, language="fra"),
    "Not adopted/English/S_2999_302-2407462E.xml": papers.xml(0, symbol="S/2999/302"),
    "PRST/2998/S_PRST_2998_1.xml": papers.xml(0, symbol="S/PRST/2998/1"),
    "data_extract/2998.json": papers.records((9001, "3 May 2998"), year=2998),
    "data_extract/2999.json": papers.records((9002, "28\u00a0February 2999"), (9003, "1 March 2999")),
}
KEPT = sorted(path for path in FILES if unxml.is_wanted(path))


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_running() as running:
        publish(running, FILES)
        yield running


def publish(hosts: Hosts, files: dict[str, bytes]) -> None:
    hosts.says(TREE, papers.tree(files))
    hosts.says(TARBALL, papers.tarball(files))
    hosts.says(listing.URL, papers.listing("<tr><td>S/RES/9003 (2999)</td><td>2999-03-01</td><td>Last</td></tr>"))
    for path, data in files.items():
        hosts.says(unxml.COLLECTION.raw_url(path), Reply(data, headers={"ETag": f'W/"{papers.blob_sha(data)}"'}))


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def run(hosts: Hosts, store: RawStore, *what: str) -> FetchReport:
    """Fetch what is asked for; of `all` and `new` only this source's part."""
    hosts.asked.clear()
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=no_backoff())
    if what in (("all",), ("new",)):
        return in_rounds(github.Run(store, fetcher, Silent()), [unxml.fetch_all])
    return fetch(store, read_selection(what), fetcher, Silent())


def names(store: RawStore) -> list[str]:
    return [document.name for document in store.documents("unxml")]


def contents(store: RawStore) -> dict[str, bytes]:
    return {document.name: document.read() for document in store.documents("unxml")}


def test_english_xml_and_records_are_wanted_and_nothing_else() -> None:
    assert KEPT == [
        "2029/English/SC_9003_2999-E.xml",
        "2029/English/S_PRST_2999_11.xml",
        "2029/English/S_RES_9002 (2999)-2000407E.xml",
        "2029/English/S_RES_9003-2000408E.xml",
        "Pre-2020/2998/S_RES_9001_N0023963.xml",
        "data_extract/2998.json",
        "data_extract/2999.json",
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("S_RES_1285_N0023963.xml", 1285),
        ("S_RES_2504 (2020)-2000407E.xml", 2504),
        ("SC_2561_2021-E.xml", 2561),
        ("S_RES-2779-2507317E.xml", 2779),
        ("S_PRST_2020_11.xml", None),
        ("S_RES_20001_x.xml", None),
        ("2019.json", None),
    ],
)
def test_the_number_in_a_name(name: str, number: int | None) -> None:
    assert unxml.number_of(f"some/folder/{name}", None) == number


def test_the_number_on_the_cover_page_counts() -> None:
    assert unxml.number_of("Pre-2020/2998/S_RES_9009_x.xml", papers.xml(9001)) == 9001
    assert unxml.number_of("x/S_RES_9009_x.xml", papers.xml(0, symbol="S/RES/9004(2999)")) == 9004


# -- everything ------------------------------------------------------------------------------------------------


def test_everything_comes_in_one_request(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "all")
    assert (report.fetched, report.failed, report.exit_code) == (len(KEPT), (), 0)
    assert hosts.documents_asked() == [TARBALL]
    assert contents(store) == {path: FILES[path] for path in KEPT}
    urls = {document.name: document.url for document in store.documents()}
    assert urls["2029/English/S_RES_9002 (2999)-2000407E.xml"] == (
        RAW + "2029/English/S_RES_9002%20%282999%29-2000407E.xml"
    )


def test_everything_asked_again_costs_one_listing(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    report = run(hosts, store, "all")
    assert (report.fetched, report.already) == (0, len(KEPT))
    assert hosts.documents_asked() == [TREE]


def test_a_listing_with_an_etag_is_asked_for_on_condition(hosts: Hosts, store: RawStore) -> None:
    def listing(headers: dict[str, str]) -> Reply:
        known = headers.get("if-none-match") == '"t1"'
        return Reply(status=304) if known else Reply(papers.tree(FILES), headers={"ETag": '"t1"'})

    run(hosts, store, "all")
    hosts.says(TREE, listing)
    for _ in range(2):
        assert run(hosts, store, "new").already == len(KEPT)
    assert hosts.seen[-1]["if-none-match"] == '"t1"'


def test_new_brings_what_is_new_or_changed_and_keeps_what_is_gone(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    files = dict(FILES)
    del files["Pre-2020/2998/S_RES_9001_N0023963.xml"]
    files["2029/English/S_RES_9003-2000408E.xml"] = papers.xml(9003, words="Corrected, decides")
    files["2029/English/S_RES_9004-2000409E.xml"] = papers.xml(9004)
    publish(hosts, files)
    report = run(hosts, store, "new")
    assert (report.fetched, report.already) == (2, len(KEPT) - 2)
    assert len(hosts.documents_asked()) == 3
    assert contents(store) == {path: data for path, data in (FILES | files).items() if unxml.is_wanted(path)}
    assert report.sentences == (f"Not in {REPOSITORY} any more, and kept here: Pre-2020/2998/S_RES_9001_N0023963.xml.",)


def test_many_new_files_come_as_the_tarball(hosts: Hosts, store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "ONE_BY_ONE", 3)
    store.put("unxml", KEPT[0], FILES[KEPT[0]], url="")
    run(hosts, store, "new")
    assert hosts.documents_asked() == [TREE, TARBALL]
    assert names(store) == KEPT


def test_where_the_tarball_is_closed_to_us_files_come_one_by_one(hosts: Hosts, store: RawStore) -> None:
    hosts.says("https://codeload.github.com/robots.txt", b"User-agent: *\nDisallow: /\n")
    report = run(hosts, store, "all")
    assert contents(store) == {path: FILES[path] for path in KEPT}
    assert report.failed == ()
    assert "codeload.github.com does not want programs" in report.sentences[0]


def test_a_tarball_left_by_a_killed_run_is_gone_on_with(hosts: Hosts, store: RawStore) -> None:
    store.scratch("unxml.tar.gz").write_bytes(papers.tarball(FILES))
    assert run(hosts, store, "all").fetched == len(KEPT)
    assert hosts.asked == []
    assert not store.scratch("unxml.tar.gz").exists()


def test_a_tarball_whose_gzip_is_whole_and_whose_inside_is_not(hosts: Hosts, store: RawStore) -> None:
    inside = gzip.decompress(papers.tarball(FILES))
    hosts.says(TARBALL, gzip.compress(inside[:3000]))
    report = run(hosts, store, "all")
    assert "damaged" in report.failed[0]
    assert not store.scratch("unxml.tar.gz").exists()


def test_a_file_in_the_tarball_that_is_no_xml_is_named(hosts: Hosts, store: RawStore) -> None:
    hosts.says(TARBALL, papers.tarball(FILES | {KEPT[3]: b"<!doctype html><html>"}))
    report = run(hosts, store, "all")
    assert report.failed == (f"{KEPT[3]} in {REPOSITORY} is not kept: an HTML page came in place of the file.",)
    assert names(store) == [name for name in KEPT if name != KEPT[3]]


# -- a few numbers ---------------------------------------------------------------------------------------------


def test_a_few_numbers_take_few_requests_and_none_when_asked_again(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "9001", "9002")
    assert report.fetched == 2
    assert len(hosts.asked) == 5, "two robots.txt, one listing, two files"
    report = run(hosts, store, "9001", "9002")
    assert (report.fetched, report.already, report.exit_code) == (0, 2, 0)
    assert hosts.asked == []


def test_both_files_of_one_number_are_kept(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "9003")
    assert names(store) == ["2029/English/SC_9003_2999-E.xml", "2029/English/S_RES_9003-2000408E.xml"]


def test_of_two_files_one_missing_is_fetched_when_asked_again(hosts: Hosts, store: RawStore) -> None:
    second = unxml.COLLECTION.raw_url("2029/English/SC_9003_2999-E.xml")
    hosts.says(second, 500)
    assert run(hosts, store, "9003").exit_code == 1
    publish(hosts, FILES)
    assert run(hosts, store, "9003").fetched == 1
    assert len(names(store)) == 2


def test_a_number_nobody_has_is_named_and_the_rest_done(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "9001", "9777")
    assert (report.fetched, report.missing, report.exit_code) == (1, (9777,), 1)
    assert any("9777" in sentence for sentence in report.sentences)


def test_a_file_that_does_not_come_is_named_and_the_rest_done(hosts: Hosts, store: RawStore) -> None:
    hosts.says(unxml.COLLECTION.raw_url("Pre-2020/2998/S_RES_9001_N0023963.xml"), 404)
    report = run(hosts, store, "9001", "9002")
    assert names(store) == ["2029/English/S_RES_9002 (2999)-2000407E.xml"]
    assert (report.fetched, report.exit_code) == (1, 1)
    assert "S_RES_9001" in report.failed[0]


@pytest.mark.parametrize("bad", [b"<!doctype html><html></html>", papers.xml(9001)[:200], b"", papers.xml(9009)])
def test_bytes_that_are_not_the_listed_ones_are_not_kept(hosts: Hosts, store: RawStore, bad: bytes) -> None:
    hosts.says(unxml.COLLECTION.raw_url("Pre-2020/2998/S_RES_9001_N0023963.xml"), bad)
    report = run(hosts, store, "9001")
    assert names(store) == []
    assert len(report.failed) == 1


def test_what_fails_three_times_comes_in_a_later_round(hosts: Hosts, store: RawStore) -> None:
    path = "Pre-2020/2998/S_RES_9001_N0023963.xml"
    hosts.says(unxml.COLLECTION.raw_url(path), 500, 502, 503, 500, FILES[path])
    report = run(hosts, store, "9001", "9002")
    assert (report.fetched, report.already, report.failed, report.exit_code) == (2, 0, (), 0)


def test_a_host_that_stops_us_ends_the_run_with_a_sentence(hosts: Hosts, store: RawStore) -> None:
    hosts.says(TREE, 403)
    report = run(hosts, store, "9001", "9002")
    assert (report.fetched, report.exit_code) == (0, 1)
    assert report.failed == (
        "api.github.com does not let us in (403). It is left alone for the rest of this run; try again later.",
    )
    assert hosts.documents_asked() == [TREE]


@pytest.mark.parametrize("listing", [b"{}", b'{"tree": [{"path": 1}]}', papers.tree(FILES, truncated=True), b"[]"])
def test_a_listing_that_is_none_is_refused(hosts: Hosts, store: RawStore, listing: bytes) -> None:
    hosts.says(TREE, listing)
    report = run(hosts, store, "9001")
    assert "listing" in report.failed[0]


def test_a_damaged_document_is_fetched_again(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "9001")
    [document] = store.documents()
    document.path.write_bytes(document.read()[::-1])
    report = run(hosts, store, "9001")
    assert report.fetched == 1
    assert "was damaged" in report.sentences[0]
    assert contents(store) == {document.name: FILES[document.name]}


# -- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "numbers"),
    [
        ("2999-02-01..2999-02-28", [9002]),
        ("2999-03-01", [9003, 9003]),
        ("2998-01-01..2999-02-28", [9001, 9002]),
        ("2999-03-02..2999-12-31", []),
    ],
)
def test_dates_are_days_of_adoption(hosts: Hosts, store: RawStore, dates: str, numbers: list[int]) -> None:
    report = run(hosts, store, dates)
    assert sorted(document.number for document in store.documents() if document.number) == numbers
    assert report.exit_code == 0


def test_records_are_read() -> None:
    [first, second] = unxml.read_records(FILES["data_extract/2999.json"])
    assert (first.number, first.year, first.adopted) == (9002, 2999, date(2999, 2, 28))
    assert second == unxml.AdoptionRecord(9003, 2999, date(2999, 3, 1))
    [odd] = unxml.read_records(papers.records((9005, "some day")))
    assert odd.adopted is None
