"""Filters: what `name:value` may say, and queries with one more or one less of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from scraper.query import spelling
from scraper.query.tokens import SYMBOL, cut
from scraper.query.tree import Query
from scraper.sources import QUALITIES

_PARTS = {
    "op": ["op", "operative", "operatives", "operation"],
    "pp": ["pp", "preamble", "preambular", "preambles"],
    "annex": ["annex", "annexes", "annexe", "annexed"],
    "all": ["all", "any", "everything", "everywhere"],
}
_PART_OF = {word: part for part, names in _PARTS.items() for word in names}
_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}

_RANGE = re.compile(r"(?P<first> \d{1,4} )? \s*+ (?P<to> \.\.\.? | - )? \s* (?P<last> \d{1,4} )?", re.X)


def _range(value: str) -> str | None:
    """`2014`, `2014..2016`, `2014..`, `..2016`; a range backwards is turned round."""
    match = _RANGE.fullmatch(value)
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["to"]:
        return str(int(match["first"])) if match["first"] and not match["last"] else None
    ends = [match["first"], match["last"]]
    if all(ends):
        ends.sort(key=int)
    return "..".join(str(int(end)) if end else "" for end in ends)


def _number(value: str) -> str | None:
    symbol = SYMBOL.fullmatch(value)
    return str(int(symbol["number"] or symbol["bare"])) if symbol else _range(value)


def _said(value: str) -> str | None:
    return " ".join(spelling.words(value)) or None


VALUES: dict[str, tuple[Callable[[str], str | None], str]] = {
    "in": (lambda value: _PART_OF.get(value.lower()), "in: takes op, pp, annex or all"),
    "year": (_range, "year: takes a year or a range, such as 2014, 2014..2016, 2014.. or ..2016"),
    "res": (_number, "res: takes the number of a resolution or a range, such as 2199 or 2100..2199"),
    "ch7": (lambda value: _YES_NO.get(value.lower()), "ch7: takes yes or no"),
    "quality": (lambda value: value.lower() if value.lower() in QUALITIES else None,
                f"quality: takes {', '.join(QUALITIES)}"),
    "verb": (_said, "verb: takes a verb, such as decides or \"calls upon\""),
    "topic": (_said, "topic: takes a word or words in quotation marks"),
    "title": (_said, "title: takes a word or words in quotation marks"),
}  # fmt: skip


def parts(query: Query) -> frozenset[str]:
    """The parts searched: some of `op`, `pp`, `annex`. Operative alone where the query does not say."""
    every = frozenset({"op", "pp", "annex"})
    asked = {one.value for one in query.filters if one.name == "in" and not one.negated}
    denied = {one.value for one in query.filters if one.name == "in" and one.negated}
    chosen = every if "all" in asked else asked or (every if denied else {"op"})
    return frozenset(chosen) - denied


def write_filter(name: str, value: str, rest: str) -> str:
    """`name:value` before the rest of a query: what follows a filter cannot be misread by it."""
    written = f'"{value}"' if re.search(r"[\s()]", value) else value
    return f"{name}:{written} {rest}".strip()


def without_filter(text: str, name: str) -> str:
    """The query `text` without its filters of that name."""
    cleaned = spelling.clean(text)
    out, at = "", 0
    for token in cut(cleaned):
        if token.kind == "filter" and token.name.lstrip("-") == name:
            out += cleaned[at : token.start]
            at = token.end
    return re.sub(r"\s+", " ", out + cleaned[at:]).strip()
