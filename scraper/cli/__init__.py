"""The command line: reads it, calls the program, prints. No logic of the field in here.

Each command is a module that imports what it needs, and is loaded when that command runs.
"""

from scraper.cli.group import main

__all__ = ["main"]
