"""The places of a document's quotations as ready footnotes: the text as Markdown, as a page, as a DOCX.

What differs, stands elsewhere or was not found bears a footnote that says so; the words are left as they are. Notes of
the document stay notes.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from xml.sax.saxutils import escape

from scraper.check.report import CheckedQuotation, Report
from scraper.check.sources import NOTE_LINE

_CLOSING = re.compile(r"[”’«‹‘\"'»“›]?[.,;:]?")
_MARK = re.compile(r"\[\^(?P<name>[^\]\s]{1,20})\]")


def to_markdown(report: Report) -> str:
    """The document with a footnote behind each quotation whose place was found, each place cited once."""
    taken = [int(found["name"]) for found in _MARK.finditer(report.text) if found["name"].isdigit()]
    notes: dict[str, int] = {}
    pieces: list[str] = []
    at = 0
    for end, said in _ends(report):
        number = notes.setdefault(said, len(notes) + 1 + max(taken, default=0))
        pieces += [report.text[at:end], f"[^{number}]"]
        at = end
    below = [f"[^{number}]: {said}" for said, number in notes.items()]
    return "\n".join(["".join([*pieces, report.text[at:]]).rstrip("\n"), "", *below]).rstrip("\n") + "\n"


def to_html(report: Report) -> str:
    """The same as a page of its own, with links from each mark to its note and back."""
    body, notes = [], list[str]()
    for paragraph in _paragraphs(report):
        pieces = []
        for words, note in paragraph:
            pieces.append(escape(words))
            if note:
                notes.append(note)
                n = len(notes)
                pieces.append(f'<sup><a id="mark-{n}" href="#note-{n}" role="doc-noteref">{n}</a></sup>')
        body.append(f"<p>{''.join(pieces)}</p>")
    items = [
        f'<li id="note-{n}">{escape(said)} <a href="#mark-{n}" role="doc-backlink" aria-label="Back to {n}">↩</a></li>'
        for n, said in enumerate(notes, 1)
    ]
    below = ['<section role="doc-endnotes"><h2>Notes</h2><ol>', *items, "</ol></section>"] if items else []
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checked document</title>'
        "<style>p{white-space:pre-wrap}</style></head><body>"
    )
    return "\n".join([head, *body, *below, "</body></html>"]) + "\n"


def to_docx(report: Report) -> bytes:
    """The same as a DOCX with real footnotes. The text has no other form than its paragraphs."""
    body, notes = [], list[str]()
    for paragraph in _paragraphs(report):
        runs = []
        for words, note in paragraph:
            lines = words.split("\n")
            runs += [_run(line) + ("<w:r><w:br/></w:r>" if i + 1 < len(lines) else "") for i, line in enumerate(lines)]
            if note:
                notes.append(note)
                runs.append(f'<w:r>{_RAISED}<w:footnoteReference w:id="{len(notes) + 1}"/></w:r>')
        body.append(f"<w:p>{''.join(runs)}</w:p>")
    said = [
        f'<w:footnote w:id="{n}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>{_run(" " + note)}</w:p></w:footnote>'
        for n, note in enumerate(notes, 2)
    ]
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(kind="officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": _RELS.format(kind="footnotes", target="footnotes.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{_SEPARATORS}{''.join(said)}</w:footnotes>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}')
    return packed.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_MAIN}.footnotes+xml"/></Types>'
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(_FORBIDDEN.sub("", words))}</w:t></w:r>' if words else ""


def _paragraphs(report: Report) -> Iterator[list[tuple[str, str]]]:
    """The paragraphs of the text but its notes, each as words and the note behind them, "" for none."""
    text, notes = report.text, {found["mark"]: found["note"].strip() for found in NOTE_LINE.finditer(report.text)}
    ends = dict(_ends(report))
    places = {
        found.end(): (found.start(), notes[found["name"]]) for found in _MARK.finditer(text) if found["name"] in notes
    }
    cuts = sorted({*ends, *places})
    for block in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", text):
        at = block.start() + len(block[0]) - len(block[0].lstrip("\n"))
        if NOTE_LINE.match(text, at) or not block[0].strip():
            continue
        pieces: list[tuple[str, str]] = []
        for cut in cuts[bisect_right(cuts, at) : bisect_right(cuts, block.end())]:
            start, note = places.get(cut, (cut, ""))
            if note and start == at and pieces:  # the document's own note behind ours: one note
                pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} In the document: {note}")
            else:
                pieces.append((text[at:start], note or ends[cut]))
            at = cut
        yield [*pieces, (text[at : block.end()], "")]


def _ends(report: Report) -> Iterator[tuple[int, str]]:
    """Where a footnote is to stand, and its words."""
    at = 0
    for quotation, said in _noted(report):
        behind = _CLOSING.match(report.text, quotation.end)
        end = behind.end() if behind else quotation.end
        if end >= at:
            yield end, said
            at = end


def _noted(report: Report) -> Iterator[tuple[CheckedQuotation, str]]:
    """The quotations that bear a footnote, with its words."""
    for one in report.quotations:
        if one.verdict in ("verbatim", "allowed"):
            yield one, _ended(one.citation)
        elif one.verdict == "elsewhere":
            yield one, f"Not in {one.cited}: {_ended(one.citation)}"
        elif one.verdict == "differs":
            yield one, f"Not word for word. Printed in {one.citation}: “{' '.join(one.printed.split())}”."
        elif one.verdict == "not_found":
            yield one, "Not found in any resolution held here."


def _ended(citation: str) -> str:
    return citation if citation.endswith(".") else f"{citation}."
