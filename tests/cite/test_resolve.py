"""From citations to clauses: what lands, what does not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper.cite.find import find_citations
from scraper.cite.resolve import Landing, resolve
from scraper.errors import NotAResolution
from scraper.models import Pinpoint, Resolution
from scraper.parse.akn import parse
from scraper.pinpoint import InMemory, Shelf, locate

HELD = InMemory(
    {
        9001: Shelf(2996, ["pp/1", "pp/2", "op/1", "op/2", "op/2/a", "op/2/b", "op/2/+1", "op/3"]),
        9002: Shelf(2997, ["op/A/1", "op/A/2", "op/B/1", "op/B/3"]),
        9003: Shelf(
            2998,
            [
                "op/1",
                "op/1/a",
                "op/1/b",
                "op/4",
                "annex-1/1",
                "annex-1/1/a",
                "annex-2/article-3/1",
                "annex-2/article-3/2",
            ],
        ),
    }
)
EXTENT = "This collection has 3 resolutions between 9001 and 9003."
HERE = Pinpoint(9001, 2996, "op/2/b")


def land(text: str, here: Pinpoint | None = HERE) -> list[Landing]:
    return resolve(find_citations(text), HELD, here)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("resolution 9001 (2996)", [Pinpoint(9001, 2996)]),
        ("paragraph 2 (a) of resolution 9001 (2996)", [Pinpoint(9001, 2996, "op/2/a")]),
        ("paragraph 3 of resolution 9001", [Pinpoint(9001, 2996, "op/3")]),
        ("preambular paragraph 2 of resolution 9001 (2996)", [Pinpoint(9001, 2996, "pp/2")]),
        ("paragraphs 1 to 3 of resolution 9001 (2996)", [Pinpoint(9001, 2996, f"op/{n}") for n in (1, 2, 3)]),
        ("paragraph 3 of resolution 9002 (2997)", [Pinpoint(9002, 2997, "op/B/3")]),  # only one section has a 3
        ("paragraph 1 (A) of resolution 9003 (2998)", [Pinpoint(9003, 2998, "op/1/a")]),
        ("paragraph 1 of the annex to resolution 9003 (2998)", [Pinpoint(9003, 2998, "annex-1/1")]),
        ("paragraph 2 of annex II to resolution 9003 (2998)", [Pinpoint(9003, 2998, "annex-2/article-3/2")]),
        ("paragraph 3 above", [Pinpoint(9001, 2996, "op/3")]),
        ("paragraph 1 of this resolution", [Pinpoint(9001, 2996, "op/1")]),
        ("subparagraph (a) above", [Pinpoint(9001, 2996, "op/2/a")]),  # beside the clause that speaks
        ("resolution 9003 (2998), and paragraph 4 of that resolution",
         [Pinpoint(9003, 2998), Pinpoint(9003, 2998, "op/4")]),
    ],
)  # fmt: skip
def test_lands(text: str, targets: list[Pinpoint]) -> None:
    landings = land(text)
    assert [landing.target for landing in landings] == targets
    assert all(landing.status == "ok" and landing.reason == "" for landing in landings)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("resolution 9009 (2999)", "no such resolution", f"Resolution 9009 is not here. {EXTENT}"),
        ("resolution 1267 (1999)", "not in the corpus", f"Resolution 1267 is not here. {EXTENT}"),
        ("resolution 9001 (2997)", "year does not fit", "Resolution 9001 was adopted in 2996, not in 2997."),
        ("paragraph 7 of resolution 9001 (2996)", "no such paragraph",
         "Resolution 9001 (2996) has no paragraph 7; it has paragraph 1 to paragraph 3."),
        ("paragraph 2 (c) of resolution 9001 (2996)", "no such paragraph",
         "Resolution 9001 (2996) has no paragraph 2 (c); it has paragraph 2 (a) to paragraph 2 (b)."),
        ("paragraph 3 (a) of resolution 9001 (2996)", "no such paragraph",
         "Resolution 9001 (2996) has no paragraph 3 (a)."),
        ("preambular paragraph 9 of resolution 9001 (2996)", "no such paragraph",
         "Resolution 9001 (2996) has no preambular paragraph 9;"
         " it has preambular paragraph 1 to preambular paragraph 2."),
        ("paragraph 1 of annex I to resolution 9001 (2996)", "no such paragraph",
         "Resolution 9001 (2996) has no part named “annex-1”; it has: preamble, operative paragraphs."),
        ("paragraph 1 of resolution 9002 (2997)", "ambiguous",
         "Resolution 9002 (2997) has several places that could be meant: paragraph A 1, paragraph B 1."),
        ("paragraph 17 of that resolution", "ambiguous",
         "Nothing is named before it in this paragraph that it could be of."),
        ("General Assembly resolution 46/182", "another document", "A/RES/46/182 is not a resolution of the Council."),
    ],
)  # fmt: skip
def test_does_not_land_and_says_why(text: str, status: str, reason: str) -> None:
    (landing,) = land(text)
    assert (landing.status, landing.target, landing.reason) == (status, None, reason)


def test_outside_a_resolution_nothing_is_relative() -> None:
    for text in ("paragraph 3 above", "this resolution"):
        (landing,) = land(text, here=None)
        assert landing.status == "another document"


def test_that_resolution_is_the_last_named() -> None:
    text = "General Assembly resolution 46/182, and paragraph 2 of that resolution"
    assert [landing.status for landing in land(text)] == ["another document", "another document"]


def test_one_that_is_missing_speaks_against_those_named_with_it() -> None:
    assert [landing.status for landing in land("contained in paragraphs 1, 2 and 7")] == [
        "ambiguous",
        "ambiguous",
        "no such paragraph",
    ]
    assert [landing.status for landing in land("paragraphs 1 and 7 of resolution 9001")] == ["ok", "no such paragraph"]


def test_each_landing_has_the_span_of_its_label() -> None:
    text = "paragraphs 1 and 2 of resolution 9001 (2996)"
    assert [text[landing.start : landing.end] for landing in land(text)] == ["1", "2"]
    (landing,) = land("see resolution 9001 (2996)")
    assert (landing.start, landing.end) == (4, 26)


def test_in_an_annex_a_paragraph_is_looked_for_beside_the_speaker_first() -> None:
    speaker = "annex-2/article-3/2"
    for path, lands in (("op/1", "annex-2/article-3/1"), ("op/4", "op/4")):
        assert locate(HELD, Pinpoint(9003, None, path), speaker).place == Pinpoint(9003, 2998, lands)


def test_an_empty_corpus_has_nothing() -> None:
    (landing,) = resolve(find_citations("resolution 1 (1946)"), InMemory({}))
    assert landing.status == "no such resolution"


# ---------------------------------------------------------------- real resolutions


@pytest.fixture(scope="module")
def real(corpus: Sequence[Path]) -> dict[int, Resolution]:
    found = {}
    for path in corpus:
        try:
            resolution = parse(path.read_bytes()).resolution
        except NotAResolution:
            continue
        found[resolution.facts.symbol.number] = resolution
    return found


def test_pinpoints_of_real_resolutions_land(real: dict[int, Resolution]) -> None:
    """At least 98 % of those whose resolution is there; every other has a reason."""
    held = InMemory({n: Shelf(r.facts.symbol.year, {c.path for c in r.clauses}) for n, r in real.items()})
    statuses: Counter[str] = Counter()
    for number, resolution in real.items():
        for clause in resolution.clauses:
            here = Pinpoint(number, resolution.facts.symbol.year, clause.path)
            for landing in resolve(find_citations(clause.text), held, here):
                assert bool(landing.target) == (landing.status == "ok") == (landing.reason == "")
                if landing.target and landing.target.path:
                    paths = held.shelves[landing.target.number].paths
                    assert landing.target.path in {*paths, *(path.partition("/")[0] for path in paths)}
                if landing.citation.spots:
                    statuses[landing.status] += 1
    missed = statuses.total() - statuses["ok"] - statuses["not in the corpus"] - statuses["another document"]
    assert statuses["ok"] > 5_000
    assert statuses["ok"] / (statuses["ok"] + missed) > 0.98, statuses
