"""Timestamps from outside (RFC 3161): that the log's head, and so all before it, was there when an authority says.

The authority is given the hash of the log's last entry and nothing else. Its answer is kept as it came, so that any
client of such authorities can check it against the hash of that entry, without this program.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shlex
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.capture._log import EMPTY, Break, Entry
from onrecord.capture._reading import log_after
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.capture._warcs import Archive

FOLDER = "timestamps"
MEDIA_TYPE = "application/timestamp-query"
"""What a query is sent as by HTTP POST (RFC 3161, 3.4)."""
_GRANTED = {"granted", "granted_with_mods"}


_FILE = re.compile(r"timestamps/[\w-]+\.ts[qr]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp: the log entry it is of, that entry's hash, the moment that the authority states, and its answer.

    `authority` is the name that it gives itself in the answer. `fault` is why the timestamp proves nothing of the log
    as it stands, in one line; None where it does, if the authority is to be trusted and its signature holds.
    """

    of: int
    hash: str
    at: datetime
    answer: Path
    authority: str
    fault: str | None = None

    @property
    def command(self) -> str:
        """The command by which anybody can check it; CA.pem is the authority's root certificate."""
        answer = shlex.quote(str(self.answer))
        return f"openssl ts -verify -digest {self.hash} -in {answer} -CAfile CA.pem"


def stamp(warcs: Archive, send: Callable[[bytes], bytes]) -> Stamp:
    """Have the log's head stamped, keep query and answer, and log that they are there.

    `send` takes the query (DER, to be sent as MEDIA_TYPE) and gives the answer (DER). Raises ArchiveError where the
    authority refuses, answers something else than was asked, or the answer cannot be kept. The signature is not checked
    here: whom to trust is not ours to say.
    """
    head = warcs.head()
    if head.n < 0:
        raise ArchiveError(f"{warcs.folder}: nothing to stamp, the log is empty; add pages first")
    nonce = secrets.randbits(63)
    asked = query(head.hash, nonce)
    answer = send(asked)
    found = read_answer(answer)
    if found.hash != head.hash:
        raise ArchiveError("the timestamp authority answered for another hash; nothing was kept; try another authority")
    if found.nonce != nonce:
        raise ArchiveError("the timestamp authority gave an old answer; nothing was kept; try another authority")
    name = f"{FOLDER}/{head.n:08d}-{hashlib.sha256(answer).hexdigest()[:8]}"
    files = {f"{name}.tsq": asked, f"{name}.tsr": answer}
    for file, content in files.items():
        _keep(warcs.folder / file, content)
    digests = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
    warcs.note("timestamp", {"of": head.n, "hash": head.hash, "stated": found.at.isoformat(), "files": digests})
    return Stamp(head.n, head.hash, found.at, warcs.folder / f"{name}.tsr", found.authority)


def stamps(warcs: Archive) -> tuple[Stamp, ...]:
    """The timestamps of an archive, oldest first, each checked against the log and the files as they stand."""
    taken = [entry for entry in warcs.entries() if entry.kind == "timestamp"]
    hashes: dict[int, str] = {}
    whole = True
    wanted = {entry.facts.get("of") for entry in taken}
    for item in log_after(warcs.folder, EMPTY) if taken else ():
        whole = whole and not isinstance(item, Break)
        # An entry vouches for those before it as long as the chain goes there.
        if isinstance(item, Entry) and item.n in wanted and whole:
            hashes[item.n] = item.hash
    return tuple(stamp for entry in taken if (stamp := _stamp(warcs.folder, entry, hashes)))


def _stamp(folder: Path, entry: Entry, hashes: dict[int, str]) -> Stamp | None:
    """None where the entry is not one that `stamp` writes, which verifying the log says."""
    try:
        of, digest, at = int(entry.facts["of"]), str(entry.facts["hash"]), datetime.fromisoformat(entry.facts["stated"])
        answer = folder / next(file for file in entry.facts["files"] if file.endswith(".tsr"))
        faults = [reason for _, reason in stamp_faults(folder, entry, hashes.get(of, ""))]
        known = None if faults else read_answer(answer.read_bytes()).authority
    except (ArchiveError, AttributeError, KeyError, StopIteration, TypeError, ValueError, OSError):
        return None
    return Stamp(of, digest, at, answer, known or "an authority that cannot be told", next(iter(faults), None))


def stamp_faults(folder: Path, entry: Entry, digest: str) -> Iterator[tuple[str | None, str]]:
    """Why a timestamp proves nothing: the file it is about, None for the log, and the reason.

    `digest` is the hash of the entry that it is of, as that entry stands. Raises ValueError, LookupError, TypeError or
    AttributeError where `entry` is not one that `stamp` writes.
    """
    of, at = entry.facts["of"], datetime.fromisoformat(entry.facts["stated"])
    if entry.facts["hash"] != digest:
        yield None, f"the timestamp is not of entry {of} as it stands"
    for file, known in entry.facts["files"].items():
        if not _FILE.fullmatch(file):
            raise ValueError(file)
        reason = _file_fault(folder / file, known, entry.facts["hash"], at)
        if reason:
            yield file, reason
    if not any(file.endswith(".tsr") for file in entry.facts["files"]):
        raise ValueError("no answer")


def _file_fault(path: Path, known: str, digest: str, at: datetime) -> str | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return "the file is missing"
    if hashlib.sha256(content).hexdigest() != known:
        return "damaged: it is not what the authority answered"
    if path.suffix != ".tsr":
        return None
    try:
        found = read_answer(content)
    except ArchiveError as error:
        return str(error)
    # A log that was written anew from its start fits itself and its files; only the answer was not theirs to make.
    return None if (found.hash, found.at) == (digest, at) else "it is for another hash or moment than the log says"


def query(digest: str, nonce: int) -> bytes:
    """A TimeStampReq (RFC 3161, 2.4.1) for a SHA-256, asking for the authority's certificate, in DER."""
    from asn1crypto import tsp  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types; rarely needed

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(digest)}
    asked = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    made: bytes = tsp.TimeStampReq(asked).dump()
    return made


class Answer(NamedTuple):
    """What an authority answered: the SHA-256 in hex ("" for a hash of another kind), the moment, nonce, its name."""

    hash: str
    at: datetime
    nonce: int | None
    authority: str


def read_answer(answer: bytes) -> Answer:
    """A TimeStampResp (RFC 3161, 2.4.2), its signature unchecked; raises ArchiveError where it grants none."""
    try:
        status, signed = _parsed(answer)
        if signed is not None:
            info = signed["encap_content_info"]["content"].parsed.native
            imprint = info["message_imprint"]
            known = imprint["hash_algorithm"]["algorithm"] == "sha256"
            stated = imprint["hashed_message"].hex() if known else ""
            return Answer(stated, info["gen_time"], info["nonce"], _authority(signed, info))
    except Exception as error:  # asn1crypto raises ValueError, TypeError, KeyError and others on what is not ASN.1
        raise ArchiveError(
            f"the timestamp authority's answer cannot be read ({type(error).__name__}); try another"
        ) from error
    raise ArchiveError(f"the timestamp authority refused ({status}); try again or another authority")


def _parsed(answer: bytes) -> tuple[str, Any]:
    """The status in words, and the SignedData where it was granted."""
    from asn1crypto import parser, tsp  # noqa: PLC0415 - rarely needed

    # The status by itself first: asn1crypto takes the token for a must, and a refusal has none.
    content = parser.parse(answer, strict=True)[4]
    status = tsp.PKIStatusInfo.load(content).native
    if status["status"] not in _GRANTED:
        reasons = [status["status"], *(status["status_string"] or ()), *(status["fail_info"] or ())]
        return ", ".join(" ".join(str(reason).split()) for reason in reasons), None
    return status["status"], tsp.TimeStampResp.load(answer, strict=True)["time_stamp_token"]["content"]


def _authority(signed: Any, info: Any) -> str:  # noqa: ANN401 - asn1crypto has no types
    """By its certificate, whose number the signature names; else as it calls itself (`tsa`)."""
    signer = signed["signer_infos"][0]["sid"].native
    number = signer["serial_number"] if isinstance(signer, dict) else None
    named = [c.chosen.subject.native for c in signed["certificates"] if c.chosen.serial_number == number]
    names = named[0] if named else info["tsa"] or {}
    parts = (names.get(part) for part in ("common_name", "organization_name", "country_name"))
    return ", ".join(" ".join(str(part).split()) for part in parts if part) or "an authority without a name"


def _keep(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
    except OSError as error:
        raise ArchiveError(
            f"{path}: the timestamp cannot be kept: {error.strerror}; free space or check rights"
        ) from error
