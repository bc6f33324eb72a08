"""`cm import`: real directories and the original platform's files, nothing lost in silence."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cm_build.cli.main import main
from cm_build.importing.document import PlainWord, Value, written
from cm_build.places.address import new_address
from cm_build.reading.hidden import hidden_in
from cm_build.reading.node import plain
from cm_build.reading.source import read_source
from tests.support import SHARED, build, files_of, minimal, write_place

CGET = SHARED / "cget_tiers_lieux_2019.csv"
ORIGINAL = SHARED / "commune_mesure_exemple_lieu.json"
HEADER = "ID,NOM_TL,ADRESSE,CP,COMINIT,INSEECOM,NOMCOM,WEB,TWITTER,FACEBOOK,TYPO,LAT,LONG\n"


def shared(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"{path.name} n’est pas sur cette machine")
    return path


def imported(tmp_path: Path, rows: str, *extra: str) -> tuple[int, dict[str, str]]:
    source = tmp_path / "liste.csv"
    source.write_text(HEADER + rows, encoding="utf-8")
    code = main(["import", "cget", str(source), "--out", str(tmp_path / "out"), *extra])
    found = (tmp_path / "out").glob("*/*.yaml") if (tmp_path / "out").is_dir() else []
    return code, {path.parent.name: path.read_text(encoding="utf-8") for path in found}


def test_a_row_becomes_a_directory_entry(tmp_path: Path, capsys) -> None:
    row = "7,L'@telier,3 rue des Ormes,35000,Rennes,35238,Rennes,www.atelier.fr,,,Tiers lieux à dominante fablab,1,2\n"
    code, files = imported(tmp_path, row)
    assert code == 0
    assert list(files) == ["l-atelier"]
    text = files["l-atelier"]
    assert 'nom: "L\'@telier"' in text
    assert 'commune: "35238"' in text
    assert 'site_web: "https://www.atelier.fr"' in text
    assert "types_de_lieu: [fablab]" in text
    assert "publication: annuaire" in text
    assert main(["check", str(tmp_path / "out")]) == 0
    assert "1 lieu écrit" in capsys.readouterr().out


def test_a_second_import_writes_the_same_files_and_spares_those_of_others(tmp_path: Path) -> None:
    row = "1,La Halle,,35000,Rennes,35238,Rennes,,,,,,\n"
    own = tmp_path / "out/la-halle/2025.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("à un autre lieu du même nom", encoding="utf-8")
    imported(tmp_path, row)
    imported(tmp_path, row)
    folders = {path.parent.name: path.name for path in (tmp_path / "out").glob("*/*.yaml")}
    assert folders == {"la-halle": "2025.yaml", "la-halle-rennes": "2019.yaml"}


def test_the_position_gives_the_commune_that_the_row_does_not_name(tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    rows = (
        "1,Sans adresse,,0,,0,,,,,,,,75056,Paris\n"
        "2,Le Belge,,0,Tournai,0,Tournai,,,,,,,06029,Cannes\n"
        "3,Code faux,,0,,0,,,,,,,,99999,Paris\n"
    )
    columns = HEADER.rstrip("\n") + ",INSEEMETRO,NOMCOMMETRO\n"
    source.write_text(columns + rows, encoding="utf-8")
    report = tmp_path / "rapports/un/rapport.csv"
    out = tmp_path / "out"
    code = main(["import", "cget", str(source), "--out", str(out), "--rapport", str(report)])
    assert code == 0
    assert [one.name for one in out.iterdir()] == ["sans-adresse"]
    assert 'commune: "75056"' in (out / "sans-adresse/2019.yaml").read_text(encoding="utf-8")
    told = report.read_text(encoding="utf-8-sig")
    assert "Paris (75056), d’après la position du lieu" in told
    assert "ligne 3;refusé;INSEECOM;aucune commune reconnue (lu : Tournai)" in told
    assert "ligne 4;refusé;INSEECOM;aucune commune reconnue (lu : rien)" in told


def test_a_place_that_answered_is_not_doubled(tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    write_place(out, "grue-et-fils", minimal("La Grue", "29019"))
    row = "1,La Grue,,29200,Brest,29019,Brest,,,,,,\n"
    code, files = imported(tmp_path, row)
    assert (code, list(files)) == (1, ["grue-et-fils"])
    assert (
        "« La Grue » (Brest) est déjà dans le dossier « grue-et-fils »" in capsys.readouterr().out
    )
    write_place(out, "grue-et-fils", minimal("La Grue", "44109"))
    assert imported(tmp_path, row)[0] == 0
    assert main(["check", str(out)]) == 0
    assert "CM-521" not in capsys.readouterr().out


def test_one_place_written_twice_in_a_file_is_written_once(tmp_path: Path, capsys) -> None:
    rows = (
        "1,La Grue,,29200,Brest,29019,Brest,,,,,,\n2,LA GRUE,,29200,Brest,0,,,,,,,\n"
        "3,La Grue,,44000,Nantes,44109,Nantes,,,,,,\n4,Grue,,29200,Brest,29019,Brest,,,,,,\n"
    )
    _, files = imported(tmp_path, rows)
    assert sorted(files) == ["la-grue", "la-grue-nantes"]
    told = capsys.readouterr().out
    assert "ligne 3 : refusé – NOM_TL : « LA GRUE » (Brest) est déjà à la ligne 2" in told
    assert "ligne 5 : refusé – NOM_TL : « Grue » (Brest) est déjà à la ligne 2" in told


def test_a_website_in_common_is_told_and_stops_nothing(tmp_path: Path, capsys) -> None:
    text = minimal("La Grue", "29019", "  site_web: https://port.example/\n")
    write_place(tmp_path / "out", "la-grue", text)
    code, files = imported(tmp_path, "1,Le Thon,,29200,Brest,29019,Brest,www.port.example,,,,,\n")
    assert (code, sorted(files)) == (0, ["la-grue", "le-thon"])
    words = "à vérifier – NOM_TL : « Le Thon » (Brest) et le lieu du dossier « la-grue » ont le même site web"
    assert words in capsys.readouterr().out


def test_another_order_of_the_rows_writes_each_place_where_it_was(tmp_path: Path) -> None:
    rows = [
        "1,La Grue,,29200,Brest,29019,Brest,,,,,,\n",
        "2,La Grue,,44000,Nantes,44109,Nantes,,,,,,\n",
    ]
    _, before = imported(tmp_path, "".join(rows))
    assert imported(tmp_path, "".join(reversed(rows)))[1] == before
    # One of them leaves the file: the other does not take its folder.
    assert imported(tmp_path, rows[1])[1] == before


def test_the_original_s_place_is_not_doubled(tmp_path: Path, capsys) -> None:
    source, out = tmp_path / "lieu.json", tmp_path / "out"
    source.write_text(json.dumps({"name": "La Halle", "address": ADDRESS}), encoding="utf-8")
    command = ["import", "commune-mesure", str(source), "--out", str(out), "--annee", "2022"]
    assert main(command) == 0
    assert main(command) == 1
    assert (
        "refusé – name : « La Halle » (Rennes) est déjà dans le dossier « la-halle »"
        in capsys.readouterr().out
    )
    assert [one.name for one in out.iterdir()] == ["la-halle"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_is_read(tmp_path: Path, separator: str) -> None:
    source = tmp_path / "liste.csv"
    row = '7,"L’Écluse; ou presque","3, quai des Ormes",35000,Rennes,35238,Rennes,,,,,,\n'
    made = io.StringIO()
    csv.writer(made, delimiter=separator).writerows(csv.reader((HEADER + row).splitlines()))
    source.write_text(made.getvalue(), encoding="utf-8")
    assert main(["import", "cget", str(source), "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out/l-ecluse-ou-presque/2019.yaml").read_text(encoding="utf-8")
    assert 'nom: "L’Écluse; ou presque"' in text
    assert 'adresse: "3, quai des Ormes"' in text


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8-sig", ""), ("cp1252", "lu comme Windows-1252")]
)
def test_the_encoding_is_read_or_told(tmp_path: Path, capsys, encoding: str, told: str) -> None:
    source = tmp_path / "liste.csv"
    row = "7,L’Étuve à Œufs,,35000,Rennes,35238,Rennes,,,,,,\n"
    source.write_bytes((HEADER + row).encode(encoding))
    assert main(["import", "cget", str(source), "--out", str(tmp_path / "out")]) == 0
    assert 'nom: "L’Étuve à Œufs"' in next((tmp_path / "out").glob("*/*")).read_text("utf-8")
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEADER.replace("FACEBOOK", "INSEECOM").encode(), "Deux colonnes portent le même nom : INSEECOM."),
        (HEADER.replace("FACEBOOK", " NOM_TL ").encode(), "Deux colonnes portent le même nom : NOM_TL."),
        (HEADER.encode("utf-16"), "n’est pas enregistré en UTF-8. Enregistrez-le de nouveau"),
        (HEADER.encode() + b"\x81\x8d\n", "n’est pas enregistré en UTF-8"),
        (b"ID;NOM_TL\n1;x\n", "« ADRESSE » n’est pas une colonne de la liste"),
    ],
)  # fmt: skip
def test_a_table_that_could_be_read_wrong_is_refused(
    tmp_path: Path, capsys, content: bytes, words: str
) -> None:
    source = tmp_path / "liste.csv"
    source.write_bytes(content)
    assert main(["import", "cget", str(source), "--out", str(tmp_path / "out")]) == 1
    assert words in capsys.readouterr().err


def test_a_row_with_too_many_cells_is_refused(tmp_path: Path, capsys) -> None:
    rows = "1,La Grue, ou presque,Quai,29200,Brest,29019,Brest,,,,,,7\n2,Le Thon,,29200,Brest,29019,Brest,,,,,,,,\n"
    assert sorted(imported(tmp_path, rows)[1]) == ["le-thon"]
    assert (
        "ligne 2 : refusé – ligne : il y a plus de cellules que de colonnes"
        in capsys.readouterr().out
    )


def test_a_key_written_twice_is_refused(tmp_path: Path, capsys) -> None:
    source = tmp_path / "lieu.json"
    source.write_text('{"name": "Un", "address": {"city": "a", "city": "b"}}', encoding="utf-8")
    assert main(["import", "commune-mesure", str(source), "--out", str(tmp_path / "out")]) == 1
    assert "La clé « city » est écrite deux fois" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        r'{"name": "Le Quai", "address": {"city": "\ud83d"}}',
        r'{"name": "Le Quai", "x": [{"\ud83d": 1}]}',
    ],
)
def test_half_a_sign_is_refused_by_name(tmp_path: Path, capsys, text: str) -> None:
    source = tmp_path / "lieu.json"
    source.write_text(text)
    assert main(["import", "commune-mesure", str(source), "--out", str(tmp_path / "out")]) == 1
    assert r"« \ud83d », qui n’est que la moitié d’un signe" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    # Both halves are a sign.
    source.write_text(text.replace(r"\ud83d", r"\ud83d\ude80"))
    main(["import", "commune-mesure", str(source), "--out", str(tmp_path / "out")])
    assert "moitié" not in capsys.readouterr().err


def test_what_cannot_be_read_where_it_writes_is_passed_over_and_told(
    tmp_path: Path, capsys
) -> None:
    out = tmp_path / "out"
    for slug, year, content in (
        ("latin", 2019, 'nom: "Café"'.encode("latin-1")), ("zero", 2019, b"\0" * 40),
        ("coupe", 2025, b"identite: {"), ("vide", 2019, b""),
    ):  # fmt: skip
        (out / slug).mkdir(parents=True)
        (out / slug / f"{year}.yaml").write_bytes(content)
    (out / "notes.txt").write_bytes(b"\xff")
    (out / "lien").symlink_to(tmp_path)
    (out / "annee" / "2019.yaml").mkdir(parents=True)
    before = {path: path.read_bytes() for path in out.rglob("*.yaml") if path.is_file()}
    source = tmp_path / "liste.csv"
    source.write_text(HEADER + "1,Latin,,29200,Brest,29019,Brest,,,,,,\n", encoding="utf-8")
    assert main(["import", "cget", str(source), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    for name in ("latin", "zero", "coupe", "vide", "notes.txt", "annee", "lien"):
        assert f"fichier : à vérifier – {name} : aucun lieu ne se lit ici" in told
    assert all(path.read_bytes() == content for path, content in before.items())
    assert (out / "latin-brest/2019.yaml").is_file()


@pytest.mark.parametrize(
    ("code", "postal", "city", "commune"),
    [
        ("13003", "", "", "13003 Alleins"),  # the column says what the code is
        ("0", "13003", "Marseille", "13055"),
        ("0", "13003", "", None),
        ("35238", "", "Nantes", None),
    ],
)
def test_a_code_is_what_its_column_says(
    tmp_path: Path, code: str, postal: str, city: str, commune: str | None
) -> None:
    _, files = imported(tmp_path, f"1,La Grue,,{postal},{city},{code},{city},,,,,,\n")
    found = [
        line.strip() for text in files.values() for line in text.splitlines() if "commune:" in line
    ]
    assert found == ([f'commune: "{commune}"'] if commune else [])


@pytest.mark.parametrize(
    ("postal", "city", "commune", "told"),
    [
        ("13003", "", "13055", "13003 ne dessert que Marseille (13055)"),
        ("75013", None, "75056", "75013 ne dessert que Paris (75056)"),
        ("13980", "Alleins", "13003 Alleins", "13980 Alleins devient Alleins (13003)"),
        ("35000", "Villejean", "35238", "« Villejean » n’est pas un nom de commune"),
        ("35000", "Nantes", None, "35000 n’est pas un code postal de Nantes"),
        ("35520", "", None, "aucune commune reconnue"),
    ],
)
def test_a_postal_code_is_never_an_insee_code(
    tmp_path: Path, capsys, postal: str, city: str | None, commune: str | None, told: str
) -> None:
    text, said = carried(tmp_path, capsys, address={"postalcode": postal, "city": city})
    assert (f'commune: "{commune}"' in text) is (commune is not None)
    assert told in said


def test_homonyms_get_their_commune_then_a_number(tmp_path: Path) -> None:
    # Written otherwise, the three names are three places whose address is one.
    names = ("La Ruche", "La Ruche 蜂", "La Ruche 巣")
    rows = "".join(f"{n},{name},,75010,Paris,75110,Paris,,,,,,\n" for n, name in enumerate(names))
    _, files = imported(tmp_path, rows)
    assert sorted(files) == ["la-ruche", "la-ruche-paris", "la-ruche-paris-2"]
    assert new_address("Con", "Rennes", ()) == "con-rennes"
    assert new_address("🎪", "Rennes", ()) == "rennes"


def test_personal_data_and_wrong_rows_are_left_out_and_told(tmp_path: Path) -> None:
    rows = (
        "1,Chez jean@exemple.fr,,35000,Rennes,35238,Rennes,,,,,,\n"
        "2,La Halle,06 12 34 56 78,35000,Rennes,35238,Rennes,nomade@exemple.fr,https://twitter.com/jean,,,,\n"
        "3,Nulle Part,,0,0,0,0,,,,,,\n"
    )
    report = tmp_path / "rapport.csv"
    code, files = imported(tmp_path, rows, "--rapport", str(report))
    assert code == 0
    assert list(files) == ["la-halle"]
    assert "06 12" not in files["la-halle"]
    assert "@" not in files["la-halle"]
    told = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    states = {(line["ou"], line["etat"], line["champ"]) for line in told}
    assert ("ligne 2", "refusé", "NOM_TL") in states
    assert ("ligne 3", "écarté", "ADRESSE") in states
    assert ("ligne 3", "écarté", "WEB") in states
    assert ("ligne 3", "écarté", "TWITTER") in states
    assert ("ligne 4", "refusé", "INSEECOM") in states


@pytest.mark.parametrize(
    ("system", "content"),
    [
        ("cget", b"a,b\n1,2\n"), ("cget", HEADER.encode() + b'1,"La Halle'), ("cget", HEADER.encode()), ("cget", "NOM_TL\né\n".encode("latin-1")), ("cget", b""),
        ("commune-mesure", b"{"), ("commune-mesure", b"[]"), ("commune-mesure", b'{"name": 3}'),
        ("commune-mesure", b"[" * 100_000), ("commune-mesure", b'{"name": "X", "blocs": [], "address": "y"}'),
    ],
)  # fmt: skip
def test_wrong_files_are_refused_in_french(
    tmp_path: Path, capsys, system: str, content: bytes
) -> None:
    source = tmp_path / "fichier"
    source.write_bytes(content)
    assert main(["import", system, str(source), "--out", str(tmp_path / "out")]) == 1
    told = "".join(capsys.readouterr())
    assert "Traceback" not in told
    assert told.strip()
    assert not (tmp_path / "out").exists()


def test_an_absent_file_is_refused(tmp_path: Path, capsys) -> None:
    assert main(["import", "cget", str(tmp_path / "rien.csv")]) == 1
    assert "ne peut pas être ouvert" in capsys.readouterr().err


def test_zeros_of_the_original_are_not_answers(tmp_path: Path, capsys) -> None:
    place = {
        "name": "La Halle",
        "creator": {"name": "Une Personne", "email": "une.personne@exemple.fr"},
        "address": {"address": "3 rue des Ormes", "postalcode": "35000", "city": "Rennes"},
        "status": ["Association"],
        "blocs": {
            "presentation": {"donnees": {"date_ouverture": "2018-01-01T16:12:00Z"}},
            "moyens": {
                "donnees": {
                    "benevoles": 0,
                    "investissement": {"Fonds publics": "250000", "Fonds privés": "3.5"},
                }
            },
            "composition": {"donnees": {"type": {"Associations": "9", "Artistes": 0}}},
            "valeurs": {"donnees": {"Partage": 1, "Accueil": 0}},
        },
    }
    source = tmp_path / "lieu.json"
    source.write_text(json.dumps(place), encoding="utf-8")
    assert (
        main(
            [
                "import",
                "commune-mesure",
                str(source),
                "--out",
                str(tmp_path / "out"),
                "--annee",
                "2022",
            ]
        )
        == 0
    )
    text = (tmp_path / "out/la-halle/2022.yaml").read_text(encoding="utf-8")
    told = capsys.readouterr().out
    assert "benevoles" not in text
    assert "artistes" not in text
    assert "associations: 9" in text
    assert "subventions: 250000" in text
    assert "date_ouverture: 2018-01-01" in text
    assert "valeurs: [partage]" in text
    assert "publication: non_publiee" in text
    assert "personne" not in text.lower()
    assert "creator.email : donnée personnelle" in told
    assert "benevoles : la plateforme écrivait 0" in told
    assert main(["check", str(tmp_path / "out")]) == 0


def test_the_original_example_is_carried_over(tmp_path: Path, capsys) -> None:
    source = shared(ORIGINAL)
    assert (
        main(
            [
                "import",
                "commune-mesure",
                str(source),
                "--out",
                str(tmp_path / "out"),
                "--annee",
                "2022",
            ]
        )
        == 0
    )
    told = capsys.readouterr().out
    assert "écarté – creator.email : donnée personnelle" in told
    assert main(["check", str(tmp_path / "out")]) == 0


@pytest.mark.long
def test_the_real_directory_builds_under_strict(tmp_path: Path, capsys) -> None:
    source = shared(CGET)
    out, report = tmp_path / "lieux", tmp_path / "rapport.csv"
    assert main(["import", "cget", str(source), "--out", str(out), "--rapport", str(report)]) == 0
    capsys.readouterr()
    told = list(csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    rows = {line["ou"] for line in told if line["etat"] in ("repris", "refusé")}
    # Every row of the file is either imported or refused with its reason.
    assert rows == {f"ligne {number}" for number in range(2, 1514)}
    count = len(list(out.iterdir()))
    # Tournai is abroad; four others name a commune and give the code of another; eighteen have the
    # name and the commune of a row before them, most of them the same place entered twice.
    refused = {line["ou"]: line["raison"] for line in told if line["etat"] == "refusé"}
    assert sum("est déjà à la ligne" in reason for reason in refused.values()) == 18
    assert len(refused) == 23
    assert count == 1512 - 23
    assert main(["check", str(out)]) == 0
    # Nine places of this file give a shortened address, and forty-two the website of another place of
    # their commune, most of them the same place under two names: whoever reviews it is told, and no more.
    told = capsys.readouterr().out
    assert told.count("avertissement CM-344") == told.count("CM-3") == 9
    assert told.count("le même site web") == told.count("CM-521") == 42
    assert "51 avertissements." in told
    assert build(out, tmp_path / "site", "--sans-images") == 0
    pages = files_of(tmp_path / "site")
    assert sum(path.startswith("lieux/") and path.count("/") == 2 for path in pages) == count
    some = next(
        content
        for path, content in pages.items()
        if path.startswith("lieux/") and path.count("/") == 2
    )
    assert "non renseignée par le lieu" in some.decode()


ADDRESS = {"address": "3 rue des Ormes", "postalcode": "35000", "city": "Rennes"}


def carried(tmp_path: Path, capsys, **fields) -> tuple[str, str]:
    """Import one stored place; give its file, which must pass the check, and the report."""
    source, out = tmp_path / "lieu.json", tmp_path / "out"
    source.write_text(json.dumps({"name": "La Halle", "address": ADDRESS} | fields))
    command = ["import", "commune-mesure", str(source), "--out", str(out), "--annee", "2022"]
    code = main(command)
    told = "".join(capsys.readouterr())
    if code:
        assert not out.exists()
        return "", told
    assert main(["check", str(out)]) == 0
    capsys.readouterr()
    return next(out.glob("*/2022.yaml")).read_text(encoding="utf-8"), told


def test_no_field_goes_in_silence(tmp_path: Path, capsys) -> None:
    _, told = carried(tmp_path, capsys, mystere={"a": {"b": 3}}, blocs={"x": {"visible": 1}})
    assert "écarté – mystere.a.b : cette reprise ne connaît pas ce champ" in told
    assert "écarté – *.visible" in told
    deep: dict[str, object] = {}
    for _ in range(400):
        deep = {"d": deep}
    assert "ne connaît pas ce champ" in carried(tmp_path / "out", capsys, d=deep | {"e": 1})[1]


@pytest.mark.parametrize(
    ("field", "stored", "reason"),
    [
        ("presentation.donnees.idee_fondatrice", "x" * 9000, "texte trop long"),
        ("presentation.donnees.idee_fondatrice", "Écrivez à jean@exemple.fr", "adresse"),
        ("presentation.donnees.idee_fondatrice", {"a": 1}, "ce n’est pas un texte"),
        ("presentation.donnees.idee_fondatrice", "caché\u202e", "caractère invisible"),
        ("presentation.donnees.date_ouverture", "2018-13-45T", "ce n’est pas une date"),
        ("presentation.donnees.date_ouverture", 2018, "ce n’est pas une date"),
        ("moyens.donnees.benevoles", -4, "benevoles"),
        ("moyens.donnees.benevoles", "une douzaine", "ce n’est pas un nombre"),
        ("moyens.donnees.benevoles", {"a": 1}, "ce n’est pas un nombre"),
        ("moyens.donnees.benevoles", 2.5, "n’est pas un nombre entier"),
        ("moyens.donnees.investissement", {"Fonds publics": 60}, "euros, pourcentage ou millions"),
        ("valeurs.donnees", {"Partage": 0}, "rien n’y est coché"),
        ("valeurs.donnees", {"Mystère": 1}, "n’a pas d’équivalent"),
        ("presentation.donnees.ouverture", ["En permanence", "Ouverture prochaine"], "une seule"),
    ],
)
def test_what_cannot_be_carried_over_is_told(
    tmp_path: Path, capsys, field: str, stored: object, reason: str
) -> None:
    block, _, rest = field.partition(".")
    inner = stored
    for step in reversed(rest.split(".")):
        inner = {step: inner}
    text, told = carried(tmp_path, capsys, blocs={block: inner})
    line = next(line for line in told.splitlines() if field in line and "écarté" in line)
    assert reason in line
    assert f"repris – blocs.{field}" not in told
    assert "jean@" not in told + text


@pytest.mark.parametrize("name", ["x" * 400, "La Halle\u202e", "jean@exemple.fr"])
def test_a_place_without_a_usable_name_is_refused(tmp_path: Path, capsys, name: str) -> None:
    text, told = carried(tmp_path, capsys, name=name)
    assert text == ""
    assert "refusé – name" in told
    assert "jean@" not in told


def test_what_the_original_did_not_say_is_not_guessed(tmp_path: Path, capsys) -> None:
    text, told = carried(tmp_path, capsys, status=["Coopérative"])
    assert "statut_juridique" not in text
    assert "status.Coopérative : de quelle forme" in told


def test_renamed_options_and_those_past_the_limit_are_told(tmp_path: Path, capsys) -> None:
    values = dict.fromkeys(("Accueil", "Environnement", "Partage", "Coopération", "Créativité"), 1)
    texts = {"texte": {"Partage": "Une clé pour chacun.\r\nEt un café."}}
    text, told = carried(tmp_path, capsys, blocs={"valeurs": {"donnees": values | texts}})
    assert "valeurs: [accueil, ecologie, partage, cooperation]" in text
    assert 'partage: "Une clé pour chacun.\\nEt un café."' in text
    assert "« Environnement » devient ecologie" in told
    assert "« Partage » devient" not in told
    assert "blocs.valeurs.donnees.Créativité : 4 réponses au plus" in told


def test_addresses_of_a_network_s_home_page_are_not_pages(tmp_path: Path, capsys) -> None:
    networks = {"web": "https://lahalle.example", "facebook": "https://facebook.com/"}
    networks |= {"instagram": "https://instagram.com/lahalle", "linkedin": "javascript:x"}
    text, told = carried(tmp_path, capsys, reseaux_sociaux={"donnees": networks})
    assert 'site_web: "https://lahalle.example"' in text
    assert 'page_instagram: "https://instagram.com/lahalle"' in text
    assert "facebook" not in text
    assert "javascript" not in text
    assert "linkedin : ce n’est pas une adresse web" in told


def test_an_unknown_commune_or_year_is_refused(tmp_path: Path, capsys) -> None:
    assert "aucune commune reconnue" in carried(tmp_path, capsys, address={"city": "Nulle Part"})[1]
    source = tmp_path / "lieu.json"
    assert main(["import", "commune-mesure", str(source), "--annee", "0"]) == 1
    assert "0 n’est pas l’année d’un bilan" in capsys.readouterr().err


def test_the_year_is_that_of_the_referential_s_settings(tmp_path: Path, copied_data: Path) -> None:
    path = copied_data / "referentiel.yaml"
    settings_text = path.read_text(encoding="utf-8")
    path.write_text(settings_text.replace("annee_reference: 2025", "annee_reference: 2031"))
    source, out = tmp_path / "lieu.json", tmp_path / "out"
    source.write_text(json.dumps({"name": "La Halle", "address": ADDRESS}))
    command = ["import", "commune-mesure", str(source), "--out", str(out)]
    assert main([*command, "--data", str(copied_data)]) == 0
    assert [one.name for one in out.glob("*/*")] == ["2031.yaml"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys) -> None:
    file = tmp_path / "fichier"
    file.write_text("")
    source = tmp_path / "liste.csv"
    source.write_text(HEADER + "1,La Halle,,35000,Rennes,35238,Rennes,,,,,,\n", encoding="utf-8")
    assert main(["import", "cget", str(source), "--out", str(file / "lieux")]) == 1
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_a_faulty_questionnaire_stops_the_import(tmp_path: Path, copied_data: Path, capsys) -> None:
    (copied_data / "questionnaire.yaml").write_text("version: x\n")
    assert main(["import", "cget", str(tmp_path / "x"), "--data", str(copied_data)]) == 1
    assert "questionnaire.yaml" in capsys.readouterr().err


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(
        alphabet=st.characters(
            exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"),
            include_characters="\n\t\r",
        ),
        max_size=60,
        # What nobody sees is refused by the reader: an import leaves it out, and says so.
    ).filter(lambda text: hidden_in(text) is None)
)
def test_what_is_written_is_read_back(text: str) -> None:
    document: dict[str, Value] = {"a": text, "b": {"c": [text, PlainWord("12")]}, "d": {}}
    root = read_source(written(document).encode(), "f").root
    assert root is not None
    wanted = unicodedata.normalize("NFC", text)
    assert plain(root) == {"a": wanted, "b": {"c": [wanted, "12"]}, "d": {}}


@pytest.mark.parametrize(
    "text",
    [
        "01004",
        "12:30",
        "no",
        "=",
        "1_000",
        "# x",
        "a: b",
        "- x",
        '"',
        "\\",
        "é\n\n",
        "👩‍🌾",
        "a\r\nb",
        " a ",
        "\\n",
    ],
)
def test_hostile_values_stay_what_they_are(text: str) -> None:
    root = read_source(written({"a": text}).encode(), "f").root
    assert root is not None
    assert plain(root) == {"a": text}


@pytest.mark.parametrize("text", ["a\x85b", "a\u2028b", "a\x0bb"])
def test_a_break_of_line_for_some_readers_only_is_written_and_refused(text: str) -> None:
    (problem,) = read_source(written({"a": text}).encode(), "f").problems
    assert problem.code == "CM-103"
