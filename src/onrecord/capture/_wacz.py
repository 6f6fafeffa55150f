"""Captures handed on as a WACZ 1.1.1 file (specs.webrecorder.net/wacz), the format that replayweb.page opens."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, unquote_plus, urlsplit

from onrecord.capture._records import file_record, moment, opened
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from onrecord.capture._log import Entry
    from onrecord.capture._warcs import Archive

DATA = "data.warc.gz"
_STATUS = re.compile(rb"HTTP/\S+ +(\d{3})")


@dataclass
class _Packing:
    """What has gone into a WACZ so far: the index lines, the page lines, size and hash of each file."""

    index: list[str] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    resources: list[dict[str, Any]] = field(default_factory=list)


def write_wacz(
    warcs: Archive,
    wanted: Collection[str],
    path: Path,
    *,
    title: str = "",
    titles: Mapping[str, str] | None = None,
    clock: Callable[[], datetime],
) -> int:
    """Write captures (by id) as a WACZ; returns how many. `titles` are those of the pages, by capture id.

    The records go in byte for byte, each checked against the log first. Raises ArchiveError if one is damaged, is not
    in the archive, or the file cannot be written; then no file is left.
    """
    chosen = [entry for entry in warcs.entries() if entry.kind == "capture" and entry.facts["capture"] in wanted]
    missing = set(wanted) - {entry.facts["capture"] for entry in chosen}
    if missing:
        raise ArchiveError(f"{warcs.folder}: {min(missing)}: missing from the archive; nothing was exported")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            _write(part, warcs, chosen, title, titles or {}, clock())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written: {error.strerror}; free space or check rights") from error
    return len(chosen)


def surt(url: str) -> str:
    """The key of a URL in an index, as replayweb.page reckons it (getSurt of warcio.js): host reversed, no `www`."""
    if not url.lower().startswith(("http://", "https://")):
        return url
    parts = urlsplit(re.sub(r"(?i)^(https?://)www\d*\.", r"\1", url).lower())
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    asked = sorted((pair.partition("=") for pair in parts.query.split("&") if pair), key=lambda p: unquote_plus(p[0]))
    query = "&".join(f"{_form(name)}{equals}{_form(value)}" for name, equals, value in asked)
    return f"{host}{port}){parts.path or '/'}{'?' + query if query else ''}"


def _form(text: str) -> str:
    # As browsers write queries (URL standard, application/x-www-form-urlencoded).
    return quote_plus(unquote_plus(text), safe="*").replace("~", "%7E")


def _write(
    part: Path, warcs: Archive, chosen: list[Entry], title: str, titles: Mapping[str, str], at: datetime
) -> None:  # fmt: skip
    packing = _Packing()
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as made:
        first = file_record(DATA, at, warcs.tool).raw
        size = len(first) + sum(record["length"] for entry in chosen for record in entry.facts["records"])
        records = _records(packing, warcs, chosen, titles, first)
        _put(made, packing, _dated(f"archive/{DATA}", at), records, size=size)
        # Not packed: replayweb.page passes over a packed index that has no second index beside it.
        _put_whole(made, packing, _dated("indexes/index.cdxj", at), _lines(sorted(packing.index)))
        head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
        _put_whole(made, packing, _dated("pages/pages.jsonl", at), _lines(map(_json, [head, *packing.pages])))
        package = _json(_package(packing, warcs.tool, title, at), indent=2).encode()
        _put_whole(made, packing, _dated("datapackage.json", at), package)
        digest = {"path": "datapackage.json", "hash": packing.resources[-1]["hash"]}
        _put_whole(made, packing, _dated("datapackage-digest.json", at), _json(digest).encode())
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _package(packing: _Packing, tool: str, title: str, at: datetime) -> dict[str, Any]:
    first = packing.pages[0] if packing.pages else {}
    named = {"title": title} if title else {}
    main = {"mainPageUrl": first["url"], "mainPageDate": first["ts"]} if first else {}
    known = {"profile": "data-package", "wacz_version": "1.1.1", "software": tool, "created": moment(at)}
    return {**known, **named, **main, "resources": list(packing.resources)}


def _records(
    packing: _Packing, warcs: Archive, chosen: list[Entry], titles: Mapping[str, str], first: bytes
) -> Iterator[bytes]:  # fmt: skip
    yield first
    offset = len(first)
    for entry in chosen:
        for n, record in enumerate(entry.facts["records"]):
            raw = _checked(warcs, entry, record)
            if record["type"] in {"response", "resource"}:
                line = _index_line(raw, offset)
                packing.index.append(f"{surt(line['url'])} {_compact(line.pop('at'))} {_json(line)}")
                if n == 0:
                    packing.pages.append(_page_line(entry, line["url"], titles))
            yield raw
            offset += len(raw)


def _checked(warcs: Archive, entry: Entry, record: dict[str, Any]) -> bytes:
    raw = warcs.raw(entry.facts["file"], record["offset"], record["length"])
    if hashlib.sha256(raw).hexdigest() != record["sha256"]:
        where = f"{warcs.folder}: {entry.facts['file']}, byte {record['offset']}"
        raise ArchiveError(f"{where}: damaged; see 'onrecord verify'; nothing was exported")
    return raw


def _index_line(raw: bytes, offset: int) -> dict[str, Any]:
    record = opened(raw)
    http = _STATUS.match(record.block) if record.fields["warc-type"] == "response" else None
    head = record.block.partition(b"\r\n\r\n")[0].decode("latin-1") if http else ""
    stated = re.search(r"(?im)^content-type:\s*([^;\r\n]*)", head)
    media = (stated[1] if stated else "") if http else record.fields["content-type"]
    return {
        "at": record.fields["warc-date"],
        "url": record.fields["warc-target-uri"],
        "mime": media.partition(";")[0].strip().lower() or "unk",
        "status": int(http[1]) if http else 200,
        "digest": record.fields["warc-payload-digest"],
        "length": len(raw),
        "offset": offset,
        "filename": DATA,
    }


def _page_line(entry: Entry, url: str, titles: Mapping[str, str]) -> dict[str, str]:
    capture = entry.facts["capture"]
    line = {"id": capture[:16], "url": url, "ts": _to_milliseconds(entry.facts["fetched"])}
    return {**line, "title": titles[capture]} if capture in titles else line


def _to_milliseconds(fetched: str) -> str:
    from datetime import datetime  # noqa: PLC0415 - for types alone elsewhere in this module

    # As browsers write it: more digits are not read by all of them.
    return moment(datetime.fromisoformat(fetched))[:23] + "Z"


def _compact(date: str) -> str:
    return re.sub(r"\D", "", date)[:14]


def _dated(name: str, at: datetime) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))


def _put(
    made: zipfile.ZipFile, packing: _Packing, entry: zipfile.ZipInfo, pieces: Iterable[bytes], *, size: int
) -> None:  # fmt: skip
    digest, name = hashlib.sha256(), entry.filename
    # Not packed: replay reads single records out of the file by their offsets. And in ZIP64 only what must be: where
    # the list at the end of the ZIP says nothing of it, replayweb.page takes a file's own head for that much shorter.
    with made.open(entry, "w", force_zip64=size > zipfile.ZIP64_LIMIT) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
    stated = f"sha256:{digest.hexdigest()}"
    packing.resources.append({"name": name.rpartition("/")[2], "path": name, "hash": stated, "bytes": size})


def _put_whole(made: zipfile.ZipFile, packing: _Packing, entry: zipfile.ZipInfo, content: bytes) -> None:
    _put(made, packing, entry, [content], size=len(content))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _json(value: Any, indent: int | None = None) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(value, indent=indent)
