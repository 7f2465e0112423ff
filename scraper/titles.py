"""The titles and subject headings that the UN library gives to resolutions: what they are about.

Council resolutions bear no title; these are the library's words. Its records wrap them (`Security Council resolution
2249 (2015) [on ...]`), with a bracket or a year lost now and then; tables cut them off behind some 110 letters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
    return Title(about[:1].upper() + about[1:], int(wrapped["number"]) if wrapped else None)


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


# -- subject headings -------------------------------------------------------------------------------------------------

_SMALL = frozenset("and of the in on for to a an at by from with over since concerning".split())
_KEPT = frozenset(
    "UN AU EU OAS OAU NATO HIV AIDS UK USA USSR DPRK II III IV VI VII ASEAN COVAX COVID EUFOR FAO FDTL IAEA IBRD ICAO"
    " ICJ IMF IMO KFOR PLO UNDP UNHCR UNOPS UNRWA WHO".split()
)
"""Words that stay small, and names that are abbreviations: those of the headings that there are."""


def ease_capitals(name: str) -> str:
    """A subject heading that stands in capitals throughout, in ordinary letters; any other name as it is.

    >>> ease_capitals("VENEZUELA (BOLIVARIAN REPUBLIC OF)"), ease_capitals("Chad"), ease_capitals("UN COMMITTEE")
    ('Venezuela (Bolivarian Republic of)', 'Chad', 'UN Committee')
    """
    if name != name.upper():
        return name
    words = re.split(r"([\s()/,\-–—]+)", name)
    return "".join(_ease(word, first=i == 0) for i, word in enumerate(words))


def _ease(word: str, *, first: bool) -> str:
    if word.strip(".") in _KEPT:
        return word
    return word.lower() if word.lower() in _SMALL and not first else word.capitalize()
