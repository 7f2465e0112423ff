"""`unsc serve` where there is no database yet: with a network, with a part of one, and with none."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import papers
import pytest
from bounded import hears_ctrl_c
from click.testing import CliRunner, Result
from hosts import Hosts, Reply, hosts_running

from scraper.cli import group, serve
from scraper.database import opening
from scraper.upstream import Fetcher, reach
from scraper.upstream.throttle import NoThrottle, no_backoff

CODELOAD = "https://codeload.github.com/UNxml/SCresolutions/tar.gz/refs/heads/main"
CHECKOUT = {"2029/English/S_RES_9001 (2999)-2000407E.xml": papers.xml(9001)}
INVENTED = "Invented documents, for trying the program without a network. Nothing here is real."

Start = Callable[[str], Result]


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of this machine comes between, and nobody is waited for long."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(serve, "Fetcher", partial(Fetcher, throttle=NoThrottle(), backoff=no_backoff()))
    monkeypatch.setattr(reach, "PATIENCE", 1.0)
    monkeypatch.setattr(reach, "IN_DOUBT", (1.0, 1.0))


@pytest.fixture
def served() -> list[Path]:
    """The databases that were served, in order."""
    return []


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: list[Path]) -> Start:
    """Runs `unsc serve` up to where it would serve."""
    monkeypatch.setattr(serve, "run", lambda door, *_: served.append(door.database))

    def start_(mirror: str) -> Result:
        words = ["serve", "--port", str(free_port()), "--data", str(tmp_path), "--mirror", mirror]
        result = CliRunner().invoke(group.main, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result

    return start_


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """Hosts of which one has a text and the others nothing."""
    with hosts_running() as running:
        running.says(CODELOAD, papers.tarball(CHECKOUT))
        yield running


@pytest.fixture
def silence() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def count(database: Path) -> int:
    with closing(opening.open_database(database)) as conn:
        return int(conn.execute("SELECT count(*) FROM resolutions").fetchone()[0])


# -- no network ----------------------------------------------------------------------------------------------------


def assert_shows_specimens(result: Result, served: list[Path], data: Path, why: str) -> None:
    assert served == [data / "specimens" / "unsc.db"]
    assert not (data / "unsc.db").exists()
    assert f"No source can be reached: {why}" in result.output
    assert "The next start asks the hosts again" in result.output
    assert INVENTED in result.output


def test_connections_refused(start: Start, served: list[Path], tmp_path: Path) -> None:
    assert_shows_specimens(start("http://127.0.0.1:9"), served, tmp_path, "the connection is refused")


def test_names_that_cannot_be_found(
    start: Start, served: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_found(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    assert_shows_specimens(start(""), served, tmp_path, "the name of the host cannot be found")


def test_a_name_server_that_never_answers(
    start: Start, served: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No time-out holds while a name is looked up; the start goes on without."""
    forever = threading.Event()

    def never_found(*_: object, **__: object) -> None:
        forever.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", never_found)
    began = time.monotonic()
    result = start("")
    assert time.monotonic() - began < 25
    assert_shows_specimens(result, served, tmp_path, "it does not answer in time")
    forever.set()


def test_hosts_that_never_answer(start: Start, served: list[Path], tmp_path: Path, silence: str) -> None:
    began = time.monotonic()
    result = start(silence)
    assert time.monotonic() - began < 25
    assert "Asking 6 hosts" in result.output
    assert_shows_specimens(result, served, tmp_path, "")


def test_the_next_start_asks_the_hosts_again(start: Start, served: list[Path], tmp_path: Path, hosts: Hosts) -> None:
    start("http://127.0.0.1:9")
    start(hosts.mirror)
    assert served == [tmp_path / "specimens" / "unsc.db", tmp_path / "unsc.db"]
    assert count(tmp_path / "unsc.db") == 1


def test_texts_from_disk_are_served_without_a_network(start: Start, served: list[Path], tmp_path: Path) -> None:
    (paper := tmp_path / "S_RES_9001 (2999)-E.xml").write_bytes(papers.xml(9001))
    assert CliRunner().invoke(group.main, ["import", str(paper), "--data", str(tmp_path)]).exit_code == 0
    assert "No source can be reached" in start("http://127.0.0.1:9").output
    assert served == [tmp_path / "unsc.db"]


@pytest.mark.parametrize("command", ["status", "show 9001", "search lamp", "cite 9001"])
def test_other_commands_say_that_only_invented_documents_are_here(start: Start, tmp_path: Path, command: str) -> None:
    start("http://127.0.0.1:9")
    result = CliRunner().invoke(group.main, [*command.split(), "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "only the invented documents" in result.output
    assert "unsc fetch all" in result.output
    assert f"--data {tmp_path}/specimens" in result.output


# -- a part of the network -----------------------------------------------------------------------------------------


def test_what_some_hosts_give_is_served_and_the_rest_is_told(
    start: Start, served: list[Path], tmp_path: Path, hosts: Hosts
) -> None:
    result = start(hosts.mirror)
    assert served == [tmp_path / "unsc.db"]
    assert count(tmp_path / "unsc.db") == 1
    assert "zenodo.org" in result.output
    assert "Not everything came. Bring the rest later with: unsc fetch all, then unsc build" in result.output


def test_a_host_that_hangs_is_tried_once_more_and_then_left(
    start: Start, served: list[Path], tmp_path: Path, hosts: Hosts
) -> None:
    def hang(_: object) -> Reply:
        time.sleep(5)
        return Reply()

    hosts.says("https://zenodo.org/robots.txt", hang)
    began = time.monotonic()
    result = start(hosts.mirror)
    assert time.monotonic() - began < 20
    assert served == [tmp_path / "unsc.db"]
    assert re.search(r"zenodo\.org cannot be reached now \(.*\); it is tried once more", result.output)
    assert "zenodo.org cannot be reached: " in result.output
    assert hosts.asked.count("https://zenodo.org/robots.txt") == 2


# -- the whole way -------------------------------------------------------------------------


def test_the_first_start_without_a_network_ends_with_a_running_site(tmp_path: Path) -> None:
    port = free_port()
    words = ["serve", "--port", str(port), "--data", str(tmp_path), "--mirror", "http://127.0.0.1:9"]
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hears_ctrl_c
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            assert INVENTED in wait_for(f"http://127.0.0.1:{port}/")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in err


def wait_for(url: str) -> str:
    """The page, as soon as the server listens."""
    for _ in range(600):
        try:
            with urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")
