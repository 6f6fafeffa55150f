"""Timestamps of the log's head: asked, checked, kept, and sound to openssl; against an authority made by the test."""

from __future__ import annotations

import shlex
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from making import START, capture

from onrecord.capture._timestamps import query, stamp, stamps
from onrecord.capture._warcs import Archive
from onrecord.model import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Send = Callable[[bytes], bytes]

SETTINGS = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[signer]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa]
default_tsa = made
[made]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *shlex.split(line)], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S607 - openssl of the system


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority: its root (CA.pem), its certificate and key."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "settings").write_text(SETTINGS)
    (folder / "serial").write_text("01")
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config settings -days 2"
    openssl(folder, f"req -x509 {key} -keyout CA.key -out CA.pem -subj /CN=Root -extensions root")
    signed = "-CA CA.pem -CAkey CA.key -extensions signer"
    openssl(folder, f"req -x509 {key} {signed} -keyout tsa.key -out tsa.pem -subj /CN=Stamper")
    return folder


@pytest.fixture
def send(authority: Path) -> Send:
    """What an authority answers to a query, as by HTTP."""

    def answer(asked: bytes) -> bytes:
        (authority / "asked.tsq").write_bytes(asked)
        signer = "-signer tsa.pem -inkey tsa.key -config settings -section made"
        openssl(authority, f"ts -reply -queryfile asked.tsq {signer} -out answer.tsr")
        return (authority / "answer.tsr").read_bytes()

    return answer


@pytest.fixture
def warcs(tmp_path: Path) -> Archive:
    kept = Archive(tmp_path / "an archive", tool="onrecord 0.1.0", clock=lambda: START)
    kept.put(capture())
    return kept


def faults(warcs: Archive) -> list[str]:
    return [str(f) for f in warcs.verify() if f is not None]


def test_the_head_is_stamped_and_openssl_agrees_by_the_command_given(
    warcs: Archive, send: Send, authority: Path
) -> None:
    head = warcs.head()
    made = stamp(warcs, send)
    assert (made.of, made.hash) == (head.n, head.hash)
    assert abs(made.at - datetime.now(UTC)) < timedelta(minutes=5)
    program, line = made.command.split(" ", 1)
    assert program == "openssl"
    assert "Verification: OK" in openssl(authority, line).stdout
    assert stamps(warcs) == (made,)
    assert faults(warcs) == []


def test_openssl_refuses_it_for_any_other_hash(warcs: Archive, send: Send, authority: Path) -> None:
    made = stamp(warcs, send)
    with pytest.raises(subprocess.CalledProcessError):
        openssl(authority, made.command.split(" ", 1)[1].replace(made.hash, "0" * 64))


def test_query_and_answer_are_kept_as_they_were(warcs: Archive, send: Send, authority: Path) -> None:
    made = stamp(warcs, send)
    assert made.answer.read_bytes() == (authority / "answer.tsr").read_bytes()
    assert made.answer.with_suffix(".tsq").read_bytes() == (authority / "asked.tsq").read_bytes()
    shown = openssl(authority, f"ts -query -in {shlex.quote(str(made.answer.with_suffix('.tsq')))} -text").stdout
    assert "Hash Algorithm: sha256" in shown
    assert "Certificate required: yes" in shown


def test_an_archive_can_be_stamped_again_and_by_another(warcs: Archive, send: Send) -> None:
    first = stamp(warcs, send)
    warcs.put(capture(b"more"))
    second = stamp(warcs, send)
    assert second.of > first.of
    assert stamps(warcs) == (first, second)
    assert faults(warcs) == []


@pytest.mark.parametrize("suffix", [".tsr", ".tsq"])
def test_a_flipped_bit_in_a_timestamp_is_found_and_named(warcs: Archive, send: Send, suffix: str) -> None:
    path = stamp(warcs, send).answer.with_suffix(suffix)
    raw = path.read_bytes()
    for at in range(0, len(raw), 41):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        (found,) = faults(warcs)
        assert found.startswith(f"timestamps/{path.name}, byte 0 (timestamp of log entry 1, log entry 2): damaged")
    path.unlink()
    assert "the file is missing" in faults(warcs)[0]


def test_an_answer_for_another_hash_is_refused_and_nothing_kept(warcs: Archive, send: Send) -> None:
    with pytest.raises(ArchiveError, match="answered for another hash; nothing was kept"):
        stamp(warcs, lambda _: send(query("ab" * 32, 7)))
    assert stamps(warcs) == ()
    assert not (warcs.folder / "timestamps").exists()


def test_an_answer_given_before_is_refused(warcs: Archive, send: Send) -> None:
    """One that somebody kept, for the same hash: its nonce is not the one sent."""
    with pytest.raises(ArchiveError, match="gave an old answer"):
        stamp(warcs, lambda _: send(query(warcs.head().hash, 7)))


def test_a_refusal_is_said_with_its_reason(warcs: Archive, send: Send) -> None:
    def spoiled(asked: bytes) -> bytes:
        # SHA-256 is named by this identifier (RFC 5754); with its last byte changed it is SHA-384, and not taken.
        return send(asked.replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040202")))

    with pytest.raises(ArchiveError, match=r"the timestamp authority refused \(rejection, .*bad_(alg|data_format)"):
        stamp(warcs, spoiled)


@pytest.mark.parametrize(
    "answer", [b"", b"<html>Not found</html>", b"\x30\x03\x02\x01", b"\x30\x80" * 50, b"\x00" * 99]
)
def test_what_is_no_answer_is_said(warcs: Archive, answer: bytes) -> None:
    with pytest.raises(ArchiveError, match="the timestamp authority's answer cannot be read"):
        stamp(warcs, lambda _: answer)


def test_an_empty_archive_has_nothing_to_stamp(tmp_path: Path, send: Send) -> None:
    with pytest.raises(ArchiveError, match="nothing to stamp, the log is empty; add pages first"):
        stamp(Archive(tmp_path, tool="x", clock=lambda: START), send)


def test_a_timestamp_moved_to_another_entry_is_found(warcs: Archive, send: Send) -> None:
    made = stamp(warcs, send)
    warcs.note("timestamp", {"of": 0, "hash": made.hash, "stated": START.isoformat(), "files": {}})
    assert "the timestamp is not of entry 0 as it stands" in faults(warcs)[0]


@pytest.mark.enable_socket
def test_an_authority_is_asked_over_http_and_openssl_checks_its_answer(
    warcs: Archive, send: Send, authority: Path
) -> None:
    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = send(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server names it
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Authority) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        made = warcs.stamp(url, private=True)
        with pytest.raises(ArchiveError, match="no timestamp came"):
            warcs.stamp(url)
        server.shutdown()
    checked = openssl(authority, made.command.removeprefix("openssl "))
    assert "Verification: OK" in checked.stdout + checked.stderr
