"""Work on all cores: what a function makes of many items, batch by batch, in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

BATCH = 40
"""Numbers a worker reads at a time: enough to make the way to it and back cheap."""

FEW = 60
"""With no more numbers than this, starting workers takes longer than reading."""

Item = TypeVar("Item")

Made = TypeVar("Made")


def spread(act: Callable[[Item], Made], items: Sequence[Item]) -> Iterator[list[Made]]:
    """What `act` makes of each item, batch by batch, on all cores where there is much; in order.

    It goes on while what came before is being used. `act` must be a function of this module, or a partial of one.
    """
    ranges = [(i, i + BATCH) for i in range(0, len(items), BATCH)]
    if len(items) <= FEW or not _can_spread():
        _take_work(act, items)
        yield from map(_work_on, ranges)
        return
    with ProcessPoolExecutor(mp_context=_context(), initializer=_take_work, initargs=(act, items)) as pool:
        yield from pool.map(_work_on, ranges)


_work: tuple[Callable[[Any], Any], Sequence[Any]] = (repr, ())


def _take_work(act: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """In a worker: all items, which a forked process has for nothing; it is then told which of them are its own."""
    global _work
    _work = act, items
    gc.disable()
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """A killed build must not leave its workers waiting for ever, with the lock on its file in their hands."""
    parent.join()
    os._exit(1)


def _can_spread() -> bool:
    """Whether processes can share work here: not on one core, nor where a user may make no semaphore.

    That is so in a container whose /dev/shm is closed to all but root.
    """
    try:
        _context().Lock()
    except (OSError, ImportError):
        return False
    return (os.cpu_count() or 1) > 1


def _context() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux), for it starts at once; the platform's own way elsewhere."""
    return multiprocessing.get_context("fork" if os.uname().sysname == "Linux" else None)


def _work_on(chosen: tuple[int, int]) -> list[Any]:
    act, items = _work
    return [act(item) for item in items[slice(*chosen)]]
