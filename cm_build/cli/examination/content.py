"""What the copy holds: files of an older version, what a build needs, the weight of the site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cm_build.cli.examination.diagnosis import Diagnosis, Health
from cm_build.places.folder import SUFFIX
from cm_build.places.leftovers import listed
from cm_build.reading.home import installed
from cm_build.reading.node import Scalar
from cm_build.reading.numbers import read_year
from cm_build.reading.source import read_source
from cm_build.wording.french import how_many

# What forges publish of one site, at most; past two thirds, it is time to think of it.
LARGEST_SITE = 1_000_000_000
TIME_TO_THINK = LARGEST_SITE * 2 // 3
VERSION = "questionnaire"


def packages(root: Path) -> Iterator[Diagnosis]:
    """Look for what the front-end needs: without it nothing is built."""
    if installed() or (root / "node_modules").is_dir():
        yield Diagnosis(Health.GOOD, "Les paquets du site sont installés.")
    else:
        yield Diagnosis(
            Health.BROKEN,
            "Les paquets du site manquent : rien ne se construit.",
            "« make install ».",
        )


def old_files(places: Path, version: int) -> Iterator[Diagnosis]:
    """Count the files that say an older version of the questionnaire: they are read, and stay true."""
    files = [
        path
        for folder in listed(places)
        if folder.is_dir()
        for path in listed(folder)
        if path.suffix == SUFFIX and read_year(path.stem)
    ]
    old = sum(_version(path) < version for path in files)
    if old:
        yield Diagnosis(
            Health.GOOD,
            f"{how_many(old, 'fiche est', 'fiches sont')} d’une version plus ancienne du questionnaire, sur {len(files)}. "
            "Elles se lisent, et « cm migrate » les récrit si vous le voulez.",
        )
    elif files:
        yield Diagnosis(
            Health.GOOD, f"{how_many(len(files), 'fiche', 'fiches')}, à la version d’aujourd’hui."
        )


def _version(path: Path) -> int:
    """Read the version a file says; a file that says none is told by `cm check`, not here."""
    root = read_source(path.read_bytes(), path.name).root
    node = root.entries[VERSION].node if root and VERSION in root.entries else None
    text = node.text if isinstance(node, Scalar) else ""
    return int(text) if text.isascii() and text.isdigit() else 10**6


def weight(site: Path) -> Iterator[Diagnosis]:
    """Weigh the last site that was built here."""
    if not (site / "index.html").is_file():
        yield Diagnosis(Health.UNKNOWN, "Aucun site construit ici : son poids n’est pas connu.")
        return
    total = sum(
        (Path(folder) / name).lstat().st_size
        for folder, _, names in os.walk(site)
        for name in names
    )
    words = f"Le site pèse {total / 1_000_000:.0f} Mo, sur les {LARGEST_SITE // 1_000_000} que publie une forge."
    if total > TIME_TO_THINK:
        yield Diagnosis(
            Health.TO_DO, words, "Au-delà, servez-le d’un serveur à vous, ou allégez les photos."
        )
    else:
        yield Diagnosis(Health.GOOD, words)
