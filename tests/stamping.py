"""A timestamp authority (RFC 3161) on this machine, made of `openssl ts`."""

from __future__ import annotations

import shlex
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def make_authority(folder: Path) -> Path:
    """A folder with an authority: its root (CA.pem), its certificate and key. It calls itself Stamper."""
    (folder / "settings").write_text(SETTINGS)
    (folder / "serial").write_text("01")
    key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config settings -days 2"
    openssl(folder, f"req -x509 {key} -keyout CA.key -out CA.pem -subj /CN=Root -extensions root")
    signed = "-CA CA.pem -CAkey CA.key -extensions signer"
    openssl(folder, f"req -x509 {key} {signed} -keyout tsa.key -out tsa.pem -subj /CN=Stamper")
    return folder


def answered(authority: Path, asked: bytes) -> bytes:
    """What it answers to a query."""
    (authority / "asked.tsq").write_bytes(asked)
    signer = "-signer tsa.pem -inkey tsa.key -config settings -section made"
    openssl(authority, f"ts -reply -queryfile asked.tsq {signer} -out answer.tsr")
    return (authority / "answer.tsr").read_bytes()


@contextmanager
def stamping(authority: Path) -> Iterator[str]:
    """The authority's address, as long as this lasts."""

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = answered(authority, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server names it
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Authority) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
