"""Whether the colleges of a workshop say the same, from the votes that a place's document gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.recomputation.published import Difference, Published

PREFIX, DIVIDED = "colleges:", ""


def standings(published: Published) -> Iterator[Difference]:
    """Compare the columns on colleges with what the documents let anyone count."""
    columns = [name for name in published.columns if name.startswith(PREFIX)]
    for row in published.drawn:
        told = published.documents[row["lieu"]]["bilans"]
        (year,) = (one for one in told if one["annee"] == row["annee"])
        for column in columns:
            found = standing(published, year, column.removeprefix(PREFIX))
            if row[column] != found:
                yield Difference(f"{row['lieu']} {row['annee']}", column, row[column], found)


def standing(published: Published, year: Any, voted_on: str) -> str | None:
    """Tell how colleges stand on what was voted on."""
    rule = published.rules["colleges"]
    asked = voted_on if "." in voted_on else f"{voted_on}.presence"
    question = published.questions[asked]
    scale = set(question["reponses"]) - set(question["exclusives"])
    own = set(question["reponses"])
    said = [*_counted(year, voted_on, own, rule), *_worded(year, voted_on, own)]
    said = [answer for answer in said if answer in {*scale, DIVIDED}]
    if len(said) < rule["au_moins"]:
        return None
    if len({*said} - {DIVIDED}) > 1:
        return "differe"
    return "partage" if DIVIDED in said else "meme"


def _counted(year: Any, voted_on: str, own: set[str], rule: Any) -> Iterator[str]:
    criterion, _, direction = voted_on.partition(".")
    workshop = year["evaluation_collective"] or {}
    votes = workshop.get(direction or "votes", {}).get(criterion, {})
    for counts in votes.values():
        cast = {code: n for code, n in counts.items() if code in {*own, rule["ne_sait_pas"]} and n}
        if own & set(cast):
            enough = rule["majorite_plus_de"] * sum(cast.values())
            yield next((code for code, n in cast.items() if n > enough), DIVIDED)


def _worded(year: Any, voted_on: str, own: set[str]) -> Iterator[str]:
    for words in year["votes_en_mots"].get(voted_on, {}).values():
        if own & set(words["reponses"]):
            yield DIVIDED if words["accord"] == "partage" else words["reponses"][0]
