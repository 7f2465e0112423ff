"""The command `unsc`: which commands there are, each loaded when it runs, and how every one of them ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from scraper import __version__
from scraper.errors import STOPPED, UnscError
from scraper.terminal import ReaderGone, echo

COMMANDS: Mapping[str, str] = {
    "fetch": "Fetch texts: all, new, by numbers, ranges or dates.",
    "import": "Take texts from files on disk.",
    "build": "Build the database from what was fetched.",
    "status": "Say what is here, from where, and what is missing.",
    "search": "Search operative paragraphs.",
    "trace": "Say where words come from: first use, reuse, other wordings.",
    "show": "Show a resolution, a paragraph or another document.",
    "cite": "Cite a resolution or paragraphs, in a style.",
    "check": "Check the citations and quotations of a document.",
    "force": "Say what stands, until when, and by which words.",
    "expiring": "Say what runs out in the next days.",
    "explain": "Show how a text became paragraphs.",
    "serve": "Run the site.",
    "mcp": "Answer language models by the Model Context Protocol.",
    "publish": "Write the folder of a public site.",
    "export": "Write the site as files, for hosts that run no program.",
    "release": "Write the data as files to be put up and cited.",
    "refresh": "Fetch what is new and build, never for the worse.",
}
"""Each command with its line in `unsc --help`."""

MODULES: Mapping[str, str] = {"fetch": "texts", "import": "texts", "build": "texts"}
"""The modules of this package in which commands stand that do not bear their name."""


class Commands(click.Group):
    """Loads a command when it is asked for, and turns whatever ends one early into a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, with what it needs, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"scraper.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, for which none of them is loaded."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code: 130 after Ctrl+C, as shells have it."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False}) or 0
        except click.ClickException as error:
            echo(usage_of(error), err=True)
            code = error.exit_code
        except UnscError as error:
            echo(f"Error: {error}", err=True)
            code = error.exit_code
        except click.Abort:
            echo(STOPPED, err=True)
            code = 130
        except ReaderGone:
            code = 0
        sys.exit(code)


def usage_of(error: click.ClickException) -> str:
    """What click says of a mistake on the command line, and which help to ask for."""
    with io.StringIO() as said:
        error.show(said)
        return said.getvalue().rstrip()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="unsc")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), hidden=True)
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """Search, cite and publish the operative paragraphs of UN Security Council resolutions."""
    ctx.obj = {"data": data}
