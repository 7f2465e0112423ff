"""The words of an HTML page, its blocks parted by blank lines; scripts and styles are no words of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.check.written import Writer

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SILENT = frozenset(("script", "style", "template", "noscript", "title", "head"))
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 tr blockquote section article pre dd dt br ul ol table figcaption aside".split()
)
_NOTE = re.compile(r"\s{0,3}[\[(]?(?:\d{1,3}|[a-z*†‡])[\])]?\s{0,3}\Z", re.I)
"""What a mark of a note looks like: `1`, `[1]`, `*`."""


def parse_page(text: str) -> HtmlElement:
    """The page as a tree; nothing is fetched."""
    from lxml import html

    return html.fromstring(text or "<p></p>", parser=html.HTMLParser(no_network=True))


def read_page(root: HtmlElement) -> Writer:
    """The words of a page. A link to a note is `[^1]`, and the note begins with `[^1]: `, as in Markdown."""
    from lxml import etree

    written, notes = Writer(), _number_notes(root)
    quoted = silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        opens, mark = event == "start", notes.get(_target(element)) if tag == "a" else None
        hidden = tag in _SILENT or mark is not None
        quoted += (tag == "blockquote") * (1 if opens else -1)
        silent -= hidden and not opens
        if not silent and not hidden:
            _part(element, tag, written, opens=opens, quoted=quoted > 0, notes=notes)
        elif not silent and opens and mark:
            written.add(f"[^{mark}]")
        silent += hidden and opens
        words = element.text if opens else element.tail
        if words and not silent:
            written.add(words if tag == "pre" and opens else words.replace("\n", " "), element, tail=not opens)
    return written


def _part(element: HtmlElement, tag: str, written: Writer, *, opens: bool, quoted: bool, notes: dict[str, int]) -> None:
    """What parts a block, a cell or a quotation from what stands before."""
    if tag in _BLOCKS:
        written.add("\n\n" + ("> " if quoted else ""))
    elif tag in ("td", "th") and opens and element.getprevious() is not None:
        written.add(" | ")
    elif tag == "q":
        written.add("“" if opens else "”")
    if opens and (number := notes.get(element.get("id") or element.get("name") or "")):
        written.add(f"\n\n[^{number}]: ")


def _number_notes(root: HtmlElement) -> dict[str, int]:
    """The notes by their ids, numbered in the order of their marks; a link from a note back to its mark is no mark."""
    ids = {name for element in root.iter() for name in (element.get("id"), element.get("name")) if name}
    notes: dict[str, int] = {}
    marks: set[str] = set()
    for link in root.iter("a"):
        name = _target(link)
        if name in ids and name not in marks and _NOTE.match(link.text_content()):
            notes.setdefault(name, len(notes) + 1)
            above = link.getparent()
            own = [link, *link.iterdescendants(), *([above] if above is not None and above.tag == "sup" else [])]
            marks.update(one.get("id") or one.get("name") or "" for one in own)
    return notes


def _target(link: HtmlElement) -> str:
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""
