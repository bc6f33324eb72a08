"""The home page: what the référentiel holds, in a few totals and on a map."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.pages.directory.dots import DotMap, dot_map, kinds
from cm_build.pages.directory.view import REGION, towns
from cm_build.pages.portrait.key_figures import BigNumber
from cm_build.reading.nearest import folded
from cm_build.wording import french
from cm_build.wording.tally import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.population import Populations
    from cm_build.questionnaire.names import Names
    from cm_build.referential.card import Card
    from cm_build.referential.summary import Summary


class HomeTotal(NamedTuple):
    """A total, and how many places it comes from."""

    number: BigNumber
    answers: int


class Home(NamedTuple):
    """Totals and the map.

    `who` are the places behind the totals: they are `invented` until a real one counts. The map shows
    every place: `telling` counts the real ones that answered, `listed` those that a directory knows
    and that answered nothing.
    """

    totals: tuple[HomeTotal, ...]
    who: WhoCounts
    map: DotMap
    telling: int
    listed: int
    fictional: int
    invented: bool
    communes: int
    regions: tuple[RegionLine, ...]


class RegionLine(NamedTuple):
    """A région that has places, and how many of each kind: what the map says, as a list."""

    name: str
    words: str


def region_lines(summaries: Sequence[Summary]) -> tuple[RegionLine, ...]:
    """Count the places of each région, in the order of names.

    Where all are of one kind, the caption of the map says which, once.
    """
    alone = sum(map(bool, kinds([summary.card for summary in summaries]))) == 1
    groups: dict[str, list[Card]] = {}
    for summary in summaries:
        groups.setdefault("".join(summary.card.values[REGION]), []).append(summary.card)
    ordered = sorted(groups.items(), key=lambda item: folded(item[0]))
    return tuple(
        RegionLine(name, str(len(cards)) if alone else tally(*kinds(cards)))
        for name, cards in ordered
    )


def home(summaries: Sequence[Summary], names: Names, counted: Populations) -> Home:
    """Sum the places that count, as every other page does; while none is real, the examples."""
    real = [summary for summary in summaries if not summary.fictional]
    answered = [summary for summary in real if not summary.from_directory]
    invented = counted.is_fictional
    shown = [one for one in summaries if one.profile and one.fictional is invented]
    return Home(
        totals=_totals(shown, names),
        who=counted.who,
        map=dot_map(towns(summary.card for summary in summaries)),
        telling=len(answered),
        listed=len(real) - len(answered),
        fictional=len(summaries) - len(real),
        invented=invented,
        communes=len({summary.commune.code for summary in real or summaries}),
        regions=region_lines(summaries),
    )


def _totals(summaries: Sequence[Summary], names: Names) -> tuple[HomeTotal, ...]:
    totals = []
    for figure in names.questionnaire.accueil.totaux:
        values = [
            summary.totals[figure.chiffre]
            for summary in summaries
            if figure.chiffre in summary.totals
        ]
        if not values:
            continue
        total = sum(values, Decimal(0))
        label = french.plural(total, figure.libelle, figure.pluriel or figure.libelle)
        number = BigNumber(
            french.number(total), "", label, figure.dessin or "autre", figure.chiffre
        )
        totals.append(HomeTotal(number, len(values)))
    return tuple(totals)
