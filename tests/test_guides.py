"""README and CONTRIBUTING name nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper import problems

ROOT = Path(__file__).parent.parent
GUIDES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}

MADE = {"data/raw", "data/unsc.db"}
"""What the program makes itself."""


def named_paths(text: str) -> set[str]:
    """Files and folders of the repository that a guide names: in backticks, in commands, as links."""
    quoted = re.findall(r"`([\w./-]+)`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    commands = re.findall(r"(?<![\w/])((?:tests|scraper|data|\.ci)/[\w./-]*\w)", text)
    return {path for path in (*quoted, *linked, *commands) if re.match(r"(?:tests|scraper|data|\.ci)/", path)} - MADE


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_is_named_is_there(guide: str) -> None:
    named = {path for path in named_paths(GUIDES[guide]) if "NNNN" not in path}
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_rooms_are_told_and_there() -> None:
    rooms = set(re.findall(r"^\| `(\w+)/` \|", GUIDES["CONTRIBUTING.md"], re.MULTILINE))
    assert rooms == {path.parent.name for path in (ROOT / "scraper").glob("*/__init__.py")}


def test_the_codes_of_problems_are_told() -> None:
    assert problems.markdown_table() in GUIDES["CONTRIBUTING.md"]
