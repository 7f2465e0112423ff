"""Whether an answer has the shape that is told of it."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def differing(body: str, shape: Any) -> str:
    """What is wrong with an answer in JSON: a key or type that the shape has otherwise, or keys that it has not."""
    value = json.loads(body)
    try:
        known = json.loads(json.dumps(msgspec.to_builtins(msgspec.convert(value, shape))))
    except msgspec.ValidationError as error:
        return str(error)
    return ", ".join(sorted(_unknown(value, known)))


def _unknown(value: Any, known: Any, at: str = "") -> set[str]:
    if isinstance(value, dict) and isinstance(known, dict):
        found = {f"{at}.{key}" for key in value.keys() - known.keys()}
        return found.union(*(_unknown(value[key], known[key], f"{at}.{key}") for key in value.keys() & known.keys()))
    if isinstance(value, list) and isinstance(known, list):
        return set().union(*(_unknown(one, other, f"{at}[]") for one, other in zip(value, known, strict=True)))
    return set() if value == known else {f"{at}: {value!r} for {known!r}"}
