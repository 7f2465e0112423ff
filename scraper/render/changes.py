"""Saying what changed in the sources' files."""

from __future__ import annotations

from scraper.dates import say_day
from scraper.models import Change
from scraper.sources import BY_NAME

FACTS = {
    "opening": "the opening words",
    "adopted": "the day of adoption",
    "date": "the day of the vote",
    "adoption": "how it was adopted",
    "votes": "the votes of members",
    "votes_for": "votes in favour",
    "votes_against": "votes against",
    "chapter_vii": "the mark for Chapter VII",
}
"""What a fact is called where its name in the data does not say it; the others (`title`, `agenda`) do."""


def say(change: Change) -> str:
    """What happened, as a sentence without what stood there: `The UN’s file changed on 26 November 2026; this was`."""
    file = "The UN’s file" if BY_NAME[change.upstream].official else "The source’s file"
    since = f"{file} changed on {say_day(change.noticed)}"
    if change.what != "words":
        fact = FACTS.get(change.what, f"the {change.what}").replace("_", " ")
        return f"{since}; {fact} {'was' if change.was else 'was not told before'}"
    if not change.was:
        return f"{since}; this did not stand there before"
    return f"{since}; {'this was' if change.now else 'this is gone'}"
