"""Running text of Akoma Ntoso: words with their emphasis, links and footnotes, whitespace collapsed."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from scraper.models import Mark, MarkKind

_BLOCKS = frozenset({"p", "block", "li", "tr", "td", "th"})
"""What stands on lines of its own, and so apart from the words beside it, whether a blank is there or not."""

_PLACES = frozenset({"a", "ref", "noteRef", "authorialNote", "img", "marker", "span", "i", "b", "u", "sup", "sub"})
"""What may be empty between the letters of a word, and parts nothing."""

_SPACE = re.compile(r"[ \t\r\n]+")
"""Blanks of the markup; a no-break space is the author's and stays, but for the ends of a text."""

_EDGE = " \u00a0\u202f"

_STYLES: dict[str, tuple[MarkKind, ...]] = {
    "italic": ("italic",),
    "bold": ("bold",),
    "underline": ("underline",),
    "bold italic": ("bold", "italic"),
    "bold underline": ("bold", "underline"),
    "italic underline": ("italic", "underline"),
}
_ELEMENTS: dict[str, tuple[MarkKind, ...]] = {
    "a": ("link",),
    "ref": ("link",),
    "sup": ("superscript",),
    "sub": ("subscript",),
    "i": ("italic",),
    "b": ("bold",),
}


class Running(NamedTuple):
    """Text and what holds for parts of it."""

    text: str
    marks: tuple[Mark, ...]


_names: dict[object, str] = {}


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; "" for comments and instructions."""
    tag = element.tag
    name = _names.get(tag)
    if name is None:
        name = _names[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
    return name


def _parts(element: etree._Element, name: str) -> bool:
    """Whether an element stands for a blank: a break, a tab, whatever is empty; an empty link or note marks a place."""
    return bool(name) and not len(element) and not element.text and name not in _PLACES


def collapse(words: str) -> str:
    """Every run of blanks to one blank; most runs of a file are an indent alone."""
    return _SPACE.sub(" ", words) if words.strip(" \t\r\n") else " "


def read_inline(element: etree._Element) -> Running:
    """All words below an element, in order, with marks. Footnotes are taken out of the words and become marks."""
    if not len(element):
        return Running(collapse(element.text or "").strip(_EDGE), ())
    writer = _Writer()
    writer.walk(element)
    return writer.result()


class _Writer:
    """Collects words so that a blank is never doubled, and knows at which character each mark begins and ends."""

    __slots__ = ("blank", "length", "marks", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blank = True  # nothing yet: a leading blank is dropped
        self.marks: list[Mark] = []

    def write(self, words: str) -> None:
        if "\n" in words or "\t" in words or "  " in words or "\r" in words:
            words = collapse(words)
        if not self.length:
            words = words.lstrip(_EDGE)
            if not words:
                return
        elif self.blank and words[0] == " ":
            words = words[1:]
            if not words:
                return
        self.parts.append(words)
        self.length += len(words)
        self.blank = words[-1] == " "

    def walk(self, element: etree._Element) -> None:
        if text := element.text:
            self.write(text)
        for child in element:
            name = local_name(child)
            if name == "span":
                self.mark(child, _STYLES.get(child.get("class") or "", ()))
            elif name == "authorialNote":
                self.marks.append(Mark("footnote", self.length, self.length, read_inline(child).text))
            elif _parts(child, name):
                self.write(" ")
            elif name in _BLOCKS:
                self.write(" ")
                self.walk(child)
                self.write(" ")
            elif name:
                self.mark(child, _ELEMENTS.get(name, ()))
            if tail := child.tail:
                self.write(tail)

    def mark(self, child: etree._Element, kinds: tuple[MarkKind, ...]) -> None:
        start = self.length
        self.walk(child)
        if kinds and self.length > start:
            value = child.get("href") or "" if kinds == ("link",) else ""
            for kind in kinds:
                self.marks.append(Mark(kind, start, self.length, value))

    def result(self) -> Running:
        text = "".join(self.parts)
        stripped = text.rstrip(_EDGE)
        if not self.marks:
            return Running(stripped, ())
        length = len(stripped)
        marks = [_trimmed(text, length, mark) for mark in self.marks]
        return Running(stripped, tuple([m for m in marks if m.start < m.end or m.kind == "footnote"]))


def _trimmed(text: str, length: int, mark: Mark) -> Mark:
    """A mark without blanks at its ends: `<i>Decides </i>that` marks the word alone."""
    start, end = min(mark.start, length), min(mark.end, length)
    if start == end or (text[start] != " " and text[end - 1] != " "):
        return mark if end == mark.end and start == mark.start else Mark(mark.kind, start, end, mark.value)
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Mark(mark.kind, start, end, mark.value)
