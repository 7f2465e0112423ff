"""What runs out, as an Atom feed: an entry a thread, which a renewal brings up anew."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.database.threads import Standing
from scraper.render.feeds import FeedEntry, write_feed
from scraper.render.life import TOLD, say_state, words_of


def expiring_feed(found: Sequence[Standing], base: str, here: str) -> str:
    """The feed of what runs out; `here` is its own address. An entry is as new as the act that set the end."""
    entries = (
        FeedEntry(
            f"{one.name}: {say_state(one.state, one.until, one.event)}",
            f"{base}/force/{one.slug}",
            one.event.effect,
            words_of(one.event),
            f"{base}/force/{one.slug}#{one.event.symbol.number}-{one.until}",
        )
        for one in found
    )
    newest = max((one.event.effect for one in found), default="1946-01-17")
    page = f"{base}/expiring"
    return write_feed(
        "Security Council mandates and measures that run out", here, f"{newest}T00:00:00Z", entries,
        subtitle=TOLD, page=page, name=page,
    )  # fmt: skip
