"""Document symbols: how each kind is printed, typed and named in running text. No other module has a pattern of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from scraper.dates import MONTH
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

_ADDENDUM = r"(?:add|rev|corr)\.[ ]?\d{1,4}(?!\d)"
"""`Add.1`, `Corr. 1`; documents on the Middle East came to have `Add.1648`."""

_SECURITY_COUNCIL = re.compile(
    rf"""
    (?<![\w/]) s
    (?: [/_-]res[/_-]{_BLANK}(?P<number>\d{{1,4}})(?!\d)
            (?:{_BLANK}\({_BLANK}(?P<year>[12]\d{{3}}){_BLANK}\))?                            # S/RES/2199 (2015)
      | /(?:prst/?[ ]?(?P<year_of>\d{{4}})|(?P<year_first>\d{{4}})/prst)/[ ]?(?P<statement>\d{{1,3}})(?!\d)
                                                                # S/PRST/2015/4, S/1994/PRST/58, S/PRST2009/9
      | /[ ]?(?P<document>
            (?: \d{{4}}/[ ]?(?=l?\d)[\dl]{{1,4}}                            # S/2015/456, S/2003/l035, S/2009/ 395
              | \d{{3,5}}(?![ ]?/(?!{_ADDENDUM})) | agenda/\d{{3,4}} | pv\.\d{{1,5}}        # S/25564, S/Agenda/838
              | ac\.\d{{1,3}}/\d{{4}}/(?:\w{{1,12}}\.)?\d{{1,4}} )                          # S/AC.51/2007/14
            (?![\d/]*\d) (?:/{_ADDENDUM}){{0,3}})
    )
    """,
    re.VERBOSE,
)
_SESSION_NAMED = r"\((?:e?s-\d{1,2}|(?:e?s-)?[ivxlc]{1,8})\)"
"""Verbose, in lower case. The session of a resolution of the Assembly, to 1976: `(XXX)`, `(S-2)`, `(ES-V)`."""

_ELSEWHERE = re.compile(
    rf"""
    (?<![\w/])
    (?: a/res/(?P<assembly>(?:e?s-)?\d{{1,4}}(?:/\d{{1,3}}(?:{_BLANK}[a-z](?![a-z]))?
            |{_BLANK}[a-z]?{_BLANK}{_SESSION_NAMED}))                                       # A/RES/3411 D (XXX)
      | (?P<other> (?:a|e|st)(?:/(?:hrc|res|sgb|ai|[a-z]{{1,4}}\.\d{{1,4}}|e?s-\d{{1,2}}|\d{{1,4}}(?!\d))){{2,5}}
            (?<=\d) (?:/{_ADDENDUM}){{0,3}} (?!/?\w))                                       # A/45/594, ST/SGB/2003/13
    )
    """,
    re.VERBOSE,
)
_FURTHER = re.compile(
    rf"""
    (?: [ ]?,[ ]and[ ] | [ ](?:and|to)[ ] | ,[ ] )
    (?P<addendum> {_ADDENDUM} (?:/{_ADDENDUM})? | \d{{1,4}} (?= [),;.] | ,[ ]\d | [ ](?:and|to)[ ]\d ) )
    """,
    re.VERBOSE,
)
"""After a symbol: the `and Add.1`, `and 2` of `S/25855 and Add.1 and 2`, the `Add.44` of `S/7930/Add.43, Add.44`."""

MOST_FURTHER = 40
"""So many addenda of one list are read."""


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
    """The symbols of a text in lower case with plain blanks and hyphens: those of the Council, then of others.

    What a symbol shares with the one before it is put back: `S/2015/456 and Add.1` names `S/2015/456/Add.1` too.

    >>> [found.symbol for found in find_symbols("s/res/2199 (2015), s/2015/456 and add.1, a/res/46/182 and a/45/594")]
    ['S/RES/2199 (2015)', 'S/2015/456', 'S/2015/456/Add.1', 'A/RES/46/182', 'A/45/594']
    """
    for match in _SECURITY_COUNCIL.finditer(low):
        found = _read(match)
        yield found
        if found.kind == "document":
            yield from _find_further(low, found)
    for match in _ELSEWHERE.finditer(low):
        if match["assembly"]:
            yield FoundSymbol("assembly", *match.span(), print_symbol(match[0].upper()))
        else:
            yield FoundSymbol("document", *match.span(), _capitalize(match["other"]))


def _find_further(low: str, first: FoundSymbol) -> Iterator[FoundSymbol]:
    """The addenda and corrections that are named after a document by what they add to its symbol alone."""
    base, at, kind = _ADDED.split(first.symbol.upper())[0], first.end, ""
    for _ in range(MOST_FURTHER):
        match = _FURTHER.match(low, at)
        if match is None or (match["addendum"].isdecimal() and not kind):
            return
        added = match["addendum"]
        added = f"{kind}.{added}" if added.isdecimal() else added
        kind, at = added.partition(".")[0], match.end()
        yield FoundSymbol("document", *match.span("addendum"), f"{_capitalize(base)}/{_capitalize(added)}")


def _read(match: re.Match[str]) -> FoundSymbol:
    if match["number"]:
        number, year = int(match["number"]), int(match["year"]) if match["year"] else None
        symbol = f"S/RES/{number}" + (f" ({year})" if year else "")
        return FoundSymbol("resolution", *match.span(), symbol, number, year)
    if match["statement"]:
        year_of = match["year_of"] or match["year_first"]
        return FoundSymbol("statement", *match.span(), f"S/PRST/{year_of}/{match['statement']}")
    document = match["document"]
    document = document if document[0].isalpha() else document.replace("l", "1")  # S/2003/l035: an l for the 1
    return FoundSymbol("document", *match.span(), f"S/{_capitalize(document)}")


def _capitalize(document: str) -> str:
    """A symbol in its usual capitals: `ac.49/2004/add. 1` is `AC.49/2004/Add.1`."""
    return print_symbol(document.upper().replace(" ", ""))


# -- documents that are no resolutions of the Council ----------------------------------------------------------------

LONGEST = 60
"""No symbol is longer."""

_OTHER = re.compile(
    rf"""
    (?P<statement> S/PRST/\d{{4}}/\d{{1,3}} )
  | (?P<assembly> A/RES/ (?: E?S- )? \d{{1,4}} (?: /\d{{1,3}} )? (?: \x20? [A-Z] )? (?: \x20? {_SESSION_NAMED} )? )
  | (?P<other> (?: S | A | ST | E ) (?: / [A-Z0-9.-]{{1,20}} ){{1,6}} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"""
    (?: (?:(?:UNITED[ ]NATIONS|U\.?N\.?)[ ])? (?:GENERAL[ ]ASSEMBLY|(?:U\.?N\.?)?G\.?A\.?)['’]?S?,?
        [ ] RES(?:OLUTION)?[.:]? [ ]? (?:NO\.?[ ])?
        (?P<assembly> (?:E?S-)?\d{{1,3}}/\d{{1,3}}(?:[ ]?[A-Z])? | \d{{1,4}}(?:[ ]?[A-Z])?[ ]?{_SESSION_NAMED} )
      | (?: (?:(?:UNITED[ ]NATIONS|U\.?N\.?)[ ])? (?:SECURITY[ ]COUNCIL[ ])? (?:PRESIDENTIAL[ ])? STATEMENT
          | (?:UNITED[ ]NATIONS[ ]|U\.?N\.?[ ])? DOC(?:UMENT|\.)? ) [ ] (?P<symbol> (?:S|A|ST|E)/\S.* )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a symbol is called by: `General Assembly resolution 46/182`, `UN Doc. S/2015/456`, `statement S/PRST/2015/4`."""

_ADDED = re.compile(r"/(?=(?:ADD|REV|CORR)\.\d)")
_SMALL = re.compile(r"(?:(?<=/)|\A)(ADD|REV|CORR|AGENDA)(?=\.\d|/\d)")
_OF_DAY = re.compile(rf" (?:of|dated) \d{{1,2}} {MONTH} \d{{4}}\Z", re.IGNORECASE)
_PART = re.compile(r"(?<=\d)\x20?([A-Z])(?![A-Z./-])")
_SESSION = re.compile(r"\x20?\(")


def read_document(typed: str) -> DocumentSymbol | None:
    """The symbol that is all of a text, however it is spaced and capitalised; None where it is none, or a resolution's.

    >>> [str(read_document(typed)) for typed in ("s/prst/2015/22", "A/RES/1514(XV)", "S/7930/ADD.1", "A/RES/47/20A")]
    ['S/PRST/2015/22', 'A/RES/1514 (XV)', 'S/7930/Add.1', 'A/RES/47/20 A']
    >>> read_document("S/RES/2249 (2015)"), read_document("S/RES")
    (None, None)
    """
    text = _unwrap(" ".join(typed.split())).upper()
    found = _OTHER.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or text.startswith("S/RES") or not any(letter.isdigit() for letter in text):
        return None
    kind: DocumentKind = "statement" if found["statement"] else "assembly" if found["assembly"] else "other"
    return DocumentSymbol(kind, print_symbol(text))


def _unwrap(text: str) -> str:
    """A symbol without what stood around it where it was copied: `(S/PRST/2015/22);`, `... of 19 December 1991`.

    What is named in words has a symbol too: `General Assembly resolution 46/182` is A/RES/46/182.
    """
    text = text.strip(" .,;:*")
    text = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text
    text = _OF_DAY.sub("", text)
    named = _IN_WORDS.fullmatch(text) if len(text) <= 2 * LONGEST else None
    if named is None:
        return text
    return f"A/RES/{named['assembly']}" if named["assembly"] else named["symbol"]


def draft_symbol(written: str) -> str:
    """The symbol of a draft in the words that say what was voted on; the words themselves where none begins with one.

    >>> [draft_symbol(words) for words in ("S/9696 and Corr.1 & 2", "S/4733/Rev. 1", "Oral amendment")]
    ['S/9696', 'S/4733/Rev.1', 'Oral amendment']
    """
    written = " ".join(written.split())
    return next((found.symbol for found in find_symbols(written.lower()) if found.start == 0), written)


def print_symbol(symbol: str) -> str:
    """A symbol as it is printed here: a blank before a part and a session, `Add.`, `Rev.` and `Corr.` in small letters.

    >>> print_symbol("A/RES/3411D(XXX)"), print_symbol("S/2006/853/CORR.1"), print_symbol("A/RES/42/37\xa0C")
    ('A/RES/3411 D (XXX)', 'S/2006/853/Corr.1', 'A/RES/42/37 C')
    """
    text = _SMALL.sub(lambda found: found[1].capitalize(), " ".join(symbol.split()))
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
