"""Invented documents in the shapes that upstream sends, with symbols that no real paper has."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def xml(
    number: int,
    year: int = 2999,
    *,
    language: str = "eng",
    symbol: str = "",
    words: str = "Decides",
    kind: str = "resolution",
) -> bytes:
    """A resolution in Akoma Ntoso with one invented paragraph."""
    return (
        f'<akomaNtoso xmlns="{NAMESPACE}"><statement name="{kind}">'
        f'<meta><FRBRlanguage language="{language}"></FRBRlanguage></meta>'
        f'<coverPage><docNumber refersTo="#symbol">{symbol or f"S/RES/{number} ({year})"}</docNumber></coverPage>'
        f"<mainBody><paragraph><num>1.</num><content><p>{words} to plant {number} trees.</p></content></paragraph>"
        "</mainBody></statement></akomaNtoso>\n"
    ).encode()


def records(*days: tuple[int, str], year: int = 2999) -> bytes:
    """A year's records: number and day of adoption, with the byte order mark upstream puts before them."""
    lines = [{"symbol": f"S/RES/{n} ({year})", "adoption_date": day, "subjects": []} for n, day in days]
    return b"\xef\xbb\xbf" + b"\n".join(json.dumps(line).encode() for line in lines)


def blob_sha(data: bytes) -> str:
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()


def tree(files: Mapping[str, bytes], **more: object) -> bytes:
    """What GitHub's API says of a repository that holds these files."""
    entries: list[dict[str, object]] = [{"path": "2999", "type": "tree", "sha": "0" * 40}]
    entries += [{"path": path, "type": "blob", "sha": blob_sha(data)} for path, data in files.items()]
    return json.dumps({"sha": "0" * 40, "tree": entries, "truncated": False} | more).encode()


def tarball(files: Mapping[str, bytes], folder: str = "repository-main/") -> bytes:
    """The same repository as codeload sends it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, data in files.items():
            info = tarfile.TarInfo(folder + path)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with one line of Helvetica a page, written by hand."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, words in enumerate(pages):
        text = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start, size = len(out), len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return buffer.getvalue()


VOTES_HEADER = (
    "Vote in the DB,UN classification,Vote outcome,Vote outcome typology-Observable,Resolution number,Date,"
    "Official full title,Title-Observable,Yes,No,Abstentions,Non-Voting,Total,(of which veto)"
)


def votes(*rows: str, members: str = "CHINA,RUSSIAN FEDERATION/USSR,TURKEY") -> bytes:
    """A table of votes with these rows under the header."""
    return "\r\n".join([f"{VOTES_HEADER},{members}", *rows, ""]).encode()


def listing(*rows: str, year: int = 2999) -> bytes:
    """The Council's list with one year of rows."""
    table = "\n".join(rows)
    return (
        "<!doctype html><html lang=en><head><title>Papers</title></head><body><dl class='ckeditor-accordion'>"
        f"<dt>{year}</dt>\n<dd><table>{table}</table></dd></dl></body></html>"
    ).encode()
