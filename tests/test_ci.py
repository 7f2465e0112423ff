"""What CI stands on: the lock file, and what is said of an audit that could not be made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
PINNED = re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)(.*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", LOCK, re.MULTILINE)


def asked_for() -> list[Requirement]:
    """What pyproject.toml asks for, its extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return [one for one in map(Requirement, lines) if one.name != project["name"]]


def test_the_lock_file_holds_what_is_asked_for() -> None:
    versions = {name: version for name, version, _ in PINNED}
    for one in asked_for():
        pinned = versions.get(canonicalize_name(one.name))
        assert pinned is not None, f"{one.name} is not in .ci/requirements.txt: run .ci/lock"
        assert one.specifier.contains(pinned, prereleases=True), f"{one} is pinned to {pinned}: run .ci/lock"


def test_the_lock_file_has_a_hash_for_each_and_names_no_host() -> None:
    assert len(PINNED) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE)) > 50
    assert "://" not in LOCK
    assert "-index" not in LOCK


FOUND = {"id": "X-2999-1", "fix_versions": ["2.0"]}
AUDITS = [
    ({"dependencies": [{"name": "lamp", "version": "1.0", "vulns": []}]}, "", 0, "audited: 1 of 1 packages, 0"),
    (
        {"dependencies": [{"name": "lamp", "version": "1.0", "vulns": [FOUND]}]},
        "",
        1,
        "lamp 1.0: X-2999-1, mended in 2.0",
    ),
    ({"dependencies": [{"name": "lamp", "skip_reason": "unknown"}]}, "", 0, "does not know them: lamp"),
    (
        None,
        "requests.exceptions.ConnectionError: refused",
        0,
        "not audited: the source of advisories cannot be reached",
    ),
    (None, "pip-audit: error: no such option", 1, "not audited: pip-audit: error"),
]


@pytest.mark.parametrize(("answer", "err", "code", "said"), AUDITS)
def test_an_audit_never_passes_in_silence(tmp_path: Path, answer: object, err: str, code: int, said: str) -> None:
    out = json.dumps(answer) if answer else ""
    stand_in = tmp_path / "pip-audit"
    stand_in.write_text(f"#!{sys.executable}\nimport sys\nprint({out!r})\nprint({err!r}, file=sys.stderr)\n")
    stand_in.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([sys.executable, ROOT / ".ci" / "audit"], env=env, capture_output=True, text=True)
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout
