"""The QR code of a printed page: a reader of paper comes back to the living page."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import segno

# Four light modules around the code, as the standard (ISO/IEC 18004) asks.
QUIET = 4


class QrCode(NamedTuple):
    """A square of `size` modules, its dark modules as one SVG path, a unit a module, a step a run."""

    size: int
    path: str


@lru_cache(maxsize=64)
def qr_code(address: str) -> QrCode:
    """Draw an address; a quarter of the print may be damaged (level Q)."""
    rows = segno.make(address, error="q", micro=False, boost_error=False).matrix
    steps: list[str] = []
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                steps.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return QrCode(len(rows) + 2 * QUIET, "".join(steps))
