"""A corrected DOCX, opened by LibreOffice and written as ODT: whether its changes are tracked there.

    python tests/trials/office.py DATABASE FILE.docx

FILE is a document with something to correct. Needs LibreOffice (`apt-get install libreoffice-writer`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from scraper.check import check_document
from scraper.check.documents import to_text
from scraper.check.fixing import fix
from scraper.database.opening import open_database


def main() -> int:
    """Print what was found before and behind, and 1 where a change is lost."""
    office = shutil.which("soffice") or sys.exit("LibreOffice is not installed.")
    data = Path(sys.argv[2]).read_bytes()
    with closing(open_database(Path(sys.argv[1]))) as conn, tempfile.TemporaryDirectory() as folder:
        report = check_document(to_text(data, "a.docx"), conn)
        fixed = fix(data, "a.docx", report.corrections)
        file = Path(folder) / "fixed.docx"
        file.write_bytes(fixed)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "odt", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        with zipfile.ZipFile(file) as archive:
            body = archive.read("word/document.xml").decode()
        with zipfile.ZipFile(file.with_suffix(".odt")) as archive:
            kept = archive.read("content.xml").decode().count("<text:changed-region")
        again = check_document(to_text(file.with_suffix(".odt").read_bytes(), "a.odt"), conn)
    marks = body.count("<w:ins ") + body.count("<w:del ")
    print(f"before: {dict(report.totals)}, {len(report.corrections)} corrections, {marks} tracked changes")
    print(f"by LibreOffice: {kept} tracked changes; behind: {dict(again.totals)}")
    return int(kept != marks or bool(again.corrections))


if __name__ == "__main__":
    sys.exit(main())
