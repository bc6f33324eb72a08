"""The charts of answers: totals, choices, shares."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.pages.method.link import method_link
from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    Value,
    answers,
    decimal,
    headline,
    part_of,
    too_few,
)
from cm_build.questionnaire.question import Distribution, SingleChoice
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cm_build.computing.population import Populations
    from cm_build.computing.statistics import Counts
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

TONES = 6


def method_of(reference: str, names: Names) -> str:
    """Find the definition of a reference on the method's pages."""
    found = names.resolve(reference)
    return method_link(found.path, names).address if found else "methode/"


def totals(chart: declared.Totals, counted: Populations, names: Names) -> ChartView:
    """Sum figures over the places that gave them."""
    del names
    lines = []
    for figure in chart.chiffres:
        told = counted.shown.numbers(figure.chiffre)
        if not told.coverage.answers:
            continue
        total = decimal(told.total)
        label = french.plural(total, figure.libelle, figure.pluriel or figure.libelle)
        value = Value(french.number(total), told.total, f"{figure.chiffre}:total")
        count = Value(answers(told.coverage), told.coverage.answers, f"{figure.chiffre}:reponses")
        lines.append(ChartLine(label, (value, count), group=figure.dessin or "autre"))
    return ChartView(
        chart.id, chart.forme, chart.titre, (), chart.note or "", "", "methode/",
        ("Total", "Réponses"), tuple(lines), explorable=False,
        absent="" if lines else "Personne n’a encore donné ces chiffres.",
    )  # fmt: skip


def choices(chart: declared.Choices, counted: Populations, names: Names) -> ChartView:
    """Count each answer to a choice: the most frequent first, unless the answers have an order."""
    reference = chart.question
    told = counted.shown.counts(reference)
    variable = counted.shown.variable(reference)
    labels = dict(variable.codes)
    codes = [code for code, count in told.counts.items() if count]
    # Classes go from the smallest to the largest: their order says something.
    found = names.resolve(reference)
    if found is None or not found.is_indicator:
        codes.sort(key=lambda code: -told.counts[code])
    lines = []
    for code in codes:
        share = told.share(code)
        lines.append(
            ChartLine(
                labels.get(code, code),
                (
                    part_of(share, f"{reference}.{code}:part"),
                    Value(
                        french.number(Decimal(told.counts[code])),
                        told.counts[code],
                        f"{reference}.{code}:compte",
                    ),
                ),
                (BarSegment(0, 0, round((share or 0) * 100, 1)),) if share else (),
            )
        )
    single = found is not None and (
        found.is_indicator or isinstance(names.asked[found.path].question, SingleChoice)
    )
    note = chart.note or ("" if single else "Un lieu peut donner plusieurs réponses.")
    return ChartView(
        chart.id, chart.forme, chart.titre, _top(told, codes, labels, single=single),
        note, answers(told.coverage), method_of(reference, names),
        ("Part des lieux", "Lieux"), tuple(lines),
        absent="" if lines and told.enough else too_few(told.coverage, counted.shown.minimum),
    )  # fmt: skip


def _top(
    told: Counts, codes: Sequence[str], labels: Mapping[str, str], *, single: bool
) -> tuple[Run, ...]:
    """Name the most frequent answer; two equal ones make no headline."""
    if not codes:
        return ()
    counts, share = told.counts, told.share
    ranked = sorted(codes, key=lambda code: -counts[code])
    top = share(ranked[0])
    if top is None or (len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]):
        return ()
    verb = "pour" if single else "dans"
    said = french.fraction(decimal(top * 100))
    what = "des lieux" if "%" in said or not said.startswith("tous") else ""
    tail = f"{verb} {said} {what}".strip()
    return headline((f"{french.quoted(labels[ranked[0]])}, ", False), (tail, True))


def shares(chart: declared.SharesChart, counted: Populations, names: Names) -> ChartView:
    """Share a whole between its parts, over the places that told all of it."""
    reference = chart.repartition
    told = counted.shown.parts(reference)
    question = names.asked[reference].question
    parts = question.parts if isinstance(question, Distribution) else ()
    labels = {f"{reference}.{part.id}": part.libelle for part in parts}
    unit, decimals = names.asked[reference].unit, names.asked[reference].decimals
    ranked = sorted(
        (name for name, total in told.totals.items() if total > 0),
        key=lambda name: -told.totals[name],
    )
    lines, start = [], 0.0
    for rank, name in enumerate(ranked):
        share = told.totals[name] / told.whole if told.enough and told.whole else None
        length = round((share or 0) * 100, 1)
        amount = french.quantity(decimal(told.totals[name]), unit, decimals)
        lines.append(
            ChartLine(
                labels[name],
                (
                    part_of(share, f"{name}:part_du_tout"),
                    Value(amount, told.totals[name], f"{name}:total_complet"),
                ),
                (BarSegment(min(rank, TONES - 1), round(start, 1), length),) if share else (),
            )
        )
        start += length
    title: tuple[Run, ...] = ()
    if lines and told.enough and told.whole:
        first = told.totals[ranked[0]] / told.whole * 100
        what = french.initial_folded(labels[ranked[0]])
        title = headline(
            (f"{french.capitalised(what)} : ", False),
            (f"{french.percent(decimal(first))} de l’ensemble", True),
        )
    note = chart.note or "Ne comptent que les lieux qui ont tout indiqué."
    return ChartView(
        chart.id, chart.forme, chart.titre, title, note, answers(told.coverage),
        method_of(reference, names), ("Part de l’ensemble", "Total"), tuple(lines),
        absent="" if lines and told.enough else too_few(told.coverage, counted.shown.minimum),
    )  # fmt: skip
