"""Which addresses of the site have a file, what that is called, and where a link to one that has none leads instead."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from html import unescape
from typing import Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

from scraper.site.catalogue import KINDS, list_addresses

Layout = Literal["anchors", "pages"]
"""Paragraphs as anchors on the page of their resolution, or each with a page of its own."""

MOST_FILES = 10_000
"""Hosts take 20,000 files and more (Cloudflare Pages), and a half of that leaves room for years of resolutions."""

OWN_FILES = 20
"""So many files at most are made by the edition itself, and not asked of the site."""

_ONLY_WITH_PAGES = ("paragraphs", "forms")
"""Kinds that are left out where paragraphs are anchors: several files for each resolution."""

ASSETS = "/-/edition/"
"""Below it stand the files of the search, in a folder that is named by what they were made of."""


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What the edition has.

    base      what turns an address into a whole one: `https://unsc.example.org`, or with the path it is put up below
    kinds     the kinds of pages that it has, and how many of each
    version   what tells this edition from any that holds something else
    offline   whether browsers are to keep it
    left_out  those that it has not, and how many there would be
    """

    base: str
    kinds: dict[str, int]
    left_out: dict[str, int]
    addresses: tuple[str, ...]
    known: frozenset[str] = field(repr=False)
    version: str = ""
    offline: bool = False

    @property
    def root(self) -> str:
        """What stands before every address in links: "" or the path below which the site is put up."""
        return urlsplit(self.base).path

    @property
    def assets(self) -> str:
        """What the addresses of the files of the search begin with, below the root."""
        return f"{ASSETS}{self.version[:12]}/"

    def link(self, href: str) -> str | None:
        """Where a link of the site leads in the edition; None where to nothing. `href` is as it stands in HTML."""
        address, before = unescape(href), self.base if href.startswith("h") else self.root
        if not address.startswith(f"{before}/"):
            return None if href.startswith("/") else href
        parts = urlsplit(address[len(before) :])
        target = self._target(parts.path, parts.query)
        if target is None:
            return None
        anchor = f"#{parts.fragment}" if parts.fragment and "#" not in target else ""
        return (before + target + anchor).replace("&", "&amp;").replace('"', "%22")

    def _target(self, path: str, query: str) -> str | None:
        if path.startswith(ASSETS) or path == "/search":
            return path + (f"?{query}" if query else "")
        if path in self.known:
            if path.startswith("/-/site/"):
                return f"{path}?{query}"
            page = page_of(query)
            return path if page == 1 else None if page is None else sheet_address(path, page)
        if (place := _PLACE.match(path)) and place["whole"] in self.known and not query:
            return f"{place['whole']}#{place['path']}"
        return None


_PLACE = re.compile(
    r"""
    (?P<whole> /S/RES/[^/.]+ )
    / (?P<path> (?: op | pp | annex-\d+ ) (?: / (?! trace \Z ) [^/]+ )* )
    (?<! \.json ) (?<! \.txt ) (?<! \.md ) (?<! \.ris ) (?<! \.bib ) \Z
    """,
    re.VERBOSE,
)
"""A paragraph, or a part: an anchor on the page of its resolution. Not its trace, nor a form of it."""


def page_of(query: str) -> int | None:
    """The page of a list that a query string asks for, from 1; None where it asks for something else too."""
    asked = parse_qs(query)
    number = asked.pop("page", ["1"])[0]
    return None if asked or not number.isdecimal() else int(number)


def sheet_address(path: str, page: int) -> str:
    """The address in the edition of a further page of a list, for a file has no query string.

    >>> sheet_address("/topics", 2)
    '/topics/page-2'
    """
    return f"{path}/page-{page}"


def file_of(address: str, *, html: bool) -> str:
    """The name of the file of an address. A page is the index of a folder, for others may stand below its address.

    >>> file_of("/S/RES/2249(2015)", html=True), file_of("/S/RES/2249(2015).json", html=False), file_of("/", html=True)
    ('S/RES/2249(2015)/index.html', 'S/RES/2249(2015).json', 'index.html')
    """
    path = unquote(address).strip("/")
    return f"{path}/index.html".lstrip("/") if html else path


def make_plan(conn: sqlite3.Connection, layout: Layout, base: str) -> EditionPlan:
    """The kinds of pages that the layout has room for. Those that come first in KINDS are taken first, each whole."""
    kinds: dict[str, int] = {}
    left_out: dict[str, int] = {}
    addresses: list[str] = []
    for kind in KINDS:
        found = [one for one in list_addresses(conn, kind) if is_safe(one)]
        fits = layout == "pages" or (
            kind not in _ONLY_WITH_PAGES and len(addresses) + len(found) + OWN_FILES <= MOST_FILES
        )
        (kinds if fits else left_out)[kind] = len(found)
        addresses += found if fits else []
    return EditionPlan(base, kinds, left_out, tuple(dict.fromkeys(addresses)), frozenset(addresses))


def is_safe(address: str) -> bool:
    """Whether an address can be a file's name: within the folder, in characters that every host takes.

    >>> is_safe("/S/RES/2249(2015)"), is_safe("/S/../x"), is_safe("/S/1%002")
    (True, False, False)
    """
    steps = unquote(address).split("/")
    return not any(step in (".", "..") or _UNSAFE.search(step) for step in steps) and quote(address) != ""


_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")
