"""Reading an address takes time in proportion to its length, whatever it is made of: slashes, dots, spaces, digits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from scraper import site
from scraper.site import urls

SHAPES = {
    "slashes after a number": lambda n: "/2249/" + "/" * n,
    "slashes before an end": lambda n: "/2249/" + "/" * n + "x",
    "slashes of a timeline": lambda n: "/timeline/" + "/" * n,
    "slashes of a timeline's end": lambda n: "/timeline/2249" + "/" * n + " ",
    "slashes alone": lambda n: "/" * n,
    "slashes of a list": lambda n: "/topic/terrorism" + "/" * n + "x",
    "dots": lambda n: "/2249/op/5" + "." * n,
    "suffixes": lambda n: "/2249" + ".json" * (n // 5) + "/ ",
    "spaces": lambda n: "/2249%20" + "%20" * (n // 3) + "x",
    "brackets": lambda n: "/2249" + "(2015)" * (n // 6),
    "steps": lambda n: "/2249/op" + "/5" * (n // 2),
    "families": lambda n: "/s/res" * (n // 6),
    "letters": lambda n: "/topic/" + "a" * n + "!",
}
"""Paths of about n characters, each once or nearly the worst of some pattern."""


def read(path: str) -> None:
    """What the site does with the path of a request before it asks the database."""
    urls.read(path)
    for pattern, _view in site.ROUTES:
        re.match(pattern, path)


def seconds(work: Callable[[str], None], text: str) -> float:
    """The fastest of five, which noise disturbs least."""
    times = []
    for _ in range(5):
        began = time.thread_time()
        work(text)
        times.append(time.thread_time() - began)
    return min(times)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_time_to_read_an_address_goes_with_its_length(shape: Callable[[int], str]) -> None:
    """Four times the length takes about four times as long; it was sixteen, and 18 s for 60,000 slashes."""
    short, long = seconds(read, shape(30_000)), seconds(read, shape(120_000))
    assert long < 9 * short + 0.005


def test_slashes_make_no_difference_to_what_an_address_means() -> None:
    for path in ("//2249//op/5//", "/S/RES/2249/op/5" + "/" * 1000, "/S//RES//2249//op/5"):
        read = urls.read(path)
        assert read
        assert (read.place.number, read.place.path) == (2249, "op/5")
