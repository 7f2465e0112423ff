"""The filters of a query: which parts they leave, and queries with one more or one less of them."""

from __future__ import annotations

import re

from scraper.query import spelling
from scraper.query.tokens import cut
from scraper.query.tree import Query


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
