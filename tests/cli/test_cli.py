"""The command line: what is printed, what comes back as JSON, which exit code, and a sentence for every mistake."""

from __future__ import annotations

import json
import re
import shlex
import socket
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from scraper.cli import main
from scraper.cli.group import COMMANDS
from scraper.database import opening

Run = Callable[..., Result]

README = Path(__file__).parent.parent.parent / "README.md"


@pytest.fixture
def data(specimens_db: Path, tmp_path: Path) -> Path:
    """A data folder with the database of the specimens in it."""
    (tmp_path / "unsc.db").symlink_to(specimens_db)
    return tmp_path


@pytest.fixture
def run(data: Path) -> Run:
    def run_(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["--data", str(data), *words], catch_exceptions=False)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run_


@pytest.fixture
def first(specimens_db: Path) -> tuple[str, int, str]:
    """Symbol, number and words of a first operative paragraph."""
    conn = opening.open_database(specimens_db)
    row = conn.execute(
        "SELECT r.symbol, r.number, c.text FROM clauses c JOIN resolutions r ON r.number = c.resolution"
        " WHERE c.path = 'op/1' AND c.label = '1.' ORDER BY r.number LIMIT 1"
    ).fetchone()
    return row[0], row[1], row[2]


def test_show_a_clause(run: Run, first: tuple[str, int, str]) -> None:
    symbol, number, text = first
    for words in ([f"{number}/op/1"], [symbol, "op", "1"], [f"/{symbol.replace(' ', '')}/op/1"], [f"{number} para 1"]):
        assert text in run("show", *words).output


def test_show_as_json_has_the_documented_keys(run: Run, first: tuple[str, int, str]) -> None:
    symbol, number, text = first
    shown = json.loads(run("show", f"{number}/op/1", "--json").stdout)
    assert {"symbol", "path", "label", "text", "full_text", "url"} <= shown.keys()
    assert (shown["symbol"], shown["path"], shown["label"], shown["text"]) == (symbol, "op/1", "1.", text)
    assert shown["full_text"].startswith(text)
    whole = json.loads(run("show", str(number), "--json").stdout)
    assert whole["symbol"] == symbol
    assert text in [clause["text"] for clause in whole["clauses"]]


def test_search_as_json_has_the_documented_keys(run: Run) -> None:
    found = json.loads(run("search", "the", "--json").stdout)
    assert {"query", "read_as", "ignored", "place", "total", "results"} <= found.keys()
    assert found["total"] > 0
    assert {"symbol", "path", "label", "text", "full_text", "url", "snippet"} <= found["results"][0].keys()


def test_a_word_to_leave_out_is_no_option(run: Run) -> None:
    everything = json.loads(run("search", "the", "--json").stdout)["total"]
    without = json.loads(run("search", "the", "-oil", "--json").stdout)
    assert 0 < without["total"] < everything
    assert without["query"] == "the -oil"


def test_search_says_how_it_read_the_query(run: Run) -> None:
    assert "zzqqxx" in run("search", "zzqqxx").output
    assert "0 paragraphs" in run("search", "zzqqxx").output


def test_what_begins_with_two_hyphens_is_an_option_and_an_unknown_one_an_error(run: Run) -> None:
    for words in (["--limit", "5", "oil"], ["oil", "--siz", "3"], ["oil", "--size"], ["--limit=5", "oil"]):
        assert "--" in run("search", *words, code=2).output
    assert "--size" in run("search", "oil", "--siz", "3", code=2).output


def test_what_begins_with_one_hyphen_is_a_word_to_leave_out(run: Run) -> None:
    for words in (["the", "-hostages"], ["--json", "the", "-oil"], ["the", "-j", "--size=2"]):
        out = run("search", *words).output
        assert "Usage" not in out
        assert "not" in out
    assert "Usage" in run("search", "-h").output
    assert json.loads(run("search", "--json", "--", "--limit").stdout)["query"] == "--limit"
    assert json.loads(run("search", "-oil", "--size", "1", "the", "--json").stdout)["query"] == "-oil the"


@pytest.mark.parametrize("query", ['"', "*", "(((", "AND", "a AND", "foo:oil", "C++", "NEAR(", "\u2019", "--", "\0"])
def test_no_query_is_an_error(run: Run, query: str) -> None:
    run("search", "--", query)


def test_status(run: Run, data: Path) -> None:
    told = json.loads(run("status", "--json").stdout)
    count = opening.open_database(data / "unsc.db").execute("SELECT count(*) FROM resolutions").fetchone()[0]
    assert told["resolutions"] == count
    assert f"{count} resolutions" in run("status").output


MISTAKES = [
    (["show", "nonsense at all"], 2, "nonsense at all"),
    (["show", "1"], 1, "1"),
    (["fetch"], 2, "all, new"),
    (["fetch", "2200-2100"], 2, "backwards"),
    (["fetch", "yesterday"], 2, "yesterday"),
    (["fetch", "2249", "--mirror", "not an address"], 1, "mirror"),
    (["fetch", "2249", "--mirror", "http://127.0.0.1:9"], 1, "127.0.0.1"),
    (["import", "no-such-file.zip"], 2, "no-such-file.zip"),
    (["build"], 1, "unsc fetch all"),
]


@pytest.mark.parametrize(("words", "code", "said"), MISTAKES, ids=[" ".join(words) for words, _, _ in MISTAKES])
def test_a_mistake_gets_a_sentence_and_an_exit_code(run: Run, words: list[str], code: int, said: str) -> None:
    assert said in run(*words, code=code).output


@pytest.mark.parametrize("command", ["status", "search oil", "show 2249"])
def test_without_a_database_the_next_step_is_named(tmp_path: Path, command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "unsc fetch all" in result.output


def test_a_database_of_another_version_is_named(tmp_path: Path) -> None:
    (tmp_path / "unsc.db").write_bytes(b"no database at all, but a file of some length" * 100)
    result = CliRunner().invoke(main, ["status", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "unsc build" in result.output


def test_a_port_in_use_is_named(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--port", port, "--data", str(data)])
    assert result.exit_code == 1
    assert f"--port {int(port) + 1}" in result.output


# -- the README says what the program does -------------------------------------------------------------------------


def commands_in_readme() -> list[list[str]]:
    """Every `unsc ...` in the README's code, as words."""
    blocks = re.findall(r"```\w*\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`(unsc [^`]*)`", README.read_text(encoding="utf-8"))
    found = [line for line in lines if line.startswith("unsc ")] + inline
    return [shlex.split(line)[1:] for line in found]


def command_of(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    return command


def test_every_command_and_option_in_the_readme_exists() -> None:
    commands = commands_in_readme()
    assert len(commands) > 10
    for name, *words in commands:
        command = command_of(name)
        options = {opt for param in command.params if isinstance(param, click.Option) for opt in param.opts}
        assert {word for word in words if word.startswith("--") and len(word) > 2} <= options, (name, words)


def test_every_command_and_option_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    for name, command in ((name, command_of(name)) for name in COMMANDS):
        assert f"unsc {name}" in text
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert param.opts[-1] in text or param.opts[0] in text, (name, param.opts)


def test_the_two_lines_of_the_readme_stand_alone() -> None:
    lines = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert lines[0].endswith("unsc serve")
    assert "pytest" in lines[1]
