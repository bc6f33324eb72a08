"""`cm check`: tell everything that is wrong, and where."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.deductions import deductions
from cm_build.cli.loading import located
from cm_build.cli.report import REPORTS
from cm_build.cli.since import since
from cm_build.places.folder import (
    SUFFIX,
    meant_for,
    read_file,
    read_place,
    read_places,
    slug_problem,
)
from cm_build.places.leftovers import listed
from cm_build.places.twins import identity_warnings
from cm_build.reading.node import Mark
from cm_build.reading.problem import Problem, has_errors, in_order, problem
from cm_build.referential.toolbox import DataFolders, Tools, load_tools


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("chemins", nargs="*", type=Path, help="fichiers ou dossiers de lieux")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument(
        "--depuis",
        metavar="VERSION",
        default="",
        help="dit aussi ce qui a changé depuis une version du projet, comme v0.1.0",
    )
    parser.add_argument(
        "--format", choices=sorted(REPORTS), default="text", help="forme du rapport"
    )


def run(options: argparse.Namespace) -> int:
    """Check the whole data folder, or only what is named."""
    folders = located(options.data)
    tools, problems = load_tools(folders)
    noted = list(problems)
    if tools is not None and not options.chemins:
        noted = whole(folders)
    elif tools is not None:
        for path in options.chemins:
            noted += check_path(path, tools, folders)
    report = in_order(noted)
    print(REPORTS[options.format](report))
    if tools is not None and options.format == "text":
        for line in deductions(tools.settings, folders.deduced):
            print(line)
    if options.depuis and tools is not None:
        print(*since(options.depuis, folders, examples=tools.settings.exemples), sep="\n")
    return 1 if has_errors(report) else 0


def whole(folders: DataFolders) -> list[Problem]:
    """Check the whole référentiel: only then can a figure be held against those of other places."""
    # Loaded here: whoever checks one file as they write it does not wait for what all of them need.
    from cm_build.referential.assembly import assemble  # noqa: PLC0415
    from cm_build.referential.records import Records  # noqa: PLC0415

    return list(assemble(folders, Records(keep=False)).problems)


def check_path(path: Path, tools: Tools, folders: DataFolders) -> list[Problem]:
    """Check a file, a place's folder, or a folder of places."""
    base = folders.base if path.is_relative_to(folders.base) else Path()
    if path.is_file():
        slug = slug_problem(path.resolve().parent.name, path.as_posix())
        problems = list(read_file(path, tools.reader, base).problems)
        return [*([slug] if slug else []), *problems]
    if not path.is_dir():
        return [problem("CM-509", path.as_posix(), Mark(1, 1), lu=path.name)]
    if any(entry.suffix == SUFFIX or meant_for(entry) for entry in listed(path)):
        read = read_place(path, tools.reader, base)
        return [*read.problems, *identity_warnings(read.places, tools.names)]
    return list(read_places(path, tools.reader, base).problems)
