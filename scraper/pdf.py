"""The text of a PDF, page by page, within limits: a PDF is untrusted, and its reader is a C++ library.

The library runs in a process of its own, so that a file that breaks it, or makes it eat memory or time, costs one
error. A content stream of 8 KB was seen to grow to 300 MB.
"""

from __future__ import annotations

from scraper.apart import work_apart
from scraper.errors import WrongContent

MOST_BYTES = 50_000_000
MOST_PAGES = 300
"""The longest resolution with its annexes has about a hundred."""
MOST_CHARACTERS = 2_000_000


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
    import pypdfium2  # type: ignore[import-untyped]  # noqa: F401  # once, and inherited where processes fork

    answer = work_apart(extract, data, most=4 * MOST_CHARACTERS, failing="This PDF broke its reader, or took it")
    return answer.decode("utf-8", "replace").replace("\r\n", "\n").replace("\ufffe", "-\n")


def extract(data: bytes) -> bytes:
    """The same in the process that calls it, as UTF-8, and as the library writes it."""
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
    return "\f".join(pages).encode("utf-8", "replace")
