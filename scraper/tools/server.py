"""The tools as a server of the Model Context Protocol, over standard input and output or over HTTP (extra `mcp`)."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any

from scraper import __version__
from scraper.database import opening
from scraper.errors import UnscError
from scraper.tools import answers

ABOUT = (
    "Resolutions of the United Nations Security Council, paragraph by paragraph; unofficial copies."
    " Quote words only as a tool gives them, and cite their address."
)

MOST_BYTES = 1_000_000
"""So large a request may be."""

TOOLS: tuple[Callable[..., answers.Json], ...] = (
    answers.search_paragraphs, answers.get_paragraph, answers.resolve_reference, answers.cite, answers.check_text,
    answers.trace_wording, answers.mandate,
)  # fmt: skip
"""Every tool, by the name of its function."""


def make_server(database: Path, site: str) -> Any:
    """A server over the database that the file holds at each call; `site` stands before every address.

    Raises UnscError where the SDK is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise UnscError("The SDK is missing. Install it with: pip install 'unsc-resolutions[mcp]'") from error
    server = MCPServer("unsc-resolutions", instructions=ABOUT, version=__version__, log_level="WARNING")
    hints = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in TOOLS:
        server.add_tool(_over(tool, database, site, ToolError), annotations=hints)
    return server


def _over(
    tool: Callable[..., answers.Json], database: Path, site: str, failure: type[Exception]
) -> Callable[..., answers.Json]:
    """A tool without its first two arguments, and with a sentence where it fails: other errors reach no model."""

    @wraps(tool)
    def asked(**arguments: Any) -> answers.Json:
        try:
            with opening.damage_told(database), closing(opening.open_database(database)) as conn:
                return tool(conn, site, **arguments)
        except (UnscError, sqlite3.Error) as error:
            raise failure(str(error)) from error

    whole = inspect.signature(tool, eval_str=True)
    kept = [one for name, one in whole.parameters.items() if name not in ("conn", "site")]
    setattr(asked, "__signature__", whole.replace(parameters=kept))  # noqa: B010  # mypy knows no such attribute
    asked.__annotations__ = {one.name: one.annotation for one in kept} | {"return": dict[str, Any]}
    del asked.__wrapped__
    return asked


App = Callable[[Any, Any, Any], Awaitable[None]]


def beside(app: App, server: Any, path: str) -> App:
    """An ASGI application that hands `path` to the server of the tools, and all else to `app`."""
    tools = server.streamable_http_app(
        streamable_http_path="/", json_response=True, stateless_http=True, max_request_body_size=MOST_BYTES,
        host="0.0.0.0",
    )  # fmt: skip

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            async with server.session_manager.run():
                await app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == path:
            await tools({**scope, "path": "/", "raw_path": b"/", "root_path": ""}, receive, send)
        else:
            await app(scope, receive, send)

    return serve
