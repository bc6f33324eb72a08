"""The page of performances says what a command measured, of this program, and no budget it does not hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from benchmarks.report import (
    BEGIN,
    END,
    MARKS,
    Kept,
    grown,
    measured_commit,
    measures,
    section,
    table,
    written,
)
from benchmarks.running import Row

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "performances.md").read_text(encoding="utf-8")
MOST_COMMITS = 90
LIMIT = re.compile(r"≤ ([\d,]+)(?:/([\d,]+))?")
ROWS = (
    Row("contre Hugo", 16.25, "×", "≤ 8 ×", holds=False),
    Row("  un fichier", 2.5, "×", "≤ 2,5 ×", holds=True),
    Row("construction", 41.5, "s"),
    Row("poids du site", 240, "Ko", "≤ 250 Ko", holds=True),
    Row("mémoire, 10000 lieux", 1086, "Mo", "≤ 400 Mo à 10 000", holds=False),
)


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def limit(budget: str) -> float | None:
    """Read the most that a budget allows."""
    found = LIMIT.match(budget)
    if not found:
        return None
    most, parts = (float((text or "1").replace(",", ".")) for text in found.groups())
    return most / parts


def test_the_table_holds_what_it_says_held() -> None:
    lines = measures(PAGE)
    assert len(lines) > 30
    wrong = {
        what: line
        for what, line in lines.items()
        if (most := limit(line.budget)) is not None
        and line.mark
        and (line.value <= most) != (line.mark == MARKS[True])
        # What is shown is rounded: at the very limit, the mark is right.
        and abs(line.value - most) > 0.005 * most
    }
    assert wrong == {}


def test_what_was_measured_is_nearly_this_program() -> None:
    commit = measured_commit(PAGE)
    assert commit
    try:
        git("rev-parse", "--git-dir")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("ce dossier n’est pas un dépôt : rien ne dit de quand est le programme")
    known = subprocess.run(
        ["git", "-C", str(ROOT), "cat-file", "-e", f"{commit}^{{commit}}"],
        capture_output=True,
        check=False,
    )
    if known.returncode:
        pytest.skip("l’histoire de cette copie ne remonte pas jusqu’au commit mesuré")
    since = git(
        "rev-list", "--count", f"{commit}..HEAD", "--", "cm_build", "data/questionnaire.yaml"
    )
    assert int(since) <= MOST_COMMITS, "make bench"


def test_the_page_is_dated_and_names_its_command() -> None:
    assert re.search(
        r"Mesuré le \d+(?:er)? \w+ 20\d\d, au commit `[0-9a-f]{12}`, par `make bench PLACES=1000`",
        PAGE,
    )


def test_a_table_is_read_as_it_was_written() -> None:
    page = f"Avant\n{BEGIN}\nvieux\n{END}\nAprès\n"
    fresh = written(page, f"{BEGIN}\n{table(ROWS)}{END}")
    assert fresh.startswith("Avant\n")
    assert fresh.endswith("\nAprès\n")
    assert "vieux" not in fresh
    assert measures(fresh) == {
        "contre Hugo": Kept(16.2, "×", "≤ 8 ×", "**dépassé**"),
        "un fichier": Kept(2.5, "×", "≤ 2,5 ×", "tenu"),
        "construction": Kept(41.5, "s", "", ""),
        "poids du site": Kept(240, "Ko", "≤ 250 Ko", "tenu"),
        "mémoire, 10\u00a0000 lieux": Kept(1086, "Mo", "≤ 400 Mo à 10 000", "**dépassé**"),
    }
    assert written(fresh, f"{BEGIN}\n{table(ROWS)}{END}") == fresh


def test_what_grew_is_told_and_what_a_machine_changes_is_not() -> None:
    before = {
        "contre Hugo": Kept(10, "×", "", ""),
        "construction": Kept(10, "s", "", ""),
        "poids du site": Kept(235, "Ko", "", ""),
        "autre chose": Kept(1, "Ko", "", ""),
    }
    assert grown(before, ROWS) == ["contre Hugo : 16,2 ×, 10 auparavant"]


def test_a_section_names_the_commit_it_measured() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("ce dossier n’est pas un dépôt")
    text = section(ROWS, "2 cœurs", "make bench PLACES=1000")
    assert measured_commit(text) == git("rev-parse", "--short=12", "HEAD")
