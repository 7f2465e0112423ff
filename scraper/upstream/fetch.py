"""One polite HTTP session for everything this program asks of the outside.

The rules, from what the hosts ask for, and how they go together with getting done:

* Each request says honestly who asks. Nothing imitates a browser; a challenge is never solved.
* robots.txt is read once a host and obeyed. Where it answers 404 or 410, or a web page (hosts that are one page of
  script do so), there are no rules. Where it cannot be had after three tries the host is left alone for now: RFC 9309,
  2.3.1.4, has that read as "all disallowed".
* Requests to one host keep a pause between them (`Pace`).
* A request is tried three times at most, one try after another, with growing pauses (`Backoff`). What is worth another
  try: a broken or slow connection, 408, 429, 5xx, a body cut short, a body that is not the document asked for.
* Retry-After is waited for, up to `Backoff.longest`; a host that asks for more is stopped.
* "403 and 429 stop the host": 403 at once, and 429 unless it comes with a Retry-After that we can wait for: then the
  host is telling us the pace, which is obeyed, and the try counts as any other that went wrong.
* "Five failures in a row stop the host": a failure is a request given up after its tries; any answer starts the count
  again. A stopped host is asked nothing more in this run.
* A request given up is not repeated here; the caller may come back to what is left in a later round, after a pause.
* Where nothing at all has answered yet in this run (no network), hosts after the first get one try each; a mirror that
  cannot be reached stops everything, for it stands for all hosts. A host in doubt (`doubt`) gets one try, and is
  stopped where that fails.

With a mirror, `https://HOST/PATH` is asked for as `MIRROR/HOST/PATH`, redirects included, and nothing goes elsewhere.
"""

from __future__ import annotations

import os
import re
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from urllib.parse import urlsplit

import requests
import urllib3
from protego import Protego

from scraper.errors import HostStopped, NotFound, UpstreamError, WrongContent
from scraper.upstream.checks import Check, is_html, refuse_html
from scraper.upstream.download import Part, Progressed, TooSlow, Trouble, Wrong
from scraper.upstream.headers import allowance, host_of, join, readable, retry_after, whole_number
from scraper.upstream.raw import writing
from scraper.upstream.throttle import Backoff, Pace, Waits
from scraper.upstream.wire import BROKEN, CONNECT, IDLE, Budget, TimedAdapter, pieces, spending

DEADLINE = 1800.0
"""Seconds that one request may take in all, its tries, pauses and redirects included, however steadily it drips."""

LARGEST = 64 << 20
"""Bytes an answer kept in memory may have."""

LARGEST_FILE = 2 << 30
"""Bytes a download may have; upstream's archives have some tens of millions."""

PROGRAM = "unsc-resolutions"
"""The name by which robots.txt may address this program."""

MOST_RULES = 200_000
"""Programs named in a robots.txt times its other lines: its reader gives each of the programs in a group each rule."""

REDIRECTS = 5
REDIRECTING = frozenset({301, 302, 303, 307, 308})
FAILURES_IN_A_ROW = 5

HOST_FIRST = re.compile(r"/[a-z0-9-]+(?:\.[a-z0-9-]+)+/.*", re.I | re.S)
"""`/documents.un.org/doc/UNDOC/...`: how a mirror writes a redirect to one of its hosts."""


def user_agent() -> str:
    """Who asks: program, version, and whom to write to.

    That is `UNSC_CONTACT` (the person who runs it), else the address or the author in the package's own metadata.
    """
    contact, version = os.environ.get("UNSC_CONTACT", "").strip(), "0"
    try:
        about = metadata(PROGRAM)
        version = about["Version"]
        pages, people = about.get_all("Project-URL") or [""], about.get_all("Author-email") or [""]
        contact = contact or pages[0].rpartition(",")[2].strip() or people[0]
    except PackageNotFoundError:
        pass
    tool = "lookup tool for Security Council resolutions"
    return f"{PROGRAM}/{version} ({tool}; contact: {contact or 'none set'})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said. `url` is the real address (no mirror in it) after redirects; header names in lower case.

    `location` is the real address an answer points on to, where it was asked for with `follow=False`.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    location: str = ""

    def kept_headers(self) -> dict[str, str]:
        """The headers worth keeping with the bytes: what a later conditional request needs."""
        return {name: self.headers[name] for name in ("etag", "last-modified") if name in self.headers}


class Fetcher:
    """Asks hosts for documents, under the rules at the top of this module. Safe to use from a few threads."""

    def __init__(
        self, mirror: str = "", *, pace: Waits | None = None, backoff: Backoff | None = None, deadline: float = DEADLINE
    ) -> None:
        """`mirror` is the address that stands in for all hosts, or "". Raises UpstreamError where it is none."""
        if mirror and not re.match(r"https?://[^/\s]+", mirror):
            raise UpstreamError(f"The mirror {mirror!r} is no address: it must begin with http:// or https://")
        self.mirror = mirror.rstrip("/")
        self.pace: Waits = pace or Pace()
        self.backoff = backoff or Backoff()
        self.deadline = deadline
        self._agent = user_agent()
        self._session = requests.Session()
        self._session.mount("https://", TimedAdapter())
        self._session.mount("http://", TimedAdapter())
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._lock = threading.RLock()
        self._robots: dict[str, Protego] = {}
        self._failures: dict[str, int] = {}
        self._stopped: dict[str, str] = {}
        self._given_up_on: set[str] = set()
        self._doubted: dict[str, tuple[float, float]] = {}
        self._unreachable = ""
        self._answered = False

    def get(
        self, url: str, check: Check = refuse_html, *, headers: Mapping[str, str] | None = None,
        limit: int = LARGEST, follow: bool = True,
    ) -> Answer:  # fmt: skip
        """Ask for a document and check it; with `follow=False` a redirect is an answer, and is not checked.

        A 304 (asked for with If-None-Match) comes back with no body. Raises NotFound for 404 and 410, WrongContent
        where the check refuses what came, HostStopped, and UpstreamError for anything else that kept going wrong.
        """

        def once(budget: Budget) -> Answer:
            with self._asked(url, headers or {}, follow, budget) as (real, response):
                answer = self._taken(real, response, limit, budget)
            if answer.status in (206, 416):
                raise Wrong("a part came, and the whole was asked for", answer.status)
            if answer.status == 200:
                _checked(check, answer.body)
            return answer

        return self._tried(url, once, limit)

    def download(
        self, url: str, target: Path, check: Callable[[Path], None], *, limit: int = LARGEST_FILE,
        certain: bool = False, progress: Progressed = lambda done, total: None,
    ) -> Answer:  # fmt: skip
        """Ask for a big file and put it at `target`, whole and checked; until then it stands beside it as `.part`.

        A part left by a broken connection or a killed run is gone on with where the host lets us: Range with If-Range,
        or Range alone where `certain` says that the check would notice two halves that do not belong together (a
        published checksum). `progress` is told the bytes so far and the total, where known. Raises as `get` does, and
        StoreError where the disk is full.
        """
        part = Part(target, url, certain)

        def once(budget: Budget) -> Answer:
            with writing(part.path):
                headers = part.headers()
            with self._asked(url, headers, True, budget) as (real, response):
                if response.status_code == 416:
                    part.forget()
                    raise Wrong("the part already here does not fit any more", status=416)
                self._append(response, part, limit, progress, budget)
                answer = Answer(real, response.status_code, readable(response.headers))
            part.finish(check)
            return answer

        return self._tried(url, once, limit)

    def worth_another_round(self) -> bool:
        """Whether requests were given up, since this was last asked, on hosts that may still be asked."""
        with self._lock:
            hosts, self._given_up_on = self._given_up_on - set(self._stopped), set()
            return bool(hosts) and self._answered

    def why_unreachable(self) -> str:
        """Why no host has answered at all in this run, as a sentence; "" where one has, or none was asked."""
        if self._answered or not self._unreachable:
            return ""
        return str(self._mirror_down()) if self.mirror else f"No source can be reached: {self._unreachable}."

    def rest(self, after_round: int) -> None:
        """Wait between two rounds, longer each time: 5 s, 15 s."""
        self.backoff.sleep(5.0 * self.backoff.factor ** (after_round - 1))

    def knock(self, host: str, seconds: float) -> str:
        """Ask a host once for its robots.txt: "" where an answer of any kind comes in time, else why none does."""
        try:
            with spending(Budget(seconds, LARGEST)):
                self._session.get(
                    self._mirrored(f"https://{host}/robots.txt"), headers={"User-Agent": self._agent}, stream=True,
                    timeout=seconds, allow_redirects=False,
                ).close()  # fmt: skip
        except BROKEN as error:
            return _in_words(error)
        return ""

    def doubt(self, host: str, timeout: tuple[float, float]) -> None:
        """Give this host one try until it has answered; `timeout` in seconds, as CONNECT and IDLE."""
        with self._lock:
            self._doubted[host] = timeout

    def _patience(self, host: str) -> tuple[float, float]:
        return self._doubted.get(host, (CONNECT, IDLE))

    # -- one request, tried up to three times ------------------------------------------------------------------

    def _tried(self, url: str, once: Callable[[Budget], Answer], limit: int) -> Answer:
        host = host_of(url)
        budget = Budget(self.deadline, limit, self._patience(host)[1])
        for tried in range(1, self._tries(host) + 1):
            try:
                answer = once(budget)
            except Trouble as trouble:
                no_time = isinstance(trouble, TooSlow) or self.backoff.seconds(tried, trouble.wait) >= budget.left
                if tried >= self._tries(host) or no_time:
                    raise self._given_up(host, url, trouble) from trouble
                self.backoff.pause(tried, trouble.wait)
            except NotFound:
                self._went_well(host)
                raise
            else:
                self._went_well(host)
                return answer
        raise AssertionError("a request has at least one try")

    def _tries(self, host: str) -> int:
        return 1 if host in self._doubted or (self._unreachable and not self._answered) else self.backoff.tries

    def _went_well(self, host: str) -> None:
        with self._lock:
            self._failures[host] = 0
            self._doubted.pop(host, None)

    def _given_up(self, host: str, url: str, trouble: Trouble) -> UpstreamError:
        with self._lock:
            self._failures[host] = self._failures.get(host, 0) + 1
            self._given_up_on.add(host)
            if not trouble.status and not self._answered:
                self._unreachable = trouble.words
                if self.mirror:
                    return self._mirror_down()
            if host in self._doubted:
                return self._stop(host, f"cannot be reached: {trouble.words}")
            if self._failures[host] >= FAILURES_IN_A_ROW:
                return self._stop(host, f"failed {FAILURES_IN_A_ROW} times in a row, last: {trouble.words}")
        return trouble.as_error(url)

    def _stop(self, host: str, why: str) -> HostStopped:
        self._stopped.setdefault(host, why)
        return self._stopped_error(host)

    def _mirror_down(self) -> HostStopped:
        return HostStopped(f"The mirror {self.mirror} cannot be reached: {self._unreachable}.")

    def _stopped_error(self, host: str) -> HostStopped:
        why = self._stopped[host]
        return HostStopped(f"{host} {why}. It is left alone for the rest of this run; try again later.")

    # -- one try: robots.txt, redirects, statuses --------------------------------------------------------------

    @contextmanager
    def _asked(
        self, url: str, headers: Mapping[str, str], follow: bool, budget: Budget
    ) -> Iterator[tuple[str, requests.Response]]:
        """The answer at the end of all redirects, its body not read yet, with its real address."""
        for _ in range(REDIRECTS + 1):
            self._allow(url)
            response = self._send(url, headers, budget)
            try:
                self._judge(url, response)
                if response.status_code not in REDIRECTING or not follow:
                    yield url, response
                    return
                url = self._onward(url, response.headers.get("Location", ""))
            finally:
                response.close()
        raise Wrong("its redirects lead in circles", status=302)

    def _send(self, url: str, headers: Mapping[str, str], budget: Budget) -> requests.Response:
        host = host_of(url)
        rules = self._robots.get(host)
        delay = rules.crawl_delay(PROGRAM) if rules else None
        self.pace.wait(host, min(delay or 0.0, self.backoff.longest))
        sent = {"User-Agent": self._agent, "Accept-Encoding": "identity", "Accept": "*/*", **headers}
        budget.begin_answer()
        try:
            connect, idle = self._patience(host)
            with spending(budget):
                response = self._session.get(
                    self._mirrored(url), headers=sent, stream=True, timeout=(budget.wait(connect), idle),
                    allow_redirects=False,
                )  # fmt: skip
        except BROKEN as error:
            raise _trouble(error, budget) from error
        self._answered = True
        return response

    def _judge(self, url: str, response: requests.Response) -> None:
        """Raise what the status means, unless it is an answer or a redirect."""
        status, host, headers = response.status_code, host_of(url), readable(response.headers)
        if status in (200, 206, 304, 416) or status in REDIRECTING:
            return
        if status in (404, 410):
            raise NotFound(f"{url}: there is nothing at this address ({status}).")
        wait = retry_after(headers.get("retry-after", ""))
        if "x-amzn-waf-action" in headers:
            raise self._stop(host, "asks for a browser's challenge, which this program does not take")
        if status == 403:
            raise self._stop(host, "does not let us in (403)" + allowance(headers))
        if status == 429 and wait is None:
            raise self._stop(host, "says that we ask too often (429)")
        if wait is not None and wait > self.backoff.longest:
            raise self._stop(host, f"asks us to come back in {wait:.0f} seconds ({status})")
        if status in (408, 429) or status >= 500:
            raise Trouble(f"the host answers {status}", status=status, wait=wait)
        raise UpstreamError(f"{url}: the host answers {status}.")

    def _allow(self, url: str) -> None:
        """Raise HostStopped where the host was stopped or its robots.txt forbids this address."""
        host, path = host_of(url), urlsplit(url).path
        with self._lock:
            if host in self._stopped:
                raise self._stopped_error(host)
            if self.mirror and self._unreachable and not self._answered:
                raise self._mirror_down()
            if path != "/robots.txt" and not self._rules(host).can_fetch(url, PROGRAM):
                raise HostStopped(f"{host} does not want programs to read {path} (robots.txt); it is left alone.")

    def _rules(self, host: str) -> Protego:
        if host not in self._robots:
            self._robots[host] = _read_rules(host, self._robots_txt(host))
        return self._robots[host]

    def _robots_txt(self, host: str) -> str:
        pages = []

        def check(data: bytes) -> None:
            pages.append(is_html(data))
            if pages[-1]:
                raise WrongContent("a page came in place of robots.txt")

        try:
            return self.get(f"https://{host}/robots.txt", check, limit=1 << 20).body.decode("utf-8-sig", "replace")
        except NotFound:
            return ""
        except WrongContent:
            if pages and pages[-1]:
                return ""
            raise

    # -- mirror ------------------------------------------------------------------------------------------------

    def _mirrored(self, url: str) -> str:
        return f"{self.mirror}/{url.removeprefix('https://')}" if self.mirror else url

    def _onward(self, url: str, location: str) -> str:
        """The real address that a Location header of the answer to `url` means; a mirror may have rewritten it."""
        onward = join(self._mirrored(url), location)
        if not onward:
            raise Wrong("a redirect came that leads nowhere", status=302)
        if self.mirror and _origin(onward) == _origin(self.mirror):
            path = onward.removeprefix(self.mirror).removeprefix(_origin(self.mirror))
            named = HOST_FIRST.fullmatch(path)
            return f"https:/{path}" if named else join(url, location)
        return re.sub(r"\Ahttp:", "https:", onward)

    # -- bodies ------------------------------------------------------------------------------------------------

    def _taken(self, real: str, response: requests.Response, limit: int, budget: Budget) -> Answer:
        headers, status = readable(response.headers), response.status_code
        if status in REDIRECTING:
            return Answer(real, status, headers, location=self._onward(real, headers.get("location", "")))
        body = b"".join(_chunks(response, limit, budget)) if status != 304 else b""
        return Answer(real, status, headers, body)

    def _append(
        self, response: requests.Response, part: Part, limit: int, progress: Progressed, budget: Budget
    ) -> None:
        length = _length(response)
        with writing(part.path), part.opened(response.status_code, readable(response.headers)) as file:
            done = file.tell()
            total = length + done if length is not None else None
            for chunk in _chunks(response, limit - done, budget):
                file.write(chunk)
                done += len(chunk)
                progress(done, total)
            file.flush()
            os.fsync(file.fileno())


def _chunks(response: requests.Response, limit: int, budget: Budget) -> Iterator[bytes]:
    """The body, bit by bit; raises where it is cut short, too large, or does not come to an end."""
    length, taken = _length(response), 0
    if length is not None and length > limit:
        raise UpstreamError(f"{response.url} would be {length:,} bytes; at most {limit:,} are taken.")
    try:
        for chunk in pieces(response):
            taken += len(chunk)
            if taken > limit or budget.is_spent:
                raise UpstreamError(f"{response.url} sends more than {limit:,} bytes; it is not taken.")
            if budget.is_late:
                raise _too_slow(budget)
            yield chunk
    except BROKEN as error:
        raise _trouble(error, budget, response.status_code) from error
    if length is not None and response.raw.tell() != length:  # urllib3 checks this itself only since version 2
        raise Wrong(f"the answer was cut short: {response.raw.tell():,} of {length:,} bytes came", status=200)


def _trouble(error: Exception, budget: Budget, status: int = 0) -> Trouble:
    """What went wrong on the wire, before an answer began (no `status`) or in the midst of it."""
    if budget.is_late:
        return _too_slow(budget)
    if budget.is_spent:
        return Wrong("the answer has far more bytes than it should", status)
    return Wrong(_in_words(error), status) if status else Trouble(_in_words(error))


def _too_slow(budget: Budget) -> TooSlow:
    return TooSlow(f"the answer was not whole after {budget.seconds:.0f} seconds")


def _read_rules(host: str, robots_txt: str) -> Protego:
    """The rules of a robots.txt. Raises WrongContent for one too large to be read: that is no licence."""
    lines = robots_txt.lower().splitlines()
    programs = sum("agent" in line for line in lines)
    if programs * (len(lines) - programs) > MOST_RULES:
        raise WrongContent(f"https://{host}/robots.txt has too many rules to be read; the host is left alone.")
    return Protego.parse(robots_txt)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _checked(check: Check, body: bytes) -> None:
    try:
        check(body)
    except WrongContent as error:
        raise Wrong(str(error), status=200) from error


def _length(response: requests.Response) -> int | None:
    return whole_number(response.headers.get("Content-Length", ""))


def _in_words(error: Exception) -> str:
    said = repr(error)
    if "NameResolution" in said or "getaddrinfo" in said or "Name or service" in said:
        return "the name of the host cannot be found (is this machine online?)"
    if "IncompleteRead" in said or isinstance(error, EOFError):
        return "the answer was cut short"
    if "refused" in said:
        return "the connection is refused"
    if isinstance(error, requests.exceptions.SSLError):
        return "the host's certificate is not accepted"
    if isinstance(error, zlib.error):
        return "the answer was packed and is damaged"
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return "the host does not answer in time"
    return "the connection broke off"
