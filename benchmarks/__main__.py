"""Run the measures and print a table; `build/benchmarks.json` keeps them."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks import building, checking, growth, weighing
from benchmarks.running import ROOT, Row, cores


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description="Mesures de performance.")
    parser.add_argument("--places", type=int, default=200, help="nombre de lieux de synthèse")
    parser.add_argument(
        "--croissance", type=int, default=5, help="de combien le référentiel grandit"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = [
            *weighing.measure(work),
            *checking.measure(),
            *building.measure(work / "construire", options.places),
            *growth.measure(work / "grandir", options.places, options.croissance),
        ]
    print(f"{cores()} cœurs, {options.places} lieux de synthèse")
    for row in rows:
        mark = {True: "tenu", False: "dépassé", None: ""}[row.holds]
        print(f"{row.what:70} {row.figure:>12}  {row.budget:20} {mark}")
    _keep(rows)


def _keep(rows: list[Row]) -> None:
    path = ROOT / "build" / "benchmarks.json"
    path.parent.mkdir(exist_ok=True)
    text = json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
