"""How many made-up inputs a property is tried on, and how they are chosen.

By default always the same few, so that a run that failed fails again and one that passed passes again. With
`--hypothesis-profile=deep` others each time, and twenty times as many: to find what nobody has thought of.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

DEEPER = 20

_SLOW = [HealthCheck.too_slow]
"""A busy machine is no failure; nor is a deadline missed."""

settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("deep", deadline=None, max_examples=100 * DEEPER, suppress_health_check=_SLOW)


def examples(count: int, *, suppress_health_check: Any = ()) -> settings:
    """As many examples as said, in the deep profile twenty times as many."""
    deep = settings.get_current_profile_name() == "deep"
    return settings(
        max_examples=count * (DEEPER if deep else 1), suppress_health_check=[*_SLOW, *suppress_health_check]
    )
