"""Where the project's own files are: around the program in a checkout, beside it once installed.

A wheel carries what a site is made from besides the code (tools/wheel.py gathers it): whoever has no
checkout builds the same site.
"""

from __future__ import annotations

import sys
from pathlib import Path

_AROUND = Path(__file__).parents[2]
CARRIED = "commune_mesure"
BUNDLES = "bundles"


def installed() -> bool:
    """Tell whether the program came as a wheel, with everything it needs."""
    return (_AROUND / CARRIED / "data").is_dir()


def home() -> Path:
    """Give the folder that holds the project's data, pages, looks and front-end packages."""
    return _AROUND / CARRIED if installed() else _AROUND


def packages() -> Path:
    """Give the folder of the front-end packages."""
    return home() / "node_modules"


def browser_packages() -> Path:
    """Give the folder of the Python packages that the preview runs in the browser."""
    return home() / "navigateur" if installed() else Path(sys.prefix) / "navigateur"


def bundles() -> Path:
    """Give the folder of the scripts and styles already joined."""
    return home() / BUNDLES if installed() else home() / ".cache" / BUNDLES
