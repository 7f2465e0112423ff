"""What reaches a terminal: words, and nothing that it obeys; whatever its encoding, and whoever has stopped reading."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import invented
import pytest
from bounded import hears_ctrl_c
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from scraper.build import rows
from scraper.cli import main
from scraper.database import write
from scraper.errors import STOPPED
from scraper.models import Facts, Parsed, Resolution, Symbol
from scraper.terminal import Styled, echo, harmless, in_one_line

CLEAR = "\x1b[2J\x1b]0;owned\x07"
HOSTILE = f"Decides {CLEAR}that\r\x9b31m lamps \u202eton era\u2066 lit\u2028in the fog."
OBEYED = set(map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, *range(0x202A, 0x202F))))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Da’esh\u00a0‑ é 议 \U0001f30d\u200e", "Da’esh\u00a0‑ é 议 \U0001f30d\u200e"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b31m\r\x00\x7f", r"\x9b31m\r\x00\x7f"),
        ("\u202elamps\u2028", r"\u202elamps\u2028"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_a_terminal_obeys_is_made_visible(words: str, shown: str) -> None:
    assert harmless(words) == shown


def test_words_that_go_into_a_sentence_stay_on_its_line() -> None:
    assert in_one_line("a\tname\nof\x1b[2J a\u00a0file\udcff") == r"a\tname\nof\x1b[2J a" + "\u00a0" + r"file\udcff"


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(words: str) -> None:
    assert not OBEYED & set(harmless(words))
    harmless(words).encode()


class Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_only_our_own_style_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", screen := Screen())
    echo(("Lit: ", Styled(f"lamps{CLEAR}", "bold")), CLEAR)
    monkeypatch.setattr("sys.stdout", paper := io.StringIO())
    echo(("Lit: ", Styled("lamps", "bold")))
    assert screen.getvalue() == "Lit: \x1b[1mlamps\\x1b[2J\\x1b]0;owned\\x07\x1b[0m\n\\x1b[2J\\x1b]0;owned\\x07\n"
    assert paper.getvalue() == "Lit: lamps\n"


# -- the command, as people run it ---------------------------------------------------------------------------------

UNSC = [sys.executable, "-c", "from scraper.cli import main; main()"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of which the one resolution, its title and its clause, would take over a terminal."""
    folder = tmp_path_factory.mktemp("hostile")
    facts = Facts(Symbol(9001, 2998), adopted="2998-03-01", title=HOSTILE, agenda="Da’esh")
    clauses = (invented.clause("op/1", HOSTILE, "1."), invented.clause("op/2", "Da’esh – é \U0001f30d.", "2."))
    with write.writing(folder / "unsc.db") as conn:
        write.insert(conn, rows.make_rows(Parsed(Resolution(facts, "", clauses, "xml")), [("text", invented.SOURCE)]))
        write.finish(conn, "unsc test", "2999-03-02T09:00:00+00:00", specimens=False)
    return folder


def run(*words: str, env: Mapping[str, str] | None = None, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*UNSC, *words], env={**os.environ, **(env or {})}, timeout=60, **{"capture_output": True, **more}
    )


COMMANDS = [
    (["show", "9001"], 0), (["search", "lamps"], 0), (["show", CLEAR], 2), ([CLEAR], 2), ([f"--{CLEAR}"], 2),
    (["fetch", CLEAR], 2), (["import", f"{CLEAR}.zip"], 2), (["show", "9001/op/1", "--json"], 0),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code"), COMMANDS, ids=[repr(words) for words, _ in COMMANDS])
def test_no_command_prints_what_a_terminal_obeys(data: Path, words: list[str], code: int) -> None:
    done = CliRunner().invoke(main, ["--data", str(data), *words])
    assert done.exit_code == code, done.output
    assert not OBEYED & set(done.output)


def test_a_file_with_such_a_name_is_told_harmlessly(tmp_path: Path) -> None:
    (odd := tmp_path / f"{CLEAR}.xml").write_bytes(b"<nothing/>")
    done = CliRunner().invoke(main, ["import", str(odd), "--data", str(tmp_path / "data")])
    assert not OBEYED & set(done.output)
    assert "Not taken" in done.output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_the_encoding_cannot_hold_is_shown_and_json_stays_exact(data: Path, encoding: str) -> None:
    shown = CliRunner(charset=encoding).invoke(main, ["--data", str(data), "show", "9001/op/2"])
    assert shown.exit_code == 0
    assert r"\U0001f30d" in shown.output
    assert (r"Da\u2019esh \u2013 " in shown.output) == (encoding != "cp1252")
    answer = CliRunner(charset=encoding).invoke(main, ["--data", str(data), "show", "9001", "--json"])
    clauses = json.loads(answer.stdout)["clauses"]
    assert [clause["text"] for clause in clauses] == [HOSTILE, "Da’esh – é \U0001f30d."]


def test_a_machine_without_unicode(data: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    shown = run("--data", str(data), "show", "9001/op/2", env=env)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert rb"Da\u2019esh \u2013 " in shown.stdout


def test_a_reader_that_has_gone_is_no_error(data: Path) -> None:
    with subprocess.Popen([*UNSC, "--data", str(data), "status"], stdout=-1, stderr=-1) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


def test_a_full_disk_gets_a_sentence(data: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("--data", str(data), "status", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert done.stderr.startswith(b"Error: The output cannot be written: No space left on device.")


def test_a_full_disk_under_standard_error_stops_nothing(data: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        assert run("show", "nonsense", capture_output=False, stderr=full).returncode == 2


def test_ctrl_c_while_it_loads_gets_the_same_sentence() -> None:
    stopped = """
import sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "scraper.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from scraper.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", stopped], capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (130, STOPPED)


def test_ctrl_c_gets_a_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        mirror = f"http://127.0.0.1:{silent.getsockname()[1]}"
        command = [*UNSC, "fetch", "2249", "--mirror", mirror, "--data", str(tmp_path)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=hears_ctrl_c) as process:
            silent.accept()  # it has asked, and waits
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().strip().endswith(STOPPED)
    assert "Traceback" not in err.decode()
