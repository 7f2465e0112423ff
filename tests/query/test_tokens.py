"""Cutting what was typed: every piece with its kind and its place, and words joined that are a listed name."""

from __future__ import annotations

import pytest

from scraper.query.tokens import Token, cut, join_names

LONGEST = "united nations multidimensional integrated stabilization mission in the central african republic"


def told(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("x-year:2", [("word", "x-year:2")]),
        ("2199 (2015)x", [("word", "2199 (2015)"), ("word", "x")]),
        ("S/RES/21999", [("word", "S/RES/21999")]),
        ("1,000,000 1,0000", [("word", "1,000,000"), ("word", "1"), ("comma", ","), ("word", "0000")]),
        ('exact: "a b"* ;,', [("exact", "exact: "), ("quoted", '"a b"*'), ("comma", ";"), ("comma", ",")]),
        ("NEAR(a) near(b", [("near", "NEAR("), ("word", "a"), ("close", ")"), ("word", "near"), ("open", "("),
                            ("word", "b")]),
        ("~5 ~5x ~1234567 ~", [("tilde", "~5"), ("word", "~5x"), ("word", "~1234567"), ("tilde", "~")]),
        ("AND ANDx xAND and", [("and", "AND"), ("word", "ANDx"), ("word", "xAND"), ("word", "and")]),
        ("OR (OR) xOR or", [("or", "OR"), ("open", "("), ("or", "OR"), ("close", ")"), ("word", "xOR"),
                            ("word", "or")]),
        ("NOT -a --b a-b - -)", [("not", "NOT"), ("not", "-"), ("word", "a"), ("not", "--"), ("word", "b"),
                                 ("word", "a-b"), ("word", "-"), ("word", "-"), ("close", ")")]),
        ('"open', [("stray", '"'), ("word", "open")]),
    ],
)  # fmt: skip
def test_pieces(typed: str, pieces: list[tuple[str, str]]) -> None:
    assert told(cut(typed)) == pieces


def test_pieces_have_their_places_and_values() -> None:
    assert cut('year:2014 -IN:"a b" oil ~7') == [
        Token("filter", "year:2014", 0, 9, "year", "2014"),
        Token("filter", '-IN:"a b"', 10, 19, "-in", "a b"),
        Token("word", "oil", 20, 23),
        Token("tilde", "~7", 24, 26, "", "7"),
    ]
    assert cut("2199 (2015)") == [Token("word", "2199 (2015)", 0, 11)]
    assert cut('title:""') == [Token("filter", 'title:""', 0, 8, "title", "")]


def test_every_character_is_in_a_piece() -> None:
    typed = 'a "b c" (d OR e) ~5 -f, year:2 NEAR(g h) S/RES/5 * " &'
    assert "".join(token.text for token in cut(typed)).replace(" ", "") == typed.replace(" ", "")
    assert all(typed[token.start : token.end] == token.text for token in cut(typed))


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("", []),
        ("the North Korea oil", [("word", "the"), ("name", "North Korea"), ("word", "oil")]),
        ("exact:North Korea", [("exact", "exact:"), ("word", "North"), ("word", "Korea")]),
        ("exact:x North Korea", [("exact", "exact:"), ("word", "x"), ("name", "North Korea")]),
        ("exact:WHO WHO", [("exact", "exact:"), ("word", "WHO"), ("name", "WHO")]),
        ("land mines x", [("word", "land mines"), ("word", "x")]),
        ("land mine x", [("word", "land mine"), ("word", "x")]),
        ("land x mines", [("word", "land"), ("word", "x"), ("word", "mines")]),
        ("*North Korea", [("word", "*North"), ("word", "Korea")]),
        ("North Korea*", [("word", "North"), ("word", "Korea*")]),
        ('North "Korea"', [("word", "North"), ("quoted", '"Korea"')]),
        ("North (Korea)", [("word", "North"), ("open", "("), ("word", "Korea"), ("close", ")")]),
        ("democratic republic of the congo x", [("name", "democratic republic of the congo"), ("word", "x")]),
        ("democratic republic of x", [("word", one) for one in "democratic republic of x".split()]),
        (f"{LONGEST} x", [("name", LONGEST), ("word", "x")]),
        ("WHO IS IT", [("word", "WHO"), ("word", "IS"), ("word", "IT")]),
        ("WHO (IS) IT", [("word", "WHO"), ("open", "("), ("word", "IS"), ("close", ")"), ("word", "IT")]),
        ("WHO IS", [("name", "WHO"), ("name", "IS")]),
        ("Is x IS", [("word", "Is"), ("word", "x"), ("name", "IS")]),
        ("Swaziland", [("name", "Swaziland")]),
    ],
)  # fmt: skip
def test_names_are_joined(typed: str, pieces: list[tuple[str, str]]) -> None:
    assert told(join_names(cut(typed))) == pieces


def test_a_name_stands_from_its_first_word_to_its_last() -> None:
    assert join_names(cut("a North  Korea b"))[1] == Token("name", "North Korea", 2, 14)
