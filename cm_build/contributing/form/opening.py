"""What answers open: each drawing of the portrait, and the questions it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.pages.portrait.wheel import WHEEL_FROM
from cm_build.questionnaire import block as drawn
from cm_build.questionnaire.level import level_path
from cm_build.questionnaire.names import Names

HALF = 0.5


class Opening(NamedTuple):
    """A drawing and what it waits for.

    `weights` gives each question that feeds it; it opens once the weights answered reach `enough`,
    a number, or a `share` of those that concern the place.
    """

    title: str
    weights: Mapping[str, float]
    enough: float
    share: bool = False


def openings(names: Names) -> tuple[Opening, ...]:
    """List the drawings of the page, in its order; one that needs no answer of its own is not told."""
    opened = []
    for section in names.questionnaire.panorama:
        for block in section.blocs:
            opened += list(_of_block(block, section.titre, names))
    return tuple(opened)


def _of_block(block: drawn.Block, section: str, names: Names) -> Iterator[Opening]:
    match block:
        case drawn.Story() | drawn.Words() | drawn.Pictograms() | drawn.PhotoStrip():
            yield _single(block.reponse, names)
        case drawn.Timeline() | drawn.Partners():
            yield _single(block.tableau, names)
        case drawn.Treemap() | drawn.Waffle() | drawn.Squares() | drawn.Bar():
            yield _single(block.repartition, names)
        case drawn.FacingBars():
            weights = dict.fromkeys((block.ressources, block.depenses), 1.0)
            yield Opening(section, weights, 1)
        case drawn.Wheel():
            weights = {
                path: 1.0 for criterion in names.criteria if (path := level_path(names, criterion))
            }
            yield Opening("La roue des effets sociaux", weights, WHEEL_FROM)
        case drawn.Radar():
            for axis in names.axes.values():
                asked = names.by_owner["axe", axis.id]
                weights = {
                    question.path: float(question.question.poids)
                    for question in asked
                    if question.question.poids
                }
                yield Opening(axis.titre, weights, HALF, share=True)
        case _:
            return


def _single(path: str, names: Names) -> Opening:
    return Opening(names.asked[path].question.short, {path: 1.0}, 1)
