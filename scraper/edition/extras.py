"""What the edition has besides the pages of the site: files for hosts, for what is not found, and for the search."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from scraper.edition import pages
from scraper.edition.plan import ASSETS, EditionPlan
from scraper.site import responses

NOWHERE = "/nothing-here"
"""An address that no page will ever have."""

MISSING = "404.html"
"""The file that hosts show for an address that has none."""

REDIRECTS = """\
/S/RES/:resolution/op/*  /S/RES/:resolution#op/:splat  302
/S/RES/:resolution/pp/*  /S/RES/:resolution#pp/:splat  302
/S/RES/:resolution/annex-1/*  /S/RES/:resolution#annex-1/:splat  302
/S/RES/:resolution/annex-2/*  /S/RES/:resolution#annex-2/:splat  302
/S/RES/:resolution/annex-3/*  /S/RES/:resolution#annex-3/:splat  302
"""
"""For Netlify and Cloudflare Pages: the address of a paragraph leads to its anchor. The script of 404.html does the
same on other hosts, and for further annexes."""


def complete(address: str, body: bytes, plan: EditionPlan) -> bytes:
    """An answer of the site with what the edition adds to it."""
    if address == NOWHERE:
        said = _LEAD.sub(b"There is nothing at this address.", body, count=1)
        return said.replace(b"</head>", _script(plan, "missing.js") + b"</head>", 1)
    if address == "/search":
        return body.replace(b'<article class="page help">', _SEARCH % plan.root.encode(), 1)
    if address.startswith("/sitemap-"):
        return pages.make_sitemap(body.decode(), plan).encode()
    return body


_SEARCH = b'<div id="found" data-root="%s" hidden></div>\n<article class="page help">'


def list_own(database: Path, plan: EditionPlan) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    yield ".nojekyll", b""
    yield "_headers", _headers(plan).encode()
    if "paragraphs" not in plan.kinds:
        yield "_redirects", REDIRECTS.encode()
    for file in sorted(_folder().iterdir(), key=lambda one: one.name):
        yield ASSETS.strip("/") + "/" + file.name, file.read_bytes()


_LEAD = re.compile(rb'(?<=<p class="lead">)[^<]*')


def _folder() -> resources.abc.Traversable:
    return resources.files("scraper.edition") / "static"


def _script(plan: EditionPlan, name: str) -> bytes:
    digest = hashlib.sha256((_folder() / name).read_bytes()).hexdigest()[:12]
    return f'<script src="{plan.root}{ASSETS}{name}?{digest}" type="module"></script>\n'.encode()


def _headers(plan: EditionPlan) -> str:
    """The headers that the site sends, for the hosts that read this file."""
    safety = {"Content-Security-Policy": responses.POLICY, **{k.title(): v for k, v in responses.SAFETY.items()}}
    every = "".join(f"  {name}: {value}\n" for name, value in safety.items())
    kept = "  Cache-Control: public, max-age=31536000, immutable\n"
    return f"/*\n{every}{plan.root}/-/*\n{kept}"
