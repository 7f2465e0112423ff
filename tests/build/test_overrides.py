"""Reviewed corrections: read strictly, made exactly, told aloud, and never silently out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.build.overrides import Correction, OverrideError, correct, read_overrides
from scraper.resources import resource

GOOD = """
[[correction]]
source = "gold"
find = "(1) The harbour"
replace = "(i) The harbour"
reason = "The record has (i)."
"""


def test_a_correction_is_read_and_made(tmp_path: Path) -> None:
    (tmp_path / "9001.toml").write_text(GOOD, encoding="utf-8")
    overrides = read_overrides(tmp_path)
    assert overrides == {
        9001: (Correction("9001.toml", "gold", "(1) The harbour", "(i) The harbour", "The record has (i)."),)
    }
    text, problems = correct("Affirms: (1) The harbour; (2) ...", "gold", overrides[9001])
    assert text == "Affirms: (i) The harbour; (2) ..."
    assert [(p.code, "The record has (i)." in p.message) for p in problems] == [("corrected", True)]


def test_a_correction_for_another_source_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "9001.toml").write_text(GOOD, encoding="utf-8")
    assert correct("nothing of it", "unxml", read_overrides(tmp_path)[9001]) == ("nothing of it", ())


@pytest.mark.parametrize("text", ["nothing of it", "(1) The harbour and (1) The harbour"])
def test_a_correction_that_does_not_apply_fails(tmp_path: Path, text: str) -> None:
    (tmp_path / "9001.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(OverrideError, match=r"9001\.toml does not apply any more"):
        correct(text, "gold", read_overrides(tmp_path)[9001])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("242.toml", GOOD),
        ("9001.toml", "not toml ["),
        ("9001.toml", "number = 3"),
        ("9001.toml", GOOD.replace('reason = "The record has (i)."', "")),
        ("9001.toml", GOOD.replace('"The record has (i)."', '""')),
        ("9001.toml", GOOD + 'extra = "x"'),
    ],
)
def test_a_file_that_is_not_right_is_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(OverrideError, match=name):
        read_overrides(tmp_path)


def test_the_projects_own_corrections_can_be_read() -> None:
    for number, corrections in read_overrides(resource("overrides")).items():
        assert number > 0
        assert corrections
