"""The reviewed list: well-formed, and, over the real texts, each founding paragraph there and naming its thing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.lifecycle.mandates import KINDS, gather_about, gather_names, named, read_mandates
from scraper.resources import resource

MANDATES = read_mandates(resource("mandates.toml"))


def test_entries_are_whole() -> None:
    slugs = {one.slug: one for one in MANDATES}
    for mandate in MANDATES:
        assert mandate.kind in KINDS, mandate.slug
        assert mandate.names or mandate.about or mandate.title, mandate.slug
        assert {mandate.parent, mandate.succeeds} - {""} <= slugs.keys(), mandate.slug


def test_the_mission_founded_last_bears_a_name_of_several() -> None:
    names = gather_names(MANDATES)
    assert [one.slug for _, _, one in named("the mandate of unosom", names, 760)] == ["unosom"]
    assert [one.slug for _, _, one in named("the mandate of unosom", names, 900)] == ["unosom-ii"]
    assert [one.slug for _, _, one in named("the mandate of unosom", names, 700)] == []


def test_a_country_in_the_name_of_another_is_not_meant() -> None:
    about = gather_about(MANDATES)
    assert about.findall("the arms embargo on south sudan and somalia") == ["south sudan", "somalia"]


@pytest.fixture(scope="module")
def conn(corpus_db: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{corpus_db}?mode=ro", uri=True)) as opened:
        yield opened


@pytest.mark.corpus
def test_founding_paragraphs_are_there(conn: sqlite3.Connection) -> None:
    held = {row[0] for row in conn.execute("SELECT number FROM resolutions")}
    lost = [
        one.slug
        for one in MANDATES
        if one.path and one.founded in held
        and not conn.execute(
            "SELECT 1 FROM clauses WHERE resolution = ? AND path = ?", (one.founded, one.path)
        ).fetchone()
    ]  # fmt: skip
    assert lost == []


@pytest.mark.corpus
def test_known_lives(conn: sqlite3.Connection) -> None:
    ends = conn.execute(
        "SELECT t.slug, e.resolution, e.until FROM events AS e JOIN threads AS t ON t.id = e.thread"
    ).fetchall()
    known = {
        ("unifil", 1773, "2008-08-31"), ("monusco", 2808, "2026-12-20"), ("somalia-panel-2444", 2713, "2025-01-15"),
    }  # fmt: skip
    assert known <= set(map(tuple, ends))
