"""References as people write them in running text: each kind with what it is not, and all kinds from templates."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from support import reference_faults

from scraper.cite.find import Citation, find_citations
from scraper.cite.resolution_mentions import fits
from scraper.cite.resolve import resolve
from scraper.models import Pinpoint
from scraper.pinpoint import InMemory, Shelf

Found = tuple[int, tuple[str, ...]]


def found(text: str) -> list[Found]:
    """The Council's resolutions that a text names, with the paths of the places."""
    return [(one.number or 0, one.paths) for one in find_citations(text) if one.kind == "resolution"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a year behind a comma, and numbers that are none
        ("(S.C. Res. 2178, 2014, para. 6)", [(2178, ("op/6",))]),
        ("As UNSCR 1540, 2004 requires", [(1540, ())]),
        ("resolutions 1950, 2010 and 2011", [(1950, ()), (2010, ()), (2011, ())]),
        ("Res. 1970, 1973, 2009", [(1970, ()), (1973, ()), (2009, ())]),
        # operative and preambular paragraphs
        ("PP2 and OP4 of UNSCR 1973", [(1973, ("pp/2", "op/4"))]),
        ("PP4, PP5 and OP1-3 of resolution 2249", [(2249, ("pp/4", "pp/5", "op/1", "op/2", "op/3"))]),
        ("UNSCR 1973, OP4 and PP2", [(1973, ("op/4", "pp/2"))]),
        ("S.C. Res. 1540, pmbl. ¶ 1, U.N. Doc. S/RES/1540 (Apr. 28, 2004)", [(1540, ("pp/1",))]),
        # whose resolution it is
        ("the United Nations Security Council (UNSC) Resolution 1441", [(1441, ())]),
        ("as in op 2(e) UNSCR 1373", [(1373, ("op/2/e",))]),
        ("Security Council Resolution (UNSCR) 1540 binds", [(1540, ())]),
        ("under UNSCR resolution 1284", [(1284, ())]),
        ("Security Council resolution 82", [(82, ())]),
        ("the rule in resolution 82", []),
        ("OAS Resolution 1080", []),
        ("UNDER RESOLUTION 1080", [(1080, ())]),
        ("AU Peace and Security Council resolution 1540", []),
        ("H. Res. 1441 and S. Res. 409, 110th Cong.", []),
        ("S.C. Res. 1441", [(1441, ())]),
        ("Noting resolutions MRE/RES.1/91 and CP/RES.594 (923/92)", []),
        # annexes and sections
        ("resolution 2231 (2015), annex B, para. 3", [(2231, ("annex-2/3",))]),
        ("Annex B, paragraph 5, of resolution 2231 (2015)", [(2231, ("annex-2/5",))]),
        ("SC Res 2231, UN Doc S/RES/2231 (20 July 2015) annex B para 3", [(2231, ("annex-2/3",))]),
        ("annexes 1 and 2 of resolution 1244 (1999)", [(1244, ("annex-1", "annex-2"))]),
        ("Resolution 2368, annex II, 1, July 20, 2017", [(2368, ("annex-2/1",))]),
        ("resolution 2231 (2015), annex II, 1 July 2015", [(2231, ("annex-2",))]),
        ("annexes I to III of resolution 1244 (1999)", [(1244, ("annex-1", "annex-2", "annex-3"))]),
        ("tables 1 and 2 of resolution 1970 (2011)", [(1970, ())]),
        ("resolution 661 (1990), annex I of which", [(661, ())]),
        ("resolution 687 (1991), section C, para. 8", [(687, ("op/C/8",))]),
        ("paragraph 1 of section B of resolution 161 (1961)", [(161, ("op/B/1",))]),
        ("section B, paragraph 1, of resolution 161 (1961)", [(161, ("op/B/1",))]),
        # what stands between
        ("resolution 1373 of 28 September 2001, para. 2(e)", [(1373, ("op/2/e",))]),
        ("resolution 1373 (2001) adopted on 28 September 2001, paragraph 1", [(1373, ("op/1",))]),
        ("Security Council Resolution 2106: Paragraph 5", [(2106, ("op/5",))]),
        ("resolution 1373 – para. 5", [(1373, ("op/5",))]),
        ("resolution 1373 (2001) (para 1)", [(1373, ("op/1",))]),
        ("resolution 1373 [OP 2]", [(1373, ("op/2",))]),
        ("resolution 1373 (2001), supra note 5, para. 2", [(1373, ("op/2",))]),
        ("UNSCR 1373's OP 2", [(1373, ("op/2",))]),
        ("OP2(e), UNSCR 1373", [(1373, ("op/2/e",))]),
        ("In paragraph 5, resolution 1373 (2001) is recalled", [(1373, ())]),
        ("paragraphs 8 et seq. of resolution 1701", [(1701, ("op/8",))]),
        ("paras 8ff of resolution 1701 (2006)", [(1701, ("op/8",))]),
        ("S/RES/1973 (2011), § 4", [(1973, ("op/4",))]),
        ("OP4 (UNSCR 1643)", [(1643, ("op/4",))]),
        ("paragraph 7 – resolution 1106 (1997)", [(1106, ("op/7",))]),
        ("as soon as paragraph 1 of Council resolution 210 (1965) has been implemented", [(210, ("op/1",))]),
        ("paragraph 2 of the Council's landmark resolution 1325", [(1325, ("op/2",))]),
        ("resolution 985 (“the resolution”), para. 3", [(985, ("op/3",))]),
        ("“Resolution 1739 (2007)”, para. 5", [(1739, ("op/5",))]),
        ("S.C. Res. 863, U.N. SCOR, 48th Sess., U.N. Doc. S/RES/863 (1993), ¶ 5", [(863, ("op/5",))]),
        # whose a number is that stands before its owner
        ("resolution 1778 of the General Assembly", []),
        ("Resolution 1481 (2006) of the Parliamentary Assembly", []),
        ("to carry out resolution 687 (1991) by the Commission", [(687, ())]),
        ("Joint Resolution 1016", []),
        ("Security Council resolution 1213, 32 ILM 1203 (1998)", [(1213, ())]),
        # lists and marks
        ("resolution 2249/2015, para. 5", [(2249, ("op/5",))]),
        ("UNSC 2027 (2011) and UNSCR 1970/2009", [(2027, ()), (1970, ()), (2009, ())]),
        ("UNSCR 1737/1929", [(1737, ()), (1929, ())]),
        ("UN resolutions 242/338", [(242, ()), (338, ())]),
        ("resolution 46/182 and resolution 1984/147", []),
        ("earlier resolutions on the country (1698, 1771, 1807 and 1857)", [(n, ()) for n in (1698, 1771, 1807, 1857)]),
        ("earlier resolutions on the country (1998, 1999 and 2001)", []),
        ("complied with resolution 687.12 Then", [(687, ())]),
        ("under resolution 1973⁴ the States", [(1973, ())]),
        ("Resolution n° 1973 and resolution #1970", [(1973, ()), (1970, ())]),
        ("paragraphs 1 above, 9 and 11 of resolution 1572 (2004)", [(1572, ("op/9", "op/11"))]),
        ("30 men and 20 of resolution 687 (1991)", [(687, ())]),
        # acts and reports of others
        ("Resolution 827 (1993), 32 ILM 827 (1993); 87 AJIL 841 (1993)", [(827, ())]),
        ("Res. 827, 137 ILM 827", [(827, ())]),
        ("Executive Order 2178 (2014) and Law No. 1373 (2001)", []),
        ("Decision 1999 (2011) and Directive 2178 (2014)", []),
        ("Reaffirming its decision 2133 (2014)", [(2133, ())]),
        ("its resolutions on Countering Terrorism 2178 (2014) and 2195 (2014)", [(2178, ()), (2195, ())]),
        ("20 May 1970. 282 (1970) of 23 July", [(282, ())]),
        # labels of lines
        ("Recalling resolution 1373 (2001),\nOP1. Decides that", [(1373, ())]),
        ("as in resolution 1373 (2001),\nparagraph 1. This holds", [(1373, ("op/1",))]),
        # its own symbol and address
        (
            "Resolution 2009, 12 (c), September 16, 2011, https://docs.un.org/en/S/RES/2009(2011)",
            [(2009, ("op/12/c",))],
        ),
        ("Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, para. 5", [(2249, ("op/5",))]),
    ],
)
def test_finds(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("General Assembly resolution 46/182, annex, para. 3", "A/RES/46/182"),
        ("S/PRST/2015/22, para. 3", "S/PRST/2015/22"),
        ("GA resolution 46/182, paragraph 3", "A/RES/46/182"),
        ("A/ES-11/1, para. 3", "A/RES/ES-11/1"),
    ],
)
def test_a_pinpoint_belongs_to_the_document_before_it(text: str, symbol: str) -> None:
    (one,) = find_citations(text)
    assert (one.symbol, [path.rpartition("/")[2] for path in one.paths]) == (symbol, ["3"])


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2014)", 2014),
        ("UNSC Res 2249 (20 November 2014) UN Doc S/RES/2249, para 5", 2014),
        ("resolution 2249 of 20 November 2014, para. 5", 2014),
        ("Resolution 2249 (20.11.2014)", 2014),
        ("Resolution 2249 (November 2014), para 5", 2014),
        ("Resolution 2249, 2015, para 5", 2015),
        ("Resolution 2249, 1955", None),
    ],
)
def test_the_year_is_read_wherever_the_date_stands(text: str, year: int | None) -> None:
    (one,) = find_citations(text)
    assert (one.number, one.year) == (2249, year)


# ---------------------------------------------------------------- what was named before


HELD = InMemory(
    {
        1540: Shelf(2004, ["op/1", "op/2", "op/2/b", "op/3", "op/4"]),
        1373: Shelf(2001, ["op/1", "op/2", "op/2/b", "op/3", "op/4"]),
    }
)


def last(text: str, here: Pinpoint | None = None) -> tuple[str, int]:
    landing = resolve(find_citations(text), HELD, here)[-1]
    return landing.status, landing.target.number if landing.target else 0


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("resolution 1540 (2004) (recalling resolution 1373 (2001)). Paragraph 3 of that resolution", ("ok", 1540)),
        ("(resolution 1540 (2004) (recalling resolution 1373 (2001)). Paragraph 3 of that resolution)", ("ok", 1540)),
        ("a first text (resolution 1373 (2001)). Paragraph 3 of that resolution", ("ok", 1373)),
        ("resolution 1373 (2001), see S/2004/551, and paragraph 3 of that resolution", ("ok", 1373)),
        ("resolution 1373 (2001) was adopted. The resolution's paragraph 3", ("ok", 1373)),
        ("resolution 1373 (2001), and paragraph 3 of the same resolution", ("ok", 1373)),
        ("SC Res. 1373, para. 1. Id. ¶ 2(b).", ("ok", 1373)),
        ("SC Res. 1373, para. 1; ibid., para. 2", ("ok", 1373)),
        ("resolution 1373 (2001) and its paragraph 4", ("ok", 1373)),
        ("SC Res. 1373, para. 1. Others say more in their books. Id. ¶ 2(b).", ("ambiguous", 0)),
        ("General Assembly resolution 46/182. Ibid., para. 3", ("another document", 0)),
        ("Resolution 1373 binds. OP4 is the core.", ("ambiguous", 0)),
        ("OP4 is the core.", ("another document", 0)),
    ],
)
def test_what_points_back_is_of_what_was_named(text: str, where: tuple[str, int]) -> None:
    assert last(text) == where


def test_a_doubt_names_what_is_meant_as_far_as_one_can_tell() -> None:
    landing = resolve(find_citations("Resolution 1373 (2001) binds. OP4 is the core."), HELD)[-1]
    assert landing.reason == "It may be of S/RES/1373 (2001), which is named before it."


def test_its_own_paragraph_is_no_doubt_in_a_resolution() -> None:
    here = Pinpoint(1540, 2004, "op/4")
    assert last("resolution 1373 (2001), and paragraph 3 above", here) == ("ok", 1540)


# ---------------------------------------------------------------- all kinds, from templates


@pytest.fixture(scope="module")
def world() -> reference_faults.World:
    """Resolutions that were never adopted, with numbers and years as there are."""
    chance = Random(1)
    shelves, adopted = {}, {}
    for number in chance.sample(range(20, 2800), 300):
        year = next(year for year in range(1946, 2030) if fits(number, year))
        paths = [f"pp/{n}" for n in range(1, 9)] + [f"op/{n}" for n in range(1, 13)] + ["op/3/a", "op/3/b", "op/7/c"]
        shelves[number] = Shelf(year, [*paths, "annex-1/1", "annex-1/2", "annex-2/1", "annex-2/2", "annex-2/3"])
        adopted[number] = date(year, chance.randint(1, 12), chance.randint(1, 28))
    return reference_faults.world_of(shelves, adopted)


@pytest.mark.parametrize("kind", reference_faults.KINDS)
def test_references_from_templates_land_where_they_say(kind: str, world: reference_faults.World) -> None:
    judged = list(reference_faults.judge_kind(kind, world, 200, seed=1))
    assert [one for one in judged if one.verdict == "wrong"] == []
    assert sum(one.verdict == "right" for one in judged) >= 199, [one for one in judged if one.verdict != "right"]


def test_a_place_that_is_not_named_is_told(world: reference_faults.World) -> None:
    number = next(iter(world.shelves))
    text = f"paragraph 3 of Security Council resolution {number}"
    judged = {
        places: reference_faults.judge(reference_faults.Sample(text, places), world.holding).verdict
        for places in (((number, "op/3"),), ((number, "op/4"),), ((number, "op/3"), (number, "op/4")))
    }
    assert list(judged.values()) == ["right", "wrong", "missed"]


def test_a_citation_says_where_its_bracket_closes() -> None:
    text = "resolution 1540 (2004) (recalling resolution 1373 (2001)), and paragraph 3 of that resolution"
    asides = [one.aside for one in find_citations(text) if isinstance(one, Citation)]
    assert asides == [0, text.index("),"), 0]
