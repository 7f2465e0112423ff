"""Every way in which a word is printed, all of them and in order, and the lists made ready."""

from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from scraper.query import spelling


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("organise", ["organise", "organize"]),
        ("reorganisations", ["reorganisations", "reorganizations"]),
        ("analyze", ["analyze", "analyse"]),
        ("recognizable", ["recognizable", "recognisable"]),
        ("advise", ["advise"]),
        ("neighbours", ["neighbours", "neighbors"]),
        ("labourer", ["labourer", "laborer"]),
        ("non-state", ["non-state", "nonstate"]),
        ("Da'esh", ["Da'esh", "daesh", "Daech"]),
        ("U.N.", ["U.N.", "un"]),
        ("a'b'", ["a'b'", "ab"]),
        ("a--b", ["a--b"]),
        ("-a", ["-a"]),
        ("and/or", ["and/or"]),
        ("nonstate", ["nonstate", "non-state"]),
        ("antiterrorism", ["antiterrorism", "anti-terrorism"]),
        ("counterpart", ["counterpart", "counter-part"]),
        ("multilateral", ["multilateral", "multi-lateral"]),
        ("semifinal", ["semifinal", "semi-final"]),
        ("nonsuch", ["nonsuch", "non-such"]),
        ("nontax", ["nontax"]),
        ("Non-proliferations", ["Non-proliferations", "nonproliferations"]),
        ("Ærø", ["Ærø", "aero"]),
        ("straße", ["straße", "strasse"]),
        ("Đào", ["Đào", "dao"]),
        ("", []),
        ("+", []),
        (
            "organise-analyse-utilise",
            [
                "organise-analyse-utilise", "organiseanalyseutilise", "organise analyse utilize",
                "organise analyze utilise", "organise analyze utilize", "organiseanalyseutilize",
            ],
        ),
    ],
)  # fmt: skip
def test_all_ways_in_order(typed: str, printed: list[str]) -> None:
    assert list(spelling.forms(typed).values()) == printed
    for way, shown in spelling.forms(typed).items():
        assert spelling.key("".join(way)) == spelling.key(shown)


def test_ways_are_cut_as_the_index_cuts_them() -> None:
    assert list(spelling.forms("Non-State")) == [("non", "state"), ("nonstate",)]
    assert list(spelling.forms("nonorganise")) == [("nonorganise",), ("nonorganize",), ("non", "organise")]
    assert list(spelling.forms("Ærø-Bø")) == [("ærø", "bø"), ("ærøbø",), ("aero", "bo")]


def test_phrases_vary_the_first_word_most() -> None:
    ways = spelling.phrase_forms("organise the defence")
    assert list(ways.items()) == [
        (("organise", "the", "defence"), "organise the defence"),
        (("organize", "the", "defence"), "organize the defence"),
        (("organise", "the", "defense"), "organise the defense"),
        (("organize", "the", "defense"), "organize the defense"),
    ]
    assert list(spelling.phrase_forms("organise the defence", 3)) == list(ways)[:3]
    assert spelling.phrase_forms("") == {}
    assert spelling.phrase_forms("+ x") == {("x",): "x"}
    assert len(spelling.phrase_forms(" ".join(["organise"] * 4))) == 8


def test_keys_leave_only_letters_and_digits() -> None:
    assert spelling.key("Da’esh’s Ærø 2-3") == "daeshsaero23"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("‘a’ “b” c–d", "'a' \"b\" c-d"),
        ("a\x00b\ud800c", "a b c"),
        ("a\u00adb\u200bc", "abc"),
        ("ﬁ ＡＢ－Ｃ", "fi AB-C"),
        ("x" + "\u0301" * 40, "x" + "\u0301" * 30),
        ("☃" * 31 + "a", "☃" * 30 + "a"),
        ("☃" * 30 + "a", "☃" * 30 + "a"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert spelling.clean(text) == cleaned


def test_words_end_where_neither_letter_nor_mark_nor_digit_stands() -> None:
    assert spelling.words("A1b2 c_d e\u0301f g.h") == ("a1b2", "c", "d", "ef", "g", "h")
    assert spelling.words("x\ue000y ⅷ") == ("x\ue000y", "viii")


@examples(200)
@given(typed=st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_cut_as_any_other(typed: str) -> None:
    """A letter that is no ASCII sends the rest by the long way."""
    assert spelling.words(f"{typed} é") == (*spelling.words(typed), "e")


def test_words_that_are_printed_as_two() -> None:
    apart = spelling.lexicon().apart
    assert ("land", "mine") in apart
    for run, is_one in ((("land", "mine"), True), (("land", "mines"), True), (("land",), False),
                        (("cross", "borders"), True),
                        (("land", "x", "mines"), False), (("x", "land", "mines"), False),
                        (("lands", "mine"), False), ((), False), (("land", "mine", "x"), False)):  # fmt: skip
        assert spelling.is_apart(run) is is_one
    assert spelling.may_begin_a_name(("land",))
    assert spelling.may_begin_a_name(("land", "mines"))
    assert spelling.may_begin_a_name(("north", "korea"))
    assert not spelling.may_begin_a_name(("korea", "north"))


def test_only_the_last_word_may_have_an_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    made = spelling.make_lexicon({"alias": [], "spelling": {"same": [["by pass road", "bypassroad"]]}})
    monkeypatch.setattr(spelling, "lexicon", lambda: made)
    assert spelling.is_apart(("by", "pass", "roads"))
    assert not spelling.is_apart(("by", "passs", "road"))


def test_beginnings_are_all_first_words() -> None:
    assert spelling.beginnings([("a", "b", "c"), ("d",), ()]) == {("a",), ("a", "b"), ("a", "b", "c"), ("d",)}


def test_the_lists_are_made_ready() -> None:
    made = spelling.make_lexicon(
        {
            "alias": [
                {"name": "Moon", "forms": ["moon", "luna"], "capitals": ["MN"], "typed": ["LUN"]},
                {"name": "Sun"},
            ],
            "spelling": {"same": [["land mine", "landmine"], ["gaol", "jail"]]},
        }
    )
    moon = spelling.Alias("Moon", ("moon", "luna"), ("MN",), ("LUN",))
    assert made.aliases == (moon, spelling.Alias("Sun", ()))
    assert made.by_capitals == {"MN": moon, "LUN": moon}
    assert made.spellings["landmine"] == {("land", "mine"): "land mine", ("landmine",): "landmine"}
    assert made.spellings["gaol"] == made.spellings["jail"] == {("gaol",): "gaol", ("jail",): "jail"}
    assert made.apart == {("land", "mine")}
