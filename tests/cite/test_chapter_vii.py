"""Chapter VII from the words, and the kinds of reference from the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cite.chapter_vii import chapter_vii, is_misprint, mentions
from scraper.models import Clause
from scraper.parse.akn import parse

ACTING = "Acting under Chapter VII of the Charter of the United Nations"


def clauses(*lines: tuple[str, str] | tuple[str, str, str]) -> list[Clause]:
    """Clauses of (path, text) or (path, text, heading)."""
    made = []
    for path, text, *heading in lines:
        part, level = path.split("/")[0], path.count("/") - 1
        parent = path.rpartition("/")[0] if level else ""
        made.append(Clause(part, path, "", level, parent, heading[0] if heading else "", "", text))
    return made


def acting(*lines: tuple[str, str] | tuple[str, str, str]) -> dict[str, str]:
    """What is adopted under Chapter VII, and the clause whose words say so."""
    return {path: basis.where for path, basis in chapter_vii(clauses(*lines)).items()}


# ---------------------------------------------------------------- Chapter VII


@pytest.mark.parametrize(
    "words",
    [
        f"{ACTING},",
        "Acting under Chapter VII,",
        "Acting under Article 41 of Chapter VII of the Charter of the United Nations,",
        "Acting under article 41 of Chapter VII of the United Nations Charter,",
        "Acting for these reasons under Chapter VII of the Charter of the United Nations,",
        "Acting, therefore, under Chapter VII of the Charter,",
        "Acting therefore under Chapter VII of the Charter,",
        "Acting under Chapters VII and VIII of the Charter of the United Nations,",
        "Acting under Articles 39 and 40 of the Charter,",
        "Acting in accordance with Articles 39 and 41 of the United Nations Charter,",
        "Acting\u00a0under Chapter\u00a0VII of the Charter,",
        "Determined to ensure their safety and, to that end, acting under Chapter VII of the Charter,",
        "Determining that this is a threat to the peace, and in this context acting under Chapter VII of the Charter,",
        "and acting, in this respect, under Chapter VII of the Charter,",
    ],
)
def test_words_in_the_preamble_reach_over_every_operative_paragraph(words: str) -> None:
    found = chapter_vii(clauses(("pp/1", words), ("op/1", "Decides"), ("op/1/a", "first"), ("op/2", "Decides")))
    assert list(found) == ["op/1", "op/1/a", "op/2"]
    assert {basis.reach for basis in found.values()} == {"resolution"}
    assert all(words[basis.start : basis.end] == basis.evidence for basis in found.values())


@pytest.mark.parametrize(
    "words",
    [
        "Recalling its resolution 9001 (2996), adopted under Chapter VII of the Charter of the United Nations,",
        "Recalling its resolution 9001 (2996) which, acting under Chapter VII of the Charter, authorizes the force,",
        "Noting the Committee established under paragraph 6 of resolution 9001 (2996) acting under Chapter VII,",
        "Noting the request of the Government for a force acting under Chapter VII as provided by the Charter,",
        "Encouraging the Mission to make full use of its Chapter VII mandate,",
        "Acting under Chapter VI of the Charter of the United Nations,",
        "Acting under Chapter VIII of the Charter of the United Nations,",
        "Acting under its Chapter VII mandate,",
        "Recalling that the Council, acting under Chapter VII of the Charter, set up the Tribunal,",
        "Recalling Article 41 of the Charter,",
    ],
)
def test_other_words_do_not(words: str) -> None:
    assert acting(("pp/1", words), ("op/1", "Decides")) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Welcomes his support for action under Chapter VII of the Charter;",
        "Emphasizes the Mission’s Chapter VII mandate, as defined in resolution 9001 (2996);",
        "Decides, in the event of non-compliance, to impose measures under Chapter VII of the Charter;",
        "Reiterates its authorization to the Mission, under Chapter VII of the Charter, to act;",
        "Shall adopt further measures under Article 41 of Chapter VII of the Charter;",
        "Authorizes the Member States acting under paragraph 10 above to act;",
        "Decides to take further measures as soon as possible, under Chapter VII of the Charter, in response;",
        "Recalls, under Chapter VII of the Charter, that all States shall apply it;",
        "Decides, under Chapter VI of the Charter, to send a mission;",
    ],
)
def test_a_paragraph_that_only_mentions_it_is_not_marked(words: str) -> None:
    assert acting(("op/1", words)) == {}


@pytest.mark.parametrize(
    "words",
    [
        f"{ACTING}, authorizes Member States to act;",
        "Decides, acting under Chapter VII of the Charter, that the measures shall apply;",
        "Decides to extend the mandate and, acting under Chapter VII of the Charter, further decides to extend it;",
        "Orders the authorities concerned, pursuant to Article 40 of the Charter, to desist;",
        "Decides, under Chapter VII of the Charter of the United Nations, that all States shall act;",  # 713 (1991)
        "Authorizes the Mission, under Chapter VII of the Charter of the United Nations, to act;",  # 1410 (2002)
        "Decides, under Articles 39 and 40 of the Charter, to call for a cease-fire;",
    ],
)
def test_a_sentence_that_goes_on_reaches_over_its_paragraph(words: str) -> None:
    assert acting(("op/1", "Decides"), ("op/2", words), ("op/2/a", "first"), ("op/3", "Decides")) == {
        "op/2": "op/2",
        "op/2/a": "op/2",
    }


@pytest.mark.parametrize("words", [f"{ACTING},", f"{ACTING}:", f"{ACTING}, decides that:"])
def test_words_that_introduce_a_list_reach_over_it(words: str) -> None:
    lines = [
        ("op/1", words),
        ("op/1/a", "Decides"),
        ("op/1/a/i", "first"),
        ("op/1/+1", "and more"),
        ("op/2", "Requests"),
    ]
    assert acting(*lines) == dict.fromkeys(["op/1", "op/1/a", "op/1/a/i", "op/1/+1"], "op/1")


@pytest.mark.parametrize("words", [f"{ACTING},", f"{ACTING}:", f"{ACTING}, decides as follows:"])
def test_words_that_stand_alone_reach_onward(words: str) -> None:
    found = chapter_vii(clauses(("op/1", "Decides"), ("op/2", words), ("op/3", "Decides"), ("op/4", "Requests")))
    assert list(found) == ["op/2", "op/3", "op/4"]
    assert {basis.reach for basis in found.values()} == {"onward"}


def test_words_that_end_a_paragraph_hold_for_what_follows() -> None:
    lines = [("op/1", f"Determining that it is a threat to the peace, {ACTING},"), ("op/2", "Demands")]
    assert acting(*lines) == {"op/2": "op/1"}


def test_words_in_a_heading_reach_onward() -> None:
    lines = [("op/1", "Decides"), ("op/2", "Decides", f"Part two\n{ACTING},"), ("op/3", "Decides")]
    assert acting(*lines) == {"op/2": "op/2", "op/3": "op/2"}


def test_a_second_part_has_its_own_preamble() -> None:
    lines = [("op/1", "Decides"), ("pp/2", f"{ACTING},"), ("op/2", "Demands")]
    assert acting(*lines) == {"op/2": "pp/2"}


PARTS = [("op/1", "Decides", "A"), ("pp/2", f"{ACTING},"), ("op/2", "Decides", "B"), ("op/3", "Decides")]


def test_words_at_the_head_of_a_part_do_not_reach_the_next() -> None:
    found = chapter_vii(clauses(("pp/1", "Noting"), *PARTS, ("op/4", "Requests", "C"), ("op/5", "Decides")))
    assert list(found) == ["op/2", "op/3"]  # 1127 (1997), C
    assert {basis.reach for basis in found.values()} == {"onward"}
    assert list(acting(*PARTS, ("pp/3", "Desirous of peace,"), ("op/4", "Requests"))) == ["op/2", "op/3"]  # 820 (1993)
    assert list(acting(*PARTS, ("op/4", "Requests", "Humanitarian issues"))) == ["op/2", "op/3", "op/4"]
    assert list(acting(("op/A/1", "Decides", f"A\n{ACTING}"), ("op/B/1", "Requests"))) == ["op/A/1"]


def test_words_of_the_first_preamble_reach_over_all_parts() -> None:
    lines = [("pp/1", f"{ACTING},"), ("op/1", "Decides", "I"), ("pp/2", "Noting"), ("op/2", "Decides", "II")]
    assert acting(*lines) == {"op/1": "pp/1", "op/2": "pp/1"}  # 1088 (1996)


@pytest.mark.parametrize("numeral", ["VI1", "Vll", "V11", "VIl", "V||", "VI|"])
def test_a_numeral_misread_is_read_and_told(numeral: str) -> None:
    lines = clauses(("pp/1", f"Acting under Chapter {numeral} of the Charter,"), ("op/1", "Decides"))
    assert is_misprint(chapter_vii(lines)["op/1"].evidence)


@pytest.mark.parametrize(
    "words",
    [
        "Decides, under Chapter VI of the Charter, that all States shall implement an embargo;",  # 713 (1991)
        "Determined to ensure the security of the force and its freedom of movement, and to these ends, acting under"
        " Chapter VI of the Charter:",  # 847 (1993)
    ],
)
def test_a_chapter_that_gives_no_such_power_is_misprinted(words: str) -> None:
    found = chapter_vii(clauses(("op/1", words), ("op/2", "Decides")))
    assert found
    assert all(is_misprint(basis.evidence) for basis in found.values())
    assert not is_misprint(ACTING)
    assert not is_misprint("pursuant to Article 40 of the Charter")


def test_the_nearest_words_are_the_evidence() -> None:
    assert acting(
        ("pp/1", f"{ACTING},"), ("op/1", "Decides, acting under Chapter VII, to act"), ("op/2", "Requests")
    ) == {
        "op/1": "op/1",
        "op/2": "pp/1",
    }


def test_an_annex_decides_nothing() -> None:
    assert acting(("pp/1", f"{ACTING},"), ("annex-1/1", f"{ACTING},"), ("annex-1/2", "Article")) == {}


def test_what_only_names_the_chapter_is_listed() -> None:
    lines = clauses(
        ("pp/1", "Encouraging the full use by the Mission of its Chapter VII mandate in the area,"),
        ("pp/2", f"{ACTING},"),
        ("op/1", "Decides to refer to Chapter VIII of the Charter;"),
        ("annex-1/1", "action under Chapter VII"),
    )
    assert mentions(lines) == {
        "pp/1": "the full use by the Mission of its Chapter VII mandate in the area",
        "annex-1/1": "action under Chapter VII",
    }


@given(st.lists(st.tuples(st.sampled_from(["pp/1", "op/1", "op/2", "op/2/a", "annex-1/1"]), st.text(max_size=80))))
def test_reads_any_words(lines: list[tuple[str, str]]) -> None:
    assert set(acting(*lines)) <= {path for path, _ in lines}


THEY_ACT = [1386, 1413, 1444, 1510, 1563, 1564, 1623, 1696, 1707, 1737, 1747, 1776, 1803, 1833, 2345, 2353, 2363, 2680]
THEY_MENTION = [1389, 1555, 1628, 2001, 2003, 2061, 2063, 2113, 2118, 2173, 2209, 2228, 2235, 2296, 2390]
IN_MID_BODY = [1289, 1291, 1320, 1410, 1464, 1542, 1590, 1706, 1769, 1778, 1793, 1861, 1990, 2134]


@pytest.fixture(scope="module")
def bases(corpus: Sequence[Path]) -> dict[int, tuple[bool, set[str]]]:
    """Of each real resolution looked at: whether all its paragraphs are marked, and the clauses with the words."""
    wanted = {str(number) for number in THEY_ACT + THEY_MENTION + IN_MID_BODY}
    found = {}
    for path in corpus:
        if path.name[6:10] in wanted:
            resolution = parse(path.read_bytes()).resolution
            marked = chapter_vii(resolution.clauses)
            operative = {clause.path for clause in resolution.clauses if clause.part == "op"}
            found[resolution.facts.symbol.number] = (
                set(marked) == operative,
                {basis.where for basis in marked.values()},
            )
    return found


def test_real_resolutions_that_act_under_it(bases: dict[int, tuple[bool, set[str]]]) -> None:
    there = set(THEY_ACT) & set(bases)
    assert len(there) >= 12
    assert [number for number in there if not bases[number][1]] == []


def test_real_resolutions_that_only_mention_it(bases: dict[int, tuple[bool, set[str]]]) -> None:
    there = set(THEY_MENTION) & set(bases)
    assert len(there) >= 10
    assert [number for number in there if bases[number][1]] == []


def test_real_resolutions_that_begin_in_mid_body(bases: dict[int, tuple[bool, set[str]]]) -> None:
    there = set(IN_MID_BODY) & set(bases)
    assert len(there) >= 9
    for number in there:
        whole, where = bases[number]
        assert not whole, number
        assert where, number
        assert all(path.startswith("op/") for path in where), number
