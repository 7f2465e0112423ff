"""Names of States, as the records of votes and drafts write them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from scraper.parse.misread import may_be

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


_WITH_COMMA = "Germany, Federal Republic of"


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
    joined = " ".join(printed.split()).replace("(and)", ",").replace(_WITH_COMMA, "Federal Republic of Germany")
    for name in _WITH_AND:
        joined = joined.replace(name, name.replace(" and ", "\0"))
    parts = re.split(r", ?(?:and )?| and ", joined)
    return [part.replace("\0", " and ").strip() for part in parts if part.strip()]


_DIRT = re.compile(r"[\d.—*]|’(?!\w)")
"""What print leaves in a name: `20 Union of Soviet Socialist Republics`, `United. Kingdom`."""

_LONG = {
    "Union of Soviet Socialist Republics": "USSR",
    "Ukrainian Soviet Socialist Republic": "Ukrainian SSR",
    "Byelorussian Soviet Socialist Republic": "Byelorussian SSR",
    "Federal Republic of Germany": "Germany, Federal Republic of",
}
"""Names that the sentence on the vote writes out, as the record of votes has them."""


def find_member(printed: str, members: Collection[str]) -> str | None:
    """Which of the Council's members a sentence means, written out or misprinted; None where none or several may be.

    >>> find_member("United States of America", ["United States", "Malta"]), find_member("Matta", ["Malta", "Chad"])
    ('United States', 'Malta')
    """
    name = read_member(_DIRT.sub("", printed).strip())
    if _LONG.get(name, name) in members:
        return _LONG.get(name, name)
    written = {one: one for one in members} | {long: short for long, short in _LONG.items() if short in members}
    close = [one for one in members if name.startswith(f"{one} ")]
    close = close or [member for one, member in written.items() if may_be(name, one)]
    return close[0] if len(close) == 1 else None
