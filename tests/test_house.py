"""The bounds of the house hold: see `tests/house.py`, which prints the figures."""

from __future__ import annotations

from pathlib import Path

import house


def test_nothing_is_beyond_its_bound() -> None:
    assert house.measure().broken == []


def test_what_is_beyond_a_bound_is_named(tmp_path: Path) -> None:
    package = tmp_path / "sample"
    package.mkdir()
    alike = ["".join(f"    {name}_{i} = {i} + other\n" for i in range(12)) for name in ("one", "two")]
    long = "".join(f"    if x == {i}:\n        x += 1\n" for i in range(25))
    (package / "one.py").write_text(f"class Same:\n    pass\n\n\ndef first(other, *more):\n{alike[0]}\n")
    (package / "two.py").write_text(f"class Same:\n    pass\n\n\ndef second(other: int, *more) -> None:\n{alike[1]}\n")
    (package / "three.py").write_text(f'def third(x: int) -> None:\n    """Long."""\n{long}\n')
    broken = house.measure(package).broken
    for said in (
        "sample/one.py: first has no docstring", "sample/one.py: first lacks hints", "third has 51 lines",
        "third has a complexity of 26", "class Same stands in sample/one.py, sample/two.py",
        "lines and more are alike", "sample/two.py: second lacks hints", "sample/two.py: Same has no docstring",
    ):  # fmt: skip
        assert any(said in line for line in broken), (said, broken)
