"""ZIP files opened with care, and what in a WACZ holds pages."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model import Rejected

if TYPE_CHECKING:
    from onrecord.capture._budget import Budget

_ENTRY = 46  # bytes that each file takes in a ZIP's directory at the least (APPNOTE 4.3.12)
_TAIL = 65_535 + 22 + 20 + 56  # a comment, and the records at the end (APPNOTE 4.3.14 to 4.3.16)
_UTF_8 = 0x800  # the flag that says so (APPNOTE, appendix D)
_OTHERS = {
    "[Content_Types].xml": "an Office document; save it as PDF or text",
    "META-INF/container.xml": "an e-book; save it as HTML or text",
    "META-INF/manifest.xml": "an OpenDocument file; save it as PDF or text",
}


def open_zip(stream: BinaryIO, path: str, budget: Budget) -> zipfile.ZipFile | Rejected:
    """The ZIP file, or why it is not opened; raises OverLimitError or zipfile's OSError and ValueError kin."""
    if _directory_size(stream) > budget.limits.members * (_ENTRY + 256):
        # Known before zipfile reads the directory, which takes it 1 kB of memory for each file.
        return Rejected(path, f"holds more than {budget.limits.members} files or records; split it")
    try:
        opened = zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        return Rejected(path, f"a damaged ZIP file ({error}); unpack it by other means")
    names = set(opened.NameToInfo)
    other = next((what for sign, what in _OTHERS.items() if sign in names), None)
    return Rejected(path, other) if other else opened


def zip_members(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in it that may hold pages, in order of names; of a WACZ its WARC files alone."""
    found = sorted((i for i in opened.infolist() if not i.is_dir()), key=lambda i: i.filename)
    if "datapackage.json" not in opened.NameToInfo:
        return found
    warcs = [i for i in found if i.filename.startswith("archive/") and ".warc" in i.filename]
    return warcs or found


def name_of(info: zipfile.ZipInfo) -> str:
    """A file's name: many programs write it in UTF-8 and do not say so, and it is then taken for that of MS-DOS."""
    try:
        return info.filename if info.flag_bits & _UTF_8 else info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _directory_size(stream: BinaryIO) -> int:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    stated = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    large = tail.rfind(b"PK\x06\x06")
    if stated == 0xFFFFFFFF and large >= 0:  # noqa: PLR2004 - said to be in the ZIP64 record
        stated = int.from_bytes(tail[large + 40 : large + 48], "little")
    return min(stated, size)
