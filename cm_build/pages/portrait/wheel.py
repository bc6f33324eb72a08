"""The wheel of the social criteria: one petal each, its area for its level."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.drawing import polar
from cm_build.pages.portrait.block import Block, titled
from cm_build.pages.portrait.observation import (
    Observed,
    concerned,
    level_steps,
    observe,
    scale_words,
)
from cm_build.questionnaire.level import choices
from cm_build.questionnaire.role import Role
from cm_build.wording import french

if TYPE_CHECKING:
    from cm_build.questionnaire import block as declared
    from cm_build.questionnaire.criterion import Scale
    from cm_build.questionnaire.option import Option
    from cm_build.referential.context import PlaceContext
    from cm_build.referential.sources import Sources

WHEEL_FROM = 6
INNER, OUTER, LABEL = 58.0, 150.0, 166.0
GROUP_GAP, PETAL_GAP = 6.0, 1.6
NONE_THICKNESS = 5.0
NOTCH = 10.0


class Petal(NamedTuple):
    """One petal: its paths are SVG, its text is said for those who do not see it.

    `sign` is that of the direction of the effect, shown by a pattern; empty when nobody said.
    """

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
    share: float
    level: str
    sign: str
    text: str
    criterion: str


class WheelView(NamedTuple):
    """The wheel, its groups in order, and the sentence at its centre.

    `directions` are named when one effect at least has one; `older` tells the scale of a former
    version of the questionnaire, which did not speak of time alone.
    """

    petals: tuple[Petal, ...]
    scales: tuple[tuple[str, int], ...]
    observed: int
    observed_text: str
    steps: tuple[str, ...]
    directions: tuple[str, ...]
    older: bool


def _directions(sources: Sources) -> tuple[Option, ...]:
    """Give the directions an effect may have, which are the same for every criterion."""
    paths = (sources.names.of_role(Role.DIRECTION, one) for one in sources.names.criteria)
    return next((choices(sources.names, path) for path in paths if path), ())


def wheel(block: declared.Wheel, context: PlaceContext) -> Block | None:
    """Draw the wheel, once six criteria were observed; below, the blocks speak alone."""
    sources = context.sources
    criteria = [c for c in sources.names.questionnaire.criteres if concerned(c, sources)]
    observed = [observe(criterion, sources) for criterion in criteria]
    seen = [effect for effect in observed if effect.rank is not None]
    if len(seen) < WHEEL_FROM:
        return None
    scales = [
        s for s in sources.names.questionnaire.echelles if any(c.echelle == s.id for c in criteria)
    ]
    tones = {scale.id: index for index, scale in enumerate(scales)}
    petals = _petals(observed, tones, sources)
    count = len(seen)
    words = french.plural(Decimal(count), "critère observé", "critères observés")
    # A file answers one scale: that of its first effect is that of all.
    scale = seen[0].scale
    steps = level_steps(scale, sources)
    told = any(effect.direction for effect in seen)
    signs = tuple(o.in_sentence for o in _directions(sources)) if told else ()
    older = scale not in sources.names.current
    legend = _legend(scales, tones, sources)
    drawn = WheelView(petals, legend, count, words, steps, signs, older)
    return Block("roue", titled(block, context), drawn, "effets")


def _legend(
    scales: list[Scale], tones: dict[str, int], sources: Sources
) -> tuple[tuple[str, int], ...]:
    """Name each scale beside its tone, with the words the team chose for it."""
    worded = ((scale, scale_words(scale.id, sources)) for scale in scales)
    return tuple((f"{s.titre} : {said}" if said else s.titre, tones[s.id]) for s, said in worded)


def _petals(observed: list[Observed], tones: dict[str, int], sources: Sources) -> tuple[Petal, ...]:
    groups = len(tones)
    width = (360 - groups * GROUP_GAP) / len(observed)
    petals = []
    angle = GROUP_GAP / 2
    previous = observed[0].criterion.echelle
    for effect in observed:
        if effect.criterion.echelle != previous:
            angle += GROUP_GAP
            previous = effect.criterion.echelle
        highest = max(1, len(level_steps(effect.scale, sources)) - 1)
        petals.append(_petal(effect, angle, width, highest, tones, sources))
        angle += width
    return tuple(petals)


def _petal(
    effect: Observed,
    angle: float,
    width: float,
    highest: int,
    tones: dict[str, int],
    sources: Sources,
) -> Petal:
    start, end = angle + PETAL_GAP / 2, angle + width - PETAL_GAP / 2
    middle = angle + width / 2
    fill, state = "", "inconnu"
    if effect.rank == 0:
        fill, state = polar.sector(INNER, INNER + NONE_THICKNESS, start, end), "aucun"
    elif effect.rank is not None:
        radius = polar.equal_area_radius(INNER, OUTER, effect.rank / highest)
        fill, state = polar.sector(INNER, radius, start, end), "niveau"
    notch = polar.sector(OUTER - NOTCH, OUTER, start, end) if effect.unwanted else ""
    mark = polar.label(OUTER + 6, middle)[0] if effect.documented else None
    label_at, anchor = polar.label(LABEL, middle)
    scale = sources.names.scales[effect.criterion.echelle]
    return Petal(
        label=effect.criterion.court,
        scale=scale.titre,
        tone=tones[effect.criterion.echelle],
        outline=polar.sector(INNER, OUTER, start, end),
        fill=fill,
        notch=notch,
        mark=mark,
        label_at=label_at,
        anchor=anchor,
        state=state,
        share=round(effect.rank / highest, 3) if effect.rank else 0.0,
        level=_level(effect),
        sign=(effect.direction.signe if effect.direction else None) or "",
        text=_petal_text(effect),
        criterion=effect.criterion.id,
    )


def _level(effect: Observed) -> str:
    """Say when the effect was seen, and its direction."""
    said = [effect.words or "non publié ou sans réponse"]
    if effect.direction:
        said.append(effect.direction.in_sentence)
    return ", ".join(said)


def _petal_text(effect: Observed) -> str:
    parts = [_level(effect)]
    if effect.unwanted:
        parts.append("effet non voulu signalé")
    if effect.documented:
        parts.append("preuve indiquée")
    return ", ".join(parts)
