"""Which pieces are headings, and which section they open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from scraper.models import Mark
from scraper.parse.bare_marks import without_mark
from scraper.parse.builder import (
    LONGEST_TITLE,
    STOPPED,
    Builder,
    Node,
    Piece,
    begins_with_verb,
    is_preambular,
    is_titled,
    notes_of,
)
from scraper.parse.labelled import unglue
from scraper.parse.open_lists import awaits
from scraper.parse.verbs import begins_operative, begins_preambular
from scraper.pinpoint.labels import BULLETS, Ordinal, read_label, read_letter
from scraper.pinpoint.paths import article, attachment, is_annex, is_cited_by_name

SHORTEST_ROW = 3
"""So many short lines after a short line make it one of a row of names; titles are at most three lines."""

_SECTION = re.compile(
    r"""
    Article \s+ (?P<article> \d+ (?: \s (?:bis|ter|quater) )? )            # Article 12 bis
    | (?:Part \s+ | Section \s+)? (?P<letter> [A-Z] | [IVX]{1,5} ) (?= [.:\s)—–-] | $ )   # A.   Part II   B
    """,
    re.VERBOSE,
)

_ATTACHMENT = re.compile(
    r"""
    Attachment \b \s* (?P<number> \d* )                # the Statute attached to the Agreement in 1757 (2007)
    | \w+ \s+ Annex \s+ (?P<annex> [IVX\d]+ ) \b       # JCPOA Annex I, within Annex A of 2231 (2015)
    """,
    re.IGNORECASE | re.VERBOSE,
)

_RULED_MARK = re.compile(r"(?P<rule>[=*~_•·–—-]{1,3})\s*(?P<mark>[A-Z]|[IVX]{1,5})\s*(?P=rule)")

_LETTER_ALONE = re.compile(r"[A-Z]\.?|[IVX]+\.?")

_SENTENCE = re.compile(
    r"""
    Acting \s under \b .*                                            # Acting under Chapter VII ... (2396 (2017))
    | \( Signed \) \s+ [^(] .*                                         # (Signed) Nuri Kamel al-Maliki
    | (?: To | The \s Security \s Council | With \s a \s view ) \b .* :   # To carry out ... the following tasks:
    | (?: (?! \b (?: shall | will | must | should ) \b ) . )*+           # The Special Tribunal shall consist of:
      \b (?: shall | will | must | should ) \b .* :
    """,
    re.VERBOSE | re.DOTALL,
)
"""Short lines that look like headings and are none."""


LONGEST_HEADING = 131
"""So long is the title of annex 1 of 1244 (1999); `Now therefore ... have agreed as follows:` (1757 (2007)) has 133."""

_UNFINISHED = re.compile(r"\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with)$")
"""So no heading ends."""


def looks_like_heading(text: str, marks: Sequence[Mark] = ()) -> bool:
    """Whether words may be a heading, should their neighbours agree, in XML and in text alike.

    Short, a capital or a number at their head, no stop at their end (a colon may stand there), and no verb that leads.
    """
    first = text.lstrip("(“\"‘'")[:1]
    return (
        0 < len(text) <= LONGEST_HEADING
        and (first.isupper() or first.isdigit())
        and not is_stopped(text)
        and not _is_led_by_verb(text, marks)
    )


def is_section_mark(text: str) -> bool:
    """Whether a line is the mark of a section between two rules: `== II ==`, `— A —`, never words of a paragraph."""
    return _RULED_MARK.fullmatch(text) is not None


def is_stopped(words: str) -> bool:
    """Whether no heading ends so: in a stop, the mark of a footnote behind it or not, or in half a sentence."""
    plain = words.rstrip("”\"’'")
    stopped = plain.endswith((".", ";", ",", "-")) or _UNFINISHED.search(plain) is not None
    return stopped or without_mark(words) != words


def _is_led_by_verb(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a verb leads the words: one of the lists, or emphasis that ends before they do.

    Headings are emphasised whole or not at all: `Acting` under Chapter VII ... :` (1977 (2011)) is none.
    """
    leading = [mark for mark in marks if mark.start == 0 and mark.kind in ("italic", "underline")]
    return any(text[mark.end :].strip(" :.,") for mark in leading) or begins_operative(text) or begins_preambular(text)


def is_heading(builder: Builder, piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a piece is a heading: by the markup where its neighbours agree, else by its looks and its neighbours."""
    if is_section_mark(piece.text) and not piece.label:
        return True
    if (piece.likely or piece.heading) and _SENTENCE.fullmatch(piece.text):
        return False
    if piece.label and _numbers_section(builder, piece, following):
        return True
    if piece.heading:
        return _is_heading_indeed(builder, piece, following)
    if piece.label or _names_section(builder, piece):
        return not piece.label
    if not piece.likely or unglue(builder, piece) or _introduces_bullets(piece, following) or _acts(piece):
        return False
    return _is_heading_among(builder, piece, following)


def _is_heading_among(builder: Builder, piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether what looks like a heading is one by its neighbours."""
    before = builder.previous
    if is_annex(builder.part) and _is_in_row_of_names(builder, before, following):
        return False
    if builder.headings or before is None or before.part != builder.part:
        return not (piece.text.endswith(":") and following and _opens_sub_list(following[0]))
    if before.kind == "item" and not before.piece.label:  # in a row of names; over the next paragraph: 2423 (2018)
        return builder.part == "op" and before.text.endswith((";", ".")) and _precedes_next_number(builder, following)
    return _heads_what_follows(piece, before, following)


def _heads_what_follows(piece: Piece, before: Node, following: Sequence[Piece]) -> bool:
    """Whether a label or a heading follows, and, behind what introduces something, the first label of a list."""
    after = next((p for p in following if p.label or not p.likely or p.heading), None)
    if after is None:
        return False
    if before.text.endswith(":") or is_titled(before):
        introduces = piece.text.endswith(":") and before.parent is not None  # (ii) Security sector reform / Work with:
        return after is following[0] and _opens_sub_list(after) and not introduces
    return bool(after.label) or after.heading


def _is_in_row_of_names(builder: Builder, before: Node | None, following: Sequence[Piece]) -> bool:
    """Whether short lines stand in a row: the names in the attachments of 2231 (2015)."""
    if before is None or not builder.roots.get(builder.part):
        return False
    row = list(itertools.takewhile(lambda p: p.likely and not p.heading and not p.label, following))
    goes_on = not builder.headings and before.piece.likely and before.parent is None and not before.piece.label
    return goes_on or len(row) >= SHORTEST_ROW


def _acts(piece: Piece) -> bool:
    """Whether a short line is a paragraph whose stop is missing: a verb in italics leads it, and other words follow."""
    return bool(piece.marks) and begins_with_verb(piece) and piece.marks[0].end < len(piece.text)


def _introduces_bullets(piece: Piece, following: Sequence[Piece]) -> bool:
    """`Agrees to support:` and bullets below it (1318 (2000))."""
    return piece.text.endswith(":") and bool(following) and following[0].label in BULLETS


def _numbers_section(builder: Builder, piece: Piece, following: Sequence[Piece]) -> bool:
    """A capital alone, `II` (1318 (2000)); `O.` and a title over the next number, in an annex also after section N."""
    if not _LETTER_ALONE.fullmatch(piece.label):
        return False
    if not piece.text:
        return True
    awaited = any(awaits(e, o) for o in read_label(piece.label) for e in builder.lists)
    if awaited or len(piece.text) > LONGEST_TITLE:
        return False
    in_annex = is_annex(builder.part)
    follows = in_annex and len(builder.section) == 1 and read_letter(piece.label[0]) == read_letter(builder.section) + 1
    return (follows or _opens_numbers(builder, following)) and not piece.text.endswith(STOPPED)


def _opens_numbers(builder: Builder, following: Sequence[Piece]) -> bool:
    """Whether the next piece is the next number at the top of its part, or the first one."""
    if any(e.owner is None for e in builder.lists):
        return _precedes_next_number(builder, following)
    return bool(following) and Ordinal("1.", 1) in read_label(following[0].label)


def _is_heading_indeed(builder: Builder, piece: Piece, following: Sequence[Piece]) -> bool:
    """What the markup calls a heading is none where its label numbers a clause: `(b) Support ...` over (i) and (ii).

    `(ii) Exceptions` over paragraph 19 is one (2498 (2019)); so is `A.` or `II.` over anything.
    """
    if not piece.label:
        return not unglue(builder, piece)
    if not any(o.style.strip(".()")[0] in "ai1" for o in read_label(piece.label)):
        return True
    after = following[0] if following else None
    return after is not None and after.depth == 0 and _is_next_number(builder, after)


def _precedes_next_number(builder: Builder, following: Sequence[Piece]) -> bool:
    return bool(following) and _is_next_number(builder, following[0])


def _is_next_number(builder: Builder, piece: Piece) -> bool:
    """Whether the piece is the next numbered paragraph at the top of its part."""
    top = next((e for e in builder.lists if e.owner is None), None)
    return top is not None and any(o == Ordinal(top.style, top.last + 1) for o in read_label(piece.label))


def _names_section(builder: Builder, piece: Piece) -> bool:
    """A line right below a heading that is a letter alone: `B`, `With regard to the trade in arms,` (1295 (2000))."""
    return bool(
        builder.headings
        and _LETTER_ALONE.fullmatch(builder.headings[-1])
        and not piece.label
        and not begins_with_verb(piece)
        and len(piece.text) < 100
        and not is_preambular(piece)
    )


def _opens_sub_list(piece: Piece) -> bool:
    return any(o.value == 1 and not o.style.startswith("1") for o in read_label(piece.label))


def place_heading(builder: Builder, piece: Piece) -> None:
    """Keep a heading for the next clause, and go to the section it opens."""
    text = " ".join(filter(None, [piece.label, piece.text]))
    builder.headings.append(text)
    builder.heading_notes += notes_of(piece)
    if is_annex(builder.part) and (match := _ATTACHMENT.match(text)):
        builder.attachment = builder.section = _name_attachment(builder, match)
    elif match := _SECTION.match(_RULED_MARK.sub(r"\g<mark>", text)):
        name = article(match["article"]) if match["article"] else match["letter"]
        builder.section = "/".join(filter(None, [builder.attachment, name]))
    if is_cited_by_name(builder.section):
        builder.lists = []


def _name_attachment(builder: Builder, match: re.Match[str]) -> str:
    """`attachment-1`, `annex-i`, or `annex-ii/attachment-3` for an attachment to an annex within the annex."""
    if match["annex"]:
        return f"annex-{match['annex'].lower()}"
    inner = builder.attachment.partition("/")[0]
    name = attachment(match["number"])
    return f"{inner}/{name}" if is_annex(inner) else name
