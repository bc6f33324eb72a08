"""Which places of a population answered, which did not, and which a question is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.population import gave
from cm_build.computing.statistics import concerned as may_answer
from cm_build.computing.statistics import covered
from cm_build.computing.variables import MISSING, VariableKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from cm_build.computing.population import Population
    from cm_build.computing.statistics import Coverage
    from cm_build.computing.variables import Variable
    from cm_build.questionnaire.concerned import ConcernedPlaces


def reply(population: Population, path: str) -> Coverage | None:
    """Count who answered a question, even in part; None when it identifies a row."""
    frame = population.frame
    column = f"{MISSING}{path}"
    if column not in frame:
        return None
    reasons = frame[column]
    return covered(reasons, int(reasons.isna().sum()))


def without_reply(population: Population, path: str) -> tuple[tuple[str, str], ...]:
    """Give the addresses and names of the places concerned that did not answer."""
    frame = population.frame
    reasons = frame[f"{MISSING}{path}"]
    return _named(population, reasons.notna() & may_answer(reasons))


def of_older_questionnaire(population: Population, version: int) -> tuple[tuple[str, str], ...]:
    """Give the places whose file answers an older version of the questionnaire."""
    return _named(population, population.frame["questionnaire"] < version)


def _named(population: Population, kept: pd.Series[bool]) -> tuple[tuple[str, str], ...]:
    # These columns alone: hundreds of them are long to filter again for each answer.
    rows = population.frame.loc[kept, ["lieu", "nom"]]
    return tuple((str(a), str(b)) for a, b in zip(rows["lieu"], rows["nom"], strict=True))


class Selection(NamedTuple):
    """The addresses and names of the places concerned, among `answers` that said."""

    places: tuple[tuple[str, str], ...]
    answers: int


def _among(variable: Variable, values: pd.Series[str], codes: Iterable[str]) -> pd.Series[bool]:
    """Tell which places gave one of some answers."""
    wanted = frozenset(codes)
    if variable.kind is VariableKind.CHOICES:
        return values.map(partial(gave, wanted)).astype(bool)
    return values.isin(wanted)


def concerned(population: Population, wanted: ConcernedPlaces) -> Selection:
    """Keep the places that gave one of the answers, or whose figure is within bounds."""
    variable = population.variable(wanted.question or wanted.mesure or "")
    values = population.frame[variable.name]
    if wanted.question:
        kept = _among(variable, values, wanted.contient) & ~_among(variable, values, wanted.sauf)
    else:
        kept = values.notna()
        if wanted.au_moins is not None:
            kept &= values >= float(wanted.au_moins)
        if wanted.au_plus is not None:
            kept &= values <= float(wanted.au_plus)
    return Selection(_named(population, kept.astype(bool)), int(values.notna().sum()))
