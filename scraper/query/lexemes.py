"""Cutting what was typed into words, phrases, filters and operators."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Literal, cast

from scraper import fold

Kind = Literal[
    "name", "filter", "exact", "near", "quoted", "open", "close", "comma", "tilde", "and", "or", "not", "word", "stray"
]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of what was typed, and where it stood; `name` and `value` are those of a filter, or a distance."""

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


def cut(text: str) -> list[Lexeme]:
    """Cut cleaned text; every character but blanks is in some lexeme."""
    return [_lexeme(match) for match in _LEXEME.finditer(text)]


def _lexeme(match: re.Match[str]) -> Lexeme:
    kind = str(match.lastgroup)
    name = value = ""
    if kind == "filter":
        name = match["but"] + match["name"].lower()
        value = match["bare"] if match["inquotes"] is None else match["inquotes"]
    elif kind == "tilde":
        value = match["distance"]
    return Lexeme("word" if kind == "symbol" else cast(Kind, kind), match[0], match.start(), match.end(), name, value)


def join_names(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Join words that together are a listed name (`North Korea`, `Côte d'Ivoire`), the longest first."""
    words = [_plain_words(lexeme) for lexeme in lexemes]
    capitals = {} if _is_shouted(lexemes) else fold.lexicon().by_capitals
    out: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        after_exact = bool(out) and out[-1].kind == "exact"
        kind, length = (lexemes[at].kind, 1) if after_exact else _name_at(lexemes, words, at, capitals)
        run = lexemes[at : at + length]
        text = " ".join(lexeme.text for lexeme in run)
        out.append(replace(run[0], kind=kind, text=text, end=run[-1].end))
        at += length
    return out


def _plain_words(lexeme: Lexeme) -> tuple[str, ...]:
    """The words of a lexeme that can be part of a name."""
    return fold.words(lexeme.text) if lexeme.kind == "word" and "*" not in lexeme.text else ()


def _is_shouted(lexemes: list[Lexeme]) -> bool:
    """Whether all is in capitals, so that these tell nothing: `WHO IS RESPONSIBLE`."""
    words = [lexeme.text for lexeme in lexemes if lexeme.kind == "word"]
    return len(words) > 2 and " ".join(words).isupper()


def _name_at(
    lexemes: list[Lexeme], words: list[tuple[str, ...]], at: int, capitals: Container[str]
) -> tuple[Kind, int]:
    """What begins at `at`, and how many lexemes it takes: a listed name, one word printed as two, or just a word."""
    names = fold.names()
    if words[at] and lexemes[at].text in capitals:
        return "name", 1
    run: tuple[str, ...] = ()
    best: tuple[Kind, int] = (lexemes[at].kind, 1)
    for after, more in enumerate(words[at : at + fold.longest_name()], start=1):
        run += more
        if not more or not fold.may_begin_a_name(run):
            break
        if run in names:
            best = "name", after
        elif after > 1 and fold.is_apart(run):
            best = "word", after
    return best


SYMBOL = re.compile(
    r"(?: S/RES/ \s? )? (?P<number> \d{1,4} ) \s? \( (?P<year> \d{4} ) \) | S/RES/ (?P<bare> \d{1,4} )", re.X | re.I
)
