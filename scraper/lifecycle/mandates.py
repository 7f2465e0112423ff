"""The reviewed list of mandates and measures (`data/mandates.toml`), and which of them a clause names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scraper.cite.mention import fold, lower

KINDS = (
    "peace operation", "political mission", "authorised force", "expert panel", "committee", "sanctions measure",
    "tribunal", "subsidiary organ",
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
    """

    slug: str
    kind: str
    names: tuple[str, ...]
    founded: int
    path: str
    about: tuple[str, ...]
    noun: str
    parent: str


@dataclass(frozen=True, slots=True)
class Names:
    """All names, with the threads that bear them, and the pattern that finds them."""

    mandates: Mapping[str, Mandate]
    bearers: Mapping[str, Sequence[Mandate]]
    pattern: re.Pattern[str] = field(repr=False)


def read_mandates(path: Path) -> tuple[Mandate, ...]:
    """The list, in its order. Raises KeyError or TOMLDecodeError where the file is not well-formed."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_read(slug, entry) for slug, entry in entries.items())


def _read(slug: str, entry: Mapping[str, object]) -> Mandate:
    number, _, place = str(entry["founded"]).partition("/")
    names, about = entry.get("names", ()), entry.get("about", ())
    assert isinstance(names, Iterable)
    assert isinstance(about, Iterable)
    kind, noun, parent = str(entry["kind"]), str(entry.get("noun", "")), str(entry.get("parent", ""))
    return Mandate(slug, kind, tuple(map(str, names)), int(number), place, tuple(map(str, about)), noun, parent)


def gather_names(mandates: Sequence[Mandate]) -> Names:
    """The names of all of them, to be looked for."""
    bearers: dict[str, list[Mandate]] = {}
    for mandate in sorted(mandates, key=lambda one: one.founded):
        for name in mandate.names:
            bearers.setdefault(lower(fold(name)), []).append(mandate)
    every = "|".join(map(re.escape, sorted(bearers, key=len, reverse=True)))
    return Names({one.slug: one for one in mandates}, bearers, re.compile(rf"(?<![\w-])(?:{every})(?![\w-])"))


def gather_about(mandates: Sequence[Mandate]) -> re.Pattern[str]:
    """A pattern of the words by which things without a name are known, the longest first: `South Sudan`, `Sudan`."""
    words = {lower(fold(word)) for one in mandates for word in one.about}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})\b")


def named(low: str, names: Names, number: int) -> Iterator[tuple[int, int, Mandate]]:
    """Where a folded text in lower case names a thread that the resolution of this number can know, in order.

    Of several that bear a name the one founded last is meant.
    """
    for found in names.pattern.finditer(low):
        known = [one for one in names.bearers[found[0]] if one.founded <= number]
        if known:
            yield found.start(), found.end(), known[-1]
