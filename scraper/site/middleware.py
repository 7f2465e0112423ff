"""One layer in front of every page, ours and Datasette's: what is asked is read here first, and every answer completed.

It refuses what no browser sends and Datasette would stumble over, each with a status and a sentence: other methods,
addresses beyond 2,000 characters, a Host that is none, parameters that Datasette's pages cannot read. What can be put
right is: a byte above 127 in the path is quoted, cookies are left out. And it completes the headers of every answer,
also where Datasette, a static file or a refusal made it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from datasette import Response
from datasette.utils.asgi import Request

from scraper.errors import UnscError
from scraper.render import links
from scraper.site import checking, failures, forms, params, responses
from scraper.site.failures import Refused

if TYPE_CHECKING:
    from datasette.app import Datasette
    from jinja2 import Environment

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

METHODS = "GET, HEAD, OPTIONS"
"""This site is read only."""

FORMS = {"/check": "GET, HEAD, POST, OPTIONS", "/check.json": "POST, OPTIONS"}
"""Where a form can be sent, and with which methods these are asked: that of the page that checks a document."""

_PREFLIGHT = {
    **responses.READABLE,
    "access-control-allow-methods": "GET, HEAD, POST",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}
"""What a browser is told that asks whether a page of another site may ask us; POST is for `/check.json`."""

MOST_HEADERS, MOST_HEADER_BYTES = 100, 16_384
"""More headers than this no browser or proxy sends."""


def wrap(datasette: Datasette) -> Callable[[App], App]:
    """What puts this layer around Datasette's application."""
    policy, known_as = datasette_policy(datasette.jinja_env), _known_as(datasette)

    def wrapper(app: App) -> App:
        async def layer(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                send = _completed(send, policy, bodiless=scope["method"] == "HEAD")
                await _serve(datasette, app, _mend(scope, known_as), receive, send)
            elif scope["type"] == "lifespan":
                await app(scope, receive, send)

        return layer

    return wrapper


async def _serve(datasette: Datasette, app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request: by a refusal, by Datasette, or, where that fails before its answer began, by a sentence."""
    begun = False

    async def sending(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        if scope["method"] == "POST" and "POST" in _methods(scope, datasette):
            scope = await _read_form(scope, receive)
        _check(datasette, scope)
        if scope["method"] == "OPTIONS":
            await Response("", 204, {"allow": _methods(scope, datasette), **_PREFLIGHT}).asgi_send(sending)
        else:
            await app(scope, receive, sending)
    except Exception as error:
        if begun:
            raise
        response = await failures.tell(datasette, Request(scope, receive), error)
        await response.asgi_send(sending)


def _methods(scope: Scope, datasette: Datasette) -> str:
    """How an address can be asked."""
    return FORMS.get(scope["path"].removeprefix(responses.root_of(datasette)), METHODS)


async def _read_form(scope: Scope, receive: Receive) -> Scope:
    """The request as one that reads, with its form beside it. Raises Refused where it is none, or too much."""
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return {**scope, "method": "GET", checking.POSTED: await forms.read_form(kind, receive)}


# What is asked


def _check(datasette: Datasette, scope: Scope) -> None:
    """Raise Refused where no page should see this request."""
    path, query = scope["raw_path"].decode("ascii"), scope["query_string"].decode("ascii")
    asked = "POST" if checking.POSTED in scope else scope["method"]
    if asked not in (methods := _methods(scope, datasette)).split(", "):
        said = f"This site can only be read: ask with GET, HEAD or OPTIONS, not {asked[:20]}."
        raise Refused(405, said if methods == METHODS else checking.SEND, {"allow": methods})
    if len(path) + len(query) > links.LONGEST:
        raise Refused(414, f"This address is longer than {links.LONGEST:,} characters. Shorten what you ask for.")
    if (
        len(scope["headers"]) > MOST_HEADERS
        or sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADER_BYTES
    ):
        raise Refused(431, f"This request has more than {MOST_HEADERS} headers, or more than 16 kB of them.")
    if not all(_is_host(value.decode("latin-1")) for name, value in scope["headers"] if name == b"host"):
        raise Refused(400, "The Host header of this request is not the name of a host.")
    _check_parameters(datasette, path, query)


def _check_parameters(datasette: Datasette, path: str, query: str) -> None:
    has_sql = bool(parse_qs(query).get("sql"))
    page = params.read_page(datasette, path, has_sql)
    if page is None:
        return
    if page.form not in params.FORMS[page.kind]:
        forms = " or ".join(f".{form}" for form in params.FORMS[page.kind] if form)
        raise Refused(404, f"There is no such form of this page; it also comes as {forms}.")
    if complaint := params.complaint(page, query):
        raise Refused(400, complaint)


_KEPT = "%/:?#[]@!$&'()*+,;=-._~ |\"<>\\^`{}"
"""What stays as it was sent; the rest is above 127 or a control character."""

_UNHEARD = {b"cookie", b"authorization"}
"""Nobody logs in here. Datasette reads a cookie several times, Python 3.11 with quadratic
patterns: one of 60,000 characters stopped the site for 38 s."""

_HOST = re.compile(
    r"""
    (?: [a-z0-9._-]{1,253} | \[ [0-9a-f:.]{2,45} \] )   # example.org, 127.0.0.1, [::1]
    (?: : \d{1,5} )? \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _mend(scope: Scope, known_as: tuple[str, str]) -> Scope:
    """The request as Datasette can read it: HEAD as GET, all of it ASCII, asked at the address the site is known by."""
    path = (scope.get("raw_path") or quote(scope["path"]).encode()).partition(b"?")[0]
    scheme, host = known_as
    headers = [(name.lower(), value) for name, value in scope["headers"] if name.lower() not in _UNHEARD]
    return {
        **scope,
        "method": "GET" if scope["method"] == "HEAD" else scope["method"],
        "raw_path": quote(path, safe=_KEPT).encode("ascii"),
        "query_string": quote(scope.get("query_string") or b"", safe=_KEPT).encode("ascii"),
        "scheme": scheme or scope.get("scheme", "http"),
        "headers": [*(h for h in headers if h[0] != b"host"), (b"host", host.encode())] if host else headers,
    }


def _known_as(datasette: Datasette) -> tuple[str, str]:
    """Scheme and host of the address this site is known by, "" where none is set; feeds and links then go by the Host.

    Set in the metadata: `"plugins": {"unsc-resolutions": {"address": "https://unsc.example.org"}}`. Raises UnscError
    where that is no address.
    """
    setting = str((datasette.plugin_config("unsc-resolutions") or {}).get("address") or "")
    address = urlsplit(setting)
    if setting and (address.scheme not in ("http", "https") or not _is_host(address.netloc) or address.path.strip("/")):
        raise UnscError(f"{setting} is not the address of a site. Write it as in https://unsc.example.org")
    return address.scheme, address.netloc


def _is_host(value: str) -> bool:
    return _HOST.match(value) is not None


# What is answered


def _completed(send: Send, policy: str, *, bodiless: bool) -> Send:
    """Answers with all the headers there should be, and without a body where only they were asked for."""

    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(_complete(message.get("headers", []), policy))}
        elif message["type"] == "http.response.body" and bodiless:
            message = {**message, "body": b""}
        await send(message)

    return complete


def _complete(headers: list[tuple[bytes, bytes]], policy: str) -> Iterator[tuple[bytes, bytes]]:
    """The headers of an answer and those it lacks. A page without a policy is Datasette's; what is no page needs none
    of what a page may do."""
    there = {name.lower(): value for name, value in headers}
    html = there.get(b"content-type", b"").startswith(b"text/html")
    wanted = {**responses.SAFETY, "content-security-policy": policy if html else responses.POLICY}
    yield from headers
    for name, value in wanted.items():
        if name.encode() not in there:
            yield name.encode(), value.encode()


def datasette_policy(env: Environment) -> str:
    """What Datasette's own pages may do: run the scripts that are in its templates, each known by its digest.

    Its templates have no place for a nonce, and its styles cannot be known beforehand (each table's columns are in
    one), nor those of the SQL editor, which sets some on its elements: these are allowed, scripts never.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in sorted(set(_scripts(env))))
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    more = {
        "style-src 'self'": "style-src 'self' 'unsafe-inline'",
        "script-src 'self'": f"script-src 'self'{hashes}",
        "img-src 'self'": "img-src 'self' data:",
    }
    return "; ".join(more.get(each, each) for each in responses.POLICY.split("; "))


def _scripts(env: Environment) -> Iterator[str]:
    """The inline scripts of Datasette's pages, as they are sent."""
    assert env.loader is not None
    for template in ("_codemirror_foot.html", "_close_open_menus.html", "table.html"):
        source = env.loader.get_source(env, template)[0]
        for script in source.split("<script>")[1:]:
            for facets in ("true", "false"):
                yield script.partition("</script>")[0].replace("{{ datasette_allow_facet }}", facets)
