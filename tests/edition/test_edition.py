"""The static edition: every page a file, every link to one, the same bytes again, and only what changed written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import invented
import pytest

from scraper.edition import export as exporting
from scraper.edition.check import check
from scraper.edition.export import Edition, export
from scraper.edition.plan import Layout

pytestmark = pytest.mark.filterwarnings("ignore:Exception in thread .*_execute_writes")  # told to end by SystemExit

ADDRESS = "https://unsc.example.org/council"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("edition") / "unsc.db")


@pytest.fixture(scope="module")
def anchors(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(database, tmp_path_factory.mktemp("anchors"))


def write(database: Path, folder: Path, layout: Layout = "anchors") -> Path:
    export(Edition(database, folder, ADDRESS, layout))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_whole(folder: Path) -> None:
    found = check(folder, ADDRESS)
    assert found.pages > 15
    assert found.links > 100
    assert found.wrong == ()


def test_every_link_leads_to_a_file_and_its_anchor(anchors: Path) -> None:
    assert_whole(anchors)


def test_paragraphs_have_pages_or_none_and_what_others_put_there_stays(
    database: Path, anchors: Path, tmp_path: Path
) -> None:
    paragraph = write(database, tmp_path, "pages") / "S/RES/9001(2998)/op/2/index.html"
    assert paragraph.exists()
    assert_whole(tmp_path)
    (tmp_path / "CNAME").write_text("unsc.example.org")
    write(database, tmp_path)
    assert contents(tmp_path) == {**contents(anchors), "CNAME": b"unsc.example.org"}
    assert not [path for path in tmp_path.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    links = [
        "/council/gone",
        "#nowhere",
        "/other",
        "/council/#there",
        "/council/?page=2",
        f"{ADDRESS}/lost",
        "https://a/",
    ]
    page = "".join(f'<a id="there" href="{link}">x</a>' for link in links)
    (tmp_path / "index.html").write_text(page)
    assert {link: why for _, link, why in check(tmp_path, ADDRESS).wrong} == {
        "/council/gone": "has no file",
        "#nowhere": "has no such anchor",
        "/other": "is outside the site",
        "/council/?page=2": "has a query string",
        f"{ADDRESS}/lost": "has no file",
    }


def test_a_long_resolution_is_one_page_with_all_its_anchors(anchors: Path) -> None:
    page = (anchors / "S/RES/9004(2999)/index.html").read_text()
    data = json.loads((anchors / "S/RES/9004(2999).json").read_text())
    paths = [clause["path"] for clause in data["clauses"]]
    assert len(paths) > 100
    assert not [path for path in paths if f'id="{path}"' not in page]


def test_again_nothing_is_written(database: Path, anchors: Path) -> None:
    _, again = export(Edition(database, anchors, ADDRESS))
    assert (again.written, again.removed) == (0, 0)
    assert again.made == len(exporting.PASSED)


def test_one_that_was_stopped_is_finished(
    database: Path, anchors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spread_half(act: object, items: list[str]) -> object:
        yield list(map(act, items[:20]))  # type: ignore[call-overload]
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "spread", spread_half)
    with pytest.raises(KeyboardInterrupt):
        export(Edition(database, tmp_path, ADDRESS))
    monkeypatch.undo()
    (tmp_path / "coverage/index.html").write_text("spoiled")
    _, done = export(Edition(database, tmp_path, ADDRESS))
    assert 0 < done.made < len(contents(anchors)) - 15
    assert contents(tmp_path) == contents(anchors)


def test_the_search_of_the_edition_finds_what_the_server_finds(database: Path, anchors: Path) -> None:
    """More queries, of the whole corpus, with the same command by hand."""
    if shutil.which("node") is None:
        pytest.skip("Node.js, which runs the script of the edition, is not here")
    trial = Path(__file__).parent.parent / "trials" / "static_search.py"
    ran = subprocess.run([sys.executable, trial, database, anchors, "--count", "150"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    same = re.search(r"^(\d+) of 150 the same", ran.stdout, re.MULTILINE)
    assert same
    assert int(same[1]) > 100
