"""The verbs of a clause: one rule over its words for every source, and italics only for verbs that no list has."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.models import Mark
from scraper.parse import verbs
from scraper.parse.verbs import begins_operative, begins_preambular, begins_with_verb, leading_verbs


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(verbs).failed == 0


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Calls upon all gardeners", "Calls upon"),
        ("Calls once again on all gardeners", "Calls once again on"),
        ("Calls the gardener", "Calls"),
        ("Takes note of the report", "Takes note"),
        ("Taking note with appreciation of the report", "Taking note with appreciation"),
        ("Taking further note of the report", "Taking further note"),
        ("Taking into consideration the report", "Taking into consideration"),
        ("Further requests the gardener", "Further requests"),
        ("Requests also the gardener", "Requests also"),
        ("Requests further that the gardener", "Requests further"),
        ("Encourages further planting", "Encourages"),  # an adjective
        ("Strongly condemns the frost", "Strongly condemns"),
        ("Once again demands", "Once again demands"),
        ("Expresses its deep concern at the frost", "Expresses its deep concern"),
        ("Expresses its intention to plant", "Expresses its intention"),
        ("Expresses the hope", "Expresses"),
        ("Reiterates its call upon the gardener", "Reiterates its call"),
        ("Notes with satisfaction the harvest", "Notes with satisfaction"),
        ("Remaining deeply concerned by the frost", "Remaining deeply concerned"),
        ("Continues to urge the gardener", "Continues to urge"),
        ("While noting the harvest", "While noting"),
        ("Having considered the report", "Having considered"),
        ("Bearing in mind the frost", "Bearing in mind"),
        ("The Security Council directs the committee", "directs"),
        ("To this end, the Security Council appoints a gardener", "appoints"),
        ("“Decides to plant", "Decides"),
        ("Welcome the further report", "Welcome"),  # the last letter is lost: 864 (1993), paragraph 1
        ("| Demands rain", "Demands"),
        ("Trusts the gardener", "Trusts"),  # no list has it; it has the form
        ("Nothing in this article", ""),
        ("The trees shall be watered", ""),
        ("", ""),
    ],
)
def test_the_first_verb(text: str, verb: str) -> None:
    assert leading_verbs(text) == verb
    assert leading_verbs(text, [Mark("italic", 0, 3)]) == verb or verb == ""


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Decides to plant trees, and requests the gardener to water them", "Decides; requests"),
        ("Decides to plant; also decides to water", "Decides; also decides"),
        ("Decides to plant and further strongly urges the gardener", "Decides; further strongly urges"),
        ("Decides to plant, in this regard calls upon all gardeners", "Decides; calls upon"),
        ("Decides to plant, and, in this regard, notes with concern the frost", "Decides; notes with concern"),
        ("Decides to plant and to that end directs the gardener", "Decides; directs"),
        ("Decides to plant, as well as encourages the neighbours", "Decides; encourages"),
        ("Commends and strongly supports the gardener", "Commends; strongly supports"),
        ("Decides to plant, and decides to water", "Decides; decides"),
        ("Urges care, urges haste, and urges care", "Urges; urges"),  # each once, as printed
        # what is said of others, or is no verb
        ("Welcomes the frost and its calls by night", "Welcomes"),
        ("Welcomes trials, and requests for water", "Welcomes"),
        ("Welcomes tools, and requests.", "Welcomes"),
        ("Welcomes the gardener, who urges the neighbours", "Welcomes"),
        ("Welcomes the report that notes the frost", "Welcomes"),
        ("Welcomes the gardener, and supports the tree with a pole", "Welcomes"),
        ("Welcomes a tree, and takes the lead", "Welcomes"),
        ("Welcomes a tree, and takes note of its pears", "Welcomes; takes note"),
        ("Welcomes the tree, looks forward to pears", "Welcomes; looks forward"),
        ("Welcomes the tree, and looks to the south", "Welcomes"),
        ("Welcomes the tree, and pays tribute to it", "Welcomes; pays tribute"),
        ("Welcomes the tree, and pays for it", "Welcomes"),
        ("Welcomes the tree, and appeals to all", "Welcomes; appeals"),
        ("Welcomes trials and appeals", "Welcomes"),
        ("Welcomes the tree, and determines that it bears", "Welcomes; determines"),
        ("Welcomes the frost, which determines the harvest and determines the price", "Welcomes"),
        ("Welcomes the tree, recalling the frost", "Welcomes"),  # a participle is no act here
    ],
)
def test_further_verbs_of_a_decision(text: str, verbs: str) -> None:
    assert leading_verbs(text) == verbs


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Welcoming the report, and noting its annex,", "Welcoming; noting"),
        ("Welcoming and encouraging the gardener,", "Welcoming; encouraging"),
        ("Recalling the frost, while expressing concern at its return,", "Recalling; expressing concern"),
        ("Recalling the frost, and remaining gravely concerned,", "Recalling; remaining gravely concerned"),
        ("Recalling the harvest and remaining trees,", "Recalling"),
        ("Recalling the frost, and determined to plant,", "Recalling; determined"),
        ("Recalling the frost, and determining who plants,", "Recalling"),
        ("Recalling the frost, and determining that it is over,", "Recalling; determining"),
        ("Recalling the frost, and mindful of the tree,", "Recalling; mindful"),
        ("Recalling the gardeners, mindful gardeners,", "Recalling"),
        ("Recalling the gardeners planting and supporting the trees,", "Recalling"),
        ("Recalling the report that notes the frost, and urges care,", "Recalling"),  # no participle
    ],
)
def test_further_verbs_of_a_preambular_paragraph(text: str, verbs: str) -> None:
    assert leading_verbs(text, preambular=True) == verbs


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Requests the gardener to water;", "Requests"),
        ("Also requests the gardener to water;", "Also requests"),
        ("requests the gardener to water;", "requests"),
        ("and requests the gardener to water;", "requests"),
        ("Requests for water;", ""),
        ("Supporting the gardener;", ""),
        ("To water the trees, and encourages the neighbours to do so;", "encourages"),
        ("Calls upon all;", "Calls upon"),
        ("Calls of birds;", ""),
        ("Welcome the gardener;", ""),
        ("", ""),
    ],
)
def test_a_sub_paragraph_has_a_verb_where_the_council_acts_in_it(text: str, verbs: str) -> None:
    assert leading_verbs(text, paragraph=False) == verbs


ITALIC = [
    ("Trusts that it rains, and trusts the gardener", [(0, 6), (27, 33)], True, "Trusts; trusts"),
    ("Urges States to act;", [(0, 4)], True, "Urges"),  # the last letter is not italic
    ("Decides to plant, now stating why", [(0, 7), (22, 29)], True, "Decides; stating"),
    ("Decides to lay up the ship Arms and Roses", [(0, 7), (27, 41)], True, "Decides"),  # a ship's name
    ("Decides to plant, calling t he gardener", [(0, 7), (18, 27)], True, "Decides; calling t"),
    ("Decides that, inter alia, efforts count", [(26, 33)], True, "Decides"),
    ("Arms embargo", [(0, 12)], False, ""),
    ("Trusts the gardener with the trees", [(0, 6)], False, "Trusts"),
    ("Expressing concern at the frost", [(0, 10)], True, "Expressing concern"),
    ("Takes note of the report", [(0, 13)], True, "Takes note"),
]


@pytest.mark.parametrize(("text", "spans", "paragraph", "verbs"), ITALIC)
def test_italics_tell_of_what_no_list_has(text: str, spans: list[tuple[int, int]], paragraph: bool, verbs: str) -> None:
    for kind in ("italic", "underline"):
        marks = [Mark(kind, *span) for span in spans]  # type: ignore[arg-type]
        assert leading_verbs(text, marks, paragraph=paragraph) == verbs
    marks = [Mark("bold", *span) for span in spans]
    assert leading_verbs(text, marks, paragraph=paragraph) == leading_verbs(text, paragraph=paragraph)


@pytest.mark.parametrize("text", ["Decides to wait", "“Decides to wait", "Also decides", "Once again demands"])
def test_operative(text: str) -> None:
    assert begins_operative(text)
    assert not begins_preambular(text)
    assert begins_with_verb(text)


@pytest.mark.parametrize("text", ["Recalling the frost", "Deeply concerned", "Mindful of pears", "Also recalling"])
def test_preambular(text: str) -> None:
    assert begins_preambular(text)
    assert not begins_operative(text)
    assert begins_with_verb(text)


@pytest.mark.parametrize("text", ["United Nations gardens", "recalling the frost", "Beijing and pears", "To water"])
def test_neither(text: str) -> None:
    assert not begins_operative(text)
    assert not begins_preambular(text)


WORDS = st.sampled_from("Decides Welcoming urges and , ; calls upon the requests for noting in this regard To".split())


@given(st.lists(WORDS, max_size=12).map(" ".join), st.booleans(), st.booleans())
def test_verbs_are_words_of_the_text_in_their_order(text: str, paragraph: bool, preambular: bool) -> None:
    at = 0
    found = leading_verbs(text, paragraph=paragraph, preambular=preambular)
    for verb in filter(None, found.split("; ")):
        assert verb in text[at:]
        at = text.index(verb, at) + len(verb)
