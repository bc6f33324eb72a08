"""Many short places for the directory, and a plain search over them that owes nothing to the code."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support import DATA, write_place

NAMES = (
    "L’Atelier", "La Ruche d’à côté", "Le Cœur de ville", "Café-cantine", "Les Évadées", "Saint-Élie",
    "Œuvre & Cie", "La Halle", "« Ici »", "Le 6b", "Zone libre", "A Virgula",
)  # fmt: skip
TAGLINES = (
    "", "Une ancienne filature où l’on répare : venez !", "Un four à pain, un jardin.",
    "Trois étages et un toit", "<b>Ni balise</b> ni script & rien d’autre",
)  # fmt: skip
TYPES = {
    "coworking": "Bureaux partagés, coworking",
    "fablab": "Atelier de fabrication numérique, fablab",
    "atelier_artisanal": "Ateliers artisanaux partagés",
    "culturel": "Lieu culturel indépendant, friche culturelle",
}
STATUSES = {"association": "Association", "scop": "Société coopérative de salariés (SCOP)"}
ACTIVITIES = {
    "reunions": "Se réunir, louer une salle",
    "artisanat": "Pratiquer un artisanat",
    "reparation": "Réparer",
}
SOURCE = 'source: {nom: "Liste", licence: "LO", date: 2019-06-13, url: "https://example.org"}\n'


class Made(NamedTuple):
    """One place, as a test knows it."""

    slug: str
    name: str
    code: str
    commune: str
    departement: str
    region: str
    tagline: str
    types: tuple[str, ...]
    status: str
    activities: tuple[str, ...]
    fictional: bool
    from_directory: bool

    @property
    def words(self) -> str:
        """Everything a word may find."""
        return folded(" ".join([
            self.name, self.tagline, self.commune, self.departement, self.region, self.status,
            *self.types, *self.activities,
        ]))  # fmt: skip


def folded(text: str) -> str:
    """Forget case, accents, hyphens, curved apostrophes, ligatures."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return (
        bare.lower().replace("’", "'").replace("œ", "oe").replace("-", " ").replace("\u00a0", " ")
    )


def matching(places: Sequence[Made], text: str = "", **wanted: str) -> list[str]:
    """Search as anyone would write it: every word and every choice, in the list's order."""
    words = folded(text).split()
    return [
        place.slug
        for place in places
        if all(word in place.words for word in words)
        and all(
            value in held if isinstance(held := getattr(place, name), tuple) else value == held
            for name, value in wanted.items()
        )
    ]


def write_places(root: Path, count: int, *, only_real: bool = False) -> list[Made]:
    """Write places in about eighty communes; one in four is an example, one in ten a directory's."""
    with (DATA / "geo/communes.csv").open(encoding="utf-8", newline="") as file:
        communes = list(csv.DictReader(file))[7::431]
    regions, departements = _names("regions"), _names("departements")
    made = []
    for rank in range(count):
        row = communes[rank * 7 % len(communes)]
        place = Made(
            slug=f"lieu-{rank:04}",
            name=f"{NAMES[rank % len(NAMES)]} {rank // len(NAMES) or ''}".strip(),
            code=row["code"],
            commune=row["nom"],
            departement=departements[row["departement"]],
            region=regions[row["region"]],
            tagline=TAGLINES[rank % len(TAGLINES)].replace("<b>", "").replace("</b>", ""),
            types=tuple(label for i, label in enumerate(TYPES.values()) if rank >> i & 1),
            status=list(STATUSES.values())[rank % 3 % 2] if rank % 3 < len(STATUSES) else "",
            activities=tuple(
                label for i, label in enumerate(ACTIVITIES.values()) if (rank // 3) >> i & 1
            )
            if rank % 10 != 1 or (rank % 4 == 0 and not only_real)
            else (),
            fictional=rank % 4 == 0 and not only_real,
            from_directory=rank % 10 == 1 and (only_real or rank % 4 != 0),
        )
        write_place(root, place.slug, _text(place))
        made.append(place)
    return sorted(made, key=lambda place: (place.fictional, _sorted_name(place.name), place.slug))


def _sorted_name(name: str) -> str:
    bare = "".join(
        c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c)
    )
    for sign in "- ’'":
        bare = bare.replace(sign, "_")
    return bare


def _names(kind: str) -> dict[str, str]:
    with (DATA / f"geo/{kind}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["nom"] for row in csv.DictReader(file)}


def _text(place: Made) -> str:
    ids = {label: name for name, label in (TYPES | STATUSES | ACTIVITIES).items()}
    lines = ["questionnaire: 1"]
    if place.from_directory:
        lines += ["publication: annuaire", SOURCE.strip()]
    else:
        lines += ["publication: publique", "licence_acceptee: oui"]
    if place.fictional:
        lines.append("exemple_fictif: oui")
    lines += ["identite:", f'  nom: "{place.name}"', f'  commune: "{place.code} {place.commune}"']
    if place.tagline:
        lines.append(f'  accroche: "{place.tagline}"')
    if place.types:
        lines.append(f"  types_de_lieu: [{', '.join(ids[one] for one in place.types)}]")
    if place.status:
        lines.append(f"  statut_juridique: {ids[place.status]}")
    if place.activities:
        lines += [
            "programmation:",
            f"  activites: [{', '.join(ids[activity] for activity in place.activities)}]",
        ]
    return "\n".join(lines) + "\n"
