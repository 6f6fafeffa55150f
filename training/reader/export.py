"""Writes trained weights as the file that comes with the package: ONNX, 8-bit, with what decoding needs beside it.

`python training/reader/export.py build/reader/epoch-5.pt` writes `network.onnx` and `tokenizer.json` into
src/onrecord/reader/model and `network-fp32.onnx` beside the weights, and checks that ONNX gives what torch gives.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from evaluate import fitted, loaded
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from train import ROOT, base_folder

from onrecord.reader._tags import NAMES, ROLES

if TYPE_CHECKING:
    from network import Network

    from onrecord.reader._links import Linker
    from onrecord.reader._pieces import Ids

PACKAGE = ROOT / "src" / "onrecord" / "reader" / "model"
_PARITY = 1e-4
_INPUTS, _OUTPUTS = ("ids", "marks", "mask"), ("roles", "names", "links")


def sample(rows: int, size: int, seed: int = 1) -> tuple[Ids, Ids, Ids]:
    """Random windows, the last one half empty."""
    chance = np.random.default_rng(seed)
    ids = chance.integers(1000, 30000, (rows, size))
    marks = np.stack([chance.integers(0, values, (rows, size)) for values in (7, 3, 2, 4)], axis=-1)
    mask = np.ones((rows, size), dtype=np.int64)
    mask[-1, size // 2 :] = 0
    return ids, marks, mask


def write_fp32(network: Network, path: Path) -> None:
    """The network as ONNX, any number of windows of any length."""
    network.eval()
    batch, size = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("size", min=3, max=512)
    shapes = tuple({0: batch, 1: size} for _ in _INPUTS)
    inputs = tuple(torch.from_numpy(array) for array in sample(2, 64))
    program = torch.onnx.export(
        network, inputs, dynamo=True, input_names=_INPUTS, output_names=_OUTPUTS, dynamic_shapes=shapes, verbose=False
    )
    program.save(str(path))


def difference(network: Network, path: Path) -> float:
    """The largest difference between ONNX's outputs and torch's, where a piece stands."""
    session = InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest = 0.0
    for rows, size in ((1, 7), (3, 256)):
        arrays = sample(rows, size)
        with torch.no_grad():
            expected = network(*(torch.from_numpy(array) for array in arrays))
        found = session.run(None, dict(zip(_INPUTS, arrays, strict=True)))
        there = arrays[2] == 1
        apart = [np.abs(f - e.numpy())[there].max() for f, e in zip(found, expected, strict=True)]
        largest = max(largest, *map(float, apart))
    return largest


def write_int8(fp32: Path, path: Path, network: Network, linker: Linker) -> None:
    """The same with 8-bit weights, and with the decoder's learned numbers as metadata."""
    ready = fp32.with_suffix(".ready")
    quant_pre_process(str(fp32), str(ready), skip_symbolic_shape=True)
    # QInt8 saturates on processors without VNNI.
    quantize_dynamic(str(ready), str(path), weight_type=QuantType.QUInt8, per_channel=True)
    ready.unlink()
    model = onnx.load(str(path))
    del model.metadata_props[:]
    learned = {
        "steps": network.steps.detach().numpy().round(5).tolist(),
        **{f"link_{field}": values.round(5).tolist() for field, values in linker._asdict().items()},
        "roles": ROLES,
        "names": NAMES,
    }
    for name, value in learned.items():
        model.metadata_props.add(key=name, value=json.dumps(value))
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(model, str(path))


def main() -> None:
    """Exports, and prints sizes and the difference to torch."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--into", type=Path, default=PACKAGE)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    network = loaded(given.weights)
    fp32 = given.weights.with_name("network-fp32.onnx")
    write_fp32(network, fp32)
    apart = difference(network, fp32)
    print(f"fp32: {fp32.stat().st_size / 1e6:.1f} MB, at most {apart:.2e} from torch")
    if apart > _PARITY:
        raise SystemExit(f"ONNX differs from torch by more than {_PARITY}")
    linker = fitted(given.weights.parent)(network.link_biases.detach().numpy())
    write_int8(fp32, given.into / "network.onnx", network, linker)
    shutil.copy(base_folder() / "tokenizer.json", given.into / "tokenizer.json")
    small = given.into / "network.onnx"
    print(f"int8: {small.stat().st_size / 1e6:.1f} MB, at most {difference(network, small):.2e} from torch")


if __name__ == "__main__":
    main()
