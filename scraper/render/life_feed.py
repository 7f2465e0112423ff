"""What runs out, as an Atom feed: an entry a thread, which a renewal brings up anew."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from scraper.database.threads import Standing
from scraper.render.life import TOLD, say_state, words_of

_NAMESPACE = "http://www.w3.org/2005/Atom"


def expiring_feed(found: Sequence[Standing], base: str, here: str) -> str:
    """The feed of what runs out; `here` is its own address. An entry is as new as the act that set the end."""
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    _put(feed, "title", "Security Council mandates and measures that run out")
    _put(feed, "subtitle", TOLD)
    _put(feed, "id", f"{base}/expiring")
    newest = max((one.event.effect for one in found), default="1946-01-17")
    _put(feed, "updated", f"{newest}T00:00:00Z")
    ElementTree.SubElement(feed, "link", rel="self", type="application/atom+xml", href=here)
    ElementTree.SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base}/expiring")
    _put(ElementTree.SubElement(feed, "author"), "name", "United Nations Security Council (unofficial copies)")
    for one in found:
        entry = ElementTree.SubElement(feed, "entry")
        _put(entry, "title", f"{one.name}: {say_state(one.state, one.until, one.event)}")
        _put(entry, "id", f"{base}/force/{one.slug}#{one.event.symbol.number}-{one.until}")
        _put(entry, "updated", f"{one.event.effect}T00:00:00Z")
        ElementTree.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{base}/force/{one.slug}")
        _put(entry, "summary", words_of(one.event))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _put(above: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(above, name).text = "".join(c for c in text if c >= " " or c in "\t\n")
