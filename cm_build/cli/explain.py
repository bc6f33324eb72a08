"""`cm explain`: say what a code means and how to mend."""

from __future__ import annotations

import argparse

from cm_build.emitting.failure import StoppedError
from cm_build.reading.nearest import nearest
from cm_build.reading.problem import catalogue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("code", help="code d’un problème, par exemple CM-303")


def run(options: argparse.Namespace) -> int:
    """Print the catalogue's entry, or the nearest code."""
    code = options.code.upper()
    entry = catalogue().get(code)
    if entry is None:
        near = nearest(code, catalogue())
        hint = f" Vouliez-vous dire {near} ?" if near else ""
        raise StoppedError(f"Le code « {code} » n’existe pas.{hint}")
    parts = [f"{entry.code} ({entry.gravite}) {entry.titre}", "", entry.explication]
    parts += ["", f"Comment corriger : {entry.general_remedy}"]
    if entry.faux:
        parts += ["", "À corriger :", _indented(entry.faux)]
    if entry.juste:
        parts += ["", "Corrigé :", _indented(entry.juste)]
    print("\n".join(parts))
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
