"""The cap that hostile input is fed under: it must hold, or every test that relies on it says nothing."""

from __future__ import annotations

from bounded import run_capped


def test_what_stays_within_the_cap_ends_well_and_says_what_it_took() -> None:
    ran = run_capped("import sys; print('out', *sys.argv[1:])", "a", "b")
    assert (ran.code, ran.out) == (0, "out a b")
    assert 1 < ran.megabytes < 1024


def test_memory_beyond_the_cap_is_refused() -> None:
    ran = run_capped("x = bytearray(400 << 20)", megabytes=256)
    assert ran.code == 1
    assert "MemoryError" in ran.err


def test_time_beyond_the_cap_ends_the_process() -> None:
    assert run_capped("while True: pass", seconds=1).code < 0
