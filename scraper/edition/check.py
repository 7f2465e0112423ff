"""Whether every link of an edition leads to a file, and every anchor to a place in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r'<(?:a|link|script|img|form)\b[^<>]*?\s(?:href|src|action)="(?P<link>[^"]*)"')
_ID = re.compile(r'\sid="(?P<id>[^"]*)"')
_WRITTEN_LATER = ("/search",)
"""Pages that the search fills: what is asked of them is in the query string."""


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """What a file links, and the anchors that it has."""

    links: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many pages and different links there are, and what is wrong: page, link, why."""

    pages: int
    links: int
    wrong: tuple[tuple[str, str, str], ...]


def check(folder: Path, address: str) -> Checked:
    """Check every link within a written edition; `address` is the one it was written for."""
    base = urlsplit(address)
    files = {
        f"/{path.relative_to(folder).as_posix()}"
        for path in map(Path, _walk(folder))
    }  # fmt: skip
    read = {name: _read(folder / name.lstrip("/")) for name in sorted(files) if name.endswith(".html")}
    links, wrong = 0, []
    for name, page in read.items():
        for link in sorted(page.links):
            if (own := _own(link, f"{base.scheme}://{base.netloc}", base.path.rstrip("/"))) is not None:
                links += 1
                if why := _fault(own, name, files, read):
                    wrong.append((name, link, why))
    return Checked(len(read), links, tuple(wrong))


def _walk(folder: Path) -> Iterator[str]:
    for where, _, names in os.walk(folder):
        yield from (os.path.join(where, name) for name in names)


def _read(path: Path) -> LinkedPage:
    text = path.read_text(encoding="utf-8")
    links = frozenset(unescape(match["link"]) for match in _LINK.finditer(text))
    return LinkedPage(links, frozenset(unescape(match["id"]) for match in _ID.finditer(text)))


def _own(link: str, origin: str, root: str) -> str | None:
    """A link without what stands before every address, "" before an anchor of its own; None for another site's."""
    if link.startswith("#"):
        return link
    for before in (origin + root + "/", root + "/"):
        if link.startswith(before):
            return "/" + link[len(before) :]
    return None if re.match(r"[a-z]+:", link) and not link.startswith(origin + "/") else f"//{link}"


def _fault(link: str, page: str, files: set[str], read: Mapping[str, LinkedPage]) -> str:
    """What is wrong with a link; "" where nothing is."""
    if link.startswith("//"):
        return "is outside the site"
    parts = urlsplit(link)
    path = unquote(parts.path)
    at = page if not path else path if path in files else f"{path.rstrip('/')}/index.html"
    if at not in files:
        return "has no file"
    anchor = unquote(parts.fragment)
    if anchor and at in read and anchor not in read[at].ids:
        return "has no such anchor"
    return "" if not parts.query or "/-/" in path or path in _WRITTEN_LATER else "has a query string"
