"""A network says what it is in one file, and is told what its copy still lacks: with real git, and no network."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.forges.known import FORGES
from cm_build.places.settings import load_settings
from tests.support import DATA, ROOT, minimal, write_place

FLAGS = (
    "--nom", "Tiers-lieux du Ponant", "--perimetre", "bretagne, Loire-Atlantique", "--contact", "contact@ponant.fr",
    "--hebergeur", "Un hébergeur ; 1 rue de l’Exemple, 35000 Rennes ; 02 00 00 00 00",
)  # fmt: skip
ANSWERS = """\

Tiers-lieux du Ponant
Bretagn
Bretagne, Loire-Atlantique

ponant
ponant.fr/contact

"""


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
    )
    return done.stdout.strip()


@pytest.fixture
def fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the project's history into a network's own repository, as a fork does."""
    common, copy = tmp_path / "commun", tmp_path / "copie"
    data = common / "data"
    (data / "places").mkdir(parents=True)
    for name in ("questionnaire.yaml", "referentiel.yaml", "observatoire.yaml", "publics.yaml"):
        shutil.copyfile(DATA / name, data / name)
    (data / "geo").symlink_to(DATA / "geo")
    for name in (*FORGES["github"].runs, "CODEOWNERS"):
        (common / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, common / name)
    (common / "cm_build").mkdir()
    (common / "cm_build/programme.py").write_text("un = 1\n", encoding="utf-8")
    (common / "node_modules").mkdir()
    git(common, "init", "--quiet", "--initial-branch=main")
    git(common, "add", ".")
    git(common, "commit", "--quiet", "-m", "un")
    git(tmp_path, "clone", "--quiet", "--origin=amont", str(common), "copie")
    (copy / "node_modules").mkdir()
    git(copy, "remote", "add", "origin", "https://x:jeton@github.com/ponant/lieux.git")
    monkeypatch.chdir(copy)
    return copy


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def settings_of(folder: Path):
    local = (folder / "data/local.yaml").read_bytes()
    found = load_settings(
        (folder / "data/referentiel.yaml").read_bytes(), "r.yaml", (local, "local.yaml")
    )
    assert found.model, found.problems
    return found.model


def test_a_script_writes_a_configuration_that_is_right_at_once(fork: Path, capsys) -> None:
    assert main(["reseau", "init", "--sans-questions", *FLAGS]) == 0
    told = capsys.readouterr().out
    assert "Dépôt : https://github.com/ponant/lieux (GitHub), branche main." in told
    assert "jeton" not in told
    settings = settings_of(fork)
    assert (settings.nom, settings.territoire) == (
        "Tiers-lieux du Ponant",
        "en Bretagne et en Loire-Atlantique",
    )
    assert (settings.perimetre.regions, settings.perimetre.departements) == (("53",), ("44",))
    assert settings.contact.adresse == "contact@ponant.fr"
    assert settings.hebergeur.telephone == "02 00 00 00 00"
    # Nothing of the project's own file was touched.
    assert git(fork, "status", "--porcelain") == "?? data/local.yaml"
    write_place(fork / "data/places", "la-vigie", minimal("La Vigie", "29019"))
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("Aucun problème.\nDépôt : https://github.com/ponant")


def test_a_person_is_asked_again_until_the_answer_can_be_used(
    fork: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERS))
    assert main(["reseau", "init"]) == 0
    told = capsys.readouterr().out
    assert "Cette réponse est nécessaire." in told
    assert "Vouliez-vous écrire « Bretagne » ?" in told
    assert "« ponant » n’est ni une adresse électronique ni une page web" in told
    settings = settings_of(fork)
    assert settings.territoire == "en Bretagne et en Loire-Atlantique"
    assert (settings.contact.page, settings.hebergeur.nom) == ("https://ponant.fr/contact", "")


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--perimetre", "53"), "53 est le code de la région Bretagne et du département Mayenne"),
        (("--perimetre", "Finistere,Ouest"), "« Ouest » n’est ni une région ni un département"),
        (("--contact", "ponant"), "--contact : « ponant » n’est ni une adresse"),
        (("--nom", "a\nb"), "une seule ligne"),
        (("--hebergeur", ";rue"), "nom ; adresse ; téléphone"),
        ((), "Aucune réponse"),
    ],
)
def test_a_wrong_answer_writes_nothing(fork: Path, capsys, flags, words: str) -> None:
    assert main(["reseau", "init", "--sans-questions", *flags]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "Rien n’a été écrit." in told
    assert git(fork, "status", "--porcelain") == ""


def test_a_file_that_is_there_is_replaced_only_when_asked(fork: Path, capsys, monkeypatch) -> None:
    path = fork / "data/local.yaml"
    path.write_text("nom: À nous\n", encoding="utf-8")
    assert main(["reseau", "init", "--sans-questions", *FLAGS]) == 1
    assert "data/local.yaml existe déjà" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("non\n"))
    assert main(["reseau", "init", *FLAGS]) == 1
    assert read(path) == "nom: À nous\n"
    assert main(["reseau", "init", "--sans-questions", "--remplacer", *FLAGS]) == 0
    assert "Ponant" in read(path)


def test_what_was_changed_in_the_common_file_moves_as_it_was_written(fork: Path, capsys) -> None:
    path = fork / "data/referentiel.yaml"
    before = read(path)
    mine = before.replace("nom: Commune Mesure", "nom: Le Ponant  # provisoire", 1).replace(
        '  adresse: ""', "  adresse: contact@ponant.fr", 1
    )
    path.write_text(mine, encoding="utf-8")
    git(fork, "commit", "--quiet", "--all", "-m", "à nous")
    assert main(["doctor"]) == 0
    assert "referentiel.yaml a été changé (« nom » et « contact »)" in capsys.readouterr().out
    assert main(["reseau", "init", "--sans-questions", "--perimetre", "Bretagne"]) == 0
    assert "--deplacer" in capsys.readouterr().out
    assert read(path) == mine
    moved = ("--deplacer", "--remplacer", "--perimetre", "Bretagne")
    assert main(["reseau", "init", "--sans-questions", *moved]) == 0
    assert read(path) == before
    local = read(fork / "data/local.yaml")
    assert "nom: Le Ponant  # provisoire\n" in local
    assert "Médianes" not in local
    settings = settings_of(fork)
    assert (settings.nom, settings.contact.adresse) == ("Le Ponant", "contact@ponant.fr")
    assert settings.contact.nom == "L’équipe de Commune Mesure"


def test_the_doctor_tells_what_to_do_and_forbids_nothing(fork: Path, capsys) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for words in (
        "→ data/local.yaml n’existe pas",
        "→ Personne à qui écrire.",
        "→ CODEOWNERS nomme l’équipe du projet commun",
        "✓ Ce que lance GitHub est là.",
        "✓ À jour de amont/main",
        "? Aucun site construit ici",
        "□ Settings, Pages : la source est « GitHub Actions ».",
        "Dismiss stale pull request approvals",
    ):
        assert words in told, words
    assert main(["reseau", "init", "--sans-questions", *FLAGS]) == 0
    (fork / "CODEOWNERS").write_text("* @ponant/equipe\n", encoding="utf-8")
    (fork / ".github/workflows/ticket.yml").unlink()
    write_place(
        fork / "data/places", "la-vigie", minimal().replace("questionnaire: 2", "questionnaire: 1")
    )
    capsys.readouterr()
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for words in (
        "✓ data/local.yaml dit ce qui est à vous.",
        "✓ Contact : contact@ponant.fr.",
        "✓ Hébergeur : Un hébergeur.",
        "✓ CODEOWNERS dit qui relit.",
        "1 fichier manque (.github/workflows/ticket.yml)",
        "1 fiche est d’une version plus ancienne",
    ):
        assert words in told, words


def test_the_doctor_knows_how_the_project_was_received(fork: Path, capsys) -> None:
    common = fork.parent / "commun"
    program = common / "cm_build/programme.py"
    program.write_text("un = 2\n", encoding="utf-8")
    path = common / "data/questionnaire.yaml"
    path.write_text(read(path).replace("version: 2", "version: 3", 1), encoding="utf-8")
    git(common, "commit", "--quiet", "--all", "-m", "deux")
    git(fork, "fetch", "--quiet", "amont")
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "→ En retard de 1 commit sur amont/main" in told
    assert "Le questionnaire est à la version 2 ; le projet en est à la version 3." in told
    assert "squash" not in told.partition("Ce que seul")[0]
    git(fork, "merge", "--quiet", "--squash", "amont/main")
    git(fork, "checkout", "HEAD", "--", "data/questionnaire.yaml")
    git(fork, "commit", "--quiet", "-m", "reçu")
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out.partition("Ce que seul")[0]
    assert "→ Une mise à jour a été fusionnée en un seul commit" in told
    wanted = git(fork, "rev-parse", "amont/main")[:10]
    assert f"git merge --strategy=ours {wanted}" in told
    git(fork, "merge", "--quiet", "--strategy=ours", "-m", "renoué", wanted)
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out.partition("Ce que seul")[0]
    assert "squash" not in told
    assert "✓ À jour de amont/main" in told


def test_the_doctor_stops_only_at_what_prevents_a_site(fork: Path, capsys) -> None:
    (fork / "node_modules").rmdir()
    assert main(["doctor"]) == 1
    assert "✗ Les paquets du site manquent" in capsys.readouterr().out
    (fork / "data/local.yaml").write_text("nom: [\n", encoding="utf-8")
    assert main(["doctor"]) == 1
    assert "data/local.yaml:" in capsys.readouterr().out


@pytest.mark.parametrize("forge", sorted(FORGES))
def test_each_forge_has_what_it_runs_and_what_to_set(fork: Path, capsys, forge: str) -> None:
    assert all((ROOT / name).is_file() for name in FORGES[forge].runs)
    text = f"depot: {{forge: {forge}, url: https://git.exemple.fr/ponant/lieux}}\n"
    (fork / "data/local.yaml").write_text(text, encoding="utf-8")
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert f"Ce que seul {FORGES[forge].title} sait" in told
    assert all(f"□ {step}" in told for step in FORGES[forge].settings)
    assert any("squash" in step.casefold() for step in FORGES[forge].settings)
    assert ("✓ Ce que lance" in told) is (forge == "github")
