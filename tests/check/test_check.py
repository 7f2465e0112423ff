"""Documents checked against the specimens: what is quoted, what it is quoted from, and what is said of it."""

from __future__ import annotations

import doctest
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from quotable import find_quotable

from scraper.check import CheckedQuotation, check_document, passages
from scraper.check.documents import to_text
from scraper.check.footnotes import to_markdown
from scraper.cli import main as cli
from scraper.database.opening import Connection
from scraper.errors import WrongContent


class Paragraph:
    """A long operative paragraph of the specimens, to be quoted."""

    def __init__(self, conn: Connection) -> None:
        self.number, self.year, self.path, self.words = find_quotable(conn)
        self.cited = f"resolution {self.number} ({self.year}), paragraph {self.path[3:]}"


@pytest.fixture(scope="module")
def paragraph(conn: Connection) -> Paragraph:
    return Paragraph(conn)


def quoted(conn: Connection, text: str) -> CheckedQuotation:
    return max(check_document(text, conn).quotations, key=lambda one: len(one.quote))


def test_doctests_hold() -> None:
    assert doctest.testmod(passages).failed == 0


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“"])
@pytest.mark.parametrize("form", ["The Council said in {c}: {q}.", "They rely on {q} ({c}).", "In {c}, we read {q}."])
def test_words_as_printed_are_verbatim_in_any_marks(
    conn: Connection, paragraph: Paragraph, marks: str, form: str
) -> None:
    text = form.format(c=paragraph.cited, q=marks.format(" ".join(paragraph.words)))
    one = quoted(conn, text)
    assert (one.verdict, one.path, one.changes) == ("verbatim", paragraph.path, ())
    assert text[one.start : one.end] == " ".join(paragraph.words)
    assert one.url == f"/S/RES/{paragraph.number}({paragraph.year})/{paragraph.path}"


@pytest.mark.parametrize("at", [2, 7, 12])
@pytest.mark.parametrize("put", [["never"], [], ["quixotic", "tides"]])
def test_a_word_changed_is_never_verbatim(conn: Connection, paragraph: Paragraph, at: int, put: list[str]) -> None:
    words = [*paragraph.words[:at], *put, *paragraph.words[at + 1 :]]
    one = quoted(conn, f"In {paragraph.cited}: “{' '.join(words)}”.")
    assert one.verdict == "differs"
    assert one.path == paragraph.path


def test_words_of_another_paragraph_stand_elsewhere(conn: Connection, paragraph: Paragraph) -> None:
    wrong = f"resolution {paragraph.number} ({paragraph.year}), paragraph 99"
    one = quoted(conn, f"In {wrong}: “{' '.join(paragraph.words)}”.")
    assert (one.verdict, one.path) == ("elsewhere", paragraph.path)
    assert "they stand in" in one.notes[0]


def test_words_of_nobody_are_not_found_and_of_others_not_checked(conn: Connection, paragraph: Paragraph) -> None:
    strange = "the keeper of the lighthouse and his two sons dine at seven every evening of the week"
    assert quoted(conn, f"The Council says in {paragraph.cited}: “{strange}”.").verdict == "not_found"
    assert quoted(conn, f"The mayor said: “{strange}”.").verdict == "not_checked"
    assert quoted(conn, f"In S/PRST/2015/22: “{strange}”.").notes == (
        "S/PRST/2015/22 is named beside it, and its text is not here.",
    )
    assert quoted(conn, "The so-called ‘liberation’ of the town.").verdict == "not_checked"


def test_what_is_left_out_and_where_it_stops_is_told(conn: Connection, paragraph: Paragraph) -> None:
    words = paragraph.words
    one = quoted(conn, f"In {paragraph.cited}: “{' '.join(words[:5])} ... {' '.join(words[8:14])}”.")
    assert one.verdict == "allowed"
    assert [(change.kind, change.printed.strip(" ,;")) for change in one.changes] == [
        ("ellipsis", " ".join(words[5:8]))
    ]
    assert any(note.startswith(f"The quotation stops before “{words[14]}") for note in one.notes)


@pytest.mark.parametrize(
    ("cited", "status"),
    [
        ("resolution {n} ({y})", "ok"),
        ("resolution {n} ({z})", "year does not fit"),
        ("paragraph 99 of resolution {n} ({y})", "no such paragraph"),
        ("resolution 9999 (2015)", "no such resolution"),
        ("resolution {n} of 1 January {y}", "year does not fit"),
    ],
)
def test_each_citation_has_its_status(conn: Connection, paragraph: Paragraph, cited: str, status: str) -> None:
    text = f"They recall {cited.format(n=paragraph.number, y=paragraph.year, z=paragraph.year - 1)} today."
    (one,) = check_document(text, conn).citations
    assert one.status == status
    assert bool(one.note) == (status != "ok")


def test_an_apostrophe_is_no_mark() -> None:
    text = "The States' duty is Da'esh's end; 'the pilots' harbour' isn't \"theirs\" and ‘the pilots’ guild’ is."
    assert [text[one.start : one.end] for one in passages.find_passages(text)] == [
        "the pilots' harbour", "theirs", "the pilots’ guild",
    ]  # fmt: skip


def test_a_block_is_a_quotation(conn: Connection, paragraph: Paragraph) -> None:
    words = paragraph.words
    text = f"In {paragraph.cited}, the Council:\n\n> {' '.join(words[:8])}\n> {' '.join(words[8:])}\n\nSo it is."
    assert quoted(conn, text).verdict == "verbatim"


# -- formats ---------------------------------------------------------------------------------------------------------

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, notes: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {WORD}>{notes}</w:footnotes>")
    return made.getvalue()


def test_the_reference_of_a_footnote_belongs_to_its_sentence(conn: Connection, paragraph: Paragraph) -> None:
    body = (
        f"<w:p><w:r><w:t>It says “{' '.join(paragraph.words)}”</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>See {paragraph.cited}.</w:t></w:r></w:p></w:footnote>'
    one = quoted(conn, to_text(docx(body, note)))
    assert (one.verdict, one.path) == ("verbatim", paragraph.path)
    assert one.cited == paragraph.cited


def test_html_and_odt_are_read(paragraph: Paragraph) -> None:
    page = (
        b"<html><head><style>p{}</style><script>alert(1)</script></head>"
        b"<p>One <i>two</i></p><blockquote>Three</blockquote>"
    )
    assert to_text(page, "a.html").split() == ["One", "two", ">", "Three"]
    made = io.BytesIO()
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    note = "<text:note><text:note-body><text:p>See there.</text:p></text:note-body></text:note>"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", f"<d {text}><text:p>One<text:s/>two{note} three</text:p></d>")
    assert to_text(made.getvalue()) == "One two[^1] three\n\n[^1]: See there."


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 nothing", b"\x00\x01\x02", b"%PDF-1.4 cut",
        docx('<!DOCTYPE a [<!ENTITY b "c">]>').replace(b"word/document.xml", b"word/document.xmk"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(WrongContent, match=r"\.$"):
        to_text(data)


def test_no_archive_is_unpacked_beyond_its_bound() -> None:
    with pytest.raises(WrongContent, match="more than is read"):
        to_text(docx(" " * 101_000_000))


def test_the_places_are_ready_footnotes(conn: Connection, paragraph: Paragraph) -> None:
    words = " ".join(paragraph.words)
    text = f"In {paragraph.cited}: “{words}”. Again: “{words}”, and “{words.replace(' ', ' never ', 1)}”."
    told = to_markdown(check_document(text, conn, style="oscola"))
    assert told.count("”.[^1]") == told.count("”,[^1]") == 1
    assert f"[^1]: UNSC Res {paragraph.number} (" in told
    assert "[^2]: Not word for word. Printed in" in told
    assert to_markdown(check_document("Nothing is quoted.", conn)) == "Nothing is quoted.\n"


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_what_is_wrong_by_its_exit_code(
    specimens_db: Path, paragraph: Paragraph, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "unsc.db").symlink_to(specimens_db)
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    words = paragraph.words
    good.write_text(f"In {paragraph.cited}: “{' '.join(words)}”.", encoding="utf-8")
    bad.write_text(f"In {paragraph.cited}: “{' '.join([*words[:6], 'never', *words[6:]])}”.", encoding="utf-8")
    run = CliRunner()
    fine = run.invoke(cli, ["check", str(good), "--data", str(data)])
    wrong = run.invoke(cli, ["check", str(bad), str(good), "--json", "--data", str(data)])
    assert (fine.exit_code, wrong.exit_code) == (0, 1)
    told = json.loads(wrong.stdout)
    assert [one["quotations"][0]["verdict"] for one in told] == ["differs", "verbatim"]
    assert set(told[0]) == {"file", "citations", "quotations", "totals", "corrections"}
    (change,) = told[0]["quotations"][0]["changes"]
    at = bad.read_text(encoding="utf-8").index("never")
    assert change == {"kind": "word", "quoted": "never", "printed": "", "strong": True, "start": at, "end": at + 5}
    assert run.invoke(cli, ["check", str(tmp_path / "none.md"), "--data", str(data)]).exit_code == 2
