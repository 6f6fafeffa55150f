"""Asking a timestamp authority over HTTP (RFC 3161, section 3.4)."""

from __future__ import annotations

import httpx

from onrecord.capture._addresses import Refused, check_public_host, parsed
from onrecord.capture._connect import Overdue
from onrecord.capture._web import Manners, Web
from onrecord.model import ArchiveError

SECONDS = 30.0
"""For the whole answer; authorities answer within one or two."""
LARGEST = 1_000_000
"""Bytes of an answer; one with its certificates has about 6,000."""
GRANTED = 200


def ask(authority: str, query: bytes, *, private: bool = False) -> bytes:
    """The authority's answer (DER) to a query (DER); raises ArchiveError."""
    try:
        url = parsed(authority)
        if not private:
            check_public_host(url.host)
        with Web.open(Manners(private=private)) as web:
            return _answer(web, url, query)
    except (Refused, Overdue, httpx.HTTPError) as error:
        reason = " ".join(str(error).split()) or "took too long"
        raise ArchiveError(f"{authority}: no timestamp came: {reason}; try again, or another authority") from error


def _answer(web: Web, url: httpx.URL, query: bytes) -> bytes:
    web.deadline.set(SECONDS)
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": web.manners.agent}
    with web.client.stream("POST", url, content=query, headers=headers, timeout=SECONDS) as response:
        body = b""
        for some in response.iter_bytes():
            body += some
            if len(body) > LARGEST:
                raise Refused("the answer is no timestamp, it is too large")
    if response.status_code != GRANTED:
        raise Refused(f"the server answered {response.status_code}")
    return body
