"""The social effects: a wheel of petals, and one block per criterion answered."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.operation import level_ranks
from cm_build.places.answer import Given, NotConcerned
from cm_build.questionnaire.question import Role, SingleChoice, Table
from cm_build.viewing import french, polar
from cm_build.viewing.block import Block, cells, paragraphs, rows_of, titled
from cm_build.viewing.sentence import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.questionnaire import panorama as declared
    from cm_build.questionnaire.model import Criterion
    from cm_build.questionnaire.question import Option
    from cm_build.viewing.context import PlaceContext
    from cm_build.viewing.sources import Sources

WHEEL_FROM = 6
INNER, OUTER, LABEL = 58.0, 150.0, 166.0
GROUP_GAP, PETAL_GAP = 6.0, 1.6
NONE_THICKNESS = 5.0
NOTCH = 10.0
VOTE_WIDTH, VOTE_MARGIN, VOTE_RADIUS = 300.0, 14.0, 5.0


class Observed(NamedTuple):
    """What a place says of one criterion.

    `rank` is the level from 0 (looked, saw nothing); None when nobody looked. `unwanted` is None
    when the question was not answered: it is never taken for a no.
    """

    criterion: Criterion
    rank: int | None
    level: str
    unwanted: bool | None
    documented: bool
    answered: bool


class Petal(NamedTuple):
    """One petal: its paths are SVG, its text is said for those who do not see it."""

    label: str
    scale: str
    tone: int
    outline: str
    fill: str
    notch: str
    mark: tuple[float, float] | None
    label_at: tuple[float, float]
    anchor: str
    state: str
    text: str
    criterion: str
    linked: bool


class Wheel(NamedTuple):
    """The wheel, its groups in order, and the sentence at its centre."""

    petals: tuple[Petal, ...]
    scales: tuple[tuple[str, int], ...]
    observed: int
    observed_text: str
    steps: tuple[str, ...]


class Evidence(NamedTuple):
    """A piece of evidence, in one line."""

    text: str
    link: str


class Ballot(NamedTuple):
    """How one college voted: a dot for each level chosen, its area growing with the votes.

    A dot is its place along the levels, its radius and its number of votes.
    """

    college: str
    dots: tuple[tuple[float, float, int], ...]
    text: str


class CriterionBlock(NamedTuple):
    """Everything said of one criterion."""

    id: str
    title: str
    scale: str
    tone: int
    level: str
    rank: int | None
    steps: tuple[str, ...]
    sentence: str
    quote: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    unwanted: bool
    unwanted_who: str
    unwanted_text: str
    counterfactual: str
    intention: str
    votes: tuple[Ballot, ...]
    vote_levels: tuple[tuple[float, str, str], ...]


def observe(criterion: Criterion, sources: Sources) -> Observed:
    """Read the level, the sign and the evidence of one criterion."""
    names = sources.names
    path = names.of_role(Role.NIVEAU, criterion.id)
    answer = sources.answer(path)
    question = names.asked[path].question if path else None
    rank, level = None, ""
    if isinstance(answer, Given) and isinstance(question, SingleChoice):
        ranks = level_ranks(question)
        found = ranks.get(str(answer.value))
        rank = int(found) if found is not None else None
        level = next(o.libelle for o in question.options if o.id == answer.value)
    if isinstance(answer, NotConcerned):
        level = "sans objet pour ce lieu"
    unwanted = sources.answer(names.of_role(Role.NON_VOULU, criterion.id))
    evidence = names.of_role(Role.PREUVES, criterion.id)
    documented = bool(evidence and rows_of(evidence, sources))
    answered = any(
        isinstance(sources.answer(asked.path), Given)
        for asked in names.by_owner.get(("critere", criterion.id), ())
    )
    value = unwanted.value is True if isinstance(unwanted, Given) else None
    return Observed(criterion, rank, level, value, documented, answered)


def concerned(criterion: Criterion, sources: Sources) -> bool:
    """Tell whether a criterion arises for this place."""
    path = sources.names.of_role(Role.NIVEAU, criterion.id)
    return not isinstance(sources.answer(path), NotConcerned) or criterion.si is None


def wheel(block: declared.Wheel, context: PlaceContext) -> Block | None:
    """Draw the wheel, once six criteria were observed; below, the blocks speak alone."""
    sources = context.sources
    criteria = [c for c in sources.names.questionnaire.criteres if concerned(c, sources)]
    observed = [observe(criterion, sources) for criterion in criteria]
    seen = [one for one in observed if one.rank is not None]
    if len(seen) < WHEEL_FROM:
        return None
    scales = [
        s for s in sources.names.questionnaire.echelles if any(c.echelle == s.id for c in criteria)
    ]
    tones = {scale.id: index for index, scale in enumerate(scales)}
    petals = _petals(observed, tones, sources)
    count = len(seen)
    words = french.plural(Decimal(count), "critère observé", "critères observés")
    drawn = Wheel(
        petals, tuple((s.titre, tones[s.id]) for s in scales), count, words, _steps(sources)
    )
    return Block("roue", titled(block, context), drawn, "effets")


def _level_options(sources: Sources) -> tuple[Option, ...]:
    """Give the levels, which are the same for every criterion."""
    for criterion in sources.names.questionnaire.criteres:
        path = sources.names.of_role(Role.NIVEAU, criterion.id)
        question = sources.names.asked[path].question if path else None
        if isinstance(question, SingleChoice):
            return question.options
    return ()


def _steps(sources: Sources) -> tuple[str, ...]:
    return tuple(option.libelle for option in _level_options(sources) if not option.exclusif)


def _petals(observed: list[Observed], tones: dict[str, int], sources: Sources) -> tuple[Petal, ...]:
    groups = len(tones)
    width = (360 - groups * GROUP_GAP) / len(observed)
    highest = max(1, len(_steps(sources)) - 1)
    petals = []
    angle = GROUP_GAP / 2
    previous = observed[0].criterion.echelle
    for one in observed:
        if one.criterion.echelle != previous:
            angle += GROUP_GAP
            previous = one.criterion.echelle
        petals.append(_petal(one, angle, width, highest, tones, sources))
        angle += width
    return tuple(petals)


def _petal(
    one: Observed,
    angle: float,
    width: float,
    highest: int,
    tones: dict[str, int],
    sources: Sources,
) -> Petal:
    start, end = angle + PETAL_GAP / 2, angle + width - PETAL_GAP / 2
    middle = angle + width / 2
    fill, state = "", "inconnu"
    if one.rank == 0:
        fill, state = polar.sector(INNER, INNER + NONE_THICKNESS, start, end), "aucun"
    elif one.rank is not None:
        radius = polar.equal_area_radius(INNER, OUTER, one.rank / highest)
        fill, state = polar.sector(INNER, radius, start, end), "niveau"
    notch = polar.sector(OUTER - NOTCH, OUTER, start, end) if one.unwanted else ""
    mark = polar.point(OUTER + 6, middle) if one.documented else None
    x, y = polar.point(LABEL, middle)
    anchor = "middle" if abs(x) < 20 else "start" if x > 0 else "end"  # noqa: PLR2004
    scale = sources.names.scales[one.criterion.echelle]
    return Petal(
        label=one.criterion.court,
        scale=scale.titre,
        tone=tones[one.criterion.echelle],
        outline=polar.sector(INNER, OUTER, start, end),
        fill=fill,
        notch=notch,
        mark=(round(mark[0], 1), round(mark[1], 1)) if mark else None,
        label_at=(round(x, 1), round(y, 1)),
        anchor=anchor,
        state=state,
        text=_petal_text(one),
        criterion=one.criterion.id,
        linked=one.answered,
    )


def _petal_text(one: Observed) -> str:
    parts = [one.level or "non renseigné"]
    if one.unwanted:
        parts.append("effet non voulu signalé")
    if one.documented:
        parts.append("preuve indiquée")
    return ", ".join(parts)


def criteria_blocks(block: declared.CriteriaBlocks, context: PlaceContext) -> Block | None:
    """Write one block per criterion that was answered, in the questionnaire's order."""
    sources = context.sources
    observed = [observe(c, sources) for c in sources.names.questionnaire.criteres]
    votes = context.assessment.workshop.votes if context.assessment.workshop else {}
    shown = tuple(
        _criterion(one, sources)._replace(votes=_ballots(votes.get(one.criterion.id, {}), sources))
        for one in observed
        if one.answered or one.criterion.id in votes
    )
    return Block("criteres", titled(block, context), shown) if shown else None


def _criterion(one: Observed, sources: Sources) -> CriterionBlock:
    names, criterion = sources.names, one.criterion
    scales = [scale.id for scale in names.questionnaire.echelles]

    def text(role: Role) -> str:
        return sources.text(names.of_role(role, criterion.id))

    return CriterionBlock(
        id=criterion.id,
        title=criterion.titre,
        scale=names.scales[criterion.echelle].titre,
        tone=scales.index(criterion.echelle),
        level=one.level,
        rank=one.rank,
        steps=_steps(sources),
        sentence=sentence(criterion.phrases, sources, criterion.id),
        quote=tuple(french.quoted(one) for one in paragraphs(text(Role.EXEMPLE))),
        evidence=_evidence(criterion, sources),
        unwanted=bool(one.unwanted),
        unwanted_who=_companion(criterion, Role.NON_VOULU, "choix_multiple", sources),
        unwanted_text=_companion(criterion, Role.NON_VOULU, "texte_long", sources),
        counterfactual=_counterfactual(criterion, sources),
        intention=text(Role.INTENTION),
        votes=(),
        vote_levels=_vote_levels(sources),
    )


def _ballots(votes: Mapping[str, Mapping[str, int]], sources: Sources) -> tuple[Ballot, ...]:
    """Show every college apart: where they disagree must be seen."""
    options = _level_options(sources)
    places = _vote_places(sources)
    ballots = []
    for college in sources.names.questionnaire.colleges:
        counted = votes.get(college.id, {})
        found = [(option, counted[option.id]) for option in options if counted.get(option.id)]
        if found:
            told = ", ".join(f"{french.initial_folded(o.libelle)} : {n}" for o, n in found)
            # Those who did not look have no place on the scale: they are told, not drawn.
            dots = tuple(
                (places[o.id], round(min(13.0, VOTE_RADIUS * math.sqrt(n)), 1), n)
                for o, n in found
                if o.id in places
            )
            ballots.append(Ballot(college.libelle, dots, told))
    return tuple(ballots)


def _vote_places(sources: Sources) -> Mapping[str, float]:
    """Place the levels at equal steps along the scale."""
    levels = [option.id for option in _level_options(sources) if not option.exclusif]
    step = (VOTE_WIDTH - 2 * VOTE_MARGIN) / max(1, len(levels) - 1)
    return {level: round(VOTE_MARGIN + step * index, 1) for index, level in enumerate(levels)}


def _vote_levels(sources: Sources) -> tuple[tuple[float, str, str], ...]:
    """Name both ends of the scale: at this size the steps between speak by their place."""
    shown = [option for option in _level_options(sources) if not option.exclusif]
    if len(shown) < 2:  # noqa: PLR2004
        return ()
    return (
        (0.0, "rien constaté", "start"),
        (VOTE_WIDTH, shown[-1].in_sentence, "end"),
    )


def _companion(criterion: Criterion, gate: Role, kind: str, sources: Sources) -> str:
    """Give the answer of the model's question of a type that the gate's answer opens."""
    gate_path = sources.names.of_role(gate, criterion.id) or ""
    gate_id = gate_path.rpartition(".")[2]
    for asked in sources.names.by_owner["critere", criterion.id]:
        opens = any(
            leaf.question == gate_id
            for condition in asked.conditions
            for leaf in condition.leaves()
        )
        if opens and asked.question.type == kind:
            if kind == "choix_multiple":
                return french.listed([o.in_sentence for o in sources.chosen(asked.path)])
            return sources.text(asked.path)
    return ""


def _counterfactual(criterion: Criterion, sources: Sources) -> str:
    chosen = sources.chosen(sources.names.of_role(Role.SANS_LE_LIEU, criterion.id))
    return chosen[0].libelle if chosen else ""


def _evidence(criterion: Criterion, sources: Sources) -> tuple[Evidence, ...]:
    path = sources.names.of_role(Role.PREUVES, criterion.id)
    if path is None:
        return ()
    question = sources.question(path)
    if not isinstance(question, Table):
        return ()
    links = {column.id for column in question.colonnes if column.type == "url"}
    flags = {column.id: column.short for column in question.colonnes if column.type == "oui_non"}
    found = []
    for row in rows_of(path, sources):
        told = {key: value for key, value in row.items() if key not in links and key not in flags}
        notes = [
            french.initial_folded(flags[key])
            for key, value in row.items()
            if key in flags and value is True
        ]
        link = next((str(value) for key, value in row.items() if key in links), "")
        found.append(Evidence(", ".join([*cells(question, told), *notes]), link))
    return tuple(found)
