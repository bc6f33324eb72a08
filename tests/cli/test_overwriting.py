"""No command writes over a file that it did not write."""

from __future__ import annotations

from pathlib import Path

from cm_build.cli.main import main
from tests.cli.test_import import HEADER
from tests.support import ROOT, minimal

ROW = "1,Le Hangar,,35000,Rennes,35238,Rennes,,,,,,\n"


def test_synthetic_places_never_replace_a_real_one(tmp_path: Path, capsys) -> None:
    demo = ["demo", "--places", "3", "--seed", "5", "--out", str(tmp_path / "lieux")]
    assert main(demo) == 0
    written = sorted((tmp_path / "lieux").rglob("*.yaml"))
    assert main(demo) == 0
    written[1].write_text(minimal("Le Vrai"), encoding="utf-8")
    written[0].unlink()
    assert main(demo) == 1
    assert f"{written[1]} » existe déjà" in capsys.readouterr().err
    assert written[1].read_text(encoding="utf-8") == minimal("Le Vrai")
    assert not written[0].exists()


def test_an_import_never_replaces_what_a_place_answered_since(tmp_path: Path, capsys) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "lieux"
    source.write_text(HEADER + ROW, encoding="utf-8")
    command = ["import", "cget", str(source), "--out", str(out)]
    assert main(command) == 0
    assert main(command) == 0
    (path,) = out.rglob("*.yaml")
    # The place took its listing over, and kept the line that says where it came from.
    answered = path.read_text(encoding="utf-8").replace(
        "publication: annuaire", "publication: publique"
    )
    path.write_text(answered, encoding="utf-8")
    assert main(command) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == answered


def test_a_report_replaces_a_report_and_nothing_else(tmp_path: Path, capsys) -> None:
    source, report = tmp_path / "liste.csv", tmp_path / "rapport.csv"
    source.write_text(HEADER + ROW, encoding="utf-8")
    command = ["import", "cget", str(source), "--out", str(tmp_path / "lieux")]
    assert main([*command, "--rapport", str(report)]) == 0
    assert main([*command, "--rapport", str(report)]) == 0
    report.write_text("mes comptes;2026\n", encoding="utf-8")
    assert main([*command, "--rapport", str(report)]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert report.read_text(encoding="utf-8") == "mes comptes;2026\n"


def test_a_new_file_never_follows_a_link(tmp_path: Path, capsys) -> None:
    (tmp_path / "la-halle").mkdir()
    (tmp_path / "la-halle/2025.yaml").symlink_to(tmp_path / "ailleurs")
    assert main(["new", "la-halle", "--annee", "2025", "--out", str(tmp_path)]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert not (tmp_path / "ailleurs").exists()


def test_a_prepared_answer_never_replaces_another_folder(tmp_path: Path, capsys) -> None:
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "ete.html").write_text("x")
    event = ROOT / "tests/contributing/events/sans-etiquette.json"
    command = ["intake", "--event", str(event), "--out", str(tmp_path / "album")]
    assert main(command) == 1
    assert "n’a pas écrits" in capsys.readouterr().err
    assert [one.name for one in (tmp_path / "album").iterdir()] == ["ete.html"]
