"""Citations of what a page shows, in every style, and its records for reference managers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.cite import records, styles
from scraper.cite.cited import Cited, CitedPlace
from scraper.database.resolutions import Document, Place, Record
from scraper.pinpoint.labels import annex_designation


@dataclass(frozen=True, slots=True)
class WrittenCitation:
    """A citation in one style; `in_text` and `entry` are for running text and a bibliography, where they differ."""

    name: str
    title: str
    text: str
    in_text: str = ""
    entry: str = ""


def cited(found: Document | Place, site: str = "") -> Cited:
    """What is to be cited; `site` is the address of this site without a slash at its end."""
    record = found.record
    annexes = name_annexes([(part.name, part.heading) for part in record.parts if part.name.startswith("annex")])
    return Cited(record.symbol, record.facts.adopted, _places(found), annexes, site)


def name_annexes(annexes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What each annex of a resolution is called, of their parts and headings.

    One that its title does not name is counted, unless it is the only one.
    """
    named = {part: annex_designation(heading) for part, heading in annexes}
    if len(annexes) == 1:
        return {name: designation or "" for name, designation in named.items()}
    return {name: designation for name, designation in named.items() if designation is not None}


def cited_together(found: Sequence[Document | Place], site: str = "") -> Cited:
    """The same for several places of one resolution, in order; `found` has at least one."""
    places = tuple(place for one in found for place in _places(one))
    return replace(cited(found[0], site), places=places)


def _places(found: Document | Place) -> tuple[CitedPlace, ...]:
    if isinstance(found, Place):
        labels = tuple(clause.label for clause in (*found.above, found.clause))
        return (CitedPlace(found.clause.path, labels),)
    return (CitedPlace(found.part),) if found.part.startswith("annex") else ()


def cite(found: Document | Place, site: str) -> tuple[WrittenCitation, ...]:
    """The citation in every style but the links, which a page shows anyway."""
    what = cited(found, site)
    written = {name: [form(what) if form else "" for form in style.texts] for name, style in styles.STYLES.items()}
    return tuple(
        WrittenCitation(name, styles.STYLES[name].title, *texts) for name, texts in written.items() if name != "link"
    )


def item(found: Document | Place, site: str) -> records.Item:
    """What is exported."""
    return records.Item(cited(found, site), about(found.record))


def about(record: Record) -> str:
    """The library's title, which is not part of the resolution."""
    return record.facts.title
