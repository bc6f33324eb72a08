"""The page of each audience: its questions, answered from all places, with what stands behind."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote_plus

from cm_build.computing.counting import WhoCounts
from cm_build.computing.population import Population, Populations
from cm_build.computing.selection import Selection, concerned
from cm_build.computing.statistics import Coverage
from cm_build.pages.audiences.statement import Speaker, StatedRun
from cm_build.pages.method.link import MethodLink, method_link
from cm_build.places.federation import ALL_HERE, Portraits
from cm_build.questionnaire.audience import (
    Audience,
    AudienceQuestion,
    Audiences,
)
from cm_build.questionnaire.concerned import ConcernedPlaces
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.observatory import Observatory, charts_of
from cm_build.questionnaire.statistic import StatisticKind, statistic_of, statistics_of
from cm_build.reading.nearest import folded

# Places named under an answer; the others are in the directory.
NAMED = 8


class Link(NamedTuple):
    """A page of the site, from its root."""

    text: str
    address: str


class StatementSource(NamedTuple):
    """What an answer comes from: a question or a figure, and how many answered."""

    base: str
    method: MethodLink
    coverage: Coverage


class PlacesView(NamedTuple):
    """The places an answer points to: how many, the first by name, and where the others are."""

    number: int
    label: str
    named: tuple[Link, ...]
    more: Link | None


class Answer(NamedTuple):
    """A question and its answer; without `runs`, `answers` says how few answered."""

    declared: AudienceQuestion
    runs: tuple[StatedRun, ...]
    answers: int
    sources: tuple[StatementSource, ...]
    charts: tuple[Link, ...]
    places: PlacesView | None


class AudienceView(NamedTuple):
    """A page: `fictional` and `places` say of whom it speaks."""

    declared: Audience
    answers: tuple[Answer, ...]
    others: tuple[Link, ...]
    fictional: bool
    places: int
    who: WhoCounts
    examples: tuple[Link, ...] = ()


class Doors(NamedTuple):
    """The list of audiences."""

    audiences: tuple[Audience, ...]
    fictional: bool
    places: int
    who: WhoCounts


def audience_links(audiences: Audiences | None) -> tuple[Link, ...]:
    """Give the address of every audience."""
    declared = audiences.publics if audiences else ()
    return tuple(Link(question.court, f"pour/{question.id}/") for question in declared)


def doors(audiences: Audiences, counted: Populations) -> Doors:
    """List the audiences."""
    return Doors(audiences.publics, counted.is_fictional, counted.shown.size, counted.who)


def audience_view(
    audience: Audience,
    audiences: Audiences,
    counted: Populations,
    observatory: Observatory | None,
    slugs: Container[str] = (),
    portraits: Portraits = ALL_HERE,
) -> AudienceView:
    """Answer every question of an audience; `slugs` are those of the places that have a page here."""
    charts = charts_of(observatory) if observatory else {}
    shown = counted.shown
    answers = tuple(answer(question, shown, charts, portraits) for question in audience.questions)
    own = f"pour/{audience.id}/"
    others = tuple(link for link in audience_links(audiences) if link.address != own)
    examples = example_links(audience, slugs)
    return AudienceView(
        audience, answers, others, counted.is_fictional, shown.size, counted.who, examples
    )


def example_links(audience: Audience, slugs: Container[str]) -> tuple[Link, ...]:
    """List the pages an audience is shown as examples, of the places that have one."""
    return tuple(
        Link(one.texte, f"lieux/{one.lieu}/{one.page}")
        for one in audience.exemples
        if one.lieu in slugs
    )


def answer(
    question: AudienceQuestion,
    shown: Population,
    charts: Mapping[str, str],
    portraits: Portraits = ALL_HERE,
) -> Answer:
    """Say the first sentence that can be said, and show what stands behind it."""
    selection = concerned(shown, question.lieux) if question.lieux else None
    speaker = Speaker(shown, selection)
    said = speaker.first(question.phrases)
    bases = said.bases if said else _bases(question.phrases, shown.names)[:1]
    sources = tuple(_sources(bases, question, speaker))
    few = min((source.coverage.answers for source in sources), default=0)
    links = (_chart(name, charts) for name in question.graphiques)
    return Answer(
        question,
        said.runs if said else (),
        few,
        sources if said else (),
        tuple(link for link in links if link),
        _places(question.lieux, selection, shown.names, portraits)
        if question.lieux and selection
        else None,
    )


def _bases(phrases: Sequence[str], names: Names) -> tuple[str, ...]:
    statistics = (statistic_of(piece.reference, names) for piece in statistics_of(phrases[0]))
    return tuple(
        statistic.base
        for statistic in statistics
        if statistic and statistic.kind is not StatisticKind.PLACES
    )


def _sources(
    bases: Sequence[str], question: AudienceQuestion, speaker: Speaker
) -> list[StatementSource]:
    """List what a sentence is about, each once; the places concerned come from their own answer."""
    names, links = speaker.names, {}
    for base in bases:
        wanted = question.lieux
        if statistic_of(base, names) == statistic_of("concernes", names) and wanted:
            base = wanted.question or wanted.mesure or ""  # noqa: PLW2901 - one and the same thing
        coverage = speaker.statistics.coverage(base)
        if coverage is not None:
            links[base] = StatementSource(base, method_link(base, names), coverage)
    return list(links.values())


def _chart(name: str, charts: Mapping[str, str]) -> Link | None:
    if name not in charts:
        return None
    chapter, _, chart = name.partition("/")
    return Link(charts[name], f"referentiel/{chapter}/#{chart}")


def _places(
    wanted: ConcernedPlaces, selection: Selection, names: Names, portraits: Portraits
) -> PlacesView:
    ordered = sorted(selection.places, key=lambda place: (folded(place[1]), place[0]))
    count = len(ordered)
    return PlacesView(
        count,
        wanted.libelle if count < 2 else wanted.pluriel,  # noqa: PLR2004 - French is plural from 2
        tuple(Link(name, portraits.of(slug)) for slug, name in ordered[:NAMED]),
        _in_directory(wanted, names) if count else None,
    )


def _in_directory(wanted: ConcernedPlaces, names: Names) -> Link | None:
    """Lead to the directory when it can filter by that very answer."""
    facets = [facet.question for facet in names.questionnaire.annuaire.facettes if facet.question]
    if wanted.question not in facets or len(wanted.contient) != 1 or wanted.sauf:
        return None
    options = getattr(names.asked[wanted.question].question, "options", ())
    label = next(option.libelle for option in options if option.id == wanted.contient[0])
    return Link("Les voir dans la liste des lieux", f"lieux/?{wanted.question}={quote_plus(label)}")
