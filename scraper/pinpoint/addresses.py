"""Addresses: the path of a place on the site, and where the UN shows the official document."""

from __future__ import annotations

from scraper.models import DocumentSymbol, Pinpoint, Symbol
from scraper.pinpoint.symbols import document_address


def address(place: Pinpoint) -> str:
    """The path of its page: `/S/RES/2249(2015)/op/5/a`. Raises ValueError where the year is not known.

    >>> address(Pinpoint(2249, 2015, "op/5/a"))
    '/S/RES/2249(2015)/op/5/a'
    """
    if place.year is None:
        raise ValueError("an address needs the year")
    tail = f"/{place.path}" if place.path else ""
    return f"/S/RES/{place.number}({place.year}){tail}"


def address_of(symbol: Symbol | DocumentSymbol, path: str = "") -> str:
    """The path of the page of a document, or of a clause of a resolution.

    >>> address_of(Symbol(2249, 2015), "op/5"), address_of(DocumentSymbol("statement", "S/PRST/2015/22"))
    ('/S/RES/2249(2015)/op/5', '/S/PRST/2015/22')
    """
    if isinstance(symbol, DocumentSymbol):
        return document_address(symbol.text)
    return address(Pinpoint(symbol.number, symbol.year, path))


def official_address(symbol: Symbol) -> str:
    """Where the UN shows the official document: `https://docs.un.org/en/S/RES/2249(2015)`."""
    return f"https://docs.un.org/en/S/RES/{symbol.number}({symbol.year})"
