"""A page of the site as one of files: its links lead to files, and what asks a server is taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from scraper.edition.plan import EditionPlan, page_of

_FORM = re.compile(r'<form\b[^<>]*\baction="(?P<action>[^"<>]*)"[^<>]*>(?:(?!<form\b).)*?</form>', re.DOTALL)
_LINK = re.compile(r'<link\b[^<>]*\bhref="(?P<href>[^"<>]*)"[^<>]*>\n?')
_HREF = re.compile(r' (?P<name>href|data-whole)="(?P<href>(?:/|\?|https?:)[^"]*)"')
_LOC = re.compile(r"<url><loc>(?P<loc>[^<]*)</loc></url>\n?")


def make_static(html: str, address: str, plan: EditionPlan, lost: Counter[str]) -> str:
    """The page with links to files; in `lost` is counted, by kind of address, what led to something without one."""

    def form(match: re.Match[str]) -> str:
        return match[0] if match["action"] == f"{plan.root}/search" else ""

    def link(match: re.Match[str]) -> str:
        return match[0] if plan.link(match["href"]) else ""

    def href(match: re.Match[str]) -> str:
        asked = plan.root + address + match["href"] if match["href"].startswith("?") else match["href"]
        leads = plan.link(asked)
        if leads is None:
            lost[kind_of(asked.removeprefix(plan.base).removeprefix(plan.root))] += 1
            return ""
        return f' {match["name"]}="{leads}"'

    static = _HREF.sub(href, _LINK.sub(link, _FORM.sub(form, html)))
    return static.replace("<html ", f'<html data-static="{plan.root}" ', 1)


def further_pages(html: str, address: str, plan: EditionPlan) -> Iterator[int]:
    """The numbers of the further pages of a list, as its first page links them."""
    for href in {match["href"] for match in _HREF.finditer(html)}:
        parts = urlsplit(unescape(href))
        page = page_of(parts.query) if parts.path in ("", plan.root + address) else None
        if page and page > 1:
            yield page


def make_sitemap(text: str, plan: EditionPlan) -> str:
    """A sitemap with the pages alone that have a file."""
    return _LOC.sub(
        lambda match: match[0] if unescape(match["loc"]).removeprefix(plan.base) in plan.known else "", text
    )


def kind_of(path: str) -> str:
    """The kind of an address, for counting.

    >>> kind_of("/S/RES/2249(2015)/op/5/trace?page=2"), kind_of("/timeline/2249?show=recalls"), kind_of("/check")
    ('/S/RES/.../trace', '/timeline/...?show', '/check')
    """
    steps, _, query = path.partition("?")
    first = steps.split("/")
    last = "/trace" if steps.endswith("/trace") and len(first) > 2 else ""
    head = "/S/RES" if path.startswith("/S/RES/") else f"/{first[1]}" if len(first) > 1 else path
    dots = "/..." if len(first) > 2 or last else ""
    asked = f"?{query.partition('=')[0]}" if query and not last else ""
    form = f".{steps.rpartition('.')[2]}" if "." in first[-1] and not last else ""
    return f"{head}{dots}{last}{form if dots else ''}{asked}"
