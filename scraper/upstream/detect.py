"""What a file from disk is, told by its content; its name only says where in the store it goes.

A file at a path that upstream uses (`Pre-2020/2015/S_RES_2199_1503828E.xml`) gets that name, so that a checkout that
was imported and the same repository fetched make the same store. Any other file is named by what it holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from scraper.errors import WrongContent
from scraper.upstream import cr_unsc, listing, ods, unxml, votes
from scraper.upstream.archives import is_archive
from scraper.upstream.checks import BOM, check_pdf, check_xml, is_akoma_ntoso, is_html, symbol_in_text
from scraper.upstream.raw import checked_name
from scraper.upstream.selection import HIGHEST
from scraper.upstream.xml_head import XmlHead, read_head

LANGUAGES = {
    "ara": "Arabic", "zho": "Chinese", "fra": "French", "deu": "German", "rus": "Russian", "spa": "Spanish",
}  # fmt: skip

IMPORTED = "imported/"

UNKNOWN = "it is not a resolution in a form that is known here"

KINDS = {"presidentialStatement": "a presidential statement", "draftResolution": "a draft that was not adopted"}

LONGEST_NAMED = 60
"""Characters of another document's symbol that are shown."""

OTHER_FOLDER = re.compile(r"(?:^|/)20[2-9]\d/(?P<language>Arabic|Chinese|French|German|Russian|Spanish)/[^/]+$")


@dataclass(frozen=True, slots=True)
class Detected:
    """A file that belongs in the store: under which upstream and name, its address there, the resolution it holds."""

    upstream: str
    name: str
    url: str
    number: int | None


def detect(path: str, data: bytes) -> Detected | str:
    """What this file is; or, for one that is not taken, the reason, as the end of a sentence: `it is in French`."""
    if not data.strip():
        return "it is empty"
    if is_archive(data):
        return "it is an archive; name it by itself to import what is in it"
    recogniser = next(each for each in RECOGNISERS if each.fits(data))
    return recogniser.detect(path, data)


def _detect_xml(path: str, data: bytes) -> Detected | str:
    if other := OTHER_FOLDER.search(path):
        return f"it is in {other['language']}, and only English is kept"
    head, upstream = read_head(data), _name_at_source(path, unxml.ENGLISH)
    symbol = head.symbol
    if symbol is None and not upstream and not (head.broken and head.kind not in KINDS):
        return f"it is {_named(head)}"
    if head.language not in ("", "eng") and not upstream:
        return f"it is in {LANGUAGES.get(head.language, head.language)}, and only English is kept"
    if reason := _refuse_xml(data):
        return reason
    if upstream:
        number = symbol[0] if symbol else unxml.number_of(upstream, None)
        return Detected("unxml", upstream, unxml.COLLECTION.raw_url(upstream), number)
    return Detected("unxml", name_by_content(symbol, data, "xml"), "", symbol[0]) if symbol else UNKNOWN


def _refuse_xml(data: bytes) -> str:
    """Why this XML is not taken. Nothing is loaded from elsewhere and no entity is put in its place."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "it declares a document type of its own, which the UN's files never do"
    try:
        check_xml(data)
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except WrongContent as error:
        return str(error)
    except etree.XMLSyntaxError as error:
        return f"it is not well-formed XML: {error.msg.partition(', line')[0]}"
    return ""


def _named(head: XmlHead) -> str:
    if kind := KINDS.get(head.kind):
        return kind
    return f"another document: {head.document[:LONGEST_NAMED]}" if head.document else "no resolution"


def _detect_records(path: str, data: bytes) -> Detected | str:
    try:
        years = {record.year for record in unxml.read_records(data)}
    except WrongContent:
        return UNKNOWN
    if not years:
        return "it holds no records of resolutions"
    name = _name_at_source(path, unxml.RECORDS) or f"data_extract/{max(years)}.json"
    return Detected("unxml", name, unxml.COLLECTION.raw_url(name), None)


def _detect_pdf(path: str, data: bytes) -> Detected | str:
    try:
        check_pdf(data)
        symbol = ods.symbol_in_pdf(data)
    except WrongContent as error:
        return f"it is a PDF that cannot be used: {error}"
    if symbol is None:
        return "no symbol of a resolution stands on the first pages of the PDF"
    return Detected("ods", ods.file_name(*symbol), "", symbol[0])


def _detect_page(path: str, data: bytes) -> Detected | str:
    try:
        rows = listing.read_listing(data).kept
    except WrongContent as error:
        return f"it is a list of resolutions that cannot be used: {error}"
    return Detected("listing", listing.NAME, "", None) if rows else "it is a web page"


def _detect_votes(path: str, data: bytes) -> Detected | str:
    try:
        votes.check_votes(data)
    except WrongContent as error:
        return f"it is a table of votes that cannot be used: {error}"
    name = _name_at_source(path, votes.FILE) or f"src/lib/data/{path.rpartition('/')[2]}"
    return Detected("votes", name, "", None)


def _detect_text(path: str, data: bytes) -> Detected | str:
    """A plain text: by the name its collection gives it, or by the symbol in its masthead."""
    if b"\0" in data:
        return UNKNOWN
    if name := _name_at_source(f"data/res_en_gold/{path.rpartition('/')[2]}", cr_unsc.GOLD):
        return Detected("gold", name, cr_unsc.COLLECTION.raw_url(name), cr_unsc.gold_number(name, data))
    if name := _name_at_source(path, cr_unsc.TEXT):
        return Detected("zenodo", name, "", cr_unsc.gold_number(name, data))
    symbol = symbol_in_text(data)
    if symbol is None or symbol[0] > HIGHEST or b"Security Council" not in data:
        return UNKNOWN
    return Detected("zenodo", name_by_content(symbol, data, "txt"), "", symbol[0])


@dataclass(frozen=True, slots=True)
class Recogniser:
    """How files of a kind are told from others.

    origins  the sources that have such files, by their names in `scraper.sources`
    fits     whether the bytes are of this kind
    detect   which file it is, from its path and bytes; or why it is not taken
    """

    origins: tuple[str, ...]
    fits: Callable[[bytes], bool]
    detect: Callable[[str, bytes], Detected | str]


def _begins(start: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.removeprefix(BOM).startswith(start)


RECOGNISERS = (
    Recogniser(("listing",), is_html, _detect_page),
    Recogniser(("unxml",), is_akoma_ntoso, _detect_xml),
    Recogniser(("ods",), lambda data: data.startswith(b"%PDF"), _detect_pdf),
    Recogniser(("unxml",), _begins(b"{"), _detect_records),
    Recogniser(("votes",), _begins(votes.FIRST_COLUMN.encode()), _detect_votes),
    Recogniser(("gold", "zenodo"), lambda data: True, _detect_text),
)
"""The first that fits decides."""


def _name_at_source(path: str, layout: re.Pattern[str]) -> str:
    """The end of the path that is a path at the source; "" where it is none, or no name that can be kept."""
    parts = path.split("/")
    for first in range(max(0, len(parts) - 4), len(parts)):
        if layout.fullmatch(ending := "/".join(parts[first:])):
            with suppress(WrongContent):
                return checked_name(ending)
    return ""


def name_by_content(symbol: tuple[int, int], data: bytes, ending: str) -> str:
    """A name for a file whose own says nothing: by symbol and digest, so that the same bytes get the same name."""
    return f"{IMPORTED}S_RES_{symbol[0]:04}_{symbol[1]}-{hashlib.sha256(data).hexdigest()[:8]}.{ending}"
