"""The page of a document that is no resolution: what it is, the votes on it, and the paragraphs that refer to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from scraper.database.documents import CitedDocument, Draft
from scraper.database.landing import NothingThere
from scraper.database.references import Citing
from scraper.models import DocumentKind, DocumentSymbol
from scraper.pinpoint import address_of, document_address, draft_symbol, official_document, say_path
from scraper.render.display import capitalize_first, say_count, say_date
from scraper.render.html import draw_citing
from scraper.render.links import quoted
from scraper.render.sections import VoteView, view_vote

ON_PAGE = 50
"""So many paragraphs are listed on a page."""

KINDS: Mapping[DocumentKind, str] = {
    "resolution": "Resolution of the Security Council",
    "statement": "Statement by the President of the Security Council",
    "draft": "Draft resolution that was not adopted",
    "assembly": "Resolution of the General Assembly",
    "other": "Document of the United Nations",
}
"""Each kind of document in words."""

OUTCOMES = {"vetoed": "not adopted: vetoed", "lack of majority": "not adopted: it had no majority"}


@dataclass(frozen=True, slots=True)
class CitingParagraph:
    """A paragraph that refers to a document: its name, its address and the words around the citation."""

    name: str
    href: str
    words: Markup


@dataclass(frozen=True, slots=True)
class DraftVote:
    """A vote on a draft: when and on what, how it ended, and the vote as a picture."""

    said: str
    title: str
    vote: VoteView | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page shows; `mentions` are those of this page of `pages`.

    `previous` and `following` are symbol and address of the documents next to it in time, of its own kind.
    """

    symbol: str
    kind: str
    official: str
    cited: str
    votes: tuple[DraftVote, ...]
    mentions: tuple[CitingParagraph, ...]
    page: int
    pages: int
    previous: tuple[str, str] | None = None
    following: tuple[str, str] | None = None


def view_document(document: CitedDocument, page: int, root: str) -> DocumentPage:
    """A document made ready for its page; `root` stands before every address.

    Raises NothingThere where its list of paragraphs has no such page.
    """
    pages = max(1, -(-len(document.citing) // ON_PAGE))
    if page > pages:
        raise NothingThere(f"There is no page {page} of this list; it has {pages}.")
    shown = document.citing[(page - 1) * ON_PAGE : page * ON_PAGE]
    return DocumentPage(
        symbol=document.symbol.text,
        kind=_say_kind(document),
        official=official_document(document.symbol.text),
        cited=say_cited(document),
        votes=tuple(map(_view_draft, document.drafts)),
        mentions=tuple(_view_mention(citing, root) for citing in shown),
        page=page,
        pages=pages,
        previous=_link(document.previous, root),
        following=_link(document.following, root),
    )


def _link(symbol: DocumentSymbol | None, root: str) -> tuple[str, str] | None:
    return (symbol.text, root + quoted(document_address(symbol.text))) if symbol else None


def _say_kind(document: CitedDocument) -> str:
    """What it is, and of which day where that is known; a draft has the days of its votes."""
    dated = bool(document.date) and not document.drafts
    return KINDS[document.symbol.kind] + (f", {say_date(document.date)}" if dated else "")


def say_cited(document: CitedDocument) -> str:
    """How often it is cited: `24 paragraphs of 18 resolutions refer to it`."""
    if not document.citing:
        return "No resolution here refers to it"
    refer = "refers" if len(document.citing) == 1 else "refer"
    paragraphs = say_count(len(document.citing), "paragraph")
    return f"{capitalize_first(paragraphs)} of {say_count(document.resolutions, 'resolution')} {refer} to it"


def as_text(document: CitedDocument, url: str) -> str:
    """The same as plain text, every paragraph that refers to it in full; `url` is the address of the page."""
    return "\n".join(_lines(document, url)) + "\n"


def _lines(document: CitedDocument, url: str) -> Iterator[str]:
    yield f"{document.symbol}, {_say_kind(document)}"
    for draft in document.drafts:
        yield f"{_say_draft(draft)}. {draft.title}"
    yield f"{say_cited(document)}{':' if document.citing else '.'}"
    for one in document.citing:
        yield ""
        yield f"{one.symbol}, {say_path(one.path)}: {one.text}"
    yield ""
    yield f"Official document: {official_document(document.symbol.text)}"
    yield f"This page: {url}"


def _say_draft(draft: Draft) -> str:
    as_written = f" as {draft.written}" if draft_symbol(draft.written) != draft.written else ""
    return f"Put to the vote{as_written} on {say_date(draft.date)} and {OUTCOMES[draft.outcome]}"


def _view_draft(draft: Draft) -> DraftVote:
    vote = view_vote(draft.votes_for, draft.votes_against, draft.abstentions, draft.votes)
    return DraftVote(_say_draft(draft), draft.title, vote)


def _view_mention(citing: Citing, root: str) -> CitingParagraph:
    href = root + quoted(address_of(citing.symbol, citing.path))
    return CitingParagraph(f"{citing.symbol}, {say_path(citing.path)}", href, draw_citing(citing))
