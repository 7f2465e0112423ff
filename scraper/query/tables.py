"""The reviewed tables of what people type otherwise than the texts print: measures, popular names, foreign names.

Each stands in a file of its own beside `aliases.toml`, with what its rows mean. All are looked up by runs of words; of
those that begin at one word the longest is meant.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scraper.query import spelling
from scraper.query.spelling import Form


@dataclass(frozen=True, slots=True)
class Measure:
    """Other words for what was typed, as searches; `replace` where the words typed find everything but the thing."""

    also: tuple[str, ...]
    replace: bool


@dataclass(frozen=True, slots=True)
class PopularName:
    """What a name means: resolutions by number, with a path where it is some paragraphs of one."""

    places: tuple[tuple[int, str], ...]
    why: str


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("scraper").joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def measures() -> dict[Form, Measure]:
    """What people call a measure -> how the texts say it."""
    return {
        spelling.words(typed): Measure(tuple(row["also"]), row.get("replace", False))
        for row in _load("measures")["measure"]
        for typed in row["typed"]
    }


@cache
def popular_names() -> dict[Form, PopularName]:
    """The names by which resolutions are known that their texts do not have."""
    return {
        spelling.words(name): PopularName(tuple(map(_read_place, row["places"])), row["why"])
        for row in _load("popular_names")["popular"]
        for name in row["names"]
    }


def _read_place(written: str) -> tuple[int, str]:
    number, _, path = written.partition(" ")
    return int(number), path


@cache
def foreign_names() -> dict[Form, str]:
    """The names of countries and cities in other languages -> the name that the texts have."""
    return {spelling.words(form): name for name, forms in _load("foreign_names")["names"].items() for form in forms}


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """The name of a country and its adjectives: each, in lower case -> the others."""
    rows = [(name, *forms) for name, forms in _load("demonyms")["demonyms"].items()]
    return {word.lower(): tuple(other for other in row if other != word) for row in rows for word in row}


def is_listed(run: Form) -> bool:
    """Whether some table has a row for these words."""
    return run in popular_names() or run in measures() or run in foreign_names()


@cache
def _beginnings() -> frozenset[Form]:
    return spelling.beginnings((*measures(), *popular_names(), *foreign_names()))


def may_begin(run: Form) -> bool:
    """Whether a row of some table begins with these words."""
    return run in _beginnings()
