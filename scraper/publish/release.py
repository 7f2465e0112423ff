"""The data as a release: the database, its tables as CSV, sums of both, and how to cite them.

The same raw store gives the same bytes. What is of the moment of a build, when it ran, is set to the day on which the
newest of its sources was retrieved; what SQLite notes of itself in a file, its own version and how often it wrote, is
set to one value.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from scraper import __version__
from scraper.database import opening
from scraper.errors import UnscError
from scraper.resources import resource

MANIFEST = "SHA256SUMS"

_NOT_TABLES = ("build",)
"""What describes a build, and is no data."""

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can tell; its files bear no other."""

_LIBRARY = ((24, 1), (92, 1), (96, 3_040_000))
"""Where a database file has how often it was written (twice) and by which SQLite, each four bytes, and what is put."""


class Release(NamedTuple):
    """What was written: the files, the day of the data, and the digest of its content."""

    files: tuple[Path, ...]
    day: str
    content: str


def release(database: Path, folder: Path) -> Release:
    """Write a release of a database.

    Raises UnscError where the folder cannot be written, DatabaseError where there is no
    database.
    """
    metadata = json.loads(resource("metadata.json").read_text(encoding="utf-8"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(opening.open_database(database)) as conn:
            day = conn.execute("SELECT coalesce(max(retrieved), '1970-01-01') FROM sources").fetchone()[0][:10]
            content = conn.execute("SELECT content FROM build").fetchone()[0]
            name = f"unsc-{day}"
            tables = dict(_list_tables(conn, metadata))
            files = [_write_csv(folder / f"{name}-csv.zip", conn, tables, metadata, day)]
        files += _write_database(database, folder, name, day)
        files += _write_about(folder, day, content, metadata)
        sums = "".join(f"{_digest(path)}  {path.name}\n" for path in sorted(files))
        (folder / MANIFEST).write_text(sums, encoding="utf-8")
    except OSError as error:
        raise UnscError(f"{folder} cannot be written: {error.strerror}.") from error
    return Release((*sorted(files), folder / MANIFEST), day, content)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# The database


def _write_database(database: Path, folder: Path, name: str, day: str) -> Iterator[Path]:
    """The database with nothing of the moment in it, packed by gzip and, where that is installed, by zstd."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        plain = Path(made) / f"{name}.db"
        _copy(database, plain, day)
        packed = folder / f"{name}.db.gz"
        with (
            plain.open("rb") as source,
            packed.open("wb") as target,
            gzip.GzipFile("", "wb", 9, target, mtime=0) as zipped,
        ):
            shutil.copyfileobj(source, zipped, 1 << 20)
        yield packed
        if zstd := shutil.which("zstd"):
            smaller = folder / f"{name}.db.zst"
            command = [zstd, "-q", "-f", "-12", "--long=27", "-T1", "--no-check", str(plain), "-o", str(smaller)]
            subprocess.run(command, check=True)
            yield smaller


def _copy(database: Path, target: Path, day: str) -> None:
    """The same content in a file whose bytes follow from it."""
    shutil.copyfile(database, draft := target.with_suffix(".draft"))
    with closing(sqlite3.connect(draft, isolation_level=None)) as conn:
        conn.execute("UPDATE build SET built = ?", (f"{day}T00:00:00+00:00",))
        conn.execute("VACUUM INTO ?", (str(target),))
    draft.unlink()
    with target.open("r+b") as file:
        for place, number in _LIBRARY:
            file.seek(place)
            file.write(number.to_bytes(4, "big"))


# The tables


def _list_tables(conn: sqlite3.Connection, metadata: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each table as a schema of Frictionless: its fields with what they mean, its key, what it refers to."""
    described = metadata["databases"]["unsc"]["tables"]
    names = conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_fts*' AND name NOT GLOB '*_exact*' ORDER BY name"
    )
    for (name,) in map(tuple, names.fetchall()):
        if name not in _NOT_TABLES and name in described:
            yield name, _schema(conn, name, described[name].get("columns", {}))


def _schema(conn: sqlite3.Connection, table: str, described: Mapping[str, str]) -> dict[str, Any]:
    columns = [tuple(row) for row in conn.execute(f'PRAGMA table_xinfo("{table}")')]
    fields = [
        {"name": name, "type": _TYPES.get(kind, "string"), "description": described.get(name, "")}
        for _, name, kind, *_ in columns
    ]
    return {
        "fields": fields,
        "primaryKey": [name for _, name, _, _, _, key, _ in columns if key],
        "missingValues": [""],
    }


def _write_csv(
    path: Path, conn: sqlite3.Connection, tables: Mapping[str, dict[str, Any]], metadata: Mapping[str, Any], day: str
) -> Path:
    """All tables, and what describes them, in one archive."""
    described = metadata["databases"]["unsc"]["tables"]
    resources = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for table, schema in tables.items():
            body = _to_csv(conn, table, schema)
            archive.writestr(_entry(f"{table}.csv"), body)
            resources.append(_describe(table, body, schema, described[table], metadata))
        package = _package(resources, metadata, day)
        archive.writestr(_entry("datapackage.json"), _json(package))
    return path


def _to_csv(conn: sqlite3.Connection, table: str, schema: Mapping[str, Any]) -> bytes:
    names = [field["name"] for field in schema["fields"]]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(names)
    columns, keys = (", ".join(f'"{name}"' for name in some) for some in (names, schema["primaryKey"] or names))
    writer.writerows(map(tuple, conn.execute(f'SELECT {columns} FROM "{table}" ORDER BY {keys}')))
    return written.getvalue().encode()


def _describe(
    table: str, body: bytes, schema: Mapping[str, Any], described: Mapping[str, Any], metadata: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "name": table.replace("_", "-"),
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "description": described.get("description", ""),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "licenses": [_license(metadata)],
        "sources": [{"title": metadata["source"], "path": metadata["source_url"]}],
        "schema": schema,
    }


def _package(resources: list[dict[str, Any]], metadata: Mapping[str, Any], day: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "unsc-resolutions",
        "title": metadata["title"],
        "description": metadata["description"],
        "version": day,
        "created": f"{day}T00:00:00Z",
        "licenses": [_license(metadata)],
        "sources": [{"title": metadata["source"], "path": metadata["source_url"]}],
        "resources": resources,
    }


def _license(metadata: Mapping[str, Any]) -> dict[str, str]:
    return {"title": metadata["license"], "path": metadata["license_url"]}


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive that tells neither a time nor a machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# How it is cited


def _write_about(folder: Path, day: str, content: str, metadata: Mapping[str, Any]) -> Iterator[Path]:
    title, about = f"{metadata['title']}, paragraph by paragraph", metadata["description"]
    zenodo = {
        "title": title,
        "description": about,
        "upload_type": "dataset",
        "version": day,
        "publication_date": day,
        "creators": [{"name": "unsc-resolutions contributors"}],
        "keywords": ["United Nations", "Security Council", "resolutions", "international law"],
        "access_right": "open",
        "notes": f"{metadata['license']}: {metadata['license_url']}. Content: sha256 {content}.",
    }
    citation = {
        "cff-version": "1.2.0",
        "message": "Cite the paragraphs by their symbols, and this release as the copy that was used.",
        "type": "dataset",
        "title": title,
        "abstract": about,
        "authors": [{"name": "unsc-resolutions contributors"}],
        "version": day,
        "date-released": day,
        "keywords": ["United Nations", "Security Council", "resolutions", "international law"],
        "identifiers": [{"type": "other", "value": f"sha256:{content}", "description": "Digest of the content"}],
    }
    for name, text in (
        (".zenodo.json", _json(zenodo)),
        (
            "CITATION.cff",
            "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in citation.items()),
        ),
        ("CONTENT.json", _json({"content": content, "day": day, "program": __version__})),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        yield folder / name
