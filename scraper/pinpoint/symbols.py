"""Document symbols: how each kind is printed, typed and named in running text. No other module has a pattern of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from scraper.models import DocumentKind, DocumentSymbol, Symbol

Kind = Literal["resolution", "statement", "document", "assembly"]

RESOLUTION = re.compile(r"S/RES/\s*+(?P<number>\d{1,4})\s*+\(\s*+(?P<year>\d{4})\s*+\)", re.ASCII)
"""A resolution's symbol as documents and lists print it, blanks or not: `S/RES/2249 (2015)`, `S/RES/940(1994)`."""

RUNNING_HEAD = r"(?: S/RES/ \d{1,4} [ ./]{0,2} \( \d{4} \) \)? | S/\d{4}/\d{1,4} ) \*{0,2}"
"""Verbose. The symbol at the head of each page, misread or not: `S/RES/940 (1994)`, `S/RES/940.(1994))`,
`S/1994/1085`."""

TYPED = r"S[/_-]RES[/_-]\s?"
"""Ignoring case. What people and addresses write before the number: `S/RES/`, `s_res_`, `S-RES-`."""

TYPED_OTHER = r"\b (?: A/RES/\d | S/PRST/\d | S/(?:19|20)\d\d/\d )"
"""Verbose, ignoring case. The symbol of another document: `A/RES/46/182`, `S/PRST/2015/4`, `S/2015/456`."""

_COVER = re.compile(r"S/RES/\s*(\d{1,4})\s*+\(?\s*(\d{4})\b")

_BLANK = r"[ ]{0,4}"
"""Pasted text breaks its lines anywhere."""

_SECURITY_COUNCIL = re.compile(
    rf"""
    (?<![\w/]) s
    (?: [/_-]res[/_-]{_BLANK}(?P<number>\d{{1,4}})(?!\d)
            (?:{_BLANK}\({_BLANK}(?P<year>[12]\d{{3}}){_BLANK}\))?                            # S/RES/2199 (2015)
      | /prst/(?P<statement>\d{{4}}/\d{{1,3}})(?!\d)                                          # S/PRST/2015/4
      | /(?P<document>(?:\d{{4}}/\d{{1,4}}|\d{{3,5}}|ac\.\d{{1,3}}/\d{{4}}/(?:\w{{1,12}}\.)?\d{{1,4}})(?![\d/]*\d)
            (?:/(?:add|rev|corr)\.\d{{1,2}}){{0,3}})                                          # S/2015/456, S/25564
    )
    """,
    re.VERBOSE,
)
_ASSEMBLY = re.compile(
    rf"""
    (?<![\w/])a/res/
    (?P<symbol>(?:e?s-)?\d{{1,4}}(?:/\d{{1,3}}(?:{_BLANK}[a-z](?![a-z]))?|{_BLANK}\([ivxlc]+\)))   # A/RES/3411 (XXX)
    """,
    re.VERBOSE,
)


class FoundSymbol(NamedTuple):
    """A symbol in `text[start:end]`; number and year are those of a resolution, 0 and None for other documents."""

    kind: Kind
    start: int
    end: int
    symbol: str
    number: int = 0
    year: int | None = None


def read_symbol(printed: str) -> Symbol | None:
    """The symbol of a resolution as its cover page prints it, a bracket or a blank lost or not; else None.

    >>> read_symbol("S/RES/2249 (2015)*"), read_symbol("S/RES/1700(2006"), read_symbol("S/PRST/2015/4")
    (Symbol(number=2249, year=2015), Symbol(number=1700, year=2006), None)
    """
    match = _COVER.fullmatch(printed.rstrip(" )*"))
    return Symbol(int(match[1]), int(match[2])) if match else None


def find_symbols(low: str) -> Iterator[FoundSymbol]:
    """The symbols of a text in lower case with plain blanks and hyphens: those of the Council, then of the Assembly.

    >>> [found.symbol for found in find_symbols("s/res/2199 (2015), s/2015/456/add.1 and a/res/46/182")]
    ['S/RES/2199 (2015)', 'S/2015/456/Add.1', 'A/RES/46/182']
    """
    for match in _SECURITY_COUNCIL.finditer(low):
        yield _read(match)
    for match in _ASSEMBLY.finditer(low):
        yield FoundSymbol("assembly", *match.span(), f"A/RES/{match['symbol'].upper()}")


def _read(match: re.Match[str]) -> FoundSymbol:
    if match["number"]:
        number, year = int(match["number"]), int(match["year"]) if match["year"] else None
        symbol = f"S/RES/{number}" + (f" ({year})" if year else "")
        return FoundSymbol("resolution", *match.span(), symbol, number, year)
    if match["statement"]:
        return FoundSymbol("statement", *match.span(), f"S/PRST/{match['statement']}")
    return FoundSymbol("document", *match.span(), f"S/{_capitalize(match['document'])}")


def _capitalize(document: str) -> str:
    """A symbol in its usual capitals: `ac.49/2004/add.1` is `AC.49/2004/Add.1`."""
    return "/".join(p.capitalize() if p[:3] in {"add", "rev", "cor"} else p.upper() for p in document.split("/"))


# -- documents that are no resolutions of the Council ----------------------------------------------------------------

LONGEST = 60
"""No symbol is longer."""

_OTHER = re.compile(
    r"""
    (?P<statement> S/PRST/\d{4}/\d{1,3} )
  | (?P<assembly> A/RES/ (?: E?S- )? \d{1,4} (?: /\d{1,3} )? (?: \x20? [A-Z] )? (?: \x20? \( [IVXLC]{1,8} \) )? )
  | (?P<other> (?: S | A | ST | E ) (?: / [A-Z0-9.-]{1,20} ){1,6} )
    """,
    re.VERBOSE,
)
_ADDED = re.compile(r"/(ADD|REV|CORR)(?=\.\d)")
_PART = re.compile(r"(?<=\d)\x20?([A-Z])(?![A-Z./-])")
_SESSION = re.compile(r"\x20?\(")


def read_document(typed: str) -> DocumentSymbol | None:
    """The symbol that is all of a text, however it is spaced and capitalised; None where it is none, or a resolution's.

    >>> [str(read_document(typed)) for typed in ("s/prst/2015/22", "A/RES/1514(XV)", "S/7930/ADD.1", "A/RES/47/20A")]
    ['S/PRST/2015/22', 'A/RES/1514 (XV)', 'S/7930/Add.1', 'A/RES/47/20 A']
    >>> read_document("S/RES/2249 (2015)"), read_document("S/RES")
    (None, None)
    """
    text = " ".join(typed.split()).upper()
    found = _OTHER.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or text.startswith("S/RES") or not any(letter.isdigit() for letter in text):
        return None
    kind: DocumentKind = "statement" if found["statement"] else "assembly" if found["assembly"] else "other"
    return DocumentSymbol(kind, print_symbol(text))


def print_symbol(symbol: str) -> str:
    """A symbol as it is printed here: a blank before a part and a session, `Add.`, `Rev.` and `Corr.` in small letters.

    >>> print_symbol("A/RES/3411D(XXX)"), print_symbol("S/2006/853/CORR.1"), print_symbol("A/RES/42/37\xa0C")
    ('A/RES/3411 D (XXX)', 'S/2006/853/Corr.1', 'A/RES/42/37 C')
    """
    text = _ADDED.sub(lambda found: f"/{found[1].capitalize()}", " ".join(symbol.split()))
    if text.startswith("A/RES/"):
        text = _SESSION.sub(" (", _PART.sub(r" \1", text))
    return text


def document_address(symbol: str) -> str:
    """The path of the page of a document: the symbol without its blanks.

    >>> document_address("S/PRST/2015/22"), document_address("A/RES/1514 (XV)")
    ('/S/PRST/2015/22', '/A/RES/1514(XV)')
    """
    return "/" + "".join(symbol.split())


def official_document(symbol: str) -> str:
    """Where the UN shows a document: `https://docs.un.org/en/S/PRST/2015/22`."""
    return f"https://docs.un.org/en{document_address(symbol)}"
