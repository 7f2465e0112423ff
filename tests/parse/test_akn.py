"""Akoma Ntoso to clauses, on the specimens: each has a reviewed outline, and no word of any is lost.

Which slip stands in which specimen is said in specimens/README.md.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import exactness
import pytest
from examples import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import etree

from scraper.errors import NotAResolution, WrongContent
from scraper.models import Clause, Mark, Parsed
from scraper.parse import akn
from scraper.parse.inline import read_inline

SPECIMENS = Path(__file__).parent.parent / "specimens"
NAMES = sorted(path.stem for path in SPECIMENS.glob("*.xml"))
LONGEST_EXCERPT = 60


def _parse(name: str) -> Parsed:
    return akn.parse((SPECIMENS / f"{name}.xml").read_bytes())


def _specimen(number: int) -> Parsed:
    return _parse(next(name for name in NAMES if str(number) in name))


def _clause(number: int, path: str) -> Clause:
    return next(clause for clause in _specimen(number).resolution.clauses if clause.path == path)


# -- reviewed outlines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_outline_is_the_reviewed_one(name: str) -> None:
    """One line a clause. A missing outline is written, and the test fails until somebody has read it and kept it."""
    reviewed, outline = SPECIMENS / "outlines" / f"{name}.txt", _outline(_parse(name))
    if not reviewed.exists():
        reviewed.parent.mkdir(exist_ok=True)
        reviewed.write_text(outline, encoding="utf-8")
        pytest.fail(f"{reviewed} was missing and has been written: read it against the XML, and keep it if it is right")
    assert outline == reviewed.read_text(encoding="utf-8")


def test_no_outline_without_its_specimen() -> None:
    assert sorted(path.stem for path in (SPECIMENS / "outlines").glob("*")) == NAMES


def _outline(parsed: Parsed) -> str:
    opening = [f"= {parsed.resolution.opening}"] if parsed.resolution.opening else []
    clauses = (line for clause in parsed.resolution.clauses for line in _lines(clause))
    problems = [" ".join(filter(None, ["!", p.code, p.path])) for p in parsed.problems]
    furniture = [f"~ {words}" for words in parsed.furniture]
    return "\n".join([*opening, *clauses, *problems, *furniture, ""])


def _lines(clause: Clause) -> Iterator[str]:
    """The headings above a clause; its path, kind, label, verbs and the two ends of its text; its footnotes."""
    indent = "  " * clause.level
    yield from (f"{indent}# {line}" for line in clause.heading.splitlines())
    kind = "" if clause.kind == "paragraph" else f"[{clause.kind}]"
    verb = f"<{clause.verb}>" if clause.verb else ""
    yield indent + " ".join(filter(None, [clause.path, kind, clause.label, verb, _excerpt(clause.text)]))
    yield from (f"{indent}^ {mark.value}" for mark in clause.marks if mark.kind == "footnote")


def _excerpt(text: str) -> str:
    shown = text.replace("\t", " | ").rstrip(" ")
    return shown if len(shown) <= LONGEST_EXCERPT else f"{shown[:42]} … {shown[-14:]}"


# -- what is kept of the running text ------------------------------------------------------------------------------


def test_blanks_are_collapsed_and_typographic_signs_stay() -> None:
    assert "non‑State actors, among them the Vel’ash Syndicate" in _clause(9012, "pp/2").text
    assert _clause(9012, "op/4/b").text == "Observe the truce of 12\u00a0to 19\u00a0November 2999;"


def test_italics_are_marked_without_the_blanks_beside_them() -> None:
    clause = _clause(9002, "op/3/a")
    assert clause.text == "Ceasefire"
    assert clause.marks == (Mark("italic", 0, 9),)


def test_a_link_keeps_its_target() -> None:
    clause = _clause(9002, "pp/1")
    links = {clause.text[m.start : m.end]: m.value for m in clause.marks if m.kind == "link"}
    assert links == {
        "9001 (2999)": "https://undocs.org/en/S/RES/9001(2999)",
        "S/2999/88": "https://undocs.org/en/S/2999/88",
    }


def test_a_footnote_stands_at_its_place_and_not_among_the_words() -> None:
    clause = _clause(9001, "pp/5")
    (note,) = [mark for mark in clause.marks if mark.kind == "footnote"]
    assert clause.text[: note.start].endswith("the Keepers’ Council,")
    assert note.value == "S/2999/11, annex."
    assert "annex." not in clause.text


def test_a_footnote_of_a_heading_goes_to_the_first_clause_below() -> None:
    clause = _clause(9009, "annex-1/article-1/1")
    assert [mark.start for mark in clause.marks if mark.kind == "footnote"] == [0]


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    assert _clause(9001, "annex-2/-3").text == "1\tSignal cannon\tOf any calibre; with or without carriage"
    assert _clause(9001, "annex-2/-4").text == "2\tFalse buoys\t"


def test_superscripts_and_small_capitals_lose_no_letter() -> None:
    row = _clause(9010, "annex-2/-3")
    assert [row.text[m.start : m.end] for m in row.marks if m.kind == "superscript"] == ["1"]
    assert "adviser of Unlamp be given" in _clause(9012, "op/2").text


def test_headings_of_all_makes_stand_above_their_clauses() -> None:
    """`subheading`, bold and italic paragraphs, a class alone, a container of its own, `num` and `subheading`."""
    assert _clause(9001, "op/1").heading == "Trade in oil"
    assert _clause(9011, "op/1").heading == "Protection of carriers"
    assert _clause(9011, "op/3").heading == "Arrears\nLetters, parcels and the dead"
    assert _clause(9013, "op/2/3").heading == "Reporting"
    assert _clause(9002, "op/9").heading == "C. Reporting"


def test_acting_under_chapter_vii_is_a_preambular_paragraph_though_it_introduces_paragraph_1() -> None:
    """1977 (2011) has it as the introduction to a list of operative paragraphs; it was taken for their heading."""
    clause = _clause(9003, "pp/5")
    assert clause.text == "Acting under Chapter VII of the Charter of the United Nations:"
    assert _clause(9003, "op/1").heading == ""


# -- exactness -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost(name: str) -> None:
    _assert_exact((SPECIMENS / f"{name}.xml").read_bytes())


def _assert_exact(data: bytes) -> None:
    parsed, root = akn.parse(data), etree.fromstring(data)
    words, source = exactness.parsed_words(parsed), exactness.source_words(root)
    assert exactness.first_difference(source, words, parsed.furniture) == ""
    assert exactness.clause_notes(parsed.resolution.clauses) == exactness.source_notes(root)
    assert exactness.misplaced(parsed.resolution.clauses) == ""
    assert exactness.stray_mark(parsed.resolution.clauses) == ""


def _document(body: str, preamble: str = "") -> bytes:
    """A resolution with this body: the least that is one."""
    return (
        f'<akomaNtoso xmlns="{akn.NAMESPACE}"><statement name="resolution"><coverPage><p>'
        f"<docNumber>S/RES/9100 (2999)</docNumber></p></coverPage>{preamble}<mainBody>{body}</mainBody>"
        "</statement></akomaNtoso>"
    ).encode()


def _texts(data: bytes) -> list[tuple[str, str]]:
    _assert_exact(data)
    return [(clause.path, clause.text) for clause in akn.parse(data).resolution.clauses]


def test_words_right_inside_an_element_that_is_no_paragraph() -> None:
    assert _texts(_document("<paragraph>Decides to <b>wait</b>.</paragraph>")) == [("op/1", "Decides to wait.")]


def test_words_between_paragraphs() -> None:
    body = "<paragraph><content><p>Decides;</p></content></paragraph> and decides <paragraph><p>Urges.</p></paragraph>"
    _assert_exact(_document(body))


def test_two_numbers_in_one_paragraph() -> None:
    body = "<paragraph><num>1.</num><num>(a)</num><content><p>Decides.</p></content></paragraph>"
    assert _texts(_document(body)) == [("op/1", ""), ("op/1/a", "Decides.")]


def test_a_footnote_on_a_number() -> None:
    note = "<authorialNote><p>As corrected.</p></authorialNote>"
    _assert_exact(_document(f"<paragraph><num>1.{note}</num><content><p>Decides.</p></content></paragraph>"))


def test_a_footnote_in_a_table_and_one_on_a_row_of_stars() -> None:
    note = "<authorialNote><p>As corrected.</p></authorialNote>"
    table = f"<table><tr><td><p>Ship</p></td><td><p>Port{note}</p></td></tr></table>"
    _assert_exact(_document(f"<paragraph><content><p>* * *{note}</p></content></paragraph>{table}"))


def test_a_table_with_more_in_it_than_cells() -> None:
    _assert_exact(_document("<table><caption>Ships</caption><tr><td><p>Patience</p></td><td>Ember</td></tr></table>"))


def test_a_star_between_the_halves_of_a_paragraph_stays_between_them() -> None:
    halves = "<paragraph><num>1.</num><content><p>Decides to keep</p></content></paragraph>{}<p>the lamps lit.</p>"
    assert _texts(_document(halves.format(""))) == [("op/1", "Decides to keep the lamps lit.")]
    assert [text for _, text in _texts(_document(halves.format("<p>*</p>")))] == ["Decides to keep", "the lamps lit."]


def test_two_paragraphs_in_one_element_keep_their_words_apart() -> None:
    body = "<paragraph><num>1.</num><content><p>Decides</p><p>that <i>lamps</i></p>are lit.</content></paragraph>"
    assert _texts(_document(body)) == [("op/1", "Decides that lamps are lit.")]


def test_a_part_that_has_no_known_name() -> None:
    data = _document("<paragraph><num>1.</num><content><p>Decides.</p></content></paragraph>")
    _assert_exact(data.replace(b"</mainBody>", b"</mainBody><conclusions><p>Signed.</p></conclusions>"))


def test_the_opening_words_in_a_preface() -> None:
    preface = "<preface><formula><p><i>The Security Council</i>,</p></formula></preface>"
    data = _document("<paragraph><content><p>Decides.</p></content></paragraph>", preface)
    _assert_exact(data)
    assert akn.parse(data).resolution.opening == "The Security Council,"


# -- what is no resolution -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("S_PRST_2999_2-9900021E.xml", "'S/PRST/2999/2'"),
        ("S_2999_499-9900022E.xml", "'S/2999/499'"),
    ],
)
def test_another_kind_of_document_is_named(name: str, says: str) -> None:
    with pytest.raises(NotAResolution, match=says):
        akn.parse((SPECIMENS / "other" / name).read_bytes())


def test_a_document_without_a_symbol_is_no_resolution() -> None:
    with pytest.raises(NotAResolution, match="without a symbol"):
        akn.parse(f'<akomaNtoso xmlns="{akn.NAMESPACE}"><statement/></akomaNtoso>'.encode())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cut-short.xml", "not well-formed"),
        ("web-page.html", "not well-formed"),
        ("another-kind.xml", "tidetable"),
        ("declares-entities.xml", "document type of its own"),
    ],
)
def test_wrong_content_says_what_is_wrong(name: str, says: str) -> None:
    with pytest.raises(WrongContent, match=says):
        akn.parse((SPECIMENS / "other" / name).read_bytes())


@pytest.mark.parametrize("data", [b"", b" ", b"\x00", b"<a>", b"\xff\xfe<", b"%PDF-1.4", b"null"])
def test_bytes_that_are_no_xml(data: bytes) -> None:
    with pytest.raises(WrongContent):
        akn.parse(data)


def test_no_other_file_is_read(tmp_path: Path) -> None:
    """An external entity would put a file of the machine into the text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the combination of the lamp room")
    declared = f'<!DOCTYPE akomaNtoso [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'.encode()
    with pytest.raises(WrongContent, match="document type"):
        akn.parse(declared + _document("<paragraph><content><p>&secret;</p></content></paragraph>"))


# -- damaged files -------------------------------------------------------------------------------------------------

RENAMED = (
    "p content paragraph num heading subheading container section list point sublist wrapUp alinea block table tr td"
    " span foreign"
).split()
REPLACED = (
    "",
    " ",
    "1.",
    "(a)",
    "11 Condemns",
    "(1) glued",
    "*",
    "Annex",
    "Decides:",
    "Article 1",
    "\u00a0",
    "x" * 300,
)

Change = Callable[[list[etree._Element], int, int], None]


def _drop(elements: list[etree._Element], i: int, j: int) -> None:
    element = elements[i]
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _duplicate(elements: list[etree._Element], i: int, j: int) -> None:
    copy = etree.fromstring(etree.tostring(elements[i], with_tail=False))
    elements[i].addnext(copy)


def _reorder(elements: list[etree._Element], i: int, j: int) -> None:
    parent = elements[i].getparent()
    if parent is not None:
        parent.insert(j % len(parent), elements[i])


def _rename(elements: list[etree._Element], i: int, j: int) -> None:
    elements[i].tag = f"{{{akn.NAMESPACE}}}{RENAMED[j % len(RENAMED)]}"


def _replace_text(elements: list[etree._Element], i: int, j: int) -> None:
    elements[i].text = REPLACED[j % len(REPLACED)]


def _replace_tail(elements: list[etree._Element], i: int, j: int) -> None:
    elements[i].tail = REPLACED[j % len(REPLACED)]


CHANGES: tuple[Change, ...] = (_drop, _duplicate, _reorder, _rename, _replace_text, _replace_tail)
SOURCES = [(SPECIMENS / f"{name}.xml").read_bytes() for name in NAMES]


def _damage(data: bytes, changes: list[tuple[Change, int, int]]) -> bytes:
    root = etree.fromstring(data)
    for change, i, j in changes:
        text = [e for part in exactness.parts_of(root) for e in part.iter(etree.Element)]
        below = [e for e in text if e.getparent() is not None and e.getparent().tag != f"{exactness.NS}akomaNtoso"]
        if below:
            change(below, i % len(below), j)
    return etree.tostring(root)


@examples(300, suppress_health_check=[HealthCheck.data_too_large])
@given(
    st.sampled_from(SOURCES),
    st.lists(
        st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=6
    ),
)
def test_a_damaged_file_is_read_whole(data: bytes, changes: list[tuple[Change, int, int]]) -> None:
    """Elements dropped, doubled, moved, renamed, their text replaced: it never raises, and no word is lost."""
    _check_read_whole(_damage(data, changes))


@pytest.mark.parametrize("data", SOURCES, ids=NAMES)
@pytest.mark.parametrize("change", [_replace_text, _replace_tail])
def test_a_star_wherever_it_stands_is_kept_in_its_place(change: Change, data: bytes) -> None:
    """Between two halves of a paragraph it was taken for a rule, and the halves were joined across it."""
    elements = sum(len(list(part.iter(etree.Element))) for part in exactness.parts_of(etree.fromstring(data)))
    for i in range(0, elements, 1 + elements // 60):
        _check_read_whole(_damage(data, [(change, i, REPLACED.index("*"))]))


def _check_read_whole(damaged: bytes) -> None:
    parsed, root = akn.parse(damaged), etree.fromstring(damaged)
    source, opening = exactness.source_words(root), exactness.squeeze(parsed.resolution.opening)
    assert opening in source
    words = list(exactness.clause_words(parsed.resolution.clauses))
    assert exactness.first_difference(source.replace(opening, "", 1), words, parsed.furniture) == ""
    assert exactness.clause_notes(parsed.resolution.clauses) == exactness.source_notes(root)
    assert exactness.misplaced(parsed.resolution.clauses) == ""
    assert exactness.stray_mark(parsed.resolution.clauses) == ""


@pytest.mark.parametrize(("between", "read"), [("<tab/>", "salt and peace"), ("<br/>", "salt and peace"),
                                               ('<a href="#n"/>', "saltand peace")])  # fmt: skip
def test_an_empty_element_parts_the_words_beside_it_but_a_place_does_not(between: str, read: str) -> None:
    element = etree.fromstring(f'<p xmlns="{akn.NAMESPACE}">salt{between}and peace</p>')
    assert read_inline(element).text == read


@examples(100)
@given(st.sampled_from(SOURCES), st.integers(0, 30_000), st.binary(max_size=4))
def test_bytes_gone_bad_raise_only_what_is_promised(data: bytes, at: int, instead: bytes) -> None:
    at %= len(data)
    with contextlib.suppress(NotAResolution, WrongContent):
        akn.parse(data[:at] + instead + data[at + len(instead) :])
