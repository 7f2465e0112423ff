"""Titles and subject headings of the UN library, as its records print them."""

from __future__ import annotations

import pytest

from scraper.titles import MOST, complete, ease_capitals, is_cut, read_title, short_title

ABOUT = "On the lamps of Nowhere Bay"


@pytest.mark.parametrize(
    "printed",
    [
        "on the lamps of Nowhere Bay",
        "Security Council resolution 9001 (2998) [on the lamps of Nowhere Bay]",
        "Security Council resolution 9001 (2998) [on the lamps of Nowhere Bay].",
        "Security Council resolution 9001 (2998) [on the lamps of Nowhere Bay",
        "Security Council resolution 9001 (2998)) [on the  lamps of Nowhere Bay] ",
        "Security Council resolution 9001 [on the lamps of Nowhere Bay]",
        "Security Council resolution 9001 (2998) <on the lamps of Nowhere Bay>",
    ],
)
def test_one_spelling_whatever_wraps_a_title(printed: str) -> None:
    assert read_title(printed).about == ABOUT


@pytest.mark.parametrize(
    "printed",
    [
        "on the lamps of Nowhere B[...",
        "on the lamps of Nowhere B...",
        "on the lamps of Nowhere B…",
        "Security Council resolution 9001 (2998) [on the lamps of Nowhere B[...]",
        "Security Council resolution 9001 (2998) <on the lamps of Nowhere B[...]",
    ],
)
def test_a_title_that_is_cut_says_so(printed: str) -> None:
    assert read_title(printed).about == "On the lamps of Nowhere B…"
    assert is_cut(read_title(printed).about)


@pytest.mark.parametrize("printed", ["On lamps [and oil]", "On lamps.", "On resolution 9001 (2998) [lamps]", "", "]"])
def test_what_is_no_wrapping_stays(printed: str) -> None:
    assert read_title(printed) == (printed, None)


def test_the_number_that_a_title_names() -> None:
    assert read_title("Security Council resolution 9002 (2998) [on lamps]").number == 9002


@pytest.mark.parametrize(
    ("title", "other", "whole"),
    [
        ("On the lamps of Now…", ABOUT, True),
        ("On the lamps of Now…", "The lamps of Nowhere Bay", True),
        ("On the lamps …", "The situation in Nowhere Bay", False),
        ("On the lamps of Now…", "On the lamps of Nowhere …", False),
        (ABOUT, "On the lamps of Nowhere Bay and Utopia", False),
    ],
)
def test_only_the_same_in_full_completes_a_title(title: str, other: str, *, whole: bool) -> None:
    assert complete(title, other) is whole


@pytest.mark.parametrize(
    ("heading", "eased"),
    [("ARMS EMBARGO", "Arms Embargo"), ("UN. SECURITY COUNCIL", "UN. Security Council"), ("USSR", "USSR"),
     ("JURISDICTION OVER SHIPS", "Jurisdiction over Ships"), ("UN Office in Utopia", "UN Office in Utopia")],
)  # fmt: skip
def test_headings_in_capitals_are_eased(heading: str, eased: str) -> None:
    assert ease_capitals(heading) == eased


def test_what_a_record_ran_on_behind_its_bracket_is_left_out() -> None:
    assert read_title("Security Council resolution 9001 (2998) [on lamps] andate of the UN Oilers").about == "On lamps"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("On the lamps of Nowhere Bay", "lamps of Nowhere Bay"),
        ("Calling upon Laputa to trim its wicks", "calling upon Laputa to trim its wicks"),
        ("On measures of Security Council resolution 9001(2998), para. 4",
         "measures of resolution 9001 (2998), paragraph 4"),
        ("On the mandate of the UN Oilers (UNO) until 3 Sept. 2999",
         "mandate of the UN Oilers (UNO) until 3 September 2999"),
        ("On mandate of the UN Oilers in the Far and Foggy Isles of Old Nowhere Bay (UNIOFF) for a period of 3 months",
         "mandate of UNIOFF for 3 months"),
        ("On the mandate of the African Union-United Nations Hybrid Operation in Nowhere Bay (UNAMOIL) and oil",
         "mandate of UNAMOIL and oil"),
        ("On lamps, of which there are many in the islands and beyond them, for Persons of All Ages Everywhere (OIL)",
         "lamps, of which there are many in the islands and beyond them, for Persons of All Ages Everywhere (OIL)"),
        ("On the lamps of the Isl…", "lamps …"),
    ],
)  # fmt: skip
def test_a_short_title_says_what_tells_it_apart(title: str, short: str) -> None:
    assert short_title(title) == short


def test_what_is_too_long_is_left_out_where_parts_meet_and_the_end_of_a_mandate_is_kept() -> None:
    short = short_title(f"On the lamps of {'the many islands ' * 5}and wicks of {'every kind ' * 9}until 3 Mar. 2999")
    assert short.startswith("lamps of the many islands ")
    assert short.endswith("islands … until 3 March 2999")
    assert len(short) <= MOST


def test_an_agenda_item_says_it_where_there_is_no_title() -> None:
    assert short_title("", "The situation in Nowhere Bay") == "The situation in Nowhere Bay"
