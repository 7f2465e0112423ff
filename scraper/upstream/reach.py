"""Whether anyone answers, found out in seconds: a first start must not hang where the network is silent."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence

from scraper.upstream.fetch import Fetcher
from scraper.upstream.report import Progress

HOSTS = (
    "codeload.github.com",
    "api.github.com",
    "raw.githubusercontent.com",
    "zenodo.org",
    "main.un.org",
    "documents.un.org",
)
"""Whom a first start asks for documents."""

PATIENCE = 10.0
"""Seconds that all of them together have to answer."""

IN_DOUBT = (20.0, 30.0)
"""Seconds that one which did not has in its turn: to connect, and for the next bytes."""


def why_nobody_answers(
    fetcher: Fetcher, progress: Progress, hosts: Sequence[str] = HOSTS, seconds: float | None = None
) -> str:
    """Why no host answers, as a sentence; "" where at least one does. Those that do not are then tried only once each.

    Takes no longer than PATIENCE, whatever the network does: a name server that swallows questions keeps a look-up for
    a minute, and no time-out holds there. So each host is asked by a thread of its own; a silent one is left behind.
    """
    progress.start(f"Asking {len(hosts)} hosts whether they answer", None)
    answers = _ask_all(fetcher, hosts, PATIENCE if seconds is None else seconds)
    silent = {host: answers.get(host, "it does not answer in time") for host in hosts if answers.get(host) != ""}
    progress.done()
    if len(silent) == len(hosts):
        return f"No source can be reached: {next(iter(silent.values()))}."
    for host, why in silent.items():
        fetcher.limit_to_one_try(host, IN_DOUBT)
        progress.say(f"{host} cannot be reached now ({why}); it is tried once more.")
    return ""


def _ask_all(fetcher: Fetcher, hosts: Sequence[str], seconds: float) -> dict[str, str]:
    """What the hosts said that answered or failed in time: "" for an answer of any kind, else why there was none."""
    said: queue.Queue[tuple[str, str]] = queue.Queue()

    def ask(host: str) -> None:
        said.put((host, fetcher.probe(host, seconds)))

    for host in hosts:
        threading.Thread(target=ask, args=(host,), daemon=True).start()
    answers: dict[str, str] = {}
    until = time.monotonic() + seconds
    while len(answers) < len(hosts) and (left := until - time.monotonic()) > 0:
        try:
            host, why = said.get(timeout=left)
        except queue.Empty:
            break
        answers[host] = why
    return answers
