"""The page on the quality of data, for the people who look after a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cm_build.pages.quality.view import quality
from cm_build.pages.shell.page import Page, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.computing.population import Populations
    from cm_build.pages.quality.view import QualityView
    from cm_build.referential.assembly import Referential


@dataclass(frozen=True)
class QualityTemplate(Template, path="pages/quality/quality.html"):
    """What is well known, what is missing, what deserves a look."""

    view: QualityView


def quality_pages(referential: Referential, counted: Populations) -> Iterator[Page]:
    """Yield the page."""
    words = (
        "Ce que le référentiel sait bien, ce qui manque encore, et où un coup de main serait utile."
    )
    shown = QualityTemplate(quality(referential, counted))
    yield Page("referentiel/qualite/", "La qualité des données", words, shown, "referentiel")
