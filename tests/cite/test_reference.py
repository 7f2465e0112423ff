"""What a person types for one resolution or a place in it."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cite.find import read_reference, read_references
from scraper.cite.reference import TypedReference
from scraper.errors import BadReference
from scraper.models import Pinpoint

WHOLE = [
    "2249",
    "S/RES/2249",
    "s/res/2249",
    "UNSCR 2249",
    "UNSCR2249",
    "UNSCR #2249",
    "SCR 2249",
    "UNSC Res. 2249",
    "UN Security Council Resolution 2249",
    "resolution 2249",
    "Res 2249",
    "Resolution No. 2249",
    "/2249",
    "/resolution/2249",
    "https://unscr.com/en/resolutions/2249",
    "https://en.wikipedia.org/wiki/United_Nations_Security_Council_Resolution_2249",
    "http://127.0.0.1:8001/2249",
    " “2249” ",
]

WITH_YEAR = [
    "2249 (2015)",
    "2249(2015)",
    "2249/2015",
    "2249 2015",
    "resolution 2249 [2015]",
    "Council resolution 2249 (2015)",
    "2249, 2015",
    "S/RES/2249 (2015)",
    "S/RES/2249(2015)",
    "S/RES/2249%20(2015)",
    "S/RES/2249\u00a0(2015)",
    "/S/RES/2249(2015)",
    "S_RES_2249(2015)",
    "S_RES_2249_(2015).pdf",
    "S/RES/2249(2015).json",
    "Resolution 2249 (20 November 2015)",
    "Security Council resolution 2249 (2015) of 20 November 2015",
    "https://docs.un.org/en/S/RES/2249(2015)",
    "docs.un.org/S/RES/2249(2015)",
    "https://undocs.org/S/RES/2249%20(2015)",
    "https://undocs.org/en/S/RES/2249(2015)",
    "https://undocs.org/Home/Mobile?FinalSymbol=S%2FRES%2F2249(2015)&Language=E&DeviceType=Desktop",
    "https://documents.un.org/api/symbol/access?s=S/RES/2249(2015)&l=en&t=pdf",
    "https://resolutions.example/S/RES/2249(2015)",
    "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).",
    "{{UN document |docid=S-RES-2249(2015) |type=Resolution |body=Security Council |resolution_number=2249"
    " |date=20 November 2015}}",
]

PLACES = [
    ("resolution 2249 (20-11-15), para. 5 et seq.", None, "op/5"),
    ("Security Council’s Resolution 2249’s paragraph 5", None, "op/5"),
    ("/S/RES/2249(2015)/op/5", 2015, "op/5"),
    ("/s/res/2249(2015)/op/5.json", 2015, "op/5"),
    ("https://resolutions.example/S/RES/2249(2015)/op/5/a", 2015, "op/5/a"),
    ("https://resolutions.example/S/RES/2249(2015)#op/5", 2015, "op/5"),
    ("http://localhost:8001/2249/5", None, "op/5"),
    ("UNSCR 2249 (2015) op 5", 2015, "op/5"),
    ("UNSCR 2249 (2015), OP5", 2015, "op/5"),
    ("resolution 2249 (2015), para. 5 (a)", 2015, "op/5/a"),
    ("Security Council resolution 2249 (2015), para. 5", 2015, "op/5"),
    ("paragraph 5 of Security Council resolution 2249 (2015)", 2015, "op/5"),
    ("S/RES/2249 (2015), para. 5 (a) (ii)", 2015, "op/5/a/ii"),
    ("S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)", 2015, "op/5"),
    ("SC Res. 2249, para. 5 (Nov. 20, 2015)", 2015, "op/5"),
    ("SC Res. 2249, pmbl. para. 9 (Nov. 20, 2015)", 2015, "pp/9"),
    ("UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, para 5", 2015, "op/5"),
    ("SC Res 2249, UN Doc S/RES/2249 (20 November 2015) para 5", 2015, "op/5"),
    ("SC Res 2249, UN Doc S/RES/2249 (20 November 2015) Preamble para 9", 2015, "pp/9"),
    ("SC Res 2249 (2015), para 5", 2015, "op/5"),
    ("United Nations Security Council, Resolution 2249, 5, November 20, 2015, "
     "https://docs.un.org/en/S/RES/2249(2015).", 2015, "op/5"),
    ("United Nations Security Council, Resolution 2249, 104 (a), November 20, 2015, "
     "https://docs.un.org/en/S/RES/2249(2015).", 2015, "op/104/a"),
    ("(S.C. Res. 2249, 2015, para. 5)", 2015, "op/5"),
    ("/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5", 2015, "op/5"),
    ("2249/op/5", None, "op/5"),
    ("2249/OP/5", None, "op/5"),
    ("2249/5", None, "op/5"),
    ("2249/5/a", None, "op/5/a"),
    ("2249/op/2/a", None, "op/2/a"),
    ("2249 5", None, "op/5"),
    ("2249 (5)", None, "op/5"),
    ("2249(5)(a)", None, "op/5/a"),
    ("2249 (2015) (5)", 2015, "op/5"),
    ("2249 (2015)/5", 2015, "op/5"),
    ("S/RES/2249/2015/op/5", 2015, "op/5"),
    ("2249 op 5(a)(ii)", None, "op/5/a/ii"),
    ("2249 op. 5", None, "op/5"),
    ("2249 OP 5a", None, "op/5/a"),
    ("2249 op 5.a.ii", None, "op/5/a/ii"),
    ("2249 op 5/a", None, "op/5/a"),
    ("2249 op 5 a", None, "op/5/a"),
    ("2249 op. para. 5", None, "op/5"),
    ("2249 operative paragraph 5", None, "op/5"),
    ("2249 para 5", None, "op/5"),
    ("2249 para. 5 a.", None, "op/5/a"),
    ("2249 ¶ 5", None, "op/5"),
    ("2249 ¶5", None, "op/5"),
    ("2249 § 5", None, "op/5"),
    ("para 5 of resolution 2249", None, "op/5"),
    ("para. 5 of UNSCR 2249 (2015)", 2015, "op/5"),
    ("op 5 of 2249", None, "op/5"),
    ("OP5 2249", None, "op/5"),
    ("sub-paragraph (a) of paragraph 5 of resolution 2249", None, "op/5/a"),
    ("resolution 2249, paragraph 5, subparagraph (a) (ii)", None, "op/5/a/ii"),
    ("2249 subparagraph 5 (a)", None, "op/5/a"),
    ("2249 pp 9", None, "pp/9"),
    ("2249 PP9", None, "pp/9"),
    ("2249/pp/9", None, "pp/9"),
    ("2249 preambular paragraph 9", None, "pp/9"),
    ("2249 preamble, para. 9", None, "pp/9"),
    ("ninth preambular paragraph of resolution 2249", None, "pp/9"),
    ("2249 9th preambular paragraph", None, "pp/9"),
    ("2249 annex", None, "annex-1"),
    ("2249 annex 1 para 3", None, "annex-1/3"),
    ("2249 annex II, para. 3 (a)", None, "annex-2/3/a"),
    ("2249, annex, para. 3", None, "annex-1/3"),
    ("2249 annex 1, 3", None, "annex-1/3"),
    ("2249/annex-1/3", None, "annex-1/3"),
    ("2249/annex/3", None, "annex-1/3"),
    ("paragraph 3 of annex 1 to resolution 2249 (2015)", 2015, "annex-1/3"),
    ("2249 section B, para. 1", None, "op/B/1"),
    ("paragraph 1 of section B of resolution 2249", None, "op/B/1"),
    ("2249 sect. B", None, "op/B"),
    ("paragraph 2 of resolution 2249 A (2015)", 2015, "op/A/2"),
    ("2249 annex II, sect. B, para. 1", None, "annex-2/B/1"),
    ("2249 annex I, para. (a)", None, "annex-1/a"),
    ("2249 para. (a)", None, "op/a"),
    ("2249 annex I, art. 12, para. 1", None, "annex-1/article-12/1"),
    ("2249 annex II, sect. IV, para. 1", None, "annex-2/IV/1"),
    ("2249 annex II, para. 29.1", None, "annex-2/29/29.1"),
    ("2249/annex-1/article-3/~2/1", None, "annex-1/article-3/~2/1"),
    ("2249/op/B/1", None, "op/B/1"),
    ("2249/op/3/-1", None, "op/3/-1"),
    ("2249/op/3/+1", None, "op/3/+1"),
    ("S/RES/2249(2015)/op/3/a/-2", 2015, "op/3/a/-2"),
]  # fmt: skip

NOT_READ = [
    ("", "Nothing was written"),
    ("   ", "Nothing was written"),
    ("oil", "does not read"),
    ("2249 oil", "from “oil” on"),
    ("1267 committee", "from “committee” on"),
    ("0", "the number 1"),
    ("22490", "does not read"),
    ("20 November 2015", "does not read"),
    ("op 5", "does not read"),
    ("2249 (a)", "of which paragraph?"),
    ("2170, 2199 and 2249", "several resolutions"),
    ("242 338", "several resolutions"),
    ("resolutions 1950 (2010) and 1976 (2011)", "several resolutions"),
    ("S.C. Res. 2249, U.N. Doc. S/RES/2250", "several resolutions"),
    ("2249 (2015), 20 November 2014", "two years"),
    ("2249 paras. 5-7", "names 3 places"),
    ("2249/op", "does not read"),
    ("2249/nonsense/5", "does not read"),
    ("A/RES/46/182", "not a resolution of the Security Council"),
    ("General Assembly resolution 46/182", "not a resolution of the Security Council"),
    ("S/PRST/2015/4", "not a resolution of the Security Council"),
    ("S/2015/456", "not a resolution of the Security Council"),
    ("Article 41 of the Charter", "not a resolution of the Security Council"),
    ("https://digitallibrary.un.org/record/814475?ln=en", "library record"),
]

SEVERAL: list[tuple[str, tuple[str, ...]]] = [
    ("2249", ()),
    ("2249/op/1-3", ("op/1", "op/2", "op/3")),
    ("2249 paras. 1, 2 and 21", ("op/1", "op/2", "op/21")),
    ("2249 paras. 5-7", ("op/5", "op/6", "op/7")),
    ("2249 paras. 5–7", ("op/5", "op/6", "op/7")),
    ("2249 ¶¶ 5-7", ("op/5", "op/6", "op/7")),
    ("2249 OP5 and OP6", ("op/5", "op/6")),
    ("paragraphs 4 (b) and (d) of resolution 2249", ("op/4/b", "op/4/d")),
    ("2249 paras. 1 (a) (i) and (ii) and 3", ("op/1/a/i", "op/1/a/ii", "op/3")),
    ("2249 paras. 1 (a) to (c)", ("op/1/a", "op/1/b", "op/1/c")),
    ("2249 pp 2 and 3", ("pp/2", "pp/3")),
    ("2249 annex, paras. 3 and 4", ("annex-1/3", "annex-1/4")),
    ("2249 para. 5 and annex, para. 3", ("op/5", "annex-1/3")),
    ("2249 annex I, para. 3 and operative para. 5", ("annex-1/3", "op/5")),
    ("2249 annex I, para. 3 and annex II", ("annex-1/3", "annex-2")),
    ("2249 sect. A, para. 1 and sect. B, para. 1", ("op/A/1", "op/B/1")),
    ("2249 paras. 5 a. and b. and 6", ("op/5/a", "op/5/b", "op/6")),
]


@pytest.mark.parametrize("text", WHOLE)
def test_reads_a_resolution(text: str) -> None:
    assert read_reference(text) == Pinpoint(2249)


@pytest.mark.parametrize("text", WITH_YEAR)
def test_reads_a_resolution_with_its_year(text: str) -> None:
    assert read_reference(text) == Pinpoint(2249, 2015)


@pytest.mark.parametrize(("text", "year", "path"), PLACES)
def test_reads_a_place(text: str, year: int | None, path: str) -> None:
    assert read_reference(text) == Pinpoint(2249, year, path)


@pytest.mark.parametrize(("text", "sentence"), NOT_READ)
def test_says_what_would_be_understood(text: str, sentence: str) -> None:
    with pytest.raises(BadReference, match="(?i)" + re.escape(sentence)):
        read_reference(text)


@pytest.mark.parametrize(("text", "paths"), SEVERAL)
def test_reads_several_places(text: str, paths: tuple[str, ...]) -> None:
    assert read_references(text) == TypedReference(2249, None, paths)


def test_year_may_be_any_of_four_digits() -> None:
    assert read_reference("S/RES/9001 (2999) op 1") == Pinpoint(9001, 2999, "op/1")


def test_a_year_alone_is_a_resolution() -> None:
    assert read_reference("2015") == Pinpoint(2015)


LABEL = st.from_regex(r"\A(?:[1-9][0-9]?|[a-z]{1,2}|[ivx]{1,4}|[A-H]|[-+~][1-9]|article-[1-9])\Z")
PART = st.sampled_from(["op", "pp", "annex-1", "annex-12"])


@given(st.integers(1, 9999), st.none() | st.integers(1946, 2999), PART, st.lists(LABEL, min_size=1, max_size=5))
def test_addresses_of_the_site_read_back(number: int, year: int | None, part: str, labels: list[str]) -> None:
    path = "/".join([part, *labels])
    written = f"/S/RES/{number}({year})/{path}" if year else f"/{number}/{path}"
    assert read_reference(written) == Pinpoint(number, year, path)
    assert read_reference(f"https://a.example{written}") == Pinpoint(number, year, path)
    assert read_reference(written.strip("/")) == Pinpoint(number, year, path)


@given(st.text(max_size=60) | st.text("0123456789opSRES/()., %para-–", max_size=60))
def test_reads_or_says_why_not(text: str) -> None:
    try:
        assert read_reference(text).number > 0
    except BadReference as error:
        said = str(error)
        assert said.endswith((".", "?")), said


HOSTILE = [
    "5, ",
    "(a) ",
    "1 ",
    "para 5 ",
    "(",
    "annex i ",
    "5 a ",
    "/op/5",
    "%20",
    "{{UN document ",
    "1.1.",
    "\u00b6",
    "sub-",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_alone(piece: str) -> None:
    """Eight times the text takes far less than the sixty-four times that a quadratic pattern would."""
    before = min(_seconds(f"2249 para 5 {piece * 500}") for _ in range(3))
    assert _seconds(f"2249 para 5 {piece * 4_000}") < max(32 * before, 0.5)


def _seconds(text: str) -> float:
    start = time.process_time()
    with contextlib.suppress(BadReference):
        read_references(text)
    return time.process_time() - start
