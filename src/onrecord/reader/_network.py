"""The trained network, as it comes with the package: an ONNX file, and the tokenizer it was trained with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from onrecord.model import OnRecordError
from onrecord.reader._links import DISTANCES, FEATURES, Linker
from onrecord.reader._tags import NAMES, ROLES, steps

if TYPE_CHECKING:
    from onrecord.reader._pieces import Ids
    from onrecord.reader._scores import Floats, Network

PACKAGED = Path(__file__).parent / "model"
NETWORK, WORDS = "network.onnx", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Model:
    """All that was learned: the network as a function, the scores of steps between tags, and how parts are linked."""

    run: Network
    words: Tokenizer
    role_steps: Floats
    name_steps: Floats
    linker: Linker
    ends: Ids
    """The numbers of the word pieces that end sentences."""


def word_pieces(path: Path) -> Tokenizer:
    """The tokenizer in a file, without its truncation and padding; raises OnRecordError where the file holds none."""
    try:
        found = Tokenizer.from_file(str(path))
    except Exception as error:
        raise _unreadable(path, error) from error
    found.no_truncation()
    found.no_padding()
    return found


def opened(folder: Path = PACKAGED) -> Model:
    """The model in a folder; raises OnRecordError, naming the file, where it is not whole or not one of ours.

    One thread: several readers side by side use the cores better than one with several threads does.
    """
    # Loaded here, so that commands that read nothing start without it: 60 ms.
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Memory that is kept for later runs grows with the largest page ever read.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    path = folder / NETWORK
    try:
        session = InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
        learned = {name: json.loads(text) for name, text in session.get_modelmeta().custom_metadata_map.items()}
        tags = tuple(learned["roles"]), tuple(learned["names"])
        between = np.array(learned["steps"], dtype=np.float32)
        linker = Linker(*(np.array(learned[f"link_{field}"], dtype=np.float32) for field in Linker._fields))
        shapes = (2, len(DISTANCES) + 1), (2, len(FEATURES)), (2,)
    except Exception as error:
        raise _unreadable(path, error) from error
    if tags != (ROLES, NAMES) or tuple(part.shape for part in linker) != shapes:
        raise OnRecordError(f"{path}: a network for another version of the reader than this; install onrecord anew")

    def run(ids: Ids, marks: Ids, mask: Ids) -> tuple[Floats, Floats, Floats]:
        roles, names, links = session.run(None, {"ids": ids, "marks": marks, "mask": mask})
        return roles, names, links

    words = word_pieces(folder / WORDS)
    return Model(run, words, steps(ROLES, between), steps(NAMES), linker, ends_of(words))


def ends_of(words: Tokenizer) -> Ids:
    """The numbers of the word pieces that end sentences."""
    return np.array([number for sign in ".?!" if (number := words.token_to_id(sign)) is not None], dtype=np.int64)


def _unreadable(path: Path, error: Exception) -> OnRecordError:
    # onnxruntime and tokenizers raise bare exceptions of many kinds, some over many lines.
    reason = " ".join(str(error).split())[:200]
    return OnRecordError(f"{path}: not a readable model ({reason}); install onrecord anew")
