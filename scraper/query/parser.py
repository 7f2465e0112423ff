"""ParseState tokens as a tree of words, with the filters aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from scraper.query import spelling
from scraper.query.filter_kinds import FILTERS, SYMBOL
from scraper.query.spelling import Form
from scraper.query.tokens import Token
from scraper.query.tree import And, Expansion, Filter, Ignored, Near, Node, Not, Or, Term

MAX_TERMS = 48
"""Words and phrases looked for; nobody reads what more than these would find."""

MAX_SHORT_PREFIXES = 4
"""Prefixes of one or two letters: each is nearly every word there is, and takes as long."""

MAX_PHRASE = 40
"""Words of a phrase looked for; that many in a row stand in one place only."""

MAX_DEPTH = 12
"""Brackets within brackets."""

MAX_DISTANCE = 100
DEFAULT_DISTANCE = 10
MAX_IGNORED = 20
"""Pieces told one by one; the rest is only counted."""


@dataclass(slots=True)
class ParseState:
    """The state of one reading; thrown away when it is done."""

    text: str
    tokens: list[Token]
    at: int = 0
    terms: int = 0
    short_prefixes: int = 0
    too_deep: int = 0
    untold: int = 0
    dropped: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    expansions: list[Expansion] = field(default_factory=list)

    def peek(self) -> str:
        """The kind of the next token, `end` after the last."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def take(self) -> Token:
        """The next token, and go on."""
        self.at += 1
        return self.tokens[self.at - 1]

    def ignore(self, typed: str, why: str) -> None:
        """Note a piece that had no effect."""
        entry = Ignored(typed if len(typed) <= 60 else f"{typed[:57]}...", why)
        if len(self.ignored) >= MAX_IGNORED:
            self.untold += 1
        elif entry not in self.ignored:
            self.ignored.append(entry)


def read_all(reading: ParseState) -> Node | None:
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


def _read_or(reading: ParseState, depth: int) -> Node | None:
    items: list[Node] = []
    while True:
        node = _read_and(reading, depth)
        if node is not None:
            items.append(node)
        if reading.peek() != "or":
            return _join(Or, items)
        token = reading.take()
        if node is None:
            reading.ignore(token.text, "there is nothing before it to choose from")
        elif reading.peek() in ("end", "close"):
            reading.ignore(token.text, "nothing follows it")


def _read_and(reading: ParseState, depth: int) -> Node | None:
    items: list[Node] = []
    while (kind := reading.peek()) not in ("or", "end"):
        if kind == "close" and not reading.too_deep:
            break
        if kind == "close":
            reading.take()
            reading.too_deep -= 1
        elif kind == "and":
            token = reading.take()
            if not items or reading.peek() in ("end", "close", "or"):
                reading.ignore(token.text, "it stands between two words")
        elif (node := _read_not(reading, depth)) is not None:
            items.append(node)
    return _join(And, items)


def _read_not(reading: ParseState, depth: int) -> Node | None:
    """`NOT x`, `-x`; twice is no NOT at all."""
    denied = False
    token = None
    while reading.peek() == "not":
        token = reading.take()
        denied = not denied
    if token and reading.peek() == "filter":
        inner = reading.take()
        _read_filter(reading, replace(inner, name=f"-{inner.name.lstrip('-')}" if denied else inner.name))
        return None
    node = _read_chain(reading, depth)
    if node is None and token and not reading.dropped:
        reading.ignore(token.text, "there is nothing after it to leave out")
    return _deny(node) if denied and node is not None else node


def _deny(node: Node) -> Node:
    return node.item if isinstance(node, Not) else Not(node)


def _read_chain(reading: ParseState, depth: int) -> Node | None:
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


def _distance(reading: ParseState, digits: str) -> int:
    asked = int(digits) if digits else DEFAULT_DISTANCE
    if asked > MAX_DISTANCE:
        reading.ignore(digits, f"words are near within {MAX_DISTANCE} words at most, so it was read as {MAX_DISTANCE}")
    return min(asked, MAX_DISTANCE)


def _read_primary(reading: ParseState, depth: int) -> Node | None:
    kind = reading.peek()
    if kind in ("end", "close", "or", "and", "not"):
        return None
    token = reading.take()
    if kind == "open":
        return _read_group(reading, depth)
    if kind == "near":
        return _read_near(reading, token)
    if kind == "filter":
        _read_filter(reading, token)
    if kind == "tilde":
        reading.ignore(token.text, "it stands between two words or phrases")
    if kind in ("comma", "tilde", "filter"):
        return None
    return _read_term(reading, token)


def _read_group(reading: ParseState, depth: int) -> Node | None:
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


def _read_near(reading: ParseState, opening: Token) -> Node | None:
    """`NEAR(a "b c" d, 5)`; what is no word or phrase inside it is ignored."""
    terms: list[Term] = []
    distance: int | None = None
    while reading.peek() not in ("close", "end"):
        token = reading.take()
        if token.kind == "comma":
            if reading.peek() == "word" and (digits := reading.tokens[reading.at].text).isdecimal():
                distance = _distance(reading, digits[:6])
                reading.take()
        elif token.kind in ("word", "name", "quoted", "exact"):
            node = _read_term(reading, token)
            terms += [node] if isinstance(node, Term) else []
        else:
            reading.ignore(token.text, "inside NEAR( ) stand words and phrases only")
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


# ---------------------------------------------------------------------------------------------- words and phrases


def _read_term(reading: ParseState, token: Token) -> Node | None:
    exact = token.kind == "exact"
    if exact:
        if reading.peek() not in ("word", "quoted"):
            reading.ignore(token.text, "a word or a phrase must follow at once")
            return None
        start, token = token.start, reading.take()
        token = replace(token, start=start)
    if reading.terms >= MAX_TERMS:
        reading.dropped.append(token.text)
        return None
    if token.kind == "name":
        node: Node | None = _name(reading, token)
    elif token.kind == "quoted":
        node = _quoted(reading, token, exact)
    else:
        node = _word(reading, token, exact)
    reading.terms += len(node.items) if isinstance(node, And) else 1
    return node


def _quoted(reading: ParseState, token: Token, exact: bool) -> Node | None:
    inside = token.text.rstrip("*").strip('"').strip()
    prefix = token.text.endswith("*") or inside.endswith("*")
    inside = inside.rstrip("* ")
    ways = _exactly(inside) if exact or prefix else spelling.phrase_forms(inside)
    return _term(reading, token, inside, ways, exact, prefix)


def _exactly(typed: str) -> dict[Form, str]:
    own = spelling.words(typed)
    return {own: typed} if own else {}


def _word(reading: ParseState, token: Token, exact: bool) -> Node | None:
    if (split := _split(reading, token)) is not None:
        return _join(And, [node for part in split if (node := _word(reading, part, exact))])
    typed = token.text.strip("*")
    prefix = token.text.endswith("*") and bool(typed)
    if token.text.startswith("*") and typed:
        reading.ignore("*", f"a star goes at the end: {typed.rstrip('*')}* finds words beginning with that")
    if symbol := SYMBOL.fullmatch(typed):
        return _symbol(typed, int(symbol["number"] or symbol["bare"]), symbol["year"])
    plain = typed if exact or prefix else _POSSESSIVE.sub("", typed)
    ways = _exactly(plain) if exact or prefix else spelling.forms(plain)
    return _term(reading, token, typed, ways, exact, prefix)


def _term(
    reading: ParseState, token: Token, typed: str, ways: dict[Form, str], exact: bool, prefix: bool
) -> Term | None:
    """The term for what was typed, unless there is nothing in it to look for, or too much."""
    if not ways:
        reading.ignore(token.text, _UNCLOSED if token.text == '"' else _NO_LETTER)
        return None
    first = next(iter(ways))
    if prefix and _too_many_short(reading, first):
        reading.ignore(token.text, _TOO_SHORT)
        return None
    if len(first) > MAX_PHRASE:
        reading.ignore(token.text, f"only its first {MAX_PHRASE} words are looked for")
        ways, prefix = {first[:MAX_PHRASE]: typed}, False
    _tell_spellings(reading, token, ways)
    return Term(typed, tuple(ways), exact, prefix, phrase=len(first) > 1)


def _too_many_short(reading: ParseState, way: Form) -> bool:
    reading.short_prefixes += len(way[-1]) < 3
    return len(way[-1]) < 3 and reading.short_prefixes > MAX_SHORT_PREFIXES


_NO_LETTER = "there is no letter or digit in it"
_TOO_SHORT = f"at most {MAX_SHORT_PREFIXES} beginnings of one or two letters are looked for"
_UNCLOSED = "the quotation mark is not closed, so what follows was read as words"


def _symbol(typed: str, number: int, year: str | None) -> Term:
    """A symbol among words: the texts write `resolution 2199 (2015)`, seldom `S/RES/2199 (2015)`."""
    return Term(typed, ((str(number), year) if year else (str(number),),), phrase=bool(year))


_POSSESSIVE = re.compile(r"(?<= [^\W\d_] ) (?: 's | (?<= s ) ' ) $", re.X | re.I)
"""`Council's`, `States'`: the stemmed index takes all endings as one word, so the word itself is looked for."""


def _split(reading: ParseState, token: Token) -> list[Token] | None:
    """`foo:oil` and `san*tion` are two words; None for a word that is one."""
    pieces = [match[0] for match in re.finditer(r"[^:*]+ \*? (?= : | $ ) | [^:*]+", token.text, re.X)]
    if len(pieces) < 2 or token.text.lower().startswith(("http:", "https:")):
        return None
    if re.match(r"[A-Za-z]+:", token.text):
        reading.ignore(f"{pieces[0]}:", f"not one of {', '.join(FILTERS)}: so both sides were read as words")
    elif "*" in token.text.rstrip("*"):
        reading.ignore("*", "a star goes at the end of a word")
    return [replace(token, text=piece) for piece in pieces]


def _name(reading: ParseState, token: Token) -> Term:
    """A listed name: itself, then the other names of the same thing."""
    alias = spelling.names().get(spelling.words(token.text)) or spelling.lexicon().by_capitals[token.text]
    ways = {} if token.text in alias.typed else spelling.phrase_forms(token.text)
    own = set(ways)
    for form in alias.forms + alias.capitals:
        ways = ways | spelling.phrase_forms(form)
    also = tuple(form for form in alias.forms + alias.capitals if spelling.words(form) not in own)
    undo = _rewrite(reading.text, token, f'"{token.text}"')
    reading.expansions.append(Expansion(token.text, also, "name", undo))
    return Term(token.text, tuple(ways), phrase=len(next(iter(ways))) > 1)


def _tell_spellings(reading: ParseState, token: Token, ways: dict[Form, str]) -> None:
    if len(ways) > 1:
        typed = token.text.strip('"')
        undo = _rewrite(reading.text, token, f'exact:"{typed}"')
        reading.expansions.append(Expansion(typed, tuple(ways.values())[1:], "spelling", undo))


def _rewrite(text: str, token: Token, instead: str) -> str:
    return f"{text[: token.start]}{instead}{text[token.end :]}"


def _read_filter(reading: ParseState, token: Token) -> None:
    """Keep what the filter says; a value that means nothing is ignored, with the reason."""
    name, denied = token.name.lstrip("-"), token.name.startswith("-")
    kind = FILTERS[name]
    for piece in [token.value] if kind.one else token.value.split(","):
        value = kind.read(piece.strip())
        if value is None:
            reading.ignore(token.text, f"{name}: takes {kind.takes}")
        else:
            reading.filters.append(Filter(name, value, denied))
