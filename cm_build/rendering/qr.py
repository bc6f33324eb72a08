"""The QR code of a printed page: a reader of paper comes back to the living page."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import segno

# Four light modules around the code, as the standard (ISO/IEC 18004) asks.
QUIET = 4


class QrCode(NamedTuple):
    """A square of `size` modules, its dark modules as one SVG path, a unit a module."""

    size: int
    path: str


@lru_cache(maxsize=64)
def qr_code(address: str) -> QrCode:
    """Draw an address; a quarter of the print may be damaged (level Q)."""
    rows = segno.make(address, error="q", micro=False, boost_error=False).matrix
    steps = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return QrCode(len(rows) + 2 * QUIET, "".join(steps))
