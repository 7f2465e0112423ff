"""What the command line prints, in one place: nothing in it that a terminal obeys, nothing that it cannot hold.

Texts, titles, names of files and messages of errors come from outside. An escape sequence in one could clear the
screen, an override of direction could turn a sentence about. Such characters are shown as Python writes them (`\\x1b`,
`\\u202e`); so are those that the terminal's encoding lacks, for a paragraph with a question mark in place of an
apostrophe is no longer what the Council said. JSON stays exact: the same characters, written as JSON escapes them.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, TextIO

from scraper.errors import UnscError

_OBEYED = re.compile(
    r"""
    [\x00-\x08\x0b-\x1f\x7f-\x9f]       # control characters but tab and line feed: ESC, CR, CSI
  | [\u2028\u2029]                      # ends of lines and paragraphs
  | [\u202a-\u202e\u2066-\u2069]        # embedding, overriding and isolating directions
  | [\ud800-\udfff]                     # halves of a pair, which nothing can encode
    """,
    re.VERBOSE,
)
"""U+200E, which only marks a direction and stands in 18 clauses of the corpus, is left."""

_SHOWN = {"bold": "\x1b[1m{}\x1b[0m", "underline": "\x1b[4m{}\x1b[0m"}


class OutputError(UnscError):
    """Standard output cannot be written, as on a full disk."""


class ReaderGone(Exception):
    """Nobody reads standard output any more, as when `head` has had enough; nothing is wrong."""


class Styled(NamedTuple):
    """Words set off on a terminal, `bold` or `underline`; elsewhere the words alone."""

    words: str
    style: str


Line = str | Sequence[str | Styled]


def harmless(words: str) -> str:
    r"""The words with what a terminal obeys made visible: `\x1b[2J` for the sequence that clears the screen."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode-escape").decode("ascii"), words)


def in_one_line(words: str) -> str:
    r"""The same for words that go into a sentence: a name of a file, what a library says; line feeds too, as `\n`."""
    return harmless(words).replace("\t", r"\t").replace("\n", r"\n")


def echo(*lines: Line, err: bool = False, nl: bool = True) -> None:
    """Print lines to standard output, or with `err` to standard error. Raises ReaderGone and OutputError.

    What goes wrong on standard error stops nothing: it is told to nobody, and the work goes on.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:  # closed by who started us
        return
    terminal = stream.isatty()
    text = "\n".join(_laid_out(line, terminal) for line in lines) + ("\n" if nl else "")
    try:
        _write(stream, text)
    except OSError as error:
        if not err:
            raise _lost(stream, error) from error


def echo_json(value: Any) -> None:
    """Print one JSON document to standard output, exact whatever the terminal holds. Raises as `echo` does."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    if sys.stdout is not None and _held(text, sys.stdout) != text:
        text = json.dumps(value, indent=2)
    echo(text)


def _laid_out(line: Line, terminal: bool) -> str:
    if isinstance(line, str):
        return harmless(line)
    return "".join(_styled(part, terminal) if isinstance(part, Styled) else harmless(part) for part in line)


def _styled(part: Styled, terminal: bool) -> str:
    return _SHOWN[part.style].format(harmless(part.words)) if terminal else harmless(part.words)


def _write(stream: TextIO, text: str) -> None:
    stream.write(_held(text, stream))
    stream.flush()


def _held(text: str, stream: TextIO) -> str:
    """The text as the stream can hold it."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _lost(stream: TextIO, error: OSError) -> Exception:
    """What a failure to write means; what the stream still holds goes nowhere, so that no exit trips over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    if isinstance(error, BrokenPipeError):
        return ReaderGone()
    return OutputError(f"The output cannot be written: {error.strerror}. Make room, or send it elsewhere.")
