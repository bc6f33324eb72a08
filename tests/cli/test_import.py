"""`cm import`: real directories and the original platform's files, nothing lost in silence."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cm_build.cli.main import main
from cm_build.importing.document import Value, Word, written
from cm_build.importing.outcome import slug_of
from cm_build.reading.node import plain
from cm_build.reading.source import read_source
from tests.support import SHARED, build, files_of

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
    assert 'site_web: "http://www.atelier.fr"' in text
    assert "types_de_lieu: [fablab]" in text
    assert "publication: annuaire" in text
    assert main(["check", str(tmp_path / "out")]) == 0
    assert "1 lieu écrit" in capsys.readouterr().out


def test_homonyms_get_their_commune_then_a_number(tmp_path: Path) -> None:
    rows = "".join(f"{n},La Ruche,,75010,Paris,75110,Paris,,,,,,\n" for n in range(3))
    _, files = imported(tmp_path, rows)
    assert sorted(files) == ["la-ruche", "la-ruche-paris", "la-ruche-paris-2"]
    assert slug_of("Con", "Rennes", ()) == "con-rennes"
    assert slug_of("🎪", "Rennes", ()) == "rennes"


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
        ("cget", b"a,b\n1,2\n"), ("cget", "NOM_TL\né\n".encode("latin-1")), ("cget", b""),
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
    assert count >= 1400
    assert main(["check", str(out)]) == 0
    assert capsys.readouterr().out == "Aucun problème.\n"
    assert build(out, tmp_path / "site") == 0
    pages = files_of(tmp_path / "site")
    assert sum(path.startswith("lieux/") and path.count("/") == 2 for path in pages) == count
    some = next(
        content
        for path, content in pages.items()
        if path.startswith("lieux/") and path.count("/") == 2
    )
    assert "non renseignée par le lieu" in some.decode()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(
        alphabet=st.characters(
            exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"), include_characters="\n\t"
        ),
        max_size=60,
    )
)
def test_what_is_written_is_read_back(text: str) -> None:
    document: dict[str, Value] = {"a": text, "b": {"c": [text, Word("12")]}, "d": {}}
    root = read_source(written(document).encode(), "f").root
    assert root is not None
    wanted = unicodedata.normalize("NFC", text)
    assert plain(root) == {"a": wanted, "b": {"c": [wanted, "12"]}, "d": {}}


@pytest.mark.parametrize(
    "text", ["01004", "12:30", "no", "=", "1_000", "# x", "a: b", "- x", '"', "\\", "é\n\n", "👩‍🌾"]
)
def test_hostile_values_stay_what_they_are(text: str) -> None:
    root = read_source(written({"a": text}).encode(), "f").root
    assert root is not None
    assert plain(root) == {"a": text}
