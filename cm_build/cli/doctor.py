"""`cm doctor`: what a copy still lacks to live, without asking anything of the network."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from cm_build.cli.deductions import deductions
from cm_build.cli.examination.configuration import configuration
from cm_build.cli.examination.content import old_files, packages, weight
from cm_build.cli.examination.diagnosis import Diagnosis, Health
from cm_build.cli.examination.history import history
from cm_build.cli.loading import located
from cm_build.cli.report import text_report
from cm_build.forges.github import GITHUB
from cm_build.forges.known import FORGES
from cm_build.reading.problem import has_errors
from cm_build.referential.toolbox import DataFolders, Tools, load_tools

SIGNS = {Health.BROKEN: "✗", Health.TO_DO: "→", Health.GOOD: "✓", Health.UNKNOWN: "?"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument("--site", type=Path, default=Path("site"), help="dossier du site construit")


def run(options: argparse.Namespace) -> int:
    """Tell everything; 1 only when something forbids the site from being built."""
    folders = located(options.data)
    tools, problems = load_tools(folders)
    if tools is None or has_errors(problems):
        print(text_report(problems))
        print("La configuration ne se lit pas : c’est la première chose à corriger.")
        return 1
    for line in deductions(tools.settings, folders.deduced):
        print(line)
    broken = False
    for title, diagnoses in _subjects(folders, tools, options.site):
        print(f"\n{title}")
        for diagnosis in diagnoses:
            print("\n".join(_told(diagnosis)))
            broken = broken or diagnosis.health is Health.BROKEN
    forge = FORGES.get(tools.settings.depot.forge, GITHUB)
    print(f"\nCe que seul {forge.title} sait, à regarder une fois :")
    for step in forge.settings:
        print(f"  □ {step}")
    return 1 if broken else 0


def _subjects(
    folders: DataFolders, tools: Tools, site: Path
) -> Iterator[tuple[str, Iterable[Diagnosis]]]:
    root = Path()
    version = tools.names.questionnaire.version
    yield "Votre configuration", configuration(folders, tools.settings, root)
    yield "Le projet commun", history(root, version)
    yield (
        "Ce qu’il y a ici",
        (*packages(root), *old_files(folders.places, version), *weight(site)),
    )


def _told(diagnosis: Diagnosis) -> Iterator[str]:
    yield f"  {SIGNS[diagnosis.health]} {diagnosis.words}"
    if diagnosis.remedy:
        yield f"      {diagnosis.remedy}"
