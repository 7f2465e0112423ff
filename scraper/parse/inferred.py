"""Labels that the source has lost or misread, told from the others of their row once the tree stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from scraper.parse.builder import Builder, Node, begins_with_verb
from scraper.parse.open_lists import alike
from scraper.pinpoint.labels import BULLETS, Ordinal, write_label
from scraper.pinpoint.paths import path_segment

SHORTEST_COUNTED = 3
"""Shorter lists do not tell by their count what a label must be."""


def infer_labels(builder: Builder, node: Node) -> None:
    """Give the items below a clause the labels that are missing or misread, each with a Problem. Changes them."""
    _infer_between(builder, node)
    _infer_by_count(builder, node)


def infer_numbers(builder: Builder, part: str, roots: Sequence[Node]) -> None:
    """Give paragraphs without number the numbers that are missing where they stand, each with a Problem. Changes them.

    Those between two numbered ones bear just the numbers between; in the operative part, decisions before the first
    and behind the last are told likewise. Where more or fewer are missing, nothing is told.
    """
    row = [node for node in roots if node.kind == "paragraph"]
    numbered = [i for i, node in enumerate(row) if node.ordinal and node.ordinal.style.startswith("1")]
    ends = (-1, len(row)) if part == "op" and numbered else ()
    for before, after in itertools.pairwise(sorted({*numbered, *ends})):
        lost = row[before + 1 : after]
        bounds = (row[before] if before >= 0 else None, row[after] if after < len(row) else None)
        if lost and (None not in bounds or all(begins_with_verb(node.piece) for node in lost)):
            _number(builder, lost, _first_missing(*bounds, len(lost)))


def _number(builder: Builder, lost: Sequence[Node], first: int) -> None:
    for value, node in enumerate(lost, first) if first else ():
        node.inferred = path_segment(f"{value}.")
        builder.report("label-missing", f"the number {value} is missing in the source; its neighbours tell it", node)


def _first_missing(before: Node | None, after: Node | None, count: int) -> int:
    """The first of so many numbers that are missing between two paragraphs, where just so many are; else 0."""
    last, then = before.ordinal if before else None, after.ordinal if after else None
    if before and after and (before.run != after.run or not last or not then or not alike(last.style, then.style)):
        return 0
    first = last.value + 1 if last else 1
    return first if then is None or then.value == first + count else 0


def _infer_between(builder: Builder, node: Node) -> None:
    """Where one label is missing from a list, and one item without label stands there, it is that one."""
    children = node.children
    for before, child, after in zip(children, children[1:], children[2:], strict=False):
        if not (before.ordinal and after.ordinal and child.ordinal is None and child.kind in ("item", "continuation")):
            continue
        if alike(before.ordinal.style, after.ordinal.style) and after.ordinal.value == before.ordinal.value + 2:
            child.inferred, child.kind = _step(before.ordinal.style, before.ordinal.value + 1), "item"
            builder.report("label-missing", f"the label after {before.piece.label} is missing in the source", child)


def _infer_by_count(builder: Builder, node: Node) -> None:
    """A list whose last label counts just its items has them all: what is missing or misread is told by its place.

    Roman numerals lose strokes: the items of 724 (1991), paragraph 5 (b), are ``, (i), (ii), (iv).
    """
    row = [child for child in node.children if child.piece.label not in BULLETS]
    last = row[-1].ordinal if len(row) >= SHORTEST_COUNTED else None
    if (
        last is None
        or last.value != len(row)
        or not all(_may_count(child, last.style, i) for i, child in enumerate(row, 1))
    ):
        return
    for i, child in enumerate(row, 1):
        if child.ordinal is None or child.ordinal.value != i:
            child.inferred, child.kind = _step(last.style, i), "item"
            told = f"of {len(row)} items this is number {i}"
            if child.ordinal:
                builder.report("label-misread", f"{told}; the source prints {child.piece.label}", child)
            else:
                builder.report("label-missing", f"{told}; the source prints no label", child)


def _may_count(child: Node, style: str, place: int) -> bool:
    """Whether a child may be the item of this place: no label, or one of the style that is not beyond it."""
    if child.ordinal is None:
        return not child.piece.label and child.kind in ("item", "continuation")
    return alike(child.ordinal.style, style) and child.ordinal.value <= place


def _step(style: str, value: int) -> str:
    """The step of a path for this label."""
    return path_segment(write_label(Ordinal(style, value)))
