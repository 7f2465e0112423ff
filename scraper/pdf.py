"""The text of a PDF, page by page, within limits: a PDF is untrusted, and its reader is a C++ library.

The library runs in a process of its own, so that a file that breaks it, or makes it eat memory or time, costs one
error. A content stream of 8 KB was seen to grow to 300 MB.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from scraper.errors import WrongContent

MOST_BYTES = 50_000_000
MOST_PAGES = 300
"""The longest resolution with its annexes has about a hundred."""
MOST_CHARACTERS = 2_000_000
SECONDS = 20
MEMORY = 256_000_000
"""What the reading process may take on top of what it starts with."""

_FAILED, _READ = b"!", b"="


def read_pdf(data: bytes) -> str:
    """The text layer of a PDF, pages parted by form feeds, line-end hyphens as printed.

    Raises WrongContent where the bytes are no PDF, cannot be read, need a password, or go beyond a limit.
    """
    if not data[:1024].lstrip().startswith(b"%PDF"):
        raise WrongContent("This is not a PDF: it does not begin with %PDF.")
    if len(data) > MOST_BYTES:
        raise WrongContent(
            f"This PDF has more than {MOST_BYTES // 1_000_000} MB; no resolution has, and it is not read."
        )
    answer = _ask_reader(data)
    if answer is None:
        raise WrongContent(
            f"This PDF broke its reader, or took it more than {SECONDS} seconds or {MEMORY // 1_000_000} MB."
        )
    if answer.startswith(_FAILED):
        raise WrongContent(answer[1:].decode())
    return answer[1:].decode("utf-8", "replace").replace("\r\n", "\n").replace("\ufffe", "-\n")


def _ask_reader(data: bytes) -> bytes | None:
    """What the reading process answers; None where it dies or does not answer in time."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: F401  # once, and inherited where processes fork

    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    reader = context.Process(target=_answer, args=(data, sender), daemon=True)  # type: ignore[attr-defined]
    reader.start()
    sender.close()
    try:
        return receiver.recv_bytes(4 * MOST_CHARACTERS) if receiver.poll(SECONDS) else None
    except (EOFError, OSError):
        return None
    finally:
        reader.kill()
        reader.join()
        receiver.close()


def _answer(data: bytes, sender: Connection) -> None:
    """In the reading process: bytes of a PDF to `=` and its text, or `!` and a sentence."""
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the library says when it dies helps nobody
    _limit_memory()
    try:
        sender.send_bytes(_READ + _extract(data).encode("utf-8", "replace"))
    except WrongContent as error:
        sender.send_bytes(_FAILED + str(error).encode())


def _limit_memory() -> None:
    """Where the system knows how much this process has (Linux), hold it to so much more."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _extract(data: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "it needs a password" if locked else "it is damaged or cut short"
        raise WrongContent(f"This PDF cannot be read: {reason}.") from error
    if len(document) > MOST_PAGES:
        raise WrongContent(f"This PDF has {len(document)} pages; no resolution has more than {MOST_PAGES}.")
    pages, size = [], 0
    for page in document:
        text = page.get_textpage()
        size += text.count_chars()
        if size > MOST_CHARACTERS:
            raise WrongContent(f"This PDF has more than {MOST_CHARACTERS} characters; no resolution has.")
        pages.append(text.get_text_range())
    return "\f".join(pages)
