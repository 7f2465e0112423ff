"""Symbols of documents that are no resolutions of the Council: reading one that is typed, and where its page stands.

The UN's symbols are in capitals, parted by slashes; what is added to a document follows in small letters
(`S/2005/398/Add.1`). Resolutions of the General Assembly up to its thirtieth session bear the session in Roman numerals
(`A/RES/1514 (XV)`), later ones before the slash (`A/RES/46/182`); parts of one bear a capital (`A/RES/47/20 A`).
"""

from __future__ import annotations

import re

from scraper.models import DocumentKind, DocumentSymbol

LONGEST = 60
"""No symbol is longer."""

_SYMBOL = re.compile(
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
    found = _SYMBOL.fullmatch(text) if len(text) <= LONGEST else None
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
