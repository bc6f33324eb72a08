"""What the référentiel shows of all places together: chapters, territories, the laboratory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from cm_build.questionnaire.block import KeyFigure, References
from cm_build.questionnaire.concerned import ConcernedPlaces, check_concerned
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.fit import CHARTS, FACET, FIGURE
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.validation import Declaration, read_declaration

Colour = Literal["brique", "ocre", "sarcelle", "prune", "foret", "nuit"]


class _Chart(Declared):
    """`titre` names what is shown; `note` says how to read it, or what to beware of."""

    id: Identifier
    titre: Sentence
    note: str | None = None


class Totals(_Chart):
    """Big numbers: sums over the places that answered."""

    forme: Literal["totaux"]
    chiffres: Annotated[tuple[KeyFigure, ...], Field(min_length=1)]


class Histogram(_Chart):
    """How one number is spread; `a_part` are places in another situation, counted beside it."""

    forme: Literal["etendue"]
    mesure: str
    a_part: ConcernedPlaces | None = None


class Strips(_Chart):
    """How several numbers of the same unit are spread, one under the other."""

    forme: Literal["etendues"]
    mesures: References


class Choices(_Chart):
    """How often each answer to a choice is given."""

    forme: Literal["reponses"]
    question: str


class SharesChart(_Chart):
    """A whole shared between its parts, all places together."""

    forme: Literal["parts"]
    repartition: str


class Effects(_Chart):
    """The social criteria: when teams saw a change, or in which direction.

    `niveau` is the scale of the first version: older files are counted apart, for it does not
    compare with a presence; without any, the chart is not there.
    """

    forme: Literal["effets"]
    selon: Literal["presence", "sens", "niveau"] = "presence"


class Colleges(_Chart):
    """Whether the colleges of workshops say the same of each criterion; presences are never averaged."""

    forme: Literal["colleges"]
    selon: Literal["presence", "sens"] = "presence"


class Unwanted(_Chart):
    """Unwanted effects, criterion by criterion."""

    forme: Literal["effets_non_voulus"]


class EvidenceChart(_Chart):
    """What teams base their answers on."""

    forme: Literal["appuis"]


class Counterfactual(_Chart):
    """Whether it would have happened without the place."""

    forme: Literal["sans_le_lieu"]


class Intentions(_Chart):
    """What places chose to say they want to change; never how many did it."""

    forme: Literal["intentions"]


class Axes(_Chart):
    """The environmental axes: how the share of practices in place is spread."""

    forme: Literal["axes"]


class PracticesChart(_Chart):
    """Environmental practices from the most to the least common."""

    forme: Literal["pratiques"]
    nombre: Annotated[int, Field(ge=3, le=20)] = 8


class Trend(_Chart):
    """What changed between two assessments of the same places."""

    forme: Literal["evolution"]
    chiffres: References


Chart = Annotated[
    Totals
    | Histogram
    | Strips
    | Choices
    | SharesChart
    | Effects
    | Colleges
    | Unwanted
    | EvidenceChart
    | Counterfactual
    | Intentions
    | Axes
    | PracticesChart
    | Trend,
    Field(discriminator="forme"),
]


class Chapter(Declared):
    """A page of the observatory."""

    id: Identifier
    titre: Sentence
    couleur: Colour = "sarcelle"
    chapeau: Sentence
    graphiques: Annotated[tuple[Chart, ...], Field(min_length=1)]


class Territories(Declared):
    """Key figures a territory's page compares with the référentiel as a whole.

    `totaux` are summed, `mesures` are spread.
    """

    totaux: tuple[KeyFigure, ...] = ()
    mesures: tuple[str, ...] = ()


class Laboratory(Declared):
    """Measures that may be crossed, what may colour them, and the two of the first view."""

    mesures: References
    facettes: References
    depart: Annotated[tuple[str, ...], Field(max_length=2)] = ()


class Observatory(Declared):
    """Everything `data/observatoire.yaml` declares."""

    chapitres: Annotated[tuple[Chapter, ...], Field(min_length=1)]
    totaux: tuple[str, ...] = ()
    """Numbers whose sum over places has a meaning."""
    territoires: Territories = Territories()
    laboratoire: Laboratory


def drawn_by(chart: Chart) -> tuple[str, ...]:
    """Name the answers and figures a chart draws; none when it is made of all criteria, or all axes."""
    drawn: list[str] = []
    for key in CHARTS.get(chart.forme, {}):
        value = getattr(chart, key)
        if isinstance(value, str):
            drawn.append(value)
        else:
            drawn += [one.chiffre if isinstance(one, KeyFigure) else one for one in value]
    return tuple(drawn)


def charts_of(observatory: Observatory) -> dict[str, str]:
    """Give the title of every chart by its name from elsewhere: `economie/ressources`."""
    return {
        f"{chapter.id}/{chart.id}": chart.titre
        for chapter in observatory.chapitres
        for chart in chapter.graphiques
    }


def load_observatory(
    content: bytes,
    file: str,
    names: Names,
    completed: Callable[[Declaration[Observatory]], Declaration[Observatory]] = lambda read: read,
) -> Declaration[Observatory]:
    """Read, build and check the observatory against the questionnaire; all its problems at once.

    `completed` adds what a network declares, before anything is checked.
    """
    declared = completed(read_declaration(Observatory, content, file))
    observatory, origin = declared.model, declared.origin
    if observatory is None or origin is None:
        return declared
    findings = Findings(origin, names)
    _check(observatory, findings)
    return declared.checked(findings.problems)


def _check(observatory: Observatory, findings: Findings) -> None:
    for c, chapter in enumerate(observatory.chapitres):
        for g, chart in enumerate(chapter.graphiques):
            path = ("chapitres", c, "graphiques", g)
            findings.drawn(chart, path, CHARTS.get(chart.forme, {}))
            if isinstance(chart, Histogram) and chart.a_part:
                check_concerned(chart.a_part, (*path, "a_part"), findings)
    shared = {"totaux": FIGURE, "mesures": FIGURE}
    findings.drawn(observatory.territoires, ("territoires",), shared)
    findings.drawn(observatory, (), {"totaux": FIGURE})
    crossed = {"mesures": FIGURE, "facettes": FACET, "depart": FIGURE}
    findings.drawn(observatory.laboratoire, ("laboratoire",), crossed)
