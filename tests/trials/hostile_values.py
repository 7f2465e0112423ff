"""Ask a running site hostile things: parameter values, addresses and methods that no browser would send.

    python tests/trials/hostile_values.py [--data DIR] [--count 20000] [--seed 8] [--workers 4] [--list FILE]

Serves the database of DIR with `unsc serve` on a free port, asks it over sockets, and prints how many answers had each
status, which requests ended in a 5xx or without an answer, how many tracebacks the server logged, and the slowest
answers. The exit code is 1 where there was a 5xx, no answer or a traceback. `--list` writes every request with its
status and time. The same seed makes the same requests; the test suite asks a small slice of them in process.
"""

from __future__ import annotations

import argparse
import http.client
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_from_bytes, quote_plus

VALUES: dict[str, tuple[str | bytes, ...]] = {
    "plain": ("", "1", "on", "max", "array", "objects", "text", "oil", "2249", "2015-11-20", "op/5", "rowid", "symbol"),
    "number": (
        "0", "-1", "-0", "+1", "1.5", "00", " 1", "1 ", "1_000", "0x10", "1e3", "1e999", "-1e999", "NaN", "Infinity",
        "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
        "9" * 400, "9" * 1900, "1" + "0" * 309, "١٢", "²", "１", "1,2", "1;2", "1/2", "null", "None", "true",
        "\u2212\u0031",
    ),
    "control": ("\x00", "a\x00b", "\r\nX-Injected: 1", "\n", "\t", "\x1b[31mred", "\x7f", "\x85", "\u2028", "\x0b"),
    "bytes": (
        b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xed\xb0\x80", b"caf\xe9", b"\xf4\x90\x80\x80", b"\xfe\xff\x00a",
    ),
    "unicode": (
        "\u202e\u0041", "a" + "\u0301" * 200, "\U0001f468\u200d\U0001f469", "\ufeff", "\ufffd", "\uffff", "ſ", "İ",
        "ß", "Da’esh", "non\u2011state", "中文", "\U0010ffff", "\u200b", "ﬃ", "\ud800", "x\udfff",
    ),
    "json": (
        "{}", "[]", "null", "[1,", '{"a":1}', '["\\ud800"]', '{"column":"\\ud800"}', "[" * 900, "[" * 900 + "]" * 900,
        '{"table":"votes"}', '{"table":"votes","column":"vote","value":"for"}', '{"table":1,"column":[],"value":{}}',
        '{"column":"year"}', '{"simple":1}', '{"column":1}', "[1,2,[3]]", '[{"a":1}]', "[1e999]", "[NaN]", '"x"', "{",
        '{"table":"nosuch","column":"x","value":1}', "[123456789012345678901234567890]", '{"column":null}',
    ),
    "sql": (
        "' or 1=1", '"', "'", "--", ";", "/*", "*/", "1; select 2", "a]b", "[a", "`", "select 1", "select :x",
        "select", "select * from resolutions", "select * from nosuch", "select 1 union select",
        "with a as (select 1) select * from a", "select x'00'", "select 'a' || char(0)",
        "select 9223372036854775807 + 1", "select 1/0", "select abs(-9223372036854775808)",
        "select :p, :q, :_request_ip", "select :_cookie_x", "select json('{')", "select 1 limit -1",
        "pragma table_info(x)", "select char(55296)", "select zeroblob(10)", "select 1e999", "select -1e999",
        "select null", "explain select 1", "select 1 as a, 2 as a", "select '\x00'", "select \x00",
        "select * from units_fts where units_fts match '\"'", "select snippet(units_fts) from units_fts",
        "select max(1,2,3) over ()", "values (1)", "select load_extension('x')", "select (" * 150 + "1" + ")" * 150,
        "select " + "-" * 900 + "1", "/* */" * 200 + "select 1", "--\n" * 300 + "select 1",
        "select 1 -- " + "/*" * 400, "select '" + "''" * 600 + "'", "select " + ",".join("1" for _ in range(700)),
        "attach 'x' as y", "select * from sqlite_master", "select 1;", "delete from votes", "select randomblob(3)",
        "select date('now','x')", "select 'a' match 'b'", "select 1 where 1 in ()",
        "select glob('*','" + "*a" * 300 + "')",
    ),
    "fts": (
        '"', "*", "^", "NEAR(", "NEAR(a b, 99999999999)", "a AND", "NOT", "OR OR", "(", "{a}: b", "col:x", "a*b*",
        "-", "+", '"' * 301, "(" * 400, "a " * 900, "-a " * 300, '"a b" ' * 150, "a OR " * 300, "organise-" * 24,
        "the " * 400,
    ),
    "path": (
        "../../etc/passwd", "..", ".", "%2e%2e", "~2E", "~00", "~ED~A0~80", "~", "~~", "a~zz", "//", "/" * 900, ";",
        "?", "#", "a.b", ".json", "a.json.json", "a" + "." * 600, "%", "%zz", "%u0041", "\\", "a,b", "," * 300, "a:b",
        "con", ":",
    ),
    "format": (
        "{}", "{0}", "{c}", "{v!r}", "%s%n%x", "{{7*7}}", "${jndi:x}", "{% raw %}", "$null", "$null,1",
        "{a.__class__}",
    ),
    "markup": (
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "</style>", "&amp;",
        "]]>",
    ),
    "long": ("a" * 1500, "a" * 2500, "(" * 1900, "é" * 320, " " * 1900, "a/" * 900, "=" * 900, "a=b" * 500, "0" * 1900),
}  # fmt: skip
"""What is put where something else is expected, by kind."""

TABLES = (
    "resolutions", "clauses", "units", "citations", "votes", "problems", "sources", "citing", "units_fts", "drafts",
    "units_exact", "footnotes", "build", "nosuch",
)  # fmt: skip

COLUMNS = ("number", "year", "symbol", "text", "resolution", "path", "rowid", "id", "title", "nosuch", "_x", "a]b", "")

OPERATORS = (
    "exact not contains endswith startswith gt gte lt lte like notlike glob in notin arraycontains"
    " arraynotcontains date isnull notnull isblank notblank nosuch"
).split()

TABLE_PARAMETERS = (
    "_size _facet _facet_array _facet_date _facet_size _facet_nosuch _sort _sort_desc _sort_by_desc _next"
    " _search _searchmode _search_text _search_nosuch _fts_table _fts_pk _where _through _col _nocol _shape"
    " _json _json_infinity _labels _label _ttl _extra _extras _timelimit _nl _nocount _nofacet _nosuggest"
    " _trace _context _stream _dl _header _filter_column _filter_op _filter_value _filter_column_1 _filter_op_1"
    " _filter_value_1 _blob_column _blob_hash _x _show_hidden _hide_sql _success __ a__b__c"
).split()

SQL_PARAMETERS = "sql sql sql sql x p q _timelimit _shape _size _json _nl _hide_sql _ttl _stream _blob_column".split()

OUR_PARAMETERS = "q q q page order group show view year".split()

OURS = (
    "/", "/search", "/search.json", "/search.csv", "/search.atom", "/suggest", "/opensearch.xml", "/coverage",
    "/coverage.json", "/topics", "/year/2015", "/topic/terrorism", "/timeline/1267", "/timeline/1267.json",
    "/S/RES/2249(2015)", "/S/RES/2249(2015)/op/5", "/S/RES/2253(2015)/annex-1", "/S/RES/2249(2015).json", "/2249/5",
    "/S/RES/2249(2015)/op/5.txt", "/S/RES/2249(2015).bib",
)  # fmt: skip

OUR_ADDRESSES = (
    "/{}", "/year/{}", "/topic/{}", "/timeline/{}", "/timeline/2249/{}", "/S/RES/{}", "/S/RES/2249{}", "/2249/{}",
    "/2249{}", "/S/RES/2249(2015)/op/{}", "/S/RES/2249(2015)/{}.json", "/search.{}", "/search/{}", "/resolution/{}",
    "/-/site/{}", "/s-res-{}", "/UNSCR%202249%20{}", "/S/RES/2249({})",
)  # fmt: skip

THEIR_ADDRESSES = (
    "/unsc/{}", "/unsc/{}.json", "/unsc.{}", "/unsc/resolutions.{}", "/unsc/resolutions/{}",
    "/unsc/resolutions/{}.json", "/unsc/votes/{}", "/unsc/votes/{}.csv", "/unsc/clauses/{}.blob", "/unsc/citing/{}",
    "/unsc/units_fts/{}.json", "/unsc/nosuch/{}", "/{}/resolutions", "/-/{}", "/-/static/{}", "/-/static-plugins/{}",
    "/unsc{}", "/unsc/resolutions{}", "/_memory/{}", "/:memory:{}", "/unsc/resolutions/2249.{}",
)  # fmt: skip

INTERNALS = (
    "metadata versions plugins settings config threads databases actor auth-token logout permissions messages"
    " allow-debug patterns"
).split()

METHODS = ("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "HEAD", "BREW", "get", "PROPFIND")


@dataclass(frozen=True, slots=True)
class Request:
    """A request, ready to be sent: the target is what stands between the method and the version."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The request in one line, cut where it is long."""
        shown = self.target if len(self.target) < 160 else f"{self.target[:120]}...({len(self.target)})"
        return f"{self.method} {shown}"


def make_requests(seed: int, count: int) -> Iterator[Request]:
    """So many hostile requests; the same seed gives the same ones."""
    chance = random.Random(seed)
    makers = (_of_table, _of_table, _of_table, _of_sql, _of_row, _of_ours, _of_ours, _of_address, _of_method)
    for _ in range(count):
        yield chance.choice(makers)(chance)


def _of_table(chance: random.Random) -> Request:
    path = f"/unsc/{chance.choice(TABLES)}{chance.choice(('', '', '.json', '.json', '.csv', '.blob', '.jsono'))}"
    pairs = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        name = chance.choice(TABLE_PARAMETERS)
        if chance.random() < 0.4:
            name = f"{chance.choice(COLUMNS)}{chance.choice(('', '__'))}{chance.choice(OPERATORS)}"
        value = chance.choice(COLUMNS) if chance.random() < 0.15 else _value(chance)
        pairs.append(f"{_encode(chance, name)}={_encode(chance, value)}")
    return Request(f"{path}?{'&'.join(pairs)}")


def _of_sql(chance: random.Random) -> Request:
    path = f"/unsc{chance.choice(('', '.json', '.csv', '.blob', '.nosuch'))}"
    pairs = [f"{name}={_encode(chance, _value(chance))}" for name in chance.sample(SQL_PARAMETERS, 2)]
    if chance.random() < 0.7:
        pairs.insert(0, f"sql={_encode(chance, chance.choice(VALUES['sql']))}")
    return Request(f"{path}?{'&'.join(pairs)}")


def _of_row(chance: random.Random) -> Request:
    path = chance.choice(THEIR_ADDRESSES)
    if path == "/-/{}" and chance.random() < 0.7:
        return Request(f"/-/{chance.choice(INTERNALS)}{chance.choice(('', '.json', '/', '.' * 9))}")
    asked = f"?{chance.choice(TABLE_PARAMETERS)}={_encode(chance, _value(chance))}" if chance.random() < 0.3 else ""
    return Request(path.replace("{}", _encode(chance, _value(chance))) + asked)


def _of_ours(chance: random.Random) -> Request:
    names = [chance.choice(OUR_PARAMETERS) for _ in range(chance.choice((1, 1, 2)))]
    pairs = [f"{name}={_encode(chance, _value(chance))}" for name in names]
    return Request(f"{chance.choice(OURS)}?{'&'.join(pairs)}")


def _of_address(chance: random.Random) -> Request:
    return Request(chance.choice(OUR_ADDRESSES).replace("{}", _encode(chance, _value(chance))))


def _of_method(chance: random.Random) -> Request:
    path = chance.choice((*OURS, "/unsc", "/unsc/resolutions", "/unsc/resolutions/2249", "/-/versions", "/nosuch"))
    named = chance.choice(("Cookie", "Authorization", "Accept", "Range", "If-None-Match", "X-Forwarded-For", "Origin"))
    value = str(_value(chance))[:500].encode("latin-1", "replace").decode("latin-1")
    headers = ((named, "".join(c for c in value if c not in "\r\n\x00")),)
    return Request(path, chance.choice((*METHODS, "GET", "GET", "GET")), headers if chance.random() < 0.6 else ())


def _value(chance: random.Random) -> str | bytes:
    value = chance.choice(VALUES[chance.choice(tuple(VALUES))])
    if isinstance(value, str) and chance.random() < 0.1:
        other = chance.choice(VALUES[chance.choice(tuple(VALUES))])
        return value + other if isinstance(other, str) else other
    return value


def _encode(chance: random.Random, value: str | bytes) -> str:
    """Percent signs in one of the ways clients write them, or none at all where the request stays one line."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    way = chance.random()
    if way < 0.70:
        return quote_from_bytes(raw, safe="")
    if way < 0.80:
        return quote_plus(raw)
    if way < 0.88:
        return quote(quote_from_bytes(raw, safe=""), safe="")
    return "".join(chr(byte) if byte > 0x20 and byte != 0x7F else f"%{byte:02X}" for byte in raw)


# Asking


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back; status 0 where nothing did."""

    request: Request
    status: int
    seconds: float


def ask(port: int, request: Request, timeout: float = 60) -> Answered:
    """Send one request on a connection of its own."""
    lines = [f"{request.method} {request.target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    began, status = time.perf_counter(), 0
    try:
        with socket.create_connection(("127.0.0.1", port), timeout) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
            response = http.client.HTTPResponse(connection, method=request.method)
            response.begin()
            status = response.status
            response.read()
    except (OSError, http.client.HTTPException):
        status = 0
    return Answered(request, status, time.perf_counter() - began)


def serve(data: Path, log: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start `unsc serve` over a data folder; return it and its port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("unsc")), "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(command, stdout=log.open("ab"), stderr=subprocess.STDOUT)
    for _ in range(300):
        if ask(port, Request("/")).status == 200:
            return server, port
        time.sleep(0.1)
    server.kill()
    raise SystemExit(f"The site did not start:\n{log.read_text()}")


def report(answered: Sequence[Answered], log: str, took: float) -> int:
    """Print what was found; return the exit code."""
    statuses = Counter(one.status for one in answered)
    failed = [one for one in answered if one.status == 0 or one.status >= 500]
    tracebacks = log.count("Traceback (most recent call last)")
    print(f"{len(answered)} requests in {took:.0f} s; by status: {dict(sorted(statuses.items()))}")
    print(f"5xx or no answer: {len(failed)}; tracebacks in the log: {tracebacks}; lines in it: {log.count(chr(10))}")
    for one in failed[:20]:
        print(f"  {one.status}  {one.request.name}")
    times = sorted(one.seconds for one in answered)
    print(
        f"median {times[len(times) // 2] * 1000:.0f} ms, 99 % {times[int(len(times) * 0.99)] * 1000:.0f} ms; slowest:"
    )
    for one in sorted(answered, key=lambda one: -one.seconds)[:10]:
        print(f"  {one.seconds:.2f} s  {one.status}  {one.request.name}")
    return 1 if failed or tracebacks else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--list", type=Path, help="write every request with its status and seconds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        server, port = serve(given.data, log)
        began = time.perf_counter()
        try:
            with ThreadPoolExecutor(given.workers) as pool:
                requests = make_requests(given.seed, given.count)
                answered = list(pool.map(lambda request: ask(port, request), requests))
        finally:
            server.terminate()
            server.wait(20)
        said = log.read_text(errors="replace")
    if given.list:
        lines = (f"{one.status}\t{one.seconds:.3f}\t{one.request.method} {one.request.target}\n" for one in answered)
        given.list.write_text("".join(lines))
        given.list.with_suffix(".log").write_text(said)
    sys.exit(report(answered, said, time.perf_counter() - began))


if __name__ == "__main__":
    main()
