"""What a version changed, told by `cm check --depuis` from real tags; and what no version may do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.questionnaire.revision import Revision, revision
from cm_build.reading.node import Plain, plain
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED
from tests.support import DATA, ROOT, minimal, write_place

QUESTIONNAIRE = "data/questionnaire.yaml"


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def tree(text: str) -> Plain:
    root = read_source(text.encode(), "", TRUSTED).root
    assert root is not None
    return plain(root)


def questionnaire() -> str:
    return (ROOT / QUESTIONNAIRE).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Clone the repository, with what is being written, and give it a version of its own to come from."""
    git(tmp_path, "clone", "--quiet", "--shared", str(ROOT), "projet")
    folder = tmp_path / "projet"
    for name in (QUESTIONNAIRE, "data/referentiel.yaml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "avant")
    git(folder, "tag", "v0.9.0")
    return folder


def changed(project: Path, *changes: tuple[str, str]) -> str:
    path = project / QUESTIONNAIRE
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return text


def test_each_change_is_told_once(project: Path, monkeypatch, capsys) -> None:
    changed(
        project,
        ("version: 2\n", "version: 3\n"),
        (
            'libelle: "Comment présenteriez-vous le lieu en une phrase ?"',
            'libelle: "Le lieu, en une phrase ?"',
        ),
        (
            "          - id: adresse\n            role: adresse\n",
            """\
          - {id: ruelle, type: texte_court, libelle: "Dans quelle ruelle ?"}

          - id: adresse
            role: adresse
""",
        ),
    )
    settings = project / "data/referentiel.yaml"
    text = settings.read_text("utf-8").replace("groupe_minimum: 5", "groupe_minimum: 6")
    settings.write_text(text, encoding="utf-8")
    write_place(project / "data/places", "la-halle", minimal())
    monkeypatch.chdir(project)
    main(["check", "--depuis", "v0.9.0"])
    told = capsys.readouterr().out.split("Depuis v0.9.0 :\n")[1].splitlines()
    assert told[told.index("  Questions et options nouvelles : 1") + 1] == "    ruelle"
    assert told[told.index("  Questions dites autrement : 1") + 1] == "    accroche"
    assert told[told.index("  Réglages d’origine changés : 1") + 1] == "    groupe_minimum"
    assert "  Questions et options retirées : aucune" in told
    assert "    data/places/la-halle/2025.yaml" in told


def test_a_version_that_git_does_not_know_is_told(project: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(project)
    for tag in ("v7.0.0", "--help"):
        assert main(["check", f"--depuis={tag}"]) == 1
        assert f"à la version « {tag} »" in capsys.readouterr().err


def test_what_disappears_without_a_word_is_lost_and_a_new_type_too(project: Path) -> None:
    """The check below would see it: it is tried on a change that does both."""
    before = tree(questionnaire())
    text = changed(
        project,
        (
            "- id: adresse\n            role: adresse\n            type: texte_court",
            "- id: rue\n            role: adresse\n            type: texte_long",
        ),
    )
    found = revision(before, tree(text))
    assert (found.new, found.retired, found.lost) == (("rue",), (), ("adresse",))
    said = (
        text + '\nretires:\n  - {id: adresse, depuis_version: 3, devient: rue, pourquoi: "essai"}\n'
    )
    found = revision(before, tree(said))
    assert (found.retired, found.lost) == (("adresse",), ())
    retyped = questionnaire().replace(
        "role: adresse\n            type: texte_court",
        "role: adresse\n            type: texte_long",
    )
    assert revision(before, tree(retyped)).retyped == ("adresse",)


def test_an_option_that_takes_the_place_of_another_is_said() -> None:
    told = "x: [{id: q, type: choix_unique, libelle: Q, options: [%s]}]"
    before = tree(told % "{id: a, libelle: A}, {id: b, libelle: B}")
    after = tree(told % "{id: c, libelle: C, remplace: a}, {id: b, libelle: B}")
    assert revision(before, after) == Revision(("q.c",), (), ("q.a",), (), ())
    assert revision(before, tree(told % "{id: b, libelle: B}")).lost == ("q.a",)


def test_no_released_name_is_lost_nor_changes_type() -> None:
    """Against the last version that Git knows here, if there is one."""
    tags = git(ROOT, "tag", "--list", "v[0-9]*", "--sort=-version:refname", "--merged", "HEAD")
    if not tags:
        pytest.skip("Aucune version n’est encore marquée dans ce dépôt.")
    last = tags.splitlines()[0]
    found = revision(tree(git(ROOT, "show", f"{last}:{QUESTIONNAIRE}")), tree(questionnaire()))
    assert (found.lost, found.retyped) == ((), ()), last


def test_the_version_is_that_of_the_project(capsys) -> None:
    assert main(["version", "--data", str(DATA)]) == 0
    told = capsys.readouterr().out
    number = (ROOT / "pyproject.toml").read_text("utf-8").split('\nversion = "')[1].split('"')[0]
    assert told.splitlines()[0] == f"Commune Mesure {number}"
    declared = tree(questionnaire())
    assert isinstance(declared, dict)
    assert f"Questionnaire : version {declared['version']}" in told
