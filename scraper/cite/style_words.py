"""The words of the styles, as data: how each names paragraphs; and the styles people ask for that are not offered.

The rules that cut across (a blank before a sub-paragraph in the United Nations' own forms only; en dashes in ranges,
and "to" in running text; what stands between an annex and a paragraph) are those of the guides named in `styles`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from scraper.cite.cited import Words

UN = Words(
    ("para. ", "paras. "),
    ("preambular para. ", "preambular paras. "),
    ("operative para. ", "operative paras. "),
    blank=" ",
)
UN_RUNNING = Words(
    ("paragraph ", "paragraphs "),
    ("preambular paragraph ", "preambular paragraphs "),
    ("operative paragraph ", "operative paragraphs "),
    dash=" to ",
    blank=" ",
    section="section",
    article="article",
)
BLUEBOOK = Words(("¶ ", "¶¶ "), ("pmbl. ¶ ", "pmbl. ¶¶ "), ("operative ¶ ", "operative ¶¶ "), last=", ", pairs=True)
AJIL = Words(
    ("para. ", "paras. "),
    ("pmbl. para. ", "pmbl. paras. "),
    ("operative para. ", "operative paras. "),
    last=", ",
    pairs=True,
)
OSCOLA = Words(
    ("para ", "paras "),
    ("preamble para ", "preamble paras "),
    ("operative para ", "operative paras "),
    section="sect",
    article="art",
)
AGLC = Words(
    ("para ", "paras "),
    ("Preamble para ", "Preamble paras "),
    ("operative para ", "operative paras "),
    joint=" ",
    within=" ",
    last=", ",
    pairs=True,
    section="sect",
    article="art",
)
CHICAGO = Words(UN.para, UN.preamble, UN.counted)
"""Chicago's, and APA's in running text."""


class NotOffered(NamedTuple):
    """A style that is not offered: its name, why, and the nearest that is."""

    title: str
    reason: str
    nearest: str


_NO_EXAMPLE = "no example of a Security Council resolution was found in its own manual"
_MANAGER = "; the exports (RIS, BibTeX, CSL-JSON) give a reference manager an entry in it"

NOT_OFFERED: Mapping[str, NotOffered] = {
    "mla": NotOffered("MLA", _NO_EXAMPLE + _MANAGER, "chicago"),
    "mcgill": NotOffered("McGill Guide", _NO_EXAMPLE, "oscola"),
    "harvard": NotOffered("Harvard", _NO_EXAMPLE + _MANAGER, "apa"),
    "iso690": NotOffered("ISO 690", _NO_EXAMPLE + _MANAGER, "chicago"),
    "vancouver": NotOffered("Vancouver", _NO_EXAMPLE + _MANAGER, "apa"),
    "ama": NotOffered("AMA", _NO_EXAMPLE + _MANAGER, "apa"),
    "ieee": NotOffered("IEEE", _NO_EXAMPLE + _MANAGER, "chicago"),
    "alwd": NotOffered("ALWD Guide", _NO_EXAMPLE, "bluebook"),
    "indigobook": NotOffered("The Indigo Book", _NO_EXAMPLE, "bluebook"),
    "ilm": NotOffered("International Legal Materials", "its form is the Bluebook's", "bluebook"),
    "ejil": NotOffered("EJIL", "its form is the Bluebook's", "bluebook"),
    "turabian": NotOffered("Turabian", "its form is Chicago's", "chicago"),
    "german": NotOffered("German legal usage", _NO_EXAMPLE, "un"),
    "french": NotOffered("French legal usage", _NO_EXAMPLE, "un"),
    "spanish": NotOffered("Spanish legal usage", _NO_EXAMPLE, "un"),
}
"""By their names without blanks and marks, as `key_of` writes them."""


def key_of(name: str) -> str:
    """A style's name as it is looked up: small letters and figures only.

    >>> key_of("ISO 690"), key_of("The Indigo Book"), key_of("OSCOLA")
    ('iso690', 'indigobook', 'oscola')
    """
    return re.sub(r"[^a-z0-9]", "", name.lower().strip().removeprefix("the "))
