"""What indicators read must fit their operation, and nothing may depend on itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.questionnaire.ordering import in_order_of_need

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cm_build.questionnaire.findings import Findings
    from cm_build.questionnaire.indicator import Indicator
    from cm_build.questionnaire.origin import Path


def check_indicators(found: Findings) -> None:
    """Check what each indicator reads, then that all can be put in order."""
    for i, indicator in enumerate(found.names.questionnaire.indicateurs):
        for reference in indicator.operation.references():
            if indicator.operation.niveau == reference and reference in found.names.criteria:
                continue
            found.reference(reference, None, ("indicateurs", i, "operation"))
        _check_operands(found, indicator, ("indicateurs", i, "operation"))
    _check_cycles(found)


# What each operation can read; those that are not named read numbers.
OPERANDS: dict[str, tuple[frozenset[str], str]] = {
    "score": (frozenset({"oui_non", "choix_unique", "choix_multiple"}), "une question notée"),
    "compte": (
        frozenset({"choix_multiple", "liste", "tableau"}),
        "une liste, un tableau ou un choix",
    ),
    "part_max": (frozenset({"repartition"}), "une répartition"),
    "diversite": (frozenset({"repartition"}), "une répartition"),
    "duree": (frozenset({"date", "annee"}), "une date ou une année"),
    "niveau": (frozenset({"choix_unique"}), "un critère ou son niveau"),
}
NUMBERS = (frozenset({"nombre", "montant", "repartition", "annee"}), "un nombre")


def _check_operands(found: Findings, indicator: Indicator, path: Path) -> None:
    operation = indicator.operation
    kinds, words = OPERANDS.get(operation.name, NUMBERS)
    for text in operation.references():
        reference = found.names.resolve(text)
        if reference is None:
            continue
        asked = found.names.asked.get(reference.path)
        fits = bool(asked and asked.question.type in kinds)
        if reference.is_indicator:
            fits = operation.name not in OPERANDS
        elif operation.name == "score":
            fits = fits and bool(asked and asked.question.poids)
        if not fits:
            found.add("CM-612", path, lu=text, attendu=words)
    if operation.classe:
        bounds = [bound.jusqu_a for bound in operation.classe.bornes if bound.jusqu_a is not None]
        if bounds != sorted(set(bounds)):
            found.add("CM-612", path, lu=indicator.id, attendu="des bornes qui montent")
        open_ended = [bound.jusqu_a is None for bound in operation.classe.bornes]
        if open_ended != [False] * (len(open_ended) - 1) + [True]:
            found.add("CM-612", path, lu=indicator.id, attendu="une dernière classe sans borne")


def _check_cycles(found: Findings) -> None:
    names = found.names
    graph = {path: names.needs_of(asked) for path, asked in names.asked.items()}
    graph |= {name: names.figures_of(one) for name, one in names.indicators.items()}
    places: dict[str, Path] = {path: (*one.place, "si") for path, one in names.asked.items()}
    for rank, indicator in enumerate(names.questionnaire.indicateurs):
        places[indicator.id] = ("indicateurs", rank, "operation")
    for name in in_cycle(graph):
        found.add("CM-604", places[name], lu=name)


def in_cycle(graph: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Name the nodes that depend on themselves, not those that only lead to them or from them."""
    wanted_by: dict[str, list[str]] = {name: [] for name in graph}
    for name, wanted in graph.items():
        for one in {*wanted} & graph.keys():
            wanted_by[one].append(name)
    return tuple(sorted(graph.keys() - {*in_order_of_need(graph), *in_order_of_need(wanted_by)}))
