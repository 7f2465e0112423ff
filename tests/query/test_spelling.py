"""Folding: each row says which spellings are to meet, and why; negatives say which are not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.query import spelling


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("non\u2011State", ("non", "state")),  # the hyphen that does not break a line
        ("non\u2010state", ("non", "state")),
        ("non\u2013state", ("non", "state")),  # an en dash
        ("opera\u00adtive", ("operative",)),  # a soft hyphen is no letter, and no blank
        ("Da’esh", ("da", "esh")),
        ("Da'esh", ("da", "esh")),
        ("Daʼesh", ("da", "esh")),  # the apostrophe that is a letter, for Unicode
        ("Côte d’Ivoire", ("cote", "d", "ivoire")),
        ("Co\u0302te", ("cote",)),  # the accent as a mark of its own
        ("Türkiye", ("turkiye",)),
        ("ﬁnance", ("finance",)),  # a ligature
        ("ＦＵＬＬ", ("full",)),  # full width
        ("arms\u00a0embargo", ("arms", "embargo")),  # a blank that does not break
        ("\u200eseized\u200f", ("seized",)),  # marks of direction
        ("word\u2060joined", ("wordjoined",)),
        ("C++", ("c",)),
        ("1,000", ("1", "000")),
        ("\x00\ud800", ()),
        ("😀", ()),
        ("", ()),
    ],
)
def test_words_as_the_index_cuts_them(typed: str, words: tuple[str, ...]) -> None:
    assert spelling.words(typed) == words


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("organise", "organize"),
        ("organized", "organised"),
        ("organization", "organisation"),
        ("demobilizing", "demobilising"),
        ("analyze", "analyse"),
        ("labour", "labor"),
        ("neighbors", "neighbours"),
        ("favorable", "favourable"),
        ("endeavors", "endeavours"),
        ("centre", "center"),
        ("kilometers", "kilometres"),
        ("defense", "defence"),
        ("licence", "license"),
        ("program", "programme"),
        ("programmes", "programs"),
        ("judgment", "judgement"),
        ("fulfill", "fulfil"),
        ("travelling", "traveling"),
        ("Daesh", "da esh"),
        ("Da'esh", "daesh"),
        ("peacekeeping", "peace keeping"),
        ("peace-keepers", "peacekeepers"),
        ("ceasefire", "cease fire"),
        ("cooperation", "co operation"),
        ("co-ordinated", "coordinated"),
        ("non-state", "nonstate"),
        ("nonstate", "non state"),
        ("counterterrorism", "counter terrorism"),
        ("U.N.", "un"),
        ("Ærø", "aero"),
    ],
)
def test_other_ways_to_print_a_word(typed: str, also: str) -> None:
    assert tuple(also.split()) in spelling.forms(typed)


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("advise", "advize"),
        ("exercise", "exercize"),
        ("supervised", "supervized"),
        ("enterprises", "enterprizes"),
        ("expertise", "expertize"),
        ("size", "sise"),
        ("raised", "raized"),
        ("crises", "crizes"),
        ("four", "for"),
        ("hour", "hor"),
        ("our", "or"),
        ("committed", "committ"),
        ("international", "inter national"),
        ("nonsense", "n onsense"),
        ("none", "non e"),
        ("and/or", "andor"),  # two words that happen to touch
    ],
)
def test_words_that_are_not_the_same(typed: str, never: str) -> None:
    assert tuple(never.split()) not in spelling.forms(typed)


@pytest.mark.parametrize("word", ["recognises", "recognizes"])
def test_one_spelling_for_both(word: str) -> None:
    assert spelling.one_spelling(word) == "recognizes"
    assert spelling.one_spelling("advises") == "advises"


def test_a_word_of_one_spelling_has_one_form() -> None:
    assert spelling.forms("sanctions") == {("sanctions",): "sanctions"}


def test_spellings_meet_inside_a_phrase() -> None:
    assert ("program", "of", "work") in spelling.phrase_forms("programme of work")
    assert ("isil", "and", "da", "esh") in spelling.phrase_forms("ISIL and Daesh")


def test_a_phrase_of_many_spellings_stays_short() -> None:
    assert len(spelling.phrase_forms("organise the defence programmes of labour centres")) == 8


def test_as_typed_comes_first() -> None:
    assert next(iter(spelling.forms("defense"))) == ("defense",)
    assert next(iter(spelling.phrase_forms("defense labor"))) == ("defense", "labor")


@given(st.text())
def test_whatever_is_typed_can_be_stored_and_is_clean_already_when_cleaned(text: str) -> None:
    cleaned = spelling.clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert spelling.words(cleaned) == spelling.words(text)


# The list of names


def table() -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads(files("scraper").joinpath("aliases.toml").read_text("utf-8"))


def test_names_stand_in_alphabetical_order() -> None:
    names = [spelling.words(str(row["name"])) for row in table()["alias"]]
    assert names == sorted(names)


def test_a_name_belongs_to_one_thing() -> None:
    forms = [spelling.words(form) for row in table()["alias"] for form in row["forms"]]
    assert [form for form in forms if forms.count(form) > 1] == []


def test_no_name_is_a_word_of_every_text() -> None:
    common = {"is", "who", "us", "car", "sea", "and", "the", "in", "it", "all", "as", "at", "state", "states"}
    assert [form for form in spelling.names() if len(form) == 1 and form[0] in common] == []


def test_every_spelling_row_has_two_ways() -> None:
    rows = tomllib.loads(files("scraper").joinpath("aliases.toml").read_text("utf-8"))["spelling"]["same"]
    assert all(len({spelling.words(way) for way in row}) > 1 for row in rows)
    assert [row[0].lower() for row in rows] == sorted(row[0].lower() for row in rows)
