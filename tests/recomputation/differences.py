"""Everything a site shows that its method and its open files do not give back."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from tests.recomputation.all_places import aggregates, counting, flags, peers
from tests.recomputation.colleges import standings
from tests.recomputation.one_place import PlaceYear, Value
from tests.recomputation.pages import Again, written
from tests.recomputation.published import Difference, Published


def differences(published: Published) -> Iterator[Difference]:
    """Compare every figure, of one place then of all."""
    counted = counting(published)
    yield from every_place(published)
    yield from standings(published)
    yield from written(published)
    yield from flags(published, counted)
    yield from aggregates(published, counted)
    yield from peers(published, counted)
    yield from Again(published, counted).differences()


def every_place(published: Published) -> Iterator[Difference]:
    """Compare the figures and the points of every place and year, in the table and in its document."""
    scored = [name for name in published.columns if name.startswith("points:")]
    for row in published.drawn:
        year, where = PlaceYear(published, row), f"{row['lieu']} {row['annee']}"
        document = published.documents[row["lieu"]]
        (told,) = (one for one in document["bilans"] if one["annee"] == row["annee"])
        for name, value in year.every_figure().items():
            if not _same(row[f"calcul:{name}"], value, 1e-9):
                yield Difference(where, name, row[f"calcul:{name}"], value)
            figure = told["chiffres"][name]
            if not _same(figure["valeur"], value, 1e-6):
                yield Difference(f"{where} (document)", name, figure["valeur"], value)
            covered = year.coverage.get(name)
            if not _same(figure.get("couverture"), covered, 1e-4):
                yield Difference(where, f"{name}, couverture", figure.get("couverture"), covered)
        for column in scored:
            points = year.points(column.removeprefix("points:"))
            if not _same(row[column], points, 1e-9):
                yield Difference(where, column, row[column], points)
        yield from _distributions(published, year, told["reponses"], where)


def _distributions(
    published: Published, year: PlaceYear, answers: dict[str, object], where: str
) -> Iterator[Difference]:
    """Check that a whole is told when every part is, and only then."""
    for name, asked in published.questions.items():
        if asked["type"] != "repartition":
            continue
        told = answers.get(name)
        complete = isinstance(told, dict) and bool(told.get("complet"))
        whole = year.whole(name) if complete else None
        if not _same(year.row[f"total:{name}"], whole, 1e-9):
            yield Difference(where, f"total:{name}", year.row[f"total:{name}"], whole)


def _same(told: Value, found: Value, digits: float) -> bool:
    if isinstance(told, int | float) and isinstance(found, int | float):
        return isclose(told, found, rel_tol=1e-9, abs_tol=digits)
    return told == found
