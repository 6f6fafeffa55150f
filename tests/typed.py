"""What comes of a command that a person typed."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

STORY = """<html lang="en"><head><title>Shells by rail</title>
<meta property="article:published_time" content="2024-10-16T09:00:00Z"><meta property="og:site_name" content="{outlet}">
</head><body><nav><a href="/">Home</a></nav><article><h1>Shells went by rail, envoy says</h1>
<p>{who} said that the shells were sent by rail in May. The envoy spoke after a long day of talks in the capital.</p>
<p>“We have seen the trains and counted every one of the wagons,” {who} said. Nothing else was known that evening.</p>
<p>The talks will go on in the spring, and the three governments hope to meet again before the summer comes.</p>
</article><footer>All rights reserved</footer></body></html>"""


class Done(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]
