"""The rows of data/geo: communes, former codes, EPCI, départements, régions."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tools import territoire_noms
from tools.territoire_mosaique import Mosaic

Row = tuple[str, ...]

COMMUNES_HEADER: Final = (
    "code",
    "nom",
    "codes_postaux",
    "departement",
    "region",
    "epci",
    "population",
    "surface_km2",
    "longitude",
    "latitude",
)
FORMER_HEADER: Final = ("code", "nom", "nature", "actuel")
EPCI_HEADER: Final = ("code", "nom")
DEPARTEMENTS_HEADER: Final = ("code", "nom", "dans", "region")
REGIONS_HEADER: Final = ("code", "nom", "dans")

_ACRONYMS: Final = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}

CURRENT: Final = "commune-actuelle"
_NATURES: Final = {
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement",
}


def commune_rows(
    communes: Iterable[Mapping[str, Any]], epci: Iterable[Mapping[str, Any]], mosaic: Mosaic
) -> Iterator[Row]:
    """Give one row for each current commune, in the order of codes; an unknown value is empty."""
    epci_of = {member["code"]: group["code"] for group in epci for member in group["membres"]}
    current = (commune for commune in communes if commune["type"] == CURRENT)
    for commune in sorted(current, key=lambda c: str(c["code"])):
        code = commune["code"]
        surface = mosaic.surface(code)
        point = mosaic.points.get(code)
        yield (
            code,
            commune["nom"],
            " ".join(commune.get("codesPostaux", ())),
            commune["departement"],
            commune["region"],
            epci_of.get(code, ""),
            str(commune.get("population", "")),
            "" if surface is None else f"{surface:.2f}",
            f"{point[0]:.4f}" if point else "",
            f"{point[1]:.4f}" if point else "",
        )


def former_rows(communes: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Give the codes and names that now belong to another commune, in the order of codes.

    A delegated commune that kept the code of the new commune is there for its name only. A code
    shared out between several communes points to none and is left out.
    """
    current = {c["code"]: c["nom"] for c in communes if c["type"] == CURRENT}
    rows: list[Row] = []
    named = set()
    for commune in communes:
        nature = _NATURES.get(commune["type"])
        if nature is None:
            continue
        code, name = commune["code"], commune["nom"]
        named.add(code)
        if current.get(code) != name:
            rows.append((code, name, nature, commune.get("chefLieu") or commune["commune"]))
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    for commune in communes:
        for code in commune.get("anciensCodes", ()):
            heirs[code].add(commune["code"])
    rows += [
        (code, "", "ancienne", *successors)
        for code, successors in heirs.items()
        if len(successors) == 1 and code not in current and code not in named
    ]
    return sorted(rows)


def epci_rows(epci: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give code and name of each EPCI, without the acronym most names begin with."""
    return sorted((group["code"], _spelled_out(group["nom"])) for group in epci)


def _spelled_out(name: str) -> str:
    acronym, _, rest = name.partition(" ")
    return f"{_ACRONYMS[acronym]} {rest}" if acronym in _ACRONYMS else name


def departement_rows(departements: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give code, name, name with its preposition and région of each département."""
    known = territoire_noms.DEPARTEMENTS | territoire_noms.COLLECTIVITES
    return sorted((d["code"], d["nom"], known[d["code"]], d["region"]) for d in departements)


def region_rows(regions: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give code, name and name with its preposition of each région."""
    known = territoire_noms.REGIONS | territoire_noms.COLLECTIVITES
    return sorted((r["code"], r["nom"], known[r["code"]]) for r in regions)


def as_csv(header: Row, rows: Iterable[Row], *, plain: bool = False) -> str:
    """Write rows as CSV; a plain table needs no quotes, so that one split reads a line."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    text = stream.getvalue()
    if plain and '"' in text:
        raise ValueError(f"a cell needs quotes in a table that is read without: {header}")
    return text
