"""The reviewed list of mandates and measures (`data/mandates.toml`), and which of them a clause names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.cite.mention import fold, lower

KINDS = (
    "peace operation", "political mission", "authorised force", "expert panel", "committee", "sanctions measure",
    "tribunal", "term of office", "authorisation", "reporting request", "subsidiary organ",
)  # fmt: skip
"""What a thread can be."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A thread as a person wrote it down.

    founded, path  the founding resolution and paragraph; the path is "" where its text gives no one paragraph
    names          what texts call it, the long form first
    about          for what has no name: words of the titles and paragraphs that are about it
    noun           for a panel: what its clauses call it, `monitoring group`
    parent         the slug of what it is a part of, or ""
    title          what it is called where it has no name
    places         the founding paragraph and others that set it: who cites one of them means it
    renamed        names that it bears only from a later resolution on, with the number of that
    succeeds       the slug of what it followed, or ""
    note           a fact that no resolution gives, or ""
    """

    slug: str
    kind: str
    names: tuple[str, ...]
    founded: int
    path: str
    about: tuple[str, ...]
    noun: str
    parent: str
    title: str = ""
    places: tuple[tuple[int, str], ...] = ()
    renamed: Mapping[str, int] = field(default_factory=dict)
    succeeds: str = ""
    note: str = ""

    def bears(self, name: str, number: int) -> bool:
        """Whether the resolution of this number can call it by that name, folded and in lower case."""
        return self.founded <= number and self.renamed.get(name, 0) <= number


@dataclass(frozen=True, slots=True)
class Names:
    """All names, with the threads that bear them, and the pattern that finds them."""

    mandates: Mapping[str, Mandate]
    bearers: Mapping[str, Sequence[Mandate]]
    pattern: re.Pattern[str] = field(repr=False)

    def borne(self, mandate: Mandate, name: str) -> tuple[int, int | None]:
        """The first resolution that can call it so, and the one by which another bears the name, or None."""
        low = plain(name)
        first = max(mandate.founded, mandate.renamed.get(low, 0))
        others = [max(one.founded, one.renamed.get(low, 0)) for one in self.bearers[low] if one is not mandate]
        return first, min((number for number in others if number > first), default=None)


def read_mandates(path: Path) -> tuple[Mandate, ...]:
    """The list, in its order. Raises KeyError or TOMLDecodeError where the file is not well-formed."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_read(slug, entry) for slug, entry in entries.items())


def _read(slug: str, entry: Mapping[str, Any]) -> Mandate:
    founded = _place(entry["founded"])
    places = [place for place in (founded, *map(_place, entry.get("paragraphs", ()))) if place[1]]
    renamed = {plain(name): int(number) for name, number in entry.get("renamed", {}).items()}
    names = (*entry.get("names", ()), *entry.get("renamed", ()))
    return Mandate(
        slug=slug, kind=entry["kind"], names=names, founded=founded[0], path=founded[1],
        about=tuple(entry.get("about", ())), noun=entry.get("noun", ""), parent=entry.get("parent", ""),
        title=entry.get("title", ""), places=tuple(places), renamed=renamed, succeeds=entry.get("succeeds", ""),
        note=entry.get("note", ""),
    )  # fmt: skip


def _place(written: str) -> tuple[int, str]:
    number, _, path = written.partition("/")
    return int(number), path


def plain(text: str) -> str:
    """Folded, in lower case, with plain apostrophes; of the same length."""
    return lower(fold(text)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def gather_names(mandates: Sequence[Mandate]) -> Names:
    """The names of all of them, to be looked for."""
    bearers: dict[str, list[Mandate]] = {}
    for mandate in sorted(mandates, key=lambda one: one.founded):
        for name in mandate.names:
            bearers.setdefault(plain(name), []).append(mandate)
    every = "|".join(map(re.escape, sorted(bearers, key=len, reverse=True)))
    return Names({one.slug: one for one in mandates}, bearers, re.compile(rf"(?<![\w-])(?:{every})(?![\w-])"))


def gather_about(mandates: Sequence[Mandate]) -> re.Pattern[str]:
    """A pattern of the words by which things without a name are known, the longest first: `South Sudan`, `Sudan`."""
    words = {plain(word) for one in mandates for word in one.about}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})\b")


def named(low: str, names: Names, number: int) -> Iterator[tuple[int, int, Mandate]]:
    """Where a folded text in lower case names a thread that the resolution of this number can know, in order.

    Of several that bear a name the one founded last is meant.
    """
    for found in names.pattern.finditer(low):
        known = [one for one in names.bearers[found[0]] if one.bears(found[0], number)]
        if known:
            yield found.start(), found.end(), known[-1]
