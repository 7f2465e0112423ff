"""Open lists: the rows of labels that a document has begun and may go on with, the innermost last.

The reader of lines keeps them to tell a label from words that look like one, the builder to tell whose a label is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.pinpoint.labels import Ordinal

if TYPE_CHECKING:
    from scraper.parse.builder import Node


@dataclass(slots=True)
class OpenList:
    """An open list: how its labels look, the last of them, and, once clauses are built, whose it is and how deep."""

    style: str
    last: int
    owner: Node | None = None
    depth: int = 0
    run: int = 0


def alike(style: str, other: str) -> bool:
    """Whether two styles differ by no more than a sign lost: `11 Condemns` after `10.`, `v)` after `(iv)`."""
    return style.strip(".“\"‘'").lstrip("(") == other.strip(".“\"‘'").lstrip("(")


def awaits(list_: OpenList, ordinal: Ordinal) -> bool:
    """Whether the list goes on with this very label."""
    return ordinal.value == list_.last + 1 and alike(ordinal.style, list_.style)


def find_list(lists: Sequence[OpenList], style: str) -> OpenList | None:
    """The innermost list whose labels look like this."""
    return next((list_ for list_ in reversed(lists) if alike(list_.style, style)), None)


def last_of(lists: Sequence[OpenList], style: str) -> int:
    """The last label of the list with exactly this style; 0 where none is open."""
    return next((list_.last for list_ in lists if list_.style == style), 0)


def advance(lists: list[OpenList], list_: OpenList, value: int) -> None:
    """Go on with one of the lists, which closes those that were opened below it."""
    del lists[lists.index(list_) + 1 :]
    list_.last = value
