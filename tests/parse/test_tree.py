"""From a row of pieces to the tree of clauses: one test for each case that the markup of a real resolution brought up.

A row is written as the page shows it: a label, a text, how deep the source nests it. What is compared is the path of
each clause with the beginning of its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import exactness
import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.models import Clause, Mark
from scraper.parse.builder import Assembled, Piece, Zone
from scraper.parse.tree import assemble


def p(label: str, text: str, depth: int = 0, zone: Zone = "body") -> Piece:
    """A paragraph or list item."""
    return Piece(
        text, label, zone, depth, likely=not label and text[:1].isupper() and not text.endswith((".", ";", ","))
    )


def pp(text: str) -> Piece:
    return p("", text, zone="preamble")


def annex(label: str, text: str, depth: int = 0) -> Piece:
    return p(label, text, depth, zone="annex")


def heading(text: str, label: str = "", zone: Zone = "body") -> Piece:
    """A heading by its markup."""
    return Piece(text, label, zone, heading=True, likely=True)


def verb(piece: Piece) -> Piece:
    """The piece with its first word in italics, and so no heading."""
    return replace(piece, likely=False, marks=(Mark("italic", 0, len(piece.text.split(" ")[0])),))


def paths(*row: Piece) -> list[str]:
    return [clause.path for clause in assemble(row).clauses]


def clauses(*row: Piece) -> dict[str, Clause]:
    return {clause.path: clause for clause in assemble(row).clauses}


def codes(*row: Piece) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in assemble(row).problems]


# -- the plain case ------------------------------------------------------------------------------------------------


def test_preamble_and_body() -> None:
    row = pp("Recalling this,"), pp("Noting that,"), p("1.", "Decides;"), p("2.", "Decides.")
    assert paths(*row) == ["pp/1", "pp/2", "op/1", "op/2"]
    assert codes(*row) == []


def test_lists_in_lists() -> None:
    row = (
        p("1.", "Decides:"), p("(a)", "first:", 1), p("(i)", "one;", 2), p("(ii)", "two:", 2), p("a.", "deep;", 3),
        p("(iii)", "three;", 2), p("(b)", "second;", 1), p("2.", "Urges."),
    )  # fmt: skip
    assert paths(*row) == ["op/1", "op/1/a", "op/1/a/i", "op/1/a/ii", "op/1/a/ii/a", "op/1/a/iii", "op/1/b", "op/2"]
    found = clauses(*row)
    assert (found["op/1/a/ii/a"].level, found["op/1/a/ii/a"].parent) == (3, "op/1/a/ii")


def test_labels_stay_as_printed() -> None:
    found = clauses(p("1.", "Decides:"), p("(a)", "this;", 1))
    assert [clause.label for clause in found.values()] == ["1.", "(a)"]


def test_nothing_gives_nothing() -> None:
    assert assemble([]) == Assembled((), (), ())


# -- numbers the markup lost ---------------------------------------------------------------------------------------


def test_number_glued_to_its_words_without_a_stop_2730_11() -> None:
    row = p("10.", "Calls;"), p("", "11 Condemns lies;"), p("12.", "Encourages.")
    assert paths(*row) == ["op/10", "op/11", "op/12"]
    assert clauses(*row)["op/11"].text == "Condemns lies;"
    assert ("label-glued", "op/11") in codes(*row)


def test_a_number_that_no_list_awaits_stays_a_part_of_the_words() -> None:
    row = p("1.", "Decides;"), p("", "15 September was the day;"), p("2.", "Urges.")
    assert "15 September was the day;" in [clause.text for clause in assemble(row).clauses]


def test_bracketed_number_glued_below_a_letter_1433_3() -> None:
    row = p("3.", "Decides:"), p("A.", "Assist in:"), p("", "(1) Chairing;"), p("", "(2) Counting;"), p("4.", "Asks.")
    assert paths(*row)[1:] == ["op/3/A", "op/3/A/1", "op/3/A/2", "op/4"]


def test_marks_move_with_the_words_when_a_label_is_parted() -> None:
    glued = replace(p("", "2 Condemns lies;"), marks=(Mark("italic", 2, 10), Mark("footnote", 0, 0, "As corrected.")))
    (_, clause) = assemble([p("1.", "Decides;"), glued]).clauses
    assert clause.marks == (Mark("italic", 0, 8), Mark("footnote", 0, 0, "As corrected."))


def test_number_alone_and_its_words_in_the_next_paragraph_1286() -> None:
    row = p("1.", ""), p("", "Welcomes it;"), p("2.", ""), p("", "Urges them.")
    assert [(c.path, c.text) for c in assemble(row).clauses] == [("op/1", "Welcomes it;"), ("op/2", "Urges them.")]
    assert codes(*row) == [("number-apart", "op/1"), ("number-apart", "op/2")]


def test_number_without_words_before_its_list() -> None:
    """`5.` and (i) right below it: the number keeps a clause, with no words."""
    row = p("5.", ""), p("(i)", "Extends it;", 1), p("(ii)", "Thanks them;", 1), p("6.", "Decides.")
    assert paths(*row) == ["op/5", "op/5/i", "op/5/ii", "op/6"]


def test_a_missing_label_between_two_others_is_inferred() -> None:
    row = p("2.", "Calls upon:"), p("(a)", "one;", 1), p("", "two;", 1), p("(c)", "three;", 1)
    assert paths(*row) == ["op/2", "op/2/a", "op/2/b", "op/2/c"]
    assert ("label-missing", "op/2/b") in codes(*row)
    assert clauses(*row)["op/2/b"].label == ""


def test_a_skipped_number_is_kept_and_told() -> None:
    row = p("1.", "Decides;"), p("3.", "Urges.")
    assert paths(*row) == ["op/1", "op/3"]
    assert [code for code, _ in codes(*row)] == ["label-gap"]


def test_a_number_that_stands_twice_gets_a_path_of_its_own_and_is_told() -> None:
    row = p("1.", "Decides;"), p("2.", "Urges;"), p("2.", "Calls upon them.")
    assert len(set(paths(*row))) == 3
    assert {code for code, _ in codes(*row)} & {"label-order", "label-repeated"}


@pytest.mark.parametrize("lost", range(3))
def test_a_lost_number_is_the_one_that_its_neighbours_leave(lost: int) -> None:
    row = [p("1.", "Decides;"), p("2.", "Urges;"), p("3.", "Calls upon them.")]
    row[lost] = p("", row[lost].text)
    assert paths(*row) == ["op/1", "op/2", "op/3"]
    assert ("label-missing", f"op/{lost + 1}") in codes(*row)


def test_decisions_without_number_stay_so_where_the_neighbours_leave_no_number() -> None:
    assert paths(p("1.", "Decides;"), p("", "Urges;"), p("2.", "Calls upon them.")) == ["op/1", "op/-1", "op/2"]


def test_letters_that_print_like_figures_are_the_number_that_is_due() -> None:
    row = p("9.", "Decides;"), p("l0.", "Urges;"), p("1I.", "Calls upon them.")
    assert paths(*row) == ["op/9", "op/10", "op/11"]
    assert clauses(*row)["op/10"].label == "l0."
    assert codes(*row)[-2:] == [("label-misread", "op/10"), ("label-misread", "op/11")]


def test_as_many_items_as_the_last_label_counts_bear_the_labels_up_to_it_724_5_b() -> None:
    row = p("5.", "Decides:"), p("", "one;"), p("(i)", "two;"), p("(ii)", "three;"), p("(iv)", "four.")
    assert paths(*row) == ["op/5", "op/5/i", "op/5/ii", "op/5/iii", "op/5/iv"]
    assert [(code, path) for code, path in codes(*row) if "op/5/i" in path][:3] == [
        ("label-missing", "op/5/i"),
        ("label-misread", "op/5/ii"),
        ("label-misread", "op/5/iii"),
    ]


# -- paragraphs in the wrong place ---------------------------------------------------------------------------------


def test_first_paragraphs_in_the_preamble_their_children_at_the_head_of_the_body_1977_2103() -> None:
    row = (
        pp("Acting under Chapter VII:"), p("1.", "Reiterates;", 1, "preamble"), p("2.", "Decides:", 1, "preamble"),
        p("(a)", "ask;"), p("(b)", "tell;"), p("3.", "Urges."),
    )  # fmt: skip
    assert paths(*row) == ["pp/1", "op/1", "op/2", "op/2/a", "op/2/b", "op/3"]
    assert ("operative-in-preamble", "op/1") in codes(*row)


def test_letters_of_a_list_in_the_preamble_stay_there_2714() -> None:
    row = (
        pp("Emphasising that it will:"),
        p("a.", "help,", 1, "preamble"),
        p("b.", "last,", 1, "preamble"),
        p("1.", "Asks."),
    )
    assert paths(*row) == ["pp/1", "pp/1/a", "pp/1/b", "op/1"]


def test_paragraph_nested_under_the_last_sub_paragraph_2820_5() -> None:
    row = (
        p("4.", "Decides:"), p("(d)", "monitoring:", 1), p("(iv)", "to share;", 2), p("5.", "Decides to reduce;", 3),
        p("6.", "Takes note."),
    )  # fmt: skip
    assert paths(*row)[-2:] == ["op/5", "op/6"]


def test_children_detached_from_their_paragraph_1509_3() -> None:
    row = p("3.", "Decides on this mandate:"), p("(a)", "to observe;"), p("(b)", "to assist;"), p("4.", "Asks.")
    assert paths(*row) == ["op/3", "op/3/a", "op/3/b", "op/4"]


def test_participle_with_a_comma_in_mid_body_is_preambular_1575() -> None:
    row = pp("Recalling,"), p("1.", "Decides;"), p("", "Determining that it is so,"), p("2.", "Decides.")
    assert paths(*row) == ["pp/1", "op/1", "pp/2", "op/2"]
    assert codes(*row) == [("preambular-in-body", "pp/2")]


def test_a_paragraph_that_ends_in_a_comma_before_paragraph_1_is_preambular_2394() -> None:
    row = pp("Recalling,"), p("", "In the light of this,"), p("1.", "Decides.")
    assert paths(*row) == ["pp/1", "pp/2", "op/1"]


def test_paragraph_cut_in_two_1289_15() -> None:
    row = p("3.", "Requests him to make"), p("", "proposals on it;"), p("4.", "Decides.")
    assert clauses(*row)["op/3"].text == "Requests him to make proposals on it;"
    assert ("paragraph-cut", "op/3") in codes(*row)


def test_preambular_paragraph_cut_in_two_2172() -> None:
    assert [c.text for c in assemble([verb(pp("Noting the report")), pp("of its envoy,")]).clauses] == [
        "Noting the report of its envoy,"
    ]


def test_marks_move_with_the_second_half_of_a_cut_paragraph() -> None:
    second = replace(p("", "and urges it;"), marks=(Mark("italic", 4, 9),))
    (clause,) = assemble([p("1.", "Decides it"), second]).clauses
    assert [clause.text[m.start : m.end] for m in clause.marks] == ["urges"]


# -- paragraphs without a number -----------------------------------------------------------------------------------


def test_only_unnumbered_paragraphs_count_from_one_1326() -> None:
    row = pp("Having examined it,"), verb(p("", "Recommends it;")), verb(p("", "Decides to wait."))
    assert paths(*row) == ["pp/1", "op/1", "op/2"]
    assert codes(*row) == []


def test_an_unnumbered_paragraph_among_numbered_ones_is_told() -> None:
    row = p("1.", "Decides;"), verb(p("", "Notes that it keeps;")), p("2.", "Urges.")
    assert paths(*row) == ["op/1", "op/-1", "op/2"]
    assert codes(*row) == [("unnumbered", "op/-1")]


def test_an_unnumbered_decision_keeps_its_numbered_measures_below_itself_47() -> None:
    row = (
        verb(p("", "Believes this;")),
        verb(p("", "Decides on these measures, namely:")),
        p("1.", "One;"),
        p("2.", "Two."),
    )
    assert paths(*row) == ["op/1", "op/2", "op/2/1", "op/2/2"]


# -- lists ---------------------------------------------------------------------------------------------------------


def test_i_after_h_is_the_ninth_letter_where_j_follows() -> None:
    letters = [p(f"({letter})", f"{letter} it;", 1) for letter in "abcdefghij"]
    assert paths(p("1.", "Decides:"), *letters)[-2:] == ["op/1/i", "op/1/j"]


def test_i_after_h_begins_the_numerals_where_ii_follows() -> None:
    letters = [p(f"({letter})", f"{letter} it:", 1) for letter in "abcdefgh"]
    assert paths(p("1.", "Decides:"), *letters, p("(i)", "so;", 2), p("(ii)", "thus;", 2))[-2:] == [
        "op/1/h/i",
        "op/1/h/ii",
    ]


def test_i_is_the_last_letter_before_paragraph_2_2507_1() -> None:
    letters = [p(f"({letter})", f"{letter} it;", 1) for letter in "abcdefghi"]
    assert paths(p("1.", "Decides:"), *letters, p("2.", "Urges."))[-2:] == ["op/1/i", "op/2"]


def test_list_broken_off_after_b_its_later_letters_bare_paragraphs() -> None:
    row = (
        p("1.", "Decides:"),
        p("(a)", "one;", 1),
        p("(b)", "two;", 1),
        p("", "(c) three;"),
        p("(d)", "four;"),
        p("2.", "Asks."),
    )
    assert paths(*row) == ["op/1", "op/1/a", "op/1/b", "op/1/c", "op/1/d", "op/2"]


def test_a_letter_tagged_as_a_heading_over_its_words_2499_33() -> None:
    row = (
        p("33.", "Decides:"), p("(c)", "Elections", 1), p("", "To help with them;"), heading("Access", "(d)"),
        p("", "To open the road;"), p("34.", "Asks."),
    )  # fmt: skip
    assert paths(*row) == ["op/33", "op/33/c", "op/33/c/+1", "op/33/d", "op/33/d/+1", "op/34"]


def test_title_with_a_letter_over_numerals_2227_14() -> None:
    row = p("14.", "Decides:"), p("(b)", "Support", 0), p("(i)", "To carry;"), p("(ii)", "To open;"), p("15.", "Asks.")
    assert paths(*row) == ["op/14", "op/14/b", "op/14/b/i", "op/14/b/ii", "op/15"]


def test_letters_that_run_on_under_the_next_title_2666() -> None:
    row = (
        p("1.", "Decides:"), p("(i)", "Protection", 1), p("(a)", "one;", 2), p("(b)", "two;", 2),
        p("(ii)", "Support", 1), p("(c)", "three;", 2), p("2.", "Asks."),
    )  # fmt: skip
    assert paths(*row) == ["op/1", "op/1/i", "op/1/i/a", "op/1/i/b", "op/1/ii", "op/1/ii/c", "op/2"]
    assert codes(*row) == []


def test_bullets_count_and_what_goes_on_after_them_is_a_continuation() -> None:
    row = (
        p("6.", "Urges:"),
        p("•", "to relight;", 1),
        p("•", "to return;", 1),
        p("", "and warns them;"),
        p("7.", "Asks."),
    )
    assert paths(*row) == ["op/6", "op/6/-1", "op/6/-2", "op/6/+1", "op/7"]
    assert clauses(*row)["op/6/+1"].kind == "continuation"
    assert clauses(*row)["op/6/-1"].kind == "item"


def test_words_that_close_a_list_belong_to_the_clause_above_it() -> None:
    wrap = replace(p("", "and requests a copy;", 0), wraps=True)
    row = p("4.", "Requests:"), p("(a)", "this;", 1), p("(b)", "that,", 1), wrap, p("5.", "Decides.")
    assert paths(*row) == ["op/4", "op/4/a", "op/4/b", "op/4/+1", "op/5"]


def test_names_in_a_row_are_items() -> None:
    row = p("7.", "Appoints the persons below:"), p("", "Captain Oarsman"), p("", "Judge Fenn"), p("8.", "Asks.")
    assert paths(*row) == ["op/7", "op/7/-1", "op/7/-2", "op/8"]


def test_one_piece_below_a_label_is_its_text_and_no_list() -> None:
    row = p("7.", "Decides the mandate:"), p("(a)", "Good offices", 1), p("", "To help them;", 1), p("8.", "Asks.")
    assert paths(*row) == ["op/7", "op/7/a", "op/7/a/+1", "op/8"]
    assert clauses(*row)["op/7/a/+1"].kind == "continuation"


@pytest.mark.parametrize("lost", [1, 2])
def test_an_item_whose_bullet_is_lost_stands_among_those_that_have_one(lost: int) -> None:
    row = [p("3.", "Decides:"), *(p("–", f"{word};", 1) for word in ("one", "two", "three", "four")), p("4.", "Asks.")]
    row[lost + 1] = p("", row[lost + 1].text, 1)
    assert paths(*row) == ["op/3", "op/3/-1", "op/3/-2", "op/3/-3", "op/3/-4", "op/4"]
    assert ("label-missing", f"op/3/-{lost + 1}") in codes(*row)


def test_bullets_in_one_row_with_the_caption_above_them_are_its_own_1739_2() -> None:
    row = p("2.", "Decides:"), p("(a)", "Watching", 1), p("–", "To watch,", 1), p("–", "To count,", 1), p("(b)", "x", 1)
    assert paths(*row) == ["op/2", "op/2/a", "op/2/a/-1", "op/2/a/-2", "op/2/b"]


def test_items_are_all_parted_from_their_paragraph_or_none() -> None:
    intro = replace(verb(p("2.", "Decides to: (a) watch them;")), marks=(Mark("italic", 0, 7), Mark("italic", 16, 21)))
    row = intro, p("(i)", "by day;", 1), p("(ii)", "by night;", 1), p("(b)", "count them.", 1), p("3.", "Asks.")
    assert paths(*row) == ["op/2", "op/2/a", "op/2/a/i", "op/2/a/ii", "op/2/b", "op/3"]
    found = clauses(*row)
    assert [(found[path].text, found[path].marks) for path in ("op/2", "op/2/a")] == [
        ("Decides to:", (Mark("italic", 0, 7),)),
        ("watch them;", (Mark("italic", 0, 5),)),
    ]
    assert paths(p("2.", "Decides to: (a) watch; (b) count."), p("3.", "Asks.")) == ["op/2", "op/3"]


def test_an_item_is_parted_from_a_paragraph_without_a_number_too() -> None:
    row = p("", "Decides to: (a) watch them;"), p("(b)", "count them.", 1)
    assert paths(*row) == ["op/1", "op/1/a", "op/1/b"]


# -- headings and parts --------------------------------------------------------------------------------------------


def test_heading_stands_above_the_next_clause_and_is_none_itself() -> None:
    row = heading("Arms embargo"), p("1.", "Decides;"), heading("Travel ban"), p("2.", "Decides.")
    assert {path: clause.heading for path, clause in clauses(*row).items()} == {
        "op/1": "Arms embargo",
        "op/2": "Travel ban",
    }


@pytest.mark.parametrize("mark", ["== II ==", "— A —", "* III *", "-B-"])
def test_the_mark_of_a_section_between_two_rules_is_a_heading(mark: str) -> None:
    found = clauses(p("1.", "Decides;"), p("", mark), p("2.", "Urges."))
    assert {path: clause.heading for path, clause in found.items()} == {"op/1": "", "op/2": mark}


def test_several_headings_stand_one_a_line() -> None:
    assert clauses(heading("A"), heading("Arms"), p("1.", "Decides."))["op/1"].heading == "A\nArms"


def test_heading_as_a_plain_paragraph_between_numbered_ones() -> None:
    assert clauses(p("1.", "Decides;"), p("", "Travel ban"), p("2.", "Urges."))["op/2"].heading == "Travel ban"


def test_heading_inside_a_paragraph_does_not_end_it_2253_2() -> None:
    row = p("2.", "Decides to:"), heading("Asset freeze"), p("(a)", "freeze;"), heading("Arms"), p("(b)", "stop;")
    assert paths(*row) == ["op/2", "op/2/a", "op/2/b"]
    assert clauses(*row)["op/2/b"].heading == "Arms"


def test_numeral_over_the_next_number_is_a_heading_2498() -> None:
    row = p("18.", "Decides;"), heading("Exceptions", "(ii)"), p("19.", "Decides.")
    assert clauses(*row)["op/19"].heading == "(ii) Exceptions"


def test_numbers_that_run_on_through_parts_leave_the_letters_out() -> None:
    row = heading("Oil", "A."), p("1.", "Decides;"), heading("Arms", "B."), p("2.", "Decides.")
    assert paths(*row) == ["op/1", "op/2"]


def test_numbers_that_restart_under_parts_are_led_by_the_letter() -> None:
    row = heading("Oil", "A."), p("1.", "Decides;"), p("2.", "Asks;"), heading("Arms", "B."), p("1.", "Decides.")
    assert paths(*row) == ["op/A/1", "op/A/2", "op/B/1"]
    assert codes(*row) == []


def test_a_heading_with_nothing_below_it_becomes_a_clause() -> None:
    (last,) = [c for c in assemble([p("1.", "Decides."), heading("Annex"), heading("Map")]).clauses if c.part != "op"]
    assert (last.path.split("/")[0], last.kind, last.text) == ("annex-1", "heading", "Annex\nMap")


def test_a_footnote_of_a_heading_goes_with_the_clause_below() -> None:
    noted = replace(heading("Arms"), marks=(Mark("footnote", 4, 4, "Of any kind."),))
    (clause,) = assemble([noted, p("1.", "Decides.")]).clauses
    assert clause.marks == (Mark("footnote", 0, 0, "Of any kind."),)


# -- annexes -------------------------------------------------------------------------------------------------------


def test_two_annexes_in_one_attachment() -> None:
    row = (
        p("1.", "Decides."), replace(heading("Annex I", zone="annex"), opens=True), annex("1.", "Vane."),
        heading("Annex II", zone="annex"), annex("1.", "Cannon."), annex("2.", "Buoys."),
    )  # fmt: skip
    assert paths(*row) == ["op/1", "annex-1/1", "annex-2/1", "annex-2/2"]


def test_two_attachments_without_a_title() -> None:
    row = p("1.", "Decides."), replace(annex("1.", "Vane."), opens=True), replace(annex("1.", "Cannon."), opens=True)
    assert paths(*row) == ["op/1", "annex-1/1", "annex-2/1"]


@pytest.mark.parametrize(
    "title", ["Annex", "Annex II to the resolution", "ANNEX 1 - Plan", "Designation Annex", "Appendix"]
)
def test_annex_in_the_body_1617_2794_2803(title: str) -> None:
    row = p("1.", "Decides;"), p("2.", "Asks."), heading(title), p("1.", "Grains.")
    assert paths(*row) == ["op/1", "op/2", "annex-1/1"]


def test_a_table_in_the_body_begins_an_annex_1973() -> None:
    row = p("1.", "Decides."), Piece("Number\tName", row=True), Piece("1\tVane", row=True)
    assert paths(*row) == ["op/1", "annex-1/-1", "annex-1/-2"]


def test_articles_whose_numbers_restart_1757() -> None:
    row = (
        p("1.", "Decides."), heading("Annex", zone="annex"), heading("Article 1", zone="annex"), annex("1.", "One."),
        heading("Article 2 bis", zone="annex"), annex("1.", "One."), annex("2.", "Two."),
    )  # fmt: skip
    assert paths(*row)[1:] == ["annex-1/article-1/1", "annex-1/article-2-bis/1", "annex-1/article-2-bis/2"]


def test_decimals_stand_below_the_number_they_begin_with() -> None:
    row = (
        p("1.", "Decides."),
        annex("1.", "Fees"),
        annex("1.1.", "Due;"),
        annex("1.2.", "Not due;"),
        annex("2.", "Fines"),
    )
    assert paths(*row)[1:] == ["annex-1/1", "annex-1/1/1.1", "annex-1/1/1.2", "annex-1/2"]


def test_third_level_of_a_decimal_that_stands_in_the_text_2231() -> None:
    row = (
        p("1.", "Decides."), annex("1.", "Fees"), annex("1.1.", "Due to:"), annex("1.1.", "1 The pilot;"),
        annex("1.1.", "2. The cook;"),
    )  # fmt: skip
    found = clauses(*row)
    assert (found["annex-1/1/1.1/1.1.1"].label, found["annex-1/1/1.1/1.1.1"].text) == ("1.1.1", "The pilot;")
    assert (found["annex-1/1/1.1/1.1.2"].label, found["annex-1/1/1.1/1.1.2"].text) == ("1.1.2.", "The cook;")


def test_a_decimal_before_words_that_begin_with_a_number_stays_whole() -> None:
    row = p("1.", "Decides."), annex("1.", "Fees"), annex("1.1.", "2 pilots are due;")
    assert clauses(*row)["annex-1/1/1.1"].text == "2 pilots are due;"


# -- what is not part of the text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["*", "* * *", "-----", "________", "* Reissued for technical reasons."])
def test_rules_stars_and_notes_of_reissue_are_furniture(words: str) -> None:
    found = assemble([p("1.", "Decides."), p("", words)])
    assert found.furniture == (words,)
    assert [clause.path for clause in found.clauses] == ["op/1"]


@pytest.mark.parametrize("words", ["*", "* * *", "-----"])
def test_a_rule_or_a_star_parts_what_would_else_be_joined(words: str) -> None:
    joined, parted = (p("1.", "Decides to keep"), p("", "the lamps lit.")), p("", words)
    assert [clause.text for clause in assemble(joined).clauses] == ["Decides to keep the lamps lit."]
    assert [clause.text for clause in assemble([joined[0], parted, joined[1]]).clauses] == [
        "Decides to keep",
        "the lamps lit.",
    ]


def test_a_star_does_not_part_a_paragraph_from_its_list_2713() -> None:
    row = p("", "*"), p("1.", "Decides:"), p("", "* * *"), p("(a)", "this;", 1)
    assert paths(*row) == ["op/1", "op/1/a"]


def test_an_empty_piece_leaves_nothing() -> None:
    assert assemble([p("", "")]) == Assembled((), (), ())


# -- whatever the row ----------------------------------------------------------------------------------------------

LABELS = st.sampled_from(
    "||1.|2.|3.|4.|(a)|(b)|(c)|(h)|(i)|(ii)|(j)|(v)|a.|i.|A.|B.|I.|II|1.1.|1.1|1.2.|(1)|(2)|1)|(aa)|–|•|*|“(a)|…|l.|1O.".split(
        "|"
    )
) | st.text(max_size=6).map(lambda text: " ".join(text.split()))
TEXTS = st.sampled_from(
    (
        "||Decides that;|Decides that:|and so on;|Annex I|(a) glued;|(1) glued;|11 Condemns;|2. Sanctions;|2 Sanctions;"
        "|.2. Odd;|*|-----|* Reissued for technical reasons.|Heading|B|Article 2 bis|Attachment 1|Noting this,|the tail"
        "|Travel ban:|Acting under Chapter VII|in Mali|(Signed) O. Vane|a. acid|• bullet glued|To carry out tasks:"
        "|Decides to: (a) watch them;|as follows: (i) one; (1) two;|== II =="
    ).split("|")
) | st.text(max_size=20).map(lambda text: " ".join(text.split()))


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """Any piece, its marks inside its text."""
    text, flags = draw(TEXTS), [draw(st.integers(0, 3)) == 0 for _ in range(6)]
    return Piece(
        text, draw(LABELS), draw(st.sampled_from(["preamble", "body", "body", "annex"])), draw(st.integers(0, 3)),
        *flags, marks=draw(marks(text)),
    )  # fmt: skip


@st.composite
def marks(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    found = []
    if text and draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        found.append(Mark(draw(st.sampled_from(["italic", "bold"])), start, draw(st.integers(start + 1, len(text)))))
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(text)))
        found.append(Mark("footnote", at, at, f"note {draw(st.integers(0, 99))}"))
    return tuple(found)


@examples(300)
@given(st.lists(pieces(), max_size=12))
@example([p("1.", "Decides to keep"), p("", "*"), p("", "the lamps lit.")])  # a star between two halves was lost once
@example([p("0", "Decides to keep"), p("1.", "Decides;")])  # as was the label before the first
def test_no_row_raises_and_nothing_is_lost(row: Sequence[Piece]) -> None:
    """Every character is kept, in order; paths are unique; parents come first; levels count up by one."""
    found = assemble(row)
    source = exactness.squeeze("".join(piece.label + piece.text for piece in row))
    assert exactness.first_difference(source, exactness.clause_words(found.clauses), found.furniture) == ""
    notes = [exactness.squeeze(m.value) for piece in row for m in piece.marks if m.kind == "footnote"]
    assert exactness.clause_notes(found.clauses) == notes
    assert exactness.misplaced(found.clauses) == ""
    assert exactness.stray_mark(found.clauses) == ""


@examples(100)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_a_well_formed_row_has_the_paths_it_prints(lists: list[int]) -> None:
    """Numbers in order, each with its letters: the paths are the labels, and there is no Problem."""
    row, expected = [], []
    for number, letters in enumerate(lists, 1):
        row.append(p(f"{number}.", "Decides:" if letters else "Decides;"))
        expected.append(f"op/{number}")
        for letter in "abcde"[:letters]:
            row.append(p(f"({letter})", "this;", 1))
            expected.append(f"op/{number}/{letter}")
    assert paths(*row) == expected
    assert codes(*row) == []
