"""Numbers of operative paragraphs that a text lost or misread: put back where the row leaves one possibility."""

from __future__ import annotations

import doctest

import pytest

from scraper.models import Parsed
from scraper.parse import numbering
from scraper.parse.text import parse

WORDS = (
    "Decides to extend the mandate of the harbour\npilots for six months;",
    "Calls upon the keepers of the lights to\nreport each month;",
    "Requests the Secretary-General to inform the\nCouncil of the tides;",
    "Decides to remain seized of the matter.",
)


def text(labels: list[str], words: tuple[str, ...] = WORDS) -> str:
    """An invented resolution in the form of a yearbook's, its operative paragraphs labelled so; "" for none."""
    body = "\n\n".join(f"{label} {said}".strip() for label, said in zip(labels, words, strict=True))
    return (
        "Resolution 901 (1999)\nof 5 May 1999\n\nThe Security Council,\n\nRecalling its resolution 900 (1999)"
        f" of 1 May 1999,\n\n{body}\n\nAdopted unanimously at the\n9001st meeting.\n"
    )


def read(labels: list[str], words: tuple[str, ...] = WORDS) -> Parsed:
    (parsed,) = parse(text(labels, words), "corrected")
    return parsed


def paths(parsed: Parsed) -> list[str]:
    return [clause.path for clause in parsed.resolution.clauses]


WHOLE = ["pp/1", "op/1", "op/2", "op/3", "op/4"]


def test_doctests_hold() -> None:
    assert doctest.testmod(numbering).failed == 0


@pytest.mark.parametrize(
    "labels",
    [
        ["", "2.", "3.", "4."], ["1.", "", "3.", "4."], ["1.", "2.", "3.", ""],
        ["1.", "", "", "4."], ["", "", "3.", ""],
    ],
)  # fmt: skip
def test_a_lost_number_is_put_back_and_told(labels: list[str]) -> None:
    parsed = read(labels)
    assert paths(parsed) == WHOLE
    lost = [f"op/{i}" for i, label in enumerate(labels, 1) if not label]
    assert [(p.code, p.path) for p in parsed.problems] == [("label-missing", path) for path in lost]


@pytest.mark.parametrize("first", ["i.", "I.", "l.", "|.", "!."])
def test_a_first_number_read_as_a_letter(first: str) -> None:
    parsed = read([first, "2.", "3.", "4."])
    assert paths(parsed) == WHOLE
    assert [(p.code, p.path) for p in parsed.problems] == [("label-misread", "op/1")]


@pytest.mark.parametrize(("at", "label"), [(9, "1O."), (9, "lo."), (10, "I1."), (11, "i2.")])
def test_figures_read_as_letters_in_longer_numbers(at: int, label: str) -> None:
    labels = [f"{n}." for n in range(1, 14)]
    labels[at] = label
    parsed = read(labels, WORDS[1:3] * 6 + WORDS[3:])
    assert paths(parsed) == ["pp/1", *(f"op/{n}" for n in range(1, 14))]


@pytest.mark.parametrize("wrong", ["2.", "4.", "8.", "30."])
def test_a_number_between_two_right_ones_is_the_one_between(wrong: str) -> None:
    assert paths(read(["1.", "2.", wrong, "4."])) == WHOLE


def test_where_none_is_numbered_none_is_lost() -> None:
    parsed = read(["", "", "", ""])
    assert [clause.label for clause in parsed.resolution.clauses] == [""] * 5
    assert parsed.problems == ()


def test_a_sentence_that_goes_on_is_no_lost_paragraph() -> None:
    words = (WORDS[0].replace(";", ";\nRequests them to be lit;"), *WORDS[1:])
    assert paths(read(["1.", "2.", "3.", "4."], words)) == WHOLE


@pytest.mark.parametrize("label", ["i3.", "I3.", "l3."])
def test_a_misread_number_under_a_heading(label: str) -> None:
    row = [f"{n}." for n in range(1, 13)]
    words = ("Calls upon the keepers of the lights to\nreport each month;",) * 12
    plain = text([*row, "13."], (*words, "Notes the tides.")).replace("13. Notes", f"Tides and lights\n\n{label} Notes")
    (parsed,) = parse(plain, "corrected")
    assert [(c.path, c.heading) for c in parsed.resolution.clauses][-1] == ("op/13", "Tides and lights")


@pytest.mark.parametrize("mark", ["", " 1/", "¹", " **", " 12/", "'?"])
def test_lines_without_blanks_between_paragraphs_part_behind_a_stop(mark: str) -> None:
    """In a layer of text no blank line stands between paragraphs, and a mark hides the stop before it."""
    whole = text(["1.", "2.", "3.", "4."]).replace("\n\n", "\n").replace("1 May 1999,\n", f"1 May 1999,{mark}\n")
    body = whole.replace("1. Decides", "Noting the tides of May,\n1. Decides")
    (parsed,) = parse(body, "text-layer")
    assert paths(parsed) == ["pp/1", "pp/2", *WHOLE[1:]]


@pytest.mark.parametrize("lost", [0, 3])
def test_a_lost_number_without_blank_lines(lost: int) -> None:
    """The first, below a heading; and the last, whose line is as full as any."""
    labels = ["1.", "2.", "3.", "4."]
    labels[lost] = ""
    whole = text(labels).replace("\n\n", "\n").replace("1 May 1999,\n", "1 May 1999,\nTides and lights\n")
    (parsed,) = parse(whole.replace("Council of the tides;", "Council of each and every of the tides;"), "text-layer")
    assert paths(parsed) == WHOLE


def test_recitals_whose_numbers_begin_again_at_the_first_decision() -> None:
    whole = text(["1.", "2.", "3.", "4."]).replace("Recalling", "1. Recalling")
    numbered = whole.replace("1. Decides", "2. Convinced that the tides are high.\n\n1. Decides")
    (parsed,) = parse(numbered, "corrected")
    assert paths(parsed) == ["pp/1", "pp/2", *WHOLE[1:]]
