"""Kill -9 at random moments of fetch, import, build and the first start of serve; then one more run, and compare.

    python tests/trials/killing.py FILES [--kills 50] [--numbers 150] [--seed 1] [--all]

FILES is the folder of real upstream files; `serve.py` beside it stands in for the hosts. For each kill a command runs
in a fresh folder (`build` with everything fetched, `import` with everything on disk) and is killed with all it started
left to itself, at a moment drawn from the time it takes undisturbed. Then it runs once more to its end, after `import`
and `fetch` a build follows, and the database must equal an undisturbed one, row by row but for the build's own row and
the times of retrieval; no file and no process may be left over. Exit code 0 where all of it holds.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from worse_refresh import hosts, take_part

COMMANDS = ("fetch", "import", "build", "serve")

LEFT = re.compile(r"\.(?:new-.*|incoming|next|part|part\.json|gz|zip)\Z|-(?:journal|wal|shm)\Z")

RUN = """
import sys
from scraper.upstream import pace
import scraper.upstream.fetch as fetching
fetching.Throttle, fetching.Backoff = pace.NoThrottle, lambda *a, **k: pace.no_backoff()
from scraper.cli import main
main(sys.argv[1:])
"""
"""The command line without the pauses that a real host is due."""


def contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the build's own and the times of retrieval."""
    with closing(sqlite3.connect(database)) as conn:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: conn.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name != "build"}
        rows["sources"] = conn.execute("SELECT document, gives, upstream, sha256 FROM sources ORDER BY id").fetchall()
        return rows


class Killing:
    """Where everything is, and how a command is started and ended."""

    def __init__(self, folder: Path, mirror: str, files: Path) -> None:
        self.folder, self.mirror, self.files = folder, mirror, files
        self.number = 0

    def start(self, command: str, data: Path) -> subprocess.Popen[bytes]:
        words = {
            "fetch": ["fetch", "all", "--mirror", self.mirror],
            "import": ["import", str(self.files / "github"), str(self.files / "zenodo")],
            "build": ["build"],
            "serve": ["serve", "--mirror", self.mirror, "--port", str(self.port())],
        }[command]
        arguments = [sys.executable, "-c", RUN, *words, "--data", str(data)]
        return subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip

    def port(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    def finish(self, command: str, data: Path) -> None:
        """Run to the end; a server ends when it says where it listens."""
        process = self.start(command, data)
        if command == "serve":
            assert process.stdout is not None
            process.stdout.readline()
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate()

    def fresh(self, command: str) -> Path:
        self.number += 1
        data = self.folder / f"{self.number}"
        data.mkdir()
        if command == "build":
            shutil.copytree(self.folder / "whole" / "raw", data / "raw")
        return data

    def whole(self, command: str, data: Path) -> None:
        """One more run, and the build that a person would start after it."""
        self.finish(command, data)
        if command in ("fetch", "import"):
            self.finish("build", data)


def left_over(data: Path, session: int) -> list[str]:
    """Files and processes that should not be there any more."""
    files = [str(path.relative_to(data)) for path in data.rglob("*") if path.is_file() and LEFT.search(path.name)]
    for _ in range(30):
        waiting = subprocess.run(["pgrep", "-s", str(session)], capture_output=True, text=True).stdout.split()
        if not waiting:
            break
        time.sleep(0.1)
    for process in waiting:
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)
    return files + [f"process {each}" for each in waiting]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--numbers", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every file there is")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        files = Path(name, "files")
        take_part(args.files, files, args.numbers, args.seed, everything=args.all)
        with hosts(args.files.parent / "serve.py", files) as mirror:
            bad = kill(Killing(Path(name), mirror, files), args.kills, random.Random(args.seed))
    print(f"{args.kills} kills, {bad} with a difference or something left over")
    return 1 if bad else 0


def kill(killing: Killing, kills: int, chance: random.Random) -> int:
    """Kill each command in turn at a moment drawn by chance; how often something differs or is left over."""
    took, right = undisturbed(killing)
    bad = 0
    for i in range(kills):
        command = COMMANDS[i % len(COMMANDS)]
        data, moment = killing.fresh(command), chance.uniform(0.05, took[command])
        process = killing.start(command, data)
        time.sleep(moment)
        ended = process.poll() is not None
        process.kill()
        process.communicate()
        files = len(list(data.glob("unsc.db*")))
        killing.whole(command, data)
        differ = [table for table, rows in contents(data / "unsc.db").items() if rows != right[command][table]]
        left = left_over(data, process.pid)
        bad += bool(differ or left)
        when = f"{moment:5.2f} s{' (had ended)' if ended else ''}, {files} database files"
        print(f"{i + 1:3} {command:6} killed after {when};", end=" ")
        print(f"differs: {differ or 'nothing'}; left over: {left or 'nothing'}", flush=True)
        shutil.rmtree(data)
    return bad


def undisturbed(killing: Killing) -> tuple[dict[str, float], dict[str, dict[str, list[tuple[object, ...]]]]]:
    """How long each command takes by itself, and the database in the end."""
    took, right = {}, {}
    (killing.folder / "whole").mkdir()
    killing.finish("fetch", killing.folder / "whole")
    for command in COMMANDS:
        data, began = killing.fresh(command), time.monotonic()
        killing.finish(command, data)
        took[command] = time.monotonic() - began
        if command in ("fetch", "import"):
            killing.finish("build", data)
        right[command] = contents(data / "unsc.db")
        shutil.rmtree(data)
        print(f"{command} takes {took[command]:.1f} s", flush=True)
    return took, right


if __name__ == "__main__":
    sys.exit(main())
