"""Référentiels read from a few files written by a test."""

from __future__ import annotations

from pathlib import Path

from cm_build.referential.assembly import Referential, assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import data_folders
from tests.support import DATA, minimal, write_place


def referential_of(places: Path) -> Referential:
    """Read a folder of places with the real questionnaire."""
    assembled = assemble(data_folders(places, DATA), Records())
    assert assembled.referential, assembled.problems
    return assembled.referential


def write_named(
    root: Path, slug: str, name: str, extra: str = "", *, fictional: bool = False
) -> None:
    """Write a place by its name, with the sections a test adds."""
    told = "exemple_fictif: oui\n" if fictional else ""
    write_place(root, slug, told + minimal(nom=name, extra=extra))
