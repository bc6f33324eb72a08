"""`cm new --tableur`, `cm import tableur`: answers of many places, and drafts that nobody agreed to yet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.importing.workbook import read_workbook
from tests.sheets import as_csv, as_xlsx, files_in
from tests.support import minimal, write_place

HEAD = (
    "nom", "commune", "types_de_lieu", "statut_juridique", "date_ouverture", "surface_interieure",
    "ressources.locations", "ressources.complet", "lien_social.presence",
)  # fmt: skip
GRUE = ("La Grue", "29200 Brest", "Atelier de fabrication numérique, fablab; coworking", "Association", "03/09/2019",
        "1 200", "12000", "Oui", "Ponctuelle")  # fmt: skip


def drafted(tmp_path: Path, content: bytes, *extra: str) -> tuple[int, dict[str, str]]:
    source, out = tmp_path / "tableur", tmp_path / "brouillons"
    source.write_bytes(content)
    code = main(["import", "tableur", str(source), "--out", str(out), "--annee", "2025", *extra])
    return code, files_in(out) if out.is_dir() else {}


def test_the_table_is_made_from_the_questionnaire_and_read_back(tmp_path: Path, capsys) -> None:
    for name in ("a.xlsx", "b.xlsx", "tout.csv"):
        extra = ["--tout"] if name == "tout.csv" else []
        assert main(["new", "--tableur", str(tmp_path / name), *extra]) == 0
    # The same questionnaire makes the same bytes.
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = read_workbook((tmp_path / "a.xlsx").read_bytes())
    text = (tmp_path / "tout.csv").read_text("utf-8-sig")
    whole = next(csv.reader(io.StringIO(text), delimiter=";"))
    assert sheet.columns[:2] == ("nom", "commune")
    assert {*sheet.columns} < {*whole}
    assert {"ressources.locations", "lien_social.presence", "emissions.dpe"} <= {*whole}
    choices = read_workbook((tmp_path / "a.xlsx").read_bytes(), "Choix")
    assert "Association" in [row.cells["statut_juridique"] for row in choices.rows]
    assert main(["new", "--tableur", str(tmp_path / "a.xlsx")]) == 1
    assert main(["new", "--tableur", str(tmp_path / "a.doc")]) == 1
    assert "existe déjà" in capsys.readouterr().err
    # Filled where it ends, in the program that saved it.
    code, files = drafted(
        tmp_path, text.encode() + ("La Grue;29200 Brest" + ";" * (len(whole) - 2)).encode()
    )
    assert (code, list(files)) == (0, ["la-grue/2025"]), capsys.readouterr()


@pytest.mark.parametrize("save", [as_csv, as_xlsx])
def test_each_row_becomes_a_draft(tmp_path: Path, capsys, save) -> None:
    blank = ("# La Halle", *[""] * (len(HEAD) - 1))
    other = ("L’Étuve", "01500 Ambérieu-en-Bugey", *[""] * (len(HEAD) - 2))
    code, files = drafted(tmp_path, save([HEAD, blank, GRUE, other]))
    told = "".join(capsys.readouterr())
    assert code == 0, told
    assert sorted(files) == ["l-etuve/2025", "la-grue/2025"]
    grue = files["la-grue/2025"]
    for line in (
        "publication: non_publiee", "licence_acceptee: non", 'nom: "La Grue"', 'commune: "29200 Brest"',
        "types_de_lieu: [fablab, coworking]", "statut_juridique: association", "date_ouverture: 2019-09-03",
        "locations: 12000", "complet: oui", "presence: ponctuelle",
    ):  # fmt: skip
        assert line in grue, grue
    assert main(["check", str(tmp_path / "brouillons")]) == 0
    # Nothing that is there is written over.
    assert drafted(tmp_path, save([HEAD, GRUE])) == (1, files)


def test_faults_are_told_by_cell_all_at_once_and_nothing_is_written(tmp_path: Path, capsys) -> None:
    rows = [
        HEAD, GRUE, ("Le Thon", "29200 Brest", "fablabb", "Associé", "le 3", "1.200", "douze", "peut-être", ""),
        ("", "35000 Rennes", *[""] * 7), ("LA GRUE", "29200 Brest", *[""] * 7), ("Le Quai", "Nulle Part", "", "", "", "", "", "", "jean@exemple.fr"),
    ]  # fmt: skip
    assert drafted(tmp_path, as_xlsx(rows, "Mes lieux")) == (1, {})
    told = capsys.readouterr()
    for line, column, code in (
        (3, "C (types_de_lieu)", "CM-311"), (3, "D (statut_juridique)", "CM-311"), (3, "E (date_ouverture)", "CM-308"),
        (3, "F (surface_interieure)", "CM-304"), (3, "G (ressources.locations)", "CM-303"), (3, "H (ressources.complet)", "CM-310"),
        (5, "A (nom)", "CM-521"), (6, "B (commune)", "CM-316"), (6, "I (lien_social.presence)", "CM-311"),
    ):  # fmt: skip
        assert (
            f"feuille « Mes lieux », ligne {line}, colonne {column} : erreur {code}" in told.out
        ), (line, column, told.out)
    assert "feuille « Mes lieux », ligne 4" in told.out
    assert "La clé « nom » manque" in told.out
    assert "erreurs : rien n’a été écrit" in told.err


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (("nom", "commune", "publication"), "l’accord de publier est celui de chaque lieu"),
        (("nom", "commune", "licence_acceptee"), "l’accord de publier est celui de chaque lieu"),
        (("nom", "comune"), "Vouliez-vous écrire « commune » ?"),
        (("nom", "photos"), "« photos » n’est pas le nom d’une question"),
    ],
)
def test_a_column_that_is_no_answer_is_refused(tmp_path: Path, capsys, head, words: str) -> None:
    assert drafted(tmp_path, as_csv([head, ["La Grue", "29200 Brest", "oui"][: len(head)]])) == (1, {})  # fmt: skip
    assert words in capsys.readouterr().err


def test_a_draft_never_takes_a_published_place_off_the_site(
    tmp_path: Path, copied_data: Path, capsys
) -> None:
    places, data = copied_data / "places", ("--data", str(copied_data))
    write_place(places, "grue-du-port", minimal("La Grue", "29019"), 2024)
    source = tmp_path / "tableur.csv"
    source.write_bytes(as_csv([HEAD, GRUE]))
    command = ["import", "tableur", str(source), "--annee", "2025", *data]
    assert main([*command, "--out", str(places)]) == 1
    assert "un brouillon y retirerait du site un lieu déjà présent" in capsys.readouterr().err
    # It keeps its address, for the day it comes back with the place's agreement.
    assert drafted(tmp_path, source.read_bytes(), *data)[1].keys() == {"grue-du-port/2025"}


def test_the_answers_of_a_form_service_come_in_through_a_mapping(tmp_path: Path, capsys) -> None:
    rules = tmp_path / "formulaire.yaml"
    rules.write_text(
        "reponses:\n  nom: Votre lieu\n  surface_interieure: Surface\n"
        '  types_de_lieu: {colonne: Que fait-on, separateur: ", ", valeurs: {"On y travaille": coworking, "Rien": ""}}\n'
        "commune: {postal: Code postal, noms: Ville}\n",
        encoding="utf-8",
    )
    head = (
        "Horodateur",
        "Votre lieu",
        "Surface",
        "Que fait-on",
        "Code postal",
        "Ville",
        "Téléphone",
    )
    rows = [head, ("03/02/2026 10:11:12", "La Grue", "120", "On y travaille, Rien", "29200", "Brest", "06 12 34 56 78")]  # fmt: skip
    code, files = drafted(tmp_path, as_csv(rows, ","), "--carte", str(rules))
    assert code == 0, capsys.readouterr()
    grue = files["la-grue/2025"]
    assert "types_de_lieu: [coworking]" in grue
    assert 'commune: "29019"' in grue
    assert "06 12" not in grue
    rows[1] = (*rows[1][:4], "29200", "Nantes", "")
    (tmp_path / "autre").mkdir()
    assert drafted(tmp_path / "autre", as_csv(rows, ","), "--carte", str(rules))[0] == 1
    assert "ligne 2, colonne E (Code postal) : erreur CM-316" in capsys.readouterr().out
    rules.write_text(rules.read_text("utf-8").replace("surface_interieure", "surface_interieur"))
    assert drafted(tmp_path / "autre", as_csv(rows, ","), "--carte", str(rules))[0] == 1
    assert "formulaire.yaml:3:" in capsys.readouterr().err
