"""How many made-up inputs a property is tried on, and how they are chosen.

By default always the same few, so that a run that failed fails again and one that passed passes again. With
`--hypothesis-profile=deep` others each time, and twenty times as many: to find what nobody has thought of. With
`--hypothesis-profile=brief` a few of the same, and no search for the simplest that fails: for runs by the thousand.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, settings

DEEPER, BRIEFER = 20, 25

_SLOW = [HealthCheck.too_slow]
"""A busy machine is no failure; nor is a deadline missed."""

settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("deep", deadline=None, max_examples=100 * DEEPER, suppress_health_check=_SLOW)
_AS_DRAWN = (Phase.explicit, Phase.generate)
settings.register_profile(
    "brief", deadline=None, derandomize=True, max_examples=10, phases=_AS_DRAWN, suppress_health_check=_SLOW
)


def examples(count: int, *, suppress_health_check: Any = ()) -> settings:
    """As many examples as said, in the deep profile twenty times as many, in the brief one a few."""
    profile = settings.get_current_profile_name()
    most = count * DEEPER if profile == "deep" else max(1, count // BRIEFER) if profile == "brief" else count
    return settings(max_examples=most, suppress_health_check=[*_SLOW, *suppress_health_check])
