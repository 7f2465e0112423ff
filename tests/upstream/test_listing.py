"""The Council's own list, read with all the slips it is known for."""

from __future__ import annotations

from datetime import date

import papers
import pytest

from scraper.errors import WrongContent
from scraper.upstream.listing import ListRow, check_listing, read_listing

DAY = date(2999, 12, 24)


def row(*cells: str, close: str = "</tr>") -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + close


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("S/RES/9001 (2999)", "2999-12-24", "On trees"), ListRow(9001, 2999, DAY, "On trees")),
        (("S/RES/9001 (2999)", "24 December 2999", "On trees"), ListRow(9001, 2999, DAY, "On trees")),
        (("S/RES/9001 (2999)", "On trees &amp; gardens"), ListRow(9001, 2999, None, "On trees & gardens")),
        (("<a href='https://x.example/S/RES/90%2001(1)'>S/RES/9001 (2999)</a>", "T"), ListRow(9001, 2999, None, "T")),
        (("S/RES/90 01 (2999)", "T"), ListRow(9001, 2999, None, "T")),
        (("S/RES/9001 2999)", "T"), ListRow(9001, 2999, None, "T")),
        (("S/RES/9001\n      (2999)", "T\n  t"), ListRow(9001, 2999, None, "T t")),
        (("S/RES/ 1 (1946)", "T"), ListRow(1, 1946, None, "T")),
        (("S/RES/9001 (2999)", "some day", "T"), ListRow(9001, 2999, None, "T")),
    ],
)
def test_a_row(cells: tuple[str, ...], expected: ListRow) -> None:
    assert list(read_listing(papers.listing(row(*cells)))) == [expected]


def test_headings_and_other_rows_are_left_out_and_each_resolution_comes_once() -> None:
    rows = [row("Document Symbol", "Date", "Description"), row("S/RES/9002 (2999)", "T"), row("S/PRST/2999/1", "T")]
    page = papers.listing(*rows, row("S/RES/9001 (2999)", "T"), *rows)
    assert [listed.number for listed in read_listing(page)] == [9002, 9001]


def test_rows_that_are_not_closed() -> None:
    rows = [row(f"S/RES/{n} (2999)", "2999-12-24", f"Title {n}", close="") for n in (9003, 9002, 9001)]
    assert [listed.title for listed in read_listing(papers.listing(*rows))] == [
        "Title 9003",
        "Title 9002",
        "Title 9001",
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (papers.listing(), "no resolution is listed"),
        (papers.listing(row("S/RES/9001 (2999)", "T"))[:-20], "breaks off"),
        (b"<!doctype html><html><body>Please enable scripts</body></html>", "no resolution is listed"),
        (b"{}", "not an HTML page"),
    ],
)
def test_a_page_without_rows_is_never_an_answer(page: bytes, words: str) -> None:
    with pytest.raises(WrongContent, match=words):
        check_listing(page)
