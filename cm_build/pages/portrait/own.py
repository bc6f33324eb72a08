"""What the place chose to follow: its criteria and measures, told beside its own years and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.portrait.block import Block, paragraphs, titled
from cm_build.pages.portrait.criteria import pieces_of
from cm_build.pages.portrait.follow_up import own_follow_up
from cm_build.pages.portrait.own_measures import measure_views
from cm_build.pages.portrait.votes import votes_on
from cm_build.places.own_criterion import asked_as
from cm_build.places.own_definition import CHOSEN_BY
from cm_build.places.own_years import changes_of
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.question import Table
from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.pages.portrait.criteria import Evidence
    from cm_build.pages.portrait.follow_up import FollowUp
    from cm_build.pages.portrait.own_measures import MeasureView
    from cm_build.pages.portrait.votes import Vote
    from cm_build.places.own_criterion import OwnCriterion
    from cm_build.questionnaire import block as declared
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.option import Option
    from cm_build.referential.context import PlaceContext


class PresenceScale(NamedTuple):
    """Where a change stands along presence: its step, how many there are, the sign of its direction."""

    step: int
    steps: tuple[str, ...]
    sign: str


class OwnCriterionView(NamedTuple):
    """A criterion of the place's own; `former` is its title of before, `over` its end when it has one.

    `years` say what the earlier files said of it.
    """

    id: str
    title: str
    former: str
    question: str
    level: str
    direction: str
    scale: PresenceScale | None
    observe: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]
    quote: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    follow_up: FollowUp | None
    intention: str
    years: tuple[str, ...]
    chosen: str
    over: str
    votes: tuple[Vote, ...] = ()


class OwnView(NamedTuple):
    """Everything the place follows; `left` is what it follows no more, or says nothing of this year."""

    criteria: tuple[OwnCriterionView, ...]
    measures: tuple[MeasureView, ...]
    left: tuple[MeasureView, ...]

    @property
    def signed(self) -> bool:
        """Whether a direction is drawn, with its pattern."""
        return any(one.scale and one.scale.sign for one in self.criteria)

    @property
    def drawn(self) -> bool:
        """Whether a measure has years enough to be drawn."""
        return any(one.curve for one in (*self.measures, *self.left))


def own_blocks(block: declared.OwnBlocks, context: PlaceContext) -> Block | None:
    """Show what the year's file follows; a year that says nothing of it shows nothing."""
    own = context.assessment.own
    if not own:
        return None
    measures = measure_views(context)
    view = OwnView(
        criteria=tuple(_criterion(one, context) for one in own.criteria),
        measures=tuple(one for one in measures if not one.over),
        left=tuple(one for one in measures if one.over),
    )
    return Block("propres", titled(block, context), view)


def _criterion(one: OwnCriterion, context: PlaceContext) -> OwnCriterionView:
    names = context.names
    before = [
        (assessment.year, earlier)
        for assessment in context.place.assessments
        for earlier in assessment.own.criteria
        if earlier.id == one.id and assessment.year < context.year
    ]
    presence = _option("presence", one.presence, names)
    direction = _option("direction", one.direction, names)
    path = asked_as("preuves", names)
    question = names.asked[path].question if path else None
    return OwnCriterionView(
        id=one.id,
        title=one.title,
        former=former_title(one.title, [earlier.title for _, earlier in before]),
        question=one.question,
        level=presence.libelle if presence else "",
        direction=direction.in_sentence if direction else "",
        scale=_scale(presence, direction, names),
        observe=tuple(french.initial_folded(text) for text in one.observe),
        anchors=_anchors(one, names),
        quote=tuple(french.quoted(text) for text in paragraphs(one.example)),
        evidence=pieces_of(question, one.evidence) if isinstance(question, Table) else (),
        follow_up=own_follow_up(one, context.year, before, names),
        intention=one.intention,
        years=tuple(_year(year, earlier, one, names) for year, earlier in before),
        chosen=chosen(one.chosen_by, one.since, "Choisi", "suivi"),
        over=f"suivi jusqu’en {one.until}" if one.until else "",
        votes=votes_on(context.assessment.workshop, one.id, context.sources),
    )


def _option(key: str, value: str, names: Names) -> Option | None:
    options = choices(names, asked_as(key, names))
    return next((option for option in options if option.id == value), None)


def _scale(presence: Option | None, direction: Option | None, names: Names) -> PresenceScale | None:
    """Place a change along the ordinary steps; who did not look stands nowhere."""
    steps = [one for one in choices(names, asked_as("presence", names)) if not one.exclusif]
    if presence is None or presence not in steps:
        return None
    sign = (direction.signe if direction else None) or ""
    return PresenceScale(steps.index(presence), tuple(one.in_sentence for one in steps[1:]), sign)


def _anchors(one: OwnCriterion, names: Names) -> tuple[tuple[str, str], ...]:
    """Tell what each presence looks like here, under its ordinary name."""
    options = {option.id: option for option in choices(names, asked_as("presence", names))}
    return tuple(
        (french.capitalised(options[key].in_sentence), text)
        for key, text in one.anchors.items()
        if key in options
    )


def _year(year: int, earlier: OwnCriterion, now: OwnCriterion, names: Names) -> str:
    """Say what an earlier file said, and whether it looked at the same thing."""
    told = [
        option.in_sentence
        for key, value in (("presence", earlier.presence), ("direction", earlier.direction))
        if (option := _option(key, value, names))
    ]
    changed = changes_of(earlier, now)
    note = f" ({changed} a changé depuis)" if changed else ""
    return f"En {year} : {', '.join(told) or 'sans réponse'}{note}"


def former_title(title: str, earlier: Sequence[str]) -> str:
    """Give the last other title it had: the id says that it is the same."""
    return next((one for one in reversed(earlier) if one != title), "")


def chosen(by: str, since: int, verb: str, followed: str) -> str:
    """Say who chose, and since when it is followed."""
    return f"{verb} {CHOSEN_BY[by]}, {followed} depuis {since}"
