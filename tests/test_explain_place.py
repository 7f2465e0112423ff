"""How a text became paragraphs: that the steps shown are those that the build took, of a paragraph only its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.build.chain import build
from scraper.database import opening
from scraper.errors import NotFound
from scraper.explain import Explained, explain_place, find_spans
from scraper.models import Pinpoint
from scraper.upstream import RawStore

GOLD = """S/RES/9021 (2999)
Resolution 9021 (2999)
Adopted by the Security Council at its 8001st meeting, on
3 May 2999
The Security Council,
Recalling the report of the gardener of 2 May 2999, 12
1. Decides to plant pear trees in the court-
yard of the palace;
S/RES/9021 (2999)
Page 2
2. Requests the gardener:
(a) To water the trees;
(b) To report to the Council;
3. Decides to remain seized of the matter.
"""


def letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def own_lines(explained: Explained) -> str:
    """The letters of the lines that are no furniture."""
    is_xml = explained.upstream == "unxml"
    return "".join(letters(line.words) for line in explained.lines if is_xml or not line.rule)


def clause_letters(explained: Explained) -> str:
    return "".join(letters(c.heading + c.label + c.text) for c in explained.clauses)


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one typed text."""
    folder = tmp_path_factory.mktemp("garden")
    store = RawStore(folder / "raw")
    store.put("gold", "res_en_gold/S_RES_9021_2999_EN_GOLD.txt", GOLD.encode(), url="https://example.org/9021")
    build(store, folder / "unsc.db", accept=True)
    return folder


def explain_in(folder: Path, path: str = "") -> Explained:
    conn = opening.open_database(folder / "unsc.db")
    try:
        return explain_place(conn, RawStore(folder / "raw"), Pinpoint(9021, None, path))
    finally:
        conn.close()


def test_all_lines_of_a_resolution_are_shown(garden: Path) -> None:
    shown = explain_in(garden)
    assert "\n".join(line.words for line in shown.lines) == GOLD.strip()
    assert [clause.path for clause in shown.clauses] == ["pp/1", "op/1", "op/2", "op/2/a", "op/2/b", "op/3"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("pp/1", ["Recalling the report of the gardener of 2 May 2999, 12"]),
        ("op/1", ["1. Decides to plant pear trees in the court-", "yard of the palace;"]),
        ("op/2", ["2. Requests the gardener:", "(a) To water the trees;", "(b) To report to the Council;"]),
        ("op/2/a", ["(a) To water the trees;"]),
        ("op/3", ["3. Decides to remain seized of the matter."]),
    ],
)
def test_of_a_paragraph_only_its_own_lines_and_pieces_are_shown(garden: Path, path: str, lines: list[str]) -> None:
    shown = explain_in(garden, path)
    assert [line.words for line in shown.lines if not line.rule] == lines
    assert {clause.path for clause in shown.clauses} == {
        clause.path for clause in explain_in(garden).clauses if f"{clause.path}/".startswith(f"{path}/")
    }
    assert len(shown.pieces) == len(shown.clauses)


def test_what_a_person_corrected_is_among_the_problems(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides = garden / "overrides"
    overrides.mkdir()
    (overrides / "9021.toml").write_text(
        '[[correction]]\nsource = "gold"\nfind = "pear trees"\nreplace = "plum trees"\nreason = "A slip."\n'
    )
    monkeypatch.setattr("scraper.explain.resource", lambda name: garden / name)
    shown = explain_in(garden)
    assert [problem.code for problem in shown.problems].count("corrected") == 1
    assert any("plum trees" in clause.text for clause in shown.clauses)


def test_what_is_gone_from_the_store_is_said(garden: Path, tmp_path: Path) -> None:
    conn = opening.open_database(garden / "unsc.db")
    with pytest.raises(NotFound, match="no longer in"):
        explain_place(conn, RawStore(tmp_path), Pinpoint(9021))
    conn.close()


@pytest.mark.parametrize(
    ("rows", "text", "spans"),
    [
        ("Calls upon", "Callsupon", [(0, 9)]),
        ("Head|Calls", "Calls", [(0, 0), (0, 5)]),
        ("Calls|Tail", "Calls", [(0, 5), (5, 5)]),
        ("the|the|oil|the", "thetheoilthe", [(0, 6), (0, 6), (6, 9), (9, 12)]),
        ("All Members1|shall report", "AllMembersshallreport", [(0, 3), (10, 21)]),
        ("wholly other|Asks", "1.CallsAsks", [(0, 7), (7, 11)]),
        ("Asks the Council|Decides thus", "DecidesthusAskstheCouncil", [(11, 25), (25, 25)]),
        ("", "Calls", [(0, 5)]),
    ],
)
def test_rows_are_placed_in_their_order(rows: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert find_spans([row.split() for row in rows.split("|")], text) == spans


APART = 60
"""One resolution in so many is explained."""


def test_real_resolutions_are_explained_as_they_were_built(corpus_db: Path, shared_folder: Path) -> None:
    store, conn = RawStore(shared_folder / "corpus-raw"), opening.open_database(corpus_db)
    numbers = [row[0] for row in conn.execute("SELECT number FROM resolutions ORDER BY number")][::APART]
    assert len(numbers) > 15
    for number in numbers:
        whole = explain_place(conn, store, Pinpoint(number))
        rows = conn.execute("SELECT path, text FROM clauses WHERE document = ? ORDER BY position", (number,)).fetchall()
        assert [(clause.path, clause.text) for clause in whole.clauses] == [tuple(row) for row in rows]
        paths = [clause.path for clause in whole.clauses if clause.level == 0 and clause.path.count("/") == 1]
        for path in (paths[0], paths[len(paths) // 2], paths[-1]):
            part = explain_place(conn, store, Pinpoint(number, None, path))
            assert own_lines(part) == clause_letters(part), (number, path)
    conn.close()
