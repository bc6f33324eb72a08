"""The charts of answers: totals, choices, shares, practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.pages.method.link import method_link
from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    Value,
    answers,
    bar_of,
    count_of,
    decimal,
    headline,
    of_answers,
    part_of,
    share_text,
    too_few,
)
from cm_build.questionnaire.question import Distribution, SingleChoice
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cm_build.computing.population import Populations
    from cm_build.computing.statistics import Counts, Coverage
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

TONES = 6
PERCENT = "%"
# Amounts are put together; percentages of places are not: each place weighs the same.
SUMS, AVERAGES = ("Part de l’ensemble", "Total"), ("En moyenne, par lieu",)
EQUALLY = " Chaque lieu compte autant."


def method_of(reference: str, names: Names) -> str:
    """Find the definition of a reference on the method's pages."""
    target = names.resolve(reference)
    return method_link(target.path, names).address if target else "methode/"


def totals(chart: declared.Totals, counted: Populations, names: Names) -> ChartView:
    """Sum figures over the places that gave them."""
    del names
    lines = []
    for figure in chart.chiffres:
        numbers = counted.shown.numbers(figure.chiffre)
        if not numbers.coverage.answers:
            continue
        total = decimal(numbers.total)
        label = french.plural(total, figure.libelle, figure.pluriel or figure.libelle)
        value = Value(french.number(total), numbers.total, f"{figure.chiffre}:total")
        count = Value(
            answers(numbers.coverage), numbers.coverage.answers, f"{figure.chiffre}:reponses"
        )
        lines.append(ChartLine(label, (value, count), group=figure.dessin or "autre"))
    absent = "Personne n’a encore donné ces chiffres."
    return ChartView.of(chart, ("Total", "Réponses"), lines, absent)._replace(explorable=False)


def choices(chart: declared.Choices, counted: Populations, names: Names) -> ChartView:
    """Count each answer to a choice: the most frequent first, unless the answers have an order."""
    reference = chart.question
    counts = counted.shown.counts(reference)
    variable = counted.shown.variable(reference)
    labels = dict(variable.codes)
    codes = [code for code, count in counts.counts.items() if count]
    # Classes go from the smallest to the largest: their order says something.
    target = names.resolve(reference)
    if target is None or not target.is_indicator:
        codes.sort(key=lambda code: -counts.counts[code])
    lines = [
        ChartLine(
            labels.get(code, code),
            (
                part_of(counts.share(code), f"{reference}.{code}:part"),
                count_of(counts.counts[code], f"{reference}.{code}:compte"),
            ),
            bar_of(counts.share(code)),
        )
        for code in codes
    ]
    single = target is not None and (
        target.is_indicator or isinstance(names.asked[target.path].question, SingleChoice)
    )
    return ChartView.of(
        chart, ("Part des lieux", "Lieux"), lines, too_few(counts.coverage, counted.shown.minimum),
        title=_top(counts, codes, labels, single=single), told=answers(counts.coverage),
        note="" if single else "Un lieu peut donner plusieurs réponses.",
        method=method_of(reference, names), enough=counts.enough,
    )  # fmt: skip


def _top(
    choice: Counts, codes: Sequence[str], labels: Mapping[str, str], *, single: bool
) -> tuple[Run, ...]:
    """Name the most frequent answer; two equal ones make no headline."""
    if not codes:
        return ()
    counts, share = choice.counts, choice.share
    ranked = sorted(codes, key=lambda code: -counts[code])
    top = share(ranked[0])
    if top is None or (len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]):
        return ()
    verb = "pour" if single else "dans"
    return headline(
        (f"{french.quoted(labels[ranked[0]])}, ", False),
        (f"{verb} {share_text(top)}", True),
        (f" {of_answers(choice.coverage)}", False),
    )


def shares(chart: declared.SharesChart, counted: Populations, names: Names) -> ChartView:
    """Share a whole between its parts, over the places that told all of it."""
    reference = chart.repartition
    whole = counted.shown.parts(reference)
    question = names.asked[reference].question
    parts = question.parts if isinstance(question, Distribution) else ()
    labels = {f"{reference}.{part.id}": part.libelle for part in parts}
    unit, decimals = names.asked[reference].unit, names.asked[reference].decimals
    ranked = sorted(
        (name for name, total in whole.totals.items() if total > 0),
        key=lambda name: -whole.totals[name],
    )
    average = unit == PERCENT
    lines, start = [], 0.0
    for rank, name in enumerate(ranked):
        share = whole.totals[name] / whole.whole if whole.enough and whole.whole else None
        length = round((share or 0) * 100, 1)
        amount = french.quantity(decimal(whole.totals[name]), unit, decimals)
        total = Value(amount, whole.totals[name], f"{name}:total_complet")
        lines.append(
            ChartLine(
                labels[name],
                (part_of(share, f"{name}:part_du_tout"), *(() if average else (total,))),
                (BarSegment(min(rank, TONES - 1), round(start, 1), length),) if share else (),
            )
        )
        start += length
    return ChartView.of(
        chart, AVERAGES if average else SUMS, lines, too_few(whole.coverage, counted.shown.minimum),
        title=_largest(labels[ranked[0]], lines[0].values[0].text, whole.coverage, average=average) if lines else (),
        note="Ne comptent que les lieux qui ont tout indiqué." + (EQUALLY if average else ""),
        told=answers(whole.coverage), method=method_of(reference, names), enough=whole.enough,
    )  # fmt: skip


def _largest(label: str, share: str, coverage: Coverage, *, average: bool) -> tuple[Run, ...]:
    """Name the largest part, and of what it is a part: shares of places are no amounts to add up."""
    if not share:
        return ()
    who = of_answers(coverage, "tout indiqué")
    among = f" en moyenne, par lieu ({who})" if average else f" de l’ensemble {who}"
    named = french.capitalised(french.initial_folded(label))
    return headline((f"{named} : ", False), (share, True), (among, False))


def practices(chart: declared.PracticesChart, counted: Populations, names: Names) -> ChartView:
    """Show the most and the least common practices, among those enough places answered."""
    counts = counted.shown.practices()
    known = [
        (path, share, count)
        for path, count in counts.items()
        if (share := count.share("en_place")) is not None
    ]
    ranked = sorted(known, key=lambda practice: -practice[1])
    most = ranked[: chart.nombre]
    least = ranked[max(chart.nombre, len(ranked) - chart.nombre) :]
    lines = tuple(
        ChartLine(
            names.asked[path].question.short,
            (
                part_of(share, f"points:{path}:en_place"),
                count_of(count.coverage.answers, f"points:{path}:reponses"),
            ),
            bar_of(share),
            group=title,
            link=f"methode/environnement/#q-{path}",
        )
        for title, chosen in (("Les plus courantes", most), ("Les moins courantes", least))
        for path, share, count in chosen
    )
    title: tuple[Run, ...] = ()
    if most:
        first = names.asked[most[0][0]].question.short
        title = headline(
            (f"{first} : ", False),
            (share_text(most[0][1]), True),
            (f" {of_answers(most[0][2].coverage)}", False),
        )
    few = max(
        (count.coverage for count in counts.values()),
        key=lambda practice: practice.answers,
        default=None,
    )
    missing = too_few(few, counted.shown.minimum) if few else "Aucune pratique n’est notée."
    return ChartView.of(
        chart,
        ("En place", "Réponses"),
        lines,
        missing,
        title=title,
        method="methode/environnement/",
    )
