"""The charts of social effects: what teams observe, unwanted effects included, and on what grounds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    Value,
    bar_of,
    count_of,
    headline,
    part_of,
    stack_of,
)
from cm_build.questionnaire.question import SingleChoice, Table
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cm_build.computing.population import Populations
    from cm_build.computing.statistics import Counts
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.criterion import Criterion
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

# An effect is observed from this level on: the first level says that nothing was seen.
NOTHING_SEEN = 0
METHOD = "methode/effets/"
UNTOLD = "Aucun lieu n’a encore répondu à cette question."


def _asked(
    role: Role, counted: Populations, names: Names
) -> Iterator[tuple[Criterion, str, Counts]]:
    """Give every criterion that asks a question with a role, and how teams answered."""
    for criterion in names.criteria.values():
        path = names.of_role(role, criterion.id)
        if path:
            yield criterion, path, counted.shown.counts(path)


def _line(
    criterion: Criterion,
    names: Names,
    values: Sequence[Value],
    segments: tuple[BarSegment, ...],
) -> ChartLine:
    """Say of one criterion how teams answered, under its scale."""
    scale, link = names.scales[criterion.echelle].titre, f"methode/effets/#{criterion.id}"
    return ChartLine(criterion.titre, tuple(values), segments, group=scale, link=link)


def _counts(path: str, codes: Sequence[str], counts: Sequence[int]) -> tuple[Value, ...]:
    pairs = zip(counts, codes, strict=True)
    return tuple(count_of(count, f"{path}.{code}:compte") for count, code in pairs)


def effects(chart: declared.Effects, counted: Populations, names: Names) -> ChartView:
    """Count what teams observe, criterion by criterion; presences are never averaged."""
    asked = tuple(_asked(Role(chart.selon), counted, names))
    minimum = counted.shown.minimum
    levels, labels = _levels(asked, names)
    # A direction is asked of those who saw a change: nobody is left out of it.
    unsaid = () if chart.selon == "sens" else ("Non observé",)
    lines, seen = [], []
    for criterion, path, answered in asked:
        numbers = [answered.counts.get(level, 0) for level in levels]
        observed = sum(numbers)
        if not observed:
            continue
        if chart.selon == "presence":
            seen.append((observed - numbers[NOTHING_SEEN], observed, criterion))
        values = _counts(path, levels, numbers)
        if unsaid:
            values = (*values, count_of(answered.coverage.answers - observed, ""))
        stack = stack_of(numbers) if observed >= minimum else ()
        lines.append(_line(criterion, names, values, stack))
    return ChartView.of(
        chart, (*labels, *unsaid), lines, "Aucun lieu n’a encore répondu sur les effets.",
        title=_most_seen(seen, minimum), told=_teams(asked), method=METHOD, legend=labels,
    )  # fmt: skip


def _levels(
    asked: Sequence[tuple[Criterion, str, Counts]], names: Names
) -> tuple[list[str], list[str]]:
    """Give the ordered levels, those that say the team did not look apart."""
    if not asked:
        return [], []
    question = names.asked[asked[0][1]].question
    options = question.options if isinstance(question, SingleChoice) else ()
    kept = [option for option in options if not option.exclusif]
    return [option.id for option in kept], [option.libelle for option in kept]


def _most_seen(seen: Sequence[tuple[int, int, Criterion]], minimum: int) -> tuple[Run, ...]:
    """Name the effect most teams observe; two equal ones make no headline."""
    enough = sorted((effect for effect in seen if effect[1] >= minimum), key=lambda one: -one[0])
    if len(enough) < 2 or enough[0][0] == enough[1][0]:  # noqa: PLR2004
        return ()
    count, observed, criterion = enough[0]
    words = french.how_many(count, "lieu le constate", "lieux le constatent")
    return headline(
        (f"{criterion.titre} : ", False),
        (words, True),
        (f" sur {french.number_of(observed)} qui l’ont cherché", False),
    )


def _teams(asked: Sequence[tuple[Criterion, str, Counts]]) -> str:
    most = max((answered.coverage.answers for _, _, answered in asked), default=0)
    words = french.how_many(most, "lieu a répondu", "lieux ont répondu")
    return f"{words} sur l’effet le plus renseigné"


def _versions(paths: Iterable[str], counted: Populations) -> str:
    """Say how many files of each version answered a chart; nothing where all are of one version.

    A question kept from a version to the next was asked beside others, and after other words.
    """
    frame = counted.shown.frame
    answered = frame[list(paths)].notna().any(axis=1)
    versions = Counter(frame.loc[answered, "questionnaire"].astype(int).tolist())
    if len(versions) < 2:  # noqa: PLR2004
        return ""
    said = [
        f"{french.how_many(count, 'lieu', 'lieux')} à la version {version}"
        for version, count in sorted(versions.items())
    ]
    return f"Ont répondu {french.listed(said)} du questionnaire"


def unwanted(chart: declared.Unwanted, counted: Populations, names: Names) -> ChartView:
    """Count the teams that report an unwanted effect: they are shown, never hidden in a sum."""
    lines = []
    reports = 0
    asked = tuple(_asked(Role.NON_VOULU, counted, names))
    for criterion, path, answered in asked:
        yes = answered.counts.get("oui", 0)
        if not answered.coverage.answers:
            continue
        reports += yes
        share = answered.share("oui")
        values = (
            count_of(yes, f"{path}.oui:compte"),
            count_of(answered.coverage.answers, f"{path}:reponses"),
            part_of(share, f"{path}.oui:part"),
        )
        lines.append(_line(criterion, names, values, bar_of(share)))
    words = french.how_many(reports, "effet non voulu signalé", "effets non voulus signalés")
    title = headline((words, True), (" par les lieux", False)) if lines else ()
    return ChartView.of(
        chart, ("Signalent", "Réponses", "Part"), lines, UNTOLD, title=title, method=METHOD,
        told=_versions([path for _, path, _ in asked], counted),
    )  # fmt: skip


def counterfactual(chart: declared.Counterfactual, counted: Populations, names: Names) -> ChartView:
    """Count what teams think would have happened without the place."""
    lines, options = [], {}
    asked = tuple(_asked(Role.SANS_LE_LIEU, counted, names))
    for criterion, path, answered in asked:
        options = dict(counted.shown.variable(path).codes)
        numbers = [answered.counts.get(code, 0) for code in options]
        if sum(numbers):
            stack = stack_of(numbers) if sum(numbers) >= counted.shown.minimum else ()
            lines.append(_line(criterion, names, _counts(path, tuple(options), numbers), stack))
    return ChartView.of(
        chart, tuple(options.values()), lines, UNTOLD, method=METHOD, legend=tuple(options.values()),
        note="C’est l’avis de ceux qui ont répondu, pas une mesure.",
        told=_versions([path for _, path, _ in asked], counted),
    )  # fmt: skip


def evidence(chart: declared.EvidenceChart, counted: Populations, names: Names) -> ChartView:
    """Count what answers are based on, over all effects: a team counts once per effect."""
    mentions: Counter[str] = Counter()
    labels: dict[str, str] = {}
    asked = []
    for criterion in names.criteria.values():
        path = names.of_role(Role.PREUVES, criterion.id)
        nature = _nature(path, names)
        if not path or not nature:
            continue
        asked.append(f"{path}.{nature}")
        counts = counted.shown.counts(f"{path}.{nature}")
        labels |= dict(counted.shown.variable(f"{path}.{nature}").codes)
        mentions.update(counts.counts)
    whole = sum(mentions.values())
    lines = [
        ChartLine(
            labels[code], (count_of(count, ""), part_of(count / whole, "")), bar_of(count / whole)
        )
        for code, count in sorted(mentions.items(), key=lambda mention: -mention[1])
        if count
    ]
    return ChartView.of(
        chart, ("Fois", "Part"), lines, "Aucun lieu n’a encore dit sur quoi il s’appuie.",
        method=METHOD, note="Un lieu compte une fois par effet et par sorte d’appui.",
        told=_versions(asked, counted),
    )  # fmt: skip


def _nature(path: str | None, names: Names) -> str:
    question = names.asked[path].question if path else None
    if not isinstance(question, Table):
        return ""
    return next((column.id for column in question.colonnes if isinstance(column, SingleChoice)), "")
