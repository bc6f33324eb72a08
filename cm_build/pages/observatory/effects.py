"""The charts of social effects: what teams observe, unwanted effects included, and on what grounds."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from cm_build.pages.observatory.chart import (
    BarSegment,
    ChartLine,
    ChartView,
    Value,
    headline,
    part_of,
)
from cm_build.questionnaire.question import SingleChoice, Table
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cm_build.computing.population import Populations
    from cm_build.computing.statistics import Counts
    from cm_build.questionnaire import observatory as declared
    from cm_build.questionnaire.model import Criterion
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sentence import Run

# An effect is observed from this level on: the first level says that nothing was seen.
NOTHING_SEEN = 0


def _asked(
    role: Role, counted: Populations, names: Names
) -> Iterator[tuple[Criterion, str, Counts]]:
    """Give every criterion that asks a question with a role, and how teams answered."""
    for criterion in names.criteria.values():
        path = names.of_role(role, criterion.id)
        if path:
            yield criterion, path, counted.shown.counts(path)


def _number(count: int, key: str) -> Value:
    return Value(french.number(Decimal(count)), count, key)


def _stack(counts: Sequence[int]) -> tuple[BarSegment, ...]:
    """Lay counts end to end over the whole length of a bar."""
    whole, start, segments = sum(counts), 0.0, []
    for tone, count in enumerate(counts):
        length = round(count / whole * 100, 1) if whole else 0.0
        if length:
            segments.append(BarSegment(tone, round(start, 1), length))
        start += length
    return tuple(segments)


def _link(criterion: Criterion) -> str:
    return f"methode/effets/#{criterion.id}"


def effects(chart: declared.Effects, counted: Populations, names: Names) -> ChartView:
    """Count the levels teams observe, criterion by criterion; levels are never averaged."""
    asked = tuple(_asked(Role.NIVEAU, counted, names))
    minimum = counted.shown.minimum
    levels, labels = _levels(asked, names)
    lines, seen = [], []
    for criterion, path, told in asked:
        found = [told.counts.get(level, 0) for level in levels]
        observed = sum(found)
        if not observed:
            continue
        seen.append((observed - found[NOTHING_SEEN], observed, criterion))
        unseen = told.coverage.answers - observed
        lines.append(
            ChartLine(
                criterion.titre,
                (
                    *(_number(n, f"{path}.{level}:compte") for n, level in zip(found, levels, strict=True)),
                    _number(unseen, ""),
                ),
                _stack(found) if observed >= minimum else (),
                group=names.scales[criterion.echelle].titre,
                link=_link(criterion),
            )
        )  # fmt: skip
    title = _most_seen(seen, minimum)
    return ChartView(
        chart.id, chart.forme, chart.titre, title, chart.note or "", _teams(asked), "methode/effets/",
        (*labels, "Non observé"), tuple(lines), legend=tuple(labels),
        absent="" if lines else "Aucune équipe n’a encore répondu sur les effets.",
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
    enough = sorted((one for one in seen if one[1] >= minimum), key=lambda one: -one[0])
    if len(enough) < 2 or enough[0][0] == enough[1][0]:  # noqa: PLR2004
        return ()
    count, _, criterion = enough[0]
    words = french.plural(Decimal(count), "équipe le constate", "équipes le constatent")
    return headline(
        (f"{criterion.titre} : ", False), (f"{french.number(Decimal(count))} {words}", True)
    )


def _teams(asked: Sequence[tuple[Criterion, str, Counts]]) -> str:
    most = max((told.coverage.answers for _, _, told in asked), default=0)
    words = french.plural(Decimal(most), "équipe a répondu", "équipes ont répondu")
    return f"{french.number(Decimal(most))} {words} sur l’effet le plus renseigné"


def unwanted(chart: declared.Unwanted, counted: Populations, names: Names) -> ChartView:
    """Count the teams that report an unwanted effect: they are shown, never hidden in a sum."""
    lines = []
    reports = 0
    for criterion, path, told in _asked(Role.NON_VOULU, counted, names):
        yes = told.counts.get("oui", 0)
        if not told.coverage.answers:
            continue
        reports += yes
        share = told.share("oui")
        lines.append(
            ChartLine(
                criterion.titre,
                (
                    _number(yes, f"{path}.oui:compte"),
                    _number(told.coverage.answers, f"{path}:reponses"),
                    part_of(share, f"{path}.oui:part"),
                ),
                (BarSegment(0, 0, round(share * 100, 1)),) if share else (),
                group=names.scales[criterion.echelle].titre,
                link=_link(criterion),
            )
        )
    words = french.plural(Decimal(reports), "effet non voulu signalé", "effets non voulus signalés")
    title = headline(
        (f"{french.number(Decimal(reports))} {words}", True), (" par les équipes", False)
    )
    return ChartView(
        chart.id, chart.forme, chart.titre, title if lines else (), chart.note or "", "", "methode/effets/",
        ("Signalent", "Réponses", "Part"), tuple(lines),
        absent="" if lines else "Aucune équipe n’a encore répondu à cette question.",
    )  # fmt: skip


def counterfactual(chart: declared.Counterfactual, counted: Populations, names: Names) -> ChartView:
    """Count what teams think would have happened without the place."""
    lines, options = [], []
    for criterion, path, told in _asked(Role.SANS_LE_LIEU, counted, names):
        options = list(counted.shown.variable(path).codes)
        found = [told.counts.get(code, 0) for code, _ in options]
        if not sum(found):
            continue
        lines.append(
            ChartLine(
                criterion.titre,
                tuple(
                    _number(n, f"{path}.{code}:compte")
                    for n, (code, _) in zip(found, options, strict=True)
                ),
                _stack(found) if sum(found) >= counted.shown.minimum else (),
                group=names.scales[criterion.echelle].titre,
                link=_link(criterion),
            )
        )
    labels = tuple(label for _, label in options)
    return ChartView(
        chart.id, chart.forme, chart.titre, (), chart.note or "Ce que pensent les équipes ; personne ne peut le mesurer.",
        "", "methode/effets/", labels, tuple(lines), legend=labels,
        absent="" if lines else "Aucune équipe n’a encore répondu à cette question.",
    )  # fmt: skip


def evidence(chart: declared.EvidenceChart, counted: Populations, names: Names) -> ChartView:
    """Count what answers are based on, over all effects: a team counts once per effect."""
    mentions: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for criterion in names.criteria.values():
        path = names.of_role(Role.PREUVES, criterion.id)
        nature = _nature(path, names)
        if not path or not nature:
            continue
        told = counted.shown.counts(f"{path}.{nature}")
        labels |= dict(counted.shown.variable(f"{path}.{nature}").codes)
        mentions.update(told.counts)
    whole = sum(mentions.values())
    lines = [
        ChartLine(
            labels[code],
            (
                _number(count, ""),
                part_of(count / whole, ""),
            ),
            (BarSegment(0, 0, round(count / whole * 100, 1)),),
        )
        for code, count in sorted(mentions.items(), key=lambda one: -one[1])
        if count
    ]
    return ChartView(
        chart.id, chart.forme, chart.titre, (), chart.note or "Une équipe compte une fois par effet et par sorte d’appui.",
        "", "methode/effets/", ("Fois", "Part"), tuple(lines),
        absent="" if lines else "Aucune équipe n’a encore dit sur quoi elle s’appuie.",
    )  # fmt: skip


def _nature(path: str | None, names: Names) -> str:
    question = names.asked[path].question if path else None
    if not isinstance(question, Table):
        return ""
    return next((one.id for one in question.colonnes if isinstance(one, SingleChoice)), "")
