"""Run the measures, print a table, and write `docs/performances.md` once everything is measured."""

from __future__ import annotations

import argparse
import platform
import tempfile
from pathlib import Path

from benchmarks import building, checking, directory, growth, previewing, report, resuming, weighing
from benchmarks.running import Row, cores, working_folder

PARTS = ("page", "apercu", "check", "construction", "reprise", "annuaire", "croissance")


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Mesures.")
    parser.add_argument("--places", type=int, default=200, help="nombre de lieux de synthèse")
    parser.add_argument(
        "--growth", type=int, nargs=2, metavar=("PETIT", "GRAND"),
        help="tailles à comparer (défaut : PLACES et dix fois PLACES)",
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
    before = report.PAGE.read_text(encoding="utf-8")
    for line in report.grown(report.measures(before), rows):
        print(f"A grandi : {line}")
    if set(options.only) == set(PARTS):
        fresh = report.section(rows, machine, f"make bench PLACES={options.places}")
        report.PAGE.write_text(report.written(before, fresh), encoding="utf-8")


def _rows(options: argparse.Namespace, work: Path) -> list[Row]:
    places = options.places
    small, large = options.growth or (places, 10 * places)
    material = places if options.material is None else options.material
    parts = {
        "page": lambda: weighing.measure(work / "page"),
        "apercu": lambda: previewing.measure(work / "apercu"),
        "check": lambda: checking.measure(work / "check", places),
        "construction": lambda: building.measure(work / "construire", places, material),
        "reprise": lambda: resuming.measure(work / "reprise", places),
        "annuaire": lambda: directory.measure(work / "annuaire", places),
        "croissance": lambda: growth.measure(work / "grandir", small, large),
    }
    return [row for part in PARTS if part in options.only for row in parts[part]()]


if __name__ == "__main__":
    main()
