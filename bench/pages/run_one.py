"""Runs one system over pages in a process of its own, so that its time and memory are its own.

Standard input: a path a line. Standard output: JSON of the pages found, processor seconds and peak memory in MB.
"""

from __future__ import annotations

import gzip
import importlib
import json
import logging
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def main() -> int:
    """Only what the system itself does is timed, not the reading of files."""
    logging.disable(logging.CRITICAL)
    extract = importlib.import_module(f"bench.pages.{sys.argv[1]}").extract
    found, seconds = [], 0.0
    for path in sys.stdin.read().splitlines():
        html = gzip.decompress(Path(path).read_bytes())
        began = time.process_time()
        page = extract(html)
        seconds += time.process_time() - began
        found.append(page)
    # Linux gives kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    json.dump({"found": found, "seconds": seconds, "peak MB": peak}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
