"""Lists of resolutions as feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from scraper.database.browse import Listed
from scraper.models import Pinpoint
from scraper.render import links
from scraper.render.display import say_resolution

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_feed(title: str, listed: Sequence[Listed], address: str, base: str, built: str) -> str:
    """Resolutions as Atom (RFC 4287), in the order given.

    title    of the feed
    address  of the feed itself
    base     what turns a place's path into a whole address
    built    when the database was built
    """
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "title", title)
    _add(feed, "id", address)
    _add(feed, "updated", built)
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(ElementTree.SubElement(feed, "author"), "name", "United Nations Security Council (unofficial copies)")
    for one in listed:
        url = base + links.write(Pinpoint(one.symbol.number, one.symbol.year))
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", ": ".join(filter(None, [say_resolution(one.symbol), one.short_title])))
        _add(entry, "id", url)
        _add(entry, "updated", f"{one.adopted or str(one.symbol.year) + '-01-01'}T00:00:00Z")
        ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=url)
        _add(entry, "summary", ". ".join(filter(None, [one.title, one.agenda])))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)
