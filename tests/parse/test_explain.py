"""The steps from a document to its clauses: what is shown is what the parser hands from one to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import NotAResolution, WrongContent
from scraper.parse import akn, text
from scraper.parse.explain import SourceLine, explain

TEXT = """S/RES/9001 (2999)
Resolution 9001 (2999)
Adopted by the Security Council at its 8001st meeting, on
3 May 2999
The Security Council,
Recalling the frost,
1. Decides to plant pear trees;
Page 2
4. Requests the gardener to water them.
"""


def test_a_text_step_by_step() -> None:
    (steps,) = explain(TEXT.encode(), "text")
    assert [line.rule for line in steps.lines] == [
        "running_head", "head", "head", "head", "", "", "", "page_number", "",
    ]  # fmt: skip
    assert "\n".join(line.words for line in steps.lines) == TEXT.strip()
    assert [(piece.zone, piece.label, piece.text) for piece in steps.pieces] == [
        ("preamble", "", "Recalling the frost,"),
        ("body", "1.", "Decides to plant pear trees;"),
        ("body", "4.", "Requests the gardener to water them."),
    ]
    assert [clause.path for clause in steps.parsed.resolution.clauses] == ["pp/1", "op/1", "op/4"]
    assert [problem.code for problem in steps.parsed.problems] == ["label-gap"]
    assert "Page 2" in steps.parsed.furniture
    assert [steps.parsed] == text.parse(TEXT, "text-layer")


def test_several_resolutions_of_a_text_are_explained_each() -> None:
    twice = TEXT + TEXT.replace("9001", "9002")
    assert [steps.parsed for steps in explain(twice.encode(), "text")] == text.parse(twice, "text-layer")
    assert [steps.parsed.resolution.facts.symbol.number for steps in explain(twice.encode(), "text")] == [9001, 9002]


def test_words_broken_at_a_line_are_joined_as_the_corpus_writes_them() -> None:
    broken = TEXT.replace("pear trees;", "cease-\nfires;").encode()
    for known, words in (({"ceasefires": 9}, "ceasefires"), ({"cease-fires": 9}, "cease-fires")):
        (steps,) = explain(broken, "text", known)
        assert steps.pieces[1].text == f"Decides to plant {words};"


def test_xml_step_by_step(specimens: Path) -> None:
    for path in sorted(specimens.glob("*.xml")):
        data = path.read_bytes()
        try:
            expected = akn.parse(data)
        except NotAResolution:
            with pytest.raises(NotAResolution):
                explain(data, "xml")
            continue
        (steps,) = explain(data, "xml")
        assert steps.parsed == expected
        assert steps.pieces
        assert {line.rule for line in steps.lines} >= {"docNumber", "p"}
        shown = "".join("".join(line.words for line in steps.lines).split())
        for clause in expected.resolution.clauses:
            assert "".join(clause.label.split()) in shown


def test_words_stand_in_their_element_and_behind_it() -> None:
    data = (Path(__file__).parent.parent / "specimens" / "S_RES_9004_N9900004.xml").read_bytes()
    (steps,) = explain(data, "xml")
    assert SourceLine("1.", "num") in steps.lines
    assert not any("FRBR" in line.rule for line in steps.lines)


def test_what_is_no_resolution_is_refused_as_the_parser_does() -> None:
    with pytest.raises(NotAResolution):
        explain(b"A letter.", "text")
    with pytest.raises(WrongContent):
        explain(b"<html>", "text")
    with pytest.raises(WrongContent):
        explain(b"<akomaNtoso/>", "xml")
