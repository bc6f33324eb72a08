"""Which questions are answered, and which places a question still waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.statistics import Coverage
from cm_build.computing.variables import MISSING

if TYPE_CHECKING:
    from cm_build.computing.population import Population

NOT_CONCERNED = "sans_objet"


def reply(population: Population, path: str) -> Coverage | None:
    """Count who answered a question, even in part; None when it identifies a row."""
    frame = population.frame
    column = f"{MISSING}{path}"
    if column not in frame:
        return None
    reasons = frame[column]
    concerned = int((reasons != NOT_CONCERNED).sum())
    return Coverage(int(reasons.isna().sum()), concerned, len(frame))


def without_reply(population: Population, path: str) -> tuple[tuple[str, str], ...]:
    """Give the addresses and names of the places concerned that did not answer."""
    frame = population.frame
    reasons = frame[f"{MISSING}{path}"]
    return _named(population, reasons.notna() & (reasons != NOT_CONCERNED))


def of_older_questionnaire(population: Population, version: int) -> tuple[tuple[str, str], ...]:
    """Give the places whose file answers an older version of the questionnaire."""
    return _named(population, population.frame["questionnaire"] < version)


def _named(population: Population, kept: object) -> tuple[tuple[str, str], ...]:
    rows = population.frame[kept]
    return tuple((str(a), str(b)) for a, b in zip(rows["lieu"], rows["nom"], strict=True))
