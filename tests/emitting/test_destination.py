"""Which folders may be replaced, and which never."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cm_build.emitting.destination import MARK, Guarded, is_ours, mark, refusal


def told(out: Path, *guarded: Path) -> str:
    return refusal(out, [Guarded(one, "ce qui compte") for one in guarded])


def test_what_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    mark(tmp_path / "a-nous")
    (tmp_path / "a-nous" / "page.html").write_text("x")
    for name in ("absent", "absent/plus-loin", "vide", "a-nous"):
        assert told(tmp_path / name, tmp_path / "ailleurs") == ""


def test_what_someone_else_wrote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "carnet").mkdir()
    (tmp_path / "carnet" / "recette.txt").write_text("deux oeufs")
    (tmp_path / "lettre").write_text("Bonjour")
    assert "n’a pas écrits" in told(tmp_path / "carnet")
    assert "est un fichier" in told(tmp_path / "lettre")


def test_a_mark_of_another_s_hand_is_no_mark(tmp_path: Path) -> None:
    mark(tmp_path / "vrai")
    for name in ("faux", "lien"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "roman.txt").write_text("x")
    (tmp_path / "faux" / MARK).write_text("")
    (tmp_path / "lien" / MARK).symlink_to(tmp_path / "vrai" / MARK)
    assert is_ours(tmp_path / "vrai")
    assert not is_ours(tmp_path / "faux")
    assert not is_ours(tmp_path / "lien")


def test_what_holds_something_that_counts_is_refused_even_when_marked(tmp_path: Path) -> None:
    inside = tmp_path / "projet" / "donnees" / "lieux"
    inside.mkdir(parents=True)
    mark(tmp_path)
    mark(inside.parent)
    for out in (inside, inside.parent, tmp_path / "projet", tmp_path, Path("/")):
        assert "contient ce qui compte" in told(out, inside)
    # By another path, or through a link, it is the same folder.
    (tmp_path / "raccourci").symlink_to(inside.parent)
    assert "contient ce qui compte" in told(tmp_path / "raccourci", inside)
    assert "contient ce qui compte" in told(inside / ".." / "..", inside)


def test_a_repository_is_refused_even_when_marked(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "depot")], check=True)
    mark(tmp_path / "depot")
    # A worktree, or a submodule, has a file in the place of the folder.
    mark(tmp_path / "copie")
    (tmp_path / "copie" / ".git").write_text("gitdir: ailleurs\n")
    for out in ("depot", "depot/.git", "depot/.git/neuf", "copie"):
        assert "dépôt Git" in told(tmp_path / out)


SITE = ("index.html", "404.html", "assets/cm.css", "assets/icone.svg", "api/v1/lieux.json")


@pytest.mark.parametrize("without", ["", *SITE])
def test_a_site_from_before_the_mark_is_known_by_its_own_files(tmp_path: Path, without) -> None:
    for name in SITE:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != without:
            path.write_text("x")
    assert is_ours(tmp_path / "site") is (not without)


def test_hidden_settings_beside_an_old_site_keep_it(tmp_path: Path) -> None:
    for name in (*SITE, ".env"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert "n’a pas écrits" in told(tmp_path / "site")
