"""The command line as a whole: what each command loads, what it takes, and how the steps of a text are shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from scraper.build.chain import build
from scraper.cli import main
from scraper.cli.group import COMMANDS
from scraper.upstream import RawStore, Silent, import_paths

HEAVY = {"datasette", "requests", "lxml", "sqlite_utils", "jinja2", "uvicorn", "pypdfium2", "msgspec"}
"""What reads texts, asks hosts or serves pages; to show or cite what is here, none of it is needed."""


def loaded_by(*words: str) -> set[str]:
    """The libraries that a command has loaded when it ends."""
    asked = f"""
import sys
from scraper.cli import main
try:
    main({list(words)!r})
finally:
    print("LOADED", *sorted(set(name.partition(".")[0] for name in sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stderr.rpartition("LOADED")[2].split())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, specimens: Path) -> Path:
    """A data folder with the invented documents, imported and built."""
    folder = tmp_path_factory.mktemp("commands")
    import_paths(RawStore(folder / "raw"), sorted(specimens.glob("*.xml")), Silent())
    build(RawStore(folder / "raw"), folder / "unsc.db", accept=True)
    return folder


@pytest.mark.parametrize("words", [["show", "9001 op 2"], ["cite", "9001 op 2", "--style", "all"], ["--help"]])
def test_a_command_loads_no_more_than_it_needs(data: Path, words: list[str]) -> None:
    assert loaded_by(*words, *([] if words == ["--help"] else ["--data", str(data)])) & HEAVY == set()


def test_several_places_are_shown_in_order(data: Path) -> None:
    shown = CliRunner().invoke(main, ["show", "9001/op/1-2", "--data", str(data)]).stdout
    assert 0 < shown.index(", paragraph 1:") < shown.index(", paragraph 2:")


def test_what_is_no_resolution_is_not_cited_but_can_be_shown(data: Path) -> None:
    said = CliRunner().invoke(main, ["cite", "S/PRST/2015/22", "--data", str(data)])
    assert (said.exit_code, 'unsc show "S/PRST/2015/22"' in said.output + said.stderr) == (2, True)


def test_every_command_is_listed_and_loads() -> None:
    context = click.Context(main)
    assert list(COMMANDS) == main.list_commands(context)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
    assert main.get_command(context, "nonsense") is None
    listed = CliRunner().invoke(main, ["--help"]).stdout
    assert all(f"  {name} " in listed and line in listed for name, line in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_an_error(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--no-such-option", "5", "oil"])
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "--no-such-option" in result.stderr


def test_steps_show_how_a_text_became_paragraphs(data: Path) -> None:
    shown = CliRunner().invoke(main, ["explain", "9001", "--steps", "--data", str(data)])
    assert shown.exit_code == 0, shown.stderr
    assert all(title in shown.stdout for title in ("Lines as they came", "Pieces", "Clauses", "Problems"))
    whole = json.loads(CliRunner().invoke(main, ["explain", "9001", "--steps", "--json", "--data", str(data)]).stdout)
    part = json.loads(
        CliRunner().invoke(main, ["explain", "9001 op 1", "--steps", "--json", "--data", str(data)]).stdout
    )
    assert {clause["path"] for clause in part["clauses"]} < {clause["path"] for clause in whole["clauses"]}
    assert 0 < len(part["lines"]) < len(whole["lines"])
    assert part["place"].endswith("paragraph 1")


def test_what_is_no_longer_in_the_store_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "unsc.db").write_bytes((data / "unsc.db").read_bytes())
    shown = CliRunner().invoke(main, ["explain", "9001", "--data", str(tmp_path)])
    assert shown.exit_code == 1
    assert "no longer in" in shown.stderr


def test_words_are_traced(data: Path) -> None:
    """Narrowed by agenda item, as citations and as data, beside what changed; years that are none are told."""

    def ask(*more: str) -> Result:
        return CliRunner().invoke(main, ["trace", "seized of the matter", *more, "--data", str(data)])

    told = json.loads(ask("--json").stdout)
    assert len(ask("--list", "--style", "oscola").stdout.splitlines()) == told["clauses"]
    assert ask("--agenda", "ice", "--list").stdout.splitlines() == [
        line for line in ask("--list").stdout.splitlines() if "9003" in line
    ]
    assert ask("--diff").stdout.startswith("First in a resolution: ")
    assert (ask("--year", "x").exit_code, json.loads(ask("--json", "--year", "..2998").stdout)["clauses"]) == (2, 0)
