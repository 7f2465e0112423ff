"""Running a piece of Python in a process of its own with a cap on memory and time: for what may run away.

A test that feeds the program something hostile must not take the machine with it when the program is wrong.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import textwrap
from dataclasses import dataclass

_REPORT = """
import re as _re, time as _time
print(_re.search("VmHWM: *\\t* *([0-9]+)", open("/proc/self/status").read())[1], _time.process_time())
"""
"""Not ru_maxrss: Linux counts in it what the process was before it became this one."""


def hears_ctrl_c() -> None:
    """For `preexec_fn`: the process is ended by SIGINT even where this one was started to ignore it, as by nohup."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a capped process ended: exit code (negative: the signal), both outputs, peak memory in MB, CPU seconds."""

    code: int
    out: str
    err: str
    megabytes: float
    seconds: float


def run_capped(code: str, *arguments: str, megabytes: int = 1024, seconds: int = 20) -> Ran:
    """Run Python source with `arguments` as `sys.argv[1:]`, its address space and CPU time capped.

    Beyond the memory it sees MemoryError, beyond the CPU time it is killed; so it is after three times as many seconds
    on the clock, as `code` -9. What it prints comes back as text.
    """

    def cap() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code) + _REPORT, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
        preexec_fn=cap, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:  # fmt: skip
        try:
            out, err = process.communicate(timeout=3 * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
    if process.returncode != 0:
        return Ran(process.returncode, out, err, 0.0, 0.0)
    out, _, usage = out.rstrip("\n").rpartition("\n")
    peak, spent = usage.split()
    return Ran(0, out, err, int(peak) / 1024, float(spent))
