"""Records for reference managers, and metadata for the page that they and search engines read.

RIS, BibTeX and Zotero have reports, with a number, an institution and a full date. In CSL-JSON the type is `document`,
with the symbol in its title: of twenty CSL styles none renders a report of the Council rightly, and nine render this.
Resolutions bear no title, so the title is `Resolution 2249 (2015)`; the library's descriptive title, where there is
one, is the abstract. No format has a field for the pinpoint: RIS has it as a note; elsewhere it belongs to the citation
(CSL's locator), since many styles would print a note.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from scraper.cite.cited import Cited, CitedPlace, adoption_date
from scraper.cite.styles import pinpoint, un
from scraper.models import Pinpoint
from scraper.pinpoint import address, official_address

AUTHOR = "United Nations Security Council"
PUBLISHER = "United Nations"

_BIBTEX_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names that BibTeX's own styles print in their way; a number in braces would be printed as it stands."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """What is exported: a resolution, or the places in it that are cited.

    about     the library's descriptive title of the resolution, or ""
    language  of the text, as a two-letter code
    """

    cited: Cited
    about: str = ""
    language: str = "en"


def ris(item: Item) -> str:
    """One RIS record; lines end in CR LF, as the format wants it."""
    cited = item.cited
    adopted = adoption_date(cited)
    fields = [
        ("TY", "RPRT"),
        ("AU", AUTHOR),
        ("TI", _title(cited)),
        ("PY", str(cited.symbol.year)),
        ("DA", adopted.strftime("%Y/%m/%d") if adopted else ""),
        ("SN", str(cited.symbol)),
        ("LA", item.language),
        ("AB", item.about),
        ("N1", pinpoint(cited)),
        ("UR", _url(cited)),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(item: Item) -> str:
    """One BibTeX entry, with the fields of BibTeX and of biblatex side by side."""
    cited = item.cited
    adopted = adoption_date(cited)
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_title(cited)}}}",
        "type": "Resolution",
        "number": str(cited.symbol),
        "institution": PUBLISHER,
        "year": str(cited.symbol.year),
        "month": _BIBTEX_MONTHS[adopted.month - 1] if adopted else "",
        "day": str(adopted.day) if adopted else "",
        "date": adopted.isoformat() if adopted else str(cited.symbol.year),
        "language": item.language,
        "abstract": _tex(item.about),
        "url": _url(cited),
    }
    written = {name: value if name == "month" else f"{{{value}}}" for name, value in fields.items() if value}
    lines = [f"  {name} = {value}" for name, value in written.items()]
    return f"@techreport{{{_key(cited)},\n" + ",\n".join(lines) + "\n}\n"


def csl(item: Item) -> list[Json]:
    """The item as CSL-JSON: a list of one."""
    cited = item.cited
    adopted = adoption_date(cited)
    date_parts = [adopted.year, adopted.month, adopted.day] if adopted else [cited.symbol.year]
    fields: Json = {
        "id": _key(cited),
        "type": "document",
        "author": [{"literal": AUTHOR}],
        "title": f"{_title(cited)}, S/RES/{cited.symbol.number}",
        "title-short": _title(cited),
        "issued": {"date-parts": [date_parts]},
        "language": item.language,
        "abstract": item.about,
        "URL": _url(cited),
    }
    return [{name: value for name, value in fields.items() if value}]


def csl_json(item: Item) -> str:
    """The item as CSL-JSON, printed."""
    return json.dumps(csl(item), ensure_ascii=False, indent=2) + "\n"


def meta_tags(item: Item) -> list[tuple[str, str]]:
    """Names and contents of the `meta` tags of a page: Highwire Press for Zotero and Google Scholar, Dublin Core.

    The author ends in a comma because Zotero cuts a name without one into a first and a last name, and makes a person
    called Council of the Council. A date is written with slashes for Google Scholar.
    """
    cited = item.cited
    adopted = adoption_date(cited)
    year = str(cited.symbol.year)
    tags = [
        ("citation_title", _title(cited)),
        ("citation_author", f"{AUTHOR},"),
        ("citation_publication_date", adopted.strftime("%Y/%m/%d") if adopted else year),
        ("citation_technical_report_institution", PUBLISHER),
        ("citation_technical_report_number", str(cited.symbol)),
        ("citation_language", item.language),
        ("citation_public_url", _url(cited)),
        ("citation_abstract", item.about),
        ("DC.title", _title(cited)),
        ("DC.creator", AUTHOR),
        ("DC.publisher", PUBLISHER),
        ("DC.date", adopted.isoformat() if adopted else year),
        ("DC.identifier", str(cited.symbol)),
        ("DC.language", item.language),
        ("DC.source", official_address(cited.symbol)),
        ("DC.description", item.about),
    ]
    return [(name, _one_line(content)) for name, content in tags if content]


def json_ld(item: Item) -> Json:
    """The page as schema.org `Legislation`; a clause is part of its resolution."""
    whole = replace(item, cited=replace(item.cited, places=()))
    if not item.cited.places:
        return {"@context": "https://schema.org", **_legislation(whole)}
    return {"@context": "https://schema.org", **_legislation(item), "isPartOf": _legislation(whole)}


def _legislation(item: Item) -> Json:
    cited = item.cited
    adopted = adoption_date(cited)
    fields: Json = {
        "@type": "Legislation",
        "@id": _url(cited),
        "url": _url(cited),
        "name": un(cited),
        "legislationIdentifier": str(cited.symbol),
        "legislationType": "Resolution",
        "legislationDate": adopted.isoformat() if adopted else str(cited.symbol.year),
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": AUTHOR},
        "inLanguage": item.language,
        "description": item.about,
        "sameAs": "" if cited.places else official_address(cited.symbol),
    }
    return {name: value for name, value in fields.items() if value}


def _title(cited: Cited) -> str:
    return f"Resolution {cited.symbol.number} ({cited.symbol.year})"


def _url(cited: Cited) -> str:
    """Where the words can be read: on the site at the first place cited, or else the official document."""
    first = (cited.places or (CitedPlace(""),))[0].path
    symbol = cited.symbol
    place = Pinpoint(symbol.number, symbol.year, first)
    return cited.site + address(place) if cited.site else official_address(symbol)


def _key(cited: Cited) -> str:
    """`unsc-2249-2015-op-5-a`: letters, digits and hyphens only, which every program takes."""
    path = (cited.places or (CitedPlace(""),))[0].path.replace("/+", "/after-").replace("/-", "/item-")
    return re.sub("[^0-9A-Za-z]+", "-", f"unsc-{cited.symbol.number}-{cited.symbol.year}-{path}").strip("-")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    """Characters that TeX would take for its own, written out."""
    special = {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
        "}": r"\textbraceright{}",
    }
    return re.sub(r"[\\~^&%$#_{}]", lambda c: special.get(c[0], f"\\{c[0]}"), _one_line(text))
