"""Pieces with a label: which open list waits for it, and where a new list stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.parse.builder import (
    Builder,
    Node,
    Piece,
    add_clause,
    crosses,
    has_citable_label,
    latest_of_part,
    shift_words,
)
from scraper.parse.glued import split_glued
from scraper.parse.open_lists import OpenList, advance, alike, awaits, find_list
from scraper.parse.verbs import is_recital
from scraper.pinpoint.labels import Ordinal, read_label, write_label
from scraper.pinpoint.paths import is_annex, path_segment


def unglue(builder: Builder, piece: Piece) -> Piece | None:
    """The piece with its label parted from its words, where an open list waits for that very label."""
    parts = split_glued(piece.text)
    if not parts or builder.part == "pp":
        return None
    label, rest = parts
    readings = read_label(label)
    expected = any(awaits(e, o) for o in readings for e in builder.lists)
    before = builder.previous
    waits = before is not None and before.text.endswith(":") and (label.endswith(")") or not label[0].isdigit())
    opens = any(o.value == 1 for o in readings) and (waits or (is_annex(builder.part) and not label.isdigit()))
    if not expected and not opens:
        return None
    return shift_words(piece, len(piece.text) - len(rest), label)


_DECIMAL = re.compile(r"\d+(?:\.\d+)+\.?")

_DECIMAL_REST = re.compile(r"(?P<rest>\.?\d+(?:\.\d+)*(?P<stop>\.)?)\s+(?=\S)")


def _mend_decimal(builder: Builder, piece: Piece) -> Piece:
    """`1.1.` with the text `2. Sanctions ...` is 1.1.2: the markup knows no third level (2231 (2015), annex).

    The stop may be lost where 1.1 has been there already: `1.1.` with `1 Prohibition ...` is 1.1.1.
    """
    rest = _DECIMAL_REST.match(piece.text) if _DECIMAL.fullmatch(piece.label) else None
    if not rest or piece.label.endswith(".") == rest["rest"].startswith("."):
        return piece
    if not rest["stop"] and all(node.piece.label != piece.label for node in latest_of_part(builder)):
        return piece
    return shift_words(piece, rest.end(), piece.label + rest["rest"])


def place_labelled(builder: Builder, piece: Piece, following: Sequence[Piece]) -> None:
    """Make a clause of a piece with a label, in the list that waits for it or at the head of a new one."""
    piece = _mend_decimal(builder, piece)
    readings = read_label(piece.label)
    counted = any(o.style.startswith("1") for o in readings)
    if builder.part == "pp" and counted and piece.zone == "preamble" and not is_recital(piece.text):
        _open_operative_part_in_preamble(builder, readings)
    found = _find_waiting_list(builder, piece, readings, following)
    if found is None and _part_run_in(builder, piece, readings):
        found = _find_waiting_list(builder, piece, readings, following)
    found = found or _open_list(builder, piece, readings, following)
    ordinal, list_ = found
    if ordinal.value != list_.last + 1:
        _report_gap(builder, piece, ordinal, list_)
    advance(builder.lists, list_, ordinal.value)
    if list_.owner is None:
        builder.ended = {}
    builder.ended[ordinal.style] = ordinal.value
    node = add_clause(builder, piece, "paragraph", list_.owner)
    node.ordinal, node.run = ordinal, list_.run
    if builder.part == "op" and piece.zone == "preamble" and node.parent is None:
        builder.report("operative-in-preamble", f"the source has paragraph {piece.label} in its preamble", node)


_RUN_IN = ("(a)", "(i)", "(1)")
"""The styles of items that are run into paragraphs."""


def _part_run_in(builder: Builder, piece: Piece, readings: Sequence[Ordinal]) -> bool:
    """Part `(a)` from the paragraph it is run into, where `(b)` stands on a line of its own: all items or none.

    Out: whether it was parted; the list then waits for `(b)`.
    """
    owner = builder.previous
    while owner is not None and owner.part == builder.part and owner.kind != "row":
        for second in readings:
            label = write_label(Ordinal(second.style, 1)) if second.value == 2 and second.style in _RUN_IN else ""
            found = re.search(rf"(?<=[:,;])\s+{re.escape(label)}\s+(?=\S)", owner.text) if label else None
            if found:
                _cut_off(builder, owner, found, Ordinal(second.style, 1), piece.depth)
                return True
        owner = owner.parent
    return False


def _cut_off(builder: Builder, owner: Node, found: re.Match[str], first: Ordinal, depth: int) -> None:
    """Make a clause below `owner` of its words behind a label; what stands below `owner` now stands below that one."""
    at, end = found.end(), found.start()
    piece = replace(owner.piece, text=owner.text[at:], label=write_label(first), depth=depth, printed="", noted=())
    moved = [replace(m, start=max(m.start - at, 0), end=m.end - at) for m in owner.marks if m.end > at]
    owner.marks = tuple(replace(m, end=min(m.end, end)) for m in owner.marks if m.start <= end)
    owner.text = owner.text[:end]
    node = Node(piece, owner.part, "paragraph", owner, [], first, owner.section, owner.attachment, owner.run)
    node.text, node.marks, node.children, owner.children = piece.text, tuple(moved), owner.children, [node]
    for child in node.children:
        child.parent = node
    for list_ in builder.lists:
        list_.owner = node if list_.owner is owner else list_.owner
    builder.nodes.insert(builder.nodes.index(owner) + 1, node)
    beside = next((i for i, list_ in enumerate(builder.lists) if list_.owner is owner.parent), -1)
    builder.lists.insert(beside + 1, OpenList(first.style, 1, owner, depth, builder.runs))
    builder.report("label-glued", f"the number {piece.label} is glued to its text in the source", node)


def _open_operative_part_in_preamble(builder: Builder, readings: Sequence[Ordinal]) -> None:
    """Paragraph 1 of 2157 (2014), and 1 to 5 of 1977 (2011), stand in the markup's preamble."""
    if any(o.value == 1 for o in readings):
        builder.part, builder.lists = "op", []


def _find_waiting_list(
    builder: Builder, piece: Piece, readings: Sequence[Ordinal], following: Sequence[Piece]
) -> tuple[Ordinal, OpenList] | None:
    """The open list that waits for one of the readings, the innermost first."""
    waiting = [(ordinal, list_) for list_ in reversed(builder.lists) for ordinal in readings if awaits(list_, ordinal)]
    if waiting and len(readings) > 1 and any(o.value == 1 for o in readings):
        return None if _starts_roman(builder, piece, waiting[0], following) else waiting[0]
    return waiting[0] if waiting else None


def _starts_roman(builder: Builder, piece: Piece, letter: tuple[Ordinal, OpenList], following: Sequence[Piece]) -> bool:
    """Whether `(i)` after `(h)` begins a row of roman numerals: `(ii)` follows, or it stands deeper than `(h)`.

    Paragraph `2.` after it says nothing: `(i)` is the last letter of 2507 (2020), paragraph 1.
    """
    roman = {o.style for o in read_label(piece.label) if o.value == 1}
    after = next((read_label(p.label) for p in following if p.label), ())
    if any(o.style == letter[0].style and o.value == letter[0].value + 1 for o in after):
        return False
    if any(o.style in roman and o.value == 2 for o in after):
        return True
    return piece.depth > letter[1].depth


def _open_list(
    builder: Builder, piece: Piece, readings: Sequence[Ordinal], following: Sequence[Piece]
) -> tuple[Ordinal, OpenList]:
    """A new list for a label that no open list waits for: below the last clause, or, for numbers, at the top."""
    ordinal = _choose_reading(builder, readings, following)
    if ordinal.value != 1 and (open_ := find_list(builder.lists, ordinal.style)):
        return ordinal, open_
    owner = _owner_for(builder, piece, ordinal)
    if owner is None:
        builder.lists.clear()
        builder.runs += 1
    list_ = OpenList(ordinal.style, 0, owner, piece.depth, builder.runs)
    builder.lists.append(list_)
    return ordinal, list_


def _choose_reading(builder: Builder, readings: Sequence[Ordinal], following: Sequence[Piece]) -> Ordinal:
    """The reading that begins a list; else the one that goes on with an open list, gap or no; else the smallest.

    `(i)` under a new title goes on with the letters of the last one where `(j)` follows (2765 (2024), paragraph 36).
    """
    after = {o for p in following[:1] for o in read_label(p.label)}
    for ordinal in readings:
        if (
            builder.ended.get(ordinal.style, 0) == ordinal.value - 1 > 0
            and Ordinal(ordinal.style, ordinal.value + 1) in after
        ):
            return ordinal
    for ordinal in reversed(readings):
        if ordinal.value == 1:
            return ordinal
    for ordinal in readings:
        if (open_ := find_list(builder.lists, ordinal.style)) and ordinal.value > open_.last:
            return ordinal
    return min(readings, key=lambda o: o.value)


def _owner_for(builder: Builder, piece: Piece, ordinal: Ordinal) -> Node | None:
    """Under which clause a new list stands; None for the top of the part."""
    roots = builder.roots.get(builder.part)
    if not roots:
        return None
    if _DECIMAL.fullmatch(piece.label):
        prefix = path_segment(piece.label).rpartition(".")[0]
        return next((n for n in latest_of_part(builder) if path_segment(n.piece.label) == prefix), None)
    before = roots[-1] if builder.previous is None or builder.previous.part != builder.part else builder.previous
    top_style = next((e.style for e in builder.lists if e.owner is None), None)
    if _begins_anew(builder, piece, ordinal, top_style, before):
        return None
    if ordinal.style.startswith("1") and piece.depth == 0:
        unnumbered_intro = builder.part == "op" and top_style is None and before.text.endswith(":")
        nested = top_style is not None and not alike(top_style, ordinal.style) and before.text.endswith(":")
        if not (unnumbered_intro or nested):
            return None
    return _labelled_ancestor(before, ordinal, builder)


def _begins_anew(builder: Builder, piece: Piece, ordinal: Ordinal, top_style: str | None, before: Node) -> bool:
    """Whether a list stands at the top of an annex: in a new article, under a new title (1454 (2002), annex A)."""
    if not is_annex(builder.part):
        return False
    restarts = top_style is not None and alike(top_style, ordinal.style) and ordinal.value == 1
    introduced = before.text.endswith(":") or has_citable_label(before) or before.parent is not None
    return (
        crosses(builder, before)
        or (restarts and bool(builder.headings or piece.depth == 0))
        or (bool(builder.headings) and not introduced)
    )


def _labelled_ancestor(node: Node, ordinal: Ordinal, builder: Builder) -> Node:
    """The clause that people would cite a new list under: 8 (d) (i), although a line without label stands between.

    Where that clause has such a list already, the list stands under the line without label itself.
    """
    if node.parent is None or has_citable_label(node):
        return node
    above = node.parent
    while above.parent is not None and not has_citable_label(above):
        above = above.parent
    taken = any(c.ordinal and c.ordinal.value == 1 and alike(c.ordinal.style, ordinal.style) for c in above.children)
    return node if taken else above


def _report_gap(builder: Builder, piece: Piece, ordinal: Ordinal, list_: OpenList) -> None:
    if list_.last == 0 and builder.ended.get(list_.style) == ordinal.value - 1:
        return  # letters that run on under the next title: (f) under (i), (g) under (ii) (2666 (2022))
    if list_.last == 0:
        builder.report("list-start", f"a list begins with {piece.label}", None)
    elif ordinal.value > list_.last:
        builder.report("label-gap", f"{piece.label} follows number {list_.last} of its list", None)
    else:
        builder.report("label-order", f"{piece.label} follows number {list_.last} of its list", None)
