"""Plain queries, read: what each word is, what the tables add, what is left out, and where a question leans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.query import And, Expansion, Or, Term, tables
from scraper.query import plain as plain_module
from scraper.query.plain import Plain, Wanted, read_plain, says_exactly
from scraper.query.reading import read
from scraper.query.tables import Measure, is_listed, may_begin, measures

OIL = Term("oil", (("oil",),))


def plain(typed: str, *without: str) -> Plain:
    made = read_plain(read(typed), frozenset(without))
    assert made is not None
    return made


def kinds(made: Plain) -> list[tuple[str, str]]:
    return [(one.typed, one.table) for one in made.wanted]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("oil gold", [("oil", ""), ("gold", "")]),
        ("arms ban in the oil", [("arms ban", "measure"), ("oil", "")]),
        ("the arms", [("arms", "")]),
        ("ban", [("ban", "measure")]),
        ("ban on weapons oil", [("ban on weapons", "measure"), ("oil", "")]),
        ("ban on oil", [("ban", "measure"), ("oil", "")]),
        ("chinese oil", [("chinese", "demonym"), ("oil", "")]),
        ("snap back oil", [("snap back", "popular"), ("oil", "")]),
        ("snapback mechanism", [("snapback mechanism", "popular")]),
        ("Syrie oil", [("Syrie", "foreign"), ("oil", "")]),
        ("oil, gold?", [("oil", ""), ("gold", "")]),
        ("oil. gold!", [("oil", ""), ("gold", "")]),
        ("oil year:2014", [("oil", "")]),
        ("resolution", [("resolution", "")]),
        ("current resolution", [("current", ""), ("resolution", "")]),
        ("current oil resolution", [("oil", "")]),
        ("security council oil", [("oil", "")]),
        ("latest ban", [("ban", "measure")]),
        ("which oil", [("oil", "")]),
        ("current", [("current", "")]),
        ("resolution council", [("resolution", ""), ("council", "")]),
        ("last oil", [("last", ""), ("oil", "")]),
    ],
)
def test_what_each_word_is(typed: str, wanted: list[tuple[str, str]]) -> None:
    assert kinds(plain(typed)) == wanted


@pytest.mark.parametrize(
    "typed", ["", "the of", "a", 'oil "gold"', "oi*", "exact:oil", "oil OR gold", "oil -gold", "(oil)", "oil ~ gold",
              "2249", "year:2014", "oil NOT gold", "oil AND gold", "oil (gold)"],
)  # fmt: skip
def test_what_is_not_plain(typed: str) -> None:
    assert read_plain(read(typed)) is None


@pytest.mark.parametrize(
    "tree",
    [
        And((OIL, Or((OIL, Term("x", (("x",),)))))),
        Term("oil", (("oil",),), exact=True),
        Term("oil", (("oil",),), prefix=True),
        And((OIL, Term("x", (("x",),), exact=True))),
    ],
)
def test_a_tree_of_more_than_plain_words_is_not_plain(tree: And | Term) -> None:
    assert read_plain(replace(read("oil"), tree=tree)) is None


@pytest.mark.parametrize(
    ("typed", "exactly"),
    [
        ("oil or gold", False), ("oil OR gold", True), ("oil AND gold", True), ("NOT oil", True), ("NEAR oil", True),
        ("-oil", True), ("non-oil", False), ("oil - gold", False), ("--oil", True), ("(", True), ("*", True),
        ("~", True),
        ('"', True), ("exact:x", True), ("inexact:x", False), ("ORE", False), ("xOR", False),
    ],
)  # fmt: skip
def test_what_says_exactly(typed: str, exactly: bool) -> None:
    assert says_exactly(typed) is exactly


@pytest.mark.parametrize(
    ("typed", "asks", "leans"),
    [
        ("oil gold", False, ""),
        ("oil gold?", True, ""),
        ("who sells oil", True, ""),
        ("oil who", False, ""),
        ("when does oil end", True, "newest"),
        ("when did oil end", True, ""),
        ("until when oil", False, "newest"),
        ("until oil when", False, ""),
        ("oil until when", False, ""),
        ("does when oil", True, ""),
        ("current oil", False, "newest"),
        ("oil last", False, "newest"),
        ("first oil", False, "oldest"),
        ("oil created", False, "oldest"),
        ("first current oil", False, "newest"),
    ],
)
def test_questions_and_where_they_lean(typed: str, asks: bool, leans: str) -> None:
    made = plain(typed)
    assert (made.asks, made.leans) == (asks, leans)


def only(typed: str, *without: str) -> Wanted:
    (one,) = plain(typed, *without).wanted
    return one


def test_a_word_is_itself() -> None:
    assert only("oil") == Wanted("oil", OIL, ("oil",))
    assert only("X").typed == "X"
    assert only("of X and").typed == "X"
    assert only("oil?") == Wanted("oil", Term("oil?", (("oil",),)), ("oil",))


@pytest.mark.parametrize(
    ("typed", "dated"),
    [("2014", True), ("1946", True), ("1939", False), ("2099", True), ("2100", False), ("20145", False), ("may", True),
     ("January", True), ("gold", False), ("moon-2014", False)],
)  # fmt: skip
def test_years_and_months(typed: str, dated: bool) -> None:
    assert plain(f"oil {typed}").wanted[1].dated is dated


def test_a_measure_has_its_other_words() -> None:
    arms, ban = Term("arms", (("arms",),)), Term("ban", (("ban",),))
    listed = measures()["arms", "ban"]
    assert only("arms ban") == Wanted("arms ban", And((arms, ban)), ("arms", "ban"), "measure", listed.also)
    assert len(listed.also) > 1
    assert only("arms ban").other_nodes() == tuple(read(one).tree for one in listed.also)
    assert only("ends").replaced, "only the other words count"
    assert only("ban on weapons").node == And((ban, Term("weapons", (("weapons",),)))), "without `on`"
    assert only("ban ban").node == ban


def test_a_name_of_little_words_alone_keeps_them() -> None:
    small = Term("the", (("the",),))
    assert plain_module._join((small,)) == small
    assert plain_module._join((small, OIL)) == OIL


def test_a_popular_name_has_its_places() -> None:
    one = only("snap back")
    assert one.places == ((2231, "op/11"), (2231, "op/12"))
    assert (one.table, one.words, one.also, one.replaced) == ("popular", ("snap", "back"), (), False)
    assert plain("snap back").expansions() == (
        Expansion("snap back", ("2231 op/11", "2231 op/12"), "popular", "", "snap back"),
    )
    assert plain("iran deal").expansions()[0].also == ("2231",)


def test_a_name_of_another_language_has_the_english_one() -> None:
    one = only("Syrie")
    assert isinstance(one.node, Or)
    own, meant = one.node.items
    assert own == Term("Syrie", (("syrie",),))
    assert isinstance(meant, Term)
    assert (meant.typed, meant.phrase, meant.exact, meant.prefix) == ("Syria", True, False, False)
    assert meant.ways[0] == ("syria",)
    assert ("syrian", "arab", "republic") in meant.ways
    assert (one.words, one.table, one.named, one.dated) == (("syrie",), "foreign", True, False)
    assert plain("Syrie").expansions() == (Expansion("Syrie", ("Syria",), "foreign", "", "syrie"),)


def test_only_a_foreign_name_is_told_by_the_english_one() -> None:
    both = Or((OIL, Term("gold", (("gold",),))))
    assert Plain((Wanted("x", both, ("x",), "measure", ("y",)),), False, "").expansions()[0].also == ("y",)
    assert Plain((Wanted("x", OIL, ("x",), "foreign", ("y",)),), False, "").expansions()[0].also == ("y",)


def test_a_city_that_is_no_listed_name_is_looked_for_as_written() -> None:
    one = only("аден")
    assert isinstance(one.node, Or)
    assert one.node.items[1] == Term("Aden", (("aden",),), phrase=True)


def test_a_country_has_its_adjectives() -> None:
    one = only("chinese")
    assert one == Wanted("chinese", Term("chinese", (("chinese",),)), ("chinese",), "demonym", ("China",), named=True)
    assert only("UNIFIL").named
    assert only("UNIFIL").table == ""
    assert not only("oil").named


def test_what_is_to_be_taken_as_typed_is() -> None:
    assert kinds(plain("arms ban oil", "arms ban")) == [("arms", ""), ("ban", ""), ("oil", "")]
    assert kinds(plain("ban on weapons", "ban on weapons")) == [("ban", ""), ("weapons", "")]
    assert kinds(plain("chinese oil", "chinese")) == [("chinese", ""), ("oil", "")]
    assert kinds(plain("chinese arms ban", "ban")) == [("chinese", "demonym"), ("arms ban", "measure")]
    assert plain("oil gold").expansions() == ()


def test_a_popular_name_may_be_a_measure_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "measures", lambda: {("snap", "back"): Measure(("oil",), False)})
    one = only("snap back")
    assert (one.table, one.also, one.node) == ("popular", ("oil",), read("snap back").tree)


def test_a_place_is_a_number_and_a_path() -> None:
    assert tables._read_place("2231 op/11") == (2231, "op/11")
    assert tables._read_place("2231") == (2231, "")
    assert tables._load("measures")["measure"]


def test_what_the_tables_list() -> None:
    assert is_listed(("arms", "ban"))
    assert is_listed(("snap", "back"))
    assert is_listed(("syrie",))
    assert not is_listed(("arms",))
    assert may_begin(("arms",))
    assert may_begin(("snap", "back"))
    assert may_begin(("syrie",))
    assert not may_begin(("back", "snap"))
