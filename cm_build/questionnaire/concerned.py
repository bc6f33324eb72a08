"""Which places are told of, named by what they answered: a closed way to say it."""

from __future__ import annotations

from decimal import Decimal

from pydantic import model_validator

from cm_build.questionnaire.declared import Declared, Sentence
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.names import options_of
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.statistic import StatisticKind, statistic_of


class ConcernedPlaces(Declared):
    """Which places an answer points to: those that gave an answer, or whose figure is within bounds.

    With `sauf`, those that also gave one of these answers are left out. `libelle` says who they
    are, after their number: « 8 lieux possèdent leurs murs ».
    """

    libelle: Sentence
    pluriel: Sentence
    question: str | None = None
    contient: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()
    mesure: str | None = None
    au_moins: Decimal | None = None
    au_plus: Decimal | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> ConcernedPlaces:
        bounded = self.au_moins is not None or self.au_plus is not None
        named = self.question or self.contient or self.sauf
        chosen = bool(self.question and self.contient) and not self.mesure and not bounded
        if not chosen and not (self.mesure and bounded and not named):
            raise ValueError
        return self


def check_concerned(places: ConcernedPlaces, path: Path, findings: Findings) -> None:
    """Note what it names and nothing answers to."""
    asked_of = "question" if places.question else "mesure"
    reference = places.question or places.mesure or ""
    statistic = statistic_of(reference, findings.names)
    if statistic is None:
        findings.reference(reference, None, (*path, asked_of))
        return
    if places.question:
        asked = findings.names.asked.get(places.question)
        known = options_of(asked.question) if asked else frozenset()
        for key, codes in (("contient", places.contient), ("sauf", places.sauf)):
            for code in codes:
                if code not in known:
                    findings.unknown(code, (*path, key), known)
    elif statistic.kind is not StatisticKind.NUMBER:
        findings.add("CM-612", (*path, asked_of), lu=reference, attendu="un nombre")
