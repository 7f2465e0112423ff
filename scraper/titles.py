"""The titles and subject headings that the UN library gives to resolutions: what they are about.

Council resolutions bear no title; these are the library's words. Its records wrap them (`Security Council resolution
2249 (2015) [on ...]`), with a bracket or a year lost now and then; tables cut them off behind some 110 letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scraper.dates import MONTHS

CUT = "…"
"""What stands at the end of a title that its source has cut."""

_WRAPPED = re.compile(
    r"""
    Security\ Council\ resolution\ (?P<number> \d{1,9} )   # Security Council resolution 2811
    (?: \ \( \d{4} \) )? \)? \ ?                           # (2025), without it, or with `))`
    [\[<] (?P<about> .+ )                                  # [on extension of the mandate of ...] or <on ...>
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CUT_OFF = re.compile(r"\ ? \[? (?: \.\.\. | … ) \]?", re.VERBOSE)
"""`Statute of the International Court of Jus[...`"""


class Title(NamedTuple):
    """What a resolution is about, with a capital at the beginning, and the number that the title itself names."""

    about: str
    number: int | None = None


def read_title(printed: str) -> Title:
    """A title as a record prints it, without its wrapping; a cut one ends in `CUT`, a whole word before it in a blank.

    >>> read_title("Security Council resolution 9001 (2998) [on the lamps of Nowhere Bay].")
    Title(about='On the lamps of Nowhere Bay', number=9001)
    >>> read_title("on the lamps of Nowh[...").about, read_title("on the lamps [...").about
    ('On the lamps of Nowh…', 'On the lamps …')
    """
    words = " ".join(printed.split())
    wrapped = _WRAPPED.fullmatch(words)
    about = _unwrap(wrapped["about"]) if wrapped else words
    kept = about.removesuffix("]").removesuffix("...").removesuffix(CUT).removesuffix("[")
    if _CUT_OFF.fullmatch(about[len(kept) :]):
        about = kept + CUT
    about = _leave_run_on(about)
    return Title(about[:1].upper() + about[1:], int(wrapped["number"]) if wrapped else None)


def _leave_run_on(about: str) -> str:
    """Without what a record has run on behind a bracket never opened: `... by Al-Qaida] andate of the UN ...`."""
    head, bracket, _ = about.partition("]")
    return head.rstrip() if head and bracket and "[" not in head else about


def _unwrap(about: str) -> str:
    """Without the bracket that closes it, and the stop behind that, where they are there."""
    bare = about.removesuffix(".") if about.endswith(("].", ">.")) else about
    return bare[:-1].rstrip() if bare[-1:] in ("]", ">") and not bare.endswith("...]") else bare


def is_cut(title: str) -> bool:
    """Whether the source has cut a title as `read_title` gives it."""
    return title.endswith(CUT)


def complete(title: str, other: str) -> bool:
    """Whether `other` is a cut title in full: it goes on where `title` ends. The Council's list leaves out the `on`.

    >>> complete("On the lamps of Nowh…", "The lamps of Nowhere Bay"), complete("On the lamps …", "The situation")
    (True, False)
    """
    begins = _beginning(title).removesuffix(CUT)
    return is_cut(title) and not is_cut(other) and _beginning(other).startswith(begins)


def _beginning(title: str) -> str:
    return title.lower().removeprefix("on ")


# -- short titles -----------------------------------------------------------------------------------------------------

LONG = 90
"""A title of more characters is said more shortly: names by their abbreviation."""

MOST = 140
"""No short title has more characters; what does not fit is left out where a sign says so."""

_MONTHS = {name[:size]: name for name in MONTHS for size in (3, 4)}

_Change = Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]]

_PLAIN: _Change = [
    (re.compile(r"\A On\ (?: (?: the | an? ) \ )? (?= \w )", re.X), ""),
    (re.compile(r"\A [A-Z] (?= [a-z]+ing\b | alls\b )", re.X), lambda first: first[0].lower()),  # Calling upon ...
    (re.compile(r"(?: Security\ Council\ )? \b Resolution (?= s?\ \d )", re.X | re.I), "resolution"),
    (re.compile(r"(?<= \d ) (?= \( \d{4} \) )", re.X), " "),  # resolution 1591(2005)
    (re.compile(r"\b ([Pp]ara) (s?) \.\ (?= \d )", re.X), r"\1graph\2 "),
    (re.compile(r"\b ([A-Z][a-z]{2,3}) \. (?= \ \d{4} )", re.X), lambda month: _MONTHS.get(month[1], month[0])),
    (re.compile(r"\b for\ a\ period\ of\ (?= \d )", re.X), "for "),
    (re.compile(r"\b Established\ (?= pursuant\b | by\b )", re.X), "established "),
]
"""What says the same in fewer words, or as a sentence has it."""

_SHORTER: _Change = [
    (re.compile(r",? \ also\ known\ as\ [\w\u2019']+", re.X), ""),
    (re.compile(r"\b established\ pursuant\ to\ (?= resolution )", re.X), "under "),
]

_ABBREVIATED = re.compile(r"\ \( (?P<short> [A-Z][A-Za-z-]+ ) \)", re.X)
"""`UN Interim Force in Lebanon (UNIFIL)`"""

_WITHIN_NAMES = frozenset("of in the for to and on".split())
_BODIES = frozenset("UN United African AU/UN".split())
"""What the name of a mission begins with, whatever its abbreviation begins with: `MINUSCA`."""

_UNTIL = re.compile(r"\ (?: until\ \d | for\ (?: \w+\ ){0,3} \d+\ months ) [^,;]{0,40} \Z", re.X)
"""The end of a mandate, which tells one of its extensions from another."""

_DANGLING = frozenset("and or of the in on to by for a an with under from as at resolution".split())
"""Words at the end of a piece that mean nothing without the next."""


def short_title(title: str, agenda: str = "") -> str:
    """What a resolution is about, as it stands behind its name: without "On", in at most `MOST` characters.

    Where the library gives no title the agenda item says it. What is left out is marked, the end of a mandate kept.

    >>> short_title("On extending the mandate of the UN Integrated Office in Nowhere Bay (BINOW) until 31 Aug. 2999")
    'extending the mandate of BINOW until 31 August 2999'
    >>> short_title("On the lamps of Nowh…"), short_title("", "The situation in Nowhere")
    ('lamps …', 'The situation in Nowhere')
    """
    cut = is_cut(title)
    text = _change(title.removesuffix(CUT).rpartition(" ")[0] if cut else title or agenda, _PLAIN)
    if len(text) > LONG:
        text = _abbreviate(_change(text, _SHORTER))
    if len(text) > MOST:
        return _leave_out(text)
    return _mark(text) if cut else text


def _change(text: str, changes: _Change) -> str:
    for pattern, instead in changes:
        text = pattern.sub(instead, text)
    return text


def _abbreviate(text: str) -> str:
    """Names that an abbreviation follows in brackets by it alone."""
    for found in reversed(list(_ABBREVIATED.finditer(text))):
        if sum(letter.isupper() for letter in found["short"]) < 2:
            continue
        words = text[: found.start()].split(" ")
        first = len(words)
        while first and (words[first - 1][:1].isupper() or _is_within_name(words[first - 1])):
            first -= 1
        if (start := _start_of_name(words[first:], found["short"])) is not None:
            start += first - (words[first + start - 1 : first + start] == ["the"])
            text = " ".join([*words[:start], found["short"]]) + text[found.end() :]
    return text


def _is_within_name(word: str) -> bool:
    return word in _WITHIN_NAMES or word.startswith(("d'", "d\u2019"))


def _start_of_name(run: Sequence[str], short: str) -> int | None:
    """Where the name begins in the words with capitals before its abbreviation: at the last body, or at its letter."""
    after = ["", *run]
    bodies = [i for i, word in enumerate(run) if word in _BODIES and not after[i][:1].isupper()]
    alike = [i for i, word in enumerate(run) if word[:1] == short[0] and after[i] in ("", "the")]
    return next(iter(bodies[-1:] or alike), None)


def _leave_out(text: str) -> str:
    """A text that is too long, cut between its parts where there are any, with the end of a mandate behind that."""
    found = _UNTIL.search(text)
    end = found[0] if found else ""
    head = text[: MOST - len(end) - len(CUT) - 1]
    joint = max(head.rfind(joint) for joint in (", ", " and ", " including "))
    return _mark(head[:joint] if joint > MOST // 2 else head.rpartition(" ")[0]) + end


def _mark(text: str) -> str:
    words = text.split(" ")
    while words and words[-1].strip(",;") in {"", *_DANGLING}:
        words.pop()
    return f"{' '.join(words).rstrip(',;')} {CUT}"


# -- subject headings -------------------------------------------------------------------------------------------------

_SMALL = frozenset("and of the in on for to a an at by from with over since concerning".split())
_KEPT = frozenset(
    "UN AU EU OAS OAU NATO HIV AIDS UK USA USSR DPRK II III IV VI VII ASEAN COVAX COVID EUFOR FAO FDTL IAEA IBRD ICAO"
    " ICJ IMF IMO KFOR PLO UNDP UNHCR UNOPS UNRWA WHO".split()
)
"""Words that stay small, and names that are abbreviations: those of the headings that there are."""


def ease_capitals(name: str) -> str:
    """A subject heading that has capitals throughout, or none, as a heading is written; any other name as it is.

    >>> ease_capitals("VENEZUELA (BOLIVARIAN REPUBLIC OF)"), ease_capitals("Chad"), ease_capitals("UN COMMITTEE")
    ('Venezuela (Bolivarian Republic of)', 'Chad', 'UN Committee')
    >>> ease_capitals("FROZEN ASSETS"), ease_capitals("oceans_and_seas")
    ('Frozen Assets', 'Oceans and Seas')
    """
    if name not in (name.upper(), name.lower()):
        return name
    words = re.split(r"([\s()/,\-–—]+)", name.replace("_", " "))
    return "".join(_ease(word, first=i == 0) for i, word in enumerate(words))


def _ease(word: str, *, first: bool) -> str:
    if word.strip(".") in _KEPT:
        return word
    return word.lower() if word.lower() in _SMALL and not first else word.capitalize()
