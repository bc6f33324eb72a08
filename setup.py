"""Makes the wheel carry what a site is made from: see tools/wheel.py; the rest is in pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup

sys.path.insert(0, str(Path(__file__).parent))

from tools.wheel import Carrying

setup(cmdclass={"build_py": Carrying})
