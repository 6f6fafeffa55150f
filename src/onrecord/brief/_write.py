"""The whole brief: both Looks, and the articles that they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief._deep import deep_look
from onrecord.brief._quick import quick_look
from onrecord.model import Brief

if TYPE_CHECKING:
    from onrecord.model import Dossier


def write(dossier: Dossier) -> Brief:
    """The brief of a dossier; its Looks are empty where the dossier has no claim and no figure.

    The order of claims, evidence, figures and articles changes nothing. Raises UncitedError where a quote does not
    stand in its article, or its article is not in the dossier.
    """
    quick, deep = quick_look(dossier), deep_look(dossier)
    lines = (*quick, *(line for section in deep for line in section.lines))
    cited = {citation.article for line in lines for citation in line.citations}
    articles = {article.id: article for article in dossier.articles if article.id in cited}
    return Brief(
        dossier.title, dossier.as_of, dossier.since, quick, deep, tuple(articles[id_] for id_ in sorted(cited))
    )
