"""What a host says in its headers, none of which is believed as it stands."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from requests.utils import requote_uri

from scraper.errors import UpstreamError

LONGEST = 2000
"""Characters of an address, and of a header that is kept."""

TEXT = re.compile(rf"[\x20-\x7e\xa0-\xff]{{0,{LONGEST}}}")
"""A header without control characters, which could not be sent back."""

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I)


def sendable(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers by their names in lower case, without those that are too long or have control characters in them."""
    return {name.lower(): value for name, value in headers.items() if TEXT.fullmatch(value)}


def read_integer(said: str) -> int | None:
    """`1200`; None for anything else, and for what has more than fifteen digits."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 15 else None


def retry_after(said: str) -> float | None:
    """Seconds that a Retry-After header asks for: `120`, or a date; None where it says nothing readable."""
    if (seconds := read_integer(said.strip())) is not None:
        return float(seconds)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return None


def say_allowance(headers: Mapping[str, str]) -> str:
    """GitHub answers 403 when the hour's requests without a key are used up, and says until when."""
    reset = read_integer(headers.get("x-ratelimit-reset", ""))
    if headers.get("x-ratelimit-remaining") != "0" or reset is None:
        return ""
    minutes = max(1, round((reset - time.time()) / 60))
    return f": the requests it allows in an hour are used up; there are new ones in {minutes} minutes"


def resolve(url: str, location: str) -> str:
    """The address that a Location header means, quoted where it should have been; "" where it means none."""
    try:
        return requote_uri(urljoin(url, location)) if location else ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host of an address that may be asked: https, a name (no number, no port, no password), of sensible length.

    Raises UpstreamError where it is none.
    """
    try:
        parts = urlsplit(url)
        labels = parts.netloc.split(".")
    except ValueError:
        parts, labels = urlsplit(""), []
    if parts.scheme != "https":
        raise UpstreamError(f"{url[:LONGEST]} is not an https address, and is not asked for.")
    named = len(labels) > 1 and all(map(LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    if not named or len(url) > LONGEST or len(parts.netloc) > 253:
        raise UpstreamError(f"{url[:LONGEST]} is no address of a host, and is not asked for.")
    return parts.netloc.lower()
