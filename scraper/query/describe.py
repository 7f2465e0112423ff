"""Saying a query back in words."""

from __future__ import annotations

from scraper.models import Pinpoint
from scraper.pinpoint import say_path
from scraper.query.filter_kinds import FILTERS, FilterKind
from scraper.query.filters import parts, write_filter
from scraper.query.tree import Filter, Near, Node, Not, Or, Query, Term, is_exact


def say(query: Query) -> str:
    """One sentence: where is looked, for what, under which conditions."""
    if query.place is not None:
        return (
            f"A reference to {_say_place(query.place)}; below it, {_say_parts(parts(query)).lower()} that speak of it."
        )
    what = [_say_node(query.tree)] if query.tree is not None else []
    if not what and not query.filters:
        return "Nothing to look for was typed."
    scope = _say_parts(parts(query))
    said = f"{scope} with {what[0]}" if what else f"All {scope[0].lower()}{scope[1:]}"
    conditions = [_say_filters(kind, query.filters) for kind in FILTERS.values() if kind.said]
    return "; ".join([said, *filter(None, conditions)]) + "."


def say_since(name: str, value: str = "sudan") -> str:
    """What is told of a filter that asks for what only later resolutions have, and the query that goes back further.

    "" for a filter that all resolutions can pass.

    >>> say_since("topic", "arms embargo")[-20:], say_since("year")
    ('title:"arms embargo"', '')
    """
    return FILTERS[name].since.format(write_filter("title", value, ""))


def _say_place(place: Pinpoint) -> str:
    year = f" ({place.year})" if place.year else ""
    where = f"{say_path(place.path)} of " if place.path else ""
    return f"{where}resolution {place.number}{year}"


def _say_parts(chosen: frozenset[str]) -> str:
    names = {"op": "operative paragraphs", "pp": "preambular paragraphs", "annex": "annexes"}
    said = [names[part] for part in ("op", "pp", "annex") if part in chosen]
    if not said:
        return "No part of any resolution"
    text = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return text[0].upper() + text[1:]


def _say_node(node: Node, inside: bool = False) -> str:
    if isinstance(node, Term):
        return _say_term(node)
    if isinstance(node, Near):
        as_printed = ", all of them as printed" if is_exact(node) else ""
        near = _listed([_say_term(term) for term in node.terms], "and")
        return f"{near} within {node.distance} words of each other{as_printed}"
    if isinstance(node, Not):
        return f"anything but {_say_node(node.item, inside=True)}"
    if isinstance(node, Or):
        text = _listed([_say_node(item, inside=True) for item in node.items], "or")
        return f"({text})" if inside else text
    wanted = [_say_node(item, inside=True) for item in node.items if not isinstance(item, Not)]
    refused = [_say_node(item.item, inside=True) for item in node.items if isinstance(item, Not)]
    text = _listed(wanted, "and") if wanted else "anything"
    text += f" but not {_listed(refused, 'or')}" if refused else ""
    return f"({text})" if inside else text


def _say_term(term: Term) -> str:
    typed = f"“{term.typed}”"
    if term.prefix:
        return f"words that begin with {typed}" if not term.phrase else f"phrases that begin with {typed}"
    if term.exact:
        return f"{typed} exactly as written"
    return f"the phrase {typed}" if term.phrase and " " in term.typed else typed


def _listed(items: list[str], last: str) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def _say_filters(kind: FilterKind, filters: tuple[Filter, ...]) -> str:
    of_kind = [one for one in filters if one.name == kind.name]
    asked = list(dict.fromkeys(kind.say(one.value) for one in of_kind if not one.negated))
    denied = list(dict.fromkeys(kind.say(one.value) for one in of_kind if one.negated))
    said = [kind.said.format(_listed(asked, "or"))] if asked else []
    said += [f"not {kind.said.format(_listed(denied, 'or'))}"] if denied else []
    return ", ".join(said)
