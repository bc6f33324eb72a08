"""The home page: what the référentiel holds, in a few totals and on a map."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus

from cm_build.viewing import french
from cm_build.viewing.key_figures import BigNumber
from cm_build.viewing.location import Dot, dot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.questionnaire.names import Names
    from cm_build.viewing.summary import Summary


class Total(NamedTuple):
    """A total, and how many places it comes from."""

    number: BigNumber
    answers: int


class MapDot(NamedTuple):
    """A commune with places; `count` merges places of the same commune."""

    at: Dot
    label: str
    url: str
    places: int
    radius: float
    fictional: bool


class Home(NamedTuple):
    """Totals and dots; `fictional` says that they come from examples only."""

    totals: tuple[Total, ...]
    dots: tuple[MapDot, ...]
    places: int
    communes: int
    fictional: int
    from_directory: int


def home(summaries: Sequence[Summary], names: Names) -> Home:
    """Count real places; when there is none yet, count the examples, and say so."""
    real = [one for one in summaries if not one.fictional]
    shown = real or summaries
    return Home(
        totals=_totals([one for one in shown if not one.from_directory], names),
        dots=map_dots(summaries),
        places=len(shown),
        communes=len({one.commune.code for one in shown}),
        fictional=len(summaries) - len(real),
        from_directory=sum(one.from_directory for one in summaries),
    )


def _totals(summaries: Sequence[Summary], names: Names) -> tuple[Total, ...]:
    totals = []
    for figure in names.questionnaire.accueil.totaux:
        values = [one.totals[figure.chiffre] for one in summaries if figure.chiffre in one.totals]
        if not values:
            continue
        total = sum(values, Decimal(0))
        label = french.plural(total, figure.libelle, figure.pluriel or figure.libelle)
        number = BigNumber(
            french.number(total), "", label, figure.dessin or "autre", figure.chiffre
        )
        totals.append(Total(number, len(values)))
    return tuple(totals)


def map_dots(summaries: Sequence[Summary]) -> tuple[MapDot, ...]:
    """Merge places of the same commune into one dot whose area grows with their number."""
    by_commune: dict[str, list[Summary]] = {}
    for one in summaries:
        by_commune.setdefault(one.commune.code, []).append(one)
    dots = []
    for code in sorted(by_commune):
        group = by_commune[code]
        at = dot_of(group[0].commune)
        if at is None:
            continue
        count = len(group)
        name = group[0].commune.nom
        label = group[0].name if count == 1 else f"{name} : {count} lieux"
        url = f"lieux/{group[0].slug}/" if count == 1 else f"lieux/?q={quote_plus(name)}"
        radius = round(6 * count**0.5, 1)
        dots.append(MapDot(at, label, url, count, radius, all(p.fictional for p in group)))
    return tuple(dots)
