"""What a person types, read as a query: pure, no database, and no input is an error.

Reading goes: clean the text (`scraper.fold`), cut it into lexemes, join those that are a listed name, read them as a
tree with filters aside, and say the whole back in words. What has no meaning is ignored, and listed with the reason.
The language is `LANGUAGE`, one row a construct; README and help pages print it with `language_table`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Literal, cast

from scraper import fold
from scraper.cite.grammar import read_references
from scraper.errors import BadReference
from scraper.fold import Form
from scraper.lookup import say_path
from scraper.models import Pinpoint

LANGUAGE = (
    ("`oil gold`", "both words, in any of their forms (`sanction` finds *sanctions*), in either spelling"),
    ('`"arms embargo"`', "these words next to each other, in this order; no other names are looked for"),
    ("`oil OR gold`", "either word; `OR` in capitals. `a b OR c` is `(a b) OR c`"),
    ("`oil -gold`, `oil NOT gold`", "the first without the second; `-gold` alone finds everything else"),
    ("`(oil OR gold) trade`", "brackets group"),
    ("`sanct*`", "words that begin so, as printed"),
    ("`oil ~5 trade`, `NEAR(oil trade, 5)`", "within 5 words of each other, in either order; `~` alone: 10"),
    ('`exact:universal`, `exact:"asset freeze"`', "as printed: no other form, spelling or name"),
    ("`in:op`", "in operative paragraphs, the default; `in:pp` preambles, `in:annex` annexes, `in:all` everything"),
    ('`verb:decides`, `verb:"calls upon"`', "paragraphs with that verb; *also*, *further* and the like do not matter"),
    ("`year:2014..2016`", "adopted in these years; also `2014`, `2014..`, `..2016`"),
    ("`res:2199`, `res:2100..2199`", "in these resolutions"),
    ("`ch7:yes`, `ch7:no`", "in resolutions marked as acting under Chapter VII, or not"),
    ('`topic:terrorism`, `topic:"arms embargo"`', "resolutions with that subject heading or agenda item"),
    ('`title:sudan`', "resolutions with these words in the title the library gave them"),
    ("`quality:xml`", "by where the text is from: `xml`, `corrected`, `text-layer`, `pdf`"),
    ("`-year:2015`, `-in:annex`", "a filter refused. Filters hold for the whole query; any of a kind will do"),
    ("`2249`, `S/RES/2249 op 5`, `para 5 of resolution 2249`", "a reference typed alone: the place itself, and below it"
     " what speaks of it"),
)  # fmt: skip
"""What can be typed, and what it finds, in the Markdown of a table."""


def language_table() -> str:
    """`LANGUAGE` as a Markdown table."""
    rows = "\n".join(f"| {typed} | {found} |" for typed, found in LANGUAGE)
    return f"| typed | found |\n|---|---|\n{rows}\n"


MAX_CHARACTERS = 4_000
MAX_TERMS = 48
MAX_DEPTH = 12
MAX_DISTANCE = 100
MAX_NEAR_WAYS = 12
DEFAULT_DISTANCE = 10

Part = Literal["op", "pp", "annex", "all"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase. Any of `ways` will do; `exact` and `prefix` look at words as printed, unstemmed."""

    typed: str
    ways: tuple[Form, ...]
    exact: bool = False
    prefix: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """All `terms` within `distance` words of each other, in any order."""

    terms: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """Every one of `items`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `items`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but `item`."""

    item: Node


Node = Term | Near | And | Or | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the whole query: `name:value`, or all but that. Several of one name: any of them will do.

    `value` is normalised: `2014..2016`, `op`, `yes`, `calls upon`.
    """

    name: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something typed that had no effect, and why, in words for the person who typed it."""

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """`typed` also finds `also`; `undo` is the whole query without that."""

    typed: str
    also: tuple[str, ...]
    kind: Literal["name", "spelling"]
    undo: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read. `text` is what was typed, cleaned; `tree` is None where only filters were typed, or nothing."""

    text: str
    tree: Node | None
    filters: tuple[Filter, ...]
    place: Pinpoint | None
    read_as: str
    ignored: tuple[Ignored, ...] = ()
    expansions: tuple[Expansion, ...] = ()


# ---------------------------------------------------------------------------------------------- cutting it up

Kind = Literal[
    "name", "filter", "exact", "near", "quoted", "open", "close", "comma", "tilde", "and", "or", "not", "word", "stray"
]


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: Kind
    text: str
    start: int
    end: int
    name: str = ""
    value: str = ""


FILTERS = ("in", "year", "res", "verb", "ch7", "topic", "title", "quality")

_LEXEME = re.compile(
    rf"""
      (?P<symbol>  (?: \b S/RES/ \s? )? \b \d{{1,4}} \s? \( \d{{4}} \) | \b S/RES/\d{{1,4}} \b )   # 2199 (2015)
    | (?P<filter>  (?P<but> -? ) \b (?P<name> {"|".join(FILTERS)} ) :
                   (?: " (?P<inquotes> [^"]* ) " | (?P<bare> [^\s"()]* ) ) )                       # year:2014..2016
    | (?P<exact>   \b exact : (?= [^\s()] ) )                                                      # exact:decides
    | (?P<near>    \b (?-i: NEAR ) \( )                                                            # NEAR(oil gold, 5)
    | (?P<quoted>  " [^"]* " \*? )                                                                 # "arms embargo"
    | (?P<open>    \( )
    | (?P<close>   \) )
    | (?P<comma>   [,;] )
    | (?P<tilde>   ~ (?P<distance> \d{{0,6}} ) (?! \S ) )                                          # oil ~5 gold
    | (?P<and>     (?<! \S ) (?-i: AND ) (?! [^\s()"] ) )
    | (?P<or>      (?<! [^\s()] ) (?-i: OR ) (?! [^\s()"] ) )
    | (?P<not>     (?<! [^\s()] ) (?: (?-i: NOT ) (?! [^\s()"] ) | -+ (?= [^\s)-] ) ) )            # -gold
    | (?P<word>    \d{{1,3}} (?: ,\d{{3}} )+ (?! \d ) | [^\s"(),;]+ )                              # oil, sanct*, 1,000
    | (?P<stray>   \S )
    """,
    re.X | re.I,
)


def _cut(text: str) -> list[_Lexeme]:
    return [_lexeme(match) for match in _LEXEME.finditer(text)]


def _lexeme(match: re.Match[str]) -> _Lexeme:
    kind = str(match.lastgroup)
    name = value = ""
    if kind == "filter":
        name = match["but"] + match["name"].lower()
        value = match["bare"] if match["inquotes"] is None else match["inquotes"]
    elif kind == "tilde":
        value = match["distance"]
    return _Lexeme("word" if kind == "symbol" else cast(Kind, kind), match[0], match.start(), match.end(), name, value)


def _name_things(lexemes: list[_Lexeme]) -> list[_Lexeme]:
    """Join words that together are a listed name (`North Korea`, `Côte d'Ivoire`), the longest first."""
    out: list[_Lexeme] = []
    at = 0
    while at < len(lexemes):
        after_exact = bool(out) and out[-1].kind == "exact"
        kind, length = (lexemes[at].kind, 1) if after_exact else _name_at(lexemes, at)
        run = lexemes[at : at + length]
        text = " ".join(lexeme.text for lexeme in run)
        out.append(replace(run[0], kind=kind, text=text, end=run[-1].end))
        at += length
    return out


def _name_at(lexemes: list[_Lexeme], at: int) -> tuple[Kind, int]:
    """What begins at `at`, and how many lexemes it takes: a listed name, one word printed as two, or just a word."""
    names = fold.names()
    if lexemes[at].kind == "word" and lexemes[at].text in fold.lexicon().by_capitals:
        return "name", 1
    run: tuple[str, ...] = ()
    best: tuple[Kind, int] = (lexemes[at].kind, 1)
    for after, lexeme in enumerate(lexemes[at : at + fold.longest_name()], start=1):
        if lexeme.kind != "word" or "*" in lexeme.text:
            break
        run += fold.words(lexeme.text)
        if run in names:
            best = "name", after
        elif after > 1 and run and fold.is_apart(run):
            best = "word", after
    return best


# ------------------------------------------------------------------------------------------------- reading it


@dataclass(slots=True)
class _Reading:
    """The state of one reading; thrown away when it is done."""

    text: str
    lexemes: list[_Lexeme]
    at: int = 0
    terms: int = 0
    too_deep: int = 0
    dropped: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    expansions: list[Expansion] = field(default_factory=list)

    def peek(self) -> str:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else "end"

    def take(self) -> _Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def ignore(self, typed: str, why: str) -> None:
        entry = Ignored(typed if len(typed) <= 60 else f"{typed[:57]}...", why)
        if entry not in self.ignored:
            self.ignored.append(entry)


def _read_all(reading: _Reading) -> Node | None:
    """Everything, also after brackets that close too early."""
    items: list[Node] = []
    while reading.peek() != "end":
        if reading.peek() == "close":
            reading.take()
            if not reading.too_deep:
                reading.ignore(")", "no bracket is open here")
            reading.too_deep = max(0, reading.too_deep - 1)
        if node := _read_or(reading, 0):
            items.append(node)
    return _join(And, items)


def _read_or(reading: _Reading, depth: int) -> Node | None:
    items: list[Node] = []
    while True:
        node = _read_and(reading, depth)
        if node is not None:
            items.append(node)
        if reading.peek() != "or":
            return _join(Or, items)
        lexeme = reading.take()
        if node is None:
            reading.ignore(lexeme.text, "there is nothing before it to choose from")
        elif reading.peek() in ("end", "close"):
            reading.ignore(lexeme.text, "nothing follows it")


def _read_and(reading: _Reading, depth: int) -> Node | None:
    items: list[Node] = []
    while (kind := reading.peek()) not in ("or", "end"):
        if kind == "close" and not reading.too_deep:
            break
        if kind == "close":
            reading.take()
            reading.too_deep -= 1
        elif kind == "and":
            lexeme = reading.take()
            if not items or reading.peek() in ("end", "close", "or"):
                reading.ignore(lexeme.text, "it stands between two words")
        elif (node := _read_not(reading, depth)) is not None:
            items.append(node)
    return _join(And, items)


def _read_not(reading: _Reading, depth: int) -> Node | None:
    """`NOT x`, `-x`; twice is no NOT at all."""
    denied = False
    lexeme = None
    while reading.peek() == "not":
        lexeme = reading.take()
        denied = not denied
    if lexeme and reading.peek() == "filter":
        inner = reading.take()
        _read_filter(reading, replace(inner, name=f"-{inner.name.lstrip('-')}" if denied else inner.name))
        return None
    node = _read_chain(reading, depth)
    if node is None and lexeme and not reading.dropped:
        reading.ignore(lexeme.text, "there is nothing after it to leave out")
    return _deny(node) if denied and node is not None else node


def _deny(node: Node) -> Node:
    return node.item if isinstance(node, Not) else Not(node)


def _read_chain(reading: _Reading, depth: int) -> Node | None:
    """`a ~5 b ~3 c`: a near b, and b near c."""
    left = _read_primary(reading, depth)
    pairs: list[Node] = []
    while reading.peek() == "tilde":
        tilde = reading.take()
        right = _read_primary(reading, depth) if reading.peek() not in ("end", "close", "or", "and") else None
        near = _near_two(left, right, _distance(reading, tilde.value))
        if near is None:
            reading.ignore(tilde.text, "it stands between two words or phrases")
            pairs += filter(None, [left if not pairs else None, right])
        else:
            pairs.append(near)
        left = right
    return _join(And, pairs) if pairs else left


def _near_two(left: Node | None, right: Node | None, distance: int) -> Node | None:
    one, other = _as_term(left), _as_term(right)
    return Near((one, other), distance) if one and other else None


def _as_term(node: Node | None) -> Term | None:
    """A term, or terms of one kind joined by OR, as one term that may be printed in several ways."""
    if isinstance(node, Term):
        return node
    if not isinstance(node, Or):
        return None
    terms = [item for item in node.items if isinstance(item, Term)]
    if len(terms) < len(node.items) or len({(term.exact, term.prefix) for term in terms}) > 1:
        return None
    typed = " or ".join(term.typed for term in terms)
    return replace(terms[0], typed=typed, ways=tuple(way for term in terms for way in term.ways))


def _distance(reading: _Reading, digits: str) -> int:
    asked = int(digits) if digits else DEFAULT_DISTANCE
    if asked > MAX_DISTANCE:
        reading.ignore(digits, f"words are near within {MAX_DISTANCE} words at most, so it was read as {MAX_DISTANCE}")
    return min(asked, MAX_DISTANCE)


def _read_primary(reading: _Reading, depth: int) -> Node | None:
    kind = reading.peek()
    if kind in ("end", "close", "or", "and", "not"):
        return None
    lexeme = reading.take()
    if kind == "open":
        return _read_group(reading, depth)
    if kind == "near":
        return _read_near(reading, lexeme)
    if kind == "filter":
        _read_filter(reading, lexeme)
    if kind == "tilde":
        reading.ignore(lexeme.text, "it stands between two words or phrases")
    if kind in ("comma", "tilde", "filter"):
        return None
    return _read_term(reading, lexeme)


def _read_group(reading: _Reading, depth: int) -> Node | None:
    if depth + 1 >= MAX_DEPTH:
        reading.too_deep += 1
        reading.ignore("(", f"brackets are read {MAX_DEPTH} deep; those deeper inside make no difference")
        return None
    node = _read_or(reading, depth + 1)
    if reading.peek() == "close":
        reading.take()
    else:
        reading.ignore("(", "the bracket is not closed; it was read as if it were, at the end")
    return node


def _read_near(reading: _Reading, opening: _Lexeme) -> Node | None:
    """`NEAR(a "b c" d, 5)`; what is no word or phrase inside it is ignored."""
    terms: list[Term] = []
    distance: int | None = None
    while reading.peek() not in ("close", "end"):
        lexeme = reading.take()
        if lexeme.kind == "comma":
            if reading.peek() == "word" and (digits := reading.lexemes[reading.at].text).isdecimal():
                distance = _distance(reading, digits[:6])
                reading.take()
        elif lexeme.kind in ("word", "name", "quoted", "exact"):
            node = _read_term(reading, lexeme)
            terms += [node] if isinstance(node, Term) else []
        else:
            reading.ignore(lexeme.text, "inside NEAR( ) stand words and phrases only")
    if reading.peek() == "close":
        reading.take()
    if len(terms) > 1:
        return Near(tuple(terms), DEFAULT_DISTANCE if distance is None else distance)
    reading.ignore(opening.text, "NEAR needs two words or more")
    return terms[0] if terms else None


def _join(kind: type[And] | type[Or], items: list[Node]) -> Node | None:
    """One node for many: nothing for none, the node itself for one, no And within an And."""
    flat: list[Node] = []
    for item in items:
        flat += item.items if isinstance(item, kind) else (item,)
    flat = list(dict.fromkeys(flat))
    return kind(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


# ----------------------------------------------------------------------------------------------------- its words


def _read_term(reading: _Reading, lexeme: _Lexeme) -> Node | None:
    exact = lexeme.kind == "exact"
    if exact:
        if reading.peek() not in ("word", "quoted"):
            reading.ignore(lexeme.text, "a word or a phrase must follow at once")
            return None
        start, lexeme = lexeme.start, reading.take()
        lexeme = replace(lexeme, start=start)
    if reading.terms >= MAX_TERMS:
        reading.dropped.append(lexeme.text)
        return None
    if lexeme.kind == "name":
        node: Node | None = _name(reading, lexeme)
    elif lexeme.kind == "quoted":
        node = _quoted(reading, lexeme, exact)
    else:
        node = _word(reading, lexeme, exact)
    reading.terms += len(node.items) if isinstance(node, And) else 1
    return node


def _quoted(reading: _Reading, lexeme: _Lexeme, exact: bool) -> Node | None:
    inside = lexeme.text.rstrip("*").strip('"').strip()
    prefix = lexeme.text.endswith("*") or inside.endswith("*")
    inside = inside.rstrip("* ")
    ways = _exactly(inside) if exact or prefix else fold.phrase_forms(inside)
    if not ways:
        reading.ignore(lexeme.text, "there is no letter or digit in it")
        return None
    _tell_spellings(reading, lexeme, ways)
    return Term(inside, tuple(ways), exact, prefix, phrase=len(next(iter(ways))) > 1)


def _exactly(typed: str) -> dict[Form, str]:
    own = fold.words(typed)
    return {own: typed} if own else {}


def _word(reading: _Reading, lexeme: _Lexeme, exact: bool) -> Node | None:
    if (split := _split(reading, lexeme)) is not None:
        return _join(And, [node for part in split if (node := _word(reading, part, exact))])
    typed = lexeme.text.strip("*")
    prefix = lexeme.text.endswith("*") and bool(typed)
    if lexeme.text.startswith("*") and typed:
        reading.ignore("*", f"a star goes at the end: {typed.rstrip('*')}* finds words that begin so")
    if symbol := _SYMBOL.fullmatch(typed):
        return _symbol(typed, int(symbol["number"] or symbol["bare"]), symbol["year"])
    plain = typed if exact or prefix else _POSSESSIVE.sub("", typed)
    ways = _exactly(plain) if exact or prefix else fold.forms(plain)
    if not ways:
        reading.ignore(lexeme.text, "there is no letter or digit in it")
        return None
    _tell_spellings(reading, lexeme, ways)
    return Term(typed, tuple(ways), exact, prefix, phrase=len(next(iter(ways))) > 1)


def _symbol(typed: str, number: int, year: str | None) -> Term:
    """A symbol among words: the texts write `resolution 2199 (2015)`, seldom `S/RES/2199 (2015)`."""
    return Term(typed, ((str(number), year) if year else (str(number),),), phrase=bool(year))


_SYMBOL = re.compile(
    r"(?: S/RES/ \s? )? (?P<number> \d{1,4} ) \s? \( (?P<year> \d{4} ) \) | S/RES/ (?P<bare> \d{1,4} )", re.X | re.I
)
_POSSESSIVE = re.compile(r"(?<= [^\W\d_] ) (?: 's | (?<= s ) ' ) $", re.X | re.I)
"""`Council's`, `States'`: the stemmed index takes all endings as one word, so the word itself is looked for."""


def _split(reading: _Reading, lexeme: _Lexeme) -> list[_Lexeme] | None:
    """`foo:oil` and `san*tion` are two words; None for a word that is one."""
    pieces = [match[0] for match in re.finditer(r"[^:*]+ \*? (?= : | $ ) | [^:*]+", lexeme.text, re.X)]
    if len(pieces) < 2 or lexeme.text.lower().startswith(("http:", "https:")):
        return None
    if re.match(r"[A-Za-z]+:", lexeme.text):
        reading.ignore(f"{pieces[0]}:", f"not one of {', '.join(FILTERS)}: so both sides were read as words")
    elif "*" in lexeme.text.rstrip("*"):
        reading.ignore("*", "a star goes at the end of a word")
    return [replace(lexeme, text=piece) for piece in pieces]


def _name(reading: _Reading, lexeme: _Lexeme) -> Term:
    """A listed name: itself, then the other names of the same thing."""
    alias = fold.lexicon().by_capitals.get(lexeme.text) or fold.names()[fold.words(lexeme.text)]
    ways = {} if lexeme.text in alias.typed else fold.phrase_forms(lexeme.text)
    own = set(ways)
    for form in alias.forms + alias.capitals:
        ways = ways | fold.phrase_forms(form)
    also = tuple(form for form in alias.forms + alias.capitals if fold.words(form) not in own)
    undo = _rewrite(reading.text, lexeme, f'"{lexeme.text}"')
    reading.expansions.append(Expansion(lexeme.text, also, "name", undo))
    return Term(lexeme.text, tuple(ways), phrase=len(next(iter(ways))) > 1)


def _tell_spellings(reading: _Reading, lexeme: _Lexeme, ways: dict[Form, str]) -> None:
    if len(ways) > 1:
        typed = lexeme.text.strip('"')
        undo = _rewrite(reading.text, lexeme, f'exact:"{typed}"')
        reading.expansions.append(Expansion(typed, tuple(ways.values())[1:], "spelling", undo))


def _rewrite(text: str, lexeme: _Lexeme, instead: str) -> str:
    return f"{text[: lexeme.start]}{instead}{text[lexeme.end :]}"


# --------------------------------------------------------------------------------------------------- its filters


def _read_filter(reading: _Reading, lexeme: _Lexeme) -> None:
    """Keep what the filter says; a value that means nothing is ignored, with the reason."""
    name, denied = lexeme.name.lstrip("-"), lexeme.name.startswith("-")
    read, wanted = _VALUES[name]
    for piece in [lexeme.value] if name in ("verb", "topic", "title") else lexeme.value.split(","):
        value = read(piece.strip())
        if value is None:
            reading.ignore(lexeme.text, wanted)
        else:
            reading.filters.append(Filter(name, value, denied))


_PARTS = {
    "op": ["op", "operative", "operatives", "operation"],
    "pp": ["pp", "preamble", "preambular", "preambles"],
    "annex": ["annex", "annexes", "annexe", "annexed"],
    "all": ["all", "any", "everything", "everywhere"],
}
_PART_OF = {word: part for part, names in _PARTS.items() for word in names}
_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}
_QUALITIES = ("xml", "corrected", "text-layer", "pdf")

_RANGE = re.compile(r"(?P<first> \d{1,4} )? \s* (?P<to> \.\.\.? | - )? \s* (?P<last> \d{1,4} )?", re.X)


def _range(value: str) -> str | None:
    """`2014`, `2014..2016`, `2014..`, `..2016`; a range backwards is turned round."""
    match = _RANGE.fullmatch(value)
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["to"]:
        return str(int(match["first"])) if match["first"] and not match["last"] else None
    ends = [match["first"], match["last"]]
    if all(ends):
        ends.sort(key=int)
    return "..".join(str(int(end)) if end else "" for end in ends)


def _number(value: str) -> str | None:
    symbol = _SYMBOL.fullmatch(value)
    return str(int(symbol["number"] or symbol["bare"])) if symbol else _range(value)


def _said(value: str) -> str | None:
    return " ".join(fold.words(value)) or None


_VALUES: dict[str, tuple[Callable[[str], str | None], str]] = {
    "in": (lambda value: _PART_OF.get(value.lower()), "in: takes op, pp, annex or all"),
    "year": (_range, "year: takes a year or a range, such as 2014, 2014..2016, 2014.. or ..2016"),
    "res": (_number, "res: takes the number of a resolution or a range, such as 2199 or 2100..2199"),
    "ch7": (lambda value: _YES_NO.get(value.lower()), "ch7: takes yes or no"),
    "quality": (lambda value: value.lower() if value.lower() in _QUALITIES else None,
                f"quality: takes {', '.join(_QUALITIES)}"),
    "verb": (_said, "verb: takes a verb, such as decides or \"calls upon\""),
    "topic": (_said, "topic: takes a word or words in quotation marks"),
    "title": (_said, "title: takes a word or words in quotation marks"),
}  # fmt: skip


def parts(query: Query) -> frozenset[str]:
    """The parts searched: some of `op`, `pp`, `annex`. Operative alone where the query does not say."""
    every = frozenset({"op", "pp", "annex"})
    asked = {one.value for one in query.filters if one.name == "in" and not one.negated}
    denied = {one.value for one in query.filters if one.name == "in" and one.negated}
    chosen = every if "all" in asked else asked or (every if denied else {"op"})
    return frozenset(chosen) - denied


def with_filter(text: str, name: str, value: str) -> str:
    """The query that is `text` and holds `name:value` in place of any other filter of that name."""
    return write_filter(name, value, without_filter(text, name))


def write_filter(name: str, value: str, rest: str) -> str:
    """`name:value` before the rest of a query: what follows a filter cannot be misread by it."""
    written = f'"{value}"' if re.search(r"[\s()]", value) else value
    return f"{name}:{written} {rest}".strip()


def without_filter(text: str, name: str) -> str:
    """The query `text` without its filters of that name."""
    cleaned = fold.clean(text)
    out, at = "", 0
    for lexeme in _cut(cleaned):
        if lexeme.kind == "filter" and lexeme.name.lstrip("-") == name:
            out += cleaned[at : lexeme.start]
            at = lexeme.end
    return re.sub(r"\s+", " ", out + cleaned[at:]).strip()


# ------------------------------------------------------------------------------------------------ saying it back


def _say(query: Query) -> str:
    if query.place is not None:
        return (
            f"A reference to {_say_place(query.place)}; below it, {_say_parts(parts(query)).lower()} that speak of it."
        )
    what = [_say_node(query.tree)] if query.tree is not None else []
    if not what and not query.filters:
        return "Nothing to look for was typed."
    scope = _say_parts(parts(query))
    said = f"{scope} with {what[0]}" if what else f"All {scope[0].lower()}{scope[1:]}"
    conditions = [_say_filters(name, query.filters) for name in FILTERS if name != "in"]
    return "; ".join([said, *filter(None, conditions)]) + "."


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
        return f"{_listed([_say_term(term) for term in node.terms], 'and')} within {node.distance} words of each other"
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


_SAID: dict[str, str] = {
    "year": "of {}",
    "res": "in resolution {}",
    "verb": "with the verb {}",
    "topic": "on the topic {}",
    "title": "from resolutions with {} in the title",
    "quality": "from texts of the quality {}",
    "ch7": "{}",
}
_SAID_CH7 = {
    "yes": "from resolutions marked as under Chapter VII",
    "no": "from resolutions not marked as under Chapter VII",
}


def _say_filters(name: str, filters: tuple[Filter, ...]) -> str:
    of_name = [one for one in filters if one.name == name]
    asked = list(dict.fromkeys(_say_value(one) for one in of_name if not one.negated))
    denied = list(dict.fromkeys(_say_value(one) for one in of_name if one.negated))
    said = [_SAID[name].format(_listed(asked, "or"))] if asked else []
    said += [f"not {_SAID[name].format(_listed(denied, 'or'))}"] if denied else []
    return ", ".join(said)


def _say_value(one: Filter) -> str:
    if one.name == "ch7":
        return _SAID_CH7[one.value]
    if one.name not in ("year", "res"):
        return f"“{one.value}”"
    first, dots, last = one.value.partition("..")
    if not dots:
        return first
    return f"{first} to {last}" if first and last else f"{first} and later" if first else f"{last} and before"


# ------------------------------------------------------------------------------------------------------ for FTS5


def is_exact(node: Node) -> bool | None:
    """Which index answers: True the exact one, False the stemmed one, None where both are needed.

    Prefixes go to the exact one too: a stemmed index holds `relat`, so `relatio*` would find nothing in it.
    """
    if isinstance(node, Term):
        return node.exact or node.prefix
    if isinstance(node, Near):
        return any(term.exact or term.prefix for term in node.terms)
    kinds = {is_exact(item) for item in _below(node)}
    return kinds.pop() if len(kinds) == 1 else None


def _below(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Not):
        return (node.item,)
    return node.items if isinstance(node, And | Or) else ()


def looked_for(node: Node) -> Iterator[Term | Near]:
    """The words, phrases and nearnesses whose presence counts: all but what a NOT refuses."""
    if isinstance(node, Term | Near):
        yield node
    elif not isinstance(node, Not):
        for item in _below(node):
            yield from looked_for(item)


def match(node: Node) -> str | None:
    """The FTS5 expression for a node: every word quoted, nothing of the typed text but letters and digits.

    None where FTS5 has no expression for it: its NOT needs something to take away from (`-oil` alone, `gold OR -oil`).
    """
    if isinstance(node, Term):
        return _match_term(node)
    if isinstance(node, Near):
        return _match_near(node)
    if isinstance(node, Not):
        return None
    if isinstance(node, Or):
        found = [match(item) for item in node.items]
        return None if None in found else f"({' OR '.join(filter(None, found))})"
    wanted = [match(item) for item in node.items if not isinstance(item, Not)]
    refused = [match(item.item) for item in node.items if isinstance(item, Not)]
    if not wanted or None in wanted or None in refused:
        return None
    both = f"({' AND '.join(filter(None, wanted))})"
    return f"({both} NOT ({' OR '.join(filter(None, refused))}))" if refused else both


def _quote(way: Form, prefix: bool) -> str:
    return f'"{" ".join(way)}"{" *" if prefix else ""}'


def _match_term(term: Term) -> str:
    ways = [_quote(way, term.prefix) for way in term.ways]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _match_near(near: Near) -> str:
    """NEAR takes no OR inside, so there is one NEAR for each choice of spellings, up to MAX_NEAR_WAYS."""
    choices = islice(product(*([_quote(way, term.prefix) for way in term.ways] for term in near.terms)), MAX_NEAR_WAYS)
    ways = [f"NEAR({' '.join(choice)}, {near.distance})" for choice in choices]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


# ----------------------------------------------------------------------------------------------------- the whole


def read(text: str) -> Query:
    """Read what was typed. Never raises; what has no meaning is listed in `ignored`, with the reason.

    At most MAX_CHARACTERS characters, MAX_TERMS words and MAX_DEPTH brackets deep are read.
    """
    cleaned = " ".join(fold.clean(text[: 2 * MAX_CHARACTERS]).split())
    used = cleaned[:MAX_CHARACTERS]
    reading = _Reading(used, _name_things(_cut(used)))
    if len(cleaned) > len(used) or len(text) > 2 * MAX_CHARACTERS:
        reading.ignore(cleaned[len(used) :], f"only the first {MAX_CHARACTERS:,} characters are read")
    place = read_place(used)
    tree = _spoken_of(used, place) if place else _read_all(reading)
    if reading.dropped:
        reading.ignore(" ".join(reading.dropped), f"at most {MAX_TERMS} words are looked for")
    query = Query(used, tree, tuple(dict.fromkeys(reading.filters)), place, "", tuple(reading.ignored),
                  tuple(reading.expansions))  # fmt: skip
    return replace(query, read_as=_say(query))


LONGEST_REFERENCE = 200


def read_place(text: str) -> Pinpoint | None:
    """The resolution or clause that the whole text refers to, or None where it is no reference typed alone.

    Of several (`2249 paras. 1 and 5`) the first.
    """
    if len(text) > LONGEST_REFERENCE or not any(character.isdecimal() for character in text):
        return None
    try:
        reference = read_references(text)
    except BadReference:
        return None
    return Pinpoint(reference.number, reference.year, next(iter(reference.paths), ""))


def _spoken_of(text: str, place: Pinpoint) -> Term:
    """What to look for where a reference was typed: the clauses that speak of that resolution."""
    number = str(place.number)
    return Term(text, ((number, str(place.year)) if place.year else (number,),), phrase=bool(place.year))
