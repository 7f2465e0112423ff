"""Archives from anywhere: read member by member, nothing unpacked, nothing believed."""

from __future__ import annotations

import gzip
import io
import os
import re
import tarfile
import zipfile
from pathlib import Path

import papers
import pytest
from bounded import Ran, run_capped

from scraper.errors import UnsafeArchive
from scraper.upstream.archives import Member, read_members
from scraper.upstream.meter import Limits

SMALL = Limits(members=10, member_bytes=1000, total_bytes=30_000, ratio=200, ratio_from=30_000)


def members(path: Path, limits: Limits = SMALL) -> dict[str, bytes | None]:
    return {member.name: member.data for member in read_members(path, limits=limits)}


def reasons(path: Path, limits: Limits = SMALL) -> dict[str, str]:
    return {member.name: member.reason for member in read_members(path, limits=limits) if member.data is None}


def make_tar(path: Path, *entries: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for info, data in entries:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def special(name: str, kind: bytes, target: str = "/etc/hostname") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def plain(name: str, data: bytes = b"words") -> tuple[tarfile.TarInfo, bytes]:
    return tarfile.TarInfo(name), data


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_is_known_by_its_bytes(tmp_path: Path, mode: str) -> None:
    path = make_tar(tmp_path / "no-ending", plain("./a/one.xml"), plain("two"), mode=mode)
    assert members(path) == {"a/one.xml": b"words", "two": b"words"}


def test_a_zip_is_known_by_its_bytes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "no-ending", "w") as archive:
        archive.writestr("b.txt", "two")
        archive.writestr("a/b.txt", "one")
        archive.mkdir("folder")
    assert members(tmp_path / "no-ending") == {"a/b.txt": b"one", "b.txt": b"two"}


def test_a_single_file_is_itself(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    assert list(read_members(tmp_path / "a.xml")) == [Member("a.xml", b"<a/>")]


def test_what_is_not_wanted_is_not_read(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "t", plain("a.xml"), plain("b.png", b"x" * 900))
    assert [member.name for member in read_members(path, lambda name: name.endswith(".xml"), SMALL)] == ["a.xml"]


def test_a_folder_is_walked_in_order_without_links_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ["b/2.xml", "b/1.xml", "a.xml", ".hidden", ".git/config"]:
        (tmp_path / name).write_text(name)
    (tmp_path / "link.xml").symlink_to("/etc/hostname")
    (tmp_path / "linked").symlink_to(tmp_path / "b")
    os.mkfifo(tmp_path / "pipe")
    assert list(members(tmp_path)) == ["a.xml", "link.xml", "pipe", "b/1.xml", "b/2.xml"]
    assert reasons(tmp_path) == {"link.xml": "it is a link", "pipe": "it is not a regular file"}


def test_tar_links_and_devices_are_passed_over(tmp_path: Path) -> None:
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
    path = make_tar(tmp_path / "t", *[special(f"{i}", kind) for i, kind in enumerate(kinds)], plain("good"))
    assert set(reasons(path).values()) == {"it is a link or a device"}
    assert members(path)["good"] == b"words"


@pytest.mark.parametrize("name", ["../out", "a/../../out", "/etc/passwd", "..\\out", "C:/out"])
def test_names_that_lead_out_are_passed_over(tmp_path: Path, name: str) -> None:
    make_tar(tmp_path / "t", plain(name))
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "words")
    assert list(reasons(tmp_path / "t").values()) == ["its name leads out of the archive"]
    assert list(reasons(tmp_path / "z").values()) == ["its name leads out of the archive"]


def test_zip_links_and_encrypted_members_are_passed_over(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr(link, "/etc/hostname")
        archive.writestr("good", "words")
        archive.writestr("secret", "words")
    packed = (tmp_path / "z").read_bytes()
    at = packed.rindex(b"PK\x01\x02")
    (tmp_path / "z").write_bytes(packed[: at + 8] + b"\x01" + packed[at + 9 :])
    assert reasons(tmp_path / "z") == {"link": "it is a link or a device", "secret": "it is encrypted"}


def test_a_member_too_large_is_passed_over(tmp_path: Path) -> None:
    noise = os.urandom(1001)
    path = make_tar(tmp_path / "t", plain("large", noise), plain("small"))
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr("large", noise)
    assert reasons(path) == {"large": "it has 1,001 bytes, and at most 1,000 are taken"}
    assert reasons(tmp_path / "z") == reasons(path)
    assert members(path)["small"] == b"words"


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "t", *[plain(f"{i}") for i in range(11)])
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        for i in range(11):
            archive.writestr(f"{i}", "words")
    for bad in (path, tmp_path / "z"):
        with pytest.raises(UnsafeArchive, match="members"):
            members(bad)


def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    entries = [(f"{i}", os.urandom(900)) for i in range(7)]
    path = make_tar(tmp_path / "t", *[plain(*entry) for entry in entries])
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    for bad in (path, tmp_path / "z"):
        with pytest.raises(UnsafeArchive, match="unpacks to"):
            members(bad, Limits(total_bytes=5000))


def test_a_gzip_bomb_is_read_no_further(tmp_path: Path) -> None:
    limits = Limits(member_bytes=1 << 30, total_bytes=1 << 40, ratio=50, ratio_from=1 << 20)
    path = make_tar(tmp_path / "t", plain("bomb", bytes(30 << 20)))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnsafeArchive, match="far more than an archive of resolutions holds"):
        members(path, limits)


def test_a_zip_bomb_is_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(4 << 20))
    assert reasons(tmp_path / "z", Limits()) == {"bomb": "it is packed more than 200 to 1"}


def test_a_zip_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", os.urandom(500))
    packed = bytearray((tmp_path / "z").read_bytes())
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = (100).to_bytes(4, "little")
    (tmp_path / "z").write_bytes(packed)
    with pytest.raises(UnsafeArchive, match="damaged"):
        members(tmp_path / "z")


def test_a_huge_header_is_read_no_further(tmp_path: Path) -> None:
    header = tarfile.TarInfo("././@PaxHeader")
    header.type, header.size = tarfile.XHDTYPE, 1 << 32
    with gzip.open(tmp_path / "t", "wb", compresslevel=1) as file:
        file.write(header.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(64):
            file.write(os.urandom(1 << 10) * (1 << 10))
    with pytest.raises(UnsafeArchive, match="far more than"):
        members(tmp_path / "t", Limits(ratio=10**9))


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_broken_archive_is_said(tmp_path: Path, keep: float) -> None:
    packed = papers.tarball({f"{i}": os.urandom(700) for i in range(5)})
    (tmp_path / "t").write_bytes(packed[: int(len(packed) * keep)])
    with pytest.raises(UnsafeArchive, match="damaged"):
        members(tmp_path / "t")


def test_a_wrong_checksum_at_the_very_end_is_noticed(tmp_path: Path) -> None:
    inside = gzip.decompress(papers.tarball({"a": b"words"}))
    packed = gzip.compress(inside + bytes(300_000))
    (tmp_path / "t").write_bytes(packed[:-8] + b"\0\0\0\0" + packed[-4:])
    with pytest.raises(UnsafeArchive, match="damaged"):
        members(tmp_path / "t", Limits(ratio=1000))


# -- counted by what comes out -------------------------------------------------------------------------------------

READ = """
import sys
from pathlib import Path
from scraper.errors import UnsafeArchive, WrongContent
from scraper.upstream.archives import read_members
from scraper.upstream.checks import check_gzip_file
try:
    if sys.argv[2:]:
        check_gzip_file(Path(sys.argv[1]))
    for member in read_members(Path(sys.argv[1])):
        print(member.name, "has", len(member.data or b""), "bytes", member.reason)
except (UnsafeArchive, WrongContent) as error:
    print(error)
"""
"""Read an archive and say what came of it; with a second argument only see whether it is whole."""


def read_capped(path: Path, *arguments: str) -> Ran:
    return run_capped(READ, str(path), *arguments, megabytes=1024, seconds=10)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "LZMA"])
def test_a_zip_member_that_says_it_is_small(tmp_path: Path, method: int) -> None:
    """64 MB of zeros that claim to be 100 bytes: zipfile itself unpacks them whole."""
    with zipfile.ZipFile(tmp_path / "z", "w", method) as archive, archive.open("a", "w") as member:
        for _ in range(64):
            member.write(bytes(1 << 20))
    packed = bytearray((tmp_path / "z").read_bytes())
    at = packed.rindex(b"PK\x01\x02") + 24
    packed[at : at + 4] = (100).to_bytes(4, "little")
    (tmp_path / "z").write_bytes(packed)
    ran = read_capped(tmp_path / "z")
    assert "a has 0 bytes it is packed in another way than deflated" in ran.out
    assert ran.megabytes < 90


def test_zeros_after_a_tars_end_are_counted(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "t", "wb", compresslevel=1) as file:
        file.write(gzip.decompress(papers.tarball({"a": b"words"})))
        for _ in range(100):
            file.write(bytes(1 << 20))
    ran = read_capped(tmp_path / "t")
    assert "far more than an archive of resolutions holds" in ran.out
    assert ran.seconds < 2


def test_a_gzip_bomb_is_not_looked_through(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(gzip.compress(bytes(1 << 20)) * 1000)
    ran = read_capped(tmp_path / "t", "check")
    assert "far more than an archive of resolutions holds" in ran.out
    assert ran.megabytes < 90


def test_a_directory_too_large_is_not_read(tmp_path: Path) -> None:
    """A zip archive of nothing but its directory, a million entries for one empty member."""
    entry = b"PK\x01\x02" + bytes(24) + (200).to_bytes(2, "little") + bytes(16) + b"a" * 200
    count = 400_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + (len(entry) * count).to_bytes(4, "little") + bytes(6)
    (tmp_path / "z").write_bytes(entry * count + end)
    ran = read_capped(tmp_path / "z")
    assert "has more members than" in ran.out
    assert ran.megabytes < 150


def pax(*bodies: bytes) -> bytes:
    """A tar archive whose one member has these extended headers before it."""
    blocks = b""
    for body in bodies:
        header = tarfile.TarInfo("././@PaxHeader")
        header.type, header.size = tarfile.XHDTYPE, len(body)
        blocks += header.tobuf(tarfile.USTAR_FORMAT) + body + bytes(-len(body) % 512)
    return blocks + tarfile.TarInfo("a").tobuf() + bytes(1024)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([b"1" * 60_000], "is damaged"),
        ([b"1" * 70_000], "far more than an archive"),
        ([b""] * 1000, "far more than an archive"),
        ([b"99 path=a\n"], "is damaged"),
        ([b"0 path=a\n"], "is damaged"),
        ([b"-5 path=a\n"], "is damaged"),
        ([b"14 size=1e999\n"], "is damaged"),
        ([b"1013 size=" + b"9" * 1002 + b"\n"], "is damaged"),
        ([b"22 GNU.sparse.map=1,x\n"], "it is a link or a device"),
    ],
)
def test_extended_headers_that_are_none(tmp_path: Path, body: list[bytes], words: str) -> None:
    (tmp_path / "t").write_bytes(pax(*body))
    ran = read_capped(tmp_path / "t")
    assert re.search(words, ran.out), ran
    assert ran.seconds < 2


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_of_each_format_is_read_as_tarfile_reads_it(tmp_path: Path, format_: int) -> None:
    names = ["a", "b/" * 45 + "c", "d/" + "e" * 96, "f/" * 60 + "g" * 90, "h\u00e9/\u2013 \u4e2d"]
    if format_ != tarfile.USTAR_FORMAT:
        names += ["i" * 150, "j/" * 200 + "k"]
    with tarfile.open(tmp_path / "t", "w:gz", format=format_) as archive:
        for size, name in enumerate(names):
            info = tarfile.TarInfo(name)
            info.size = size * 300
            archive.addfile(info, io.BytesIO(name[:1].encode("latin-1") * info.size))
            archive.addfile(*special(f"link{size}", tarfile.LNKTYPE, "l" * (10 * size)))
            folder = tarfile.TarInfo(f"folder{size}")
            folder.type = tarfile.DIRTYPE
            archive.addfile(folder)
    with tarfile.open(tmp_path / "t") as archive:
        expected = {m.name: archive.extractfile(m).read() if m.isreg() else None for m in archive if not m.isdir()}
    assert members(tmp_path / "t", Limits()) == expected


@pytest.mark.parametrize("where", ["alone", "in a folder"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, where: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = read_capped(tmp_path / "pipe" if where == "alone" else tmp_path)
    assert "pipe has 0 bytes it is not a regular file" in ran.out
