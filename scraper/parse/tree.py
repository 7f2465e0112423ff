"""From a flat row of pieces, as they stand on the page, to the tree of clauses with their paths.

Markup cannot be trusted with the tree: paragraph 5 of 2820 (2026) is nested in 4 (d) (iv), the sub-paragraphs of
1509 (2003) are not nested at all, 2157 (2014) leaves its paragraph 1 in the preamble. What a reader goes by is the
row of labels, and so does this module: a label goes to the open list that waits for it.

What it guarantees: no piece is refused and no word lost; pieces keep their order; paths are unique.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from scraper.models import Clause, Kind, Mark, Problem
from scraper.parse.labels import BULLETS, Ordinal, is_initials, path_segment, read_label, split_bullet, split_glued
from scraper.parse.verbs import leading_verbs

Zone = Literal["preamble", "body", "annex"]

LOOK_AHEAD = 6
"""How many pieces after this one are looked at to tell what it is."""

LONGEST_TITLE = 200
"""A sub-paragraph without a stop at its end that is no longer than this is the title of what follows it."""

LONGEST_TITLE_END = 40

SHORTEST_ROW = 3
"""So many short lines after a short line make it one of a row of names; titles are at most three lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item, heading or table row as it stands on the page.

    zone      which part of the document it was found in
    depth     how deep the source nests it in lists: 0 for a paragraph; only a hint
    heading   the source says, or its looks say, that it is a heading
    likely    it may be a heading, should its neighbours agree (short, no stop at its end)
    wraps     the source says that it ends a list and goes on with what stood before it
    opens     the source says that an annex begins here
    resumes   a preamble begins anew here, behind operative paragraphs (part B of 161 (1961))
    printed   the label as the page prints it, where `label` is what is meant: `(6)` for `(b)`
    noted     what had to be repaired in reading it: pairs of a code and a message
    verb      the verb that leads it, where no mark shows one: plain text has no italics
    """

    text: str
    label: str = ""
    zone: Zone = "body"
    depth: int = 0
    heading: bool = False
    likely: bool = False
    row: bool = False
    wraps: bool = False
    opens: bool = False
    resumes: bool = False
    printed: str = ""
    noted: tuple[tuple[str, str], ...] = ()
    verb: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _List:
    """An open list: whose it is, how its labels look, and the last of them."""

    owner: _Node | None
    style: str
    last: int
    depth: int
    run: int = 0


@dataclass(slots=True, eq=False)
class _Node:
    """A clause in the making."""

    piece: Piece
    part: str
    kind: Kind
    parent: _Node | None
    heading: list[str]
    ordinal: Ordinal | None = None
    section: str = ""
    attachment: str = ""
    run: int = 0
    inferred: str = ""
    text: str = ""
    marks: tuple[Mark, ...] = ()
    children: list[_Node] = field(default_factory=list)
    path: str = ""


@dataclass(slots=True)
class _Draft:
    """The document so far."""

    part: str = "pp"
    nodes: list[_Node] = field(default_factory=list)
    roots: dict[str, list[_Node]] = field(default_factory=dict)
    lists: list[_List] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)  # by style, the last label of the lists of this paragraph
    headings: list[str] = field(default_factory=list)
    heading_notes: list[Mark] = field(default_factory=list)
    section: str = ""
    attachment: str = ""  # of an annex: the Statute attached to the Agreement in 1757 (2007)
    annexes: int = 0
    runs: int = 0  # how often numbering has begun at the top of a part
    furniture: list[str] = field(default_factory=list)
    problems: list[tuple[str, str, _Node | None]] = field(default_factory=list)

    @property
    def previous(self) -> _Node | None:
        return self.nodes[-1] if self.nodes else None

    def report(self, code: str, message: str, node: _Node | None = None) -> None:
        self.problems.append((code, message, node))


@dataclass(frozen=True, slots=True)
class Assembled:
    """The clauses in order of the page, what had to be repaired, and what is not part of the text (rules, stars)."""

    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...]
    furniture: tuple[str, ...]


_RULE = re.compile(r"[-–—_*\s.]*[-–—_*][-–—_*\s.]*")  # -----   * * *   ________   *
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
_ATTACHED = ("attachment", "annex")
"""How the section of what is attached to an annex begins."""

_PARTICIPLE = re.compile(
    r"""
    (?: (?:Also|Further|Deeply|Gravely|Strongly|Fully|Firmly|Remaining|Being|Having|Again|Once \s again) \s+ )*
    (?: [A-Z]?[a-z]+(?:ing|ed|ful) | Aware | Conscious | Desirous | Cognizant | Deeply ) \b
    """,
    re.VERBOSE,
)
_DATED = re.compile(r"\b\d{4}$")
_SENTENCE = re.compile(
    r"""
    Acting \s under \b .*                                            # Acting under Chapter VII ... (2396 (2017))
    | \( Signed \) \s+ [^(] .*                                         # (Signed) Nuri Kamel al-Maliki
    | (?: To | The \s Security \s Council | With \s a \s view ) \b .* :   # To carry out ... the following tasks:
    | .* \b (?: shall | will | must ) \b .* :                         # The Special Tribunal shall consist of:
    """,
    re.VERBOSE | re.DOTALL,
)
"""Short lines that look like headings and are none."""

_STOPPED = (".", ";", ",", ":", ".”", ";”", ",”", "?", "!", ".’", "and", "or", "-", "–", "—")


def assemble(pieces: Iterable[Piece]) -> Assembled:
    """Build the tree of clauses.

    In: the pieces of one document in order of the page. Out: clauses with unique paths, in the same order, and a
    Problem for each thing that was not as it should be. Raises nothing.
    """
    draft, row = _Draft(), _part_double_labels(_mend_labels(list(pieces)))
    for i, piece in enumerate(row):
        _place(draft, piece, row[i + 1 : i + LOOK_AHEAD])
    _leave_headings(draft)
    return _finish(draft)


# -- placing one piece ---------------------------------------------------------------------------------------------


def _place(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> None:
    """Decide what a piece is, and put it there."""
    if _is_furniture(piece):
        _lay_aside(draft, piece)
        return
    _enter_zone(draft, piece)
    if piece.row:
        _place_row(draft, piece)
    elif _is_heading(draft, piece, following):
        _place_heading(draft, piece)
    elif piece.label and piece.label not in BULLETS and read_label(piece.label):
        _place_labelled(draft, piece, following)
    elif not piece.label and (glued := _unglue(draft, piece)):
        _place_labelled(draft, glued, following)
        if draft.part == "op":  # in annexes it is the markup's habit, and no slip
            draft.report("label-glued", f"the number {glued.label} is glued to its text in the source", draft.previous)
    else:
        _place_unlabelled(draft, piece, following)


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
    likely = len(text) < LONGEST_TITLE and not text.endswith(_STOPPED)
    return replace(_shifted(piece, -len(piece.label) - 1, ""), text=text, likely=likely)


def _part_bullet(piece: Piece) -> Piece:
    parts = split_bullet(piece.text) if not piece.label and not piece.row else None
    return _shifted(piece, len(piece.text) - len(parts[1]), parts[0]) if parts else piece


def _part_double_labels(row: Sequence[Piece]) -> list[Piece]:
    """`5.` with the text `(a) Lebanese judges ...`, and `(b)` after it, is 5 and 5 (a) (1757 (2007), annex)."""
    found = []
    for piece, after in itertools.zip_longest(row, row[1:]):
        parts = split_glued(piece.text) if piece.label[:1].isdigit() else None
        if parts and after is not None and _follows(_printed_label(after), parts[0]):
            found.append(replace(piece, text="", marks=()))
            piece = replace(_shifted(piece, len(piece.text) - len(parts[1]), parts[0]), depth=piece.depth + 1)
        found.append(piece)
    return found


def _printed_label(piece: Piece) -> str:
    glued = None if piece.label else split_glued(piece.text)
    return glued[0] if glued else piece.label


def _follows(label: str, first: str) -> bool:
    """Whether `(b)` follows `(a)`, the first of a row of letters or roman numerals."""
    styles = {o.style for o in read_label(first) if o.value == 1 and not o.style.strip("(").startswith("1")}
    return any(o.value == 2 and o.style in styles for o in read_label(label))


def _is_furniture(piece: Piece) -> bool:
    bare = not piece.label or not piece.text
    return bool(bare and (_RULE.fullmatch(piece.text or piece.label) or _REISSUE.fullmatch(piece.text))) or not (
        piece.text or piece.label
    )


def _lay_aside(draft: _Draft, piece: Piece) -> None:
    """Keep what is no part of the text apart; a footnote on it goes to the next clause."""
    if words := " ".join(filter(None, [piece.label, piece.text])):
        draft.furniture.append(words)
    draft.heading_notes += _notes_of(piece)


def _notes_of(piece: Piece) -> list[Mark]:
    """The footnotes of a piece whose own words become no clause."""
    return [replace(mark, start=0, end=0) for mark in piece.marks if mark.kind == "footnote"]


def _enter_zone(draft: _Draft, piece: Piece) -> None:
    """Go from the preamble to the body and to the annexes as the source or an annex's title says."""
    if piece.opens or (piece.zone == "annex" and not draft.part.startswith("annex")):
        _open_annex(draft)
    elif piece.resumes and draft.part == "op":
        draft.part, draft.lists = "pp", []
    elif piece.zone == "body" and draft.part == "pp":
        _enter(draft, "op")
    titled = (piece.heading or piece.likely) and not piece.label and _ANNEX.match(piece.text)
    if titled and draft.part != "pp" and not _at_start_of_annex(draft):
        _open_annex(draft)


def _at_start_of_annex(draft: _Draft) -> bool:
    """Whether an annex has been opened and nothing but its titles has come yet."""
    titled = any(map(_ANNEX.match, draft.headings))
    return draft.part.startswith("annex") and not draft.roots.get(draft.part) and not titled


def _enter(draft: _Draft, part: str) -> None:
    if draft.part != part:
        if draft.part.startswith("annex") and not _is_above_title(draft):
            _leave_headings(draft)
        draft.section = draft.section if draft.part == "pp" else ""
        draft.part, draft.lists, draft.attachment = part, [], ""


def _is_above_title(draft: _Draft) -> bool:
    """Whether the last line stands above the title of the annex that now begins (1431 (2002)); a date does not."""
    alone = len(draft.headings) == 1 and bool(draft.roots.get(draft.part))
    return alone and not any(_ANNEX.match(h) or _DATED.search(h) for h in draft.headings)


def _open_annex(draft: _Draft) -> None:
    draft.annexes += 1
    _enter(draft, f"annex-{draft.annexes}")


def _leave_headings(draft: _Draft) -> None:
    """Headings with nothing below them become a clause of their own: the title of an annex that holds a picture."""
    if draft.headings or draft.heading_notes:
        text, draft.headings = "\n".join(draft.headings), []
        _add(draft, Piece(text), "heading", None)


# -- headings ------------------------------------------------------------------------------------------------------


def _is_heading(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> bool:
    if _SENTENCE.fullmatch(piece.text):
        return False
    if _numbers_section(draft, piece, following):
        return True
    if piece.heading:
        return _is_heading_indeed(draft, piece, following)
    if piece.label or _names_section(draft, piece):
        return not piece.label
    if not piece.likely or _unglue(draft, piece) or _introduces_bullets(piece, following) or _acts(piece):
        return False
    before = draft.previous
    if draft.part.startswith("annex") and _is_in_row_of_names(draft, before, following):
        return False
    if draft.headings or before is None or before.part != draft.part:
        return not (piece.text.endswith(":") and following and _opens_sub_list(following[0]))
    if before.kind == "item" and not before.piece.label:  # in a row of names; over the next paragraph: 2423 (2018)
        return draft.part == "op" and before.text.endswith((";", ".")) and _precedes_next_number(draft, following)
    after = next((p for p in following if p.label or not p.likely or p.heading), None)
    if after is None:
        return False
    if before.text.endswith(":") or _is_titled(before):
        introduces = (
            piece.text.endswith(":") and before.parent is not None
        )  # (ii) Security sector reform / Work with ...:
        return after is following[0] and _opens_sub_list(after) and not introduces
    return bool(after.label) or after.heading


def _is_in_row_of_names(draft: _Draft, before: _Node | None, following: Sequence[Piece]) -> bool:
    """Whether short lines stand in a row: the names in the attachments of 2231 (2015)."""
    if before is None or not draft.roots.get(draft.part):
        return False
    row = list(itertools.takewhile(lambda p: p.likely and not p.heading and not p.label, following))
    goes_on = not draft.headings and before.piece.likely and before.parent is None and not before.piece.label
    return goes_on or len(row) >= SHORTEST_ROW


def _acts(piece: Piece) -> bool:
    """Whether a short line is a paragraph whose stop is missing: a verb in italics leads it, and other words follow."""
    return _begins_with_verb(piece) and piece.marks[0].end < len(piece.text)


def _introduces_bullets(piece: Piece, following: Sequence[Piece]) -> bool:
    """`Agrees to support:` and bullets below it (1318 (2000))."""
    return piece.text.endswith(":") and bool(following) and following[0].label in BULLETS


def _numbers_section(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> bool:
    """A capital alone, `II` (1318 (2000)); `O.` and a title over the next number, in an annex also after section N."""
    if not re.fullmatch(r"[A-Z]\.?|[IVX]+\.?", piece.label):
        return False
    if not piece.text:
        return True
    awaited = any(_awaits(e, o) for o in read_label(piece.label) for e in draft.lists)
    if awaited or len(piece.text) > LONGEST_TITLE:
        return False
    in_annex = draft.part.startswith("annex")
    follows = in_annex and len(draft.section) == 1 and ord(piece.label[0]) == ord(draft.section) + 1
    return (follows or _opens_numbers(draft, following)) and not piece.text.endswith(_STOPPED)


def _opens_numbers(draft: _Draft, following: Sequence[Piece]) -> bool:
    """Whether the next piece is the next number at the top of its part, or the first one."""
    if any(e.owner is None for e in draft.lists):
        return _precedes_next_number(draft, following)
    return bool(following) and Ordinal("1.", 1) in read_label(following[0].label)


def _is_heading_indeed(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> bool:
    """What the markup calls a heading is none where its label numbers a clause: `(b) Support ...` over (i) and (ii).

    `(ii) Exceptions` over paragraph 19 is one (2498 (2019)); so is `A.` or `II.` over anything.
    """
    if not piece.label:
        return not _unglue(draft, piece)
    if not any(o.style.strip(".()")[0] in "ai1" for o in read_label(piece.label)):
        return True
    after = following[0] if following else None
    return after is not None and after.depth == 0 and _is_next_number(draft, after)


def _precedes_next_number(draft: _Draft, following: Sequence[Piece]) -> bool:
    return bool(following) and _is_next_number(draft, following[0])


def _is_next_number(draft: _Draft, piece: Piece) -> bool:
    """Whether the piece is the next numbered paragraph at the top of its part."""
    top = next((e for e in draft.lists if e.owner is None), None)
    return top is not None and any(o == Ordinal(top.style, top.last + 1) for o in read_label(piece.label))


def _names_section(draft: _Draft, piece: Piece) -> bool:
    """A line right below a heading that is a letter alone: `B`, `With regard to the trade in arms,` (1295 (2000))."""
    return bool(
        draft.headings
        and re.fullmatch(r"[A-Z]\.?|[IVX]+\.?", draft.headings[-1])
        and not piece.label
        and not piece.verb
        and len(piece.text) < 100
        and not _is_preambular(piece)
    )


def _opens_sub_list(piece: Piece) -> bool:
    return any(o.value == 1 and not o.style.startswith("1") for o in read_label(piece.label))


def _place_heading(draft: _Draft, piece: Piece) -> None:
    text = " ".join(filter(None, [piece.label, piece.text]))
    draft.headings.append(text)
    draft.heading_notes += _notes_of(piece)
    if draft.part.startswith("annex") and (match := _ATTACHMENT.match(text)):
        draft.attachment = draft.section = _name_attachment(draft, match)
    elif match := _SECTION.match(text):
        article = match["article"]
        name = f"article-{article.replace(' ', '-')}" if article else match["letter"]
        draft.section = "/".join(filter(None, [draft.attachment, name]))
    if _is_citable(draft.section):
        draft.lists = []


def _name_attachment(draft: _Draft, match: re.Match[str]) -> str:
    """`attachment-1`, `annex-i`, or `annex-ii/attachment-3` for an attachment to an annex within the annex."""
    if match["annex"]:
        return f"annex-{match['annex'].lower()}"
    inner = draft.attachment.partition("/")[0]
    name = "-".join(["attachment", *filter(None, [match["number"]])])
    return f"{inner}/{name}" if inner.startswith("annex") else name


def _is_citable(section: str) -> bool:
    """Whether clauses are cited by the section they stand in, so that no list goes on from the one before."""
    return section.startswith(("article", *_ATTACHED))


def _crosses(draft: _Draft, before: _Node) -> bool:
    """Whether an article or an attachment has begun since a clause."""
    return _is_citable(draft.section) and draft.section != before.section


def _is_titled(node: _Node) -> bool:
    """A labelled clause that is only a title: `(b) Good offices and reconciliation`, its words in the next piece."""
    return _is_own_owner(node) and len(node.text) < LONGEST_TITLE and not node.text.endswith(_STOPPED)


# -- labelled pieces -----------------------------------------------------------------------------------------------


def _unglue(draft: _Draft, piece: Piece) -> Piece | None:
    """The piece with its label parted from its words, where an open list waits for that very label."""
    parts = split_glued(piece.text)
    if not parts or draft.part == "pp":
        return None
    label, rest = parts
    readings = read_label(label)
    expected = any(_awaits(e, o) for o in readings for e in draft.lists)
    before = draft.previous
    waits = before is not None and before.text.endswith(":") and (label.endswith(")") or not label[0].isdigit())
    opens = any(o.value == 1 for o in readings) and (waits or (draft.part.startswith("annex") and not label.isdigit()))
    if not expected and not opens:
        return None
    return _shifted(piece, len(piece.text) - len(rest), label)


def _awaits(list_: _List, ordinal: Ordinal) -> bool:
    return ordinal.value == list_.last + 1 and _alike(ordinal.style, list_.style)


def _alike(style: str, other: str) -> bool:
    """Whether two styles differ by no more than a sign lost: `11 Condemns` after `10.`, `v)` after `(iv)`."""
    return style.strip(".“\"‘'").lstrip("(") == other.strip(".“\"‘'").lstrip("(")


_DECIMAL = re.compile(r"\d+(?:\.\d+)+\.?")
_DECIMAL_REST = re.compile(r"(?P<rest>\.?\d+(?:\.\d+)*(?P<stop>\.)?)\s+(?=\S)")


def _mend_decimal(draft: _Draft, piece: Piece) -> Piece:
    """`1.1.` with the text `2. Sanctions ...` is 1.1.2: the markup knows no third level (2231 (2015), annex).

    The stop may be lost where 1.1 has been there already: `1.1.` with `1 Prohibition ...` is 1.1.1.
    """
    rest = _DECIMAL_REST.match(piece.text) if _DECIMAL.fullmatch(piece.label) else None
    if not rest or piece.label.endswith(".") == rest["rest"].startswith("."):
        return piece
    if not rest["stop"] and all(node.piece.label != piece.label for node in _latest_of_part(draft)):
        return piece
    return _shifted(piece, rest.end(), piece.label + rest["rest"])


def _shifted(piece: Piece, by: int, label: str) -> Piece:
    """The piece without the first `by` characters of its text, which have become its label."""
    kept = (mark for mark in piece.marks if mark.end > by or mark.kind == "footnote")
    marks = tuple(replace(mark, start=max(mark.start - by, 0), end=max(mark.end - by, 0)) for mark in kept)
    return replace(piece, text=piece.text[by:], label=label, marks=marks, heading=False)


def _place_labelled(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> None:
    piece = _mend_decimal(draft, piece)
    readings = read_label(piece.label)
    if draft.part == "pp" and any(o.style.startswith("1") for o in readings) and piece.zone == "preamble":
        _open_operative_part_in_preamble(draft, readings)
    found = _find_waiting_list(draft, piece, readings, following) or _open_list(draft, piece, readings, following)
    ordinal, list_ = found
    if ordinal.value != list_.last + 1:
        _report_gap(draft, piece, ordinal, list_)
    del draft.lists[draft.lists.index(list_) + 1 :]
    list_.last = ordinal.value
    if list_.owner is None:
        draft.ended = {}
    draft.ended[ordinal.style] = ordinal.value
    node = _add(draft, piece, "paragraph", list_.owner)
    node.ordinal, node.run = ordinal, list_.run
    if draft.part == "op" and piece.zone == "preamble" and node.parent is None:
        draft.report("operative-in-preamble", f"the source has paragraph {piece.label} in its preamble", node)


def _open_operative_part_in_preamble(draft: _Draft, readings: Sequence[Ordinal]) -> None:
    """Paragraph 1 of 2157 (2014), and 1 to 5 of 1977 (2011), stand in the markup's preamble."""
    if any(o.value == 1 for o in readings):
        draft.part, draft.lists = "op", []


def _find_waiting_list(
    draft: _Draft, piece: Piece, readings: Sequence[Ordinal], following: Sequence[Piece]
) -> tuple[Ordinal, _List] | None:
    """The open list that waits for one of the readings, the innermost first."""
    waiting = [(ordinal, list_) for list_ in reversed(draft.lists) for ordinal in readings if _awaits(list_, ordinal)]
    if waiting and len(readings) > 1 and any(o.value == 1 for o in readings):
        return None if _starts_roman(draft, piece, waiting[0], following) else waiting[0]
    return waiting[0] if waiting else None


def _starts_roman(draft: _Draft, piece: Piece, letter: tuple[Ordinal, _List], following: Sequence[Piece]) -> bool:
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
    draft: _Draft, piece: Piece, readings: Sequence[Ordinal], following: Sequence[Piece]
) -> tuple[Ordinal, _List]:
    """A new list for a label that no open list waits for: below the last clause, or, for numbers, at the top."""
    ordinal = _choose_reading(draft, readings, following)
    if ordinal.value != 1 and (open_ := _list_of_style(draft, ordinal.style)):
        return ordinal, open_
    owner = _owner_for(draft, piece, ordinal)
    if owner is None:
        draft.lists.clear()
        draft.runs += 1
    list_ = _List(owner, ordinal.style, 0, piece.depth, draft.runs)
    draft.lists.append(list_)
    return ordinal, list_


def _choose_reading(draft: _Draft, readings: Sequence[Ordinal], following: Sequence[Piece]) -> Ordinal:
    """The reading that begins a list; else the one that goes on with an open list, gap or no; else the smallest.

    `(i)` under a new title goes on with the letters of the last one where `(j)` follows (2765 (2024), paragraph 36).
    """
    after = {o for p in following[:1] for o in read_label(p.label)}
    for ordinal in readings:
        if (
            draft.ended.get(ordinal.style, 0) == ordinal.value - 1 > 0
            and Ordinal(ordinal.style, ordinal.value + 1) in after
        ):
            return ordinal
    for ordinal in reversed(readings):
        if ordinal.value == 1:
            return ordinal
    for ordinal in readings:
        if (open_ := _list_of_style(draft, ordinal.style)) and ordinal.value > open_.last:
            return ordinal
    return min(readings, key=lambda o: o.value)


def _list_of_style(draft: _Draft, style: str) -> _List | None:
    return next((e for e in reversed(draft.lists) if _alike(e.style, style)), None)


def _owner_for(draft: _Draft, piece: Piece, ordinal: Ordinal) -> _Node | None:
    """Under which clause a new list stands; None for the top of the part."""
    roots = draft.roots.get(draft.part)
    if not roots:
        return None
    if _DECIMAL.fullmatch(piece.label):
        prefix = path_segment(piece.label).rpartition(".")[0]
        return next((n for n in _latest_of_part(draft) if path_segment(n.piece.label) == prefix), None)
    before = roots[-1] if draft.previous is None or draft.previous.part != draft.part else draft.previous
    top_style = next((e.style for e in draft.lists if e.owner is None), None)
    if _begins_anew(draft, piece, ordinal, top_style, before):
        return None
    if ordinal.style.startswith("1") and piece.depth == 0:
        unnumbered_intro = draft.part == "op" and top_style is None and before.text.endswith(":")
        nested = top_style is not None and not _alike(top_style, ordinal.style) and before.text.endswith(":")
        if not (unnumbered_intro or nested):
            return None
    return _labelled_ancestor(before, ordinal, draft)


def _begins_anew(draft: _Draft, piece: Piece, ordinal: Ordinal, top_style: str | None, before: _Node) -> bool:
    """Whether a list stands at the top of an annex: in a new article, under a new title (1454 (2002), annex A)."""
    if not draft.part.startswith("annex"):
        return False
    restarts = top_style is not None and _alike(top_style, ordinal.style) and ordinal.value == 1
    introduced = before.text.endswith(":") or _is_own_owner(before) or before.parent is not None
    return (
        _crosses(draft, before)
        or (restarts and bool(draft.headings or piece.depth == 0))
        or (bool(draft.headings) and not introduced)
    )


def _latest_of_part(draft: _Draft) -> Iterator[_Node]:
    return itertools.takewhile(lambda node: node.part == draft.part, reversed(draft.nodes))


def _labelled_ancestor(node: _Node, ordinal: Ordinal, draft: _Draft) -> _Node:
    """The clause that people would cite a new list under: 8 (d) (i), although a line without label stands between.

    Where that clause has such a list already, the list stands under the line without label itself.
    """
    if node.parent is None or _is_own_owner(node):
        return node
    above = node.parent
    while above.parent is not None and not _is_own_owner(above):
        above = above.parent
    taken = any(c.ordinal and c.ordinal.value == 1 and _alike(c.ordinal.style, ordinal.style) for c in above.children)
    return node if taken else above


def _is_own_owner(node: _Node) -> bool:
    """Whether its label can be cited: not a bullet, nor a sign that no path can hold."""
    return node.piece.label not in BULLETS and bool(path_segment(node.piece.label))


def _report_gap(draft: _Draft, piece: Piece, ordinal: Ordinal, list_: _List) -> None:
    if list_.last == 0 and draft.ended.get(list_.style) == ordinal.value - 1:
        return  # letters that run on under the next title: (f) under (i), (g) under (ii) (2666 (2022))
    if list_.last == 0:
        draft.report("list-start", f"a list begins with {piece.label}", None)
    elif ordinal.value > list_.last:
        draft.report("label-gap", f"{piece.label} follows number {list_.last} of its list", None)
    else:
        draft.report("label-order", f"{piece.label} follows number {list_.last} of its list", None)


# -- pieces without a label ----------------------------------------------------------------------------------------


def _place_row(draft: _Draft, piece: Piece) -> None:
    """A table's row: below the paragraph it follows in an annex; a table in the body begins an annex (1973 (2011))."""
    if draft.part == "op":
        _open_annex(draft)
    _add(draft, piece, "row", None)


def _place_unlabelled(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> None:
    before = draft.previous if draft.previous is not None and draft.previous.part == draft.part else None
    if before is not None and _crosses(draft, before):
        before = None
    if before is not None and _fills(draft, before, piece):
        before.text, before.marks = piece.text, (*before.marks, *piece.marks)
        draft.report("number-apart", "the source parts the number from its text", before)
    elif before is not None and _is_cut(draft, before, piece):
        _join_cut(draft, before, piece)
    elif draft.part == "pp":
        parent = before_root(before) if before is not None and piece.label in BULLETS else None
        _add(draft, piece, "item" if parent else "paragraph", parent)
    elif draft.part == "op" and (_is_preambular(piece) or _comes_before_first_number(draft, piece, following)):
        _add_preambular(draft, piece)
    else:
        _place_in_body(draft, piece, before, following)


def before_root(node: _Node) -> _Node:
    """The top-level clause that a clause belongs to."""
    while node.parent is not None:
        node = node.parent
    return node


def _fills(draft: _Draft, before: _Node, piece: Piece) -> bool:
    """Whether a number stands alone before this piece, which is its text (1286 (2000))."""
    empty = bool(before.piece.label) and not before.text and not before.children
    return empty and not piece.label and not draft.headings and not draft.heading_notes


def _is_cut(draft: _Draft, before: _Node, piece: Piece) -> bool:
    """Whether a paragraph was cut in two at a page's end: no stop before, a small letter after (1289 (2000))."""
    return (
        not draft.headings
        and not draft.heading_notes
        and not piece.label
        and not piece.wraps
        and not before.children
        and before.kind != "row"
        and piece.text[:1].islower()
        and bool(before.text)
        and before.text[-1] not in ".;,:”?!"
        and (before.parent is None or before.piece.depth == piece.depth or _ends_title(before, piece))
    )


def _ends_title(before: _Node, piece: Piece) -> bool:
    """Whether the piece is the end of a title: `(a) Support to the implementation of the Agreement` + `in Mali`."""
    return _is_titled(before) and len(piece.text) < LONGEST_TITLE_END and not piece.text.endswith(_STOPPED)


def _join_cut(draft: _Draft, before: _Node, piece: Piece) -> None:
    shift = len(before.text) + 1
    before.text += " " + piece.text
    before.marks += tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in piece.marks)
    draft.report("paragraph-cut", "the source cuts this paragraph in two", before)


def _is_preambular(piece: Piece) -> bool:
    """A participle and a comma: preambular wherever it stands (part B of 1575 (2004); 2117 (2013))."""
    return piece.depth == 0 and piece.text.endswith(",") and bool(_PARTICIPLE.match(piece.text))


def _comes_before_first_number(draft: _Draft, piece: Piece, following: Sequence[Piece]) -> bool:
    """A paragraph that ends in a comma before paragraph 1 is the last of the preamble (2394 (2017))."""
    first = not draft.roots.get("op") and bool(following) and Ordinal("1.", 1) in read_label(following[0].label)
    return first and piece.text.endswith(",")


def _add_preambular(draft: _Draft, piece: Piece) -> None:
    node = _add(draft, piece, "paragraph", None, part="pp")
    draft.report("preambular-in-body", "a preambular paragraph stands among the operative ones in the source", node)


def _place_in_body(draft: _Draft, piece: Piece, before: _Node | None, following: Sequence[Piece]) -> None:
    """An unlabelled paragraph of the body or an annex: of its own, an item of a list, or words that go on after one."""
    if before is None or before.kind in ("row", "heading") or (draft.headings and piece.verb):
        _add(draft, piece, "paragraph", None)
        return
    if draft.part.startswith("annex") and (place := _find_place_in_annex(draft, piece, before, following)):
        _add(draft, piece, *place)
    elif before.text.endswith(":") or _is_titled(before) or piece.label in BULLETS:
        _add(draft, piece, "item", _owner_of_items(draft, before, piece))
    elif before.parent is None:
        _place_after_top(draft, piece, before)
    elif piece.wraps:
        _add(draft, piece, "continuation", _wrapped_by(draft, piece, before))
    elif piece.depth == 0 and _begins_with_verb(piece) and not _begins_with_verb(before.piece):
        _add(draft, piece, "paragraph", None)
    elif _goes_on(piece, before):
        _add(draft, piece, "continuation", before_root(before))
    else:
        _add(draft, piece, "item", before.parent)


_FORM_LINE = re.compile(r"[^.;]{1,60}:")  # Procuring State:   Month:   Year:
_GREETING = re.compile(r"(?:Your\s+)?Excellenc(?:y|ies)[:,]|Sir[:,]|Madam[:,]|Dear\s.{,40}[:,]")


def _find_place_in_annex(
    draft: _Draft, piece: Piece, before: _Node, following: Sequence[Piece]
) -> tuple[Kind, _Node | None] | None:
    """Where annexes part from the habits of resolutions: the kind and the parent of an unlabelled piece, or None."""
    if piece.label in BULLETS:
        return _place_among_bullets(piece, before)
    if piece.label:
        return None
    if _FORM_LINE.fullmatch(before.text) and _FORM_LINE.fullmatch(piece.text) and not before.piece.label:
        return before.kind, before.parent  # 2321 (2016), annex V
    if _GREETING.fullmatch(before.text):
        return "paragraph", before.parent
    if before.text.endswith(":") or _is_titled(before) or (before.kind == "item" and not before.piece.label):
        return None
    if owner := _interrupted(draft, piece, before, following):
        return "continuation", owner
    ended = before.parent is not None and before.text.endswith((".", ".”"))
    return ("paragraph", None) if ended and piece.depth == 0 and not piece.text[:1].islower() else None


def _place_among_bullets(piece: Piece, before: _Node) -> tuple[Kind, _Node | None] | None:
    """A bullet stands beside the last one of its form: `•` after `o` beside the last `•` (2498 (2019), annex B)."""
    node: _Node | None = before
    while node is not None:
        if node.piece.label == piece.label and (node is not before or node.parent is None):
            return ("item" if node.parent else "paragraph"), node.parent
        node = node.parent
    if before.kind == "continuation" and not before.text.endswith(":"):
        return "item", before.parent
    return None


def _interrupted(draft: _Draft, piece: Piece, before: _Node, following: Sequence[Piece]) -> _Node | None:
    """The clause that words go on with: those between 4 and 5 are of 4 (2202 (2015), annex I), after (d) of (d).

    A note is of the paragraph it stands below, whatever follows.
    """
    if draft.headings and before.parent is None:
        return None
    after = next((read_label(p.label) for p in following if read_label(p.label)), ())
    list_ = next((e for e in reversed(draft.lists) for o in after if _awaits(e, o)), None)
    if list_ is not None:
        row = list_.owner.children if list_.owner else draft.roots[draft.part]
        return next((node for node in reversed(row) if node.ordinal), None)
    return before_root(before) if piece.text.startswith("Note:") else None


def _owner_of_items(draft: _Draft, before: _Node, piece: Piece) -> _Node:
    """A bullet after a bullet is its sibling; after `(e) ...:` or a title it stands below."""
    if before.kind == "item" and before.parent is not None and piece.depth <= before.piece.depth:
        same = (before.piece.label in BULLETS) == (piece.label in BULLETS)
        if same and _returns_to_outer_bullets(before, piece) and before.parent.parent is not None:
            return before.parent.parent
        listed = before.piece.label == piece.label != "" and piece.depth == before.piece.depth > 0  # 2820 (2026), 7
        if same and (listed or not before.text.endswith(":")):
            return before.parent
    if piece.label in BULLETS and before.parent is not None and not before.text.endswith(":"):
        owner = before
        while owner.parent is not None and owner.piece.depth >= piece.depth > 0:
            owner = owner.parent
        beside = owner is before and before.text.endswith((";", ",")) and piece.depth <= before.piece.depth
        return before.parent if beside else owner
    return before


def _returns_to_outer_bullets(before: _Node, piece: Piece) -> bool:
    """`– To assist ...` after `– disarmament ...` under `– To support ...:`, all in one row (1933 (2010), 16 (i))."""
    above = before.parent
    return (
        above is not None
        and above.piece.label == before.piece.label == piece.label != ""
        and above.text[:1].isupper()
        and before.text[:1].islower()
        and piece.text[:1].isupper()
    )


def _place_after_top(draft: _Draft, piece: Piece, before: _Node) -> None:
    lower = piece.text[:1].islower() or piece.text[:1] == "("
    if (lower and before.children) or (lower and before.text.endswith(",") and before.piece.label):
        _add(draft, piece, "continuation", before)
    else:
        _add(draft, piece, "paragraph", None)


def _wrapped_by(draft: _Draft, piece: Piece, before: _Node) -> _Node:
    """The clause whose list the piece closes: the one that the list at the piece's depth belongs to."""
    node = before
    while node.parent is not None and node.parent.piece.depth > piece.depth:
        node = node.parent
    return node.parent or node


def _goes_on(piece: Piece, before: _Node) -> bool:
    """Words that go on after a list: a small letter; or no bullet, although the list had bullets (1617 (2005))."""
    if before.kind == "item" and before.piece.label in BULLETS:
        return piece.label not in BULLETS
    return piece.text[:1].islower()


def _begins_with_verb(piece: Piece) -> bool:
    shown = bool(piece.marks) and piece.marks[0].kind == "italic" and piece.marks[0].start == 0
    return (shown or bool(piece.verb)) and piece.text[:1].isupper()


def _add(draft: _Draft, piece: Piece, kind: Kind, parent: _Node | None, part: str = "") -> _Node:
    node = _Node(
        piece, part or draft.part, kind, parent, draft.headings, section=draft.section, attachment=draft.attachment
    )
    node.text, node.marks = piece.text, (*draft.heading_notes, *piece.marks)
    draft.headings, draft.heading_notes = [], []
    draft.nodes.append(node)
    (parent.children if parent is not None else draft.roots.setdefault(node.part, [])).append(node)
    if piece.printed:
        draft.report("label-misread", f"the source prints {piece.printed} where {piece.label} is meant", node)
    for code, message in piece.noted:
        draft.report(code, message, node)
    return node


# -- paths ---------------------------------------------------------------------------------------------------------


def _finish(draft: _Draft) -> Assembled:
    for part, roots in draft.roots.items():
        _name_roots(draft, part, roots)
    problems = tuple(Problem(code, message, node.path if node else "") for code, message, node in draft.problems)
    return Assembled(tuple(map(_freeze, draft.nodes)), problems, tuple(draft.furniture))


def _name_roots(draft: _Draft, part: str, roots: list[_Node]) -> None:
    sections = _sections(roots)
    counted = {key for key in set(map(_group, roots)) if _counts(part, [n for n in roots if _group(n) == key])}
    numbered = any(map(_is_own_owner, roots))
    taken: set[str] = set()
    unlabelled: dict[str, int] = {}
    for node, section in zip(roots, sections, strict=True):
        prefix, group = "/".join(filter(None, [part, section])), _group(node)
        if _is_own_owner(node):
            segment = path_segment(node.piece.label)
        else:
            unlabelled[group] = unlabelled.get(group, 0) + 1
            segment = f"{'' if group in counted else '-'}{unlabelled[group]}"
            if part == "op" and numbered and node.kind == "paragraph":
                draft.report("unnumbered", "an operative paragraph without a number among numbered ones", node)
        node.path = _free(f"{prefix}/{segment}", taken, draft, node)
        _name_children(draft, node, taken)


def _group(node: _Node) -> str:
    """What unlabelled paragraphs are counted in: their article or attachment, else the part."""
    return node.section if _is_citable(node.section) else ""


def _counts(part: str, group: Sequence[_Node]) -> bool:
    """Whether paragraphs without label are 1, 2, 3 ...: in the preamble, and where no paragraph has a number."""
    return part == "pp" or not any(_is_own_owner(node) or node.kind != "paragraph" for node in group)


def _sections(roots: list[_Node]) -> list[str]:
    """What leads the path of each top-level clause: its attachment; where numbering restarts, its part or article.

    Where a letter does not tell two rows of numbers apart, the second is `~2` (the annex of 1747 (2007)).
    """
    restarts = {name for name, group in _by_attachment(roots).items() if _restarts(group)}
    runs: dict[str, list[int]] = {}
    found = []
    for node in roots:
        if node.attachment not in restarts or not (_is_own_owner(node) or _is_citable(node.section)):
            found.append(node.attachment)
            continue
        known = runs.setdefault(node.section, [])
        if _is_own_owner(node) and node.run not in known:
            known.append(node.run)
        run = known.index(node.run) + 1 if _is_own_owner(node) else 1
        found.append("/".join(filter(None, [node.section, f"~{run}" if run > 1 else ""])))
    return found


def _by_attachment(roots: Sequence[_Node]) -> dict[str, list[_Node]]:
    groups: dict[str, list[_Node]] = {}
    for node in roots:
        groups.setdefault(node.attachment, []).append(node)
    return groups


def _restarts(group: Sequence[_Node]) -> bool:
    """Whether a label stands twice among these top-level clauses."""
    labels = [path_segment(node.piece.label) for node in group if _is_own_owner(node)]
    return len(set(labels)) < len(labels)


def _free(path: str, taken: set[str], draft: _Draft, node: _Node) -> str:
    """The path, or, where it is taken, the same with a run number: numbers that restart without a letter."""
    if path not in taken:
        taken.add(path)
        return path
    head, _, last = path.rpartition("/")
    run = 2
    while (other := f"{head}/~{run}/{last}") in taken:
        run += 1
    taken.add(other)
    if node.part == "op":
        draft.report("label-repeated", f"the label {node.piece.label} stands twice here", node)
    return other


def _name_children(draft: _Draft, node: _Node, taken: set[str]) -> None:
    items = continuations = 0
    _infer_missing_labels(draft, node)
    for child in node.children:
        if child.inferred or _is_own_owner(child):
            segment = child.inferred or path_segment(child.piece.label)
        elif child.kind == "continuation":
            continuations += 1
            segment = f"+{continuations}"
        else:
            items += 1
            segment = f"-{items}"
        child.path = _free(f"{node.path}/{segment}", taken, draft, child)
        _name_children(draft, child, taken)


def _infer_missing_labels(draft: _Draft, node: _Node) -> None:
    """Where one label is missing from a list, and one item without label stands there, it is that one."""
    children = node.children
    for before, child, after in zip(children, children[1:], children[2:], strict=False):
        if not (before.ordinal and after.ordinal and child.ordinal is None and child.kind in ("item", "continuation")):
            continue
        if _alike(before.ordinal.style, after.ordinal.style) and after.ordinal.value == before.ordinal.value + 2:
            child.inferred, child.kind = _successor(before.piece.label), "item"
            draft.report("label-missing", f"the label after {before.piece.label} is missing in the source", child)


_ROMANS = ("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx").split()


def _successor(label: str) -> str:
    segment = path_segment(label)
    if segment.isdigit():
        return str(int(segment) + 1)
    if segment in _ROMANS[:-1] and len(segment) > 1:
        return _ROMANS[_ROMANS.index(segment) + 1]
    return segment[:-1] + chr(ord(segment[-1]) + 1)


# -- freezing ------------------------------------------------------------------------------------------------------


def _freeze(node: _Node) -> Clause:
    level, above = 0, node.parent
    while above is not None:
        level, above = level + 1, above.parent
    return Clause(
        part=node.part,
        path=node.path,
        label=node.piece.printed or node.piece.label,
        level=level,
        parent=node.parent.path if node.parent else "",
        heading="\n".join(node.heading),
        verb=_leading_verbs(node),
        text=node.text,
        kind=node.kind,
        marks=node.marks,
    )


def _leading_verbs(node: _Node) -> str:
    if node.kind == "row" or node.part.startswith("annex"):
        return ""
    if node.piece.verb:
        return node.piece.verb if node.parent is None else ""
    return leading_verbs(node.text, node.marks, paragraph=node.parent is None)
