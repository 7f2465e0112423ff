"""The polite session: what it asks, how often, what it takes for an answer, and when it leaves a host alone."""

from __future__ import annotations

import contextlib
import gzip
import random
import time
import zlib
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from hosts import Hosts, Reply, hosts_running

from scraper.errors import HostStopped, NotFound, UpstreamError, WrongContent
from scraper.upstream.checks import check_gzip_file, check_pdf, check_xml
from scraper.upstream.download import TryFailed
from scraper.upstream.fetch import Fetcher
from scraper.upstream.github import check_tree
from scraper.upstream.headers import host_of
from scraper.upstream.robots import user_agent
from scraper.upstream.throttle import Backoff, NoThrottle, Throttle, no_backoff

PAGE = "https://one.example/page"
XML = b"<paper>invented</paper>"
HTML = b"<!doctype html><html><body>Please wait</body></html>"
FILE = "https://one.example/all.tar.gz"
PACKED = gzip.compress(random.Random(1).randbytes(400_000), mtime=0)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    with hosts_running() as running:
        yield running


@pytest.fixture
def fetcher(hosts: Hosts) -> Fetcher:
    return Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=no_backoff())


class Naps:
    """A clock that only notes how long it was asked to sleep."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.time = 1000.0

    def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.time += seconds

    def now(self) -> float:
        return self.time


def test_a_document_comes_with_its_real_address(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(XML, headers={"ETag": '"7"'}))
    answer = fetcher.get(PAGE, check_xml)
    assert (answer.url, answer.body, answer.kept_headers()) == (PAGE, XML, {"etag": '"7"'})


def test_who_asks_is_said_honestly(hosts: Hosts, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts.says(PAGE, XML)
    fetcher.get(PAGE)
    said = hosts.seen[-1]["user-agent"]
    assert said.startswith("unsc-resolutions/")
    assert "Mozilla" not in said
    assert hosts.seen[-1]["accept-encoding"] == "identity", "the bytes are wanted as they are"
    monkeypatch.setenv("UNSC_CONTACT", "clerk@library.example")
    assert "clerk@library.example" in user_agent()


# -- robots.txt ------------------------------------------------------------------------------------------------


def test_robots_txt_is_read_once_a_host(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, XML)
    fetcher.get(PAGE)
    fetcher.get(PAGE)
    assert hosts.asked == ["https://one.example/robots.txt", PAGE, PAGE]


def test_what_robots_txt_forbids_is_not_asked(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says("https://one.example/robots.txt", b"User-agent: *\nDisallow: /private\n")
    hosts.says(PAGE, XML)
    with pytest.raises(HostStopped, match=r"one\.example does not want programs to read /private"):
        fetcher.get("https://one.example/private/list")
    assert fetcher.get(PAGE).body == XML
    assert "https://one.example/private/list" not in hosts.asked


@pytest.mark.parametrize(
    ("rules", "page"),
    [
        ("User-agent: *\nDisallow: /*.pdf$", "/doc/a.pdf"),
        ("User-agent: *\nAllow: /\nDisallow: /doc", "/doc/a"),  # the longest rule that fits counts, not the first
        ("User-agent: *\nAllow: /\nUser-agent: unsc-resolutions\nDisallow: /", "/doc"),
        ("User-agent: UNSC-Resolutions\nUser-agent: other\nDisallow: /doc", "/doc"),
    ],
)
def test_rules_of_robots_txt_are_read_by_rfc_9309(hosts: Hosts, fetcher: Fetcher, rules: str, page: str) -> None:
    hosts.says("https://one.example/robots.txt", rules.encode())
    with pytest.raises(HostStopped, match=r"does not want programs to read .*robots\.txt"):
        fetcher.get(f"https://one.example{page}")


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /doc\nAllow: /doc/open",
        "User-agent: lookup\nUser-agent: tool\nDisallow: /",  # words of how we introduce ourselves, and not our name
        "User-agent: *\nDisallow: /*.pdf$",
    ],
)
def test_what_robots_txt_leaves_open_is_asked(hosts: Hosts, fetcher: Fetcher, rules: str) -> None:
    hosts.says("https://one.example/robots.txt", rules.encode())
    hosts.says("https://one.example/doc/open", XML)
    assert fetcher.get("https://one.example/doc/open").body == XML


def test_robots_txt_with_too_many_rules_is_no_licence(hosts: Hosts, fetcher: Fetcher) -> None:
    agents, rules = (f"User-agent: a{i}\n" for i in range(9000)), (f"Disallow: /{i}\n" for i in range(9000))
    hosts.says("https://one.example/robots.txt", "".join([*agents, *rules]).encode())
    start = time.monotonic()
    with pytest.raises(UpstreamError, match="too many rules"):
        fetcher.get(PAGE)
    assert time.monotonic() - start < 5, "read rule by rule it takes minutes"


@pytest.mark.parametrize("said", [404, 410, HTML], ids=["404", "410", "a page of script"])
def test_without_robots_txt_there_are_no_rules(hosts: Hosts, fetcher: Fetcher, said: bytes | int) -> None:
    hosts.says("https://one.example/robots.txt", said)
    hosts.says(PAGE, XML)
    assert fetcher.get(PAGE).body == XML


def test_robots_txt_that_cannot_be_had_keeps_us_out(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says("https://one.example/robots.txt", 500)
    hosts.says(PAGE, XML)
    with pytest.raises(UpstreamError, match=r"robots\.txt: the host answers 500"):
        fetcher.get(PAGE)
    assert hosts.asked == ["https://one.example/robots.txt"] * 3


def test_robots_txt_cut_short_is_no_licence(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says("https://one.example/robots.txt", Reply(b"User-agent: *\nDisallow: /\n", cut=14))
    hosts.says(PAGE, XML)
    with pytest.raises(WrongContent, match="cut short"):
        fetcher.get(PAGE)


@pytest.mark.parametrize("delay", [7.0, 2.5])
def test_a_crawl_delay_is_kept(hosts: Hosts, delay: float) -> None:
    naps = Naps()
    fetcher = Fetcher(hosts.mirror, throttle=Throttle({}, 0.5, naps.sleep, naps.now), backoff=no_backoff())
    hosts.says("https://one.example/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\n".encode())
    hosts.says(PAGE, XML)
    for _ in range(3):
        fetcher.get(PAGE)
    assert naps.taken == [0.5, delay, delay]


# -- pace and tries --------------------------------------------------------------------------------------------


def test_requests_to_one_host_keep_their_distance() -> None:
    naps = Naps()
    pace = Throttle({"slow.example": 2.0}, 0.5, naps.sleep, naps.now)
    for host in ["slow.example", "one.example", "slow.example", "slow.example"]:
        pace.wait(host)
    assert naps.taken == [2.0, 2.0]


@pytest.mark.parametrize(
    "trouble",
    [500, 502, 503, 504, 408, Reply(XML, cut=5), HTML, b""],
    ids=["500", "502", "503", "504", "408", "cut", "page", "empty"],
)
def test_what_goes_wrong_twice_is_tried_a_third_time(hosts: Hosts, fetcher: Fetcher, trouble: bytes | int) -> None:
    hosts.says(PAGE, trouble, trouble, XML)
    assert fetcher.get(PAGE, check_xml).body == XML
    assert hosts.documents_asked() == [PAGE] * 3


def test_three_tries_are_all(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, 502)
    with pytest.raises(UpstreamError, match="the host answers 502"):
        fetcher.get(PAGE)
    assert hosts.documents_asked() == [PAGE] * 3


def test_pauses_grow(hosts: Hosts) -> None:
    naps = Naps()
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=Backoff(sleep=naps.sleep))
    hosts.says(PAGE, 500, 500, XML)
    fetcher.get(PAGE)
    assert naps.taken == [1.0, 3.0]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(hosts: Hosts, status: int) -> None:
    naps = Naps()
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=Backoff(sleep=naps.sleep))
    hosts.says(PAGE, Reply(status=status, headers={"Retry-After": "17"}), XML)
    assert fetcher.get(PAGE).body == XML
    assert naps.taken == [17.0]


def test_retry_after_may_be_a_date(hosts: Hosts) -> None:
    naps = Naps()
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=Backoff(sleep=naps.sleep))
    date = formatdate(time.time() + 60, usegmt=True)
    hosts.says(PAGE, Reply(status=503, headers={"Retry-After": date}), XML)
    fetcher.get(PAGE)
    assert 30 <= naps.taken[0] <= 60  # less by what a busy machine took to get here


def test_404_is_an_answer_and_not_tried_again(hosts: Hosts, fetcher: Fetcher) -> None:
    with pytest.raises(NotFound, match="nothing at this address"):
        fetcher.get(PAGE)
    assert hosts.documents_asked() == [PAGE]


def test_another_status_is_an_error_at_once(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, 401)
    with pytest.raises(UpstreamError, match="the host answers 401"):
        fetcher.get(PAGE)
    assert hosts.documents_asked() == [PAGE]


# -- hosts left alone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=403), r"does not let us in \(403\)"),
        (Reply(status=429), "we ask too often"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "come back in 3600 seconds"),
        (Reply(status=503, headers={"Retry-After": "3600"}), "come back in 3600 seconds"),
        (Reply(status=202, headers={"x-amzn-waf-action": "challenge"}), "asks for a browser's challenge"),
    ],
    ids=["403", "429", "429 for an hour", "503 for an hour", "challenge"],
)
def test_a_host_that_asks_us_to_stop_is_left_alone(hosts: Hosts, fetcher: Fetcher, reply: Reply, words: str) -> None:
    hosts.says(PAGE, reply)
    hosts.says("https://other.example/page", XML)
    with pytest.raises(HostStopped, match=words):
        fetcher.get(PAGE)
    with pytest.raises(HostStopped, match="left alone for the rest of this run"):
        fetcher.get("https://one.example/another")
    assert hosts.documents_asked() == [PAGE]
    assert fetcher.get("https://other.example/page").body == XML


def test_429_that_says_when_to_come_back_is_a_failure_like_others(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(status=429, headers={"Retry-After": "1"}))
    with pytest.raises(UpstreamError, match="the host answers 429") as caught:
        fetcher.get(PAGE)
    assert caught.type is UpstreamError
    assert hosts.documents_asked() == [PAGE] * 3
    assert fetcher.worth_another_round()


def test_used_up_allowance_says_until_when(hosts: Hosts, fetcher: Fetcher) -> None:
    reset = str(int(time.time()) + 600)
    hosts.says(PAGE, Reply(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}))
    with pytest.raises(HostStopped, match="new ones in 10 minutes"):
        fetcher.get(PAGE)


def test_five_failures_in_a_row_stop_a_host(hosts: Hosts, fetcher: Fetcher) -> None:
    urls = [f"https://one.example/{i}" for i in range(7)]
    for url in urls:
        hosts.says(url, 500)
    errors = []
    for url in urls:
        with pytest.raises(UpstreamError) as caught:
            fetcher.get(url)
        errors.append(caught.type)
    assert errors == [UpstreamError] * 4 + [HostStopped] * 3
    assert set(hosts.documents_asked()) == set(urls[:5])


def test_an_answer_starts_the_count_again(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, XML)
    for i in range(12):
        hosts.says(f"https://one.example/{i}", 500)
        with pytest.raises(UpstreamError, match="answers 500"):
            fetcher.get(f"https://one.example/{i}")
        if i % 4 == 3:
            fetcher.get(PAGE)


def test_worth_another_round_only_where_the_host_may_still_be_asked(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, 500)
    with pytest.raises(UpstreamError):
        fetcher.get(PAGE)
    assert fetcher.worth_another_round()
    assert not fetcher.worth_another_round()
    hosts.says(PAGE, 403)
    with pytest.raises(HostStopped):
        fetcher.get(PAGE)
    assert not fetcher.worth_another_round()


def test_a_mirror_that_is_down_is_said_once() -> None:
    fetcher = Fetcher("http://127.0.0.1:9", throttle=NoThrottle(), backoff=no_backoff())
    with pytest.raises(HostStopped, match=r"The mirror http://127\.0\.0\.1:9 cannot be reached: .*refused"):
        fetcher.get(PAGE)
    with pytest.raises(HostStopped, match="cannot be reached"):
        fetcher.get("https://other.example/page")
    assert not fetcher.worth_another_round()


def test_a_mirror_is_an_address() -> None:
    with pytest.raises(UpstreamError, match="'localhost:8000' is no address"):
        Fetcher("localhost:8000")


# -- redirects -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "location",
    [
        "https://two.example/doc/PAPER.PDF",
        "http://two.example/doc/PAPER.PDF",
        "/two.example/doc/PAPER.PDF",
        "MIRROR/two.example/doc/PAPER.PDF",
    ],
)
def test_a_redirect_to_another_host_stays_on_the_mirror(hosts: Hosts, fetcher: Fetcher, location: str) -> None:
    location = location.replace("MIRROR", hosts.mirror)
    hosts.says(PAGE, Reply(status=302, headers={"Location": location}))
    hosts.says("https://two.example/doc/PAPER.PDF", XML)
    answer = fetcher.get(PAGE)
    assert (answer.url, answer.body) == ("https://two.example/doc/PAPER.PDF", XML)
    assert "https://two.example/robots.txt" in hosts.asked


@pytest.mark.parametrize("location", ["/doc/PAPER.PDF", "doc/PAPER.PDF"])
def test_a_redirect_on_the_same_host(hosts: Hosts, fetcher: Fetcher, location: str) -> None:
    hosts.says(PAGE, Reply(status=301, headers={"Location": location}))
    hosts.says("https://one.example/doc/PAPER.PDF", XML)
    assert fetcher.get(PAGE).url == "https://one.example/doc/PAPER.PDF"


def test_redirects_on_a_mirror_in_a_folder() -> None:
    fetcher = Fetcher("http://proxy.example/keep/")
    assert fetcher._mirrored(PAGE) == "http://proxy.example/keep/one.example/page"
    assert fetcher._redirect_target(PAGE, "/keep/two.example/x") == "https://two.example/x"
    assert fetcher._redirect_target(PAGE, "/two.example/x") == "https://two.example/x"
    assert fetcher._redirect_target(PAGE, "/error") == "https://one.example/error"


def test_a_redirect_not_followed_is_an_answer(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(status=302, headers={"Location": "/error"}))
    answer = fetcher.get(PAGE, follow=False)
    assert (answer.status, answer.location) == (302, "https://one.example/error")


def test_redirects_in_circles_end(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(status=302, headers={"Location": "/page"}))
    with pytest.raises(WrongContent, match="lead in circles"):
        fetcher.get(PAGE)


def test_only_https_is_asked_for(fetcher: Fetcher) -> None:
    for url in ["http://one.example/", "file:///etc/hostname", "ftp://one.example/"]:
        with pytest.raises(UpstreamError, match="not an https address"):
            fetcher.get(url)


# -- bodies ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "check", "words"),
    [
        (HTML, check_xml, "an HTML page came"),
        (b"\n\n<html lang=en>", check_pdf, "an HTML page came"),
        (b"<!-- maintenance -->\n<!DOCTYPE HTML>", check_tree, "an HTML page came"),
        (b"", check_tree, "an empty answer"),
        (b"<paper>inven", check_xml, "breaks off"),
        (b"%PDF-1.7 half of it", check_pdf, "breaks off"),
        (b"PK\x03\x04", check_pdf, "not a PDF"),
        (b'{"tree": [', check_tree, "not whole JSON"),
        (b"plain words", check_xml, "not XML"),
    ],
)
def test_a_body_is_judged_by_its_bytes(hosts: Hosts, fetcher: Fetcher, body: bytes, check, words: str) -> None:
    hosts.says(PAGE, Reply(body, headers={"Content-Type": "application/xml"}))
    with pytest.raises(WrongContent, match=words):
        fetcher.get(PAGE, check)


def test_a_cut_body_is_named(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(XML * 100, cut=1000))
    with pytest.raises(WrongContent, match="cut short"):
        fetcher.get(PAGE, check_xml)


def test_a_body_beyond_the_limit_is_not_taken(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, b"x" * 2000)
    with pytest.raises(UpstreamError, match="at most 1,000"):
        fetcher.get(PAGE, limit=1000)


def test_304_comes_back_without_a_body(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, lambda headers: Reply(status=304 if headers.get("if-none-match") == '"7"' else 200))
    assert fetcher.get(PAGE, check_xml, headers={"If-None-Match": '"7"'}).status == 304


# -- the clock, and what comes over the wire ---------------------------------------------------------------------

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
DRIPS = {
    "status line": Reply(raw=b"HT", drip=b"T"),
    "headers": Reply(raw=OK, drip=b"X-A: b\r\n"),
    "go on": Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\n", drip=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": Reply(raw=OK + b"Content-Length: 100000\r\n\r\n", drip=b"x"),
    "body without a length": Reply(raw=OK + b"\r\n", drip=b"x"),
    "chunks": Reply(raw=CHUNKED, drip=b"1\r\nx\r\n"),
    "a chunk's length": Reply(raw=CHUNKED, drip=b"0"),
    "trailers": Reply(raw=CHUNKED + b"3\r\nabc\r\n0\r\n", drip=b"X-A: b\r\n"),
    "packed body": Reply(raw=OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:9], drip=b"\0"),
}


@pytest.mark.parametrize(
    ("how", "what"),
    [
        *(("get", what) for what in DRIPS),
        *(("download", what) for what in ("headers", "body", "trailers")),
        *(("redirect", what) for what in ("headers", "body")),
    ],
)
def test_no_drip_outlives_the_deadline(hosts: Hosts, tmp_path: Path, how: str, what: str) -> None:
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=no_backoff(), deadline=0.25)
    hosts.says("https://one.example/robots.txt", b"")
    hosts.says(FILE, DRIPS[what])
    hosts.says(PAGE, Reply(status=302, headers={"Location": FILE}))
    start = time.monotonic()
    asked = {
        "get": lambda: fetcher.get(FILE),
        "redirect": lambda: fetcher.get(PAGE),
        "download": lambda: fetcher.download(FILE, tmp_path / "all", check_gzip_file),
    }
    with pytest.raises(UpstreamError, match="not whole after"):
        asked[how]()
    assert time.monotonic() - start < 3, "the drip goes on for half a minute"
    assert hosts.asked.count(FILE) <= 1, "there is no time for another try"


def test_the_clock_counts_tries_and_redirects_together(hosts: Hosts) -> None:
    def slow(headers: object) -> Reply:
        time.sleep(0.3)
        return Reply(status=302, headers={"Location": PAGE})

    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=no_backoff(), deadline=0.5)
    hosts.says("https://one.example/robots.txt", b"")
    hosts.says(PAGE, slow)
    with pytest.raises(UpstreamError, match="not whole after"):
        fetcher.get(PAGE)
    assert len(hosts.documents_asked()) <= 2


def test_no_pause_outlives_the_deadline(hosts: Hosts) -> None:
    naps = Naps()
    fetcher = Fetcher(hosts.mirror, throttle=NoThrottle(), backoff=Backoff(sleep=naps.sleep), deadline=10)
    hosts.says(PAGE, Reply(status=503, headers={"Retry-After": "60"}))
    with pytest.raises(UpstreamError, match="answers 503"):
        fetcher.get(PAGE)
    assert naps.taken == []


def packed(body: bytes, how: str = "gzip") -> Reply:
    return Reply(body, headers={"Content-Encoding": how})


@pytest.mark.parametrize("how", ["gzip", "x-gzip", "deflate", "identity"])
def test_a_body_packed_though_we_asked_for_it_as_it_is(
    hosts: Hosts, fetcher: Fetcher, tmp_path: Path, how: str
) -> None:
    pack = {"identity": bytes, "deflate": zlib.compress}.get(how, gzip.compress)
    hosts.says(PAGE, packed(pack(XML), how))
    assert fetcher.get(PAGE, check_xml).body == XML
    hosts.says(FILE, packed(pack(PACKED), how))
    fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert (tmp_path / "all").read_bytes() == PACKED


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (packed(gzip.compress(bytes(5 << 20))), "sends more than 1,000,000 bytes"),
        (packed(gzip.compress(XML)[:-3]), "cut short"),
        (packed(gzip.compress(XML)[:-8] + bytes(8)), "packed and is damaged"),
        (packed(XML), "packed and is damaged"),
        (packed(XML, "br"), "packed in a way that was not asked for"),
        (packed(gzip.compress(gzip.compress(XML)), "gzip, gzip"), "packed in a way that was not asked for"),
    ],
)
def test_a_packed_body_is_counted_by_what_comes_out(hosts: Hosts, fetcher: Fetcher, reply: Reply, words: str) -> None:
    hosts.says(PAGE, reply)
    with pytest.raises(UpstreamError, match=words):
        fetcher.get(PAGE, limit=1_000_000)


def test_what_follows_a_body_is_counted_too(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(raw=CHUNKED + b"0\r\n" + b"X-A: b\r\n" * (10 << 17)))
    with pytest.raises(UpstreamError, match="far more bytes than it should"):
        fetcher.get(PAGE, limit=1000)


@pytest.mark.parametrize(
    "location",
    [
        "https://[::1", "https://", "https:///x", "https://127.0.0.1/x", "https://one.example:99999/x", "https://x:y/",
        "https://user:word@one.example/", "https://" + "a" * 70 + ".example/", "https://.example/", "https://one..example/",
        "https://one.example/" + "a" * 3000, "https://\u00b2\u00b3.example/", "ftp://one.example/", "//[", "\t", "",
        "javascript:alert(1)", "https://one.example\\@two.example/",
    ],
)  # fmt: skip
def test_a_redirect_that_is_no_address(hosts: Hosts, fetcher: Fetcher, location: str) -> None:
    hosts.says(PAGE, Reply(status=302, headers={"Location": location}))
    with pytest.raises(UpstreamError):
        fetcher.get(PAGE)
    with contextlib.suppress(UpstreamError, TryFailed):
        assert host_of(Fetcher()._redirect_target(PAGE, location)) == "one.example"


NUMBERS = ["\u00b2", "9" * 5000, "-1", "1e9", "+5", "1_0", "0x10", " ", "5, 6"]


@pytest.mark.parametrize("said", NUMBERS)
def test_a_length_that_is_none(hosts: Hosts, fetcher: Fetcher, said: str) -> None:
    hosts.says(PAGE, Reply(raw=OK + b"Content-Length: " + said.encode("latin-1") + b"\r\n\r\n" + XML))
    with contextlib.suppress(UpstreamError):
        assert fetcher.get(PAGE, check_xml).body == XML


@pytest.mark.parametrize("said", [*NUMBERS, "Mon, 1 Jan 99999 00:00:00 GMT", "1 Jan 1 00:00:00 -9999", "x" * 5000])
def test_numbers_in_headers_that_are_none(hosts: Hosts, fetcher: Fetcher, said: str) -> None:
    hosts.says(PAGE, Reply(status=503, headers={"Retry-After": said}))
    with pytest.raises(UpstreamError, match="the host answers 503"):
        fetcher.get(PAGE)
    hosts.says(PAGE, Reply(status=403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": said}))
    with pytest.raises(HostStopped, match="does not let us in"):
        fetcher.get(PAGE)


@pytest.mark.parametrize(
    "rules",
    ["Disallow: //[", "Crawl-delay: \u00b2", "Crawl-delay: " + "9" * 5000, "Request-rate: \u00b2/\u00b2", "\0" * 99],
)
def test_rules_that_cannot_be_understood(hosts: Hosts, fetcher: Fetcher, rules: str) -> None:
    hosts.says("https://one.example/robots.txt", f"User-agent: *\n{rules}\n".encode())
    hosts.says(PAGE, XML)
    with contextlib.suppress(WrongContent):
        assert fetcher.get(PAGE).body == XML


def test_an_etag_that_cannot_be_sent_back_is_not_kept(hosts: Hosts, fetcher: Fetcher) -> None:
    hosts.says(PAGE, Reply(raw=OK + b'ETag: "a\x01b"\r\nLast-Modified: then\r\n\r\n' + XML))
    assert fetcher.get(PAGE).kept_headers() == {"last-modified": "then"}


# -- downloads -------------------------------------------------------------------------------------------------


def in_ranges(headers: dict[str, str]) -> Reply:
    """A host that sends the rest of a file on request, and at first hangs up half-way."""
    validator = {"ETag": '"same"'}
    if headers.get("if-range") == '"same"':
        start = int(headers["range"].removeprefix("bytes=").rstrip("-"))
        about = {"Content-Range": f"bytes {start}-{len(PACKED) - 1}/{len(PACKED)}"}
        return Reply(PACKED[start:], 206, validator | about)
    return Reply(PACKED, headers=validator, cut=len(PACKED) // 2)


def test_a_download_is_put_in_its_place_whole(hosts: Hosts, fetcher: Fetcher, tmp_path: Path) -> None:
    hosts.says(FILE, PACKED)
    shown: list[tuple[int, int | None]] = []
    fetcher.download(FILE, tmp_path / "all", check_gzip_file, progress=lambda *bytes_: shown.append(bytes_))
    assert (tmp_path / "all").read_bytes() == PACKED
    assert shown[-1] == (len(PACKED), len(PACKED))
    assert [path.name for path in tmp_path.iterdir()] == ["all"]


def test_a_download_goes_on_where_it_broke_off(hosts: Hosts, fetcher: Fetcher, tmp_path: Path) -> None:
    hosts.says(FILE, in_ranges)
    fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert (tmp_path / "all").read_bytes() == PACKED
    gone_on_from = int(hosts.seen[-1]["range"].removeprefix("bytes=").rstrip("-"))
    assert 0 < gone_on_from <= len(PACKED) // 2


def test_a_part_of_another_version_is_thrown_away(hosts: Hosts, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "all.part").write_bytes(b"older bytes")
    (tmp_path / "all.part.json").write_text(f'{{"url": "{FILE}", "validator": "\\"old\\""}}')
    hosts.says(FILE, lambda headers: Reply(PACKED))
    fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert hosts.seen[-1]["if-range"] == '"old"'
    assert (tmp_path / "all").read_bytes() == PACKED


def test_a_part_that_cannot_be_vouched_for_is_not_gone_on_with(hosts: Hosts, fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "all.part").write_bytes(PACKED[:99])
    (tmp_path / "all.part.json").write_text(f'{{"url": "{FILE}", "validator": ""}}')
    hosts.says(FILE, PACKED)
    fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert "range" not in hosts.seen[-1]


@pytest.mark.parametrize(
    "about",
    [
        b"[]", b"{}", b"null", b"{" * 99_999, b'{"url": 5}', b'{"url": "\\ud800"}', b'{"url": "URL", "validator": 7}',
        b'{"url": "URL", "validator": "a\\nb"}', b'{"url": "URL", "validator": "\\u0416"}', b"\xff", b"",
    ],
)  # fmt: skip
def test_a_note_beside_a_part_that_is_none(hosts: Hosts, fetcher: Fetcher, tmp_path: Path, about: bytes) -> None:
    (tmp_path / "all.part").write_bytes(b"older bytes")
    (tmp_path / "all.part.json").write_bytes(about.replace(b"URL", FILE.encode()))
    hosts.says(FILE, PACKED)
    fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert (tmp_path / "all").read_bytes() == PACKED


@pytest.mark.parametrize("body", [PACKED[:-5], HTML, PACKED[:-4] + b"\0\0\0\0"])
def test_a_download_that_is_not_whole_never_gets_its_name(
    hosts: Hosts, fetcher: Fetcher, tmp_path: Path, body: bytes
) -> None:
    hosts.says(FILE, body)
    with pytest.raises(WrongContent):
        fetcher.download(FILE, tmp_path / "all", check_gzip_file)
    assert list(tmp_path.iterdir()) == []


def test_a_download_beyond_the_limit_is_not_taken(hosts: Hosts, fetcher: Fetcher, tmp_path: Path) -> None:
    hosts.says(FILE, PACKED)
    with pytest.raises(UpstreamError, match="at most 10"):
        fetcher.download(FILE, tmp_path / "all", check_gzip_file, limit=10)
    assert not (tmp_path / "all").exists()
