"""What a request asks, read from its query string; what it says wrongly counts as not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasette.utils.asgi import Request


def typed_text(request: Request) -> str:
    """The words of a search that led here, or ""."""
    return str(request.args.get("q") or "")


def page_number(request: Request) -> int:
    """The page that is asked for, from 1."""
    return read_number(request.args.get("page") or "")


def read_number(text: str) -> int:
    """A page's number; 1 for anything that is none.

    >>> [read_number(text) for text in ("3", "0", "-1", "x", "", "9999999999")]
    [3, 1, 1, 1, 1, 1]
    """
    return max(int(text), 1) if re.fullmatch(r"[0-9]{1,6}", text) else 1
