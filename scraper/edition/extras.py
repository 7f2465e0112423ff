"""What the edition has besides the pages of the site: files for hosts, for what is not found, and for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from html import escape
from importlib import resources
from pathlib import Path

from scraper.database import opening
from scraper.edition import pages, words
from scraper.edition.asking import Answered
from scraper.edition.plan import EditionPlan
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
        layout = "pages" if "paragraphs" in plan.kinds else "anchors"
        found = f'<div id="found" data-root="{plan.root}" data-paragraphs="{layout}" hidden></div>\n'
        made = body.replace(b'<article class="page help">', found.encode() + b'<article class="page help">', 1)
        return made.replace(b"</head>", _script(plan, "search.js") + b"</head>", 1)
    if address.startswith("/sitemap-"):
        return pages.make_sitemap(body.decode(), plan).encode()
    return body


MOVED = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved</title>
<meta http-equiv="refresh" content="0; url={leads}">
</head>
<body><p><a href="{leads}">This page has moved.</a></p></body>
</html>
"""


def lead_on(answer: Answered, plan: EditionPlan) -> Answered:
    """A page that leads on, for an answer of the site that does: hosts of files know no redirects of their own."""
    leads = plan.link(escape(answer.location)) or f"{plan.root}/"
    page = MOVED.replace("{leads}", leads)
    return Answered(200, "text/html; charset=utf-8", page.encode(), "")


def list_own(database: Path, plan: EditionPlan) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    yield ".nojekyll", b""
    yield "_headers", _headers(plan).encode()
    if "paragraphs" not in plan.kinds:
        yield "_redirects", REDIRECTS.encode()
    with closing(opening.open_database(database)) as conn:
        made = dict(words.list_files(conn))
    scripts = {file.name: file.read_bytes() for file in _folder().iterdir()}
    worker = scripts.pop("keeper.js")
    for name, body in sorted((made | scripts).items()):
        yield plan.assets.strip("/") + "/" + name, body
    if plan.offline:
        yield "keeper.js", _fill(worker, plan, sorted(made | scripts))


def _fill(worker: bytes, plan: EditionPlan, names: list[str]) -> bytes:
    files = '", "'.join([f"{plan.root}/search/", *(f"{plan.root}{plan.assets}{name}" for name in names)])
    return worker.replace(b"@VERSION@", plan.version[:12].encode()).replace(b"@FILES@", files.encode())


_LEAD = re.compile(rb'(?<=<p class="lead">)[^<]*')


def _folder() -> resources.abc.Traversable:
    return resources.files("scraper.edition") / "static"


def _script(plan: EditionPlan, name: str) -> bytes:
    return f'<script src="{plan.root}{plan.assets}{name}" type="module"></script>\n'.encode()


def add_offline(page: bytes, plan: EditionPlan) -> bytes:
    """A page that has the browser keep it, where the edition is to be kept."""
    return page.replace(b"</head>", _script(plan, "offline.js") + b"</head>", 1) if plan.offline else page


def _headers(plan: EditionPlan) -> str:
    """The headers that the site sends, for the hosts that read this file."""
    safety = {"Content-Security-Policy": responses.POLICY, **{k.title(): v for k, v in responses.SAFETY.items()}}
    every = "".join(f"  {name}: {value}\n" for name, value in safety.items())
    kept = "  Cache-Control: public, max-age=31536000, immutable\n"
    return f"{plan.root}/*\n{every}{plan.root}/-/*\n{kept}"
