"""Titles and subject headings of the UN library, as its records print them."""

from __future__ import annotations

import pytest

from scraper.titles import complete, ease_capitals, is_cut, read_title

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
