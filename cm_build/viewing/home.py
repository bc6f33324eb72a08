"""The home page: what the référentiel holds, in a few totals and on a map."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cm_build.viewing import french
from cm_build.viewing.charts import BigNumber
from cm_build.viewing.location import Dot, dot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.places.place import PublishedPlace
    from cm_build.questionnaire.names import Names
    from cm_build.viewing.sources import Sources


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


Shown = "Sequence[tuple[PublishedPlace, Sources]]"


def home(places: Sequence[tuple[PublishedPlace, Sources]], names: Names) -> Home:
    """Count real places; when there is none yet, count the examples, and say so."""
    real = [(place, sources) for place, sources in places if not place.fictional]
    counted = [pair for pair in (real or places) if not pair[0].from_directory]
    shown = real or places
    return Home(
        totals=_totals(counted, names),
        dots=map_dots(places),
        places=len(shown),
        communes=len({place.commune.code for place, _ in shown}),
        fictional=len(places) - len(real),
        from_directory=sum(place.from_directory for place, _ in places),
    )


def _totals(places: Sequence[tuple[PublishedPlace, Sources]], names: Names) -> tuple[Total, ...]:
    totals = []
    for figure in names.questionnaire.accueil.totaux:
        values = [
            value for _, sources in places if (value := sources.number(figure.chiffre)) is not None
        ]
        if not values:
            continue
        total = sum(values, Decimal(0))
        label = french.plural(total, figure.libelle, figure.pluriel or figure.libelle)
        number = BigNumber(french.number(total), "", label, figure.dessin or "autre")
        totals.append(Total(number, len(values)))
    return tuple(totals)


def map_dots(places: Sequence[tuple[PublishedPlace, Sources]]) -> tuple[MapDot, ...]:
    """Merge places of the same commune into one dot whose area grows with their number."""
    by_commune: dict[str, list[PublishedPlace]] = {}
    for place, _ in places:
        by_commune.setdefault(place.commune.code, []).append(place)
    dots = []
    for code in sorted(by_commune):
        group = by_commune[code]
        at = dot_of(group[0].commune)
        if at is None:
            continue
        count = len(group)
        name = group[0].commune.nom
        label = group[0].name if count == 1 else f"{name} : {count} lieux"
        url = f"lieux/{group[0].slug}/" if count == 1 else f"lieux/?q={name.replace(' ', '+')}"
        radius = round(6 * count**0.5, 1)
        dots.append(MapDot(at, label, url, count, radius, all(p.fictional for p in group)))
    return tuple(dots)
