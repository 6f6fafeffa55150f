"""What training makes small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from examples import UNKNOWN, UNNAMED
from network import LINK_WIDTH
from torch.nn import functional
from windows import batch

from onrecord.reader._links import DISTANCES
from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from network import Network, Outputs
    from torch import Tensor
    from windows import Batch, Window

_NAMES, _LINKS = 1.0, 0.4
# Names tagged by a program are right in three of four cases, and there are thirteen times as many as gold ones.
_AUTOMATIC_NAMES = 0.1
_UNNAMED = [at for at, tag in enumerate(NAMES) if tag == "O" or tag.endswith("MISC")]
_FORBIDDEN = -1e4
_BOUNDS = torch.from_numpy(DISTANCES)


def loss(network: Network, outputs: Outputs, given: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, and its parts."""
    roles = role_loss(network.steps, outputs.roles, given.roles)
    names = name_loss(outputs.names, given)
    links = link_loss(network, outputs.links, given)
    total = roles + _NAMES * names + _LINKS * links
    parts = {"roles": roles, "names": names, "links": links}
    return total, {name: float(part.detach()) for name, part in parts.items()}


def steps_allowed(learned: Tensor) -> Tensor:
    """The learned scores of steps from tag to tag; into the inside of a span only from the span itself."""
    barred = torch.zeros_like(learned)
    for at, tag in enumerate(ROLES):
        if tag.startswith("I-"):
            barred[:, at] = _FORBIDDEN
            barred[at, at] = barred[at - 1, at] = 0.0
    return learned + barred


def role_loss(steps: Tensor, scores: Tensor, gold: Tensor) -> Tensor:
    """Minus the log-likelihood a piece of the whole sequence of roles in a window, by a linear-chain CRF.

    Lafferty et al. 2001. A window may begin within a span, so any tag may come first.
    """
    known = (gold != UNKNOWN).any(dim=1)
    if not known.any():
        return scores.sum() * 0.0
    # Without [CLS], on which no tag stands; padding and [SEP] carry none either.
    scores, gold = scores[known, 1:], gold[known, 1:]
    present = gold != UNKNOWN
    allowed = steps_allowed(steps)
    tags = gold.clamp(min=0)
    emitted = scores.gather(2, tags[:, :, None])[:, :, 0] * present
    # A span cut by the window's edge begins with an inside tag: its step is not scored.
    # Spans that overlap in the gold break off without a beginning: barred, but no fault of the network's.
    stepped = steps[tags[:, :-1], tags[:, 1:]] * present[:, 1:]
    path = emitted.sum() + stepped.sum()
    forward = scores[:, 0]
    for at in range(1, scores.shape[1]):
        ahead = torch.logsumexp(forward[:, :, None] + allowed[None], dim=1) + scores[:, at]
        forward = torch.where(present[:, at, None], ahead, forward)
    return (torch.logsumexp(forward, dim=1).sum() - path) / present.sum()


def name_loss(scores: Tensor, given: Batch) -> Tensor:
    """Cross entropy a piece; names tagged by a program weigh less.

    Where a data set does not mark other names than PER, ORG and LOC, outside of these either is right: O or MISC.
    """
    sure = functional.log_softmax(scores, dim=-1)
    tagged = sure.gather(2, given.names.clamp(min=0)[:, :, None])[:, :, 0]
    each = -torch.where(given.names == UNNAMED, sure[:, :, _UNNAMED].logsumexp(dim=-1), tagged)
    known = given.names != UNKNOWN
    weights = torch.where(given.gold_names == 1, 1.0, _AUTOMATIC_NAMES) * known
    return (each * weights).sum() / known.sum().clamp(min=1)


def link_loss(network: Network, links: Tensor, given: Batch) -> Tensor:
    """Binary cross entropy over pairs of a piece of a source or content and a cue: does it belong to the cue?"""
    losses = []
    for part, pairs in enumerate(given.links):
        if len(pairs):
            window, piece, cue, owned = pairs.unbind(1)
            scores = pair_scores(network, links[window, piece], links[window, cue], piece - cue, part)
            losses.append(functional.binary_cross_entropy_with_logits(scores, owned.to(scores.dtype)))
    return torch.stack(losses).sum() if losses else links.sum() * 0.0


def distance_odds(groups: Iterable[Sequence[Window]]) -> Tensor:
    """Where training begins: of each distance the log-odds that a piece so far from a cue belongs to it."""
    counts = torch.ones(2, len(DISTANCES) + 1, 2)
    for group in groups:
        for part, pairs in enumerate(batch(group).links):
            _, piece, cue, owned = pairs.unbind(1)
            place = torch.bucketize(piece - cue, _BOUNDS)
            counts[part].index_put_((place, owned), torch.ones(len(pairs)), accumulate=True)
    return torch.log(counts[:, :, 1] / counts[:, :, 0])


def pair_scores(network: Network, piece: Tensor, cue: Tensor, distance: Tensor, part: int) -> Tensor:
    """Scores of pairs, part 0 sources and 1 contents: the vectors' product, and how far the two are apart."""
    own = piece[:, part * LINK_WIDTH : (part + 1) * LINK_WIDTH]
    bias = network.link_biases[part][torch.bucketize(distance, _BOUNDS)]
    return (own * cue[:, 2 * LINK_WIDTH :]).sum(1) / LINK_WIDTH**0.5 + bias
