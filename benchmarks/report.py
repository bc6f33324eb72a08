"""The table of `docs/performances.md`: written by the measures, read again by the next ones and by a test."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from benchmarks.running import ROOT, Row
from cm_build.wording import french

PAGE = ROOT / "docs" / "performances.md"
BEGIN, END = "<!-- mesures : écrites par make bench -->", "<!-- fin des mesures -->"
MARKS = {True: "tenu", False: "**dépassé**", None: ""}
# A machine drifts by a third: only what does not depend on it is held against the kept figures.
DRIFT = 1.1
STEADY = frozenset({"×", "Ko", "Mo", ""})
# A line that details the one above it; digits by three, as they are read.
DETAIL = "– "
_GROUPS = re.compile(r"(?<=\d)(?=(?:\d{3})+\b)")
_FOUR_DIGITS = re.compile(r"\d{4,}")
_LINE = re.compile(r"\| (.+?) \| ([\d\u00a0,]+?) ?([^|\d\u00a0]*?) \| (.*?) \| (.*?) \|")
_COMMIT = re.compile(r"`([0-9a-f]{12})`")


class Kept(NamedTuple):
    """A line of the page."""

    value: float
    unit: str
    budget: str
    mark: str


def table(rows: Sequence[Row]) -> str:
    """Write the table for people."""
    head = "| Mesure | Valeur | Budget | Verdict |\n|---|---|---|---|\n"
    return head + "".join(
        f"| {_named(row)} | {_grouped(row.figure)} | {_grouped(row.budget)} | {MARKS[row.holds]} |\n"
        for row in rows
    )


def _named(row: Row) -> str:
    detail = DETAIL if row.what.startswith(" ") else ""
    return detail + _grouped(row.what.strip())


def _grouped(text: str) -> str:
    """Write numbers by groups of three digits."""
    return _FOUR_DIGITS.sub(lambda number: _GROUPS.sub("\u00a0", number[0]), text)


def section(rows: Sequence[Row], machine: str, command: str) -> str:
    """Write what stands between the two marks: when, on what, with which command, then the table."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    today = french.day(date.today())  # noqa: DTZ011 - the day of whoever measures
    words = f"Mesuré le {today}, au commit `{commit}`, par `{command}` ({machine})."
    return f"{BEGIN}\n{words}\n\n{table(rows)}{END}"


def written(page: str, fresh: str) -> str:
    """Put fresh measures in the page, in the place of the others."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{fresh}{tail}"


def measures(page: str) -> dict[str, Kept]:
    """Read the table of a page, by what each line measures."""
    _, _, rest = page.partition(BEGIN)
    lines = (_LINE.fullmatch(line) for line in rest.partition(END)[0].splitlines())
    return {
        line[1].removeprefix(DETAIL): Kept(_number(line[2]), line[3], line[4], line[5])
        for line in lines
        if line
    }


def _number(text: str) -> float:
    return float(text.replace("\u00a0", "").replace(",", "."))


def measured_commit(page: str) -> str:
    """Name the commit that was measured; nothing when the page does not say."""
    found = _COMMIT.search(page.partition(BEGIN)[2])
    return found[1] if found else ""


def grown(before: Mapping[str, Kept], rows: Sequence[Row]) -> list[str]:
    """Say what weighs or costs more than it did, whatever the machine."""
    lines = []
    for row in rows:
        name = _grouped(row.what.strip())
        kept = before.get(name)
        if kept and kept.unit == row.unit and row.unit in STEADY and row.value > DRIFT * kept.value:
            lines.append(f"{name} : {row.figure}, {kept.value:g} auparavant".replace(".", ","))
    return lines


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
