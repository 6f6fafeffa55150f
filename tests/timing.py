"""How long a call takes, apart from what else the machine does."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TRIES = 3


def seconds(work: Callable[[], object], least: float = 0.0) -> float:
    """The least processor time of three calls, or of as many as take so many seconds in all.

    What was left behind before, by all the tests for instance, is not swept up meanwhile.
    """
    found: list[float] = []
    gc.collect()
    gc.disable()
    try:
        while len(found) < _TRIES or sum(found) < least:
            began = time.process_time()
            work()
            found.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(found)
