"""A download on its way to disk, and what may go wrong with a single try."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from scraper.errors import UpstreamError, WrongContent
from scraper.upstream.rows import HeaderText, decode

OnBytes = Callable[[int, int | None], None]
"""Told how many bytes of a download have come, and of how many (None where the host does not say)."""


class TryFailed(Exception):
    """A try that went wrong and may be repeated: in words, with what the host asks us to wait."""

    def __init__(self, words: str, status: int = 0, wait: float | None = None) -> None:
        """`words` end a sentence; `status` is 0 where no answer came; `wait` are the seconds of a Retry-After."""
        super().__init__(words)
        self.words, self.status, self.wait = words, status, wait

    def as_error(self, url: str) -> UpstreamError:
        """What the caller is told when there are no tries left."""
        return UpstreamError(f"{url}: {self.words.rstrip('.')}.")


class WrongAnswer(TryFailed):
    """An answer came, and it is not the document."""

    def as_error(self, url: str) -> UpstreamError:
        """The same, as WrongContent."""
        return WrongContent(f"{url}: {self.words.rstrip('.')}.")


class OutOfTime(TryFailed):
    """The time for the whole request is over, so that there is none for another try."""


class _DownloadNote(msgspec.Struct):
    """What is noted beside a part: where it comes from, and the ETag by which the host knows it."""

    url: str
    validator: HeaderText = ""


class Download:
    """A download on its way: `NAME.part`, and beside it what is needed to go on with it."""

    def __init__(self, target: Path, url: str, has_checksum: bool) -> None:
        """`has_checksum` says that a checksum will tell whether old and new bytes belong together."""
        self.target, self.url, self.has_checksum = target, url, has_checksum
        self.path = target.with_name(target.name + ".part")
        self.about = target.with_name(target.name + ".part.json")

    def headers(self) -> dict[str, str]:
        """What to ask with: a Range from where the part ends, if the host said by what to tell that it still fits."""
        try:
            about = decode(self.about.read_bytes(), _DownloadNote)
            have = self.path.stat().st_size
        except (OSError, ValueError):
            return {}
        if about.url != self.url or not have or not (about.validator or self.has_checksum):
            return {}
        unchanged = {"If-Range": about.validator} if about.validator else {}
        return {"Range": f"bytes={have}-", **unchanged}

    @contextmanager
    def open(self, status: int, headers: Mapping[str, str]) -> Iterator[BinaryIO]:
        """The file, at its end where the host goes on from there, else emptied."""
        have = self.path.stat().st_size if self.path.exists() else 0
        goes_on = status == 206
        if goes_on and not headers.get("content-range", "").startswith(f"bytes {have}-"):
            self.discard()
            raise WrongAnswer("another part came than was asked for", status=206)
        if not goes_on:
            etag = headers.get("etag", "")
            validator = "" if etag.startswith("W/") or "content-encoding" in headers else etag
            self.about.write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")
        with open(self.path, "ab" if goes_on else "wb") as file:
            yield file

    def discard(self) -> None:
        """Throw the part away: it is no use."""
        self.path.unlink(missing_ok=True)
        self.about.unlink(missing_ok=True)

    def finish(self, check: Callable[[Path], None]) -> None:
        """Put the file in its place if it is what was asked for, and complete; else throw it away."""
        try:
            check(self.path)
        except WrongContent as error:
            self.discard()
            raise WrongAnswer(str(error), status=200) from error
        os.replace(self.path, self.target)
        self.about.unlink(missing_ok=True)
