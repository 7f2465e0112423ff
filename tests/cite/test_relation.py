"""How a clause refers to a resolution: told from the verbs around the reference, with these words as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cite.find import find_citations
from scraper.cite.relation import Referring, reference_kind

KINDS: list[tuple[str, str, str, str | None]] = [
    ("Recalling its resolution 9001 (2996),", "recalls", "Recalling", None),
    ("Reaffirms paragraph 5 of resolution 9001 (2996);", "recalls", "Reaffirms", None),
    ("Notes the tasks in resolution 9001 (2996);", "recalls", "Notes", None),
    ("Takes note of resolution 9001 (2996);", "recalls", "Takes note", None),
    ("Decides to extend until 30 June 2998 the mandate set out in resolution 9001 (2996);",
     "extends", "to extend", "2998-06-30"),
    ("Decides to renew the measures in paragraph 1 of resolution 9001 (2996) until 3 May 2998;",
     "extends", "to renew", "2998-05-03"),
    ("Decides that the measures of resolution 9001 (2996) shall be extended for a year;",
     "extends", "shall be extended", None),
    ("Extends the mandate of resolution 9001 (2996) until 1 January 2998;", "extends", "Extends", "2998-01-01"),
    ("Decides to modify paragraph 5 of resolution 9001 (2996);", "modifies", "to modify", None),
    ("Decides that paragraph 5 of resolution 9001 (2996) shall be replaced by the following;",
     "modifies", "shall be replaced", None),
    ("Decides to lift the measures imposed by resolution 9001 (2996);", "terminates", "to lift", None),
    ("Decides that paragraph 5 of resolution 9001 (2996) shall no longer apply;",
     "terminates", "shall no longer apply", None),
    ("Requests the Panel established by resolution 9001 (2996) to report;", "requests", "Requests", None),
    ("Calls upon States to renew their efforts to carry out resolution 9001 (2996);", "requests", "Calls upon", None),
    ("Expresses its intent to lift the measures of resolution 9001 (2996);", "other", "Expresses", None),
    ("Decides that the Committee of resolution 9001 (2996) shall meet;", "other", "Decides", None),
    ("Welcomes it, and decides to terminate what resolution 9001 (2996) set up;", "terminates", "to terminate", None),
    ("Decides to renew the mandate, and recalls its requests in resolution 9001 (2996);", "recalls", "recalls", None),
    ("The measures of resolution 9001 (2996)", "other", "", None),
    ("Renews its call to all to carry out resolution 9001 (2996);", "requests", "Renews", None),
    ("Decides that the measures of resolution 9001 (2996) shall extend to the following individuals;",
     "other", "Decides", None),
    ("Decides to dissolve the Committee established by resolution 9001 (2996);", "terminates", "to dissolve", None),
    ("Decides that the measures of resolution 9001 (2996) shall be suspended;",
     "modifies", "shall be suspended", None),
    ("Decides to review resolution 9001 (2996), unless it decides to extend it;", "other", "Decides", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "evidence", "until"), KINDS, ids=[text for text, *_ in KINDS])
def test_kind_of_reference(text: str, kind: str, evidence: str, until: str | None) -> None:
    (citation,) = find_citations(text)
    found = reference_kind(text, citation.start, citation.end)
    assert (found.kind, found.evidence, found.until) == (kind, evidence, until)
    assert text[found.start : found.end] == evidence


def test_a_sub_paragraph_has_the_verb_of_the_clause_above() -> None:
    above = ["Decides until 5 May 2998 to extend:", "Recalls"]
    text = "the measures of resolution 9001 (2996);"
    assert reference_kind(text, 4, 30, above) == Referring("extends", "to extend", 25, 34, "2998-05-05", above=1)


@pytest.mark.parametrize(
    ("above", "text", "kind", "evidence", "until"),
    [
        ("Decides that:", "The provisions of resolution 9001 (2996) shall be terminated;", "terminates",
         "shall be terminated", None),
        ("Decides:", "To renew until 3 May 2998 the measures of resolution 9001 (2996);", "extends", "To renew",
         "2998-05-03"),
        ("Decides that:", "The Committee of resolution 9001 (2996) shall meet;", "other", "Decides", None),
        ("Requests the Keeper:", "To renew the list under resolution 9001 (2996);", "requests", "Requests", None),
        ("Decides to extend:", "The terms of resolution 9001 (2996), to be amended in time;", "extends", "to extend",
         None),
    ],
)  # fmt: skip
def test_what_is_decided_may_stand_in_the_sub_paragraph(
    above: str, text: str, kind: str, evidence: str, until: str | None
) -> None:
    (citation,) = find_citations(text)
    found = reference_kind(text, citation.start, citation.end, [above])
    assert (found.kind, found.evidence, found.until) == (kind, evidence, until)
    assert (above if found.above else text)[found.start : found.end] == evidence


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_words_have_a_kind(text: str, start: int, end: int) -> None:
    found = reference_kind(text, start, max(start, end))
    assert text[found.start : found.end] == found.evidence


# -- the edges: which verb, which act, which date --------------------------------------------------------------------


def refer(text: str, above: tuple[str, ...] = ()) -> tuple[str, str, str | None]:
    """How the text refers to what stands between its two brackets; they are no part of it."""
    start, end = text.index("["), text.index("]") - 1
    found = reference_kind(text.replace("[", "").replace("]", ""), start, end, above)
    return found.kind, found.evidence, found.until


@pytest.mark.parametrize(
    ("text", "kind", "evidence"),
    [
        # the last act before the citation is what is done of it
        ("Decides to extend the mandate, to modify the tasks, and to lift the measures of [9001];", "terminates",
         "to lift"),
        ("Decides to lift the ban, to modify the tasks, and to extend the mandate of [9001];", "extends", "to extend"),
        ("Decides to lift the ban of [9001], and to extend the mandate;", "terminates", "to lift"),
        ("Decides that the ban is lifted, the list amended, and the mandate of [9001] shall be extended;", "terminates",
         "is lifted"),
        ("Decides that the tasks of [9001] shall be extended, and the ban is lifted;", "extends", "shall be extended"),
        ("Requests him to extend it, and decides to lift [9001];", "terminates", "to lift"),
        # an act behind the citation counts only as what happens to it, and not beyond the next verb
        ("Decides on [9001] to extend the peace;", "other", "Decides"),
        ("Decides that [9001] holds, and requests him to renew it;", "other", "Decides"),
        ("Decides that [9001] holds, and requests that it shall be renewed;", "other", "Decides"),
        ("Decides that [9001] shall not be further extended;", "extends", "shall not be further extended"),
        ("Decides that [9001] will hereby be amended;", "modifies", "will hereby be amended"),
        ("Decides that [9001] is hereby amended;", "modifies", "is hereby amended"),
        ("Decides that [9001] shall cease to have effect;", "terminates", "shall cease to have effect"),
        ("Decides that [9001] shall remain in force;", "extends", "shall remain in force"),
        ("Decides that [9001] shall continue to apply;", "extends", "shall continue to apply"),
        ("Decides that [9001] shall be superseded;", "modifies", "shall be superseded"),
        ("Decides that [9001] shall expire;", "terminates", "shall expire"),
        # an act needs a deciding verb before it
        ("To lift the measures of [9001];", "other", ""),
        ("Agrees to lift the measures of [9001];", "terminates", "to lift"),
        ("Resolves further to renew [9001];", "extends", "to renew"),
        ("Deciding to renew [9001],", "extends", "to renew"),
        ("Requests him to lift the measures of [9001];", "requests", "Requests"),
        ("Notes the plan to lift the measures, decides to act on [9001];", "other", "decides"),
        # the nearest verb before the citation, none behind it
        ("Recalls the past, extends the mandate of [9001], and terminates it;", "extends", "extends"),
        ("Recalls [9001], and extends the mandate;", "recalls", "Recalls"),
        ("[9001] extends the mandate;", "other", ""),
        ("Extends the mandate, as set out in its requests of [9001];", "extends", "Extends"),  # no verb after its
        ("Extends such notes of [9001];", "extends", "Extends"),
        ("Decides, bearing in mind [9001], to act;", "recalls", "bearing in mind"),
        ("Calls on all to obey [9001];", "requests", "Calls on"),
        ("Calls: [9001];", "other", ""),
        ("Decides, [9001];", "other", "Decides"),
        ("Emphasises: [9001];", "recalls", "Emphasises"),
        ("Takes note with concern of [9001];", "recalls", "Takes note"),
        ("Having considered [9001],", "recalls", "Having considered"),
        ("Appeals to all under [9001];", "requests", "Appeals to"),
        ("Prolongs [9001];", "extends", "Prolongs"),
        ("Modifies [9001];", "modifies", "Modifies"),
        ("Terminates [9001];", "terminates", "Terminates"),
        ("Expands [9001];", "modifies", "Expands"),
        ("Discontinues [9001];", "terminates", "Discontinues"),
    ],
)  # fmt: skip
def test_which_verb_and_which_act(text: str, kind: str, evidence: str) -> None:
    assert refer(text)[:2] == (kind, evidence)


@pytest.mark.parametrize("word", "its the their such his any all these".split())
def test_behind_these_words_stands_no_verb(word: str) -> None:
    assert refer(f"Extends {word} requests of [9001];")[1] == "Extends"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Extends [9001] until 1 January 2998;", "2998-01-01"),
        ("Extends [9001] to 31 December 2998;", "2998-12-31"),
        ("Extends [9001] through 9 May 2998;", "2998-05-09"),
        ("Extends until 3 May 2998 [9001], and later until 4 June 2999;", "2998-05-03"),
        ("Extends [9001] until 3 May 2998", "2998-05-03"),
        ("Extends [9001];", None),
        ("Extends [9001] of 3 May 2998;", None),
        ("Extends [9001] until 3 May 298;", None),
        ("Extends [9001], and decides until 3 May 2998 to act;", None),  # of another verb
        ("Until 3 May 2998 extends [9001];", None),
        ("Decides to extend [9001] until 30 June 2998;", "2998-06-30"),
        ("Decides until 30 June 2998 to extend [9001];", "2998-06-30"),
        ("Decides to lift [9001] until 30 June 2998;", None),
        ("Recalls [9001] until 30 June 2998;", None),
    ],
)
def test_until_when_it_is_extended(text: str, until: str | None) -> None:
    assert refer(text)[2] == until


@pytest.mark.parametrize(
    ("above", "text", "expected"),
    [
        (("Decides:", "Requests:"), "[9001]", ("other", "Decides", None)),
        (("the list of", "Requests him:"), "[9001]", ("requests", "Requests", None)),
        (("Decides:",), "to extend until 3 May 2998 [9001];", ("extends", "to extend", "2998-05-03")),
        (("Decides:",), "[9001] shall be extended until 3 May 2998;", ("extends", "shall be extended", "2998-05-03")),
        (("Decides:",), "[9001] shall be lifted, and notes that;", ("terminates", "shall be lifted", None)),
        (("Decides:",), "[9001] holds, and notes that it shall be lifted;", ("other", "Decides", None)),
        (("Decides to lift:",), "to extend [9001];", ("terminates", "to lift", None)),
        (("Extends until 3 May 2998:",), "[9001];", ("extends", "Extends", "2998-05-03")),
        (("Extends:",), "[9001] until 3 May 2998;", ("extends", "Extends", None)),
        (("Requests:",), "to extend [9001];", ("requests", "Requests", None)),
        (("Requests:",), "and recalls [9001];", ("recalls", "recalls", None)),
        (("the list:", "of"), "[9001];", ("other", "", None)),
        ((), "[9001];", ("other", "", None)),
    ],
)
def test_a_clause_above_gives_the_verb(
    above: tuple[str, ...], text: str, expected: tuple[str, str, str | None]
) -> None:
    assert refer(text, above) == expected


def test_where_the_words_stand() -> None:
    assert reference_kind("Recalls it, and urges 9001", 22, 26) == Referring("requests", "urges", 16, 21)
    assert reference_kind("9001", 0, 4, ["x", "he urges"]) == Referring("requests", "urges", 3, 8, above=2)
    assert reference_kind("see 9001", 4, 8, ["x"]) == Referring("other", "", 4, 4)
    text = "to lift 9001"
    assert reference_kind(text, 8, 12, ["Decides"]) == Referring("terminates", "to lift", 0, 7)
    assert reference_kind("Decides that 9001 shall be lifted", 13, 17) == Referring(
        "terminates", "shall be lifted", 18, 33
    )


def test_tasks_of_a_panel_whose_mandate_is_extended_extend_nothing() -> None:
    text = "To monitor the measures of resolution 9001 (2996)"
    (cited,) = find_citations(text)
    above = "Decides to extend the mandate of the Panel until 1 May 2997 to undertake the following tasks:"
    assert reference_kind(text, cited.start, cited.end, [above]).kind == "other"
    assert reference_kind(text, cited.start, cited.end, ["Decides, for a year, to renew:"]).kind == "extends"
