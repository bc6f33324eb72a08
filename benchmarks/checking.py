"""`cm check` of one file, against importing the two libraries and reading that file."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.running import CM, ROOT, Row, demo, medians, run

BASE = """
import pydantic, yaml, sys
class Model(pydantic.BaseModel):
    model_config = {"extra": "allow"}
    questionnaire: int
Model.model_validate(yaml.load(open(sys.argv[1], encoding="utf-8"), yaml.CSafeLoader))
"""
HEAVY = """
import sys
from cm_build.cli.main import main
main(["check", sys.argv[1]])
sys.exit(bool({"mkdocs", "pandas", "plotly"} & set(sys.modules)))
"""
RUNS = 9


def measure(work: Path, places: int) -> list[Row]:
    """Time the fullest shipped file, then one file among many."""
    path = max((ROOT / "data/exemples").glob("*/*.yaml"), key=lambda file: file.stat().st_size)
    demo(places, work)
    other = min(work.glob("*/*.yaml"))
    ours, base, among = medians(
        RUNS,
        lambda: run([*CM, "check", str(path)]),
        lambda: run([sys.executable, "-c", BASE, str(path)]),
        lambda: run([*CM, "check", str(other), "--data", str(work)]),
    )
    # Raises if one of the heavy libraries came along.
    run([sys.executable, "-c", HEAVY, str(path)])
    size = path.stat().st_size // 1024
    return [
        Row(f"cm check d’un fichier de {size} Kio", 1000 * ours, "ms"),
        Row("pydantic et PyYAML seuls, même fichier", 1000 * base, "ms"),
        Row("contre pydantic et PyYAML seuls", ours / base, "×", "≤ 2,5 ×", ours / base <= 2.5),
        Row(
            f"  un fichier parmi {places} lieux", among / base, "×", "≤ 2,5 ×", among / base <= 2.5
        ),
    ]
