"""How long a call takes, apart from what else the machine does."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIES = 3


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of three calls; what all the tests before left behind is not swept up meanwhile."""
    found = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(_TRIES):
            began = time.process_time()
            work()
            found.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(found)
