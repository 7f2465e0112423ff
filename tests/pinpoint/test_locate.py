"""Where a reference lands, edge by edge: the place written, what citations leave out, and why it lands nowhere."""

from __future__ import annotations

import pytest

from scraper.models import Pinpoint
from scraper.pinpoint.locate import DEEPEST, InMemory, Located, Shelf, locate

HELD = InMemory(
    {
        9001: Shelf(2996, ["pp/1", "pp/2", "op/1", "op/2", "op/2/a", "op/2/b", "op/2/+1", "op/3", "op/5", "op/7/x"]),
        9002: Shelf(2997, ["op/A/1", "op/A/2", "op/B/1", "op/B/3", "op/B/3/a", "op/B/3/A", "op/C/D/4", "op/EF/6"]),
        9004: Shelf(2999, ["op/1", "op/1/-1", "op/1/-2", "op/1/-2/a", "annex-1/1", "annex-1/article-12/~2/9",
                           "annex-2/1", "annex-2/1/a", "annex-2/1/b", "annex-2/2"]),
        9006: Shelf(3001, ["op/1", "op/2", "op/2/1"]),
    }
)  # fmt: skip


def find(number: int, path: str = "", year: int | None = None, inside: str = "") -> Located:
    return locate(HELD, Pinpoint(number, year, path), inside)


@pytest.mark.parametrize(
    ("number", "written", "inside", "lands"),
    [
        (9001, "", "", ""),
        (9001, "op", "", "op"),
        (9001, "pp", "", "pp"),
        (9001, "op/2/a", "", "op/2/a"),
        (9001, "OP/2/A", "", "op/2/a"),
        (9001, "Op/2/a", "", "op/2/a"),
        # sections, Articles, rows, items without a label, capitals are left out in citations
        (9002, "op/2", "", "op/A/2"),
        (9002, "op/3", "", "op/B/3"),
        (9002, "op/B/3/A", "", "op/B/3/A"),
        (9002, "op/b/3/a", "", None),  # two: by their capitals alone
        (9002, "op/3/a", "", None),
        (9002, "op/6", "", "op/EF/6"),  # a section may have two letters
        (9002, "op/4", "", None),  # but one section is left out, not two
        (9002, "op/C/4", "", None),
        (9004, "annex-1/9", "", "annex-1/article-12/~2/9"),
        (9004, "op/1/a", "", "op/1/-2/a"),
        (9004, "annex/1", "", "annex-1/1"),
        (9004, "annex", "", "annex-1"),
        (9004, "annex/9", "", "annex-1/article-12/~2/9"),
        (9004, "ANNEX-2/1/A", "", "annex-2/1/a"),
        # beside the speaker first, then at the top of its part
        (9001, "op/a", "op/2/b", "op/2/a"),
        (9001, "op/3", "op/2/b", "op/3"),
        (9001, "op/x", "op/7/x", "op/7/x"),
        (9004, "op/1", "annex-2/1/a", "annex-2/1"),
        (9004, "op/2", "annex-2/1/a", "annex-2/2"),
        (9004, "op/b", "annex-2/1/a", "annex-2/1/b"),
        (9004, "annex/1", "annex-2/1/a", "annex-2/1"),
        (9004, "op/1", "op/1", "op/1"),
        (9006, "op/1", "op/2/1", "op/1"),  # a number in the body is a paragraph's, wherever it is said
        (9004, "pp/1", "annex-2/1/a", None),
        (9004, "annex-1/1", "annex-2/1/a", "annex-1/1"),
    ],
)
def test_lands(number: int, written: str, inside: str, lands: str | None) -> None:
    found = find(number, written, inside=inside)
    place = None if lands is None else Pinpoint(number, HELD.shelves[number].year, lands)
    assert found.place == place
    assert (found.status == "ok") == (lands is not None)
    assert (found.reason == "") == (lands is not None)


def test_the_year_written_is_checked_and_the_one_held_is_given() -> None:
    assert find(9001, "op/1", 2996) == Located("ok", Pinpoint(9001, 2996, "op/1"))
    assert find(9001, "op/a", 1999, "op/2/b") == Located(
        "year does not fit",
        None,
        "Resolution 9001 was adopted in 2996, not in 1999.",
        (Pinpoint(9001, 2996, "op/2/a"),),
    )
    assert find(9001, "op/77", 1999).nearest == (Pinpoint(9001, 2996),)


HAS = "This collection has 4 resolutions between 9001 and 9006."


@pytest.mark.parametrize(
    ("number", "status", "nearest"),
    [
        (0, "no such resolution", 9001),
        (1, "not in the corpus", 9001),
        (9003, "not in the corpus", 9002),  # of two equally near the lower
        (9005, "not in the corpus", 9004),
        (9007, "no such resolution", 9006),
        (10**30, "no such resolution", 9006),
        (-1, "no such resolution", 9001),
    ],
)
def test_a_resolution_that_is_not_held(number: int, status: str, nearest: int) -> None:
    near = Pinpoint(nearest, HELD.shelves[nearest].year)
    assert find(number, "op/1", 2000) == Located(status, None, f"Resolution {number} is not here. {HAS}", (near,))  # type: ignore[arg-type]


def test_a_collection_of_thousands_is_counted_with_commas() -> None:
    many = InMemory({number: Shelf(2000, ()) for number in range(1, 1235)})
    assert locate(many, Pinpoint(2000)).reason.endswith("has 1,234 resolutions between 1 and 1234.")


def test_an_empty_collection_says_so() -> None:
    empty = InMemory({})
    assert locate(empty, Pinpoint(0)) == Located(
        "no such resolution", None, "Resolution 0 is not here: this collection is empty."
    )
    assert (empty.extent(), empty.nearest(5), empty.shelf(5)) == ((0, 0, 0), None, None)


@pytest.mark.parametrize(
    ("number", "path", "reason", "nearest"),
    [
        (9001, "op/4", "no paragraph 4; it has paragraph 1 to paragraph 5", "op/3"),
        (9001, "op/6", "no paragraph 6; it has paragraph 1 to paragraph 5", "op/5"),
        (9001, "op/99999999999", "no paragraph 99999999999; it has paragraph 1 to paragraph 5", "op/5"),
        (9001, "op/z", "no paragraph z; it has paragraph 1 to paragraph 5", "op"),
        (9001, "op/2/c", "no paragraph 2 (c); it has paragraph 2 (a) to paragraph 2 (b)", "op/2"),
        (9001, "op/1/a", "no paragraph 1 (a)", "op/1"),  # it has none below
        (9001, "op/7/y", "no paragraph 7 (y); it has paragraph 7 (x)", "op/7"),
        (9001, "op/8/a", "no paragraph 8; it has paragraph 1 to paragraph 5", "op/5"),  # what is missing is named
        (9001, "op/2/a/i", "no paragraph 2 (a) (i)", "op/2/a"),
        (9001, "pp/3", "no preambular paragraph 3; it has preambular paragraph 1 to preambular paragraph 2", "pp/2"),
        (9001, "annex-1", "no part named “annex-1”; it has: preamble, operative paragraphs", ""),
        (9001, "annex", "no part named “annex”; it has: preamble, operative paragraphs", ""),
        (9001, "x" * 50, f"no part named “{'x' * 40}”; it has: preamble, operative paragraphs", ""),
        (9004, "op/1/-3", "no paragraph 1, item 3", "op/1"),  # items have no numbers to name
        (9004, "annex-2/3",
         "no second annex, paragraph 3; it has second annex, paragraph 1 to second annex, paragraph 2", "annex-2/2"),
        (9004, "annex-1/-9", "no first annex, unnumbered paragraph 9; it has first annex, paragraph 1", "annex-1"),
        (9004, "annex-1/~2/1", "no first annex, paragraph ~2; it has first annex, paragraph 1", "annex-1"),
    ],
)  # fmt: skip
def test_a_paragraph_that_is_not_there(number: int, path: str, reason: str, nearest: str) -> None:
    year = HELD.shelves[number].year
    said = f"Resolution {number} ({year}) has {reason}."
    assert find(number, path) == Located("no such paragraph", None, said, (Pinpoint(number, year, nearest),))


def test_places_that_differ_in_what_was_left_out_are_all_named() -> None:
    found = find(9002, "op/1")
    said = "Resolution 9002 (2997) has several places that could be meant: paragraph A 1, paragraph B 1."
    assert found == Located("ambiguous", None, said, (Pinpoint(9002, 2997, "op/A/1"), Pinpoint(9002, 2997, "op/B/1")))
    many = InMemory({9: Shelf(1946, [f"op/{letter}/1" for letter in "ABCDE"])})
    named = locate(many, Pinpoint(9, None, "op/1"))
    assert named.reason.endswith("paragraph A 1, paragraph B 1, paragraph C 1, paragraph D 1.")
    assert len(named.nearest) == 5


def test_no_path_is_read_deeper_than_any_is() -> None:
    deep = "/".join(["op", *"1" * 40])
    said = locate(HELD, Pinpoint(9001, None, deep)).reason
    assert said == find(9001, "op/1/1").reason
    deepest = "/".join(["op", *"1" * (DEEPEST - 1)])
    held = InMemory({9: Shelf(1946, [deepest])})
    assert locate(held, Pinpoint(9, None, deepest)).place == Pinpoint(9, 1946, deepest)
    assert locate(held, Pinpoint(9, None, f"{deepest}/1")).place == Pinpoint(9, 1946, deepest)
    assert DEEPEST == 16


def test_the_nearest_of_those_held() -> None:
    held = InMemory({number: Shelf(1946 + number, ()) for number in (2, 4, 8)})
    assert [held.nearest(number) for number in (0, 2, 3, 5, 6, 7, 99)] == [
        Pinpoint(near, 1946 + near) for near in (2, 2, 2, 4, 4, 8, 8)
    ]
    assert held.extent() == (3, 2, 8)
    assert held.shelf(4) == Shelf(1950, ())
