"""Reading queries. A row of a table is what is typed and what it is read as; the FTS5 expression is the proof."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from typed import HOSTILE, HOSTILE_KINDS

from scraper import query
from scraper.models import Pinpoint
from scraper.query import Filter
from scraper.query.filter_kinds import FILTERS
from scraper.search.filters import FILTER_TESTS


def expression(typed: str) -> str | None:
    tree = query.read(typed).tree
    return query.compile_match(tree) if tree else None


@pytest.mark.parametrize(
    ("typed", "fts"),
    [
        ("", None),
        ("   ", None),
        ("oil", '"oil"'),
        ("oil gold", '("oil" AND "gold")'),
        ("oil oil", '"oil"'),
        ("oil, gold; iron", '("oil" AND "gold" AND "iron")'),
        ('"arms embargo"', '"arms embargo"'),
        ("“arms embargo”", '"arms embargo"'),
        ("oil AND gold", '("oil" AND "gold")'),
        ("oil and gold", '("oil" AND "and" AND "gold")'),  # small letters make a word of it
        ("oil OR gold", '("oil" OR "gold")'),
        ("oil gold OR iron", '(("oil" AND "gold") OR "iron")'),
        ("oil (gold OR iron)", '("oil" AND ("gold" OR "iron"))'),
        ("oil -gold", '("oil" NOT ("gold"))'),
        ("oil NOT gold", '("oil" NOT ("gold"))'),
        ("oil −gold", '("oil" NOT ("gold"))'),  # a minus sign
        ("oil -gold -iron", '("oil" NOT ("gold" OR "iron"))'),
        ("oil -(gold iron)", '("oil" NOT (("gold" AND "iron")))'),
        ('oil -"gold bars"', '("oil" NOT ("gold bars"))'),
        ("oil NOT NOT gold", '("oil" AND "gold")'),
        ("-oil", None),  # FTS5 has no such expression: taken from everything
        ("oil OR -gold", None),
        ("sanct*", '"sanct" *'),
        ('"arms emb*"', '"arms emb" *'),
        ("NEAR(oil trade, 5)", 'NEAR("oil" "trade", 5)'),
        ("NEAR(oil trade)", 'NEAR("oil" "trade", 10)'),
        ('NEAR("oil trade" gold iron, 3)', 'NEAR("oil trade" "gold" "iron", 3)'),
        ("oil ~5 trade", 'NEAR("oil" "trade", 5)'),
        ("oil ~ trade", 'NEAR("oil" "trade", 10)'),
        ("oil ~5 trade ~2 gold", '(NEAR("oil" "trade", 5) AND NEAR("trade" "gold", 2))'),
        ("(oil OR gas) ~3 trade", '(NEAR("oil" "trade", 3) OR NEAR("gas" "trade", 3))'),
        ("near(oil", '("near" AND "oil")'),
        ("exact:universal", '"universal"'),
        ('exact:"asset freeze"', '"asset freeze"'),
        ("non-state", '("non state" OR "nonstate")'),
        ("non\u2011state", '("non state" OR "nonstate")'),
        ("exact:non-state", '"non state"'),
        ("exact: oil", '"oil"'),
        ("Council's report", '("council" AND "report")'),
        ("States' duty", '("states" AND "duty")'),
        ("S/2015/456", '"s 2015 456"'),
        ("oil S/RES/2199", '("oil" AND "2199")'),
        ("oil 2199 (2015)", '("oil" AND "2199 2015")'),
        ("oil 2199(2015)", '("oil" AND "2199 2015")'),
        ("and/or else", '("and or" AND "else")'),
        ("1,000 troops", '("1 000" AND "troops")'),
        ("C++", '"c"'),
        ("foo:oil", '("foo" AND "oil")'),
        ("U.N.C.", '("u n c" OR "unc")'),
        ("ＯＩＬ", '"oil"'),
        ("land mines", '("land mines" OR "landmines")'),
        ("organise", '("organise" OR "organize")'),
        ('"organised crime"', '("organised crime" OR "organized crime")'),
        ("col(umn)", '("col" AND "umn")'),
        ("heading : oil", '("heading" AND "oil")'),
        ("^oil", '"oil"'),
        ("oil + gold", '("oil" AND "gold")'),
        ("{heading} : oil", '("heading" AND "oil")'),
    ],
)
def test_what_is_looked_for(typed: str, fts: str | None) -> None:
    assert expression(typed) == fts


NAMES = [
    ("Daesh", "ISIL", "isil"),
    ("Da'esh", "ISIL", "isil"),
    ("Da’esh", "ISIL", "isil"),
    ("isil", "Da’esh", "da esh"),
    ("IS", "ISIL", "isil"),
    ("Islamic State", "ISIL", "isil"),
    ("DPRK", "North Korea", "north korea"),
    ("north korea", "DPRK", "dprk"),
    ("Turkey", "Türkiye", "turkiye"),
    ("Türkiye", "Turkey", "turkey"),
    ("Turkiye", "Turkey", "turkey"),
    ("Ivory Coast", "Côte d’Ivoire", "cote d ivoire"),
    ("cote d'ivoire", "Ivory Coast", "ivory coast"),
    ("DRC", "Democratic Republic of the Congo", "democratic republic of the congo"),
    ("CAR", "Central African Republic", "central african republic"),
    ("Burma", "Myanmar", "myanmar"),
    ("Swaziland", "Eswatini", "eswatini"),
    ("Cape Verde", "Cabo Verde", "cabo verde"),
    ("Czech Republic", "Czechia", "czechia"),
    ("FYROM", "North Macedonia", "north macedonia"),
    ("East Timor", "Timor-Leste", "timor leste"),
    ("UNIFIL", "United Nations Interim Force in Lebanon", "united nations interim force in lebanon"),
    ("FTF", "foreign terrorist fighters", "foreign terrorist fighters"),
    ("WMD", "weapons of mass destruction", "weapons of mass destruction"),
    ("chapter 7", "Chapter VII", "chapter vii"),
]


@pytest.mark.parametrize(("typed", "also", "words"), NAMES)
def test_a_name_finds_the_other_names_and_says_so(typed: str, also: str, words: str) -> None:
    read = query.read(typed)
    assert [also in one.also for one in read.expansions if one.kind == "name"] == [True]
    assert f'"{words}"' in str(expression(typed))


@pytest.mark.parametrize("typed", [name for name, *_ in NAMES])
def test_one_click_undoes_a_name(typed: str) -> None:
    undone = query.read(query.read(f"oil {typed} gold").expansions[0].undo)
    assert [one for one in undone.expansions if one.kind == "name"] == []
    assert query.read(f"oil {typed} gold").tree != undone.tree


@pytest.mark.parametrize("typed", ["organise", "non-state", "peacekeeping", '"organised crime"', "land mines"])
def test_one_click_undoes_a_spelling(typed: str) -> None:
    read = query.read(f"oil {typed} gold")
    assert [one.kind for one in read.expansions] == ["spelling"]
    assert query.read(read.expansions[0].undo).expansions == ()


@pytest.mark.parametrize("typed", ["is", "who is", "car bombs", "sea", "us", "it", "WHO IS AT SEA"])
def test_small_words_are_no_names(typed: str) -> None:
    assert query.read(typed).expansions == ()


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("in:pp oil", [("in", "pp")]),
        ("in:preamble", [("in", "pp")]),
        ("in:op,annex", [("in", "op"), ("in", "annex")]),
        ("IN:All", [("in", "all")]),
        ("verb:decides", [("verb", "decides")]),
        ('verb:"Calls upon"', [("verb", "calls upon")]),
        ("year:2014", [("year", "2014")]),
        ("year:2014..2016", [("year", "2014..2016")]),
        ("year:2016..2014", [("year", "2014..2016")]),
        ("year:2014-2016", [("year", "2014..2016")]),
        ("year:2014..16", [("year", "2014..2016")]),
        ("year:1998-02", [("year", "1998..2002")]),
        ("year:2014..", [("year", "2014..")]),
        ("year:..2016", [("year", "..2016")]),
        ("res:2199", [("res", "2199")]),
        ("res:S/RES/2199", [("res", "2199")]),
        ('res:"2199 (2015)"', [("res", "2199")]),
        ("res:2100..2199", [("res", "2100..2199")]),
        ("ch7:yes", [("ch7", "yes")]),
        ("ch7:No", [("ch7", "no")]),
        ('topic:"ARMS EMBARGO"', [("topic", "arms embargo")]),
        ("title:Côte", [("title", "cote")]),
        ("quality:xml", [("quality", "xml")]),
        ("year:2014 year:2016", [("year", "2014"), ("year", "2016")]),
        ("oil (gold year:2014)", [("year", "2014")]),
    ],
)
def test_filters(typed: str, filters: list[tuple[str, str]]) -> None:
    read = query.read(typed)
    assert read.filters == tuple(Filter(name, value) for name, value in filters)
    assert read.ignored == ()


def test_filters_refused() -> None:
    assert query.read("-year:2014 NOT in:annex oil").filters == (
        Filter("year", "2014", True),
        Filter("in", "annex", True),
    )


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("oil", {"op"}),
        ("oil in:pp", {"pp"}),
        ("oil in:all", {"op", "pp", "annex"}),
        ("oil in:op in:annex", {"op", "annex"}),
        ("oil -in:annex", {"op", "pp"}),
        ("oil in:pp -in:pp", set()),
    ],
)
def test_which_parts_are_searched(typed: str, parts: set[str]) -> None:
    assert query.parts(query.read(typed)) == parts


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("2249", Pinpoint(2249)),
        ("S/RES/2199", Pinpoint(2199)),
        ("2199 (2015)", Pinpoint(2199, 2015)),
        ("S/RES/2249 op 5", Pinpoint(2249, None, "op/5")),
        ("para 5 of resolution 2249", Pinpoint(2249, None, "op/5")),
        ("2249 paras. 1 and 5", Pinpoint(2249, None, "op/1")),
        ("oil 2249", None),
        ("resolution", None),
        ("1267 committee", None),
        ("in:pp 2249", None),
        ("year:2015", None),
        ("500,000 barrels", None),
    ],
)
def test_a_reference_typed_alone_is_a_place(typed: str, place: Pinpoint | None) -> None:
    assert query.read(typed).place == place


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ('"unbalanced', '"'),
        ("*", "*"),
        ('"', '"'),
        ("++", "++"),
        ("😀 oil", "😀"),
        ("a AND", "AND"),
        ("AND a", "AND"),
        ("OR a", "OR"),
        ("a OR", "OR"),
        ("NOT", "NOT"),
        ("oil )", ")"),
        ("( oil", "("),
        ("NEAR(oil", "NEAR("),
        ("oil ~5", "~5"),
        ("~5 oil", "~5"),
        ("*oil", "*"),
        ("year:soon", "year:soon"),
        ("year:", "year:"),
        ("in:nowhere", "in:nowhere"),
        ("ch7:perhaps", "ch7:perhaps"),
        ("oil exact:", "exact:"),
        ("foo:oil", "foo:"),
        ("oil ~1000 gold", "1000"),
        ("NEAR(oil (gold), 3)", "("),
    ],
)
def test_what_has_no_meaning_is_told_with_a_reason(typed: str, ignored: str) -> None:
    told = query.read(typed).ignored
    assert ignored in [one.typed for one in told]
    assert all(one.why for one in told)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("oil gold", "Operative paragraphs with “oil” and “gold”."),
        ('in:pp "arms embargo"', "Preambular paragraphs with the phrase “arms embargo”."),
        ("oil OR sanct*", "Operative paragraphs with “oil” or words that begin with “sanct”."),
        ("oil -gold", "Operative paragraphs with “oil” but not “gold”."),
        ("-oil", "Operative paragraphs with anything but “oil”."),
        ("oil ~5 trade", "Operative paragraphs with “oil” and “trade” within 5 words of each other."),
        ("oil ~5 tr*", "Operative paragraphs with “oil” and words that begin with “tr” within 5 words of each"
         " other, all of them as printed."),
        ("in:all oil", "Operative paragraphs, preambular paragraphs and annexes with “oil”."),
        ("exact:oil year:2014..2016", "Operative paragraphs with “oil” exactly as written; of 2014 to 2016."),
        ("ch7:yes oil", "Operative paragraphs with “oil”; adopted under Chapter VII."),
        ("verb:decides -year:2015", "All operative paragraphs; not of 2015; with the verb “decides”."),
        ("a b OR c", "Operative paragraphs with (“a” and “b”) or “c”."),
        ("S/RES/2249", "A reference to resolution 2249; below it, operative paragraphs that speak of it."),
        ("2249 pp 9", "A reference to preambular paragraph 9 of resolution 2249; below it, operative paragraphs that"
         " speak of it."),
        ("", "Nothing to look for was typed."),
        ("*", "Nothing to look for was typed."),
    ],
)  # fmt: skip
def test_read_back_in_words(typed: str, said: str) -> None:
    assert query.read(typed).read_as == said


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(f"w{i}" for i in range(60)),
        "a* b* c* d* e*",
        "w " + "(" * 30 + "x" + ")" * 30,
        "x" * 9000,
        '"' + "w " * 50 + '"',
    ],
)
def test_limits_are_told(typed: str) -> None:
    told = " ".join(one.why for one in query.read(typed).ignored)
    assert "most" in told or "deep" in told or "first" in told


def test_terms_beyond_the_limit_are_not_looked_for() -> None:
    assert str(expression(" ".join(f"w{i}" for i in range(60)))).count(" AND ") == 47


def test_brackets_beyond_the_limit_make_no_difference() -> None:
    deep = "(a OR " * 40 + "b" + ")" * 40
    assert expression(f"{deep} c") == '(("a" OR ("a" AND "b")) AND "c")' or '"c"' in str(expression(f"{deep} c"))


# Filters written into a query, for links


@pytest.mark.parametrize("typed", ["oil", '"unbalanced', "a OR", "oil AND", "NOT", "( oil", "", "-", "~", "x:y", "“"])
def test_a_filter_is_added_and_taken_back(typed: str) -> None:
    with_year = query.write_filter("year", "2014", query.without_filter(typed, "year"))
    assert query.read(with_year).filters == (Filter("year", "2014"),)
    assert query.read(with_year).tree == query.read(f"in:op {typed}").tree
    assert query.read(query.without_filter(with_year, "year")).filters == ()


def test_a_filter_takes_the_place_of_another() -> None:
    rest = query.without_filter("year:2014 oil -year:2013 in:pp", "year")
    assert query.write_filter("year", "2016", rest) == "year:2016 oil in:pp"
    assert query.write_filter("topic", "ARMS EMBARGO", "oil") == 'topic:"ARMS EMBARGO" oil'
    assert query.without_filter("oil in:pp gold", "in") == "oil gold"


def test_the_table_of_the_language_shows_what_is_understood() -> None:
    for typed, _ in query.LANGUAGE:
        for one in typed:
            read = query.read(one)
            assert read.ignored == (), one
            assert read.tree or read.filters, one
    assert query.language_table().count("\n") == len(query.LANGUAGE) + 2


def test_the_readme_has_the_table_of_the_language() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    assert query.language_table() in readme


def test_every_filter_is_told_and_tested() -> None:
    """How a filter is typed and what it does stand in two tables; a new one needs a row in each."""
    assert set(FILTERS) == set(FILTER_TESTS)
    for name, kind in FILTERS.items():
        assert name == kind.name
        assert kind.typed
        for typed in kind.typed:
            read = query.read(f"oil {typed}")
            assert [one.name for one in read.filters] == [name]
            assert kind.said == "" or kind.say(read.filters[0].value) in read.read_as
        assert query.read(f"oil {name}:").ignored[0].why == f"{name}: takes {kind.takes}"


# Nothing is an error


def check_reading(typed: str) -> None:
    """A text is read, told in a sentence, and compiled."""
    read = query.read(typed)
    assert read.read_as.endswith(".")
    read.read_as.encode()
    if read.tree is not None:
        query.compile_match(read.tree)
        assert query.is_exact(read.tree) in (True, False, None)


@pytest.mark.parametrize("kind", HOSTILE_KINDS)
@examples(125)
@given(data=st.data())
def test_no_text_is_an_error_and_each_is_read_back(kind: str, data: st.DataObject) -> None:
    """125 times 40 texts of each kind."""
    for typed in data.draw(st.lists(HOSTILE_KINDS[kind], min_size=40, max_size=40)):
        check_reading(typed)


@pytest.mark.parametrize("typed", ["(" * 10_000, "a " * 10_000, '"' * 9_999], ids=["brackets", "words", "quotes"])
def test_a_long_text_is_no_error(typed: str) -> None:
    check_reading(typed)


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5(heading, text, tokenize='porter unicode61 remove_diacritics 2')")
    conn.execute("INSERT INTO t VALUES ('Oil', 'ISIL, also known as Da’esh, in North Korea: oil a 2199 (2015)')")
    return conn


@examples(1_000)
@given(typed=HOSTILE)
def test_sqlite_takes_every_expression(index: sqlite3.Connection, typed: str) -> None:
    tree = query.read(typed).tree
    expression = query.compile_match(tree) if tree else None
    if expression:
        index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()
