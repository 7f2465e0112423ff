"""The printed citations, a row a style and a kind of place: the form that each style's guide gives."""

from __future__ import annotations

import pytest

from scraper.cite.cited import Cited, CitedPlace
from scraper.cite.styles import STYLES, cite_as
from scraper.models import Symbol

PLACES = {
    "whole": Cited(Symbol(2249, 2015), "2015-11-20"),
    "paragraph": Cited(Symbol(2249, 2015), "2015-11-20", (CitedPlace("op/5"),)),
    "sub-paragraph": Cited(Symbol(2253, 2015), "2015-12-17", (CitedPlace("op/2/a"),)),
    "several": Cited(Symbol(2249, 2015), "2015-11-20", tuple(CitedPlace(f"op/{n}") for n in (1, 2, 5, 6, 7))),
    "preambular": Cited(Symbol(2249, 2015), "2015-11-20", (CitedPlace("pp/4"),)),
    "annex": Cited(Symbol(2231, 2015), "2015-07-20", (CitedPlace("annex-2/3"),), {"annex-2": "B"}),
    "old": Cited(Symbol(242, 1967), "1967-11-22", (CitedPlace("op/1/i", ("1.", "(i)")),)),
    "part": Cited(Symbol(161, 1961), "1961-02-21", (CitedPlace("op/B/1"),)),
    "second degree": Cited(Symbol(1718, 2006), "2006-10-14", (CitedPlace("op/8/a/ii"),)),
    "siblings": Cited(Symbol(2249, 2015), "2015-11-20", (CitedPlace("op/4/b"), CitedPlace("op/4/d"))),
    "counted": Cited(Symbol(4, 1946), "1946-04-29", (CitedPlace("op/1", ("",)),)),
}

GOLDEN = {
    "whole": {
        "un": "Security Council resolution 2249 (2015)",
        "symbol": "S/RES/2249 (2015)",
        "bluebook": "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015)",
        "nzlsg": "SC Res 2249 (2015)",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
        "https://docs.un.org/en/S/RES/2249(2015).",
        "apa": "S.C. Res. 2249, U.N. Doc. S/RES/2249 (Nov. 20, 2015).",
        "apa in text": "(S.C. Res. 2249, 2015)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
        "wikipedia": "{{UN document |docid=S-RES-2249(2015) |type=Resolution |body=Security Council "
        "|resolution_number=2249 |date=20 November 2015}}",
        "chicago in bibliography": "United Nations Security Council. Resolution 2249. S/RES/2249 (2015). "
        "November 20, 2015. https://docs.un.org/en/S/RES/2249(2015).",
    },
    "paragraph": {
        "un": "Security Council resolution 2249 (2015), para. 5",
        "un in text": "paragraph 5 of Security Council resolution 2249 (2015)",
        "symbol": "S/RES/2249 (2015), para. 5",
        "bluebook": "S.C. Res. 2249, ¶ 5, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249, para. 5 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, para 5",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) para 5",
        "nzlsg": "SC Res 2249 (2015), para 5",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
        "para. 5, https://docs.un.org/en/S/RES/2249(2015).",
        "apa in text": "(S.C. Res. 2249, 2015, para. 5)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_5",
    },
    "sub-paragraph": {
        "un": "Security Council resolution 2253 (2015), para. 2 (a)",
        "un in text": "paragraph 2 (a) of Security Council resolution 2253 (2015)",
        "symbol": "S/RES/2253 (2015), para. 2 (a)",
        "bluebook": "S.C. Res. 2253, ¶ 2(a), U.N. Doc. S/RES/2253 (Dec. 17, 2015)",
        "ajil": "SC Res. 2253, para. 2(a) (Dec. 17, 2015)",
        "oscola": "UNSC Res 2253 (17 December 2015) UN Doc S/RES/2253, para 2(a)",
        "aglc": "SC Res 2253, UN Doc S/RES/2253 (17 December 2015) para 2(a)",
        "nzlsg": "SC Res 2253 (2015), para 2(a)",
        "chicago": "United Nations Security Council, Resolution 2253, S/RES/2253 (2015), December 17, 2015, "
        "para. 2(a), https://docs.un.org/en/S/RES/2253(2015).",
        "apa in text": "(S.C. Res. 2253, 2015, para. 2(a))",
        "akn": "/akn/un/statement/deliberation/unsc/2015-12-17/2253-2015/!main~para_2__list_1__point_a",
    },
    "several": {
        "un": "Security Council resolution 2249 (2015), paras. 1, 2 and 5–7",
        "un in text": "paragraphs 1, 2 and 5 to 7 of Security Council resolution 2249 (2015)",
        "symbol": "S/RES/2249 (2015), paras. 1, 2 and 5–7",
        "bluebook": "S.C. Res. 2249, ¶¶ 1–2, 5–7, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249, paras. 1–2, 5–7 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, paras 1, 2 and 5–7",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) paras 1–2, 5–7",
        "nzlsg": "SC Res 2249 (2015), paras 1, 2 and 5–7",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
        "paras. 1, 2 and 5–7, https://docs.un.org/en/S/RES/2249(2015).",
        "apa in text": "(S.C. Res. 2249, 2015, paras. 1, 2 and 5–7)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_1 /akn/un/statement/deliber"
        "ation/unsc/2015-11-20/2249-2015/!main~para_2 /akn/un/statement/deliberation/unsc/2015-11-20/224"
        "9-2015/!main~para_5 /akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_6 /akn/"
        "un/statement/deliberation/unsc/2015-11-20/2249-2015/!main~para_7",
    },
    "preambular": {
        "un": "Security Council resolution 2249 (2015), preambular para. 4",
        "un in text": "preambular paragraph 4 of Security Council resolution 2249 (2015)",
        "symbol": "S/RES/2249 (2015), preambular para. 4",
        "bluebook": "S.C. Res. 2249, pmbl. ¶ 4, U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249, pmbl. para. 4 (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, preamble para 4",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) Preamble para 4",
        "nzlsg": "SC Res 2249 (2015), preamble para 4",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
        "preambular para. 4, https://docs.un.org/en/S/RES/2249(2015).",
        "apa in text": "(S.C. Res. 2249, 2015, preambular para. 4)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-11-20/2249-2015/!main",
    },
    "annex": {
        "un": "Security Council resolution 2231 (2015), annex B, para. 3",
        "un in text": "paragraph 3 of annex B to Security Council resolution 2231 (2015)",
        "symbol": "S/RES/2231 (2015), annex B, para. 3",
        "bluebook": "S.C. Res. 2231, annex B, ¶ 3, U.N. Doc. S/RES/2231 (July 20, 2015)",
        "ajil": "SC Res. 2231, annex B, para. 3 (July 20, 2015)",
        "oscola": "UNSC Res 2231 (20 July 2015) UN Doc S/RES/2231, annex B, para 3",
        "aglc": "SC Res 2231, UN Doc S/RES/2231 (20 July 2015) annex B para 3",
        "nzlsg": "SC Res 2231 (2015), annex B, para 3",
        "chicago": "United Nations Security Council, Resolution 2231, S/RES/2231 (2015), July 20, 2015, annex "
        "B, para. 3, https://docs.un.org/en/S/RES/2231(2015).",
        "apa in text": "(S.C. Res. 2231, 2015, annex B, para. 3)",
        "akn": "/akn/un/statement/deliberation/unsc/2015-07-20/2231-2015/!main",
    },
    "old": {
        "un": "Security Council resolution 242 (1967), para. 1 (i)",
        "un in text": "paragraph 1 (i) of Security Council resolution 242 (1967)",
        "symbol": "S/RES/242 (1967), para. 1 (i)",
        "bluebook": "S.C. Res. 242, ¶ 1(i), U.N. Doc. S/RES/242 (Nov. 22, 1967)",
        "ajil": "SC Res. 242, para. 1(i) (Nov. 22, 1967)",
        "oscola": "UNSC Res 242 (22 November 1967) UN Doc S/RES/242, para 1(i)",
        "aglc": "SC Res 242, UN Doc S/RES/242 (22 November 1967) para 1(i)",
        "nzlsg": "SC Res 242 (1967), para 1(i)",
        "chicago": "United Nations Security Council, Resolution 242, S/RES/242 (1967), November 22, 1967, "
        "para. 1(i), https://docs.un.org/en/S/RES/242(1967).",
        "apa in text": "(S.C. Res. 242, 1967, para. 1(i))",
        "akn": "/akn/un/statement/deliberation/unsc/1967-11-22/242-1967/!main~para_1__list_1__point_i",
    },
    "part": {
        "un": "Security Council resolution 161 (1961), sect. B, para. 1",
        "un in text": "paragraph 1 of section B of Security Council resolution 161 (1961)",
        "symbol": "S/RES/161 (1961), sect. B, para. 1",
        "bluebook": "S.C. Res. 161, sect. B, ¶ 1, U.N. Doc. S/RES/161 (Feb. 21, 1961)",
        "ajil": "SC Res. 161, sect. B, para. 1 (Feb. 21, 1961)",
        "oscola": "UNSC Res 161 (21 February 1961) UN Doc S/RES/161, sect B, para 1",
        "aglc": "SC Res 161, UN Doc S/RES/161 (21 February 1961) sect B para 1",
        "nzlsg": "SC Res 161 (1961), sect B, para 1",
        "chicago": "United Nations Security Council, Resolution 161, S/RES/161 (1961), February 21, 1961, "
        "sect. B, para. 1, https://docs.un.org/en/S/RES/161(1961).",
        "apa in text": "(S.C. Res. 161, 1961, sect. B, para. 1)",
        "akn": "/akn/un/statement/deliberation/unsc/1961-02-21/161-1961/!main",
    },
    "second degree": {
        "un": "Security Council resolution 1718 (2006), para. 8 (a) (ii)",
        "bluebook": "S.C. Res. 1718, ¶ 8(a)(ii), U.N. Doc. S/RES/1718 (Oct. 14, 2006)",
        "ajil": "SC Res. 1718, para. 8(a)(ii) (Oct. 14, 2006)",
        "oscola": "UNSC Res 1718 (14 October 2006) UN Doc S/RES/1718, para 8(a)(ii)",
        "aglc": "SC Res 1718, UN Doc S/RES/1718 (14 October 2006) para 8(a)(ii)",
        "nzlsg": "SC Res 1718 (2006), para 8(a)(ii)",
        "chicago": "United Nations Security Council, Resolution 1718, S/RES/1718 (2006), October 14, 2006, "
        "para. 8(a)(ii), https://docs.un.org/en/S/RES/1718(2006).",
    },
    "siblings": {
        "un": "Security Council resolution 2249 (2015), paras. 4 (b) and (d)",
        "bluebook": "S.C. Res. 2249, ¶¶ 4(b), (d), U.N. Doc. S/RES/2249 (Nov. 20, 2015)",
        "ajil": "SC Res. 2249, paras. 4(b), (d) (Nov. 20, 2015)",
        "oscola": "UNSC Res 2249 (20 November 2015) UN Doc S/RES/2249, paras 4(b) and (d)",
        "aglc": "SC Res 2249, UN Doc S/RES/2249 (20 November 2015) paras 4(b), (d)",
        "nzlsg": "SC Res 2249 (2015), paras 4(b) and (d)",
        "chicago": "United Nations Security Council, Resolution 2249, S/RES/2249 (2015), November 20, 2015, "
        "paras. 4(b) and (d), https://docs.un.org/en/S/RES/2249(2015).",
    },
    "counted": {
        "un": "Security Council resolution 4 (1946), operative para. 1",
        "bluebook": "S.C. Res. 4, operative ¶ 1, U.N. Doc. S/RES/4 (Apr. 29, 1946)",
        "ajil": "SC Res. 4, operative para. 1 (Apr. 29, 1946)",
        "oscola": "UNSC Res 4 (29 April 1946) UN Doc S/RES/4, operative para 1",
        "aglc": "SC Res 4, UN Doc S/RES/4 (29 April 1946) operative para 1",
        "nzlsg": "SC Res 4 (1946), operative para 1",
        "chicago": "United Nations Security Council, Resolution 4, S/RES/4 (1946), April 29, 1946, operative "
        "para. 1, https://docs.un.org/en/S/RES/4(1946).",
    },
}  # fmt: skip
ROWS = [(place, style, text) for place, texts in GOLDEN.items() for style, text in texts.items()]


@pytest.mark.parametrize(("place", "form", "expected"), ROWS)
def test_prints_the_form_of_the_guide(place: str, form: str, expected: str) -> None:
    assert cite_as(PLACES[place], form.partition(" in ")[0])[form] == expected


def test_every_style_has_its_rows() -> None:
    """But the links, whose addresses other tests hold."""
    assert {form.partition(" in ")[0] for _, form, _ in ROWS} == set(STYLES) - {"link"}
