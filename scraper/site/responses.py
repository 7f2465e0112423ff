"""Answers: rendering a page, and the headers every answer of ours carries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from datasette import Response
from jinja2 import Environment

from scraper.database import coverage, opening
from scraper.errors import DatabaseError
from scraper.render import shapes
from scraper.site import opened
from scraper.site.visitors import Unavailable

if TYPE_CHECKING:
    import sqlite3

    from datasette.app import Datasette
    from datasette.utils.asgi import Request

T = TypeVar("T")

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
"""Our pages run one script of their own, which asks for suggestions here, and load nothing from elsewhere."""

_READ_BY_PEOPLE = frozenset({"text/plain", "text/markdown"})
SAFETY = {"x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin"}
"""What every answer carries besides a policy; the layer in front adds it where it is missing."""

READABLE = {"access-control-allow-origin": "*"}
"""Pages of any site may read ours (CORS, https://fetch.spec.whatwg.org/): they are public, and nobody logs in."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file, with a digest that goes into its address so that it can be kept for ever."""

    body: bytes
    type: str
    digest: str


def _load_assets() -> dict[str, Asset]:
    folder = resources.files("scraper.site") / "static"
    found = {}
    for file in folder.iterdir():
        kind = _TYPES.get(PurePosixPath(file.name).suffix)
        if kind:
            body = file.read_bytes()
            found[file.name] = Asset(body, f"{kind}; charset=utf-8", hashlib.sha256(body).hexdigest()[:12])
    return found


ASSETS = _load_assets()


@dataclass(frozen=True, slots=True)
class Shell:
    """What every template needs: `root` before every address of this site, and whether the texts are invented."""

    root: str
    specimens: bool

    def asset(self, name: str) -> str:
        """The address of a static file."""
        return f"{self.root}/-/site/{name}?{ASSETS[name].digest}"


async def ask(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """Run a function of `database` or `search` in the threads of our pages.

    Raises Unavailable where no database is attached, or it is damaged.
    """
    try:
        build = opened.build_of(datasette)
        with opening.damage_told(build.path):
            return await build.readers.ask(question)
    except DatabaseError as error:
        raise Unavailable(str(error)) from error


def root_of(datasette: Datasette) -> str:
    """What stands before every address: "" or the `base_url` without its last slash."""
    return str(datasette.setting("base_url")).rstrip("/")


def origin_of(datasette: Datasette, request: Request) -> str:
    """Scheme and host of this site as the request named them, without a slash: what turns a path into an address."""
    return str(datasette.absolute_url(request, "/")).rstrip("/")


def base_of(datasette: Datasette, request: Request) -> str:
    """What turns a place's path into a whole address."""
    return origin_of(datasette, request) + root_of(datasette)


_invented: WeakKeyDictionary[Datasette, bool] = WeakKeyDictionary()
"""Whether a site's texts are invented, as last asked: known from its start on."""


async def make_shell(datasette: Datasette) -> Shell:
    """The shell of this site's pages; one without a database counts as real."""
    try:
        specimens = await ask(datasette, coverage.is_specimens)
    except DatabaseError:
        specimens = False
    _invented[datasette] = specimens
    return Shell(root_of(datasette), specimens)


def _plain_environment(env: Environment) -> Environment:
    """Datasette's environment of templates, for rendering in one go; kept on it, for each holds the other in memory."""
    plain: Environment | None = getattr(env, "unsc_plain", None)
    if plain is None:
        plain = env.overlay(enable_async=False)
        setattr(env, "unsc_plain", plain)  # noqa: B010  # Jinja's type knows no such attribute
    return plain


async def page(
    datasette: Datasette, request: Request, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """A page of ours from one of our templates.

    Not by `datasette.render_template`: that renders step by step with the event loop, twice as slow for a page whose
    data is all there, and asks every plugin first.
    """
    env = _plain_environment(datasette.jinja_env)
    html = env.get_template(f"unsc/{template}").render(site=await make_shell(datasette), request=request, **context)
    return Response.html(html, status=status, headers=headers(datasette, status))


def headers(datasette: Datasette, status: int = 200) -> dict[str, str]:
    """What every answer of ours carries."""
    made = {"content-security-policy": POLICY, **SAFETY, **READABLE}
    if status == 200:
        made["cache-control"] = f"max-age={datasette.setting('default_cache_ttl')}"
    if status == 503:
        made["retry-after"] = "5"
    return made


def data(datasette: Datasette, value: Any, status: int = 200, kind: str = "application/json") -> Response:
    """JSON, for people too: indented, letters as they are; with a `note` where the texts are invented."""
    if isinstance(value, dict) and _invented.get(datasette):
        value = {"note": coverage.INVENTED, **value}
    body = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    told = {**headers(datasette, status), "api-version": shapes.VERSION, "access-control-expose-headers": "api-version"}
    return Response(body, status, told, f"{kind}; charset=utf-8")


def plain(datasette: Datasette, text: str, kind: str = "text/plain", status: int = 200) -> Response:
    """Text of some kind; for people, with a first line where the texts are invented."""
    if kind in _READ_BY_PEOPLE and _invented.get(datasette):
        text = f"{coverage.INVENTED}\n\n{text}"
    return Response(text, status, headers(datasette, status), f"{kind}; charset=utf-8")


def move(datasette: Datasette, path: str, query: str = "") -> Response:
    """A permanent redirect to a path of this site, with the query string that was asked."""
    where = root_of(datasette) + path + (f"?{query}" if query else "")
    return Response.redirect(where, status=301, headers=headers(datasette, 301))


def asset(name: str) -> Response | None:
    """A static file, to be kept for a year: its address changes with its contents."""
    if name not in ASSETS:
        return None
    found = ASSETS[name]
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(found.body, 200, kept, found.type)
