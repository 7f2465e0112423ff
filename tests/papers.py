"""Invented documents in the shapes that upstream sends, with symbols that no real paper has."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def xml(number: int, year: int = 2999, *, language: str = "eng", symbol: str = "", words: str = "Decides") -> bytes:
    """A resolution in Akoma Ntoso with one invented paragraph."""
    return (
        f'<akomaNtoso xmlns="{NAMESPACE}"><statement name="resolution">'
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
