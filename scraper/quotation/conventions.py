"""Quotations as people write them, held against the words they are of.

A quotation may differ from its source in what the guides to citing allow, and in nothing else: words left out behind an
ellipsis; letters or words put in in square brackets; a capital or small letter at its head; curly marks for straight
ones; hyphens, also those of a line's end; `-ise` for `-ize`; emphasis; a label that was pasted with it. Each is told.
Whatever else is different makes it another text.

Pure: the quotation and the text are given. Time grows with the product of their lengths in the worst case, and both
are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from scraper.query import spelling

Verdict = Literal["verbatim", "allowed", "differs"]

AlterationKind = Literal[
    "ellipsis", "insertion", "first letter", "capitals", "marks", "punctuation", "hyphens", "spelling", "emphasis",
    "label", "word",
]  # fmt: skip
"""What is different. All but `word` are what quoting allows."""

STRONG = frozenset(
    "not no nor never none neither without unless except only all any every each both either may might can could shall"
    " should must will would cannot if until before after and or".split()
)
"""Words that decide what a sentence says: one lost or gained is told before all others."""

LONGEST = 1_500
"""So many words of a quotation are compared."""

ENOUGH = 0.6
"""Of a quotation that is not found word for word, so much must be there for a text to be called the nearest."""


class Alteration(NamedTuple):
    """One difference: what the quotation has, and what the text has; either may be "".

    strong      whether a word of it decides what the sentence says: `not`, `all`, `may`
    start, end  of other words: where they stand in the quotation, or would have to be put; else -1
    """

    kind: AlterationKind
    quoted: str
    printed: str
    strong: bool = False
    start: int = -1
    end: int = -1


class Lexeme(NamedTuple):
    """A word: its key, under which all its spellings meet, and where it stands.

    stem  whether only its beginning is to be compared, because its end was put in in brackets: `State[s]`
    """

    key: str
    start: int
    end: int
    stem: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, read: its words in segments, parted where words were left out or put in.

    text      as it was written
    gaps      what stands between the segments: `ellipsis` or `insertion`; one fewer than there are segments
    inserted  the words in brackets, for each gap, "" for an ellipsis
    emphasis  whether it bears marks of emphasis
    label     the label that was pasted before it, `5.`, or ""
    """

    text: str
    segments: tuple[tuple[Lexeme, ...], ...]
    gaps: tuple[AlterationKind, ...] = ()
    inserted: tuple[str, ...] = ()
    emphasis: bool = False
    label: str = ""

    @property
    def words(self) -> tuple[Lexeme, ...]:
        """All words, in order."""
        return tuple(word for segment in self.segments for word in segment)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation stands to a text.

    start, end  what of the text it quotes, its first and last words included
    score       the share of its words that stand there, in order; 1.0 for all
    """

    verdict: Verdict
    start: int
    end: int
    changes: tuple[Alteration, ...]
    score: float


_WORD = r"[^\W_]+(?:(?:['’‘ʼ‑‐–\u00ad-]|-[ \t]*\n[ \t]*)[^\W_]+)*"
_READ = re.compile(
    rf"""
    (?P<gap> \[\s{{0,3}}(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s{{0,3}}\] | … | \.\s?\.\s?\.(?:\s?\.)? )
  | (?P<aside> \[\^[^\]\s]{{1,20}}\]                                    # the mark of a note
             | \[ (?:sic|(?:emphasis|italics)\b[^\[\]]{{0,40}}|(?:footnotes?|citations?)\s(?:is\s|are\s)?omitted) \]
             | \( (?:emphasis|italics)\b[^()]{{0,40}} \) )
  | (?P<head> \[ [^\W\d_]{{1,2}} \] {_WORD} ) (?P<put_on> \[ [^\W_]{{0,5}} \] )?     # [d]ecides, [a]uthorize[d]
  | (?P<stem> {_WORD} ) \[ [^\W_]{{0,5}} \]                           # State[s]
  | (?P<put> \[ [^\[\]]{{1,120}} \] )                                   # [the Council]
  | (?P<word> {_WORD} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(_WORD)
_LABEL = re.compile(
    r"\s*(?:(?:OP|PP|para(?:graph)?\.?)\s?)?(?P<label>\d{1,3}[.)]|\([a-z]{1,4}\)|\(\d{1,2}\))\s+(?=\S)", re.I
)
_EMPHASIS = re.compile(r"[*_]{1,3}|</?(?:em|i|b|strong)>", re.I)


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """What all spellings of one word have in common: `Da’esh`, `Daesh`; `recognise`, `recognize`; `co-operate`.

    >>> key_of("Da’esh") == key_of("Daesh"), key_of("recognises") == key_of("recognizes"), key_of("may") == key_of("my")
    (True, True, False)
    """
    return spelling.one_key(word)


def cut_words(text: str) -> tuple[Lexeme, ...]:
    """The words of a text as it is printed, with their places."""
    return tuple(Lexeme(key_of(found[0]), *found.span()) for found in _PLAIN.finditer(text))


def read_quotation(text: str) -> Quotation:
    """Read a quotation, with or without its quotation marks, by the conventions of quoting. Never raises.

    >>> [len(segment) for segment in read_quotation("[d]ecides ... to remain [actively] seized").segments]
    [1, 2, 1]
    """
    plain = _EMPHASIS.sub(lambda mark: " " * len(mark[0]), text)
    labelled = _LABEL.match(plain.lstrip("“”\"'‘’ ")) if plain else None
    label = labelled["label"] if labelled else ""
    at = plain.find(label) + len(label) if label else 0
    segments: list[list[Lexeme]] = [[]]
    gaps: list[AlterationKind] = []
    inserted: list[str] = []
    for found in _READ.finditer(plain, at):
        if sum(map(len, segments)) >= LONGEST:
            break
        if found["gap"] or found["put"]:
            segments.append([])
            gaps.append("ellipsis" if found["gap"] else "insertion")
            inserted.append((found["put"] or "").strip("[]"))
        elif word := found["word"] or found["stem"]:
            segments[-1].append(Lexeme(key_of(word), found.start(), found.end(), bool(found["stem"])))
        elif found["head"]:
            bare = found["head"].replace("[", "").replace("]", "")
            segments[-1].append(Lexeme(key_of(bare), *found.span(), bool(found["put_on"])))
    return _without_empty(text, segments, gaps, inserted, plain != text, label)


def _without_empty(
    text: str,
    segments: list[list[Lexeme]],
    gaps: list[AlterationKind],
    inserted: list[str],
    emphasis: bool,
    label: str,
) -> Quotation:
    """The quotation without what is left out at its ends, where any quotation leaves words out."""
    kept = [i for i, segment in enumerate(segments) if segment]
    between = [
        ("insertion", "; ".join(filter(None, inserted[a:b])))
        if any(gap == "insertion" for gap in gaps[a:b]) and "ellipsis" not in gaps[a:b]
        else ("ellipsis", "; ".join(filter(None, inserted[a:b])))
        for a, b in pairwise(kept)
    ]
    return Quotation(
        text, tuple(tuple(segments[i]) for i in kept), tuple(kind for kind, _ in between),  # type: ignore[misc]
        tuple(put for _, put in between), emphasis, label,
    )  # fmt: skip


def compare(quotation: Quotation, text: str, words: Sequence[Lexeme] | None = None) -> Comparison | None:
    """Where the text has the quotation, and how; None where it has less than ENOUGH of it.

    `words` are those of the text where they have been cut already; those of labels may be left out.
    """
    printed = cut_words(text) if words is None else words
    if not quotation.segments or not printed:
        return None
    placed = _place(quotation, printed)
    told = _tell(quotation, text, printed, placed) if placed else None
    return told or _nearest(quotation, text, printed)


# ---------------------------------------------------------------- word for word


def _place(quotation: Quotation, printed: Sequence[Lexeme]) -> list[list[tuple[int, int]]] | None:
    """For each word of each segment the first and the last of the printed words it is; None where one is not there."""
    placed: list[list[tuple[int, int]]] = []
    at = 0
    for i, segment in enumerate(quotation.segments):
        furthest = at + _PUT if i and quotation.gaps[i - 1] == "insertion" else len(printed)
        found = _find(segment, printed, at, furthest)
        if found is None:
            return None
        placed.append(found)
        at = found[-1][1] + 1
    return placed


_PUT = 12
"""So many printed words at most stand in place of what was put in in brackets."""


def _find(segment: Sequence[Lexeme], printed: Sequence[Lexeme], at: int, furthest: int) -> list[tuple[int, int]] | None:
    for start in range(at, min(furthest + 1, len(printed))):
        if printed[start].key[:1] == segment[0].key[:1] and (found := _run(segment, printed, start)):
            return found
    return None


def _run(segment: Sequence[Lexeme], printed: Sequence[Lexeme], at: int) -> list[tuple[int, int]] | None:
    """The printed words that the segment is, from one on; two may be one, where a hyphen joins them."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(segment):
        if at >= len(printed):
            return None
        word = segment[i]
        if word.key == printed[at].key or (word.stem and printed[at].key.startswith(word.key)):
            found.append((at, at))
        elif at + 1 < len(printed) and word.key == printed[at].key + printed[at + 1].key:
            found.append((at, at + 1))
            at += 1
        elif i + 1 < len(segment) and word.key + segment[i + 1].key == printed[at].key:
            found += [(at, at), (at, at)]
            i += 1
        else:
            return None
        i, at = i + 1, at + 1
    return found


def _tell(
    quotation: Quotation, text: str, printed: Sequence[Lexeme], placed: list[list[tuple[int, int]]]
) -> Comparison | None:
    """What is different where all words are there."""
    changes: list[Alteration] = [Alteration("label", quotation.label, "")] if quotation.label else []
    changes += [Alteration("emphasis", "emphasis", "")] if quotation.emphasis else []
    for i, (segment, places) in enumerate(zip(quotation.segments, placed, strict=True)):
        if i:
            changes += _tell_gap(quotation, i, text, printed, placed)
        changes += _tell_run(quotation.text, segment, text, printed, places)
    if any(change.kind == "hyphens" and not _joined(change) for change in changes):
        return None
    start, end = printed[placed[0][0][0]].start, printed[placed[-1][-1][1]].end
    return Comparison("allowed" if changes else "verbatim", start, end, tuple(changes), 1.0)


def _joined(change: Alteration) -> bool:
    """Whether a mark joins the words that are one elsewhere: `no table` is not `notable`."""
    return any(mark in change.quoted + change.printed for mark in "-‐‑–'’‘ʼ\u00ad")


def _tell_gap(
    quotation: Quotation, i: int, text: str, printed: Sequence[Lexeme], placed: list[list[tuple[int, int]]]
) -> Iterator[Alteration]:
    """What stands in the text where the quotation leaves words out, or puts others in."""
    left, right = placed[i - 1][-1][1], placed[i][0][0]
    out = " ".join(text[printed[left].end : printed[right].start].split()) if right > left + 1 else ""
    words = {word.key for word in printed[left + 1 : right]}
    yield Alteration(quotation.gaps[i - 1], quotation.inserted[i - 1], out.strip(), bool(words & STRONG))


def _tell_run(
    quoted: str,
    segment: Sequence[Lexeme],
    text: str,
    printed: Sequence[Lexeme],
    places: Sequence[tuple[int, int]],
) -> Iterator[Alteration]:
    """The differences within a segment: in its words, and in what stands between them."""
    pairs = [
        (quoted[word.start : word.end], text[printed[a].start : printed[b].end])
        for word, (a, b) in zip(segment, places, strict=True)
    ]
    for i, (own, other) in enumerate(pairs):
        if i and places[i] == places[i - 1]:
            continue
        if i + 1 < len(places) and places[i] == places[i + 1]:
            own = quoted[segment[i].start : segment[i + 1].end]
        if own != other:
            yield Alteration(_kind(own, other, first=i == 0), own, other)
    for i, (word, following) in enumerate(pairwise(segment)):
        if places[i] == places[i + 1]:
            continue
        own = _between(quoted[word.end : following.start])
        other = _between(text[printed[places[i][1]].end : printed[places[i + 1][0]].start])
        if own != other:
            yield Alteration("marks" if _folded(own) == _folded(other) else "punctuation", own, other)


def _kind(own: str, other: str, *, first: bool) -> AlterationKind:
    """What a word is that is printed otherwise."""
    bare = own.replace("[", "").replace("]", "")
    if _folded(bare) == _folded(other):
        return "first letter" if "[" in own and bare != other else "marks"
    if bare.casefold() == other.casefold():
        return "first letter" if first or "[" in own else "capitals"
    if "[" in own:
        return "insertion"
    same = [re.sub(r"[^\w]|_", "", one).casefold() for one in (bare, other)]
    return "hyphens" if same[0] == same[1] else "spelling"


def _folded(text: str) -> str:
    return spelling.clean(text)


_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,20}\]")
_LABELS = re.compile(r"\(?\b(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})\)\s*|\b\d{1,3}\.\s+", re.I)


def _between(text: str) -> str:
    """What stands between two words, without blanks and the marks of emphasis; nor the label of an item."""
    return " ".join(_LABELS.sub("", _EMPHASIS.sub("", _NOTE_MARK.sub("", text))).split())


# ---------------------------------------------------------------- nearly


def _nearest(quotation: Quotation, text: str, printed: Sequence[Lexeme]) -> Comparison | None:
    """The differences by words, where most of them are there in order."""
    own = quotation.words
    blocks = _match(own, printed, slack=_SLACK + len(own) // 2 + _LEFT_OUT * len(quotation.gaps))
    matched = sum(size for _, _, size in blocks)
    if not blocks or matched < ENOUGH * len(own):
        return None
    open_ends = _ends(quotation)
    first, last = blocks[0][1], blocks[-1][1] + blocks[-1][2] - 1
    first = max(0, first - blocks[0][0]) if blocks[0][0] <= 2 else first
    behind = len(own) - blocks[-1][0] - blocks[-1][2]
    last = min(len(printed) - 1, last + behind) if behind <= 2 else last
    changes = list(_tell_words(quotation.text, own, text, printed, blocks, (first, last + 1), open_ends))
    lost = sum(1 for change in changes if change.kind == "word" for _ in change.printed.split())
    score = matched / (len(own) + lost / 2)
    if score < ENOUGH:
        return None
    changes.sort(key=lambda change: not change.strong)
    return Comparison("differs", printed[first].start, printed[last].end, tuple(changes), round(score, 4))


_SLACK, _LEFT_OUT = 6, 120
"""So many words more than the quotation has the text around its longest run may have; and so many for each gap."""


def _match(own: Sequence[Lexeme], printed: Sequence[Lexeme], slack: int) -> list[tuple[int, int, int]]:
    """The runs that both have, in order: where they begin in each, and how long they are.

    The longest says where to look: a word found far from it is another one.
    """
    keys, there = [word.key for word in own], [word.key for word in printed]
    first, at, _ = SequenceMatcher(None, keys, there, autojunk=False).find_longest_match()
    low, high = max(0, at - first - slack), at - first + len(keys) + slack
    same = SequenceMatcher(None, keys, there[low:high], autojunk=False)
    return [(a, low + b, size) for a, b, size in same.get_matching_blocks()[:-1]]


def _ends(quotation: Quotation) -> frozenset[int]:
    """Behind how many of its words the quotation leaves out, or puts in."""
    ends, count = set(), 0
    for segment in quotation.segments[:-1]:
        count += len(segment)
        ends.add(count)
    return frozenset(ends)


def _tell_words(
    quoted: str,
    own: Sequence[Lexeme],
    text: str,
    printed: Sequence[Lexeme],
    blocks: Sequence[tuple[int, int, int]],
    window: tuple[int, int],
    open_ends: frozenset[int],
) -> Iterator[Alteration]:
    """Each run of words that only one of the two has."""
    at, there = 0, window[0]
    for first, start, size in [*blocks, (len(own), window[1], 0)]:
        if first > at or start > there:
            ours = quoted[own[at].start : own[first - 1].end] if first > at else ""
            theirs = text[printed[there].start : printed[start - 1].end] if start > there else ""
            keys = {word.key for word in own[at:first]} ^ {word.key for word in printed[there:start]}
            left_out = not ours and at in open_ends
            where = (own[at].start, own[first - 1].end) if first > at else (own[at - 1].end, own[at - 1].end)
            kind: AlterationKind = "ellipsis" if left_out else "word"
            yield Alteration(kind, ours, theirs, bool(keys & STRONG), *(where if kind == "word" else ()))
        at, there = first + size, start + size
