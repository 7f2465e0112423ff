"""Documents that are meant to do harm, given to the checker: what it says, how long it takes and how much memory.

    python tests/trials/hostile_documents.py DATABASE

Each must end in a report or in a sentence, within SECONDS and MEMORY, and leave no temporary file.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

SECONDS = 90
MEMORY = 700
"""In MB, of the program and of the process in which it reads."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip("abcdefghi", "bcdefghij", strict=True))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol">{BOMB}]>'


def archive(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return packed.getvalue()


def word(body: str) -> bytes:
    return archive("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>".encode())


HOSTILE: dict[str, Callable[[], bytes]] = {
    "fifty megabytes.txt": lambda: b"Resolution 2249 (2015) says so. " * 1_600_000,
    "one line of 5 MB.txt": lambda: b"Resolution 2249 (2015) says \"so\" and so. " * 119_000,
    "one word of 5 MB.txt": lambda: b"a" * 4_990_000,
    "marks.txt": lambda: b'"' * 10_000,
    "open marks.txt": lambda: "“a ".encode() * 10_000,
    "quotations.txt": lambda: b'"a word that nobody said in resolution 2249" and ' * 10_000,
    "brackets.txt": lambda: b'"so" (' * 100_000,
    "right to left.txt": lambda: ("القرار ٢٢٤٩ «لا» \u202e“txet” " * 20_000).encode(),
    "script.html": lambda: b"<html><p>\"<script>alert(1)</script>so it is said\" resolution 2249</p>" * 5_000,
    "deep.html": lambda: b"<html>" + b"<div>" * 500_000 + b"x",
    "zip bomb.docx": lambda: word("<w:p><w:r><w:t>" + " " * 200_000_000 + "</w:t></w:r></w:p>"),
    "many parts.docx": lambda: word("<w:p/>" * 4_000_000),
    "entities.docx": lambda: archive("word/document.xml", f"{ENTITIES}<w:document {W}>&j;</w:document>".encode()),
    "zip bomb.odt": lambda: archive("content.xml", b"<d>" + b" " * 200_000_000 + b"</d>"),
    "entities.odt": lambda: archive("content.xml", f"{ENTITIES}<d>&j;</d>".encode()),
    "deep.odt": lambda: archive("content.xml", b"<d>" * 1_000_000),
    "cut.docx": lambda: word("<w:p/>")[:60],
    "broken.pdf": lambda: b"%PDF-1.7\n1 0 obj << /Length 999999999 >> stream " + b"\xff" * 100_000,
}  # fmt: skip


def main() -> int:
    """Print a line a document; 1 where one is beyond its bounds."""
    database, bad = Path(sys.argv[1]), 0
    with tempfile.TemporaryDirectory() as folder:
        data, scratch = Path(folder) / "data", Path(folder) / "scratch"
        data.mkdir()
        scratch.mkdir()
        (data / "unsc.db").symlink_to(database.resolve())
        for name, make in HOSTILE.items():
            file = Path(folder) / name
            file.write_bytes(make())
            bad += not try_one(file, data, scratch)
    print(f"{len(HOSTILE)} documents, {bad} beyond a bound")
    return int(bad > 0)


def try_one(file: Path, data: Path, scratch: Path) -> bool:
    """Check one document in a process of its own, and tell what came of it."""
    code = (
        "import resource, sys; from scraper.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)),"
        " file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", str(file), "--json", "--data", str(data)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.monotonic()
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=4 * SECONDS, env={"TMPDIR": str(scratch)})
    except subprocess.TimeoutExpired:
        print(f"{file.name:22} did not end")
        return False
    took, cpu = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    *said, peak = ran.stderr.strip().split("\n")
    megabytes = int(peak) // 1024 if peak.isdigit() else -1
    told = said[-1][:110] if said else f"a report of {len(ran.stdout):,} characters"
    sound = cpu <= SECONDS and 0 <= megabytes <= MEMORY and "Traceback" not in ran.stderr and not any(scratch.iterdir())
    print(f"{file.name:22} {took:6.1f} s ({cpu:5.1f} of CPU) {megabytes:4} MB  {'' if sound else 'BAD  '}{told}")
    return sound


if __name__ == "__main__":
    sys.exit(main())
