"""Writing links: the canonical path of a place, and a path with a query string."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from scraper.models import Pinpoint
from scraper.pinpoint import address

LONGEST = 2_000
"""A request's address has at most so many characters, path and query string; no link of ours has more."""


def write(place: Pinpoint, suffix: str = "") -> str:
    """The canonical path, ready for a header or a link: letters, digits, `/ ( ) + -` as they are, all else quoted."""
    tail = f".{suffix}" if suffix else ""
    return quoted(address(place) + tail)


def quoted(path: str) -> str:
    """A path made ready for a header or a link."""
    return quote(path, safe="/()+-,:;=@!$*'")


def with_query(path: str, **values: object) -> str:
    """A path with a query string, values that are None or "" left out."""
    kept = {key: str(value) for key, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path
