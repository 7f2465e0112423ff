"""Names of States, as records of votes and drafts write them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse import members
from scraper.parse.members import find_member, read_member, split_members


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(members).failed == 0


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CHILE", "Chile"),
        ("UNITED REPUBLIC OF TANZANIA", "United Republic of Tanzania"),
        ("UNITED STATES", "United States"),
        ("SYRIAN ARAB REPUBLIC", "Syrian Arab Republic"),
        ("TRINIDAD AND TOBAGO", "Trinidad and Tobago"),
        ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "Venezuela (Bolivarian Republic of)"),
        ("CÔTE D’IVOIRE", "Côte d’Ivoire"),
        ("CÔTE D'IVOIRE", "Côte d’Ivoire"),  # upstream has two apostrophes
        ("COTE D'IVOIRE", "Côte d’Ivoire"),
        ("CHILEs", "Chile"),  # a slip of upstream's
        ("  NORTHERN   AMBRY\n", "Northern Ambry"),
        ("GUINEA-BISSAU", "Guinea-Bissau"),
        ("THE GAMBIA", "The Gambia"),
        ("", ""),
    ],
)
def test_name_of_a_member(printed: str, name: str) -> None:
    assert read_member(printed) == name


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("", []),
        ("Harrowmere", ["Harrowmere"]),
        ("Harrowmere and Marrowfen", ["Harrowmere", "Marrowfen"]),
        ("Belmarrow, Harrowmere and Marrowfen", ["Belmarrow", "Harrowmere", "Marrowfen"]),
        ("Belmarrow, Harrowmere, and Marrowfen", ["Belmarrow", "Harrowmere", "Marrowfen"]),
        ("Bosnia and Herzegovina and Vessen", ["Bosnia and Herzegovina", "Vessen"]),
        (
            "Vessen, Antigua and Barbuda and Trinidad and Tobago",
            ["Vessen", "Antigua and Barbuda", "Trinidad and Tobago"],
        ),
        (
            "Vessen and United Kingdom of Great Britain and Northern Ireland",
            ["Vessen", "United Kingdom of Great Britain and Northern Ireland"],
        ),
        ("Vessen,\n  Belmarrow", ["Vessen", "Belmarrow"]),
    ],
)
def test_sponsors_of_a_draft(printed: str, names: list[str]) -> None:
    assert split_members(printed) == names


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert "  " not in read_member(text)
    assert all(name == name.strip() and name for name in split_members(text))


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ (),-ÉÔ", max_size=40))
def test_reading_a_name_twice_changes_nothing(printed: str) -> None:
    assert read_member(read_member(printed)) == read_member(printed)


@pytest.mark.parametrize(
    ("printed", "member"),
    [
        ("Union of Soviet Socialist Republics", "USSR"),
        ("20 Union of Soviet Socialist’ Republics.", "USSR"),
        ("Union of Soviet Republics", "USSR"),
        ("Ukrainian Soviet Socialist Republic", "Ukrainian SSR"),
        ("United. Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
        ("— United States of America", "United States"),
        ("Matta", "Malta"),
        ("Northern Ireland", None),
        ("Guinea", None),
        ("", None),
    ],
)
def test_a_member_however_the_sentence_writes_it(printed: str, member: str | None) -> None:
    council = ["Malta", "USSR", "Ukrainian SSR", "United Kingdom", "United States", "Ireland", "Equatorial Guinea"]
    assert find_member(printed, council) == member
