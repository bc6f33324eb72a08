"""The other commands: new, explain, schema, site, check's formats, demo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cm_build.cli.main import main
from tests.support import minimal, write_place


def test_new_writes_a_file_that_only_lacks_a_name(tmp_path: Path, capsys) -> None:
    assert main(["new", "la-halle", "--annee", "2025", "--out", str(tmp_path)]) == 0
    path = tmp_path / "la-halle" / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    assert "# Quel est le nom du lieu ?" in text
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.count("CM-202") == 2  # name and commune: nothing else is required
    assert told.count("erreur") == 2 + 1
    filled = text.replace('  nom: ""', '  nom: "La Halle"').replace(
        '  commune: ""', '  commune: "35238"'
    )
    path.write_text(filled, encoding="utf-8")
    assert main(["check", str(path)]) == 0


def test_new_never_overwrites(tmp_path: Path, capsys) -> None:
    path = write_place(tmp_path, "la-halle", minimal())
    assert main(["new", "la-halle", "--annee", "2025", "--out", str(tmp_path)]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == minimal()


@pytest.mark.parametrize("year", ["99999999", "25", "-2025", "deux", "２０２５"])
def test_new_refuses_what_is_no_year(tmp_path: Path, capsys, year: str) -> None:
    assert main(["new", "la-halle", f"--annee={year}", "--out", str(tmp_path)]) == 1
    assert f"« {year} » n’est pas une année" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("slug", ["La Halle", "..", "con"])
def test_new_refuses_a_wrong_address(tmp_path: Path, capsys, slug: str) -> None:
    assert main(["new", slug, "--annee", "2025", "--out", str(tmp_path)]) == 1
    assert "CM-50" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_explain_tells_or_suggests(capsys) -> None:
    assert main(["explain", "cm-303"]) == 0
    told = capsys.readouterr().out
    assert "Nombre illisible" in told
    assert "surface_interieure: 450 m²" in told
    assert main(["explain", "CM-3O3"]) == 1
    assert "Vouliez-vous dire CM-" in capsys.readouterr().err


def test_schema_is_json(capsys) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


@pytest.mark.parametrize("command", ["schema", "check"])
def test_a_wrong_questionnaire_is_told(copied_data: Path, capsys, command: str) -> None:
    path = copied_data / "questionnaire.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("version: 2", "version: un", 1), encoding="utf-8"
    )
    assert main([command, "--data", str(copied_data)]) == 1
    assert "questionnaire.yaml:1:1" in "".join(capsys.readouterr())


def test_wrong_settings_are_told(copied_data: Path, capsys) -> None:
    path = copied_data / "referentiel.yaml"
    text = path.read_text(encoding="utf-8").replace("groupe_minimum: 5", "groupe_minimum: cinq")
    path.write_text(text, encoding="utf-8")
    assert main(["check", "--data", str(copied_data)]) == 1
    assert "CM-204" in capsys.readouterr().out
    path.unlink()
    (copied_data / "questionnaire.yaml").write_text("a: [", encoding="utf-8")
    assert main(["check", "--data", str(copied_data)]) == 1


def test_check_gives_three_formats(tmp_path: Path, capsys) -> None:
    write_place(tmp_path, "la-halle", minimal(extra="  date_ouverture: hier\n"))
    assert main(["check", str(tmp_path / "la-halle"), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert (problem["line"], problem["column"], problem["code"]) == (7, 19, "CM-308")
    assert main(["check", str(tmp_path), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=")


def test_check_of_what_is_not_there(tmp_path: Path, capsys) -> None:
    assert main(["check", str(tmp_path / "rien")]) == 1
    assert "CM-509" in capsys.readouterr().out


def test_figures_far_from_the_others_are_told(tmp_path: Path, copied_data: Path, capsys) -> None:
    del tmp_path
    for number in range(24):
        hours = 500 if number == 7 else 20 + number
        extra = f"espace:\n  surface_interieure: {200 + number}\nprogrammation:\n  personnes_accueillies: {hours * 100}\n"
        write_place(
            copied_data / "places", f"lieu-{number:02d}", minimal(f"Le {number}", extra=extra)
        )
    assert main(["check", "--data", str(copied_data)]) == 0
    told = capsys.readouterr().out
    assert "lieu-07/2025.yaml" in told
    assert "CM-403" in told
    assert told.count("lieu-") == told.count("lieu-07")


def test_site_needs_its_folder(tmp_path: Path, capsys) -> None:
    assert main(["site", "--data", str(tmp_path / "rien"), "--out", str(tmp_path / "site")]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_demo_is_reproducible_and_valid(tmp_path: Path, capsys) -> None:
    for name in ("a", "b"):
        assert main(["demo", "--places", "6", "--seed", "3", "--out", str(tmp_path / name)]) == 0
    first, second = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in sorted((tmp_path / name).rglob("*.yaml"))
        }
        for name in ("a", "b")
    )
    assert first == second
    assert len({path.parent for path in first}) == 6
    capsys.readouterr()
    assert main(["check", str(tmp_path / "a")]) == 0
    assert "erreur" not in capsys.readouterr().out


def printed(folder: Path, **environment: str) -> bytes:
    """Give what the real `cm check` prints to a file, where the system knows few signs."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_"))
    }
    command = [str(Path(sys.executable).parent / "cm"), "check", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, env={**kept, **environment})
    assert done.returncode == 1
    assert done.stderr == b""
    return done.stdout


def test_every_problem_is_listed_whatever_signs_the_terminal_knows(tmp_path: Path) -> None:
    write_place(tmp_path, "la-halle", minimal("La Halle", "Łódź → 日本"))
    old = printed(tmp_path, PYTHONIOENCODING="cp1252").decode("cp1252")
    assert "?ód? ? ??" in old
    assert "erreur" in old
    assert (
        "→ 日本" in printed(tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0").decode()
    )
