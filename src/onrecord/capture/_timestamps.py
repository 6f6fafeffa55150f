"""Timestamps from outside (RFC 3161): that the log's head, and so all before it, was there when an authority says.

The authority is given the hash of the log's last entry and nothing else. Its answer is kept as it came, so that any
client of such authorities can check it against the hash of that entry, without this program.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from onrecord.capture._warcs import Archive

FOLDER = "timestamps"
MEDIA_TYPE = "application/timestamp-query"
"""What a query is sent as by HTTP POST (RFC 3161, 3.4)."""
_GRANTED = {"granted", "granted_with_mods"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp: the log entry it is of, that entry's hash, the moment that the authority states, and its answer."""

    of: int
    hash: str
    at: datetime
    answer: Path

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
    at = stated(answer, head.hash, nonce)
    name = f"{FOLDER}/{head.n:08d}-{hashlib.sha256(answer).hexdigest()[:8]}"
    files = {f"{name}.tsq": asked, f"{name}.tsr": answer}
    for file, content in files.items():
        _keep(warcs.folder / file, content)
    digests = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
    warcs.note("timestamp", {"of": head.n, "hash": head.hash, "stated": at.isoformat(), "files": digests})
    return Stamp(head.n, head.hash, at, warcs.folder / f"{name}.tsr")


def stamps(warcs: Archive) -> tuple[Stamp, ...]:
    """The timestamps of an archive, oldest first."""
    from datetime import datetime  # noqa: PLC0415 - for types alone elsewhere in this module

    return tuple(
        Stamp(
            entry.facts["of"],
            entry.facts["hash"],
            datetime.fromisoformat(entry.facts["stated"]),
            warcs.folder / next(file for file in entry.facts["files"] if file.endswith(".tsr")),
        )
        for entry in warcs.entries()
        if entry.kind == "timestamp"
    )


def query(digest: str, nonce: int) -> bytes:
    """A TimeStampReq (RFC 3161, 2.4.1) for a SHA-256, asking for the authority's certificate, in DER."""
    from asn1crypto import tsp  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types; rarely needed

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(digest)}
    asked = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    made: bytes = tsp.TimeStampReq(asked).dump()
    return made


def stated(answer: bytes, digest: str, nonce: int) -> datetime:
    """The moment that a TimeStampResp (RFC 3161, 2.4.2) states for that SHA-256; ArchiveError if it is not for it."""
    try:
        status, info = _parsed(answer)
    except Exception as error:  # asn1crypto raises ValueError, TypeError, KeyError and others on what is not ASN.1
        raise ArchiveError(
            f"the timestamp authority's answer cannot be read ({type(error).__name__}); try another"
        ) from error
    if info is None:
        raise ArchiveError(f"the timestamp authority refused ({status}); try again or another authority")
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"] != "sha256" or imprint["hashed_message"] != bytes.fromhex(digest):
        raise ArchiveError("the timestamp authority answered for another hash; nothing was kept; try another authority")
    if info["nonce"] != nonce:
        raise ArchiveError("the timestamp authority gave an old answer; nothing was kept; try another authority")
    at: datetime = info["gen_time"]
    return at


def _parsed(answer: bytes) -> tuple[str, dict[str, Any] | None]:
    from asn1crypto import parser, tsp  # noqa: PLC0415 - rarely needed

    # The status by itself first: asn1crypto takes the token for a must, and a refusal has none.
    content = parser.parse(answer, strict=True)[4]
    status = tsp.PKIStatusInfo.load(content).native
    if status["status"] not in _GRANTED:
        reasons = [status["status"], *(status["status_string"] or ()), *(status["fail_info"] or ())]
        return ", ".join(" ".join(str(reason).split()) for reason in reasons), None
    signed = tsp.TimeStampResp.load(answer, strict=True)["time_stamp_token"]["content"]["encap_content_info"][
        "content"
    ].parsed
    return status["status"], dict(signed.native)


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
