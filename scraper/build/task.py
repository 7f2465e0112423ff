"""What a build does for one number: its documents in order of precedence, corrections, and other sources' records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scraper.build.merge import SourceRecord
from scraper.build.overrides import Correction
from scraper.upstream import RawDocument

Known = Mapping[str, int]
"""In how many texts the words that lines break stand whole: see `lines.count_words`."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is there for one number: its documents in order of precedence, corrections, and other sources' records."""

    number: int
    documents: tuple[RawDocument, ...]
    known: Known = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    records: tuple[SourceRecord, ...] = ()
