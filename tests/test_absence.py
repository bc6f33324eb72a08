"""What is not shown changes no byte of the site: each place hides something in its own way."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import build, files_of, minimal, write_place
from tests.test_site import write_photo

# Sections as a file writes them, and the same without what is kept.
MONEY = """\
moyens:
  ressources: {{locations: 64120, mecenat: {gift}{whole}}}
  depenses: {{energie: 3170, achats: 20410{salaries}{close}}}
"""
SPACE = "espace:\n  surface_interieure: {surface}\n  postes_travail: 14\n"
EFFECT = "    {id}: {{presence: reguliere, effet_non_voulu: non, exemple: {text}}}\n"
WORD = "Xylophrénie"

# All that the file of a protected place says, its own pages show; nothing of it goes elsewhere.
PROTECTED = """\
questionnaire: 1
publication: publique
licence_acceptee: oui
lieu_protege: oui
departement: "974"
grand_type: hebergement
classes: {surface: "plus de 2 000 m²"}
reponses_choisies: [solidarite.presence, solidarite.exemple]
effets_sociaux: {criteres: {solidarite: {presence: reguliere, exemple: Quinzaine}}}
"""
OWN = "lieux/lieu-protege-7/"
# The list of places, and the inventory that the program keeps of the files it wrote.
LISTED = {"lieux/index.html", ".commune-mesure"}


class Hidden(NamedTuple):
    """A place, with what it hides and as it would be without."""

    slug: str
    given: str
    without: str


def place(slug: str, commune: str, given: str, without: str, hiding: str) -> Hidden:
    common = "afficher_reperes: oui\n"
    return Hidden(
        slug,
        minimal(slug, commune, given) + common + hiding,
        minimal(slug, commune, without) + common,
    )


def cases() -> list[Hidden]:
    space = SPACE.format(surface=417)
    rooms = "  surfaces: {{cafe: 83, {offices}stockage: 163}}\n"
    origins = "programmation:\n  personnes_accueillies: 5100\n"
    kinds = "  types_de_lieu: [culturel]\n  type_principal: culturel\n"
    effects = "effets_sociaux:\n  criteres:\n" + EFFECT.format(id="solidarite", text="Un repas.")
    secret = EFFECT.format(id="lien_social", text=WORD)
    energy = "environnement: {circularite: {low_tech: demonstration}}\n"
    both = "environnement: {circularite: {low_tech: demonstration}, emissions: {restauration: oui, bilan_carbone_calcule: partiel}}\n"
    salaries = ", salaires: 61337"
    full = MONEY.format(
        gift=7300, whole=", complet: oui", salaries=salaries, close=", complet: oui"
    )
    lone = MONEY.format(gift=7300, whole=", complet: oui", salaries="", close="")
    rented = "espace: {{postes_travail: 14, regime_occupation: locataire_marche{rent}}}\n"
    bills = "moyens:\n  depenses: {{{rent}energie: 3170, achats: 20410}}\n"
    said_twice = rented.format(rent=", loyer_hors_charges: 61337") + bills.format(
        rent="loyer: 61337, "
    )
    kept = f'financement: {{resultat_annee: 61337, quote_part_subventions: 61337, comptes_statut: certifies}}\nannexe_pret:\n  pret_duree: 61\n  emprunts: [{{preteur: "{WORD}", reste_du: 61337}}]\n'
    team = "equipe: {{{count}benevoles: 12}}\n"
    followed = (
        "criteres_du_lieu: [{{id: fierte, titre: Fierté, observer: [Un mot], choisi_par: equipe, depuis: 2024, presence: reguliere{wanted}}}]\n"
        "mesures_du_lieu: [{{id: repas, titre: Repas partagés, unite: repas, valeur: 214, comptage: le cahier, choisi_par: equipe, depuis: 2024{aim}}}]\n"
    )
    wanted = (
        f", intention_passee: {WORD}, suite: abandonnee, suite_raison: {WORD}, intention: {WORD}"
    )
    return [
        place("une-section", "35238", kinds + space + full, kinds + space, "sections_masquees: [moyens]\n"),
        place("une-section-qu-une-autre-redit", "35051", said_twice, rented.format(rent=""), "sections_masquees: [moyens]\n"),
        place("une-section-qui-redit", "35206", said_twice, bills.format(rent=""), "sections_masquees: [espace]\n"),
        place("un-critere", "35047", kinds + space + effects + secret, kinds + space + effects, "sections_masquees: [lien_social]\neffets_de_la_fiche: [lien_social]\neffet_non_voulu_de_la_fiche: lien_social\n"),
        place("un-axe", "29019", kinds + space + both, kinds + space + energy, "sections_masquees: [emissions]\n"),
        place("une-reponse", "22278", kinds + space + origins.replace("5100", "61337"), kinds + space, "reponses_masquees: [personnes_accueillies]\nestimations: [personnes_accueillies]\n"),
        place("un-total", "56121", kinds + SPACE.format(surface=61337) + rooms.format(offices="bureaux: 61091, "), kinds + "espace:\n  postes_travail: 14\n", "reponses_masquees: [surface_interieure]\n"),
        place("une-ligne", "35288", space + team.format(count="effectif: 9, ") + full, space + team.format(count="effectif: 9, ") + lone, "reponses_masquees: [depenses.salaires]\n"),
        place("une-ligne-d-un-total", "22113", space + rooms.format(offices="bureaux: 171, "), space, "reponses_masquees: [surfaces.bureaux]\n"),
        place("une-part", "35115", "programmation:\n  provenance_usagers: {commune: 61, voisines: 22, plus_loin: 17}\n", "", "reponses_masquees: [provenance_usagers.plus_loin]\n"),
        place("un-effectif", "35236", team.format(count="effectif: 9, ") + lone, team.format(count="") + lone, "reponses_masquees: [effectif]\n"),
        place("un-dossier", "56007", space + kept, space, ""),
        place("des-intentions-a-soi", "29232", space + followed.format(wanted=wanted, aim=", visee: {annee: 2027, valeur: 61337}"), space + followed.format(wanted="", aim=""), "reponses_publiees: [criteres_du_lieu.fierte.suite]\n"),
        place("une-porte", "35093", "programmation:\n  evenements_publics: non\n", "", "reponses_masquees: [evenements_publics]\n"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict[str, dict[str, bytes]]:
    """Build once with everything that is hidden, once without."""
    root = tmp_path_factory.mktemp("absences")
    found = {}
    photos = 'histoire:\n  photos: [{fichier: salle.jpg, texte: "La cour"}]\n'
    for kind in ("avec", "sans"):
        places = root / kind
        for case in cases():
            write_place(places, case.slug, case.given if kind == "avec" else case.without)
        write_place(places, "une-annee", minimal("une-annee", extra=SPACE.format(surface=9100)))
        if kind == "avec":
            # A year that is not published, whose figures are far from those of the next one.
            year = minimal(
                "La Quinquenouille", "97411 Saint-Denis", SPACE.format(surface=61337) + photos
            )
            write_place(places, "une-annee", year.replace("publique", "non_publiee"), 2024)
            write_photo(places / "une-annee", seed=41)
            write_place(places, "lieu-protege-7", PROTECTED, 2024)
            write_place(places, "lieu-protege-7", PROTECTED)
        assert build(places, root / f"site-{kind}") == 0
        found[kind] = files_of(root / f"site-{kind}")
    return found


def test_hidden_and_absent_give_the_same_site(sites: dict[str, dict[str, bytes]]) -> None:
    given, without = sites["avec"], sites["sans"]
    assert {path for path in given.keys() - without.keys() if not path.startswith(OWN)} == set()
    assert without.keys() - given.keys() == set()
    assert {path for path in without if given[path] != without[path]} == LISTED


def test_a_protected_place_is_told_on_its_pages_and_in_the_list_only(
    sites: dict[str, dict[str, bytes]],
) -> None:
    own = {path for path in sites["avec"] if path.startswith(OWN)}
    assert own == {f"{OWN}index.html", f"{OWN}2024/index.html", f"{OWN}2025/index.html"}
    for token in (b"lieu-protege-7", b"Quinzaine", "Un lieu d’hébergement à La Réunion".encode()):
        holding = {path for path, content in sites["avec"].items() if token in content}
        assert holding - own <= LISTED, token
    for path in own:
        assert b'<meta name="robots" content="noindex">' in sites["avec"][path]


def test_nothing_hidden_is_found_anywhere(sites: dict[str, dict[str, bytes]]) -> None:
    for path, content in sites["avec"].items():
        whole = gzip.decompress(content) if path.endswith(".gz") else content
        for token in (
            WORD,
            "61337",
            "61 337",
            "61 337",
            "61 337",
            "La Quinquenouille",
        ):
            assert token.encode() not in whole, (path, token)


def test_the_quality_page_warns_of_what_is_published(tmp_path: Path) -> None:
    """Between two published years the figure that jumps is told; the year that is not, never."""
    for slug, publication in (("deux-annees", "publique"), ("une-seule", "non_publiee")):
        before = minimal(slug, extra=SPACE.format(surface=731))
        write_place(tmp_path / "lieux", slug, before.replace("publique", publication), 2024)
        write_place(tmp_path / "lieux", slug, minimal(slug, extra=SPACE.format(surface=8200)))
    assert build(tmp_path / "lieux", tmp_path / "site") == 0
    page = (tmp_path / "site/referentiel/qualite/index.html").read_text("utf-8")
    assert page.count("731") == 1
    assert page.count("CM-402") == 1
    assert "deux-annees/2025.yaml" in page
    assert "une-seule/2025.yaml" not in page
