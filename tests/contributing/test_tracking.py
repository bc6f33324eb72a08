"""Mon suivi: what the years of a place say together, for that place alone."""

from __future__ import annotations

import json

import pytest

from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.studio import answered
from cm_build.contributing.tracking.files import NO_YEAR, TWICE, OpenedFile, own_years, year_of
from cm_build.contributing.tracking.view import Tracking, tracking
from tests.support import ROOT, minimal


def file(name: str, text: str) -> OpenedFile:
    return OpenedFile(name, text.encode())


def follow(tools, *files: OpenedFile) -> Tracking:
    return tracking(own_years(files, Previewer(tools, Neighbours(frozenset(), ())).tools), tools)


@pytest.mark.parametrize(
    ("name", "first", "year"),
    [
        ("commune-mesure_la-halle_2024_complet.yml", "", 2024),
        ("2023.yaml", "", 2023),
        ("fiche (1).yml", "# Fichier complet de La Halle, année 2022\n", 2022),
        # A street number may look like a year: the first line settles it, or nobody knows.
        ("commune-mesure_halle-1907_2024_complet.yml", "# Fiche, année 2024\n", 2024),
        ("commune-mesure_halle-1907_2024_complet.yml", "", None),
        ("fiche.yml", "", None),
    ],
)
def test_the_year_of_a_file(name: str, first: str, year: int | None) -> None:
    assert year_of(file(name, first + minimal())) == year


def test_nothing_of_a_place_is_hidden_from_itself(tools) -> None:
    text = minimal(
        extra="equipe: {benevoles: 12}\nfinancement: {dettes: 4000}\n"
        'effets_sociaux: {criteres: {lien_social: {presence: ponctuelle, intention: "Ouvrir."}}}\n'
        "sections_masquees: [equipe]\nreponses_masquees: [lien_social.presence]\n"
    ).replace("publique", "non_publiee")
    seen = follow(tools, file("2025.yml", text))
    cells = {row.label: row.cells for group in seen.figures for row in group.rows}
    shown = {label: _plain(cell) for label, cell in cells.items()}
    assert shown["Bénévoles réguliers"] == ("12 personnes",)
    assert ("4 000 €",) in shown.values()
    assert [(one.title, one.years[0].rank) for one in seen.effects] == [("Lien social", 1)]
    assert [(one.words, one.waiting) for one in seen.wanted] == [("Ouvrir.", True)]


def test_what_it_wanted_of_its_own_criteria_is_followed_too(tools) -> None:
    own = """\
criteres_du_lieu:
  - id: fierte
    titre: "{}"
    observer: ["On donne son adresse"]
    choisi_par: atelier
    depuis: 2023
{}"""
    first = own.format("Fierté", '    intention: "Demander."\n')
    second = own.format(
        "Être fier", '    intention_passee: "Demander."\n    suite: abandonnee\n    suite_raison: "Trop loin."\n    intention: "Écrire."\n'
    )  # fmt: skip
    at_home = [
        file(f"{year}.yml", minimal(extra=extra).replace("publique", "non_publiee"))
        for year, extra in ((2023, first), (2025, second))
    ]
    told = [(one.title, one.year, one.words, one.became, one.became_year, one.why, one.waiting) for one in follow(tools, *at_home).wanted]  # fmt: skip
    assert told == [
        ("Être fier", 2023, "Demander.", "c’est abandonné", 2025, "Trop loin.", False),
        ("Être fier", 2025, "Écrire.", "", None, "", True),
    ]


def _plain(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.replace("\u00a0", " ").replace("\u202f", " ") for cell in cells)


def test_what_is_missing_and_what_moved(tools) -> None:
    before = minimal(
        extra='  accroche: "Un lieu."\nequipe: {benevoles: 12, effectif: 3}\nespace: {surface_interieure: 100}\n'
    )
    after = minimal(extra="equipe: {benevoles: 30, effectif: ne_sait_pas}\n")
    seen = follow(tools, file("2023.yml", before), file("2025.yml", after))
    assert (seen.years, seen.gaps) == ((2023, 2025), (2024,))
    missing = {one.title: one.questions for one in seen.missing}
    # Said not to be known is said: only what is silent is missing.
    assert set(missing) == {"Identité", "L’espace et son occupation"}
    assert [(one.label, *_plain((one.before, one.after, one.gap))) for one in seen.moved] == [
        ("Bénévoles réguliers", "12 personnes", "30 personnes", "18 personnes de plus")
    ]


def test_a_wrong_file_is_told_and_the_others_are_read(tools) -> None:
    seen = follow(
        tools,
        file("2023.yml", minimal()),
        file("2024.yml", minimal().replace("35238", "99999")),
        file("sans-annee.yml", minimal()),
        file("copie-2023.yml", minimal()),
        file("2022.yml", "ceci n’est pas une fiche"),
    )
    assert seen.years == (2023,)
    told = {one.name: one.reasons for one in seen.refused}
    assert told["sans-annee.yml"] == (NO_YEAR,)
    assert told["copie-2023.yml"] == (TWICE.format(2023),)
    assert told["2024.yml"][0].startswith("Ligne 6")
    assert told["2022.yml"]
    nothing = follow(tools, file("2022.yml", "ceci n’est pas une fiche"))
    assert (nothing.years, len(nothing.refused)) == ((), 1)


def test_two_names_may_be_two_places(tools) -> None:
    seen = follow(tools, file("2023.yml", minimal("Le Grenier")), file("2024.yml", minimal()))
    assert (seen.name, seen.others) == ("La Halle", ("Le Grenier",))


def test_a_place_that_must_not_be_found_follows_itself(tools) -> None:
    path = ROOT / "tests/places/lieu_protege_complet.yaml"
    seen = follow(tools, file("2025.yml", path.read_text(encoding="utf-8")))
    assert seen.years == (2025,), seen.refused


def test_what_a_file_says_stays_text(tools) -> None:
    hostile = "<img src=x onerror=alert(1)>{{7*7}}"
    text = minimal(
        extra=f'effets_sociaux: {{criteres: {{lien_social: {{intention: "{hostile}"}}}}}}\n'
    )
    previewer = Previewer(tools, Neighbours(frozenset(), ()))
    asked = {
        "suivi": [{"nom": f"{hostile}.yml", "texte": text}, {"nom": "2025.yml", "texte": text}]
    }
    html = json.loads(answered(previewer, json.dumps(asked)))["html"]
    assert "<img" not in html
    assert "49" not in html
    assert html.count("&lt;img src=x") == 2
