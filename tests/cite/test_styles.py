"""The printed citations: one golden test a row of the style table, then what every style does alike."""

from __future__ import annotations

import doctest
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cite import scopes, style_words, styles
from scraper.cite.cited import Cited, CitedPlace, place
from scraper.cite.find import find_citations, read_reference, read_references
from scraper.cite.reference import TypedReference
from scraper.cite.resolve import resolve
from scraper.cite.styles import STYLES, cite_all, pinpoint, quote
from scraper.errors import NotAResolution, UnknownStyle
from scraper.models import Pinpoint, Symbol
from scraper.parse.akn import parse
from scraper.pinpoint import InMemory, Shelf, address

SYMBOL = Symbol(2249, 2015)
ADOPTED = "2015-11-20"


def cited(*paths: str, adopted: str | None = ADOPTED, annexes: dict[str, str] | None = None) -> Cited:
    return Cited(SYMBOL, adopted, tuple(map(CitedPlace, paths)), annexes or {})


GOLDEN = {
    "un": "Security Council resolution 2249 (2015), para. 5",
    "symbol": "S/RES/2249 (2015), para. 5",
    "bluebook": "S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
    "ajil": "SC Res. 2249, para. 5 (Nov. 20, 2015)",
    "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, para 5",
    "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) para 5",
    "nzlsg": "SC Res 2249 (2015), para 5",
    "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
    "para. 5, https://docs.un.org/en/S/RES/2249(2015).",
    "apa": "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).",
    "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5",
    "wikipedia": "{{UN document |docid=S-RES-2249(2015) |type=Resolution |body=Security Council "
    "|resolution_number=2249 |date=20 November 2015}}",
    "link": "/S/RES/2249(2015)/op/5 https://docs.un.org/en/S/RES/2249(2015)",
}

WHOLE = {
    "un": "Security Council resolution 2249 (2015)",
    "symbol": "S/RES/2249 (2015)",
    "bluebook": "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
    "ajil": "SC Res. 2249 (Nov. 20, 2015)",
    "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249",
    "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015)",
    "nzlsg": "SC Res 2249 (2015)",
    "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
    "https://docs.un.org/en/S/RES/2249(2015).",
    "apa": "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).",
    "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    "wikipedia": GOLDEN["wikipedia"],
    "link": "/S/RES/2249(2015) https://docs.un.org/en/S/RES/2249(2015)",
}


@pytest.mark.parametrize("name", STYLES)
def test_prints_a_paragraph(name: str) -> None:
    assert STYLES[name].write(cited("op/5")) == GOLDEN[name]


@pytest.mark.parametrize("name", STYLES)
def test_prints_a_resolution(name: str) -> None:
    assert STYLES[name].write(cited()) == WHOLE[name]


def test_every_style_at_once_with_the_forms_for_running_text() -> None:
    assert cite_all(cited("op/5")) == GOLDEN | {
        "un in text": "paragraph 5 of Security Council resolution 2249 (2015)",
        "apa in text": "(S.C. Res. 2249, 2015, para. 5)",
        "chicago in bibliography": "United Nations Security Council. Resolution 2249. S/RES/2249 (2015). "
        "November 20, 2015. https://docs.un.org/en/S/RES/2249(2015).",
    }


SHAPES = [
    ("sub-paragraph", ["op/5/a/ii"], {
        "un": "Security Council resolution 2249 (2015), para. 5 (a) (ii)",
        "symbol": "S/RES/2249 (2015), para. 5 (a) (ii)",
        "bluebook": "S.C. Res. 2249, ¶ 5(a)(ii), U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
                   "para. 5(a)(ii), https://docs.un.org/en/S/RES/2249(2015).",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/"
               "!main~para_5__list_1__point_a__list_1__point_ii",
        "link": "/S/RES/2249(2015)/op/5/a/ii https://docs.un.org/en/S/RES/2249(2015)",
    }),
    ("several paragraphs", ["op/1", "op/2", "op/21"], {
        "un": "Security Council resolution 2249 (2015), paras. 1, 2 and 21",
        "bluebook": "S.C. Res. 2249, ¶¶ 1–2, 21, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, paras 1, 2 and 21",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) paras 1–2, 21",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
                   "paras. 1, 2 and 21, https://docs.un.org/en/S/RES/2249(2015).",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_1 "
               "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_2 "
               "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_21",
        "link": "/S/RES/2249(2015)/op/1 /S/RES/2249(2015)/op/2 /S/RES/2249(2015)/op/21 "
                "https://docs.un.org/en/S/RES/2249(2015)",
    }),
    ("two in a row", ["op/5", "op/6"], {"symbol": "S/RES/2249 (2015), paras. 5 and 6"}),
    ("range", ["op/5", "op/6", "op/7"], {
        "symbol": "S/RES/2249 (2015), paras. 5–7",
        "nzlsg": "SC Res 2249 (2015), paras 5–7",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) paras 5–7",
        "ajil": "SC Res. 2249, paras. 5–7 (Nov. 20, 2015)",
    }),
    ("range and more", ["op/1", "op/5", "op/6", "op/7", "op/9"], {"symbol": "S/RES/2249 (2015), paras. 1, 5–7 and 9"}),
    ("siblings", ["op/4/b", "op/4/d"], {"symbol": "S/RES/2249 (2015), paras. 4 (b) and (d)"}),
    ("range of siblings", ["op/4/a", "op/4/b", "op/4/c"], {"symbol": "S/RES/2249 (2015), paras. 4 (a)–(c)"}),
    ("range of letters past h", ["op/4/h", "op/4/i", "op/4/j"], {"symbol": "S/RES/2249 (2015), paras. 4 (h)–(j)"}),
    ("cousins", ["op/4/a/i", "op/4/b"], {"symbol": "S/RES/2249 (2015), paras. 4 (a) (i) and 4 (b)"}),
    ("not in order", ["op/7", "op/6", "op/5"], {"symbol": "S/RES/2249 (2015), paras. 7, 6 and 5"}),
    ("named twice", ["op/5", "op/5"], {"symbol": "S/RES/2249 (2015), para. 5"}),
    ("preambular paragraph", ["pp/9"], {
        "un": "Security Council resolution 2249 (2015), preambular para. 9",
        "symbol": "S/RES/2249 (2015), preambular para. 9",
        "bluebook": "S.C. Res. 2249, pmbl. ¶ 9, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249, pmbl. para. 9 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, preamble para 9",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) Preamble para 9",
        "nzlsg": "SC Res 2249 (2015), preamble para 9",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
                   "preambular para. 9, https://docs.un.org/en/S/RES/2249(2015).",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    }),
    ("preamble and body", ["pp/9", "op/5"], {"ajil": "SC Res. 2249, pmbl. para. 9, para. 5 (Nov. 20, 2015)"}),
    ("annex paragraph", ["annex-1/3"], {
        "un": "Security Council resolution 2249 (2015), annex I, para. 3",
        "bluebook": "S.C. Res. 2249, annex I, ¶ 3, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, annex I, para 3",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) annex I para 3",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
                   "annex I, para. 3, https://docs.un.org/en/S/RES/2249(2015).",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    }),
    ("a whole annex", ["annex-2"], {"symbol": "S/RES/2249 (2015), annex II"}),
    ("annex and body", ["annex-1/3", "op/5"], {"symbol": "S/RES/2249 (2015), annex I, para. 3 and operative para. 5"}),
    ("lettered part", ["op/B/1"], {
        "symbol": "S/RES/2249 (2015), sect. B, para. 1",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, sect B, para 1",
    }),
    ("item without a label", ["op/3/-2"], {
        "symbol": "S/RES/2249 (2015), para. 3",
        "link": "/S/RES/2249(2015)/op/3/-2 https://docs.un.org/en/S/RES/2249(2015)",
    }),
    ("continuation", ["op/3/a/+1"], {
        "symbol": "S/RES/2249 (2015), para. 3 (a)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_3__list_1__point_a",
        "link": "/S/RES/2249(2015)/op/3/a/+1 https://docs.un.org/en/S/RES/2249(2015)",
    }),
    ("Article of a statute", ["annex-1/article-13-bis/2/a"], {
        "symbol": "S/RES/2249 (2015), annex I, art. 13 bis, para. 2 (a)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, annex I, art 13 bis, para 2(a)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    }),
    ("decimal numbers", ["annex-2/29/29.1"], {"symbol": "S/RES/2249 (2015), annex II, para. 29.1"}),
    ("numbered alike", ["annex-1/article-3/~2/1"], {"symbol": "S/RES/2249 (2015), annex I, art. 3"}),
    ("annex of unlabelled lines", ["annex-1/-4"], {"symbol": "S/RES/2249 (2015), annex I"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "name", "expected"),
    [(paths, name, text) for _, paths, texts in SHAPES for name, text in texts.items()],
)
def test_prints_every_shape(paths: list[str], name: str, expected: str) -> None:
    assert STYLES[name].write(cited(*paths)) == expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], "Security Council resolution 2249 (2015)"),
        (["op/5"], "paragraph 5 of Security Council resolution 2249 (2015)"),
        (["op/5", "op/6", "op/7"], "paragraphs 5 to 7 of Security Council resolution 2249 (2015)"),
        (["pp/9"], "preambular paragraph 9 of Security Council resolution 2249 (2015)"),
        (["annex-1/3"], "paragraph 3 of annex I to Security Council resolution 2249 (2015)"),
        (["annex-2"], "annex II to Security Council resolution 2249 (2015)"),
        (["op/B/1"], "paragraph 1 of section B of Security Council resolution 2249 (2015)"),
        (["annex-1/article-3/1"], "paragraph 1 of article 3 of annex I to Security Council resolution 2249 (2015)"),
    ],
)
def test_running_text_puts_the_paragraph_first(paths: list[str], expected: str) -> None:
    assert styles.un_running(cited(*paths)) == expected
    assert STYLES["un"].in_text is styles.un_running


def test_apa_gives_the_paragraph_in_the_text() -> None:
    assert styles.apa_in_text(cited("op/5")) == "(S.C. Res. 2249, 2015, para. 5)"
    assert styles.apa_in_text(cited()) == "(S.C. Res. 2249, 2015)"
    assert STYLES["apa"].in_text is styles.apa_in_text


@pytest.mark.parametrize("adopted", [None, "", "0001-01-01", "2015-02-30"])
def test_without_a_date_the_year_stands_in_its_place(adopted: str | None) -> None:
    printed = cite_all(cited("op/5", adopted=adopted))
    assert printed["bluebook"] == "S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (2015)"
    assert printed["oscola"] == "UNSC Res 2249 (2015) UN Doc S/RES/2249, para 5"
    assert printed["chicago"].endswith("S/RES/2249 (2015), 2015, para. 5, https://docs.un.org/en/S/RES/2249(2015).")
    assert printed["akn"] == "/akn/un/statement/deliberation/unsc/2015/2249-2015/!main~para_5"
    assert "|date=2015}}" in printed["wikipedia"]


@pytest.mark.parametrize(
    ("day", "bluebook"),
    [("2015-01-02", "Jan. 2, 2015"), ("2015-05-20", "May 20, 2015"), ("2015-06-20", "June 20, 2015"),
     ("2015-07-20", "July 20, 2015"), ("2015-09-20", "Sept. 20, 2015"), ("2015-12-20", "Dec. 20, 2015")],
)  # fmt: skip
def test_months_are_abbreviated_as_the_bluebook_has_them(day: str, bluebook: str) -> None:
    assert styles.bluebook(cited(adopted=day)).endswith(f"({bluebook})")
    assert styles.ajil(cited(adopted=day)).endswith(f"({bluebook})")
    assert styles.apa(cited(adopted=day)).endswith(f"({bluebook}).")


@pytest.mark.parametrize(
    ("path", "labels", "expected"),
    [
        ("op/5/a", ("5.", "(a)"), "para. 5 (a)"),
        ("op/5/a", ("5.", "a."), "para. 5 a."),
        ("op/5/a/i", ("a.", "i."), "para. 5 a. i."),
        ("op/5/a/i/b", (), "para. 5 (a) (i) b."),
        ("op/5/a", ("a)",), "para. 5 (a)"),
        ("op/1", ("",), "operative para. 1"),
        ("op/1/a", ("", "(a)"), "operative para. 1 (a)"),
        ("op/4/1", ("", "1."), "operative para. 4 (1)"),
        ("op/B/1", ("", "1."), "sect. B, para. 1"),
        ("op/A/2", ("", ""), "sect. A, operative para. 2"),
        ("annex-1/a", ("(a)",), "annex I, para. (a)"),
        ("pp/1", ("",), "preambular para. 1"),
    ],
)
def test_labels_are_printed_as_the_resolution_prints_them(path: str, labels: tuple[str, ...], expected: str) -> None:
    assert pinpoint(Cited(SYMBOL, ADOPTED, (CitedPlace(path, labels),))) == expected


def test_a_place_takes_its_labels_from_the_resolution() -> None:
    printed = {"op/5": "5.", "op/5/a": "a.", "op/B/1": ""}
    assert place("op/5/a", printed) == CitedPlace("op/5/a", ("5.", "a."))
    assert place("op/B/1", printed) == CitedPlace("op/B/1", (None, ""))
    assert place("annex-1", printed) == CitedPlace("annex-1")
    assert pinpoint(Cited(SYMBOL, ADOPTED, (place("op/B/1", printed),))) == "sect. B, operative para. 1"


def test_only_annex_has_no_number() -> None:
    assert pinpoint(cited("annex-1/3", annexes={"annex-1": ""})) == "annex, para. 3"
    assert pinpoint(cited("annex-1/3")) == "annex I, para. 3"
    assert pinpoint(cited("annex-2/3", annexes={"annex-2": "B"})) == "annex B, para. 3"
    assert pinpoint(cited("annex-1/annex-ii/3", annexes={"annex-1": "A"})) == "annex A, annex II, para. 3"


def test_no_style_puts_a_title_in_quotation_marks() -> None:
    for printed in cite_all(cited("op/5", "pp/2", "annex-1/3")).values():
        assert not re.search("[\"'“”‘’]", printed)


def test_links_lead_to_the_site_they_are_printed_on() -> None:
    there = Cited(SYMBOL, ADOPTED, (CitedPlace("op/5"),), site="https://resolutions.example")
    assert styles.link(there).split()[0] == "https://resolutions.example/S/RES/2249(2015)/op/5"


def test_quoted_words_stand_before_their_citation() -> None:
    assert quote("the “safe haven” they have", "S/RES/2249 (2015), para. 5") == (
        "“the ‘safe haven’ they have” (S/RES/2249 (2015), para. 5)"
    )


NUMBER = st.integers(1, 130).map(str)
LETTER = st.sampled_from([*"abcdefghijklmnopqrstuvwxyz"])
ROMAN = st.sampled_from(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xiv", "xix"])


@st.composite
def paths(draw: st.DrawFn) -> str:
    labels = [draw(NUMBER), *draw(st.sampled_from([(), (LETTER,), (LETTER, ROMAN), (LETTER, ROMAN, LETTER)]))]
    part = draw(st.sampled_from(["op", "op", "op", "pp", "annex-1", "annex-3", "op/B", "annex-1/article-13-bis"]))
    return "/".join([part, *(draw(label) if isinstance(label, st.SearchStrategy) else label for label in labels)])


ONE_PLACE = [name for name in STYLES if name not in {"apa", "akn", "wikipedia"}]


@given(st.integers(1, 2999), paths(), st.sampled_from([ADOPTED, None]))
def test_what_is_printed_reads_back(number: int, path: str, adopted: str | None) -> None:
    where = Cited(Symbol(number, 2015), adopted, (CitedPlace(path),), site="https://resolutions.example")
    for name in ONE_PLACE:
        read = read_references(STYLES[name].write(where))
        assert read == TypedReference(number, 2015, (path,)), name
    for in_text in (styles.un_running, styles.apa_in_text):
        assert read_references(in_text(where)) == TypedReference(number, 2015, (path,))


@given(st.lists(NUMBER, min_size=2, max_size=6, unique=True), st.sampled_from(["op", "pp", "annex-2"]))
def test_lists_and_ranges_read_back(numbers: list[str], part: str) -> None:
    wanted = tuple(f"{part}/{n}" for n in sorted(numbers, key=int))
    where = Cited(SYMBOL, ADOPTED, tuple(map(CitedPlace, wanted)), site="https://resolutions.example")
    for name in set(ONE_PLACE) - {"link"}:
        assert read_references(STYLES[name].write(where)).paths == wanted, name
    assert read_references(styles.un_running(where)).paths == wanted


@given(st.lists(st.tuples(LETTER, st.none() | ROMAN), min_size=1, max_size=5, unique=True))
def test_sub_paragraphs_read_back(labels: list[tuple[str, str | None]]) -> None:
    wanted = tuple("/".join(filter(None, ["op/5", *label])) for label in labels)
    where = Cited(SYMBOL, ADOPTED, tuple(map(CitedPlace, wanted)))
    for name in ("un", "bluebook", "aglc", "chicago"):
        assert read_references(STYLES[name].write(where)).paths == wanted, name


@given(st.integers(1, 2999), st.lists(LETTER | ROMAN, max_size=3), NUMBER)
def test_the_iri_of_a_numbered_paragraph_reads_back(number: int, subs: list[str], paragraph: str) -> None:
    path = "/".join(["op", paragraph, *subs])
    iri = styles.akn(Cited(Symbol(number, 2015), ADOPTED, (CitedPlace(path),)))
    assert read_references(iri) == TypedReference(number, 2015, (path,))


def test_every_address_of_the_real_resolutions_reads_back(corpus: Sequence[Path]) -> None:
    for path in corpus[::15]:
        try:
            resolution = parse(path.read_bytes()).resolution
        except NotAResolution:
            continue
        symbol = resolution.facts.symbol
        for clause in resolution.clauses:
            read = read_reference(address(Pinpoint(symbol.number, symbol.year, clause.path)))
            assert read == Pinpoint(symbol.number, symbol.year, clause.path)


def test_every_pinpoint_of_the_real_resolutions_reads_back(corpus: Sequence[Path]) -> None:
    """Printed with the labels that are there; what has no label of its own is read as what it stands in."""
    for path in corpus[3::15]:
        try:
            resolution = parse(path.read_bytes()).resolution
        except NotAResolution:
            continue
        symbol, labels = resolution.facts.symbol, {clause.path: clause.label for clause in resolution.clauses}
        for clause in resolution.clauses:
            printed = styles.un(Cited(symbol, resolution.facts.adopted, (place(clause.path, labels),)))
            wanted = re.sub("/[-+~].*", "", clause.path)
            assert read_references(printed) == TypedReference(symbol.number, symbol.year, (wanted,)), printed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("mla", "MLA is not offered: no example of a Security Council resolution was found in its own manual"),
        ("McGill", "The nearest style here is 'oscola'."),
        ("Harvard", "The nearest style here is 'apa'."),
        ("ISO 690", "The nearest style here is 'chicago'."),
        ("oscolla", "Did you mean 'oscola'?"),
        ("zz", "Offered are: un, symbol, bluebook"),
    ],
)
def test_a_style_that_is_not_offered_says_why_and_what_comes_nearest(asked: str, said: str) -> None:
    with pytest.raises(UnknownStyle, match=re.escape(said)):
        styles.read_style(asked)


def test_the_nearest_style_is_offered_and_none_is_both() -> None:
    assert {one.nearest for one in style_words.NOT_OFFERED.values()} <= set(STYLES)
    assert not set(style_words.NOT_OFFERED) & set(STYLES)
    assert all(style_words.key_of(name) == name for name in (*style_words.NOT_OFFERED, *STYLES))


def test_a_style_is_known_however_its_name_is_written() -> None:
    assert styles.read_style(" OSCOLA ").name == styles.read_style("oscola").name == "oscola"


@pytest.mark.parametrize("module", [scopes, style_words])
def test_doctests_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


HELD = [
    "op/1", "op/2", "op/article-3/1", "annex-1/3", "annex-1/article-3/1", "annex-1/article-3/1/i", "annex-1/annex-ii/7",
    "annex-1/attachment/article-8/1/d", "annex-2/5",
]  # fmt: skip


@pytest.mark.parametrize("path", HELD)
@pytest.mark.parametrize("form", [f for f in (*ONE_PLACE, "un in text", "apa in text") if f != "link"])
def test_articles_and_annexes_within_annexes_are_found_in_a_sentence(path: str, form: str) -> None:
    holding = InMemory({2249: Shelf(2015, HELD)})
    text = cite_all(cited(path))[form]
    landed = resolve(find_citations(f"They rely on {text} The tide is high."), holding)
    assert [one.target.path for one in landed if one.target] == [path], text


PRINTED = {
    "op/2/b": "b.", "op/2/c": "c.", "op/2/d": "d.", "op/3/a": "(a)", "op/3/a/iii": "iii.", "op/4/B": "B.",
    "op/4/B/3": "(3)", "annex-1/b": "(b)", "annex-1/6/b.3": "b.3", "annex-1/annex-iv/2/2.1/2.1.11": "2.1.11",
}  # fmt: skip
"""Labels as they stand in some resolutions, without brackets."""


@pytest.mark.parametrize(
    "paths",
    [*((path,) for path in PRINTED), ("op/2/b", "op/2/d"), ("op/2/b", "op/2/c", "op/2/d"), ("op/2/c", "op/3/a/iii")],
)
def test_labels_without_brackets_read_back(paths: tuple[str, ...]) -> None:
    holding = InMemory({2249: Shelf(2015, list(PRINTED))})
    printed = cite_all(Cited(SYMBOL, ADOPTED, tuple(place(path, PRINTED) for path in paths)))
    for form in (*ONE_PLACE, "un in text", "apa in text"):
        if form == "link":
            continue
        assert read_references(printed[form]).paths == paths, printed[form]
        landed = resolve(find_citations(f"They rely on {printed[form]} The tide is high."), holding)
        assert tuple(one.target.path for one in landed if one.target) == paths, printed[form]


@pytest.mark.parametrize("behind", ["i.e. the list", "p. 12", "p.12", "n. 3", "at p. 2", "v.2.1"])
def test_an_abbreviation_behind_a_paragraph_is_no_label(behind: str) -> None:
    (citation,) = find_citations(f"As resolution 2249 (2015), para. 5 {behind} has it.")
    assert citation.paths == ("op/5",)


def test_a_date_in_figures_is_told_from_a_paragraph() -> None:
    assert read_references("S/RES/2249 (20.11.15)") == TypedReference(2249, None, ())
    assert read_references("(2249, 2015, annex I, para. 2.1.11)").paths == ("annex-1/2/2.1/2.1.11",)


def test_an_article_of_something_else_is_no_place_of_the_resolution() -> None:
    for text in ("Article 3, paragraph 1, of the Convention", "paragraph 2 of article 13 of the Statute of the Court"):
        assert (
            resolve(find_citations(f"Resolution 2249 (2015) recalls {text}."), InMemory({2249: Shelf(2015, HELD)}))[1:]
            == []
        )
