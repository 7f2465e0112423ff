"""Pieces without a label: paragraphs of their own, items of a list, words that go on after it, halves of a cut one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.models import Kind
from scraper.parse.builder import (
    STOPPED,
    Builder,
    Node,
    Piece,
    add_clause,
    begins_with_verb,
    crosses,
    is_preambular,
    is_titled,
    root_of,
)
from scraper.parse.open_lists import awaits
from scraper.parse.quotations import ends_quotation, opens_quotation
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label
from scraper.pinpoint.paths import is_annex

LONGEST_TITLE_END = 40


def place_unlabelled(builder: Builder, piece: Piece, following: Sequence[Piece]) -> None:
    """Fill an empty number, join a cut paragraph, or make a clause where the words belong."""
    before = builder.previous if builder.previous is not None and builder.previous.part == builder.part else None
    if before is not None and crosses(builder, before):
        before = None
    if before is not None and _fills(builder, before, piece):
        before.text, before.marks = piece.text, (*before.marks, *piece.marks)
        builder.report("number-apart", "the source parts the number from its text", before)
    elif before is not None and _is_cut(builder, before, piece):
        _join_cut(builder, before, piece)
    elif builder.part == "pp":
        _place_in_preamble(builder, piece, before, following)
    elif builder.part == "op" and (is_preambular(piece) or _comes_before_first_number(builder, piece, following)):
        _add_preambular(builder, piece)
    else:
        _place_in_body(builder, piece, before, following)


def _place_in_preamble(builder: Builder, piece: Piece, before: Node | None, following: Sequence[Piece]) -> None:
    """A paragraph, a bullet below one, or what one quotes."""
    if before is not None and not builder.headings and _is_quoted(before, piece, following):
        add_clause(builder, piece, "continuation", root_of(before))
        return
    parent = root_of(before) if before is not None and piece.label in BULLETS else None
    add_clause(builder, piece, "item" if parent else "paragraph", parent)


def _is_quoted(before: Node, piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a piece begins, or goes on with, what the preambular paragraph before it quotes."""
    if before.kind == "continuation":
        return not ends_quotation(before.text)
    return opens_quotation(before.text, [piece.text, *(other.text for other in following)])


def _fills(builder: Builder, before: Node, piece: Piece) -> bool:
    """Whether a number stands alone before this piece, which is its text (1286 (2000))."""
    empty = bool(before.piece.label) and not before.text and not before.children
    return empty and not piece.label and not builder.headings and not builder.heading_notes


def _is_cut(builder: Builder, before: Node, piece: Piece) -> bool:
    """Whether a paragraph was cut in two at a page's end: no stop before, a small letter after (1289 (2000)).

    A rule or a star between the two parts them: joined, they would hide where it stood.
    """
    return (
        not builder.parted
        and not builder.headings
        and not builder.heading_notes
        and not piece.label
        and not piece.wraps
        and not before.children
        and before.kind != "row"
        and piece.text[:1].islower()
        and bool(before.text)
        and before.text[-1] not in ".;,:”?!"
        and (before.parent is None or before.piece.depth == piece.depth or _ends_title(before, piece))
    )


def _ends_title(before: Node, piece: Piece) -> bool:
    """Whether the piece is the end of a title: `(a) Support to the implementation of the Agreement` + `in Mali`."""
    return is_titled(before) and len(piece.text) < LONGEST_TITLE_END and not piece.text.endswith(STOPPED)


def _join_cut(builder: Builder, before: Node, piece: Piece) -> None:
    shift = len(before.text) + 1
    before.text += " " + piece.text
    before.marks += tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in piece.marks)
    builder.report("paragraph-cut", "the source cuts this paragraph in two", before)


def _comes_before_first_number(builder: Builder, piece: Piece, following: Sequence[Piece]) -> bool:
    """A paragraph that ends in a comma before paragraph 1 is the last of the preamble (2394 (2017))."""
    first = not builder.roots.get("op") and bool(following) and Ordinal("1.", 1) in read_label(following[0].label)
    return first and piece.text.endswith(",")


def _add_preambular(builder: Builder, piece: Piece) -> None:
    node = add_clause(builder, piece, "paragraph", None, part="pp")
    builder.report("preambular-in-body", "a preambular paragraph stands among the operative ones in the source", node)


def _place_in_body(builder: Builder, piece: Piece, before: Node | None, following: Sequence[Piece]) -> None:
    """An unlabelled paragraph of the body or an annex: of its own, an item of a list, or words that go on after one."""
    if before is None or before.kind in ("row", "heading") or (builder.headings and begins_with_verb(piece)):
        add_clause(builder, piece, "paragraph", None)
        return
    if is_annex(builder.part) and (place := _find_place_in_annex(builder, piece, before, following)):
        add_clause(builder, piece, *place)
    elif before.text.endswith(":") or is_titled(before) or piece.label in BULLETS:
        add_clause(builder, piece, "item", _owner_of_items(builder, before, piece))
    elif _lost_its_bullet(before, piece, following):
        node = add_clause(builder, piece, "item", before.parent)
        builder.report("label-missing", f"the {before.piece.label} of this item is missing in the source", node)
    elif before.parent is None:
        _place_after_top(builder, piece, before)
    elif piece.wraps:
        add_clause(builder, piece, "continuation", _wrapped_by(builder, piece, before))
    elif piece.depth == 0 and begins_with_verb(piece) and not begins_with_verb(before.piece):
        add_clause(builder, piece, "paragraph", None)
    elif _goes_on(piece, before):
        add_clause(builder, piece, "continuation", root_of(before))
    else:
        add_clause(builder, piece, "item", before.parent)


_FORM_LINE = re.compile(r"[^.;]{1,60}:")  # Procuring State:   Month:   Year:

_GREETING = re.compile(r"(?:Your\s+)?Excellenc(?:y|ies)[:,]|Sir[:,]|Madam[:,]|Dear\s.{,40}[:,]")


def _find_place_in_annex(
    builder: Builder, piece: Piece, before: Node, following: Sequence[Piece]
) -> tuple[Kind, Node | None] | None:
    """Where annexes part from the habits of resolutions: the kind and the parent of an unlabelled piece, or None."""
    if piece.label in BULLETS:
        return _place_among_bullets(piece, before)
    if piece.label:
        return None
    if _FORM_LINE.fullmatch(before.text) and _FORM_LINE.fullmatch(piece.text) and not before.piece.label:
        return before.kind, before.parent  # 2321 (2016), annex V
    if _GREETING.fullmatch(before.text):
        return "paragraph", before.parent
    if before.text.endswith(":") or is_titled(before) or (before.kind == "item" and not before.piece.label):
        return None
    if owner := _interrupted(builder, piece, before, following):
        return "continuation", owner
    ended = before.parent is not None and before.text.endswith((".", ".”"))
    return ("paragraph", None) if ended and piece.depth == 0 and not piece.text[:1].islower() else None


def _place_among_bullets(piece: Piece, before: Node) -> tuple[Kind, Node | None] | None:
    """A bullet stands beside the last one of its form: `•` after `o` beside the last `•` (2498 (2019), annex B)."""
    node: Node | None = before
    while node is not None:
        if node.piece.label == piece.label and (node is not before or node.parent is None):
            return ("item" if node.parent else "paragraph"), node.parent
        node = node.parent
    if before.kind == "continuation" and not before.text.endswith(":"):
        return "item", before.parent
    return None


def _interrupted(builder: Builder, piece: Piece, before: Node, following: Sequence[Piece]) -> Node | None:
    """The clause that words go on with: those between 4 and 5 are of 4 (2202 (2015), annex I), after (d) of (d).

    A note is of the paragraph it stands below, whatever follows.
    """
    if builder.headings and before.parent is None:
        return None
    after = next((read_label(p.label) for p in following if read_label(p.label)), ())
    list_ = next((e for e in reversed(builder.lists) for o in after if awaits(e, o)), None)
    if list_ is not None:
        row = list_.owner.children if list_.owner else builder.roots[builder.part]
        return next((node for node in reversed(row) if node.ordinal), None)
    return root_of(before) if piece.text.startswith("Note:") else None


def _owner_of_items(builder: Builder, before: Node, piece: Piece) -> Node:
    """A bullet after a bullet is its sibling; after `(e) ...:` or a title it stands below."""
    if before.kind == "item" and before.parent is not None and piece.depth <= before.piece.depth:
        same = (before.piece.label in BULLETS) == (piece.label in BULLETS)
        if same and _returns_to_outer_bullets(before, piece) and before.parent.parent is not None:
            return before.parent.parent
        listed = before.piece.label == piece.label != "" and piece.depth == before.piece.depth > 0  # 2820 (2026), 7
        if same and (listed or not before.text.endswith(":")):
            return before.parent
    if piece.label in BULLETS and before.parent is not None and not before.text.endswith(":") and not is_titled(before):
        owner = before
        while owner.parent is not None and owner.piece.depth >= piece.depth > 0:
            owner = owner.parent
        beside = owner is before and before.text.endswith((";", ",")) and piece.depth <= before.piece.depth
        return before.parent if beside else owner
    return before


_GOES_ON = re.compile(r"[;,](?:\s(?:and|or))?$")
"""How an item ends that is not the last."""


def _lost_its_bullet(before: Node, piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether an item has no bullet where those around it in one list have one.

    It stands as deep in the markup as they do; outside of lists the stops tell that the list goes on.
    """
    if piece.label or before.kind != "item" or before.piece.label not in BULLETS or piece.depth != before.piece.depth:
        return False
    after = following[0] if following else None
    between = after is not None and after.label == before.piece.label and after.depth == piece.depth
    unfinished = _GOES_ON.search(before.text) is not None
    if piece.depth:
        return between or unfinished
    return between and unfinished and _GOES_ON.search(piece.text) is not None


def _returns_to_outer_bullets(before: Node, piece: Piece) -> bool:
    """`– To assist ...` after `– disarmament ...` under `– To support ...:`, all in one row (1933 (2010), 16 (i))."""
    above = before.parent
    return (
        above is not None
        and above.piece.label == before.piece.label == piece.label != ""
        and above.text[:1].isupper()
        and before.text[:1].islower()
        and piece.text[:1].isupper()
    )


def _place_after_top(builder: Builder, piece: Piece, before: Node) -> None:
    lower = piece.text[:1].islower() or piece.text[:1] == "("
    if (lower and before.children) or (lower and before.text.endswith(",") and before.piece.label):
        add_clause(builder, piece, "continuation", before)
    else:
        add_clause(builder, piece, "paragraph", None)


def _wrapped_by(builder: Builder, piece: Piece, before: Node) -> Node:
    """The clause whose list the piece closes: the one that the list at the piece's depth belongs to."""
    node = before
    while node.parent is not None and node.parent.piece.depth > piece.depth:
        node = node.parent
    return node.parent or node


def _goes_on(piece: Piece, before: Node) -> bool:
    """Words that go on after a list: a small letter; or no bullet, although the list had bullets (1617 (2005))."""
    if before.kind == "item" and before.piece.label in BULLETS:
        return piece.label not in BULLETS
    return piece.text[:1].islower()
