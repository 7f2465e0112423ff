"""The bounds of the house hold: see `tests/house.py`, which prints the figures."""

from __future__ import annotations

from pathlib import Path

import house


def test_nothing_is_beyond_its_bound() -> None:
    assert house.measure().broken == []


def test_what_is_beyond_a_bound_is_named(tmp_path: Path) -> None:
    package = tmp_path / "sample"
    package.mkdir()
    twice = "".join(f"    value_{i} = {i} + other\n" for i in range(12))
    long = "".join(f"    if x == {i}:\n        x += 1\n" for i in range(25))
    (package / "one.py").write_text(f"class Same:\n    pass\n\n\ndef first(other):\n{twice}\n")
    (package / "two.py").write_text(f"class Same:\n    pass\n\n\ndef second(other):\n{twice}\n")
    (package / "three.py").write_text(f'def third(x: int) -> None:\n    """Long."""\n{long}\n')
    broken = house.measure(package).broken
    for said in (
        "sample/one.py: first has no docstring", "sample/one.py: first lacks hints", "third has 51 lines",
        "third has a complexity of 26", "class Same stands in sample/one.py, sample/two.py",
        "lines and more stand twice",
    ):  # fmt: skip
        assert any(said in line for line in broken), (said, broken)
