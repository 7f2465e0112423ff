"""The facts on the cover page and in the metadata: symbol, date, meeting, votes, draft, sponsors, subjects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from scraper.errors import NotAResolution
from scraper.models import Facts, Parsed, Subject, Symbol
from scraper.parse import akn

SPECIMENS = Path(__file__).parent.parent / "specimens"
FIFTEEN = [f"ISLE {letter}" for letter in "ABCDEFGHIJKLMNO"]


def _specimen(number: int) -> Parsed:
    (path,) = SPECIMENS.glob(f"*{number}*.xml")
    return akn.parse(path.read_bytes())


def _facts(number: int) -> Facts:
    return _specimen(number).resolution.facts


def _codes(parsed: Parsed) -> set[str]:
    return {problem.code for problem in parsed.problems}


def _read(
    *,
    symbol: str = "S/RES/9100 (2999)",
    printed: str = "at its 19200th meeting, on 24 December 2999",
    dated: str = "2999-12-24",
    adopted: str = "Adopted unanimously, 19200th meeting",
    record: str = "S/PV.19200",
    votes: Sequence[tuple[str, Sequence[str]]] = (),
    keywords: str = "",
    steps: str = "",
) -> Parsed:
    """The least document that has these facts."""
    counts = "".join(
        f'<count refersTo="{ballot}">' + "".join(f"<organization>{name}</organization>" for name in names) + "</count>"
        for ballot, names in votes
    )
    step = f'<step outcome="adopted" as={quoteattr(record)} by={quoteattr(adopted)}/>'
    return akn.parse(
        f'<akomaNtoso xmlns="{akn.NAMESPACE}"><statement><meta><identification><FRBRWork><FRBRdate date="{dated}"/>'
        f"</FRBRWork></identification><classification>{keywords}</classification><workflow>{steps}{step}</workflow>"
        f"<analysis><parliamentary><voting>{counts}</voting></parliamentary></analysis></meta><coverPage>"
        f'<p><docNumber>{symbol}</docNumber></p><p><docTitle refersTo="#adoption">Adopted by the Council {printed}'
        "</docTitle></p></coverPage><mainBody><paragraph><content><p>Decides.</p></content></paragraph></mainBody>"
        "</statement></akomaNtoso>".encode()
    )


# -- symbol --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    [
        "S/RES/9100 (2999)",
        "S/RES/9100(2999)",  # 2471 (2019)
        "S/RES/ 9100 (2999)",
        "S/RES/9100 (2999)*",  # reissued
        "S/RES/9100 (2999",
        " S/RES/9100\n (2999) ",
    ],
)
def test_symbol_in_its_spellings(printed: str) -> None:
    assert _read(symbol=printed).resolution.facts.symbol == Symbol(9100, 2999)


@pytest.mark.parametrize("printed", ["S/PRST/2999/2", "S/2999/499", "A/RES/91/100", "S/RES/", ""])
def test_what_is_no_symbol_of_a_resolution(printed: str) -> None:
    with pytest.raises(NotAResolution):
        _read(symbol=printed)


# -- date ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "dated", "adopted", "codes"),
    [
        ("at its 19200th meeting, on 24 December 2999", "2999-12-24", "2999-12-24", set()),
        ("at its 19200th meeting, on24 December 2999", "2999-12-24", "2999-12-24", set()),  # the blank is lost
        ("on 4 December 2999", "2999-12-04", "2999-12-04", set()),  # by mail
        ("at its 19200th meeting, on 24 December 2999", "0001-01-01", "2999-12-24", set()),  # 1289 (2000)
        ("at its 19200th meeting", "2999-12-24", "2999-12-24", set()),
        ("on 25 December 2999", "2999-12-24", "2999-12-25", {"date-differs"}),  # 1609 (2005): the sentence first
        ("on 24 December 2997", "2999-12-24", "2999-12-24", {"date-differs"}),  # 2423 (2018): not of that year
        ("on 31 February 2999", "2999-12-24", "2999-12-24", set()),
        ("on 24 Dezember 2999", "not a date", None, {"date-missing"}),
        ("", "0001-01-01", None, {"date-missing"}),
    ],
)
def test_date_of_adoption(printed: str, dated: str, adopted: str | None, codes: set[str]) -> None:
    parsed = _read(printed=printed, dated=dated)
    assert parsed.resolution.facts.adopted == adopted
    assert _codes(parsed) == codes


# -- meeting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adopted", "printed", "record", "meeting"),
    [
        ("Adopted unanimously, 19200th meeting", "at its 19200th meeting, on 24 December 2999", "S/PV.19200", 19200),
        ("Adopted unanimously, 4091st meeting", "", "", 4091),
        ("Adopted 13-0-2, 19200thmeeting", "", "", 19200),  # the blank is lost
        ("Adopted unanimously, 4645th (Resumption 1) meeting", "", "", 4645),
        ("Adopted unanimously", "at its 10,001st meeting, on 24 December 2999", "", 10001),
        ("Adopted unanimously", "on 24 December 2999", "S/PV.19200", None),  # the record alone does not say so
        ("Adopted unanimously, 19199th meeting", "at its 19200th meeting", "S/PV.19200 (Resumption 1)", 19200),  # 1713
        ("Adopted unanimously, 19200th meeting", "at its 19199th meeting", "S/PV.19200", 19200),  # 2423 (2018)
        ("Adopted unanimously, 19199th meeting", "at its 19200th meeting", "", 19200),  # what is printed
        ("Adopted unanimously; voting by mail", "on 22nd December 2999", "S/2999/246", None),
        ("", "", "", None),
    ],
)
def test_meeting(adopted: str, printed: str, record: str, meeting: int | None) -> None:
    assert _read(adopted=adopted, printed=printed, record=record).resolution.facts.meeting == meeting


def test_two_numbers_of_the_meeting_are_told() -> None:
    parsed = _read(
        adopted="Adopted unanimously, 19199th meeting", printed="at its 19200th meeting, on 24 December 2999"
    )
    assert _codes(parsed) == {"meeting-differs"}


# -- votes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adopted", "tally"),
    [
        ("Adopted 13-0-2, 19200th meeting", (13, 0, 2)),
        ("Adopted (14-0-0, 1 absent), 19200th meeting", (14, 0, 0)),  # 1287 (2000)
        ("Adopted 13 - 0 - 2; voting by mail", (13, 0, 2)),
        ("Adopted unanimously, 19200th meeting", (15, 0, 0)),
        ("Adopted unanimoulsy, 19200th meeting", (15, 0, 0)),
        ("Adopted without vote, 19200th meeting", (None, None, None)),
        ("Adopted by acclamation, 19200th meeting", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_tally_of_the_sentence(adopted: str, tally: tuple[int | None, int | None, int | None]) -> None:
    facts = _read(adopted=adopted).resolution.facts
    assert (facts.votes_for, facts.votes_against, facts.abstentions) == tally


def test_votes_member_by_member() -> None:
    parsed = _read(
        adopted="Adopted 13-1-1, 19200th meeting",
        votes=[("inFavour", FIFTEEN[:13]), ("against", FIFTEEN[13:14]), ("abstaining", FIFTEEN[14:])],
    )
    votes = {vote.member: vote.vote for vote in parsed.resolution.facts.votes}
    assert (votes["Isle A"], votes["Isle N"], votes["Isle O"]) == ("for", "against", "abstaining")
    assert len(votes) == 15
    assert _codes(parsed) == set()


def test_the_sentence_is_believed_before_a_list_that_contradicts_it_2812() -> None:
    parsed = _read(adopted="Adopted 13-0-2, 19200th meeting", votes=[("inFavour", FIFTEEN)])
    facts = parsed.resolution.facts
    assert (facts.votes_for, facts.abstentions) == (13, 2)
    assert _codes(parsed) == {"vote-count"}


def test_a_member_that_stands_twice_votes_once() -> None:
    parsed = _read(votes=[("inFavour", FIFTEEN), ("abstaining", FIFTEEN[:1])])
    assert len(parsed.resolution.facts.votes) == 15
    assert _codes(parsed) == {"vote-twice"}


def test_a_ballot_of_another_name_is_no_vote() -> None:
    assert _read(votes=[("undecided", FIFTEEN[:1])]).resolution.facts.votes == ()


# -- the rest ------------------------------------------------------------------------------------------------------


def test_title_without_the_librarys_frame() -> None:
    assert _facts(9007).title == "On the illicit traffic in weather"


def test_a_title_of_another_form_stays_whole() -> None:
    keyword = '<keyword refersTo="title" showAs="Resolution on weather"/>'
    assert _read(keywords=keyword).resolution.facts.title == "Resolution on weather"


def test_agenda_item_without_its_stop() -> None:
    assert _facts(9001).agenda == "The situation in the Lantern Isles"


def test_subjects_are_the_librarys_and_not_the_machines() -> None:
    """The SDG and EuroVoc keywords, in the old files, were made by a machine."""
    facts = _facts(9001)
    assert Subject("PETROLEUM", "UNBIS Thesaurus") in facts.subjects
    assert Subject("Ferry Accord (2998)", "DHLAUTH") in facts.subjects
    assert not {"justice", "sdg_16"} & {subject.name for subject in facts.subjects}


def test_a_subject_that_stands_twice_is_kept_once() -> None:
    keyword = '<keyword showAs="SALT" dictionary="UNBIS Thesaurus"/>'
    assert _read(keywords=keyword * 2).resolution.facts.subjects == (Subject("SALT", "UNBIS Thesaurus"),)


def test_draft_and_sponsors_those_who_joined_later_included() -> None:
    facts = _facts(9002)
    assert facts.draft == "S/2999/101"
    assert facts.sponsors == ("Harrowmere", "Marrowfen", "Belmarrow", "Vessen")


def test_the_flag_of_chapter_vii() -> None:
    assert _facts(9001).chapter_vii is True
    assert _facts(9004).chapter_vii is False


def test_a_document_without_metadata_has_what_its_cover_says() -> None:
    data = (
        f'<akomaNtoso xmlns="{akn.NAMESPACE}"><statement><coverPage><docNumber>S/RES/9100 (2999)</docNumber>'
        "</coverPage><mainBody><paragraph><p>Decides.</p></paragraph></mainBody></statement></akomaNtoso>"
    )
    facts = akn.parse(data.encode()).resolution.facts
    assert facts == Facts(Symbol(9100, 2999), chapter_vii=False)


@pytest.mark.parametrize(
    ("number", "adopted", "meeting", "tally"),
    [
        (9001, "2999-01-28", 19001, (13, 0, 2)),
        (9003, "2999-04-01", None, (15, 0, 0)),
        (9004, "2999-04-19", 19040, (None, None, None)),
        (9005, "2999-05-30", 19061, (13, 0, 2)),
        (9006, "2999-06-11", 19070, (12, 1, 2)),
        (9008, "2999-07-20", 19090, (None, None, None)),
        (9009, "2999-08-05", 19102, (15, 0, 0)),
        (9010, "2999-09-09", 19120, (14, 0, 0)),
        (9011, "2999-10-25", 19140, (11, 0, 4)),
        (9012, "2999-11-05", 19155, (15, 0, 0)),
    ],
)
def test_facts_of_the_specimens(
    number: int, adopted: str, meeting: int | None, tally: tuple[int | None, int | None, int | None]
) -> None:
    facts = _facts(number)
    assert facts.symbol == Symbol(number, 2999)
    assert (facts.adopted, facts.meeting) == (adopted, meeting)
    assert (facts.votes_for, facts.votes_against, facts.abstentions) == tally
