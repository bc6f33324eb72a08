"""What the declared files ask for must exist, and be of a kind that each part can tell."""

from __future__ import annotations

from cm_build.questionnaire.dossier import (
    EffectsPart,
    FamiliesPart,
    FigureLines,
    FilePart,
    TablePart,
    WordsPart,
    YearsPart,
)
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import FIGURE, ROWS, STORY, WHOLE
from cm_build.questionnaire.origin import Path


def check_files(findings: Findings) -> None:
    """Check every part of every file."""
    files = findings.names.questionnaire.fiches
    findings.repeated((one.id, ("fiches", i)) for i, one in enumerate(files))
    for i, one in enumerate(files):
        for p, page in enumerate(one.pages):
            for j, part in enumerate(page.parties):
                _check_part(findings, ("fiches", i, "pages", p, "parties", j), part)
        for j, part in enumerate(one.annexe):
            _check_part(findings, ("fiches", i, "annexe", j), part)


def _check_part(findings: Findings, path: Path, part: FilePart) -> None:
    match part:
        case FigureLines():
            _check_lines(findings, (*path, "lignes"), part)
        case YearsPart():
            for i, row in enumerate(part.chiffres):
                at = (*path, "chiffres", i)
                findings.fits(row.chiffre, (*at, "chiffre"), FIGURE)
                for j, name in enumerate(row.avant):
                    findings.fits(name, (*at, "avant", j), FIGURE)
        case FamiliesPart():
            findings.fits(part.repartition, (*path, "repartition"), WHOLE)
        case TablePart():
            findings.fits(part.tableau, (*path, "tableau"), ROWS)
        case WordsPart():
            findings.fits(part.reponse, (*path, "reponse"), STORY)
        case EffectsPart():
            if part.echelle and part.echelle not in findings.names.scales:
                findings.unknown(part.echelle, (*path, "echelle"), findings.names.scales)
        case _:
            pass


def _check_lines(findings: Findings, path: Path, part: FigureLines) -> None:
    for i, line in enumerate(part.lignes):
        for j, name in enumerate(line.de):
            findings.reference(name, None, (*path, i, "de", j))
        if line.si:
            findings.condition((*path, i, "si"), line.si, None)
        if line.source:
            findings.fits(line.source, (*path, i, "source"), STORY)
