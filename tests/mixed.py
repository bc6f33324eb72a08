"""Four hundred places of every sort in one référentiel: real, invented, old, closed, to come, only listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cm_build.cli.main import main
from tests.support import minimal, write_place

DRAWN, LISTED = 388, 12
CLOSED = "etat: ferme\ndate_fermeture: 2025-06-30"
# Of forty places, what the first ones become; the others are real, open and recent.
SORTS = (CLOSED, "vieux", "etat: idee", "invente", "etat: pause", "etat: prefiguration", "invente")
EVERY, OLD = 40, 2016
SOURCE = """\
source: {nom: "Atlas des ateliers", licence: "CC BY 4.0", date: 2021-03-01, url: "https://atlas.exemple.test/liste"}
"""


def write_mixed(root: Path) -> None:
    """Write the places, always the same."""
    assert main(["demo", "--places", str(DRAWN), "--seed", "11", "--out", str(root)]) == 0
    for rank, folder in enumerate(sorted(path for path in root.iterdir() if path.is_dir())):
        sort = SORTS[rank % EVERY] if rank % EVERY < len(SORTS) else ""
        files = sorted(folder.glob("*.yaml"))
        for file in files:
            text = file.read_text("utf-8")
            text = text if sort == "invente" else text.replace("exemple_fictif: oui\n", "", 1)
            if sort.startswith("etat") and file == files[-1]:
                text = text.replace("licence_acceptee", f"{sort}\nlicence_acceptee", 1)
            file.write_text(text, encoding="utf-8")
        if sort == "vieux":
            _grown_old(files)
    for index, commune in zip(range(LISTED), _communes(root), strict=False):
        entry = minimal(f"Le lieu recensé {index}", commune)
        entry = entry.replace("publique", "annuaire").replace("licence_acceptee: oui\n", "")
        write_place(root, f"recense-{index}", SOURCE + entry)


def _grown_old(files: list[Path]) -> None:
    for file in files[:-1]:
        file.unlink()
    files[-1].rename(files[-1].with_name(f"{OLD}.yaml"))


def _communes(root: Path) -> Iterator[str]:
    """List communes where a place already is."""
    for file in sorted(root.glob("*/2025.yaml")):
        found = re.search(r'^  commune: "(\w+)"', file.read_text("utf-8"), re.MULTILINE)
        if found:
            yield found[1]
