"""Text made to be slow to read: a hundred shapes of any length; and every public function that reads text.

Shared by the trial that measures how time grows (`tests/trials/exponents.py`) and the test that keeps it.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
import random
import re
import sqlite3
import tarfile
import zlib
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import NamedTuple

import scraper
from scraper import dates, query, search, terminal, titles, wording
from scraper.build import link, order
from scraper.build.chain import build
from scraper.check import passages
from scraper.check.documents import decode, read_markup
from scraper.check.footnotes import to_docx, to_html
from scraper.check.report import Report
from scraper.check.sentences import Sentences
from scraper.check.sources import Sources
from scraper.cite import (
    document_dates,
    find,
    label_lists,
    mention,
    mentions,
    reference,
    relation,
    resolve,
    scopes,
    style_words,
    styles,
)
from scraper.cite import resolution_mentions as numbered
from scraper.cite.chapter_vii import chapter_vii, is_misprint
from scraper.cite.chapter_vii import mentions as chapter_vii_mentions
from scraper.cite.languages import to_english
from scraper.database import browse, resolutions, wordings
from scraper.database.context import names_in
from scraper.database.landing import NothingThere
from scraper.errors import UnscError
from scraper.lifecycle import acts, assign, gaps, mandates, objects, periods
from scraper.lifecycle import checks as life_checks
from scraper.models import Clause, DocumentSymbol, Mark, Pinpoint, Symbol
from scraper.parse import akn, bare_marks, explain, footnotes, glued, headings, lines, members, paragraphs, verbs
from scraper.parse import text as plain
from scraper.parse.quotations import ends_quotation, introduces, opens_quotation
from scraper.parse.text import read_votes
from scraper.pinpoint import InMemory, Shelf, address_of, locate, paths, say_annex, say_path, symbols
from scraper.pinpoint import labels as printed
from scraper.query import filters, spelling, tokens
from scraper.query.plain import read_plain, says_exactly
from scraper.quotation import conventions
from scraper.render import display, html, links, pagination, search_page, sections, timeline
from scraper.render.plain import excerpt
from scraper.search import corpus as kept
from scraper.search.suggest import nearest_word, one_slip_away
from scraper.site import urls
from scraper.trace import first, history
from scraper.upstream import (
    RawStore,
    checks,
    cr_unsc,
    github,
    headers,
    listing,
    meter,
    ods,
    raw,
    robots,
    selection,
    tar,
    unxml,
    votes,
    xml_head,
)
from scraper.upstream.detect import detect

# -- the inputs ------------------------------------------------------------------------------------------------------


class Shape(NamedTuple):
    """A text of any length: `before` once, `unit` as often as it takes, `after` once."""

    before: str
    unit: str
    after: str

    def at(self, length: int) -> str:
        """The text of about so many characters."""
        return self.before + self.unit * max(1, length // len(self.unit)) + self.after


UNITS = (
    " ", "\t", "\n", " \n", "a", "a ", "1", "1 ", ",", ", ", "-", "/", ".", '"', '" ', "(", ")", "(a)", "* ", "_",
    "\u0301\u0316", "é", "’", "“", "%41", "&amp;", "<!---->", "<docNumber ", "<statement ", "<FRBRlanguage ", "<p>",
    "<p x='1'>", "[1,", '{"a":', "organise-", "organise ", "non-", "U.N.", "a:b:", "a*", "-a ", "NOT ", "x OR ",
    "NEAR(", "NEAR(a b, 5) ", "year:2014 ", "(a b) ", "paragraph ", "paragraph 1 (a) and ", "paragraphs 1, ",
    "paras. 1-200, ", "5 (a) (ii), ", "paragraph 1-999999999 ", "resolution ", "resolutions 1540 (2004), ",
    "S/RES/2249 (2015)", "(2015)", "annex ", "Article 41, ", "add.1/", "http://a/", "this ", "1. ", "1.\n", "(a) ",
    "(a)\n(i)\n", "1. Decides a\n(a) b\n(i) c\n", "Decides ", "decides to extend ", "shall be ", "acting under ",
    "Strongly ", "also ", "II.\n", "RESOLUTION 1 (1946)\n", "Adopted at the\n", "1/ Note\n", "word-\n", "A.W.",
    "Note 1 ", "ivx", "1.1", "٣", "\u2028",
)  # fmt: skip
"""What is repeated: what the patterns of the program look for, and halves of it."""

BEFORE = (
    "", "a", '"', "(", "<", "S/RES/", "paragraphs ", "resolutions ", "NEAR(", "5 ", "1. ", "Decides ", "\n", "/",
    "2249/", "year:",
)  # fmt: skip
AFTER = ("", "!", "x", "\x00", "a", ")", '"', " ~", "\n!")
SHAPES = 100


def shapes(seed: int = 1, count: int = SHAPES) -> list[Shape]:
    """`count` shapes, the same for the same seed: every unit alone, and mixtures of two or three."""
    rng = random.Random(seed)
    units = [*UNITS, *("".join(rng.sample(UNITS, rng.randint(2, 3))) for _ in range(count - len(UNITS)))]
    return [Shape(rng.choice(BEFORE), unit, rng.choice(AFTER)) for unit in units[:count]]


# -- the functions ---------------------------------------------------------------------------------------------------

Reader = Callable[[str], object]
"""A public function with all that it needs but the text."""

_TITLE = "RESOLUTION 940 (1994)\nAdopted by the Security Council on 31 July 1994\nThe Security Council,\n"
_AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><coverPage><p>'
    "<docNumber>S/RES/2999 (2999)</docNumber></p></coverPage><mainBody>{}</mainBody></statement></akomaNtoso>"
)


def _mark_clauses(text: str) -> object:
    return search_page.mark_clauses(text, [_clause(_PASSAGES[0])])(_PASSAGES[0])


def _marker() -> footnotes.Marker:
    return footnotes.Marker(footnotes.read_footnotes(["1 See page 3."]))


def _in_one_paragraph(text: str) -> str:
    return _AKN.format(f"<paragraph><num>1.</num><content><p>{escape(_xml(text))}</p></content></paragraph>")


def _in_paragraphs(text: str) -> str:
    rows = (f"<paragraph><content><p>{escape(_xml(line))}</p></content></paragraph>" for line in _pieces(text))
    return _AKN.format("".join(rows))


def _nested(text: str) -> str:
    """Elements within elements; a hundred deep, for deeper ones are refused by the XML parser."""
    row = "<point>" * 100 + "<num>(a)</num><content><p>x</p></content>" + "</point>" * 100
    return _AKN.format(row * (len(text) // len(row) + 1))


def _in_spans(text: str) -> str:
    spans = "".join(f'<span class="italic">{escape(_xml(piece))}</span><br/>' for piece in _pieces(text))
    return _AKN.format(f"<paragraph><content><p>{spans}</p></content></paragraph>")


def _in_attributes(text: str) -> str:
    return _AKN.format("<p " + " ".join(f'a{i}="1"' for i in range(len(text) // 8)) + ">x</p>")


def _pieces(text: str) -> list[str]:
    return [text[at : at + 20] for at in range(0, len(text), 20)]


def _xml(text: str) -> str:
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd]", " ", text)


def _clause(text: str, path: str = "op/1") -> Clause:
    return Clause("op", path, "1.", 0, "", "", "", text)


def _marked(text: str) -> Clause:
    """A clause with marks all over it."""
    marks = tuple(Mark("italic", at, at + 5) for at in range(0, len(text) - 5, 10))
    return Clause("op", "op/1", "1.", 0, "", "", "", text, marks=marks)


def _file(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _held() -> InMemory:
    return InMemory({2249: Shelf(2015, ["op/1", "op/2/a", "op/C/33", "annex-1/article-12/~2/1"])})


def build_specimens(folder: Path) -> Path:
    """A database of the invented specimens, for what asks one."""
    target = folder / "unsc.db"
    store = RawStore(folder / "raw")
    for path in sorted((Path(__file__).parent.parent / "specimens").glob("*.xml")):
        store.put("unxml", path.name, path.read_bytes(), url=f"https://example.org/{path.name}", sync=False)
    build(store, target, specimens=True)
    return target


_PASSAGES = [
    "Decides that all States shall freeze the funds of non-State actors",
    "Recalling its resolution 1540 (2004)",
]


def _read_robots_txt(text: str) -> bool:
    rules = robots.read_rules("one.example", f"User-agent: *\nDisallow: /{text}\n{text}\n")
    return rules.can_fetch(f"https://one.example/{text}", robots.PROGRAM)


def _read_pax(data: bytes) -> None:
    with contextlib.suppress(tarfile.ReadError):
        tar.read_pax(data)


_OWN = ["a", "co-operate", "decision", "paragraph"]
"""Words of a document, for what asks how it writes them elsewhere."""


def _folded(text: str) -> tuple[str, str]:
    folded = mention.fold(text)
    return folded, mention.lower(folded)


_OF_OXLAND = mandates.Mandate("unexm", "peace operation", ("United Nations Mission in Oxland",), 1, "", (), "", "")
_MANDATES = mandates.gather_names(
    [mandates.Mandate("unexm", "peace operation", ("United Nations Example Mission", "UNEXM"), 1, "", (), "", "")]
)


def _link_quotations(text: str) -> list[object]:
    """What a text quotes, each with its source and its speaker, as far as no database is asked."""
    quoted = passages.find_passages(text)
    sentences = Sentences(text, quoted)
    sources = Sources(text, [], quoted, sentences)
    return [(sources.of(one), sentences.speaker(one)) for one in quoted]


PURE: dict[str, Reader] = {
    "query.spelling.one_key": spelling.one_key,
    "check.passages.find_passages": passages.find_passages,
    "check.passages.find_inner": lambda text: passages.find_inner(text, passages.QuotedSpan(0, len(text))),
    "check.documents.read_markup": lambda text: read_markup(f"<html><p>{escape(_xml(text))}</p>".encode(), "html"),
    "check.documents.decode": lambda text: decode(text.encode("utf-8", "replace")),
    "check.sentences.Sentences": lambda text: _link_quotations(text),
    "check.footnotes.to_docx": lambda text: to_docx(Report("", (), (), text)),
    "check.footnotes.to_html": lambda text: to_html(Report("", (), (), text)),
    "quotation.conventions.cut_words": conventions.cut_words,
    "quotation.conventions.read_quotation": conventions.read_quotation,
    "quotation.conventions.compare": lambda text: conventions.compare(conventions.read_quotation(text[:100]), text),
    "cite.styles.read_style": styles.read_style,
    "cite.style_words.key_of": style_words.key_of,
    "cite.scopes.read_scopes": lambda text: scopes.read_scopes(_folded(text)[1], 0, len(text)),
    "parse.bare_marks.without_mark": bare_marks.without_mark,
    "cite.styles.quote": lambda text: styles.quote(text, "S/RES/2249 (2015)"),
    "cite.chapter_vii.chapter_vii": lambda text: chapter_vii([_clause(text)]),
    "cite.chapter_vii.is_misprint": is_misprint,
    "cite.chapter_vii.mentions": lambda text: chapter_vii_mentions([_clause("C" + text + " hapter")]),
    "cite.find.find_citations": find.find_citations,
    "build.order.is_misreading": lambda text: order.is_misreading(text, text[1:]),
    "cite.document_dates.read_document_day": lambda text: document_dates.read_document_day(
        text, find.Citation("statement", n := len(text) // 2, n, "")
    ),
    "lifecycle.acts.read_acts": lambda text: acts.read_acts(text, "2015-01-01", text),
    "lifecycle.periods.read_period": lambda text: periods.read_period(text, "2015-01-01", more=True),
    "lifecycle.periods.read_end": lambda text: periods.read_end(text, "2015-01-01"),
    "lifecycle.checks.titled_days": life_checks.titled_days,
    "lifecycle.gaps.is_of_place": lambda text: gaps.is_of_place(text, _OF_OXLAND, None),
    "lifecycle.mandates.plain": mandates.plain,
    "lifecycle.mandates.named": lambda text: list(mandates.named(text, _MANDATES, 3000)),
    "lifecycle.objects.read_object": lambda text: objects.read_object(text, 0, len(text), _MANDATES, 3000),
    "lifecycle.assign.put_into_threads": lambda text: assign.put_into_threads(
        [assign.OperativeParagraph(1, 10, "2015-01-01", "op/1", text, text, text)], (), {10: "2015-01-01"}
    ),
    "cite.relation.reference_kind": lambda text: relation.reference_kind(text, (n := len(text) // 2), n + 5, [text]),
    "cite.label_lists.read_labels": lambda text: label_lists.read_labels(text, 0, len(text)),
    "pinpoint.labels.annex_designation": printed.annex_designation,
    "pinpoint.labels.follows": lambda text: printed.follows(text, text),
    "pinpoint.labels.labels_between": lambda text: printed.labels_between(text, text),
    "cite.mention.fold": mention.fold,
    "cite.mention.lower": mention.lower,
    "cite.mentions.find_mentions": lambda text: mentions.find_mentions(*_folded(text)),
    "cite.resolution_mentions.find_resolutions": lambda text: list(numbered.find_resolutions(*_folded(text))),
    "cite.resolution_mentions.find_short_resolutions": lambda text: list(
        numbered.find_short_resolutions(*_folded(text))
    ),
    "cite.resolution_mentions.find_bare_resolutions": lambda text: list(
        numbered.find_bare_resolutions(*_folded(text), set())
    ),
    "cite.label_lists.write_out": label_lists.write_out,
    "cite.label_lists.read_annexes": lambda text: label_lists.read_annexes(text, 0, len(text)),
    "cite.resolve.resolve": lambda text: resolve.resolve(find.find_citations(text), _held()),
    "cite.reference.read_reference": reference.read_reference,
    "cite.reference.read_references": reference.read_references,
    "cite.reference.read_address": reference.read_address,
    "dates.read_day": dates.read_day,
    "titles.ease_capitals": titles.ease_capitals,
    "titles.is_cut": titles.is_cut,
    "titles.read_title": titles.read_title,
    "titles.short_title": titles.short_title,
    "titles.complete": lambda text: titles.complete(text, text),
    "trace.history.read_years": history.read_years,
    "wording.clean": wording.clean,
    "wording.words": wording.words,
    "wording.fold": wording.fold,
    "wording.locate_words": wording.locate_words,
    "query.spelling.key": spelling.key,
    "query.spelling.one_spelling": spelling.one_spelling,
    "query.spelling.forms": spelling.forms,
    "query.spelling.phrase_forms": spelling.phrase_forms,
    "build.link.find": lambda text: link.find(Symbol(2249, 2015), [_clause(text)]),
    "build.link.find (one verb)": (
        lambda text: link.find(Symbol(2249, 2015), [_clause(f"Decides to extend until {text}")])
    ),
    "build.link.basis_rows": lambda text: link.basis_rows(Symbol(2249, 2015), [_clause(text)]),
    "build.link.compare_flag": lambda text: link.compare_flag(True, [_clause(f"C{text} hapter")], []),
    "database.browse.slugify": browse.slugify,
    "database.resolutions.full_texts": lambda text: resolutions.full_texts([_clause(line) for line in _pieces(text)]),
    "parse.akn.parse": lambda text: akn.parse(_file(_in_one_paragraph(text))),
    "parse.akn.read_stages": lambda text: list(akn.read_stages(_file(_in_one_paragraph(text))).pieces),
    "parse.akn.parse (many paragraphs)": lambda text: akn.parse(_file(_in_paragraphs(text))),
    "parse.akn.parse (many spans)": lambda text: akn.parse(_file(_in_spans(text))),
    "parse.akn.parse (as it comes)": lambda text: akn.parse(_file(_AKN.format(text))),
    "parse.verbs.begins_operative": verbs.begins_operative,
    "parse.verbs.begins_preambular": verbs.begins_preambular,
    "parse.verbs.begins_with_verb": verbs.begins_with_verb,
    "parse.verbs.leading_verbs (later ones)": lambda text: verbs.leading_verbs(f"Decides {text}, and urges " + text),
    "parse.inline.collapse": lambda text: akn.collapse(text),
    "pinpoint.labels.read_roman": printed.read_roman,
    "pinpoint.labels.read_label": printed.read_label,
    "pinpoint.paths.path_segment": paths.path_segment,
    "parse.glued.split_glued": glued.split_glued,
    "parse.glued.split_bullet": glued.split_bullet,
    "parse.glued.is_initials": glued.is_initials,
    "parse.lines.read_lines": lines.read_lines,
    "parse.lines.count_words": lambda text: lines.count_words([text, text]),
    "parse.lines.list_words": lambda text: lines.list_words(text, ["word-", "b"]),
    "parse.lines.join": lambda text: lines.join(text.split("\n"), {}, _OWN),
    "parse.members.find_member": lambda text: members.find_member(text, ["Malta", "USSR"]),
    "parse.members.read_member": members.read_member,
    "parse.members.split_members": members.split_members,
    "parse.bare_marks.find_bare_marks": lambda text: list(bare_marks.find_bare_marks(text)),
    "parse.bare_marks.continues_list": bare_marks.continues_list,
    "parse.footnotes.read_footnotes": lambda text: footnotes.read_footnotes(list(filter(None, text.split("\n")))),
    "parse.footnotes.Marker.take": lambda text: _marker().take(text),
    "parse.footnotes.Marker.take_last": lambda text: _marker().take_last(text),
    "parse.paragraphs.read_body": lambda text: _read_body(list(filter(None, map(str.strip, text.splitlines())))),
    "parse.headings.looks_like_heading": lambda text: headings.looks_like_heading("A" + text),
    "parse.headings.is_stopped": headings.is_stopped,
    "parse.headings.is_section_mark": headings.is_section_mark,
    "parse.text.read_text": lambda text: plain.read_text(_file(text)),
    "parse.explain.explain": lambda text: explain.explain((_TITLE + text).encode("utf-8", "replace"), "text"),
    "parse.text.read_stages": lambda text: plain.read_stages(_TITLE + text),
    "parse.text.parse": lambda text: plain.parse(_TITLE + text, "pdf"),
    "parse.text.parse (head)": lambda text: plain.parse(f"RESOLUTION 940 (1994)\nof 31 July 1994{text}", "pdf"),
    "parse.verbs.leading_verbs": lambda text: verbs.leading_verbs(text, _marked(text).marks, paragraph=True),
    "parse.verbs.leading_verbs (plain)": lambda text: verbs.leading_verbs(text, (), paragraph=True),
    "parse.verbs.leading_verbs (all of it)": lambda text: verbs.leading_verbs(
        f"Decides, {text}", [Mark("italic", 9, 9 + len(text))], paragraph=True
    ),
    "pinpoint.symbols.read_document": symbols.read_document,
    "pinpoint.symbols.print_symbol": symbols.print_symbol,
    "pinpoint.symbols.draft_symbol": symbols.draft_symbol,
    "pinpoint.symbols.document_address": symbols.document_address,
    "pinpoint.symbols.official_document": symbols.official_document,
    "pinpoint.addresses.address_of": lambda text: address_of(DocumentSymbol("other", text), text),
    "render.links.quoted": links.quoted,
    "site.urls.read_document_address": urls.read_document_address,
    "pinpoint.symbols.read_symbol": symbols.read_symbol,
    "pinpoint.symbols.find_symbols": lambda text: list(symbols.find_symbols(text.lower())),
    "pinpoint.locate.locate": lambda text: locate(_held(), Pinpoint(2249, None, text), text),
    "pinpoint.paths.is_numbered": paths.is_numbered,
    "pinpoint.paths.article": paths.article,
    "pinpoint.paths.attachment": paths.attachment,
    "pinpoint.paths.is_division": paths.is_division,
    "pinpoint.paths.read_unlabelled": paths.read_unlabelled,
    "pinpoint.labels.read_letter": printed.read_letter,
    "pinpoint.labels.annex_number": printed.annex_number,
    "pinpoint.words.say_path": say_path,
    "pinpoint.words.say_annex": say_annex,
    "query.filters.write_filter": lambda text: filters.write_filter("title", text, text),
    "query.filters.without_filter": lambda text: filters.without_filter(text, "year"),
    "query.tokens.cut": lambda text: tokens.join_names(tokens.cut(text)),
    "query.reading.read": query.read,
    "query.reading.read_place": query.read_place,
    "search.corpus.plain_verb": kept.plain_verb,
    "search.corpus.find_glued": lambda text: list(kept.find_glued({text: 1})),
    "search.highlight.cut_snippet": lambda text: search.highlight.cut_snippet(text, _every(text)),
    "cite.languages.to_english": to_english,
    "parse.verbs.is_recital": verbs.is_recital,
    "parse.lines.says_how_adopted": lambda text: lines.says_how_adopted(text, lines.BELOW),
    "parse.quotations.ends_quotation": ends_quotation,
    "parse.quotations.introduces": introduces,
    "parse.quotations.opens_quotation": lambda text: opens_quotation(text, [text] * 3),
    "parse.text.read_votes": read_votes,
    "search.suggest.one_slip_away": lambda text: one_slip_away({"sanctions": 5}, text),
    "database.context.names_in": lambda text: list(names_in(text)),
    "query.plain.says_exactly": says_exactly,
    "query.plain.read_plain": lambda text: read_plain(query.read(text)),
    "search.suggest.nearest_word": lambda text: nearest_word({"sanctions": 5, text[:-1]: 2}, text),
    "site.urls.read": urls.read,
    "render.links.with_query": lambda text: links.with_query("/search", q=text),
    "render.pagination.read_number": pagination.read_number,
    "render.display.say_date": display.say_date,
    "render.display.capitalize_first": display.capitalize_first,
    "render.search_page.read_asked": lambda text: search_page.read_asked({"q": text, "page": text, "order": text}, ""),
    "render.search_page.mark_clauses": lambda text: _mark_clauses(text),
    "render.timeline.read_chosen": timeline.read_chosen,
    "render.sections.name_part": sections.name_part,
    "render.html.draw_inline": html.draw_inline,
    "render.plain.excerpt": excerpt,
    "render.html.draw_clause": lambda text: html.draw_clause(_marked(text), html.Notes(), _every(text)),
    "render.html.draw_words": lambda text: html.draw_words(text, _marked(text).marks, _every(text), html.Notes()),
    "render.html.draw_row": lambda text: html.draw_row(_marked(text)),
    "render.html.draw_excerpt": lambda text: html.draw_excerpt(text, _every(text)),
    "upstream.checks.is_html": lambda text: checks.is_html(_file(text)),
    "upstream.checks.is_akoma_ntoso": lambda text: checks.is_akoma_ntoso(_file(text)),
    "upstream.checks.symbol_in_text": lambda text: checks.symbol_in_text(_file(text)),
    "upstream.checks.check_xml": lambda text: checks.check_xml(_file(text)),
    "upstream.checks.check_pdf": lambda text: checks.check_pdf(_file("%PDF" + text)),
    "upstream.checks.check_text": lambda text: checks.check_text(_file(text)),
    "upstream.checks.check_html": lambda text: checks.check_html(_file("<html>" + text)),
    "upstream.checks.refuse_html": lambda text: checks.refuse_html(_file(text)),
    "upstream.cr_unsc.gold_number": lambda text: cr_unsc.gold_number(text, None),
    "site.urls.cut_suffix": urls.cut_suffix,
    "terminal.harmless": terminal.harmless,
    "terminal.in_one_line": terminal.in_one_line,
    "upstream.cr_unsc.read_record": lambda text: cr_unsc.read_record(_file(text)),
    "upstream.cr_unsc.read_record (files)": lambda text: cr_unsc.read_record(_file('{"files": [' + text)),
    "upstream.github.read_tree": lambda text: github.read_tree(_file('{"tree": [' + text)),
    "upstream.headers.host_of": headers.host_of,
    "upstream.robots.read_rules": _read_robots_txt,
    "upstream.headers.resolve": lambda text: headers.resolve("https://example.org/a", text),
    "upstream.headers.retry_after": headers.retry_after,
    "upstream.headers.read_integer": headers.read_integer,
    "upstream.meter.unpack": lambda text: list(meter.unpack([zlib.compress(_file(text))])),
    "upstream.tar.read_pax": lambda text: _read_pax(_file(text)),
    "upstream.xml_head.read_head": lambda text: xml_head.read_head(_file("<akomaNtoso>" + text)),
    "upstream.listing.check_listing": lambda text: listing.check_listing(_file(_page(text))),
    "upstream.listing.read_listing": lambda text: list(listing.read_listing(_file(_page(text)))),
    "upstream.ods.lower_path": ods.lower_path,
    "upstream.raw.checked_name": raw.checked_name,
    "upstream.detect.detect": lambda text: detect("file.txt", _file(text)),
    "upstream.detect.detect (xml)": lambda text: detect("file.xml", _file("<akomaNtoso>" + text)),
    "upstream.detect.detect (path)": lambda text: detect(text, b"<akomaNtoso/>"),
    "upstream.detect.detect (records)": lambda text: detect("file.jsonl", _file("{" + text)),
    "upstream.selection.read_selection": lambda text: selection.read_selection([text]),
    "upstream.unxml.is_wanted": unxml.is_wanted,
    "upstream.unxml.number_of": lambda text: unxml.number_of(text, None),
    "upstream.unxml.check_for": unxml.check_for,
    "upstream.unxml.read_records": lambda text: list(unxml.read_records(_file(text))),
    "upstream.votes.read_votes": lambda text: list(votes.read_votes(_file(votes.FIRST_COLUMN + "," + text))),
    "upstream.votes.check_votes": lambda text: votes.check_votes(_file(votes.FIRST_COLUMN + "," + text)),
    "upstream.votes.name_at": lambda text: votes.name_at(text, "1990-01-01"),
}  # fmt: skip
"""Every public function that reads text from outside and needs nothing else, by module and name."""

SHAPED: dict[str, Reader] = {
    "parse.akn.parse (nested)": lambda text: akn.parse(_file(_nested(text))),
    "parse.akn.parse (attributes)": lambda text: akn.parse(_file(_in_attributes(text))),
}
"""Likewise, where only the length of the text counts: one shape will do."""


def _every(text: str) -> list[tuple[int, int]]:
    return [(at, at + 2) for at in range(0, len(text) - 2, 8)]


def _read_body(own: list[str]) -> object:
    return paragraphs.read_body(own, [False] * len(own))


def _page(text: str) -> str:
    rows = "".join(f"<tr><td>S/RES/{escape(piece)}</td><td>{escape(piece)}</td></tr>" for piece in _pieces(_xml(text)))
    return f"<html><body><table><tr><td>{escape(_xml(text))}</td><td>x</td></tr>{rows}</table></body></html>"


def _near_wordings(conn: sqlite3.Connection, text: str) -> object:
    return wordings.near_wordings(conn, wordings.count_wordings(conn, wording.fold(text).split()), 200)


ASKING: dict[str, Callable[[sqlite3.Connection, str], object]] = {
    "search.engine.search": search.search,
    "search.suggest.suggest": search.suggest,
    "database.browse.of_topic": browse.of_topic,
    "database.wordings.count_wordings": lambda conn, text: wordings.count_wordings(conn, wording.fold(text).split()),
    "trace.first.find_first_use": first.find_first_use,
    "trace.first.find_origin": first.find_origin,
    "trace.history.trace": lambda conn, text: history.trace(conn, history.Question(text)),
    "database.wordings.near_wordings": _near_wordings,
}
"""The functions that read text and ask the database."""


def asking(conn: sqlite3.Connection) -> dict[str, Reader]:
    """The same over a database, so that they need nothing but the text."""
    return {name: partial(ask, conn) for name, ask in ASKING.items()}


def read(reader: Reader, text: str) -> None:
    """Let a function read a text; an error that the program raises on purpose is an answer too."""
    with contextlib.suppress(UnscError, NothingThere, ValueError, RecursionError):
        reader(text)


# -- that none is forgotten ------------------------------------------------------------------------------------------

ELSEWHERE: dict[str, str] = {
    "what the commands and pages do that are measured one by one, for programs": (
        "tools.answers.check_text tools.answers.cite tools.answers.get_paragraph tools.answers.mandate"
        " tools.answers.resolve_reference tools.answers.search_paragraphs tools.answers.trace_wording"
    ),
    "the address by which a site is known": (
        "render.findable.to_dataset site.interface.describe tools.server.beside tools.server.make_server"
    ),
    "expressions that a query was compiled to": "search.matching.ask_index search.matching.find_by",
    "a form of bounded size, read by the standard library": "site.forms.read_form",
    "pages and addresses of the program's own, by patterns that the lint of patterns attacks": (
        "edition.check.check edition.extras.complete edition.pages.further_pages edition.pages.kind_of"
        " edition.pages.make_sitemap edition.pages.make_static edition.plan.file_of edition.plan.is_safe"
        " edition.plan.make_plan edition.plan.page_of edition.plan.sheet_address site.catalogue.list_addresses"
        " edition.extras.add_offline edition.words.write_stream edition.words.write_vocabulary"
    ),
    "the text as it is, between findings": "render.check.draw_checked",
    "what asks the database for each quotation, within a bound that tests/check measures": (
        "check.check_document check.citations.check_citations"
    ),
    "work in another process, of bounded size and time, and of findings that are bounded": (
        "apart.work_apart check.corrections.list_corrections check.documents.to_text check.fixing.fix"
        " check.fixing.fix_markup check.documents.kind_of"
    ),
    "measured by read_markup, and archives whose size is bounded": (
        "check.office.open_archive check.pages.parse_page pdf.extract"
    ),
    "ISO days, slugs and addresses of the program's own, and values that are read back": (
        " database.threads.expiring database.threads.find_slug database.threads.read_thread"
        " database.threads.standing dates.add_to_day dates.last_day lifecycle.chain.follow"
        " lifecycle.checks.check_titles"
        " render.life_feed.expiring_feed"
        " render.life.calendar render.life.draw_life render.life.event_json render.life.say_end render.life.say_state"
        " render.life.standing_json render.life.thread_json render.life.thread_text"
    ),
    "paths of clauses that are here, labels as printed, values of the program's own": (
        "parse.misread.read_figures problems.describe"
        " database.resolutions.is_part database.chapter_vii.basis_of cite.cited.place cite.scopes.annex_part"
        " cite.styles.cite_as"
        " database.resolutions.read_clauses database.browse.list_resolutions render.data.document_json"
        " render.data.found_json render.data.place_json render.data.referral_json render.data.cited_json"
        " render.document_page.as_text render.document_page.view_document render.data.clause_json"
        " render.data.record_json render.data.source_json database.browse.topics render.links.write"
        " render.timeline.write render.citations.cited render.citations.cited_together render.citations.cite"
        " render.citations.item render.plain.as_text render.plain.as_markdown render.display.say_count"
        " render.charts.draw_vote render.pagination.cut_part render.sections.name_sheet"
        " render.sections.no_highlight render.timeline_chart.draw_chain render.timeline.list_choices"
        " render.timeline.to_json render.search_page.to_csv render.search_page.to_atom"
        " render.feeds.day_of render.feeds.to_feed render.feeds.write_feed render.sections.mark_later"
        " render.search_page.to_opensearch render.sections.draw_clauses render.sections.draw_above"
        " render.sections.view_place search.rewrite.is_there query.spelling.may_begin_a_name"
        " query.spelling.is_apart parse.open_lists.alike parse.inferred.infer_numbers"
        " parse.builder.shift_words parse.builder.add_clause"
        " pinpoint.paths.is_annex pinpoint.paths.is_cited_by_name pinpoint.paths.is_labelled"
        " pinpoint.paths.part_of pinpoint.paths.is_within resources.resource cite.mention.blanks database.write.finish"
        " render.charts.draw_years upstream.unxml.number_in_name parse.misread.may_be parse.misread.slips"
        " search.ranking.begins_again search.ranking.closer_factors search.respell.respell"
        " query.tables.is_listed query.tables.may_begin query.describe.say_since database.browse.is_in_older_title"
        " database.write.correct_adoption"
        " database.wordings.quote render.trace.to_json render.trace.to_csv render.trace.link_uses"
        " render.charts.draw_stacks"
        " render.precedents.cite_uses render.precedents.list_precedents render.citations.name_annexes"
    ),
    "a resolution of the store, which the parser has read, for the person at the command line": "explain.find_spans",
    "what a page is made of, asked by its address in the trial": (
        "site.render_cell site.resolution_pages.not_found site.responses.page site.responses.data"
        " site.responses.plain site.responses.move site.responses.asset"
    ),
    "steps of trace.history.trace, which is measured": (
        "trace.uses.keep trace.uses.find_uses trace.uses.find_across trace.variants.shingles"
        " trace.variants.find_near_copies trace.changes.is_slip"
        " trace.history.arrange trace.align.find_window trace.align.find_densest"
    ),
    "made of what is measured one by one": (
        "build.rows.make_rows build.misread.find_misread build.misread.spell_out"
        " search.jump.find_document search.mandates.asked_thread database.threads.names_in"
        " parse.body.is_closed parse.body.is_roman"
        " parse.body.measure_lines parse.body.numbers_decisions parse.body.titles_annex"
        " parse.numbering.begin_labelled parse.numbering.label_follows parse.numbering.number_in"
        " parse.open_lists.find_list parse.open_lists.last_of search.highlight.small_index"
        " build.plan.settle_all build.history.lineages build.history.read_list build.history.read_votes"
        " build.history.settle upstream.github.check_tree upstream.unxml.check_records upstream.rows.decode"
        " upstream.rows.check_size upstream.rows.read_json upstream.rows.read_rows"
        " upstream.headers.say_allowance upstream.headers.sendable"
    ),
    "steps of parse.paragraphs.read_body, which is measured": (
        "parse.body.is_closed parse.body.is_roman parse.body.measure_lines parse.body.numbers_decisions"
        " parse.body.titles_annex parse.numbering.begin_labelled parse.numbering.label_follows"
        " parse.numbering.number_in parse.open_lists.find_list parse.open_lists.last_of"
    ),
    "asked of every request in the trial, by its address and parameters": (
        "site.params.complaint site.params.read_page site.prepare_connection"
    ),
    "reviewed files of this repository": (
        "build.overrides.correct query.spelling.make_lexicon query.spelling.beginnings"
    ),
    "bytes that another process reads, with limits of its own": "pdf.read_pdf",
    "names, paths and digests from listings, compared and hashed as they are": (
        "upstream.archives.everything upstream.archives.is_archive upstream.checks.git_blob_sha"
        " upstream.checks.check_blob upstream.checks.check_digest upstream.github.fetch_chosen"
        " upstream.detect.name_by_content upstream.ods.symbol_in_pdf site.server.check_port site.server.run"
        " upstream.notice.notify site.cache.accepts_gzip site.cache.holds publish.folder.write_folder"
        " render.findable.to_index render.findable.to_llms render.findable.to_robots render.findable.to_sitemap"
        " upstream.report.first_few upstream.github.report_gone upstream.reach.why_nobody_answers"
        " site.connections.is_own_machine site.connections.origin site.connections.say_reach dates.say_day"
    ),
}
"""Functions that take a `str` or `bytes` and are not measured, by the reason."""


def public_readers() -> set[str]:
    """Every public function of the package with a parameter that is, or holds, `str` or `bytes`; commands aside."""
    found = set()
    for module in pkgutil.walk_packages(scraper.__path__, "scraper."):
        if not module.name.startswith("scraper.cli"):
            for name, function in vars(importlib.import_module(module.name)).items():
                own = inspect.isfunction(function) and function.__module__ == module.name
                if own and not name.startswith("_") and _takes_text(function):
                    found.add(f"{module.name.removeprefix('scraper.')}.{name}")
    return found


def _takes_text(function: Callable[..., object]) -> bool:
    kinds = [str(parameter.annotation) for parameter in inspect.signature(function).parameters.values()]
    return any(re.search(r"\b(?:str|bytes|Form)\b", kind) for kind in kinds)
