"""A protected place: its public files hold what is listed, and nothing of it goes further."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.contributing.intake.destination import KnownPlaces
from cm_build.contributing.intake.finding import Channel
from cm_build.contributing.intake.proposal import Draft, check_draft
from cm_build.places.folder import read_places
from cm_build.places.place import published
from cm_build.reading.problem import Severity
from cm_build.referential.toolbox import Tools
from tests.support import minimal, write_place

PROTECTED = """\
questionnaire: 1
publication: publique
licence_acceptee: oui
lieu_protege: oui
departement: "2B"
grand_type: entraide
classes: {surface: "moins de 200 m²"}
reponses_choisies: [accroche, solidarite.niveau, solidarite.exemple]
identite:
  accroche: "On y partage."
effets_sociaux:
  criteres:
    solidarite: {niveau: regulier, exemple: "Un manteau passe de main en main."}
"""
FOLDER = "lieu-protege-12"


def told(root: Path, tools: Tools) -> list[tuple[str, str]]:
    read = read_places(root, tools.reader, root)
    # It never becomes a place like the others.
    assert not published(read.places, tools.names, tools.settings)
    # Whatever is wrong, nothing of it goes further.
    wrong = {p.file.split("/")[0] for p in read.problems if p.severity is Severity.ERROR}
    assert not wrong.intersection(place.slug for place in read.protected)
    return [(problem.file, problem.code) for problem in read.problems]


def test_what_is_listed_is_accepted_and_stays_apart(tmp_path: Path, tools: Tools) -> None:
    write_place(tmp_path, FOLDER, PROTECTED)
    assert told(tmp_path, tools) == [(f"{FOLDER}/2025.yaml", "CM-433")]


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ('identite: {nom: "La Porte"}\n', "Nom"),
        ('identite: {commune: "20033"}\n', "Commune"),
        ("identite: {types_de_lieu: [solidaire]}\n", "Types de lieu"),
        ("acces: {heures_ouverture: 40}\n", "Heures"),
        ("histoire: {frise: [{annee: 2019, evenement: Corte}]}\n", "dates"),
        ('identite: {types_de_lieu: [autre], types_de_lieu_precision: "Abri"}\n', "Types de lieu"),
        ("espace: {surface_interieure: 731}\n", "Surface intérieure"),
        ("environnement: {circularite: {low_tech: prevu}}\n", ""),
        ("financement: {dettes: 4100}\n", "Emprunts à rembourser"),
        ("evaluation_collective: {participants: {equipe: 4}}\n", "evaluation_collective"),
        ('identifiants: {siret: "73282932000074"}\n', "identifiants"),
        ("identifiants: {rna: W133456789}\n", "identifiants"),
        ("reponse: {personnes: 3}\n", "reponse"),
        ("date_fermeture: 2025-04-01\n", "date_fermeture"),
    ],
)
def test_everything_else_is_refused(read, extra: str, named: str) -> None:
    """Even where the site would show nothing: the file itself is public."""
    text = PROTECTED.replace('identite:\n  accroche: "On y partage."\n', extra)
    found, *_ = [problem for problem in read(text).problems if problem.code == "CM-430"]
    assert named in found.message
    # The report may be public: it names what is too much, and never repeats it.
    for quoted in ("La Porte", "20033", "Abri", "731", "4100", "73282932000074", "W133456789"):
        assert quoted not in found.message


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("solidarite.exemple]", "]", "CM-430"),
        ("solidarite.exemple]", "surface_interieure]", "CM-438"),
        ("solidarite.exemple]", "solidarite.preuves]", "CM-438"),
        ("solidarite.exemple]", "insertion_professionnelle.personnes]", "CM-438"),
        ("solidarite.exemple]", "individuelle.intensite]", "CM-438"),
        ("moins de 200 m²", "131 m²", "CM-437"),
        ("{surface:", "{jauge:", "CM-430"),
        ("grand_type: entraide\n", "", "CM-436"),
        ("grand_type: entraide", "grand_type: foyer", "CM-436"),
        ("licence_acceptee: oui", "licence_acceptee: non", "CM-205"),
        ("publication: publique", "publication: annuaire", "CM-430"),
        ('"2B"\n', '"2B"\nregion: "94"\n', "CM-430"),
        ('departement: "2B"', 'region: "2B"', "CM-431"),
        ('departement: "2B"\n', "", "CM-431"),
        ('"2B"', '"Corte"', "CM-431"),
        ("identite:", "# La Porte, à Corte\nidentite:", "CM-434"),
        ("entraide", "entraide # à Corte", "CM-434"),
        ('"On y partage."', '"On y partage."# à Corte', "CM-434"),
        ('de main en main."}', 'de main en main."# à Corte\n      }', "CM-434"),
        (
            '{niveau: regulier, exemple: "Un manteau passe de main en main."}',
            "\n      exemple: | # à Corte\n        Un # manteau.\n      niveau: regulier",
            "CM-434",
        ),
    ],
)
def test_what_gives_it_away_is_told(read, before: str, after: str, code: str) -> None:
    result = read(PROTECTED.replace(before, after, 1))
    assert code in {problem.code for problem in result.problems}
    assert result.assessment is None


def test_the_folder_the_other_years_and_the_photos_are_looked_at(
    tmp_path: Path, tools: Tools
) -> None:
    write_place(tmp_path, "la-porte", PROTECTED)
    write_place(tmp_path, "la-porte", minimal("La Porte"), 2023)
    write_place(tmp_path, "la-porte", minimal("La Porte"), 2026)
    (tmp_path / "la-porte" / "photos").mkdir()
    (tmp_path / "la-porte" / "photos" / "entree.jpg").write_bytes(b"x")
    found = told(tmp_path, tools)
    assert ("la-porte", "CM-432") in found
    assert ("la-porte/2023.yaml", "CM-435") in found
    assert ("la-porte/2026.yaml", "CM-435") in found
    assert ("la-porte/photos/entree.jpg", "CM-430") in found


def test_photos_are_looked_at_where_they_are_and_as_people_put_them(
    tmp_path: Path, tools: Tools
) -> None:
    """What a system leaves is nobody's photo; a link is told, and nothing behind it is named."""
    for left in (".DS_Store", "Thumbs.db"):
        photos = tmp_path / "lieux" / FOLDER / "photos"
        photos.mkdir(parents=True, exist_ok=True)
        (photos / left).write_bytes(b"x")
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / "la-porte-a-corte.jpg").write_bytes(b"x")
    linked = tmp_path / "lieux" / "lieu-protege-13"
    linked.mkdir()
    (linked / "photos").symlink_to(elsewhere)
    for folder in (FOLDER, linked.name):
        write_place(tmp_path / "lieux", folder, PROTECTED)
    assert sorted(told(tmp_path / "lieux", tools)) == [
        (f"{FOLDER}/2025.yaml", "CM-433"),
        ("lieu-protege-13/2025.yaml", "CM-433"),
        ("lieu-protege-13/photos", "CM-504"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"La salle #3 est ouverte."',
        "'C’est l’atelier #3.'",
        '"Un manteau \\" # passe."',
        '"Sur deux\n        # lignes."',
        "atelier#3",
    ],
)
def test_a_sign_inside_a_text_is_no_comment(read, text: str) -> None:
    chosen = PROTECTED.replace('"Un manteau passe de main en main."', text)
    assert chosen != PROTECTED
    assert read.codes(chosen) == ["CM-433"]
    # The same line, with a comment behind it.
    (found,) = [
        problem
        for problem in read(chosen.rstrip() + " # à Corte\n").problems
        if problem.code == "CM-434"
    ]
    assert found.line == len(chosen.splitlines())
    assert found.column == len(chosen.splitlines()[-1]) + 2


@pytest.mark.parametrize(
    ("extra", "asked"),
    [
        ("  types_de_lieu: [hebergement]\n", True),
        ("programmation: {activites: [hebergement_urgence]}\n", True),
        ("programmation: {situations: [exil]}\n", True),
        ("programmation: {situations: [sans_logement]}\n", True),
        ("programmation: {situations: [violences_femmes]}\n", True),
        ("programmation: {situations: [justice]}\n", True),
        ("espace: {regime_occupation: sans_titre}\n", True),
        ("  types_de_lieu: [culturel]\nprogrammation: {situations: [isolement]}\n", False),
        ("espace: {regime_occupation: gratuit}\n", False),
        ("  types_de_lieu: [hebergement]\nlieu_protege: non\n", False),
    ],
)
def test_it_is_proposed_to_whom_it_may_concern(read, extra: str, *, asked: bool) -> None:
    result = read(minimal(extra=extra))
    assert ("CM-439" in {problem.code for problem in result.problems}) is asked
    # It is a question, and it stops nothing.
    assert result.assessment is not None


def test_a_public_answer_does_not_say_what_the_file_holds(tools: Tools) -> None:
    """In an issue, even the list of what is too much would tell."""
    text = PROTECTED + "programmation: {situations: [exil]}\n"
    for channel, told in ((Channel.ISSUE, False), (Channel.FILE, True)):
        draft = Draft(content=text.encode(), year="2025", place="", channel=channel)
        checked = check_draft(draft, tools, KnownPlaces({}, {}, tools.names))
        said = " ".join(f"{finding.message} {finding.hint}" for finding in checked.findings)
        assert ("Situations de vie" in said) is told
        assert ("effacez-en la fiche" in said) is not told


def test_it_is_never_received_by_a_public_way(tools: Tools) -> None:
    draft = Draft(content=PROTECTED.encode(), year="2025", place="")
    checked = check_draft(draft, tools, KnownPlaces({}, {}, tools.names))
    assert checked.proposal is None
    assert any(
        "lieu protégé ne passe pas par ici" in finding.message for finding in checked.findings
    )
