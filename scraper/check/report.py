"""What a check found: each citation with its status, each quotation with its verdict, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

Status = Literal["ok", "no such resolution", "year does not fit", "no such paragraph", "not in the corpus"]

Verdict = Literal["verbatim", "allowed", "differs", "elsewhere", "not_found", "not_checked"]
"""Word for word where it is cited; but for what quoting allows; with other words; word for word elsewhere than cited;
in no resolution here; not held against the Council's words, and why."""

WRONG: tuple[Verdict, ...] = ("differs", "elsewhere", "not_found")


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation of a resolution in `text[start:end]`, the places it names and whether they are there.

    note  why it is not ok, or ""
    """

    raw: str
    start: int
    end: int
    symbol: str
    paths: tuple[str, ...]
    status: Status
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A difference between the quotation and what is printed; `strong` where it decides what the sentence says.

    start, end  where `quoted` stands in the document, or would have to be put; -1 where no word is another
    """

    kind: str
    quoted: str
    printed: str
    strong: bool = False
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation in `text[start:end]`, and what was found of it.

    symbol, path  where the words stand, or stand most nearly; "" where nowhere
    cited         what the document gives as their source, as it is written there, or ""
    citation      where they stand, in the style asked for
    printed       the words that are printed there
    notes         what a careful reader would want to know, a sentence each
    """

    quote: str
    start: int
    end: int
    verdict: Verdict
    symbol: str = ""
    path: str = ""
    cited: str = ""
    changes: tuple[QuoteChange, ...] = ()
    notes: tuple[str, ...] = ()
    url: str = ""
    citation: str = ""
    printed: str = ""


class TextCorrection(NamedTuple):
    """A change that makes a document right: `text[start:end]`, which is `was`, becomes `now`."""

    start: int
    end: int
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one document.

    corrections  what would make its years, paragraphs and words right, in order
    """

    file: str
    citations: tuple[CheckedCitation, ...]
    quotations: tuple[CheckedQuotation, ...]
    text: str = field(repr=False, default="")
    corrections: tuple[TextCorrection, ...] = ()

    @property
    def totals(self) -> Mapping[str, int]:
        """How many citations and quotations there are, and of each status and verdict."""
        statuses = Counter[str](one.status for one in self.citations)
        verdicts = Counter[str](one.verdict for one in self.quotations)
        return {"citations": len(self.citations), "quotations": len(self.quotations), **statuses, **verdicts}

    @property
    def is_wrong(self) -> bool:
        """Whether a citation is not ok, or a quotation differs, stands elsewhere or was not found."""
        wrong = any(one.status not in ("ok", "not in the corpus") for one in self.citations)
        return wrong or any(one.verdict in WRONG for one in self.quotations)

    def as_dict(self) -> dict[str, Any]:
        """As plain data: the shape of `unsc check --json`."""
        data = asdict(self)
        del data["text"]
        corrections = [one._asdict() for one in self.corrections]
        return {**data, "totals": dict(self.totals), "corrections": corrections}
