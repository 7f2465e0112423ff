"""The text of a document as it is checked, and where each piece of it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "html", "docx", "odt", "pdf"]


class TextPiece(NamedTuple):
    """A piece of the text, `start` and on: the text or the tail of an element."""

    start: int
    length: int
    element: object
    tail: bool = False


class Writer:
    """Gathers the pieces of a text in order."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._parts: list[str] = []
        self._size = 0
        self.pieces: list[TextPiece] = []

    def add(self, words: str, element: object = None, *, tail: bool = False) -> None:
        """Words; with the element they stand in, where they may be changed there."""
        if element is not None and words:
            self.pieces.append(TextPiece(self._size, len(words), element, tail))
        self._parts.append(words)
        self._size += len(words)

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)


def overlapping(pieces: list[TextPiece], start: int, end: int) -> Iterator[tuple[TextPiece, int, int]]:
    """The pieces that have a stretch of the text, each with which of its own characters; of an empty one the first."""
    for piece in pieces:
        if start == end and piece.start < start <= piece.start + piece.length:
            yield piece, start - piece.start, start - piece.start
            return
        low, high = max(start, piece.start), min(end, piece.start + piece.length)
        if low < high:
            yield piece, low - piece.start, high - piece.start
