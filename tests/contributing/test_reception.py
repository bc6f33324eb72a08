"""`.ci/reception`: a file dropped in a branch by the team, put away, proposed, or refused whole."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cm_build.contributing.intake.attachment import fingerprint
from tests.contributing.test_ticket import Forge, git
from tests.pictures import photo
from tests.support import DATA, ROOT, minimal

SCRIPT = ROOT / ".ci" / "reception"
BRANCH = "referente-patch-1"
NAME = "commune-mesure_la-halle_2025_a-publier.yml"
PATH = "data/places/la-halle/2025.yaml"
STEPS = ("prendre", "ranger", "proposer")


class Team(Forge):
    """A forge where someone of the team drops files in a branch."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        for path in DATA.iterdir():
            if path.name not in {"places", "exemples"}:
                (self.clone / "data" / path.name).symlink_to(path)
        command = self.clone / ".venv" / "bin" / "cm"
        command.parent.mkdir(parents=True)
        command.write_text(
            f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m cm_build.cli "$@"\n'
        )
        command.chmod(0o755)
        self.person = root / "referente"
        git(root, "clone", "--quiet", str(self.remote), str(self.person))
        git(self.person, "switch", "--quiet", "-c", BRANCH)

    def drop(self, name: str, content: bytes | str) -> None:
        path = self.person / "reception" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.push()

    def push(self) -> None:
        git(self.person, "add", "--all")
        git(self.person, "commit", "--quiet", "-m", "Add files via upload")
        git(self.person, "push", "--quiet", "origin", f"HEAD:{BRANCH}")

    def work(self, *steps: str, branch: str = BRANCH) -> int:
        """Run the steps one after the other, as the workflow does."""
        for step in steps or STEPS:
            token = (
                {} if step == "ranger" else {"GH_TOKEN": "jeton", "BRANCHE": branch, "BASE": "main"}
            )
            environment = {
                "PATH": f"{self.gh / 'bin'}:{os.environ['PATH']}",
                "HOME": str(self.root),
                "FAUX_GH": str(self.gh),
                **token,
            }
            self.done = subprocess.run(
                ["bash", str(SCRIPT), step, str(self.out)], cwd=self.clone, env=environment,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if self.done.returncode:
                break
        return self.done.returncode

    @property
    def report(self) -> str:
        return (
            (self.out / "resume.md")
            .read_text("utf-8")
            .replace("\u00a0", " ")
            .replace("\u202f", " ")
        )

    def tree(self) -> list[str]:
        return git(self.remote, "ls-tree", "-r", "--name-only", BRANCH).split()


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_a_dropped_file_is_put_away_and_proposed(team: Team) -> None:
    team.drop("LISEZMOI.md", "Bonjour")
    team.drop(NAME, minimal())
    assert team.work() == 0, team.done.stderr
    assert team.tree() == ["data/places/la-halle/2024.yaml", PATH, "reception/LISEZMOI.md"]
    assert team.show(BRANCH, PATH) == minimal()
    log = git(team.remote, "log", "--format=%an|%s", f"main..{BRANCH}").splitlines()
    assert log[0] == "github-actions[bot]|data: la-halle, bilan 2025"
    (call,) = [call for call in team.calls() if call[:2] == ["pr", "create"]]
    assert call[2:8] == ["--base", "main", "--head", BRANCH, "--title", "la-halle, bilan 2025"]
    body = Path(call[-1]).read_text("utf-8")
    assert body.startswith("Fiche déposée par une personne de l’équipe")
    assert "**Ce qui change depuis le bilan 2024**" in body.replace("\u00a0", " ")
    assert f"Empreinte de la fiche : {fingerprint(minimal().encode())}" in team.report


def test_a_second_file_joins_the_same_request(team: Team) -> None:
    team.drop(NAME, minimal())
    assert team.work() == 0
    git(team.person, "pull", "--quiet", "--ff-only", "origin", BRANCH)
    team.out = team.root / "reponse-2"
    git(team.clone, "clean", "--quiet", "--force", "-d", "data/places")
    made = io.BytesIO()
    text = minimal(
        "Le Préau", extra='histoire:\n  photos: [{fichier: "a.jpg", texte: "La cour"}]\n'
    )
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("fiche.yml", "# Le Préau, année 2025\n" + text)
        archive.writestr("photos/a.jpg", photo(60, 40))
    team.drop("envoi (1).zip", made.getvalue())
    team.answers("pr list --head", "7\n")
    assert team.work() == 0, team.done.stderr + team.report
    assert team.tree() == [
        "data/places/la-halle/2024.yaml",
        PATH,
        "data/places/le-preau/2025.yaml",
        "data/places/le-preau/photos/a.jpg",
    ]
    assert ["pr", "edit", "7", "--title", "le-preau, bilan 2025"] in [c[:5] for c in team.calls()]
    (told,) = [call for call in team.calls() if call[:3] == ["pr", "comment", "7"]]
    assert "**relisez-la avant de fusionner**" in Path(told[-1]).read_text("utf-8")


def test_one_wrong_file_keeps_everything_where_it_is(team: Team) -> None:
    team.drop(NAME, minimal())
    team.drop("autre.yml", minimal(extra="  date_ouverture: hier\n"))
    before = team.tree()
    assert team.work() == 1
    assert "Rien n’est enregistré." in team.done.stderr
    assert "**Rien n’a été rangé.**" in team.report
    assert "CM-308" in team.report
    assert "--annee" in team.report
    assert "## La Halle, 2025" in team.report
    # Even if the next step ran.
    assert team.work("proposer") == 0
    assert team.tree() == before
    assert team.calls() == []


@pytest.mark.parametrize(
    "name", ["été.yml", "a/b.yml", "x\n::add-mask::y.yml", "$(touch lu).yml", "-x.yml"]
)
def test_an_unexpected_name_is_refused_without_being_said(team: Team, name: str) -> None:
    team.drop(name, minimal())
    assert team.work() == 1
    assert "**Un fichier déposé n’est pas accepté.**" in team.report
    assert "add-mask" not in team.report + team.done.stdout + team.done.stderr
    assert not list(team.root.rglob("lu"))


def test_a_link_is_never_followed(team: Team) -> None:
    (team.person / "reception").mkdir()
    (team.person / "reception" / NAME).symlink_to("/etc/passwd")
    team.push()
    assert team.work() == 1
    assert "**Un fichier déposé n’est pas accepté.**" in team.report


def test_a_linked_place_of_the_branch_is_not_written_through(team: Team) -> None:
    (team.person / "data/places/le-preau").symlink_to("../../..")
    team.drop("commune-mesure_le-preau_2025_a-publier.yml", minimal("Le Préau"))
    assert team.work() != 0
    assert "data/places/le-preau/2025.yaml" not in team.tree()


def test_the_code_of_the_branch_is_never_run(team: Team) -> None:
    for name in (".ci/reception", ".venv/bin/cm", "cm_build/cli/main.py", ".gitattributes"):
        path = team.person / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("touch lance\n", encoding="utf-8")
    team.drop(NAME, minimal())
    assert team.work() == 0
    assert not list(team.root.rglob("lance"))
    assert not (team.clone / "cm_build").exists()


def test_what_is_already_there_proposes_nothing(team: Team) -> None:
    team.drop("f.yml", "# La Halle, année 2024\n" + minimal())
    place = team.clone / "data/places/la-halle/2024.yaml"
    place.write_text("# La Halle, année 2024\n" + minimal(), encoding="utf-8")
    git(team.clone, "commit", "--quiet", "-am", "base")
    assert team.work() == 0
    assert "Rien de nouveau" in team.report
    assert team.calls() == []


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("commune-mesure_la-halle_2025_complet 2.yml", ""),
        ("fiche relue.yml", "# Fichier complet de La Halle, annee 2025\n"),
    ],
)
def test_a_complete_file_is_never_put_away(team: Team, name: str, first: str) -> None:
    team.drop(name, first + minimal(extra="  date_ouverture: 2031-12-31\n"))
    assert team.work() == 1
    assert "Ce fichier est le fichier complet" in team.report
    assert "2031" not in team.report
    assert PATH not in team.tree()
    assert team.calls() == []


def test_a_crash_is_told(team: Team) -> None:
    (team.clone / ".venv/bin/cm").write_text("#!/bin/sh\nexit 3\n")
    team.drop(NAME, minimal())
    assert team.work() == 1
    assert "**Un fichier n’a pas pu être vérifié.**" in team.report


@pytest.mark.parametrize("branch", ["main", "--force", "a b", "é", "$(id)"])
def test_an_unexpected_branch_stops_at_once(team: Team, branch: str) -> None:
    assert team.work(branch=branch) == 1
    assert "Branche inattendue." in team.done.stderr
    assert not team.out.exists()


@pytest.mark.parametrize(
    "name", [".git/hooks/pre-commit", "data/places/x.yaml", "data/places/la-halle/photos/a/b.jpg"]
)
def test_only_files_of_places_are_recorded(team: Team, name: str) -> None:
    team.drop(NAME, minimal())
    assert team.work("prendre", "ranger") == 0
    path = team.out / "fichiers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert team.work("proposer") == 1
    assert "Fichier inattendu." in team.done.stderr
    assert team.calls() == []


def test_work_done_meanwhile_is_not_erased(team: Team) -> None:
    team.drop(NAME, minimal())
    assert team.work("prendre", "ranger") == 0
    team.drop("autre.yml", "x")
    assert team.work("proposer") != 0
    assert "reception/autre.yml" in team.tree()
    assert team.calls() == []


def test_a_forge_that_refuses_requests_is_told(team: Team) -> None:
    team.drop(NAME, minimal())
    team.answers("echec pr create", "")
    assert team.work() == 1
    assert "::error title=Demande de fusion refusée::" in team.done.stdout
    assert PATH in team.tree()


def test_other_words_are_refused(team: Team) -> None:
    assert team.work("autre") == 2
