"""Feeds: the frame of every Atom feed of the site (RFC 4287), and the feed of new resolutions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from scraper.database.browse import Listed
from scraper.models import Pinpoint
from scraper.render import links
from scraper.render.display import say_resolution

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed.

    url       of its page
    day       when it came about, as an ISO day
    id        what tells it from every other entry; its address where that does
    content   the whole text; None where the summary is all
    category  a term, and the address of the scheme that has it
    """

    title: str
    url: str
    day: str
    summary: str
    id: str = ""
    content: str | None = None
    category: tuple[str, str] | None = None


def write_feed(
    title: str,
    address: str,
    updated: str,
    entries: Iterable[FeedEntry],
    *,
    subtitle: str | None = None,
    page: str = "",
    name: str = "",
) -> str:
    """Entries as Atom, in the order given. What XML cannot hold is a replacement character.

    address  of the feed itself, which is its id unless `name` is given
    updated  an ISO time
    page     the address of the page that shows the same
    """
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "title", title)
    if subtitle is not None:
        _add(feed, "subtitle", subtitle)
    _add(feed, "id", name or address)
    _add(feed, "updated", updated)
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=_fit_xml(address))
    if page:
        _link_page(feed, page)
    _add(ElementTree.SubElement(feed, "author"), "name", "United Nations Security Council (unofficial copies)")
    for one in entries:
        _add_entry(ElementTree.SubElement(feed, "entry"), one)
    return write_xml(feed)


def _add_entry(entry: ElementTree.Element, one: FeedEntry) -> None:
    _add(entry, "title", one.title)
    _add(entry, "id", one.id or one.url)
    _add(entry, "updated", f"{one.day}T00:00:00Z")
    _link_page(entry, one.url)
    if one.category:
        ElementTree.SubElement(entry, "category", term=one.category[0], scheme=one.category[1])
    _add(entry, "summary", one.summary)
    if one.content is not None:
        _add(entry, "content", one.content)


def _link_page(parent: ElementTree.Element, address: str) -> None:
    ElementTree.SubElement(parent, "link", rel="alternate", type="text/html", href=_fit_xml(address))


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _fit_xml(text)


def _fit_xml(text: str) -> str:
    """A text with a replacement character for each that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def write_xml(top: ElementTree.Element) -> str:
    """An element as a document."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"


def to_feed(title: str, listed: Sequence[Listed], address: str, base: str, built: str) -> str:
    """Resolutions as a feed, in the order given.

    title    of the feed
    address  of the feed itself
    base     what turns a place's path into a whole address
    built    when the database was built
    """
    entries = (
        FeedEntry(
            ": ".join(filter(None, [say_resolution(one.symbol), one.short_title])),
            base + links.write(Pinpoint(one.symbol.number, one.symbol.year)),
            day_of(one.adopted, one.symbol.year),
            ". ".join(filter(None, [one.title, one.agenda])),
        )
        for one in listed
    )
    return write_feed(title, address, built, entries)


def day_of(adopted: str | None, year: int) -> str:
    """The day of adoption; where it is not known, the first of its year."""
    return adopted or f"{year}-01-01"
