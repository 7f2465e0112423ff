"""The command, as `unsc` or `python -m scraper`: one that is stopped while it still loads ends with a sentence too."""

from __future__ import annotations

import sys

from scraper.errors import STOPPED


def main() -> None:
    """Load the command line, which takes part of a second, and run it. Leaves with its exit code; 130 after Ctrl+C."""
    try:
        from scraper.cli.group import main as command
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        sys.exit(130)
    command()


if __name__ == "__main__":
    main()
