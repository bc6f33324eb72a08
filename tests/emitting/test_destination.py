"""Which folders may be replaced, and which never."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from cm_build.emitting.destination import MARK, Guarded, claim, foreign, mark, refusal


def told(out: Path, *guarded: Path) -> str:
    return refusal(out, [Guarded(one, "ce qui compte") for one in guarded])


def filled(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def test_what_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    filled(tmp_path / "a-nous", "page.html", "lieux/index.html")
    mark(tmp_path / "a-nous")
    claim(tmp_path / "commencé")
    filled(tmp_path / "commencé", "page.html")
    for name in ("absent", "absent/plus-loin", "vide", "a-nous", "commencé"):
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
    assert not foreign(tmp_path / "vrai")
    assert foreign(tmp_path / "faux")
    assert foreign(tmp_path / "lien")


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


ADDED = ("carnet.txt", "lieux/photo.jpg", "lieux/.git/config", "a/b/c.txt", ".env")


@pytest.mark.parametrize("added", ADDED)
def test_a_file_of_a_person_is_kept_wherever_it_is_added(tmp_path: Path, added: str) -> None:
    site = tmp_path / "site"
    filled(site, "index.html", "lieux/index.html", "lieux/le-quai/index.html")
    mark(site)
    assert not foreign(site)
    filled(site, added)
    assert foreign(site) == added
    assert f"dont « {added} »" in told(site)
    assert "Déplacez-les" in told(site)


@pytest.mark.parametrize("said", [mark, claim])
def test_a_mark_that_travels_with_a_copy_says_nothing_of_the_copy(tmp_path: Path, said) -> None:
    site, mine = tmp_path / "site", tmp_path / "mes documents"
    filled(site, "index.html", "api/v1/lieux.json")
    said(site)
    filled(mine, "api/thèse.odt", "zèbre.txt")
    shutil.copytree(site, mine, dirs_exist_ok=True)
    assert not foreign(site)
    assert foreign(mine)
    # As `cp -r site/*` does, which leaves hidden files.
    (mine / MARK).unlink()
    assert foreign(mine)


def test_empty_folders_and_links_of_a_person_are_hers_too(tmp_path: Path) -> None:
    for name in ("vide", "lien"):
        filled(tmp_path / name, "index.html")
        mark(tmp_path / name)
    (tmp_path / "vide" / "à trier").mkdir()
    (tmp_path / "lien" / "photos").symlink_to(tmp_path / "vide", target_is_directory=True)
    (tmp_path / "rangé" / "à trier").mkdir(parents=True)
    assert foreign(tmp_path / "vide") == "à trier"
    assert foreign(tmp_path / "lien") == "photos"
    assert foreign(tmp_path / "rangé") == "à trier"


def test_what_a_desktop_leaves_is_nobody_s(tmp_path: Path) -> None:
    filled(tmp_path, "index.html", "lieux/index.html")
    mark(tmp_path)
    filled(tmp_path, ".DS_Store", "lieux/Thumbs.db")
    assert not foreign(tmp_path)


def test_the_same_files_give_the_same_mark(tmp_path: Path) -> None:
    names = ("index.html", "lieux/b.html", "lieux/a.html", "é.txt")
    filled(tmp_path / "un", *names)
    filled(tmp_path / "deux", *reversed(names))
    claim(tmp_path / "deux")
    mark(tmp_path / "un")
    mark(tmp_path / "deux")
    lines = (tmp_path / "un" / MARK).read_text(encoding="utf-8").splitlines()
    assert lines[-5:] == [MARK, "index.html", "lieux/a.html", "lieux/b.html", "é.txt"]
    assert (tmp_path / "un" / MARK).read_bytes() == (tmp_path / "deux" / MARK).read_bytes()
    assert sorted(path.name for path in (tmp_path / "deux").iterdir()) == sorted(
        [MARK, "index.html", "lieux", "é.txt"]
    )


OLD = ("index.html", "404.html", "assets/cm.css", "assets/icone.svg", "api/v1/lieux.json")


def test_a_site_built_before_sites_were_marked_is_known_by_its_own_files(tmp_path: Path) -> None:
    site = tmp_path / "site"
    filled(site, *OLD, "lieux/la-halle/index.html")
    assert told(site) == ""
    # The same files among those of a person: nothing says which are hers.
    filled(site, "lettres.txt")
    assert "n’a pas écrits" in told(site)
    half = tmp_path / "autre"
    filled(half, *OLD[:-1])
    assert "n’a pas écrits" in told(half)
