"""The tools for language models: short answers with addresses, and sentences where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import invented
import pytest

from scraper.database.opening import open_database
from scraper.errors import UnscError
from scraper.tools import answers, server

SITE = "https://unsc.example.org"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return invented.make_database(tmp_path / "unsc.db")


def test_every_tool_answers_in_few_words_with_addresses(database: Path) -> None:
    conn = open_database(database)
    found = answers.search_paragraphs(conn, SITE, "lighthouse in:all")
    assert found["results"]
    assert found["results"][0]["url"].startswith(f"{SITE}/S/RES/")
    place = answers.resolve_reference(conn, SITE, "9001 op 2")
    assert place == {"symbol": "S/RES/9001 (2998)", "path": "op/2", "url": f"{SITE}/S/RES/9001(2998)/op/2"}
    words = answers.get_paragraph(conn, SITE, "9001 op 2")
    assert words["url"] == place["url"]
    assert words["text"]
    assert "op/2" in answers.get_paragraph(conn, SITE, "9001")["paragraphs"]
    assert "9001" in answers.cite(conn, SITE, "9001 op 2", "oscola")["citation"]
    wrong = answers.check_text(conn, SITE, "Resolution 9001 (2998), paragraph 99, has it.")
    assert wrong["citations"][0]["status"] == "no such paragraph"
    assert answers.trace_wording(conn, SITE, "the lighthouse at nowhere bay")["first"]["url"].startswith(SITE)
    assert max(len(json.dumps(one)) for one in (found, place, words, wrong)) < 12_000


@pytest.mark.parametrize(
    ("tool", "asked"),
    [("get_paragraph", "nothing of this kind"), ("resolve_reference", "9001 op 99"), ("mandate", "no such thing")],
)
def test_what_is_not_there_is_told_in_a_sentence(database: Path, tool: str, asked: str) -> None:
    with pytest.raises(UnscError, match=r"\w+ \w+"):
        getattr(answers, tool)(open_database(database), SITE, asked)


async def test_the_sdk_lists_the_tools_and_calls_them(database: Path) -> None:
    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    from mcp.server.mcpserver.exceptions import ToolError

    made: Any = server.make_server(database, SITE)
    assert {one.name for one in await made.list_tools()} == {one.__name__ for one in server.TOOLS}
    assert SITE in str(await made.call_tool("get_paragraph", {"reference": "9001 op 2"}))
    with pytest.raises(ToolError, match="99"):
        await made.call_tool("get_paragraph", {"reference": "9001 op 99"})
