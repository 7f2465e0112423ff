"""Documents in the shapes that Word and LibreOffice write, and corrected copies of them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from quotable import find_quotable

from scraper.check import Report, check_document
from scraper.check.documents import to_text
from scraper.check.fixing import AUTHOR, fix
from scraper.check.footnotes import to_docx, to_html
from scraper.database.opening import Connection
from scraper.errors import WrongContent


class Wrong:
    """A paragraph of the specimens, quoted with wrong words, paragraph and year; and as it should be."""

    def __init__(self, conn: Connection) -> None:
        self.number, year, path, words = find_quotable(conn)
        self.right = self._say(year, path[3:], words, words)
        self.wrong = self._say(year - 1, "99", [*words[:4], *words[5:8], "quixotic", *words[9:]], [*words, "never"])

    def _say(self, year: int, path: str, first: list[str], second: list[str]) -> list[str]:
        return [
            f"The Council decided “{' '.join(first)}” in resolution {{n}} ({year}).",
            f"It says in paragraph {path}: “{' '.join(second[:16])}”, and no more.",
        ]

    def text(self, lines: list[str]) -> str:
        return "\n\n".join(lines).format(n=self.number)


@pytest.fixture(scope="module")
def wrong(conn: Connection) -> Wrong:
    return Wrong(conn)


def word(lines: list[str]) -> bytes:
    """A DOCX in which each word is a run, every other one in bold, as an edited document has them."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for i, piece in enumerate(line.split(" ")):
            paragraph.add_run(piece + " ").bold = i % 2 == 1
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def checked(conn: Connection, data: bytes, name: str) -> Report:
    return check_document(to_text(data, name), conn)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_a_corrected_copy_is_right_and_otherwise_the_same(conn: Connection, wrong: Wrong, name: str) -> None:
    lines = wrong.text(wrong.wrong).split("\n\n")
    data = {
        "a.docx": lambda: word(lines),
        "a.html": lambda: f"<html><body><!-- kept --><p>{'</p><p>'.join(lines)}</p></body></html>".encode(),
    }.get(name, lambda: "\r\n\r\n".join(lines).encode())()
    report = checked(conn, data, name)
    assert report.is_wrong
    again = checked(conn, fix(data, name, report.corrections), name)
    assert not again.is_wrong
    assert not again.corrections
    assert again.text.replace(",", "").split() == wrong.text(wrong.right).replace(",", "").split()
    if name == "a.html":
        assert b"<!-- kept -->" in fix(data, name, report.corrections)


def test_every_change_of_a_docx_is_tracked(conn: Connection, wrong: Wrong) -> None:
    data = word(wrong.text(wrong.wrong).split("\n\n"))
    fixed = fix(data, "a.docx", checked(conn, data, "a.docx").corrections)
    with zipfile.ZipFile(io.BytesIO(fixed)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count(f'w:author="{AUTHOR}"') == body.count("<w:ins ") + body.count("<w:del ") > 4
    assert "quixotic" in body
    assert ">quixotic</w:t>" not in body


def test_a_pdf_and_an_odt_are_not_rewritten(conn: Connection) -> None:
    for data in (b"%PDF-1.4", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication"):
        with pytest.raises(WrongContent, match="save it as DOCX"):
            fix(data, "a", ())


def test_what_is_written_with_footnotes_is_read_again(conn: Connection, wrong: Wrong) -> None:
    report = check_document(wrong.text(wrong.right) + " See <b>&.[^1]\n\n[^1]: A note.", conn, style="oscola")
    again = to_text(to_docx(report), "a.docx")
    assert again.count(f"UNSC Res {wrong.number}") == 2
    assert "See <b>&.[^3]" in again
    assert "[^3]: A note." in " ".join(again.split())
    page = to_html(report)
    assert page.count('role="doc-noteref"') == page.count('role="doc-backlink"') == 3
    assert "See &lt;b&gt;&amp;." in page
    assert to_text(page.encode(), "a.html").count(f"UNSC Res {wrong.number}") == 2


PAGE = """<html><head><title>T</title><style>p{}</style></head><body>
<p>It says <q>one</q><sup><a href="#fn1" id="r1">1</a></sup> and two<a href="#fn2" id="r2">[2]</a>.</p>
<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table><blockquote><p>Quoted</p></blockquote>
<ol><li id="fn1">First. <a href="#r1">1</a></li></ol><p><a href="#r2" name="fn2">[2]</a> Second.</p></body></html>"""


def test_the_notes_of_a_page_are_notes() -> None:
    assert [line.rstrip() for line in to_text(PAGE.encode(), "a.html").split("\n") if line.strip()] == [
        "It says “one”[^1] and two[^2].", "A | B", "C", ">", "> Quoted", ">", "[^1]: First. 1", "[^2]: [2] Second.",
    ]  # fmt: skip


def test_a_docx_is_read_as_word_writes_it() -> None:
    document = docx.Document()
    document.add_paragraph("Before")
    document.add_paragraph("Quoted words", style="Intense Quote")
    row = document.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "A", "B"
    row[1].add_paragraph("C")
    packed = io.BytesIO()
    document.save(packed)
    assert to_text(packed.getvalue()).split("\n\n") == ["Before", "> Quoted words", "A | B C"]
