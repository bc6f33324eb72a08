"""Four hundred places of every sort in one référentiel: real, invented, old, closed, to come, only listed."""

from __future__ import annotations

import re
from pathlib import Path

from cm_build.cli.main import main
from tests.support import minimal, write_place

# Drawing a place is long: each is told four times, elsewhere and under another name.
DRAWN, LISTED, AGAIN = 97, 12, ("", " d’en haut", " du milieu", " d’en bas")
NAME = re.compile(r'^  nom: "(.*)"$', re.MULTILINE)
COMMUNE = re.compile(r'^  commune: "(.*)"$', re.MULTILINE)
CLOSED = "etat: ferme\ndate_fermeture: 2025-06-30"
# Of forty places, what the first ones become; the others are real, open and recent.
SORTS = (CLOSED, "vieux", "etat: idee", "invente", "etat: pause", "etat: prefiguration", "autre")
EVERY, OLD = 40, 2016
SOURCE = """\
source: {nom: "Atlas des ateliers", licence: "CC BY 4.0", date: 2021-03-01, url: "https://atlas.exemple.test/liste"}
"""


def write_mixed(root: Path) -> None:
    """Write the places, always the same."""
    drawn = root.with_name("tirage")
    assert main(["demo", "--places", str(DRAWN), "--seed", "11", "--out", str(drawn)]) == 0
    folders = sorted(path for path in drawn.iterdir() if path.is_dir())
    places = [{int(file.stem): file.read_text("utf-8") for file in folder.glob("*.yaml")} for folder in folders]  # fmt: skip
    communes = [told[1] for years in places if (told := COMMUNE.search(years[max(years)]))]
    for rank in range(DRAWN * len(AGAIN)):
        turn, index = divmod(rank, DRAWN)
        name, commune = rf'  nom: "\1{AGAIN[turn]}"', communes[(index + 7 * turn) % DRAWN]
        years = {
            year: COMMUNE.sub(f'  commune: "{commune}"', NAME.sub(name, text, 1), 1)
            for year, text in places[index].items()
        }
        sort = SORTS[rank % EVERY] if rank % EVERY < len(SORTS) else ""
        for year, text in _become(sort, years).items():
            write_place(root, f"{folders[index].name}-{turn}", text, year)
    for index in range(LISTED):
        entry = minimal(f"Le lieu recensé {index}", communes[index])
        entry = entry.replace("publique", "annuaire").replace("licence_acceptee: oui\n", "")
        write_place(root, f"recense-{index}", SOURCE + entry)


def _become(sort: str, years: dict[int, str]) -> dict[int, str]:
    """Make a place of one sort of an invented one."""
    if sort == "invente":
        return years
    told = {year: text.replace("exemple_fictif: oui\n", "", 1) for year, text in years.items()}
    latest = told[max(told)]
    if sort.startswith("etat"):
        told[max(told)] = latest.replace("licence_acceptee", f"{sort}\nlicence_acceptee", 1)
    if sort == "autre":
        latest = re.sub(r"(?m)^  types_de_lieu: .*$", "  types_de_lieu: [autre]", latest)
        told[max(told)] = re.sub(r"(?m)^  type_principal: .*$", "  type_principal: autre", latest)
    return {OLD: latest} if sort == "vieux" else told
