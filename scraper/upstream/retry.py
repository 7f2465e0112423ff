"""Coming back to what failed: a request has three tries, and a run has three rounds, with a pause between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from scraper.errors import NotFound, UnsafeArchive, UpstreamError
from scraper.upstream.github import Run
from scraper.upstream.report import FetchReport

ROUNDS = 3
"""How often a run comes back to what failed, with a pause before each time."""

Task = Callable[[Run], FetchReport]


def in_rounds(run: Run, tasks: Sequence[Task]) -> FetchReport:
    """Do each task; come back, twice at most, to those that left something undone which may still be had."""
    finished, left = FetchReport(), list(tasks)
    for after_round in range(1, ROUNDS + 1):
        reports = [(task, attempt(partial(task, run), run)) for task in left]
        again = run.fetcher.worth_another_round() and after_round < ROUNDS
        left = [task for task, report in reports if report.failed] if again else []
        for task, report in reports:
            counted = replace(report, already=report.already if after_round == 1 else 0)
            finished += replace(counted, missing=(), failed=(), sentences=()) if task in left else counted
        if not left:
            break
        run.fetcher.pause_between_rounds(after_round)
    return finished


def attempt(task: Callable[[], FetchReport], run: Run) -> FetchReport:
    """What a task reports, or what stopped it as the report of a failure."""
    try:
        return task()
    except (UpstreamError, NotFound, UnsafeArchive) as error:
        run.progress.done()
        return FetchReport(failed=(str(error),))
