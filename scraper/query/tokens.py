"""Cutting what was typed into words, phrases, filters and operators."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Literal, cast

from scraper.query import spelling
from scraper.query.filter_kinds import FILTERS

Kind = Literal[
    "name", "filter", "exact", "near", "quoted", "open", "close", "comma", "tilde", "and", "or", "not", "word", "stray"
]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of what was typed, and where it stood; `name` and `value` are those of a filter, or a distance."""

    kind: Kind
    text: str
    start: int
    end: int
    name: str = ""
    value: str = ""


_TOKEN = re.compile(
    rf"""
      (?P<symbol>  (?: \b S/RES/ \s? )? \b \d{{1,4}} \s? \( \d{{4}} \) | \b S/RES/\d{{1,4}} \b )   # 2199 (2015)
    | (?P<filter>  (?P<but> -? ) \b (?P<name> {"|".join(FILTERS)} ) :
                   (?: " (?P<inquotes> [^"]* ) " | (?P<bare> [^\s"()]* ) ) )                       # year:2014..2016
    | (?P<exact>   \b exact : \s?  )                                                                 # exact:decides
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


def cut(text: str) -> list[Token]:
    """Cut cleaned text; every character but blanks is in some token."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    name = value = ""
    if kind == "filter":
        name = match["but"] + match["name"].lower()
        value = match["bare"] if match["inquotes"] is None else match["inquotes"]
    elif kind == "tilde":
        value = match["distance"]
    return Token("word" if kind == "symbol" else cast(Kind, kind), match[0], match.start(), match.end(), name, value)


def join_names(tokens: list[Token]) -> list[Token]:
    """Join words that together are a listed name (`North Korea`, `Côte d'Ivoire`), the longest first."""
    words = [_plain_words(token) for token in tokens]
    capitals = {} if _is_shouted(tokens) else spelling.lexicon().by_capitals
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        after_exact = bool(out) and out[-1].kind == "exact"
        kind, length = (tokens[at].kind, 1) if after_exact else _name_at(tokens, words, at, capitals)
        out.append(_join(kind, tokens[at : at + length]))
        at += length
    return out


def _join(kind: Kind, run: list[Token]) -> Token:
    if len(run) == 1 and run[0].kind == kind:
        return run[0]
    return replace(run[0], kind=kind, text=" ".join(token.text for token in run), end=run[-1].end)


def _plain_words(token: Token) -> tuple[str, ...]:
    """The words of a token that can be part of a name."""
    return spelling.words(token.text) if token.kind == "word" and "*" not in token.text else ()


def _is_shouted(tokens: list[Token]) -> bool:
    """Whether all is in capitals, so that these tell nothing: `WHO IS RESPONSIBLE`."""
    words = [token.text for token in tokens if token.kind == "word"]
    return len(words) > 2 and " ".join(words).isupper()


def _name_at(tokens: list[Token], words: list[tuple[str, ...]], at: int, capitals: Container[str]) -> tuple[Kind, int]:
    """What begins at `at`, and how many tokens it takes: a listed name, one word printed as two, or just a word."""
    names = spelling.names()
    if words[at] and tokens[at].text in capitals:
        return "name", 1
    run: tuple[str, ...] = ()
    best: tuple[Kind, int] = (tokens[at].kind, 1)
    for after, more in enumerate(words[at : at + spelling.longest_name()], start=1):
        run += more
        if not more or not spelling.may_begin_a_name(run):
            break
        if run in names:
            best = "name", after
        elif after > 1 and spelling.is_apart(run):
            best = "word", after
    return best
