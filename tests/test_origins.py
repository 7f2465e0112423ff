"""The registry of sources: what a newcomer adds is one entry, and everything that speaks of sources follows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from scraper import sources
from scraper.models import Quality
from scraper.query.filter_kinds import FILTERS
from scraper.upstream import FETCHERS
from scraper.upstream.detect import RECOGNISERS

ROOT = Path(__file__).parent.parent


def test_the_readme_prints_the_table_of_the_registry() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Where the texts come from")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines(keepends=True) if line.startswith("|")]
    assert "".join(rows) == sources.markdown_table()


def test_every_quality_has_words_and_the_best_come_first() -> None:
    assert tuple(sources.QUALITIES) == get_args(Quality)
    assert list(sources.RANKS) == sorted(sources.RANKS, key=lambda quality: sources.RANKS[quality], reverse=True)
    assert tuple(sources.TEXTS.values()) == tuple(sources.QUALITIES), "a better text comes from an earlier source"


def test_names_are_given_once_and_only_tables_have_no_texts() -> None:
    assert len(sources.BY_NAME) == len(sources.ORIGINS)
    assert all((origin.form == "table") == (origin.quality is None) for origin in sources.ORIGINS)


def test_every_source_is_recognised_and_fetched() -> None:
    recognised = [name for recogniser in RECOGNISERS for name in recogniser.origins]
    assert set(recognised) == set(sources.BY_NAME)
    assert set(FETCHERS) == set(sources.BY_NAME)


@pytest.mark.parametrize("quality", sources.QUALITIES)
def test_every_quality_can_be_searched_for_and_is_described(quality: str) -> None:
    assert FILTERS["quality"].read(quality) == quality
    tables = json.loads((ROOT / "metadata.json").read_text(encoding="utf-8"))["databases"]["unsc"]["tables"]
    assert f"{quality} (" in tables["resolutions"]["columns"]["text_quality"]
