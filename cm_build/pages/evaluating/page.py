"""The sheets of the criteria, to read around a table: they are made from the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cm_build.pages.evaluating.view import scale_sheets
from cm_build.pages.shell.bundle import minified
from cm_build.pages.shell.environment import joined
from cm_build.pages.shell.page import Output, Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.pages.evaluating.view import CriterionSheet, ScaleSheets
    from cm_build.pages.shell.page import Produced
    from cm_build.referential.assembly import Referential

ROOT = "evaluer/criteres/"


@dataclass(frozen=True)
class CriteriaTemplate(Template, path="pages/evaluating/criteria.html"):
    """All the criteria, with the question that each one puts."""

    scales: tuple[ScaleSheets, ...]


@dataclass(frozen=True)
class CriterionTemplate(Template, path="pages/evaluating/criterion.html"):
    """One criterion, on one sheet; `before` and `after` are its neighbours, if it has any."""

    sheet: CriterionSheet
    version: int
    before: CriterionSheet | None
    after: CriterionSheet | None


def evaluating_pages(referential: Referential, _counted: object = None) -> Iterator[Produced]:
    """Yield the list of the criteria, then the sheet of each."""
    names = referential.tools.names
    scales, version = scale_sheets(names), names.questionnaire.version
    sheets = [sheet for scale in scales for sheet in scale.sheets]
    yield Output("assets/evaluer.css", minified(joined("pages/evaluating/evaluating.css")))
    yield Page(
        ROOT, "Les critères, une fiche chacun",
        "Pour chaque critère : la question à poser, ce qu’on peut regarder, ce qui sert d’appui, les pièges.",
        CriteriaTemplate(scales), "evaluer",
    )  # fmt: skip
    for (before, sheet), (_, after) in pairwise(pairwise((None, *sheets, None))):
        if sheet:
            yield Page(
                f"{ROOT}{sheet.declared.id}/", f"{sheet.declared.titre} : la fiche",
                sheet.declared.question or sheet.declared.definition,
                CriterionTemplate(sheet, version, before, after), "evaluer",
            )  # fmt: skip
