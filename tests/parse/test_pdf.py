"""PDFs are untrusted: what is read, what is refused, and that refusing costs little time and memory."""

from __future__ import annotations

import resource
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper import apart, pdf
from scraper.errors import NotAResolution, WrongContent
from scraper.parse.text import parse, read_text
from scraper.pdf import read_pdf


def write_pdf(pages: Sequence[bytes], *, trailer: bytes = b"", squeeze: bool = False) -> bytes:
    """A PDF whose pages have these content streams."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for i, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (5 + 2 * i)
        )
        data = zlib.compress(content, 9) if squeeze else content
        how = b"/Filter/FlateDecode" if squeeze else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), how, data))
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + head + table + tail


def write_lines(*lines: str) -> bytes:
    """A content stream that shows these lines, one below the other."""
    shown = (f"1 0 0 1 72 {720 - 14 * i} Tm ({line}) Tj" for i, line in enumerate(lines))
    return ("BT /F 11 Tf " + " ".join(shown) + " ET").encode()


LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]"


def sleep_long(data: bytes) -> bytes:
    """In the place of a reader that does not answer: of this module, so that another process finds it."""
    time.sleep(60)
    return data


class TestReading:
    def test_gives_the_text_of_all_pages(self) -> None:
        data = write_pdf(
            [write_lines("Resolution 9001 (2999)", "of 3 May 2999"), write_lines("Decides to plant trees.")]
        )
        assert read_pdf(data).split("\f") == ["Resolution 9001 (2999)\nof 3 May 2999", "Decides to plant trees."]

    def test_keeps_a_hyphen_at_a_lines_end(self) -> None:
        assert (
            read_pdf(write_pdf([write_lines("the counter-", "planting of trees")])) == "the counter-\nplanting of trees"
        )

    def test_a_pdf_is_recognized_by_its_first_bytes(self) -> None:
        assert read_text(write_pdf([write_lines("Decides")])) == "Decides"


class TestRefusing:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "not a PDF"),
            (b"<html><body>%PDF</body></html>", "not a PDF"),
            (b"%PDF-1.7\nand nothing else", "damaged"),
            (write_pdf([write_lines("Decides")])[:200], "damaged"),
            (write_pdf([write_lines("Decides")], trailer=LOCKED), "password"),
            (write_pdf([b""] * (pdf.MOST_PAGES + 1)), "pages"),
            (b"%PDF-1.7\n" + b"\0" * pdf.MOST_BYTES, "MB"),
        ],
        ids=["empty", "html", "broken", "cut short", "encrypted", "too many pages", "too large"],
    )
    def test_says_why(self, data: bytes, reason: str) -> None:
        with pytest.raises(WrongContent, match=reason):
            read_pdf(data)

    def test_five_thousand_pages_cost_no_time(self) -> None:
        data, start = write_pdf([b""] * 5000), time.monotonic()
        with pytest.raises(WrongContent, match="5000 pages"):
            read_pdf(data)
        assert time.monotonic() - start < apart.SECONDS

    def test_a_small_file_that_unpacks_to_much_breaks_nothing(self) -> None:
        bomb = write_pdf([b"BT /F 9 Tf " + b"(A) Tj " * 8_000_000 + b" ET"], squeeze=True)
        assert len(bomb) < 200_000
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(WrongContent, match="broke its reader"):
            read_pdf(bomb)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes, in this process
        assert read_pdf(write_pdf([write_lines("Decides")])) == "Decides"

    def test_a_reader_that_does_not_answer_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(apart, "SECONDS", 0.2)
        monkeypatch.setattr(pdf, "extract", sleep_long)
        start = time.monotonic()
        with pytest.raises(WrongContent, match="seconds"):
            read_pdf(write_pdf([b""]))
        assert time.monotonic() - start < 30


class TestPlainText:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "empty"),
            (b" \n ", "empty"),
            (b"<!DOCTYPE html><title>Error</title>", "HTML"),
            (b"<?xml version='1.0'?><a/>", "XML"),
            (b"caf\xe9", "UTF-8"),
            (b"Decides\0", "not plain text"),
        ],
    )
    def test_says_why_it_is_refused(self, data: bytes, reason: str) -> None:
        with pytest.raises(WrongContent, match=reason):
            read_text(data)

    def test_may_begin_with_a_byte_order_mark(self) -> None:
        assert read_text("\ufeffDécide".encode()) == "Décide"

    def test_of_another_kind_is_no_resolution(self) -> None:
        with pytest.raises(NotAResolution, match="names a resolution"):
            parse("Statement by the President\nThe Council is pleased with resolution 9001 (2999).", "pdf")


def test_real_pdfs_are_read_within_the_limits(upstream_files: Path) -> None:
    for path in sorted((upstream_files / "ods" / "en").glob("*.pdf")):
        assert "Security Council" in read_pdf(path.read_bytes()), path.name
