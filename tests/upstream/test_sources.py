"""All sources together, over one small web: what each brings, in which order, and what happens where one fails."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import papers
import pytest
import requests
from hosts import Hosts, Reply, hosts_running

from scraper.errors import WrongContent
from scraper.upstream import (
    Fetcher,
    FetchReport,
    RawStore,
    Silent,
    cr_unsc,
    fetch,
    import_paths,
    known_resolutions,
    listing,
    ods,
    read_selection,
    unxml,
    votes,
)  # fmt: skip
from scraper.upstream.throttle import NoThrottle, no_backoff

XML = {
    "2029/English/S_RES_2901 (2099)-E.xml": papers.xml(2901, 2099),
    "data_extract/2099.json": papers.records((2901, "3 May 2099"), year=2099),
}
GOLD = {
    "data/res_en_gold/S_RES_0042_1948_EN_GOLD.txt": b"42 (1948). Resolution of 5 March 1948\n\nThe Security Council,\n",
    "data/res_en_gold/S_RES_0043_1948_EN_GOLD.txt": b"Resolution 44 (1948)\nof 6 March 1948\n\nThe Security Council,\n",
    "README.md": b"words",
}
VOTES = {
    "src/lib/data/Clean BD – UNSC votes 1946-2098.csv": papers.votes(
        "2,S/RES/2901(2099),adopted,x,2901,2099-05-03,T,T,2,0,1,0,15,0,Y,A,Y",
        "1,S/RES/42(1948),adopted,x,42,1948-03-05,T,T,2,0,1,0,15,0,Y,A,Y",
    ),
    "src/lib/data/other.csv": b"a,b\n",
}
TEXTS = {
    "folder/S_RES_0940_1994_EN.txt": b"Distr.\nS/RES/940 (1994)\n31 July 1994\n",
    "folder/S_RES_0941_1994_EN.txt": b"Distr.\nS/RES/941 (1994)\n31 July 1994\n",
    "folder/S_RES_0940_1994_FR.txt": b"mots",
}
LIST = papers.listing(
    "<tr><td>S/RES/2903 (2099)</td><td>2099-07-03</td><td>Third</td></tr>",
    "<tr><td>S/RES/2902 (2099)</td><td>2099-06-03</td><td>Second</td></tr>",
    "<tr><td>S/RES/2901 (2099)</td><td>2099-05-03</td><td>First</td></tr>",
    "<tr><td>S/RES/100 (1953)</td><td>Early</td></tr>",
)
PDF = papers.pdf("United Nations S/RES/2902 (2099) Security Council", "S/RES/2902 (2099)")
PDF_URL = "https://documents.un.org/doc/undoc/gen/n99/000/02/pdf/n9900002.pdf"
UPPER = "https://documents.un.org/doc/UNDOC/GEN/N99/000/02/PDF/N9900002.PDF"
SHELL = b"<!doctype html><html><body><app-root></app-root></body></html>"
ZIP_URL = "https://zenodo.org/api/records/2/files/X_EN_TXT_BEST.zip/content"


def publish(hosts: Hosts, owner_name: str, files: Mapping[str, bytes]) -> None:
    hosts.says(f"https://api.github.com/repos/{owner_name}/git/trees/main?recursive=1", papers.tree(files))
    hosts.says(f"https://codeload.github.com/{owner_name}/tar.gz/refs/heads/main", papers.tarball(files))
    for collection in (unxml.COLLECTION, cr_unsc.COLLECTION, votes.COLLECTION):
        if collection.repository == owner_name:
            for path, data in files.items():
                hosts.says(collection.raw_url(path), data)


def publish_zip(hosts: Hosts, data: bytes, checksum: str = "") -> None:
    digest = checksum or "md5:" + hashlib.md5(data).hexdigest()
    other = {"key": "X_FR_TXT_BEST.zip", "size": 1, "checksum": "md5:0", "links": {"self": "https://zenodo.org/no"}}
    file = {"key": "X_EN_TXT_BEST.zip", "size": len(data), "checksum": digest, "links": {"self": ZIP_URL}}
    hosts.says(cr_unsc.RECORD, Reply(status=302, headers={"Location": "/api/records/2"}))
    hosts.says("https://zenodo.org/api/records/2", json.dumps({"files": [other, file]}).encode())
    hosts.says(ZIP_URL, data)


def look_up(hosts: Hosts, number: int, reply: Reply, year: int = 2099) -> None:
    hosts.says(ods.lookup_url(number, year), reply)


def redirect(path: str) -> Reply:
    return Reply(status=302, headers={"Location": path})


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_running() as running:
        publish(running, "UNxml/SCresolutions", XML)
        publish(running, "SeanFobbe/cr-unsc", GOLD)
        publish(running, "AtelierCartographie/bd-unsc", VOTES)
        publish_zip(running, papers.zipped(TEXTS))
        running.says(listing.URL, Reply(LIST, headers={"ETag": '"list1"'}))
        look_up(running, 2902, redirect("/doc/UNDOC/GEN/N99/000/02/PDF/N9900002.PDF"))
        look_up(running, 2903, redirect("/error"))
        running.says(UPPER, SHELL)
        running.says(PDF_URL, PDF)
        yield running


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def fetcher(hosts: Hosts) -> Fetcher:
    return Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=no_backoff())


def run(hosts: Hosts, store: RawStore, *what: str) -> FetchReport:
    hosts.asked.clear()
    return fetch(store, read_selection(what), fetcher(hosts), Silent())


def names(store: RawStore) -> list[tuple[str, str, int | None]]:
    return [(document.upstream, document.name, document.number) for document in store.documents()]


EVERYTHING = [
    ("gold", "data/res_en_gold/S_RES_0042_1948_EN_GOLD.txt", 42),
    ("gold", "data/res_en_gold/S_RES_0043_1948_EN_GOLD.txt", 44),
    ("listing", "resolutions-0.html", None),
    ("ods", "S_RES_2902(2099).pdf", 2902),
    ("unxml", "2029/English/S_RES_2901 (2099)-E.xml", 2901),
    ("unxml", "data_extract/2099.json", None),
    ("votes", "src/lib/data/Clean BD – UNSC votes 1946-2098.csv", None),
    ("zenodo", "S_RES_0940_1994_EN.txt", 940),
    ("zenodo", "S_RES_0941_1994_EN.txt", 941),
]


def test_everything_from_everywhere(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "all")
    assert names(store) == EVERYTHING
    assert (report.fetched, report.failed, report.exit_code) == (len(EVERYTHING), (), 0)
    assert "Of 5 resolutions known, 2 have no text here" in report.sentences[-1]


def test_pdfs_are_looked_for_only_where_nothing_else_has_the_text(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    looked = [url for url in hosts.asked if "symbol/access" in url]
    assert sorted(looked) == [ods.lookup_url(2902, 2099), ods.lookup_url(2903, 2099)]


def test_everything_again_downloads_nothing(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    hosts.says(
        listing.URL, lambda headers: Reply(LIST) if headers.get("if-none-match") != '"list1"' else Reply(status=304)
    )
    report = run(hosts, store, "new")
    assert report.fetched == 0
    asked = [url.split("?")[0] for url in hosts.documents_asked()]
    assert asked == [
        "https://api.github.com/repos/UNxml/SCresolutions/git/trees/main",
        "https://api.github.com/repos/SeanFobbe/cr-unsc/git/trees/main",
        "https://zenodo.org/api/records/7319780",
        "https://zenodo.org/api/records/2",
        "https://api.github.com/repos/AtelierCartographie/bd-unsc/git/trees/main",
        listing.URL,
    ]


def test_a_source_that_fails_is_named_and_the_others_done(hosts: Hosts, store: RawStore) -> None:
    hosts.says(listing.URL, 403)
    publish_zip(hosts, papers.zipped(TEXTS), checksum="md5:" + "0" * 32)
    report = run(hosts, store, "all")
    assert {upstream for upstream, _, _ in names(store)} == {"gold", "unxml", "votes"}
    assert "md5 checksum is not the published one" in report.failed[0]
    assert "main.un.org does not let us in (403)" in report.failed[1]
    assert not any("documents.un.org" in url for url in hosts.asked), "no PDF in place of a text that may come"


def test_no_pdf_is_looked_for_while_a_source_with_texts_cannot_be_asked(hosts: Hosts, store: RawStore) -> None:
    hosts.says(cr_unsc.RECORD, 500)
    report = run(hosts, store, "all")
    assert "zenodo.org" in report.failed[0]
    assert {upstream for upstream, _, _ in names(store)} == {"gold", "listing", "unxml", "votes"}
    assert not any("documents.un.org" in url for url in hosts.asked)


def test_where_the_list_is_closed_to_us_pdfs_are_still_looked_for(hosts: Hosts, store: RawStore) -> None:
    hosts.says(listing.URL, 403)
    files = dict(XML)
    files["data_extract/2099.json"] = papers.records((2901, "3 May 2099"), (2902, "3 June 2099"), year=2099)
    publish(hosts, "UNxml/SCresolutions", files)
    report = run(hosts, store, "all")
    assert ("ods", "S_RES_2902(2099).pdf", 2902) in names(store)
    assert report.exit_code == 1


def test_what_is_known_of_resolutions_without_a_text(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    known = known_resolutions(store)
    assert list(known) == [42, 100, 2901, 2902, 2903]
    assert (known[2903].year, str(known[2903].adopted), known[2903].title) == (2099, "2099-07-03", "Third")
    assert (known[100].adopted, str(known[42].adopted)) == (None, "1948-03-05")


def test_a_mirror_that_is_down_is_said_once(store: RawStore) -> None:
    nowhere = Fetcher("http://127.0.0.1:9", throttle=NoThrottle(), backoff=no_backoff())
    report = fetch(store, read_selection(["all"]), nowhere, Silent())
    assert report.failed == ("The mirror http://127.0.0.1:9 cannot be reached: the connection is refused.",)


def test_a_machine_without_a_network_is_told_so_once(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*args: object, **more: object) -> None:
        raise requests.ConnectionError("NameResolutionError: Failed to resolve")

    monkeypatch.setattr(requests.Session, "get", unreachable)
    offline = Fetcher(throttle=NoThrottle(), backoff=no_backoff())
    report = fetch(store, read_selection(["all"]), offline, Silent())
    assert report.failed == (
        "No source can be reached: the name of the host cannot be found (is this machine online?).",
    )
    assert report.exit_code == 1


# -- numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "upstream", "hosts_asked"),
    [
        ("2901", "unxml", {"api.github.com", "raw.githubusercontent.com"}),
        ("42", "gold", {"api.github.com", "raw.githubusercontent.com"}),
        ("940", "zenodo", {"zenodo.org"}),
    ],
)
def test_a_number_comes_from_the_best_source_that_has_it(
    hosts: Hosts, store: RawStore, number: str, upstream: str, hosts_asked: set[str]
) -> None:
    report = run(hosts, store, number)
    assert [(u, n) for u, _, n in names(store) if n] == [(upstream, int(number))]
    assert (report.fetched, report.exit_code) == (1, 0)
    assert {url.split("/")[2] for url in hosts.asked} == hosts_asked
    hosts.asked.clear()
    assert run(hosts, store, number).already == 1
    assert hosts.asked == []


def test_the_newest_number_comes_as_pdf(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "2902")
    assert report.exit_code == 0
    document = store.find("ods", "S_RES_2902(2099).pdf")
    assert document is not None
    assert (document.read(), document.url) == (PDF, PDF_URL)


def test_numbers_nobody_has_are_told_apart(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "2901", "2903", "9001", "100")
    assert (report.fetched, report.missing, report.exit_code) == (1, (100, 2903, 9001), 1)
    assert report.sentences == ("Resolution 9001 is not on the Council's list, which ends with 2903.",)
    assert not any("s=S/RES/100(" in url for url in hosts.asked), "before 1994 PDFs hold several resolutions a page"


def test_a_number_beyond_the_list_costs_no_big_download(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "9001")
    assert not any("zenodo" in url for url in hosts.asked)


def test_no_lesser_source_where_the_better_one_fails(hosts: Hosts, store: RawStore) -> None:
    hosts.says(unxml.COLLECTION.tree_url, 500)
    report = run(hosts, store, "2902")
    assert names(store) == []
    assert "the host answers 500" in report.failed[0]


def test_no_lesser_source_where_a_file_of_the_better_one_does_not_come(hosts: Hosts, store: RawStore) -> None:
    hosts.says(unxml.COLLECTION.raw_url("2029/English/S_RES_2901 (2099)-E.xml"), 500)
    look_up(hosts, 2901, Reply(papers.pdf("S/RES/2901 (2099)")))
    report = run(hosts, store, "2901")
    assert "the host answers 500" in report.failed[0]
    assert names(store) == []


def test_what_came_before_a_source_failed_is_counted(hosts: Hosts, store: RawStore) -> None:
    hosts.says(cr_unsc.COLLECTION.tree_url, 500)
    report = run(hosts, store, "42", "2901")
    assert (report.fetched, report.exit_code) == (1, 1)


def test_dates_before_2000_go_by_the_table_of_votes(hosts: Hosts, store: RawStore) -> None:
    report = run(hosts, store, "1948-01-01..1948-12-31")
    assert [number for _, _, number in names(store) if number] == [42]
    assert report.exit_code == 0


def test_dates_go_by_what_can_be_asked(hosts: Hosts, store: RawStore) -> None:
    hosts.says(listing.URL, 403)
    report = run(hosts, store, "2099-05-01..2099-06-30")
    assert [number for _, _, number in names(store) if number] == [2901]
    assert (report.exit_code, len(report.failed)) == (1, 1)


def test_dates_beyond_the_records_go_by_the_list(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "2099-05-01..2099-06-30")
    assert [number for _, _, number in names(store) if number] == [2902, 2901]


# -- Zenodo ----------------------------------------------------------------------------------------------------


def test_a_new_version_is_noticed_by_its_checksum(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    newer = TEXTS | {"S_RES_0942_1994_EN.txt": b"S/RES/942 (1994)\n"}
    publish_zip(hosts, papers.zipped(newer))
    assert run(hosts, store, "new").fetched == 1
    assert ("zenodo", "S_RES_0942_1994_EN.txt", 942) in names(store)


def test_texts_that_a_new_version_lacks_are_kept_and_told(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    before = names(store)
    gone = next(name for name in sorted(TEXTS) if name.endswith("_EN.txt"))
    publish_zip(hosts, papers.zipped({name: data for name, data in TEXTS.items() if name != gone}))
    report = run(hosts, store, "new")
    assert names(store) == before
    assert f"Not in X_EN_TXT_BEST.zip any more, and kept here: {gone.removeprefix('folder/')}." in report.sentences


def test_an_archive_half_kept_is_gone_on_with(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "all")
    (store.root / "zenodo" / "S_RES_0941_1994_EN.txt").unlink()
    assert run(hosts, store, "new").fetched == 1
    assert names(store) == EVERYTHING


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (b"{}", "not a record of files"),
        (b'{"files": []}', "names no archive"),
        (b'{"files": [{"key": "A_EN_TXT_BEST.zip", "checksum": "md5:0"}]}', "not a record of files"),
        (b"[]", "not a record of files"),
        (SHELL, "an HTML page"),
    ],
)
def test_a_record_that_is_none(hosts: Hosts, store: RawStore, record: bytes, words: str) -> None:
    hosts.says("https://zenodo.org/api/records/2", record)
    assert words in run(hosts, store, "940").failed[0]


# -- Official Document System ----------------------------------------------------------------------------------


def fetch_2902(hosts: Hosts) -> tuple[str, bytes]:
    return ods.fetch_pdf(fetcher(hosts), 2902, 2099)


def test_the_address_is_written_by_hand(hosts: Hosts) -> None:
    fetch_2902(hosts)
    assert "https://documents.un.org/api/symbol/access?s=S/RES/2902(2099)&l=en&t=pdf" in hosts.asked


@pytest.mark.parametrize(
    "reply",
    [
        redirect("/doc/UNDOC/GEN/N99/000/02/PDF/N9900002.PDF"),
        redirect("/doc/undoc/gen/n99/000/02/pdf/n9900002.pdf"),
        Reply(
            b"Found. Redirecting to /doc/UNDOC/GEN/N99/000/02/PDF/N9900002.PDF", headers={"Content-Type": "text/plain"}
        ),
        Reply(PDF),
    ],
    ids=["upper case", "lower case", "as text", "at once"],
)
def test_each_way_in_which_a_pdf_comes(hosts: Hosts, reply: Reply) -> None:
    look_up(hosts, 2902, reply)
    assert fetch_2902(hosts)[1] == PDF


def test_an_upper_case_path_that_works_is_enough(hosts: Hosts) -> None:
    hosts.says(UPPER, PDF)
    assert fetch_2902(hosts) == (UPPER, PDF)


@pytest.mark.parametrize("reply", [redirect("/error"), Reply(SHELL)], ids=["error", "page"])
def test_what_is_not_there_is_noted_and_not_asked_again(hosts: Hosts, store: RawStore, reply: Reply) -> None:
    look_up(hosts, 2902, reply)
    run(hosts, store, "all")
    assert store.find("ods", "S_RES_2902(2099).pdf") is None
    assert ods.absent_lately(store) == {2902, 2903}
    run(hosts, store, "new")
    assert not any("documents.un.org" in url for url in hosts.asked)


def test_asked_for_by_number_it_is_looked_for_again(hosts: Hosts, store: RawStore) -> None:
    run(hosts, store, "2903")
    look_up(hosts, 2903, redirect("/doc/undoc/3.pdf"))
    hosts.says("https://documents.un.org/doc/undoc/3.pdf", papers.pdf("S/RES/2903 (2099)"))
    assert run(hosts, store, "2903").fetched == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (papers.pdf("S/RES/2901 (2099) and S/RES/2902 (2099)"), r"S/RES/2901 \(2099\) came in its place"),
        (papers.pdf("S/RES/2902 (2098)"), r"S/RES/2902 \(2098\) came in its place"),
        (papers.pdf("a letter"), "a document without a symbol"),
        (b"%PDF-1.4\nnothing\n%%EOF", "cannot be read"),
        (PDF[:400], "breaks off"),
        (SHELL, "an HTML page"),
    ],
)
def test_another_document_in_its_place_is_refused(hosts: Hosts, body: bytes, words: str) -> None:
    hosts.says(PDF_URL, body)
    with pytest.raises(WrongContent, match=words):
        fetch_2902(hosts)


def test_a_neighbour_that_comes_once_does_no_harm(hosts: Hosts) -> None:
    hosts.says(PDF_URL, papers.pdf("S/RES/2901 (2099)"), PDF)
    assert fetch_2902(hosts)[1] == PDF


def test_a_host_that_stops_us_is_said_once(hosts: Hosts, store: RawStore) -> None:
    look_up(hosts, 2903, Reply(status=403))
    look_up(hosts, 2902, Reply(status=403))
    report = run(hosts, store, "all")
    assert report.failed == (
        "documents.un.org does not let us in (403). It is left alone for the rest of this run; try again later.",
    )


def test_only_so_many_are_looked_for_in_one_run(store: RawStore) -> None:
    years = dict.fromkeys(range(2900, 2960), 2099) | {800: 1993}
    chosen, later = ods.choose(store, years)
    assert list(chosen) == list(range(2959, 2959 - ods.PER_RUN, -1))
    assert later == 60 - ods.PER_RUN


# -- from disk -------------------------------------------------------------------------------------------------


def test_each_kind_is_recognised_by_content(store: RawStore, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, data in {
        "S_RES_0042_1948_EN_GOLD.txt": GOLD["data/res_en_gold/S_RES_0042_1948_EN_GOLD.txt"],
        "S_RES_0940_1994_EN.txt": TEXTS["folder/S_RES_0940_1994_EN.txt"],
        "scan.bin": PDF,
        "table.csv": next(iter(VOTES.values())),
        "page.html": LIST,
        "note.txt": b"UNITED NATIONS\nSecurity Council\nDistr.\nGENERAL\nS/RES/9001 (2999)\n\nwords\n",
        "cites.txt": b"The Security Council in S/RES/9001 (2999) said\n",
        "other.csv": b"a,b\n1,2\n",
        "letter.pdf": papers.pdf("a letter"),
        "broken.pdf": PDF[:300],
        "page2.html": SHELL,
    }.items():
        (folder / name).write_bytes(data)
    report = import_paths(store, [folder], Silent())
    assert [(upstream, number) for upstream, _, number in names(store)] == [
        ("gold", 42), ("listing", None), ("ods", 2902), ("votes", None), ("zenodo", 940), ("zenodo", 9001),
    ]  # fmt: skip
    assert {skipped.name: skipped.reason for skipped in report.skipped} == {
        "cites.txt": "it is not a resolution in a form that is known here",
        "other.csv": "it is not a resolution in a form that is known here",
        "letter.pdf": "no symbol of a resolution stands on the first pages of the PDF",
        "broken.pdf": "it is a PDF that cannot be used: the PDF breaks off before its end",
        "page2.html": "it is a web page",
    }


def test_a_fetched_store_and_an_imported_one_hold_the_same(hosts: Hosts, store: RawStore, tmp_path: Path) -> None:
    run(hosts, store, "all")
    (tmp_path / "gold.tar.gz").write_bytes(papers.tarball(GOLD))
    (tmp_path / "xml.tar.gz").write_bytes(papers.tarball(XML))
    (tmp_path / "texts.zip").write_bytes(papers.zipped(TEXTS))
    imported = RawStore(tmp_path / "other")
    import_paths(imported, [tmp_path / name for name in ("gold.tar.gz", "xml.tar.gz", "texts.zip")], Silent())
    expected = [
        (d.upstream, d.name, d.sha256, d.number) for d in store.documents() if d.upstream in "gold unxml zenodo"
    ]
    assert [(d.upstream, d.name, d.sha256, d.number) for d in imported.documents()] == expected
