"""The environmental engagement: words first, then a radar; never a mark."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.measures import sub_axis_figure
from cm_build.computing.score import IN_PLACE, points_reader
from cm_build.drawing import polar
from cm_build.pages.portrait.block import Block, paragraphs
from cm_build.places.answer import Given
from cm_build.questionnaire.question import MultipleChoice, SingleChoice
from cm_build.questionnaire.role import Role
from cm_build.referential.sentence import Run
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.questionnaire import block as declared
    from cm_build.questionnaire.asked import Asked
    from cm_build.questionnaire.model import Axis
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

RADIUS = 120.0
LABEL_RADIUS = 138.0
FEWEST_AXES = 3
MOST_NAMED = 3
HUNDRED = Decimal(100)


class Corner(NamedTuple):
    """One axis of the radar, with its label and value."""

    label: str
    value: str
    at: tuple[float, float]
    anchor: str
    end: tuple[float, float]


class RadarView(NamedTuple):
    """The radar's rings, its shape and its corners."""

    rings: tuple[str, ...]
    shape: str
    corners: tuple[Corner, ...]


class SubAxisDrawing(NamedTuple):
    """A sub-axis and its share of points, in percent."""

    label: str
    share: int
    text: str


class AxisDrawing(NamedTuple):
    """One axis: what is in place, what is planned, in words.

    `level` says to the place, and to it alone, where it stands: nobody declared it.
    """

    id: str
    title: str
    level: str
    sub_axes: tuple[SubAxisDrawing, ...]
    action: tuple[str, ...]
    key_figure: str
    in_place: tuple[str, ...]
    planned: tuple[str, ...]
    told: str


def radar(block: declared.Radar, context: PlaceContext) -> Block | None:
    """Draw the axes that have a value; fewer than three make no shape."""
    del block
    sources = context.sources
    axes = sources.names.questionnaire.axes
    values = [(axis, sources.figure(axis.id).number) for axis in axes]
    known = [(axis, value) for axis, value in values if value is not None]
    if len(known) < FEWEST_AXES:
        return None
    step = 360 / len(known)
    corners = []
    for index, (axis, value) in enumerate(known):
        at, anchor = polar.label(LABEL_RADIUS, index * step)
        end, _ = polar.label(RADIUS, index * step)
        corners.append(Corner(axis.court, french.percent(value), at, anchor, end))
    rings = tuple(polar.polygon([RADIUS * share / 4] * len(known)) for share in (1, 2, 3, 4))
    shape = polar.polygon([float(value) / 100 * RADIUS for _, value in known])
    drawn = RadarView(rings, shape, tuple(corners))
    return Block("radar", _practices_title(context), drawn, "chiffres")


def _practices_title(context: PlaceContext) -> tuple[Run, ...]:
    views = [axis_view(axis, context) for axis in context.names.questionnaire.axes]
    done = sum(len(view.in_place) for view in views)
    planned = sum(len(view.planned) for view in views)
    head, comma, tail = _counted(done, planned).partition(",")
    runs = (Run(head, strong=True), Run(comma + tail, strong=False))
    return tuple(run for run in runs if run.text)


def practices(block: declared.Practices, context: PlaceContext) -> Block | None:
    """Tell each axis that was answered."""
    del block
    views = [axis_view(axis, context) for axis in context.names.questionnaire.axes]
    shown = tuple(
        view for view in views if view.told or view.action or view.key_figure or view.level
    )
    return Block("pratiques", (), shown, "environnement") if shown else None


def axis_view(axis: Axis, context: PlaceContext) -> AxisDrawing:
    """Gather what a place says of one axis."""
    sources = context.sources
    asked = [
        one for one in sources.names.by_owner["axe", axis.id] if one.question.poids is not None
    ]
    points = [(question, _points(question, sources)) for question in asked]
    in_place = tuple(
        _practice(one, value, sources) for one, value in points if value and value >= IN_PLACE
    )
    planned = tuple(question.question.short for question in asked if _is_planned(question, sources))
    partly = tuple(
        _practice(one, value, sources)
        for one, value in points
        if value is not None and value < IN_PLACE and _is_begun(one, value, sources)
    )
    return AxisDrawing(
        id=axis.id,
        title=axis.titre,
        level=_level(axis, sources) if context.private else "",
        sub_axes=_sub_axes(axis, sources),
        action=paragraphs(sources.text(sources.names.of_role(Role.ACTION, axis.id))),
        key_figure=sources.text(sources.names.of_role(Role.CHIFFRE_CLE, axis.id)),
        in_place=in_place,
        planned=planned,
        told=_told(in_place, partly, planned),
    )


def _practice(asked: Asked, points: Decimal, sources: Sources) -> str:
    """Name a practice; below the whole of its points, with the very answer that was ticked."""
    chosen = sources.chosen(asked.path)
    if points >= 1 or not isinstance(asked.question, SingleChoice) or not chosen:
        return asked.question.short
    label = chosen[0].libelle
    # A class is a letter, and keeps its capital.
    answer = label if len(label) == 1 else french.initial_folded(label).removeprefix("oui, ")
    return f"{asked.question.short} ({answer})"


def _told(in_place: Sequence[str], partly: Sequence[str], planned: Sequence[str]) -> str:
    """Count practices and name some: a count alone does not say which.

    What was answered "in part" is said apart: a place that ticked it must find it again.
    """
    parts = []
    if in_place:
        words = french.how_many(len(in_place), "pratique en place", "pratiques en place")
        few = len(in_place) <= MOST_NAMED
        named = _named(in_place[:MOST_NAMED])
        parts.append(f"{words}{' : ' if few else ', dont : '}{named}")
    if partly:
        few = len(partly) <= MOST_NAMED
        parts.append(
            f"en partie{' : ' if few else ', entre autres : '}{_named(partly[:MOST_NAMED])}"
        )
    if planned:
        parts.append("en projet ou en discussion : " + _named(planned))
    return french.capitalised(" ; ".join(parts))


def _named(practices: Sequence[str]) -> str:
    return ", ".join(french.initial_folded(practice) for practice in practices)


def _counted(in_place: int, planned: int) -> str:
    """Count practices in words; nothing known of is not "none"."""
    texts = []
    if in_place:
        texts.append(french.how_many(in_place, "pratique en place", "pratiques en place"))
    if planned:
        count = french.how_many(planned, "pratique", "pratiques")
        texts.append(f"{french.number_of(planned) if texts else count} en projet ou en discussion")
    return ", ".join(texts)


def _points(asked: Asked, sources: Sources) -> Decimal | None:
    answer = sources.answer(asked.path)
    return points_reader(asked.question)(answer.value) if isinstance(answer, Given) else None


def _is_begun(asked: Asked, points: Decimal, sources: Sources) -> bool:
    """Tell whether something is done already, though too little to count as a practice."""
    if isinstance(asked.question, MultipleChoice):
        return any(not option.exclusif for option in sources.chosen(asked.path))
    return points > 0 and not _is_planned(asked, sources)


def _is_planned(asked: Asked, sources: Sources) -> bool:
    if not isinstance(asked.question, SingleChoice):
        return False
    return any(option.projet for option in sources.chosen(asked.path))


def _level(axis: Axis, sources: Sources) -> str:
    value = sources.figure(axis.id).number
    if value is None:
        return ""
    share = value / HUNDRED
    for index, level in enumerate(axis.niveaux):
        # The original's bounds: up to 0.25 included, then below 0.75.
        last = level.jusqu_a is None
        if last or share < (level.jusqu_a or 0) or (index == 0 and share == level.jusqu_a):
            return level.texte
    return ""


def _sub_axes(axis: Axis, sources: Sources) -> tuple[SubAxisDrawing, ...]:
    views = []
    for sub_axis in axis.sous_axes:
        value = sources.figure(sub_axis_figure(axis.id, sub_axis.id)).number
        if value is not None:
            views.append(SubAxisDrawing(sub_axis.titre, round(value), french.percent(value)))
    return tuple(views)
