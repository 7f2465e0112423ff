"""Taking resolutions from disk: recognised by content, and what is not taken named with its reason."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import papers
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from scraper.upstream import FetchReport, RawStore, Silent, import_paths
from scraper.upstream.detect import Detected, detect

CHECKOUT = {
    "Pre-2020/2998/S_RES_9001_N0023963.xml": papers.xml(9001, 2998),
    "2029/English/S_RES_9002 (2999)-2000407E.xml": papers.xml(9002),
    "2029/English/SC_9002_2999-E.xml": papers.xml(9002),
    "2029/French/S_RES_9002 (2999)-2000407F.xml": papers.xml(9002, language="fra"),
    "PRST/2998/S_PRST_2998_1.xml": papers.xml(0, symbol="S/PRST/2998/1"),
    "data_extract/2999.json": papers.records((9002, "28 February 2999")),
    "README.md": b"# Words about the papers\n",
    "2029/English/test": b"\n",
}
KEPT = [
    "2029/English/SC_9002_2999-E.xml",
    "2029/English/S_RES_9002 (2999)-2000407E.xml",
    "Pre-2020/2998/S_RES_9001_N0023963.xml",
    "data_extract/2999.json",
]
SKIPPED = {
    "2029/French/S_RES_9002 (2999)-2000407F.xml": "it is in French, and only English is kept",
    "PRST/2998/S_PRST_2998_1.xml": "it is another document: S/PRST/2998/1",
    "README.md": "it is not a resolution in a form that is known here",
    "2029/English/test": "it is empty",
}


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def take(store: RawStore, *paths: Path) -> FetchReport:
    return import_paths(store, paths, Silent())


def reasons(report: FetchReport) -> dict[str, str]:
    return {skipped.name: skipped.reason for skipped in report.skipped}


def names(store: RawStore) -> list[str]:
    return [document.name for document in store.documents("unxml")]


def as_folder(path: Path) -> Path:
    for name, data in CHECKOUT.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def as_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in CHECKOUT.items():
            archive.writestr(f"repository-main/{name}", data)
    return path


def as_tar(path: Path) -> Path:
    path.write_bytes(papers.tarball(CHECKOUT))
    return path


@pytest.mark.parametrize("make", [as_folder, as_zip, as_tar])
def test_a_repository_makes_the_same_store_in_each_form(store: RawStore, tmp_path: Path, make) -> None:
    path = make(tmp_path / "upstream")
    report = take(store, path)
    assert names(store) == KEPT
    assert all(document.read() == CHECKOUT[document.name] for document in store.documents())
    assert {name.removeprefix("repository-main/"): why for name, why in reasons(report).items()} == SKIPPED
    assert (report.fetched, report.already, report.exit_code) == (4, 0, 0)
    assert {why: len(names) for why, names in report.skipped_by_reason().items()} == Counter(SKIPPED.values())
    assert take(store, path).already == 4


def test_a_folder_inside_a_checkout_is_known_by_where_it_stands(store: RawStore, tmp_path: Path) -> None:
    take(store, as_folder(tmp_path / "upstream") / "Pre-2020" / "2998")
    assert names(store) == ["Pre-2020/2998/S_RES_9001_N0023963.xml"]


def test_single_files_are_named_by_what_they_hold(store: RawStore, tmp_path: Path) -> None:
    (tmp_path / "download(1)").write_bytes(papers.xml(9001))
    (tmp_path / "copy").write_bytes(papers.xml(9001))
    report = take(store, tmp_path / "download(1)", tmp_path / "copy")
    [document] = store.documents()
    assert document.name.startswith("imported/S_RES_9001_2999-")
    assert (document.url, document.number) == ("", 9001)
    assert (report.fetched, report.already) == (1, 1)


def test_a_file_that_was_fetched_is_not_taken_a_second_time(store: RawStore, tmp_path: Path) -> None:
    store.put("unxml", KEPT[2], CHECKOUT[KEPT[2]], url="https://one.example", number=9001)
    (tmp_path / "copy.xml").write_bytes(CHECKOUT[KEPT[2]])
    assert take(store, tmp_path / "copy.xml").already == 1
    assert names(store) == [KEPT[2]]


BOMB = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 99 + b'"><!ENTITY c "&b;&b;">]>' + papers.xml(9001)
READS = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + papers.xml(9001).replace(b"trees", b"&b;")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (papers.xml(9001, language="fra"), "it is in French, and only English is kept"),
        (papers.xml(0, symbol="S/PRST/2999/3"), "it is another document: S/PRST/2999/3"),
        (papers.xml(0, symbol="A/RES/60/1"), "it is another document: A/RES/60/1"),
        (papers.xml(9001, kind="presidentialStatement"), "it is a presidential statement"),
        (papers.xml(9001, kind="draftResolution"), "it is a draft that was not adopted"),
        (papers.xml(9001)[:-30], "breaks off|not well-formed"),
        (papers.xml(9001).replace(b"</num>", b"</mum>"), "it is not well-formed XML: .*num"),
        (BOMB, "declares a document type of its own"),
        (READS, "declares a document type of its own"),
        (b"<!doctype html><html></html>", "it is a web page"),
        (b"<feed>words</feed>", "not a resolution in a form"),
        (b"\x7fELF\0\0", "not a resolution in a form"),
        (b'{"name": "words"}', "it holds no records of resolutions"),
        (b'{"name": ', "not a resolution in a form"),
    ],
)
def test_what_is_not_taken_is_named_with_its_reason(store: RawStore, tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "paper.xml").write_bytes(data)
    report = take(store, tmp_path / "paper.xml")
    [skipped] = report.skipped
    assert re.search(reason, skipped.reason)
    assert names(store) == []


def test_names_that_a_terminal_would_obey_are_shown_harmless(store: RawStore, tmp_path: Path) -> None:
    names_ = ["\x1b[2Jred.xml", "Pre-2020/2998/S_RES_9001_\udcff.xml", "Pre-2020/2998/S_RES_9001_\x1b.xml"]
    (tmp_path / "t").write_bytes(papers.tarball({name: papers.xml(9001) for name in names_[1:]} | {names_[0]: b"x"}))
    report = take(store, tmp_path / "t")
    assert (report.fetched, report.already, len(report.skipped)) == (1, 1, 1)
    assert report.skipped[0].name.endswith(r"\x1b[2Jred.xml")
    assert names(store)[0].startswith("imported/S_RES_9001_2999-")
    other = papers.xml(0, symbol="S/\x1b[31m/1")
    (tmp_path / "x").write_bytes(other)
    assert take(store, tmp_path / "x").skipped[0].reason.isprintable()


def test_an_archive_inside_an_archive_is_not_opened(store: RawStore, tmp_path: Path) -> None:
    (tmp_path / "outer").write_bytes(papers.tarball({"inner.tar.gz": papers.tarball(CHECKOUT)}))
    report = take(store, tmp_path / "outer")
    assert "it is an archive; name it by itself" in report.skipped[0].reason
    assert names(store) == []


def test_a_hostile_tar_leaves_nothing_outside(store: RawStore, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bad", "w:gz") as archive:
        for name in ["../../Pre-2020/2998/S_RES_9001_x.xml", "/tmp/Pre-2020/2998/S_RES_9001_x.xml"]:
            info = tarfile.TarInfo(name)
            info.size = len(papers.xml(9001))
            archive.addfile(info, io.BytesIO(papers.xml(9001)))
    before = sorted(tmp_path.rglob("*"))
    report = take(store, tmp_path / "bad")
    assert [skipped.reason for skipped in report.skipped] == ["its name leads out of the archive"] * 2
    after = [path for path in sorted(tmp_path.rglob("*")) if store.root not in path.parents and path != store.root]
    assert after == before


def test_what_does_not_exist_or_is_broken_is_said_and_the_rest_done(store: RawStore, tmp_path: Path) -> None:
    (tmp_path / "broken.tar.gz").write_bytes(papers.tarball(CHECKOUT)[:200])
    (tmp_path / "good.xml").write_bytes(papers.xml(9001))
    report = take(store, tmp_path / "nowhere", tmp_path / "broken.tar.gz", tmp_path / "good.xml")
    assert "nowhere does not exist" in report.failed[0]
    assert "broken.tar.gz is damaged" in report.failed[1]
    assert (report.fetched, report.exit_code) == (1, 1)


WHOLE = [
    papers.xml(9001),
    papers.records((9002, "28 February 2999")),
    papers.pdf("S/RES/9001 (2999)"),
    papers.listing("<tr><td>S/RES/9001 (2999)</td><td>On trees</td></tr>"),
    papers.votes("2,S/RES/2901(2099),adopted,x,2901,2099-05-03,T,T,2,0,1,0,15,0,Y,A,Y"),
    b"Resolution 42 (1948)\nof 5 March 1948\n\nThe Security Council,\n",
    papers.tarball(CHECKOUT),
]


@given(st.sampled_from(WHOLE), st.data())
@examples(300)
def test_no_bytes_upset_it(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    until = data.draw(st.integers(at, len(whole)))
    bytes_ = whole[:at] + data.draw(st.binary(max_size=20)) + whole[until:]
    found = detect(data.draw(st.sampled_from(["a", "Pre-2020/2015/a.xml", "data_extract/2015.json"])), bytes_)
    assert isinstance(found, Detected) or found.startswith(("it ", "no symbol", "the XML"))


@pytest.mark.parametrize("whole", WHOLE[:-1])
def test_whole_papers_are_taken(whole: bytes) -> None:
    assert isinstance(detect("paper", whole), Detected)
