"""What an Akoma Ntoso file calls itself, read by the XML parser from the head of the file.

The language stands within the first 2 KB of every file of the UN, the kind before it, the symbol within 24 KB (1917
(2010), after a long list of votes). So the first 64 KB are given to the parser, bit by bit, until all three are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

HEAD = 1 << 16
"""Bytes of a file that are looked at."""

STEP = 1 << 14

SYMBOL = re.compile(r"S/RES/\s*+(\d{1,4})\s*+\((\d{4})\)")  # S/RES/2249 (2015), with or without blanks

LONGEST_SYMBOL = 100
"""Characters of a `docNumber` that are looked at."""

NAMES = ("docNumber", "statement", "FRBRlanguage")


@dataclass(slots=True)
class XmlHead:
    """What a document says of itself; "" where it does not.

    kind      `resolution`, `presidentialStatement`, `draftResolution`
    language  three letters: `eng`
    document  what the cover page prints as its symbol: `S/RES/2249 (2015)`, `S/PRST/2015/22`
    broken    whether it stops being XML before all three were found
    """

    kind: str = ""
    language: str = ""
    document: str = ""
    broken: bool = False

    @property
    def symbol(self) -> tuple[int, int] | None:
        """Number and year in the symbol on the cover page, which counts where a file's name says otherwise.

        None for a document that calls itself something else than a resolution: the cover page of a presidential
        statement of 2007 bears the symbol S/RES/1626 (2005).
        """
        found = SYMBOL.match(self.document)
        return (int(found[1]), int(found[2])) if found and self.kind in ("", "resolution") else None


def read_head(data: bytes) -> XmlHead:
    """What a document says of itself, as far as it can be read; nothing for what is not XML, or declares a type."""
    head = XmlHead()
    if b"<!DOCTYPE" in data[:HEAD]:
        return XmlHead(broken=True)
    parser = etree.XMLPullParser(
        ("start", "end"), tag=[f"{{*}}{name}" for name in NAMES],
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for start in range(0, min(len(data), HEAD), STEP):
        broken = not _feed(parser, data[start : min(start + STEP, HEAD)])
        for event, element in parser.read_events():
            _take(head, event, element)
        if head.kind and head.language and head.document:
            break
        if broken:
            head.broken = True
            break
    return head


def _feed(parser: etree.XMLPullParser[etree._Element], data: bytes) -> bool:
    """Give the parser some more; whether it was XML."""
    try:
        parser.feed(data)
    except etree.XMLSyntaxError:
        return False
    return True


def _take(head: XmlHead, event: str, element: etree._Element) -> None:
    name = etree.QName(element).localname
    if name == "statement" and event == "start":
        head.kind = head.kind or element.get("name", "")
    elif name == "FRBRlanguage" and event == "start":
        head.language = head.language or element.get("language", "")
    elif name == "docNumber" and event == "end":
        head.document = head.document or "".join(element.itertext())[:LONGEST_SYMBOL].strip()
