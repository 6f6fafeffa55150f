"""A web server on this machine whose answers are written in the test, byte by byte."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = Callable[[socket.socket], None]


class Server:
    """What it was asked, whole, in order; and where it listens."""

    def __init__(self, answers: dict[str, Answer | bytes | list[Answer | bytes]]) -> None:
        self.answers = answers
        self.asked: list[bytes] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.open: list[socket.socket] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [head.split()[1].decode() for head in self.asked]

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.open.append(connection)
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            while (head := _head(connection)) is not None:
                self.asked.append(head)
                path = head.split()[1].decode()
                answer = self.answers.get(path, page(b"", status=b"404 Not Found"))
                if isinstance(answer, list):
                    answer = answer.pop(0) if len(answer) > 1 else answer[0]
                if callable(answer):
                    answer(connection)
                    return
                connection.sendall(answer)


@contextmanager
def serving(**answers: Answer | bytes | list[Answer | bytes]) -> Iterator[Server]:
    """A server that gives these answers at `/name`; robots.txt is at `robots`, and is not there unless given."""
    paths = {"/robots.txt" if name == "robots" else f"/{name}": answer for name, answer in answers.items()}
    server = Server(paths)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        # Shut down first: closing alone does not wake a thread that waits in accept.
        for each in (server.listening, *server.open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        thread.join(timeout=5)


def page(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """An answer with a body of known length."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def redirect(to: str, status: bytes = b"302 Found") -> bytes:
    return page(b"", b"Location: " + to.encode(), status=status)


def _head(connection: socket.socket) -> bytes | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        some = connection.recv(4096)
        if not some:
            return None
        head += some
    return head
