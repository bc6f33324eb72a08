"""The numbers people remember, each with its unit and what it counts."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cm_build.pages.portrait.partial import partial_of
from cm_build.questionnaire import block as declared
from cm_build.questionnaire.block import KeyFigure
from cm_build.referential.sources import Sources
from cm_build.wording import french

# From these lengths on, a number with its unit is written smaller, to stay on one line.
LONG, VERY_LONG = 7, 10


class BigNumber(NamedTuple):
    """A number people remember, its unit, what it counts."""

    value: str
    unit: str
    label: str
    drawing: str
    reference: str

    @property
    def length(self) -> str:
        """Tell how long the number is with its unit: "", "long" or "tres-long"."""
        letters = len(self.value) + (len(self.unit) + 1 if self.unit else 0)
        return "tres-long" if letters >= VERY_LONG else "long" if letters >= LONG else ""


def key_figures(
    block: declared.KeyFigures, sources: Sources, shown: AbstractSet[str]
) -> tuple[BigNumber, ...]:
    """Give the numbers that are known and not told yet, in the declared order."""
    numbers = (
        big_number(figure, sources) for figure in block.chiffres if figure.chiffre not in shown
    )
    return tuple(number for number in numbers if number)[: block.max]


def big_number(figure: KeyFigure, sources: Sources) -> BigNumber | None:
    """Dress one number: its unit joins the label when it only repeats it.

    Where the whole is not told, what was given is shown, and says so.
    """
    value = sources.number(figure.chiffre)
    partial = None if value is not None else partial_of(figure.chiffre, sources)
    if partial:
        value = partial.amount
    unit, decimals = sources.unit(figure.chiffre)
    # Nothing in large letters is read as a failure: a zero stays where every answer is, on the data page.
    if value is None or not french.round_half_up(value, decimals):
        return None
    label = french.plural(value, figure.libelle, figure.pluriel or figure.libelle)
    if partial:
        label = partial.words or f"{label} (ce qui est indiqué)"
    reference = sources.names.resolve(figure.chiffre)
    few = sources.few(reference)
    if few:
        # "67 % de femmes", but "3 sur 4 femmes" would say that there are four women.
        bare = label.removeprefix("de ").removeprefix("d’")
        label = label if bare == label else f"part des {bare}"
    if reference and sources.is_estimate(reference):
        label = f"{label} (estimation)"
    return BigNumber(
        french.of_few(*few) if few else french.amount(value, unit, decimals),
        "" if few else french.sign(unit),
        label,
        figure.dessin or "autre",
        figure.chiffre,
    )
