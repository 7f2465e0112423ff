"""What the masthead and the metadata of an Akoma Ntoso file tell of a resolution."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from lxml import etree

from scraper.dates import MONTH_NUMBERS
from scraper.models import Ballot, Facts, Problem, Subject, Symbol, Vote
from scraper.parse.inline import read_inline
from scraper.parse.members import read_member, split_members
from scraper.pinpoint.symbols import read_symbol
from scraper.titles import read_title

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

_ADOPTED_ON = re.compile(r"\bon\s*(\d{1,2})\s+([A-Z][a-z]+)\s+(\d{4})")  # "on28 January 2015": the blank is lost

_MEETING = re.compile(r"(\d{1,2},?\d{3}|\d{1,4})\s*(?:st|nd|rd|th)(?:\b|(?=meeting))")  # also "9060thmeeting"

_TALLY = re.compile(r"\b(\d{1,2})\s*-\s*(\d{1,2})\s*-\s*(\d{1,2})\b")  # "Adopted 13-0-2, 9860th meeting"

_UNANIMOUS = re.compile(r"unanim\w*", re.IGNORECASE)  # also "unanimoulsy", "unanimouly"

_BALLOTS: dict[str, Ballot] = {"inFavour": "for", "against": "against", "abstaining": "abstaining"}


def find_symbol(statement: etree._Element) -> Symbol | None:
    """The symbol printed on the cover page, or None where it is not a resolution's."""
    number = statement.find(f"{NS}coverPage//{NS}docNumber")
    return read_symbol(read_inline(number).text) if number is not None else None


def read_facts(statement: etree._Element, symbol: Symbol) -> tuple[Facts, list[Problem]]:
    """All facts, and Problems where the file contradicts itself. The printed sentences are believed first."""
    problems: list[Problem] = []
    meta = statement.find(f"{NS}meta")
    if meta is None:
        meta = etree.Element(f"{NS}meta")
    printed = _adoption_line(statement)
    steps = {step.get("outcome"): step for step in meta.iterfind(f"{NS}workflow/{NS}step")}
    adoption = _squeeze(_attribute(steps.get("adopted"), "by"))
    votes = tuple(_read_votes(meta, problems))
    for_, against, abstaining = _tally(adoption, votes, problems)
    flag = _attribute(steps.get("adopted"), "refersTo")
    facts = Facts(
        symbol=symbol,
        adopted=_read_date(symbol, printed, meta, problems),
        meeting=_read_meeting(printed, adoption, _attribute(steps.get("adopted"), "as"), problems),
        adoption=adoption,
        title=_read_title(meta),
        agenda=" / ".join(_keywords(meta, "dictionary", "S/")).rstrip(". "),
        draft=_squeeze(_attribute(steps.get("draftResolution"), "as")),
        votes_for=for_,
        votes_against=against,
        abstentions=abstaining,
        chapter_vii="Chapter VII" in flag,
        votes=votes,
        subjects=tuple(_read_subjects(meta)),
        sponsors=tuple(_read_sponsors(steps)),
    )
    return facts, problems


def _attribute(element: etree._Element | None, name: str) -> str:
    return (element.get(name) or "") if element is not None else ""


def _squeeze(words: str) -> str:
    return " ".join(words.split())


# -- date and meeting ----------------------------------------------------------------------------------------------


def _read_date(symbol: Symbol, sentence: str, meta: etree._Element, problems: list[Problem]) -> str | None:
    """The date of adoption: the printed sentence first, then the metadata; `0001-01-01` is no date.

    A printed date of another year than the symbol's is a slip (2423 (2018) has the sentence of 2016).
    """
    printed = _printed_date(sentence)
    marked = meta.find(f"{NS}identification/{NS}FRBRWork/{NS}FRBRdate")
    metadata = _iso(_attribute(marked, "date"))
    if printed and metadata and printed != metadata:
        problems.append(Problem("date-differs", f"adopted on {printed} as printed, {metadata} in the file's metadata"))
    if not (printed or metadata):
        problems.append(Problem("date-missing", "no date of adoption was found"))
    fits = [found for found in (printed, metadata) if found and found.startswith(str(symbol.year))]
    return next(iter(fits), printed or metadata)


def _adoption_line(statement: etree._Element) -> str:
    for title in statement.iterfind(f"{NS}coverPage//{NS}docTitle"):
        if title.get("refersTo") == "#adoption":
            return read_inline(title).text
    return ""


def _printed_date(sentence: str) -> str | None:
    match = _ADOPTED_ON.search(sentence)
    month = MONTH_NUMBERS.get(match[2].lower()) if match else None
    return _iso(f"{match[3]}-{month:02}-{int(match[1]):02}") if match and month else None


def _iso(words: str) -> str | None:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return None
    return found.isoformat() if found.year >= 1946 else None


def _read_meeting(printed: str, adoption: str, record: str, problems: list[Problem]) -> int | None:
    """The number of the meeting, None where the vote was by mail.

    It stands in the sentence on the vote, in its printed twin and in the symbol of the record; what two of them say
    holds (the sentence is wrong for 1713 (2006) and 2816 (2026), the printed twin for 2423 (2018)), else what is
    printed.
    """
    found = [_meeting_in(printed), _meeting_in(adoption)]
    if any(found) and (match := re.fullmatch(r"S/PV\.(\d{1,6})(?!\d).*", record)):
        found.append(int(match[1]))
    numbers = [number for number in found if number]
    if not numbers:
        return None
    if found[0] and found[1] and found[0] != found[1]:
        problems.append(Problem("meeting-differs", f"meeting {found[0]} as printed, {found[1]} in the file's metadata"))
    return max(numbers, key=numbers.count)


def _meeting_in(words: str) -> int | None:
    match = _MEETING.search(re.sub(r"\bon\s*\d.*", "", words))
    return int(match[1].replace(",", "")) if match else None


# -- votes ---------------------------------------------------------------------------------------------------------


def _read_votes(meta: etree._Element, problems: list[Problem]) -> Iterator[Vote]:
    seen: set[str] = set()
    for count in meta.iterfind(f"{NS}analysis/{NS}parliamentary/{NS}voting/{NS}count"):
        ballot = _BALLOTS.get(count.get("refersTo") or "")
        for organization in count.iter(f"{NS}organization"):
            name = read_member(read_inline(organization).text)
            if not name or ballot is None:
                continue
            if name in seen:
                problems.append(Problem("vote-twice", f"{name} stands twice in the record of the vote"))
                continue
            seen.add(name)
            yield Vote(name, ballot)


def _tally(
    adoption: str, votes: tuple[Vote, ...], problems: list[Problem]
) -> tuple[int | None, int | None, int | None]:
    """In favour, against, abstaining: the sentence is believed before the lists of members (1559, 2403, 2521 ...)."""
    count = Counter(vote.vote for vote in votes)
    listed = (count["for"], count["against"], count["abstaining"])
    if match := _TALLY.search(adoption):
        said = (int(match[1]), int(match[2]), int(match[3]))
    elif _UNANIMOUS.search(adoption):
        said = (len(votes), 0, 0) if votes else (15, 0, 0)
    elif not adoption and votes:
        return listed  # 1700 (2006) has no sentence
    else:
        return (None, None, None)  # by acclamation, or without a vote
    if votes and said != listed:
        says, lists = "-".join(map(str, said)), "-".join(map(str, listed))
        problems.append(Problem("vote-count", f"the sentence says {says}, the lists of members say {lists}"))
    return said


# -- keywords ------------------------------------------------------------------------------------------------------


def _keywords(meta: etree._Element, attribute: str, value: str) -> Iterator[str]:
    for keyword in meta.iterfind(f"{NS}classification/{NS}keyword"):
        if keyword.get(attribute) == value and (words := _squeeze(keyword.get("showAs") or "")):
            yield words


def _read_title(meta: etree._Element) -> str:
    """The library's description, without `Security Council resolution N (Y)` and its brackets."""
    for words in _keywords(meta, "refersTo", "title"):
        return read_title(words).about
    return ""


def _read_subjects(meta: etree._Element) -> Iterator[Subject]:
    """The library's subject headings; keywords made by a machine (SDG, EuroVoc) are left out."""
    seen = set()
    for keyword in meta.iterfind(f"{NS}classification/{NS}keyword"):
        scheme, name = keyword.get("dictionary") or "", _squeeze(keyword.get("showAs") or "")
        if scheme in ("UNBIS Thesaurus", "DHLAUTH", "DHLAUTH Name") and name and (name, scheme) not in seen:
            seen.add((name, scheme))
            yield Subject(name, scheme)


def _read_sponsors(steps: dict[str | None, etree._Element]) -> Iterator[str]:
    for outcome in ("draftResolution", "draftResolutionAdditionalSponsors"):
        for name in split_members(_attribute(steps.get(outcome), "by")):
            if not re.search(r"\d|^Submitted|Secretary-General", name):  # "report of the Secretary-General"
                yield name
