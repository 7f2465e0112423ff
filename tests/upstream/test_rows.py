"""Hosts' tables: rows that a build can hold are kept, the others left out, counted and named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import papers
import pytest

from scraper.build.chain import build
from scraper.database import opening
from scraper.errors import WrongContent
from scraper.upstream import RawStore, Silent, import_paths, known_resolutions, listing, unxml, votes
from scraper.upstream.cr_unsc import read_record
from scraper.upstream.github import read_tree
from scraper.upstream.rows import MOST_ROWS, MOST_VALUES, TableRows, read_json, read_note, read_rows

GOOD = "1,S/RES/{0}(2099),adopted,x,{0},2099-05-03,T,T,2,0,1,0,15,0,Y,A,Y"


def table(bad: str) -> TableRows[votes.VoteRow]:
    return votes.read_votes(papers.votes(GOOD.format(2901), bad, GOOD.format(2903)))


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("2099-05-03", "2099-02-31", "Date is '2099-02-31'"),
        ("2099-05-03", "0001-01-01", "the Council did not vote in the year 1"),
        ("2099-05-03", "2098-05-03", "its symbol is of 2099, and its date 2098-05-03"),
        (",2902,", ",2904,", "its symbol is S/RES/2902(2099), and its number 2904"),
        (",2902,", f",{2**63},", "Resolution number is '9223372036854775808'"),
        (",2902,", ",0,", "Resolution number is '0'"),
        (",2,0,1,", ",16,0,1,", "Yes is '16'"),
        (",2,0,1,", ",1e999,0,1,", "Yes is '1e999'"),
        ("Y,A,Y", "Y,X,Y", "Invalid enum value 'X'"),
        ("Y,A,Y", "Y,A", "it has 16 cells in place of 17"),
        (",T,T,", ",\ufffd,T,", "Official full title is '\ufffd'"),
        (",T,T,", f",{'x' * 140_000},T,", "it is not CSV: field larger than field limit"),
    ],
)
def test_a_vote_that_is_not_understood_whole_is_left_out(right: str, wrong: str, why: str) -> None:
    rows = table(GOOD.format(2902).replace(right, wrong, 1))
    assert [row.number for row in rows] == [2901, 2903]
    [sentence] = rows.sentences()
    assert sentence.startswith(f"1 of 3 rows of the table of votes was left out: row 3 ({why}")


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("S/RES/99999 (2099)", "T"), "number is 99999"),
        (("S/RES/0 (2099)", "T"), "number is 0"),
        (("S/RES/2902 (1066)", "T"), "year is 1066"),
        (("S/RES/2902", "T"), "'S/RES/2902' is no symbol of a resolution"),
        (("S/RES/" + "1" * 5000 + " (2099)", "T"), "is no symbol of a resolution"),
        (("S/RES/2902 (2099)", "31 February 2099", "T"), "no calendar has the day '31 February 2099'"),
        (("S/RES/2902 (2099)", "2099-13-01", "T"), "no calendar has the day '2099-13-01'"),
        (("S/RES/2902 (2099)", "3 May 2098", "T"), "its symbol is of 2099, and its date 2098-05-03"),
        (("S/RES/2902 (2099)", "x" * 5000), "title is 'Xxx"),
    ],
)
def test_a_row_of_the_list_that_no_build_can_hold_is_left_out(cells: tuple[str, ...], why: str) -> None:
    good, other = (row(f"S/RES/{number} (2099)", "T") for number in (2901, 2903))
    rows = listing.read_listing(papers.listing(good, row(*cells), other))
    assert [listed.number for listed in rows] == [2901, 2903]
    [sentence] = rows.sentences()
    assert sentence.startswith("1 of 3 rows of the Council's list was left out: row 2 (")
    assert why in sentence


def test_a_line_of_records_that_is_none_is_left_out() -> None:
    lines = papers.records(
        (2901, "3 May 2099"), (2902, "31 February 2099"), (2903, "3 May 2099"), year=2099
    ).splitlines()
    rows = unxml.read_records(b"\n".join([*lines, b"[]", b'{"symbol": "S/PRST/2099/1"}']), "2099.json")
    assert [record.number for record in rows] == [2901, 2903]
    assert rows.sentences() == (
        "2 of 5 rows of 2099.json were left out: line 2 (no calendar has the day '31 February 2099');"
        " line 4 (Expected `object`, got `array`).",
    )


def test_a_record_that_is_dated_in_another_year_leaves_its_day_to_other_sources() -> None:
    assert list(unxml.read_records(papers.records((2901, "3 May 2016"), year=2018))) == [
        unxml.AdoptionRecord(2901, 2018, None)
    ]


def test_entries_of_a_tree_that_are_none_are_left_out() -> None:
    whole = json.loads(papers.tree({"a.xml": b"", "b.xml": b""}))
    whole["tree"] += [{"path": "c.xml"}]
    rows = read_tree(json.dumps(whole).encode())
    assert [entry.path for entry in rows] == ["2999", "a.xml", "b.xml"]
    assert rows.sentences() == (
        "1 of 4 rows of a listing of files was left out: entry 4 (Object missing required field `sha`).",
    )


@pytest.mark.parametrize("size", ["1e999", "-1", "1.5", '"5"', "9" * 5000, str(2**64), "null"])
def test_a_size_that_is_none(size: str) -> None:
    file = '{"key": "X_EN_TXT_BEST.zip", "checksum": "md5:00", "links": {"self": "u"}, "size": ' + size + "}"
    with pytest.raises(WrongContent, match="what came is not a record of files"):
        read_record(f'{{"files": [{file}]}}'.encode())


def test_another_table_is_refused_with_its_first_fault() -> None:
    with pytest.raises(WrongContent, match="what came is not a table: row 1 "):
        read_rows("a table", [("row 1", "x"), ("row 2", "y"), ("row 3", "1")], int)


def test_many_that_are_left_out_are_counted_and_few_named() -> None:
    [sentence] = read_rows("a table", [(f"row {i}", "x" if i < 10 else "1") for i in range(30)], int).sentences()
    assert sentence.startswith("10 of 30 rows of a table were left out: row 0 (invalid")
    assert sentence.endswith("and 5 more.")


def test_tables_have_an_end() -> None:
    with pytest.raises(WrongContent, match="more than 100,000 rows"):
        read_rows("a table", ((f"row {i}", "1") for i in range(MOST_ROWS + 1)), int)
    with pytest.raises(WrongContent, match="more than 1,000,000 values"):
        read_json(b"[" + b"0," * MOST_VALUES + b"0]", list[int], "a listing")


def test_a_note_that_was_damaged_is_an_empty_one() -> None:
    assert read_note({"7": "2099"}, dict[int, str]) == {7: "2099"}
    assert read_note({"seven": "2099"}, dict[int, str]) == {}


def test_what_was_left_out_is_told_by_import_and_by_the_database(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_bytes(papers.listing(row("S/RES/2901 (2099)", "T"), row("S/RES/99999 (2099)", "T")))
    (tmp_path / "votes.csv").write_bytes(papers.votes(GOOD.format(2901), GOOD.format(2902).replace("05-03", "02-30")))
    (tmp_path / "a.xml").write_bytes(papers.xml(2901, 2099))
    store = RawStore(tmp_path / "raw")
    report = import_paths(store, [tmp_path], Silent())
    sentences = (
        "1 of 2 rows of the table of votes was left out: row 3 (Date is '2099-02-30').",
        "1 of 2 rows of the Council's list was left out: row 2 (number is 99999).",
    )
    assert (report.fetched, report.sentences) == (3, sentences)
    assert known_resolutions(store)[2901].adopted == date(2099, 5, 3)
    build(store, tmp_path / "unsc.db")
    with opening.open_database(tmp_path / "unsc.db") as conn:
        told = conn.execute("SELECT message FROM problems WHERE code = 'row-left-out' ORDER BY id").fetchall()
    assert tuple(message for (message,) in map(tuple, told)) == sentences
