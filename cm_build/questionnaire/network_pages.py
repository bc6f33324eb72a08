"""What a network adds to the pages about all places: charts, measures to cross, questions of an audience.

As for questions, the trees are joined before anything is built from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from cm_build.questionnaire.audience import Audiences
from cm_build.questionnaire.loading import brought
from cm_build.questionnaire.network import Network, Overlay, each
from cm_build.questionnaire.observatory import Observatory
from cm_build.questionnaire.origin import Noted, Path
from cm_build.questionnaire.validation import Declaration, read_declaration, validated

Shown = TypeVar("Shown", bound=BaseModel)
Written = tuple[bytes, str]
"""What a file holds, and its name."""


def with_network_charts(
    declared: Declaration[Observatory], network: Written | None
) -> Declaration[Observatory]:
    """Add a network's chapters, charts and measures to the observatory."""

    def targets(observatory: Observatory) -> Mapping[str, Path]:
        return {
            chapter.id: ("chapitres", c, "graphiques")
            for c, chapter in enumerate(observatory.chapitres)
        }

    return _joined(Observatory, declared, network, targets, _lay_observatory, _chart_ids)


def with_network_questions(
    declared: Declaration[Audiences], network: Written | None
) -> Declaration[Audiences]:
    """Add a network's questions to those of each audience."""

    def targets(audiences: Audiences) -> Mapping[str, Path]:
        return {
            audience.id: ("publics", a, "questions") for a, audience in enumerate(audiences.publics)
        }

    return _joined(Audiences, declared, network, targets, _lay_audiences, _question_ids)


def _joined(
    model: type[Shown],
    declared: Declaration[Shown],
    written: Written | None,
    targets: Callable[[Shown], Mapping[str, Path]],
    lay: Callable[[Overlay, Network], None],
    ids: Callable[[Network], Iterator[tuple[Path, str]]],
) -> Declaration[Shown]:
    # The network's file was read with the questionnaire, and its faults told there.
    added = read_declaration(Network, *written) if written else None
    if not (added and added.model and added.origin and declared.model and declared.origin):
        return declared
    laid = Overlay(Noted(added.origin), declared.origin, {"dans": targets(declared.model)})
    laid.own(ids(added.model), added.model.prefix)
    lay(laid, added.model)
    if laid.noted.problems:
        return Declaration(None, declared.origin, laid.noted.problems)
    origin = laid.origin()
    joined, faults = validated(model, origin.root)
    return Declaration(joined, origin, brought(origin, faults))


def _lay_observatory(laid: Overlay, network: Network) -> None:
    added, here = network.observatoire, ("observatoire",)
    laid.append(("chapitres",), each((*here, "chapitres"), added.chapitres))
    for a, charts in enumerate(added.graphiques):
        one = (*here, "graphiques", a)
        items = each((*one, "graphiques"), charts.graphiques)
        laid.graft("dans", charts.dans, (*one, "dans"), items)
    laid.append(("totaux",), each((*here, "totaux"), added.totaux))
    for name in ("mesures", "facettes"):
        crossed = getattr(added.laboratoire, name)
        laid.append(("laboratoire", name), each((*here, "laboratoire", name), crossed))


def _lay_audiences(laid: Overlay, network: Network) -> None:
    for a, added in enumerate(network.publics):
        one = ("publics", a)
        laid.graft("dans", added.dans, (*one, "dans"), each((*one, "questions"), added.questions))


def _chart_ids(network: Network) -> Iterator[tuple[Path, str]]:
    """Every id the network gives to chapters and charts; a chart of its own chapter is named inside it."""
    for c, chapter in enumerate(network.observatoire.chapitres):
        yield ("observatoire", "chapitres", c), chapter.id
    for a, charts in enumerate(network.observatoire.graphiques):
        for g, chart in enumerate(charts.graphiques):
            yield ("observatoire", "graphiques", a, "graphiques", g), chart.id


def _question_ids(network: Network) -> Iterator[tuple[Path, str]]:
    for a, added in enumerate(network.publics):
        for q, question in enumerate(added.questions):
            yield ("publics", a, "questions", q), question.id
