"""Telling someone, at an address of theirs, what a run came to."""

from __future__ import annotations

import requests

from scraper.errors import UpstreamError

PATIENCE = 10.0
"""Seconds that the other side has to answer."""


def notify(url: str, value: dict[str, object]) -> None:
    """Post a value as JSON. Raises UpstreamError where the address is none, or does not answer with a status of 2xx."""
    try:
        answer = requests.post(url, json=value, timeout=PATIENCE, allow_redirects=False, stream=True)
        status = answer.status_code
        answer.close()
    except (requests.RequestException, ValueError) as error:
        raise UpstreamError(f"{url} could not be told: {type(error).__name__}.") from error
    if not 200 <= status < 300:
        raise UpstreamError(f"{url} was told, and answered with status {status}.")
