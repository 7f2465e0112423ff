"""Exports, read back by parsers that know nothing of this program."""

from __future__ import annotations

import json
import warnings
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from scraper.cite import records
from scraper.cite.cited import Cited, CitedPlace
from scraper.cite.records import Item
from scraper.models import Symbol

SITE = "https://resolutions.example"
SYMBOL = Symbol(2249, 2015)
WHOLE = Item(Cited(SYMBOL, "2015-11-20", site=SITE), about="[on threats & measures, 50% of them]")
CLAUSE = Item(Cited(SYMBOL, "2015-11-20", (CitedPlace("op/5/a"),), site=SITE))
UNDATED = Item(Cited(SYMBOL, None))


def ris(item: Item) -> dict[str, Any]:
    (entry,) = rispy.loads(records.ris(item))
    return dict(entry)


def test_ris_of_a_resolution() -> None:
    entry = ris(WHOLE)
    assert entry["type_of_reference"] == "RPRT"
    assert entry["authors"] == ["United Nations Security Council"]
    assert entry["title"] == "Resolution 2249 (2015)"
    assert (entry["year"], entry["date"]) == ("2015", "2015/11/20")
    assert entry["issn"] == "S/RES/2249 (2015)"  # SN is the report's number where the record is of a report
    assert entry["abstract"] == "[on threats & measures, 50% of them]"
    assert entry["urls"] == ["https://resolutions.example/S/RES/2249(2015)"]
    assert not {"notes", "publisher", "type_of_work", "file_attachments2"} & set(entry)


def test_ris_of_a_clause_has_its_pinpoint() -> None:
    entry = ris(CLAUSE)
    assert entry["notes"] == ["para. 5 (a)"]
    assert entry["urls"] == ["https://resolutions.example/S/RES/2249(2015)/op/5/a"]


def test_ris_without_a_date_has_the_year() -> None:
    entry = ris(UNDATED)
    assert entry["year"] == "2015"
    assert "date" not in entry
    assert entry["urls"] == ["https://docs.un.org/en/S/RES/2249(2015)"]


def test_bibtex_read_by_two_parsers() -> None:
    written = records.bibtex(CLAUSE)
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    fields = {field.key: field.value for field in library.entries[0].fields}
    other = parse_string(written, "bibtex").entries["unsc-2249-2015-op-5-a"]
    assert library.entries[0].entry_type == other.type == "techreport"
    assert fields["number"] == other.fields["number"] == "S/RES/2249 (2015)"
    assert "note" not in fields
    assert "month = nov,\n" in written, "in braces it would be printed as it stands"
    assert fields["date"] == other.fields["date"] == "2015-11-20"
    assert (other.fields["year"], other.fields["month"], other.fields["day"]) == ("2015", "November", "20")
    assert other.fields["url"] == "https://resolutions.example/S/RES/2249(2015)/op/5/a"
    (author,) = other.persons["author"]
    assert str(author) == "{United Nations Security Council}"


def test_bibtex_writes_out_what_tex_takes_for_its_own() -> None:
    fields = parse_string(records.bibtex(WHOLE), "bibtex").entries["unsc-2249-2015"].fields
    assert fields["abstract"] == r"[on threats \& measures, 50\% of them]"


def test_csl_json_read_by_a_citation_processor() -> None:
    data = json.loads(records.csl_json(CLAUSE))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a field or type the processor does not know is a warning
        source = CiteProcJSON(data)
    read = source["unsc-2249-2015-op-5-a"]
    assert read.type == "document"
    assert str(read.title) == "Resolution 2249 (2015), S/RES/2249"
    assert (read.issued.year, read.issued.month, read.issued.day) == (2015, 11, 20)
    assert dict(read.author[0])["literal"] == "United Nations Security Council"
    assert not {"note", "number", "genre", "publisher"} & set(data[0]), "many styles would print them"


def test_csl_json_without_a_date_has_the_year() -> None:
    (data,) = json.loads(records.csl_json(UNDATED))
    assert data["issued"] == {"date-parts": [[2015]]}
    assert "note" not in data
    assert "abstract" not in data


def test_meta_tags_have_what_zotero_reads() -> None:
    tags = dict(records.meta_tags(WHOLE))
    assert tags["citation_title"] == tags["DC.title"] == "Resolution 2249 (2015)"
    assert tags["citation_publication_date"] == "2015/11/20"
    assert tags["DC.date"] == "2015-11-20"
    assert tags["citation_technical_report_number"] == tags["DC.identifier"] == "S/RES/2249 (2015)"
    assert tags["citation_public_url"] == "https://resolutions.example/S/RES/2249(2015)"
    name, comma, rest = tags["citation_author"].partition(",")  # as Zotero splits it
    assert (name, comma, rest) == ("United Nations Security Council", ",", "")


def test_meta_tags_are_never_empty() -> None:
    for item in (WHOLE, CLAUSE, UNDATED):
        assert all(name and content for name, content in records.meta_tags(item))
    assert "citation_abstract" not in dict(records.meta_tags(UNDATED))


def test_json_ld_of_a_resolution() -> None:
    data = records.json_ld(WHOLE)
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "S/RES/2249 (2015)"
    assert data["legislationDate"] == "2015-11-20"
    assert data["name"] == "Security Council resolution 2249 (2015)"
    assert data["sameAs"] == "https://docs.un.org/en/S/RES/2249(2015)"
    assert "isPartOf" not in data


def test_json_ld_of_a_clause_is_part_of_its_resolution() -> None:
    data = records.json_ld(CLAUSE)
    assert data["name"] == "Security Council resolution 2249 (2015), para. 5 (a)"
    whole = data["isPartOf"]
    assert isinstance(whole, dict)
    assert whole["@id"] == "https://resolutions.example/S/RES/2249(2015)"
    assert whole["@id"] != data["@id"]


@pytest.mark.parametrize(
    ("path", "key"),
    [("op/5/a", "unsc-2249-2015-op-5-a"), ("op/3/-1", "unsc-2249-2015-op-3-item-1"),
     ("op/3/+1", "unsc-2249-2015-op-3-after-1"), ("annex-1/3", "unsc-2249-2015-annex-1-3")],
)  # fmt: skip
def test_keys_tell_places_apart(path: str, key: str) -> None:
    (data,) = records.csl(Item(Cited(SYMBOL, None, (CitedPlace(path),))))
    assert data["id"] == key


@given(st.text(max_size=80))
def test_no_title_breaks_a_record(about: str) -> None:
    item = Item(WHOLE.cited, about=about)
    assert ris(item)["title"] == "Resolution 2249 (2015)"
    assert (
        parse_string(records.bibtex(item), "bibtex").entries["unsc-2249-2015"].fields["number"] == "S/RES/2249 (2015)"
    )
    assert len(bibtexparser.parse_string(records.bibtex(item)).entries) == 1
    assert CiteProcJSON(json.loads(records.csl_json(item)))["unsc-2249-2015"].type == "document"


def test_nothing_is_escaped_before_the_page_escapes_it() -> None:
    assert dict(records.meta_tags(WHOLE))["citation_abstract"] == WHOLE.about
