"""`cm kit` when it cannot print: it says why in French, and leaves everything as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cm_build.cli import printing
from cm_build.cli.main import main


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "USUAL", ())


def program(folder: Path, text: str) -> str:
    path = folder / "navigateur"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.usefixtures("alone")
def test_without_a_browser_it_says_what_to_do(tmp_path: Path, capsys) -> None:
    out = tmp_path / "kit.pdf"
    assert main(["kit", "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert "Aucun navigateur n’a été trouvé" in told
    assert "/evaluer/kit/tout/" in told
    assert not out.exists()


def test_a_browser_that_is_not_one_is_named(tmp_path: Path, capsys) -> None:
    out = tmp_path / "kit.pdf"
    named = ["--navigateur", str(tmp_path / "absent")]
    assert main(["kit", "--out", str(out), *named]) == 1
    assert "n’est pas un programme que l’on peut lancer" in capsys.readouterr().err
    for words in ("exit 3", "true"):
        named = ["--navigateur", program(tmp_path, words)]
        assert main(["kit", "--out", str(out), *named]) == 1
        assert "n’a pas écrit le PDF" in capsys.readouterr().err
    assert not out.exists()


def test_a_sheet_nobody_knows_is_told_with_those_that_are(tmp_path: Path, capsys) -> None:
    out = tmp_path / "kit.pdf"
    assert main(["kit", "--out", str(out), "--feuille", "bulletin"]) == 1
    told = capsys.readouterr().err
    assert "Aucune feuille ne s’appelle « bulletin »" in told
    assert "bulletins-en-grand" in told


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, capsys) -> None:
    """A folder in its place, or a file where a folder should be: nothing is printed for nothing."""
    said = (
        'for one; do case "$one" in --print-to-pdf=*) printf "%%PDF-1.4" > "${one#*=}";; esac; done'
    )
    named = ["--navigateur", program(tmp_path, said)]
    assert main(["kit", "--out", str(tmp_path), *named]) == 1
    assert "un dossier se trouve là où il faut un fichier" in capsys.readouterr().err
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    assert main(["kit", "--out", str(tmp_path / "fichier/kit.pdf"), *named]) == 1
    assert "ne peut pas être écrit" in capsys.readouterr().err
    assert main(["kit", "--out", str(tmp_path / "kit.pdf"), *named]) == 0
    assert (tmp_path / "kit.pdf").read_bytes() == b"%PDF-1.4" + printing.MARK
