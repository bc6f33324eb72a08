"""Run the measures and print a table; `build/benchmarks.json` keeps them."""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from pathlib import Path

from benchmarks import building, checking, directory, growth, previewing, weighing
from benchmarks.running import ROOT, Row, cores, working_folder

PARTS = ("page", "apercu", "check", "construction", "annuaire", "croissance")


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Mesures.")
    parser.add_argument("--places", type=int, default=200, help="nombre de lieux de synthèse")
    parser.add_argument(
        "--growth", type=int, nargs=2, metavar=("PETIT", "GRAND"),
        help="tailles à comparer (défaut : PLACES et cinq fois PLACES)",
    )  # fmt: skip
    parser.add_argument("--material", type=int, help="pages données à Material (défaut : PLACES)")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="mesures à faire")
    options = parser.parse_args()
    # What stands in memory drifts less than a disk; where there is none, the table says so.
    root = working_folder()
    with tempfile.TemporaryDirectory(dir=root, prefix="mesures-") as folder:
        rows = _rows(options, Path(folder))
    where = "fichiers en mémoire" if root else "fichiers sur disque"
    machine = f"{cores()} cœurs, Python {platform.python_version()}, {where}"
    print(f"{machine} ; {options.places} lieux de synthèse")
    for row in rows:
        mark = {True: "tenu", False: "dépassé", None: ""}[row.holds]
        print(f"{row.what:66} {row.figure:>12}  {row.budget:18} {mark}")
    _keep(machine, options.places, rows)


def _rows(options: argparse.Namespace, work: Path) -> list[Row]:
    places = options.places
    small, large = options.growth or (places, 5 * places)
    material = places if options.material is None else options.material
    parts = {
        "page": lambda: weighing.measure(work / "page"),
        "apercu": lambda: previewing.measure(work / "apercu"),
        "check": lambda: checking.measure(work / "check", places),
        "construction": lambda: building.measure(work / "construire", places, material),
        "annuaire": lambda: directory.measure(work / "annuaire", places),
        "croissance": lambda: growth.measure(work / "grandir", small, large),
    }
    return [row for part in PARTS if part in options.only for row in parts[part]()]


def _keep(machine: str, places: int, rows: list[Row]) -> None:
    path = ROOT / "build" / "benchmarks.json"
    path.parent.mkdir(exist_ok=True)
    kept = {"machine": machine, "lieux": places, "mesures": [row._asdict() for row in rows]}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
