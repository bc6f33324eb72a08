"""`cm import liste`: a list of places through its mapping, or a first mapping from its headers."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cm_build.cli.departing import departures_of
from cm_build.cli.replacing import READABLE, replace_file
from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.importing.listing import Listing, import_list, of_this_list
from cm_build.importing.mapping import ListMapping, read_mapping, shipped
from cm_build.importing.mapping_check import MappingCheck, listed_targets
from cm_build.importing.opening import read_list
from cm_build.importing.outcome import Outcome
from cm_build.importing.presence import Presence, presence
from cm_build.importing.proposal import proposed
from cm_build.questionnaire.validation import Declaration
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import DataFolders, Tools


def mapping_of(given: str) -> Declaration[ListMapping]:
    """Read the mapping that is named, or tell which there are.

    Raises:
        StoppedError: there is none of that name.
    """
    try:
        return read_mapping(given)
    except FileNotFoundError:
        known = ", ".join(shipped())
        raise StoppedError(
            f"« {shown(given)} » n’est ni un fichier, ni une carte livrée avec le projet ({known})."
        ) from None
    except OSError as error:
        raise StoppedError(refused_by_the_system(error, "être ouvert")) from error


def imported(
    options: argparse.Namespace, given: str, folders: DataFolders, tools: Tools
) -> tuple[Outcome, Presence]:
    """Read a list; its mapping is checked against it before any row is.

    Raises:
        StoppedError: the mapping is wrong; it holds all its problems.
        WrongFileError: the list cannot be read.
        OSError: a file cannot be opened.
    """
    read = mapping_of(given)
    content = options.fichier.read_bytes()
    mapping, origin = read.model, read.origin
    if mapping is None or origin is None:
        raise StoppedError(text_report(read.problems))
    sheet = read_list(content, [name for _, name in mapping.columns], mapping.feuille)
    check = MappingCheck(mapping, origin, tools.names)
    problems = (
        *check.problems(sheet, listed_targets(tools.names)),
        *check.listing_problems(sheet),
    )
    if problems or mapping.source is None:
        raise StoppedError(text_report(sorted(problems, key=lambda one: one.order)))
    there = presence(options.out, tools.reader, of_this_list(mapping.source))
    _, departures = departures_of(folders)
    return import_list(
        Listing(sheet, mapping, mapping.source, tools, there, departures.gone)
    ), there


def propose(options: argparse.Namespace, tools: Tools) -> int:
    """Write a first mapping from the headers of a list; a file that is there is never written over.

    Raises:
        StoppedError: a file of that name is there.
        WrongFileError: the list cannot be read.
        OSError: a file cannot be opened or written.
    """
    path: Path = options.proposer
    if os.path.lexists(path):
        raise StoppedError(f"{path} existe déjà : rien n’a été écrit.")
    sheet = read_list(options.fichier.read_bytes())
    replace_file(path, proposed(sheet, tools.names, options.fichier.name).encode(), READABLE)
    print(f"{path} est une première carte : complétez la source, relisez chaque ligne, puis lancez")
    print(f"cm import liste {options.fichier} --carte {path}")
    return 0
