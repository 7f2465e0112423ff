"""One polite HTTP session for everything this program asks of the outside.

The rules, from what the hosts ask for, and how they go together with getting done:

* Each request says honestly who asks. Nothing imitates a browser; a challenge is never solved.
* robots.txt is read once a host and obeyed. Where it answers 404 or 410, or a web page (hosts that are one page of
  script do so), there are no rules. Where it cannot be had after three tries the host is left alone for now: RFC 9309,
  2.3.1.4, has that read as "all disallowed".
* Requests to one host keep a pause between them (`Throttle`).
* A request is tried three times at most, one try after another, with growing pauses (`Backoff`). What is worth another
  try: a broken or slow connection, 408, 429, 5xx, a body cut short, a body that is not the document asked for.
* Retry-After is waited for, up to `Backoff.longest`; a host that asks for more is stopped.
* "403 and 429 stop the host": 403 at once, and 429 unless it comes with a Retry-After that we can wait for: then the
  host says how often it may be asked, which is obeyed, and the try counts as any other that went wrong.
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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from urllib.parse import urlsplit

import requests
from protego import Protego

from scraper.errors import HostStopped, NotFound, UpstreamError, WrongContent
from scraper.upstream.checks import Check, is_html, refuse_html
from scraper.upstream.download import Download, OnBytes, OutOfTime, TryFailed, WrongAnswer
from scraper.upstream.headers import host_of, resolve, retry_after, say_allowance, sendable
from scraper.upstream.raw import writing
from scraper.upstream.robots import PROGRAM, read_rules, user_agent
from scraper.upstream.throttle import Backoff, RateLimiter, Throttle
from scraper.upstream.wire import (
    BROKEN,
    CONNECT,
    IDLE,
    Budget,
    TimedAdapter,
    describe,
    read_body,
    stated_length,
    what_failed,
    within,
)

DEADLINE = 1800.0
"""Seconds that one request may take in all, its tries, pauses and redirects included, however steadily it drips."""

LARGEST = 64 << 20
"""Bytes an answer kept in memory may have."""

LARGEST_FILE = 2 << 30
"""Bytes a download may have; upstream's archives have some tens of millions."""

REDIRECTS = 5
REDIRECTING = frozenset({301, 302, 303, 307, 308})
FAILURES_IN_A_ROW = 5

HOST_FIRST = re.compile(r"/[a-z0-9-]+(?:\.[a-z0-9-]+)+/.*", re.I | re.S)
"""`/documents.un.org/doc/UNDOC/...`: how a mirror writes a redirect to one of its hosts."""


@dataclass(frozen=True, slots=True)
class HostAnswer:
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
        self,
        mirror: str = "",
        *,
        throttle: RateLimiter | None = None,
        backoff: Backoff | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        """`mirror` is the address that stands in for all hosts, or "". Raises UpstreamError where it is none."""
        if mirror and not re.match(r"https?://[^/\s]+", mirror):
            raise UpstreamError(f"The mirror {mirror!r} is no address: it must begin with http:// or https://")
        self.mirror = mirror.rstrip("/")
        self.throttle: RateLimiter = throttle or Throttle()
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
        self._failed_hosts: set[str] = set()
        self._one_try: dict[str, tuple[float, float]] = {}
        self._unreachable = ""
        self._answered = False

    def get(
        self, url: str, check: Check = refuse_html, *, headers: Mapping[str, str] | None = None,
        limit: int = LARGEST, follow: bool = True,
    ) -> HostAnswer:  # fmt: skip
        """Ask for a document and check it; with `follow=False` a redirect is an answer, and is not checked.

        A 304 (asked for with If-None-Match) comes back with no body. Raises NotFound for 404 and 410, WrongContent
        where the check refuses what came, HostStopped, and UpstreamError for anything else that kept going wrong.
        """

        def once(budget: Budget) -> HostAnswer:
            with self._opened(url, headers or {}, follow, budget) as (real, response):
                answer = self._read_answer(real, response, limit, budget)
            if answer.status in (206, 416):
                raise WrongAnswer("a part came, and the whole was asked for", answer.status)
            if answer.status == 200:
                _run_check(check, answer.body)
            return answer

        return self._with_tries(url, once, limit)

    def download(
        self, url: str, target: Path, check: Callable[[Path], None], *, limit: int = LARGEST_FILE,
        has_checksum: bool = False, progress: OnBytes = lambda done, total: None,
    ) -> HostAnswer:  # fmt: skip
        """Ask for a big file and put it at `target`, complete and checked; until then it stands beside it as `.part`.

        A part left by a broken connection or a killed run is gone on with where the host lets us: Range with If-Range,
        or Range alone where `has_checksum` says that the check would notice two halves that do not belong together (a
        published checksum). `progress` is told the bytes so far and the total, where known. Raises as `get` does, and
        StoreError where the disk is full.
        """
        download = Download(target, url, has_checksum)

        def once(budget: Budget) -> HostAnswer:
            with writing(download.path):
                headers = download.headers()
            with self._opened(url, headers, True, budget) as (real, response):
                if response.status_code == 416:
                    download.discard()
                    raise WrongAnswer("the part already here does not fit any more", status=416)
                self._append(response, download, limit, progress, budget)
                answer = HostAnswer(real, response.status_code, sendable(response.headers))
            download.finish(check)
            return answer

        return self._with_tries(url, once, limit)

    def worth_another_round(self) -> bool:
        """Whether requests were given up, since this was last asked, on hosts that may still be asked."""
        with self._lock:
            hosts, self._failed_hosts = self._failed_hosts - set(self._stopped), set()
            return bool(hosts) and self._answered

    def why_unreachable(self) -> str:
        """Why no host has answered at all in this run, as a sentence; "" where one has, or none was asked."""
        if self._answered or not self._unreachable:
            return ""
        return str(self._mirror_down()) if self.mirror else f"No source can be reached: {self._unreachable}."

    def pause_between_rounds(self, after_round: int) -> None:
        """Wait between two rounds, longer each time: 5 s, 15 s."""
        self.backoff.sleep(5.0 * self.backoff.factor ** (after_round - 1))

    def probe(self, host: str, seconds: float) -> str:
        """Ask a host once for its robots.txt: "" where an answer of any kind comes in time, else why none does."""
        try:
            with within(Budget(seconds, LARGEST)):
                self._session.get(
                    self._mirrored(f"https://{host}/robots.txt"), headers={"User-Agent": self._agent}, stream=True,
                    timeout=seconds, allow_redirects=False,
                ).close()  # fmt: skip
        except BROKEN as error:
            return describe(error)
        return ""

    def limit_to_one_try(self, host: str, timeout: tuple[float, float]) -> None:
        """Give this host one try until it has answered; `timeout` in seconds, as CONNECT and IDLE."""
        with self._lock:
            self._one_try[host] = timeout

    def _timeouts(self, host: str) -> tuple[float, float]:
        return self._one_try.get(host, (CONNECT, IDLE))

    # -- one request, tried up to three times ------------------------------------------------------------------

    def _with_tries(self, url: str, once: Callable[[Budget], HostAnswer], limit: int) -> HostAnswer:
        host = host_of(url)
        budget = Budget(self.deadline, limit, self._timeouts(host)[1])
        for tried in range(1, self._tries(host) + 1):
            try:
                answer = once(budget)
            except TryFailed as trouble:
                no_time = isinstance(trouble, OutOfTime) or self.backoff.seconds(tried, trouble.wait) >= budget.left
                if tried >= self._tries(host) or no_time:
                    raise self._note_failure(host, url, trouble) from trouble
                self.backoff.pause(tried, trouble.wait)
            except NotFound:
                self._note_success(host)
                raise
            else:
                self._note_success(host)
                return answer
        raise AssertionError("a request has at least one try")

    def _tries(self, host: str) -> int:
        return 1 if host in self._one_try or (self._unreachable and not self._answered) else self.backoff.tries

    def _note_success(self, host: str) -> None:
        with self._lock:
            self._failures[host] = 0
            self._one_try.pop(host, None)

    def _note_failure(self, host: str, url: str, trouble: TryFailed) -> UpstreamError:
        with self._lock:
            self._failures[host] = self._failures.get(host, 0) + 1
            self._failed_hosts.add(host)
            if not trouble.status and not self._answered:
                self._unreachable = trouble.words
                if self.mirror:
                    return self._mirror_down()
            if host in self._one_try:
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
    def _opened(
        self, url: str, headers: Mapping[str, str], follow: bool, budget: Budget
    ) -> Iterator[tuple[str, requests.Response]]:
        """The answer at the end of all redirects, its body not read yet, with its real address."""
        for _ in range(REDIRECTS + 1):
            self._check_allowed(url)
            response = self._send(url, headers, budget)
            try:
                self._check_status(url, response)
                if response.status_code not in REDIRECTING or not follow:
                    yield url, response
                    return
                url = self._redirect_target(url, response.headers.get("Location", ""))
            finally:
                response.close()
        raise WrongAnswer("its redirects lead in circles", status=302)

    def _send(self, url: str, headers: Mapping[str, str], budget: Budget) -> requests.Response:
        host = host_of(url)
        rules = self._robots.get(host)
        delay = rules.crawl_delay(PROGRAM) if rules else None
        self.throttle.wait(host, min(delay or 0.0, self.backoff.longest))
        sent = {"User-Agent": self._agent, "Accept-Encoding": "identity", "Accept": "*/*", **headers}
        budget.begin_answer()
        try:
            connect, idle = self._timeouts(host)
            with within(budget):
                response = self._session.get(
                    self._mirrored(url), headers=sent, stream=True, timeout=(budget.wait(connect), idle),
                    allow_redirects=False,
                )  # fmt: skip
        except BROKEN as error:
            raise what_failed(error, budget) from error
        self._answered = True
        return response

    def _check_status(self, url: str, response: requests.Response) -> None:
        """Raise what the status means, unless it is an answer or a redirect."""
        status, host, headers = response.status_code, host_of(url), sendable(response.headers)
        if status in (200, 206, 304, 416) or status in REDIRECTING:
            return
        if status in (404, 410):
            raise NotFound(f"{url}: there is nothing at this address ({status}).")
        wait = retry_after(headers.get("retry-after", ""))
        if "x-amzn-waf-action" in headers:
            raise self._stop(host, "asks for a browser's challenge, which this program does not take")
        if status == 403:
            raise self._stop(host, "does not let us in (403)" + say_allowance(headers))
        if status == 429 and wait is None:
            raise self._stop(host, "says that we ask too often (429)")
        if wait is not None and wait > self.backoff.longest:
            raise self._stop(host, f"asks us to come back in {wait:.0f} seconds ({status})")
        if status in (408, 429) or status >= 500:
            raise TryFailed(f"the host answers {status}", status=status, wait=wait)
        raise UpstreamError(f"{url}: the host answers {status}.")

    def _check_allowed(self, url: str) -> None:
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
            self._robots[host] = read_rules(host, self._robots_txt(host))
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

    def _redirect_target(self, url: str, location: str) -> str:
        """The real address that a Location header of the answer to `url` means; a mirror may have rewritten it."""
        onward = resolve(self._mirrored(url), location)
        if not onward:
            raise WrongAnswer("a redirect came that leads nowhere", status=302)
        if self.mirror and _origin(onward) == _origin(self.mirror):
            path = onward.removeprefix(self.mirror).removeprefix(_origin(self.mirror))
            named = HOST_FIRST.fullmatch(path)
            return f"https:/{path}" if named else resolve(url, location)
        return re.sub(r"\Ahttp:", "https:", onward)

    # -- bodies ------------------------------------------------------------------------------------------------

    def _read_answer(self, real: str, response: requests.Response, limit: int, budget: Budget) -> HostAnswer:
        headers, status = sendable(response.headers), response.status_code
        if status in REDIRECTING:
            return HostAnswer(real, status, headers, location=self._redirect_target(real, headers.get("location", "")))
        body = b"".join(read_body(response, limit, budget)) if status != 304 else b""
        return HostAnswer(real, status, headers, body)

    def _append(
        self, response: requests.Response, download: Download, limit: int, progress: OnBytes, budget: Budget
    ) -> None:
        length = stated_length(response)
        with writing(download.path), download.open(response.status_code, sendable(response.headers)) as file:
            done = file.tell()
            total = length + done if length is not None else None
            for chunk in read_body(response, limit - done, budget):
                file.write(chunk)
                done += len(chunk)
                progress(done, total)
            file.flush()
            os.fsync(file.fileno())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _run_check(check: Check, body: bytes) -> None:
    try:
        check(body)
    except WrongContent as error:
        raise WrongAnswer(str(error), status=200) from error
