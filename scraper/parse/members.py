"""Names of States, as the records of votes and drafts write them."""

from __future__ import annotations

import re
from functools import lru_cache

_SLIPS = {
    "CHILES": "CHILE",
    "COTE D'IVOIRE": "CÔTE D’IVOIRE",
    "CÔTE D'IVOIRE": "CÔTE D’IVOIRE",
}
"""Upstream's slips of the pen and its two apostrophes, to one spelling."""

_ACRONYMS = re.compile(r"\b(Ussr|Ssr)\b")

_SMALL = re.compile(r"\b(And|Of|The)\b")

_WITH_AND = (
    "Antigua and Barbuda",
    "Bosnia and Herzegovina",
    "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines",
    "Sao Tome and Principe",
    "Serbia and Montenegro",
    "Trinidad and Tobago",
    "United Kingdom of Great Britain and Northern Ireland",
)


@lru_cache(maxsize=1024)
def read_member(printed: str) -> str:
    """A member's name in small letters: `UNITED REPUBLIC OF TANZANIA` is United Republic of Tanzania.

    >>> read_member("BYELORUSSIAN SSR")
    'Byelorussian SSR'
    >>> read_member("CÔTE D'IVOIRE"), read_member("VENEZUELA (BOLIVARIAN REPUBLIC OF)"), read_member("CHILEs")
    ('Côte d’Ivoire', 'Venezuela (Bolivarian Republic of)', 'Chile')
    """
    words = " ".join(printed.split()).upper()
    words = _SLIPS.get(words, words)
    named = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), words).replace("D’I", "d’I")
    named = _ACRONYMS.sub(lambda m: m[0].upper(), named)
    return _SMALL.sub(lambda m: m[0].lower() if m.start() else m[0], named)


def split_members(printed: str) -> list[str]:
    """The States in `France, Spain and United States of America`; a name with `and` in it stays whole.

    >>> split_members("Bosnia and Herzegovina, Spain and Trinidad and Tobago")
    ['Bosnia and Herzegovina', 'Spain', 'Trinidad and Tobago']
    """
    joined = " ".join(printed.split()).replace("(and)", ",")
    for name in _WITH_AND:
        joined = joined.replace(name, name.replace(" and ", "\0"))
    parts = re.split(r", ?(?:and )?| and ", joined)
    return [part.replace("\0", " and ").strip() for part in parts if part.strip()]
