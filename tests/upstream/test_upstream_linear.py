"""What reads bytes from outside takes no longer than they are long: measured at lengths of 64 and 512 KB."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import papers
import pytest

from scraper.errors import WrongContent
from scraper.upstream import cr_unsc, listing, unxml, votes
from scraper.upstream.checks import check_html, is_html, symbol_in_text
from scraper.upstream.detect import detect
from scraper.upstream.ods import PLAIN_REDIRECT, SYMBOL
from scraper.upstream.xml_head import read_head

ROOT = b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'

REPEATED = (
    b"<!---->", b"<!-- -->\n", b"<!--", b"<docNumber ", b"<docNumber>", b"<statement ", b"<FRBRlanguage ", b" ", b"\n",
    b"S/RES/ ", b"S/RES/1", b"S/RES/1 1 ", b"resolution 1 ", b"\nresolution ", b"<tr><td>", b"<a b='c' ", b"1 ", b"9",
    b"votes ", b"x.csv", b"1,", b'"', b"{", b"<!doctype ", b"a", b"(", b"\xff",
)  # fmt: skip

READERS: dict[str, Callable[[bytes], object]] = {
    "recognise": lambda data: detect("a", data),
    "recognise XML": lambda data: detect("a", ROOT + data),
    "recognise a page": lambda data: detect("a", b"<html>" + data),
    "recognise votes": lambda data: detect("a", votes.FIRST_COLUMN.encode() + data),
    "recognise a name": lambda data: detect("src/lib/data/" + data.decode("latin-1"), b"words"),
    "head": read_head,
    "page": is_html,
    "whole page": lambda data: _refused(check_html, b"<html>" + data),
    "text": symbol_in_text,
    "list": lambda data: _refused(listing.read_listing, b"<table><tr><td>" + data),
    "records": lambda data: _refused(unxml.read_records, data),
    "votes": lambda data: _refused(votes.read_votes, papers.votes() + data),
    "PDF": lambda data: SYMBOL.search(data.decode("latin-1")),
    "redirect": lambda data: PLAIN_REDIRECT.match(b"Found. Redirecting to " + data),
    "path": lambda data: [unxml.is_wanted(data.decode("latin-1")), cr_unsc.gold_number(data.decode("latin-1"), None)],
}


def _refused(read: Callable[[bytes], object], data: bytes) -> None:
    with contextlib.suppress(WrongContent):
        read(data)


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """The CPU time of the quicker of two runs: the other may have met the garbage collector."""
    return min(_clock(read, data) for _ in range(2))


def _clock(read: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    read(data)
    return time.process_time() - start


@pytest.mark.parametrize("name", READERS)
def test_no_repetition_costs_more_than_its_length(name: str) -> None:
    read = READERS[name]
    for piece in REPEATED:
        assert seconds(read, piece * (2000 // len(piece))) < 0.1, f"2 KB of {piece!r}"
        short = seconds(read, piece * (64_000 // len(piece)))
        assert short < 0.5, f"64 KB of {piece!r}"
        long_ = seconds(read, piece * (512_000 // len(piece)))
        assert long_ < 0.1 + 8 * 3 * short, f"{short:.3f} s, then {long_:.3f} s, for {piece!r}"
