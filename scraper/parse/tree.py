"""From a flat row of pieces, as they stand on the page, to the tree of clauses with their paths.

Markup cannot be trusted with the tree: paragraph 5 of 2820 (2026) is nested in 4 (d) (iv), the sub-paragraphs of
1509 (2003) are not nested at all, 2157 (2014) leaves its paragraph 1 in the preamble. What a reader goes by is the
row of labels, and so does this module: a label goes to the open list that waits for it.

What it guarantees: no piece is refused and no word lost; pieces keep their order; paths are unique.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scraper.parse.builder import LONGEST_TITLE, STOPPED, Assembled, Builder, Piece, add_clause, notes_of, shift_words
from scraper.parse.glued import is_initials, split_bullet, split_glued
from scraper.parse.headings import is_heading, is_section_mark, place_heading
from scraper.parse.labelled import place_labelled, unglue
from scraper.parse.misread import read_figures
from scraper.parse.open_lists import awaits
from scraper.parse.paths import finish
from scraper.parse.unlabelled import place_unlabelled
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label
from scraper.pinpoint.paths import is_annex

LOOK_AHEAD = 6
"""How many pieces after this one are looked at to tell what it is."""

_RULE = re.compile(r"(?= [\s.]*+ [-–—_*] ) [-–—_*\s.]++", re.VERBOSE)  # -----   * * *   ________   *

_RULING = frozenset("-–—_*. \t\u00a0")
"""With what a rule or a note on its reissue begins."""

_REISSUE = re.compile(r"\*+\s*(?:Re-?issued|Second reissue|Reprinted)\b.*", re.IGNORECASE)

_ANNEX = re.compile(
    r"""
    ^ \W* (?:
        (?: Designation \s+ )? (?: Annex (?:es)? | Appendix | Enclosure ) \b   # Annex   “Annex II   Designation Annex
      | (?: Annexes? | Anexos? | Приложени[ея] | Anlagen? ) \b                 # the same in the other languages
      | (?: (?:ال)?مرفق | 附件 )
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_DATED = re.compile(r"\b\d{4}$")


def assemble(pieces: Iterable[Piece]) -> Assembled:
    """Build the tree of clauses.

    In: the pieces of one document in order of the page. Out: clauses with unique paths, in the same order, and a
    Problem for each thing that was not as it should be. Raises nothing.
    """
    builder, row = Builder(), _part_double_labels(_mend_labels(list(pieces)))
    for i, piece in enumerate(row):
        _place(builder, piece, row[i + 1 : i + LOOK_AHEAD])
    _leave_headings(builder)
    return finish(builder)


def _place(builder: Builder, piece: Piece, following: Sequence[Piece]) -> None:
    """Decide what a piece is, and put it there."""
    piece = _mend_figures(builder, piece)
    if _is_furniture(piece):
        _lay_aside(builder, piece)
        return
    _enter_zone(builder, piece)
    if piece.row:
        _place_row(builder, piece)
    elif is_heading(builder, piece, following):
        place_heading(builder, piece)
    elif piece.label and piece.label not in BULLETS and read_label(piece.label):
        place_labelled(builder, piece, following)
    elif not piece.label and (glued := unglue(builder, piece)):
        place_labelled(builder, glued, following)
        if builder.part == "op":  # in annexes it is the markup's habit, and no slip
            builder.report(
                "label-glued", f"the number {glued.label} is glued to its text in the source", builder.previous
            )
    else:
        place_unlabelled(builder, piece, following)
    builder.parted = False


def _mend_labels(row: Sequence[Piece]) -> list[Piece]:
    """The pieces with the bullets that are glued to their words as labels, and without initials taken for labels."""
    return [
        _join_initials(piece) if _has_initials(before, piece, after) else _part_bullet(piece)
        for before, piece, after in zip([None, *row], row, [*row[1:], None], strict=False)
    ]


def _has_initials(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    """`A.W.` Zakharchenko (2202 (2015)); `M.` Babaie Industries in a row of names (2231 (2015))."""
    if is_initials(piece.label):
        return True
    among_names = all(p is not None and p.likely and not p.label and not p.heading for p in (before, after))
    return among_names and piece.zone == "annex" and bool(re.fullmatch(r"[A-Z]\.", piece.label))


def _join_initials(piece: Piece) -> Piece:
    text = f"{piece.label} {piece.text}"
    likely = len(text) < LONGEST_TITLE and not text.endswith(STOPPED)
    return replace(shift_words(piece, -len(piece.label) - 1, ""), text=text, likely=likely)


def _part_bullet(piece: Piece) -> Piece:
    bare = not piece.label and not piece.row and not is_section_mark(piece.text)
    parts = split_bullet(piece.text) if bare else None
    return shift_words(piece, len(piece.text) - len(parts[1]), parts[0]) if parts else piece


def _part_double_labels(row: Sequence[Piece]) -> list[Piece]:
    """`5.` with the text `(a) Lebanese judges ...`, and `(b)` after it, is 5 and 5 (a) (1757 (2007), annex)."""
    found = []
    for piece, after in itertools.zip_longest(row, row[1:]):
        parts = split_glued(piece.text) if piece.label[:1].isdigit() else None
        if parts and after is not None and _follows(_printed_label(after), parts[0]):
            found.append(replace(piece, text="", marks=()))
            piece = replace(shift_words(piece, len(piece.text) - len(parts[1]), parts[0]), depth=piece.depth + 1)
        found.append(piece)
    return found


def _mend_figures(builder: Builder, piece: Piece) -> Piece:
    """`l0.` after `9.` is 10: letters that print like figures, in a label that is the next number only so read."""
    number = read_figures(piece.label) if builder.part != "pp" and not piece.heading else 0
    due = Ordinal("1.", number)
    if not number or not any(awaits(open_, due) for open_ in builder.lists):
        return piece
    if any(awaits(open_, printed) for open_ in builder.lists for printed in read_label(piece.label)):
        return piece
    return replace(piece, label=f"{number}.", printed=piece.label)


def _printed_label(piece: Piece) -> str:
    glued = None if piece.label else split_glued(piece.text)
    return glued[0] if glued else piece.label


def _follows(label: str, first: str) -> bool:
    """Whether `(b)` follows `(a)`, the first of a row of letters or roman numerals."""
    styles = {o.style for o in read_label(first) if o.value == 1 and not o.style.strip("(").startswith("1")}
    return any(o.value == 2 and o.style in styles for o in read_label(label))


def _is_furniture(piece: Piece) -> bool:
    words = piece.text or piece.label
    if not words:
        return True
    if (piece.label and piece.text) or words[0] not in _RULING:
        return False
    return bool(_RULE.fullmatch(words) or _REISSUE.fullmatch(words))


def _lay_aside(builder: Builder, piece: Piece) -> None:
    """Keep what is no part of the text apart; a footnote on it goes to the next clause."""
    if words := " ".join(filter(None, [piece.label, piece.text])):
        builder.furniture.append(words)
        builder.parted = True
    builder.heading_notes += notes_of(piece)


def _enter_zone(builder: Builder, piece: Piece) -> None:
    """Go from the preamble to the body and to the annexes as the source or an annex's title says."""
    if piece.opens or (piece.zone == "annex" and not is_annex(builder.part)):
        _open_annex(builder)
    elif piece.resumes and builder.part == "op":
        builder.part, builder.lists = "pp", []
    elif piece.zone == "body" and builder.part == "pp":
        _enter(builder, "op")
    titled = (piece.heading or piece.likely) and not piece.label and _ANNEX.match(piece.text)
    if titled and builder.part != "pp" and not _at_start_of_annex(builder):
        _open_annex(builder)


def _at_start_of_annex(builder: Builder) -> bool:
    """Whether an annex has been opened and nothing but its titles has come yet."""
    titled = any(map(_ANNEX.match, builder.headings))
    return is_annex(builder.part) and not builder.roots.get(builder.part) and not titled


def _enter(builder: Builder, part: str) -> None:
    if builder.part != part:
        if is_annex(builder.part) and not _is_above_title(builder):
            _leave_headings(builder)
        builder.section = builder.section if builder.part == "pp" else ""
        builder.part, builder.lists, builder.attachment = part, [], ""


def _is_above_title(builder: Builder) -> bool:
    """Whether the last line stands above the title of the annex that now begins (1431 (2002)); a date does not."""
    alone = len(builder.headings) == 1 and bool(builder.roots.get(builder.part))
    return alone and not any(_ANNEX.match(h) or _DATED.search(h) for h in builder.headings)


def _open_annex(builder: Builder) -> None:
    builder.annexes += 1
    _enter(builder, f"annex-{builder.annexes}")


def _leave_headings(builder: Builder) -> None:
    """Headings with nothing below them become a clause of their own: the title of an annex that holds a picture."""
    if builder.headings or builder.heading_notes:
        text, builder.headings = "\n".join(builder.headings), []
        add_clause(builder, Piece(text), "heading", None)


def _place_row(builder: Builder, piece: Piece) -> None:
    """A table's row: below the paragraph it follows in an annex; a table in the body begins an annex (1973 (2011))."""
    if builder.part == "op":
        _open_annex(builder)
    add_clause(builder, piece, "row", None)
