"""Whether the built package is whole: installed alone into an empty environment, each command works from any folder.

    python -m build && python tests/trials/package.py dist

Tries the wheel and the sdist, with invented documents and no network but that of pip. Exit 1 where a command fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

COMMANDS = (
    "build", "status", "search lamps", "show 9001", "cite 9001 --style oscola", "check note.txt", "trace 9001/op/1",
    "force", "expiring --within 90d", "explain 9001", "publish folder --address https://unsc.example.org",
    "export site --address https://unsc.example.org --check", "release release", "serve --help", "fetch --help",
    "refresh --help",
)  # fmt: skip
"""What is run, in order; the specimens are imported before. Some end with 1, for the specimens lack what is asked."""


def attempt(package: Path, folder: Path) -> list[str]:
    """The commands that failed, with what they said."""
    venv.create(folder / "env", with_pip=True)
    place = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(
        [place / "python", "-m", "pip", "install", "--quiet", package.resolve()], check=True, env=environment
    )
    found = [place / "python", "-c", "from scraper.resources import resource; print(resource('specimens'))"]
    specimens = subprocess.run(found, check=True, capture_output=True, text=True, cwd=folder, env=environment).stdout
    (folder / "note.txt").write_text("As resolution 9001 (2998) says.", encoding="utf-8")
    failed = []
    for command in (f"import {specimens.strip()}", *COMMANDS):
        ran = subprocess.run(
            [place / "unsc", *command.split()], cwd=folder, env=environment, capture_output=True, text=True
        )
        good = ran.returncode in (0, 1) and "Traceback" not in ran.stderr
        print(f"  {'ok' if good else 'FAILED'} ({ran.returncode})  unsc {command}")
        failed += [] if good else [f"{command}: {ran.stderr}"]
    return failed


def main() -> int:
    """Try every package of a folder."""
    failed = []
    for package in sorted(Path(sys.argv[1]).iterdir()):
        if package.name.endswith((".whl", ".tar.gz")):
            print(package.name)
            with tempfile.TemporaryDirectory() as folder:
                failed += attempt(package, Path(folder))
    print(*failed, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
