"""How fast hosts are asked: the pause between requests, and the pauses between tries.

Both are parts that can be swapped: tests put others in their place that do not wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class RateLimiter(Protocol):
    """What paces requests: called before each, it returns when the host may be asked."""

    def wait(self, host: str, least: float = 0.0) -> None:
        """Wait for this host's turn; `least` is the pause its robots.txt asks for (Crawl-delay)."""


@dataclass
class Throttle:
    """A pause between the starts of two requests to one host, whichever thread makes them."""

    seconds: Mapping[str, float] = field(
        default_factory=lambda: {
            "raw.githubusercontent.com": 0.1,
            "documents.un.org": 1.0,
            "main.un.org": 1.0,
        }
    )
    default: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str, least: float = 0.0) -> None:
        """Take the next free moment of this host, and sleep until then."""
        with self._lock:
            moment = max(self.now(), self._next.get(host, 0.0))
            self._next[host] = moment + max(least, self.seconds.get(host, self.default))
            pause = moment - self.now()
        if pause > 0:
            self.sleep(pause)


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses between the tries of one request: 1 s, then 3 s, or what the host asks for up to two minutes."""

    tries: int = 3
    first: float = 1.0
    factor: float = 3.0
    longest: float = 120.0
    sleep: Callable[[float], None] = time.sleep

    def pause(self, tried: int, asked: float | None) -> None:
        """Wait after the try of this number; `asked` is what the host's Retry-After says."""
        self.sleep(self.seconds(tried, asked))

    def seconds(self, tried: int, asked: float | None) -> float:
        """How long `pause` waits."""
        return max(asked or 0.0, self.first * self.factor ** (tried - 1))


class NoThrottle:
    """Lets every request go at once: for tests against a server of one's own."""

    def wait(self, host: str, least: float = 0.0) -> None:
        """Return at once."""


def no_backoff() -> Backoff:
    """Three tries with no pause between: for tests against a server of one's own."""
    return Backoff(sleep=lambda seconds: None)
