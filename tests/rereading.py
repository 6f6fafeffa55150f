"""Readers of several versions that need no network: each finds the sentences with the verbs that it knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from making import article, capture

from onrecord.assess import gather
from onrecord.model import Article, Attribution, Digest, Reading, Span, Speaker
from onrecord.pipeline import Again, Tools

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.model import Act, Factuality
    from onrecord.reader import Reader

    Verbs = Mapping[str, tuple[Act, Factuality]]

SENTENCE = re.compile(r"([A-Z]\w+ [A-Z]\w+) (\w+) that ([^.\n]+)\.")
SAID: Verbs = {"said": ("say", "CT+")}
BOTH: Verbs = {"said": ("say", "CT+"), "denied": ("deny", "CT-")}


@dataclass(frozen=True)
class Knowing:
    """Reads `Ann Lee said that it rained.` where it knows `said`, and takes it as that verb is given."""

    version: str
    verbs: Verbs

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        return [self.reading(of) for of in articles]

    def reading(self, of: Article) -> Reading:
        found = [m for m in SENTENCE.finditer(of.text) if m[2] in self.verbs]
        return Reading(of.id, self.version, tuple(self._attribution(m) for m in found))

    def _attribution(self, m: re.Match[str]) -> Attribution:
        act, factuality = self.verbs[m[2]]
        source, cue, content = (((Span(*m.span(n))),) for n in (1, 2, 3))
        return Attribution(
            id=f"a{m.start()}",
            source=source,
            cue=cue,
            content=content,
            speaker=Speaker(m[1], "person"),
            act=act,
            form="indirect",
            factuality=factuality,
        )

    def tools(self) -> Tools:
        return Tools(cast("Reader", self), plain=True)

    def again(self, of: Article) -> Again:
        reading = self.reading(of)
        return Again(of, reading, gather(of, reading))

    def digest(self, of: Article) -> Digest:
        return Digest(capture(f"{of.path}\n{of.outlet}\n{of.text}".encode(), of.path), *self.again(of))


def page(path: str, *sentences: str, outlet: str | None = None) -> Article:
    return article("\n".join(sentences), path, outlet=outlet)


OLD, NEW = Knowing("v1", SAID), Knowing("v2", BOTH)
