"""A network receives a version of the project: real repositories, merged by the workflow's own script."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contributing.test_ticket import FAKE
from tests.support import ROOT, minimal, write_place
from tests.test_fork import ANSWERS, NETWORK

SCRIPT = ROOT / ".ci" / "ameliorations"
PAGE = "---\ntitle: Notre réseau\ndescription: Qui nous sommes.\n---\n# Notre réseau\n"
OWN = ("data/places/ti-ar-vro/2025.yaml", "data/reseau.yaml", "data/local.yaml", "docs/local/presentation.md", "CODEOWNERS")  # fmt: skip


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, words: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", words)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


class Forge:
    """The project and its two versions, the copy of a network, and the calls made to `gh`."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "recu"
        self.project, self.network = root / "projet", root / "reseau"
        git(root, "clone", "--quiet", "--shared", str(ROOT), str(self.project))
        _as_written(self.project)
        git(self.project, "tag", "v0.9.0")
        git(root, "clone", "--quiet", f"file://{self.project}", str(self.network))
        self.remote = root / "distant.git"
        git(root, "clone", "--quiet", "--bare", str(self.network), str(self.remote))
        git(self.network, "remote", "set-url", "origin", str(self.remote))
        git(self.network, "switch", "--quiet", "-C", "main")
        self.fill()
        self.release()
        (root / "gh/bin").mkdir(parents=True)
        (root / "gh/bin/gh").write_text(FAKE, encoding="utf-8")
        (root / "gh/bin/gh").chmod(0o755)

    def fill(self) -> None:
        """Write what a network writes, as its own documentation says."""
        network = self.network
        write(network / "data/local.yaml", 'nom: Lieux de Bretagne\nperimetre: {regions: ["53"]}\n')
        write(network / "data/reseau.yaml", NETWORK)
        write_place(network / "data/places", "ti-ar-vro", minimal("Ti ar Vro", "29019", ANSWERS))
        write(network / "docs/local/presentation.md", PAGE)
        changed(network / "CODEOWNERS", "@commune-mesure/mainteneurs", "@lieux-bretons/equipe")
        commit(network, "feat: notre réseau")

    def release(self) -> None:
        """Write the next version: a question, a page, an example, the program, a workflow."""
        project = self.project
        changed(project / "data/questionnaire.yaml", "version: 2\n", "version: 3\n")
        changed(
            project / "data/questionnaire.yaml",
            "          - id: accroche\n",
            '          - {id: ruelle, depuis: 3, type: texte_court, libelle: "Dans quelle ruelle ?"}\n\n          - id: accroche\n',
        )
        changed(
            project / "docs/glossaire.md",
            "## Les personnes",
            "Une ligne de plus.\n\n## Les personnes",
        )
        changed(
            project / "data/exemples/la-filoche/2025.yaml",
            "publication: publique",
            "publication: publique # relu",
        )
        changed(project / "cm_build/plugin.py", '"""The MkDocs adapter', '"""The  MkDocs adapter')
        changed(
            project / ".github/workflows/check.yml", "name: Vérifier\n", "name: Vérifier tout\n"
        )
        changed(project / "CODEOWNERS", "@commune-mesure/mainteneurs", "@commune-mesure/noyau")
        commit(project, "feat: version suivante")
        git(project, "tag", "v1.0.0")
        git(project, "branch", "version/v1.0.0")

    def work(self, *steps: str, version: str = "v1.0.0") -> subprocess.CompletedProcess[str]:
        """Run the steps one after the other, as the workflow does."""
        *before, last = steps
        for step in before:
            done = self.step(step, version)
            if done.returncode:
                return done
        return self.step(last, version)

    def step(self, step: str, version: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.root / 'gh/bin'}:{os.environ['PATH']}", "HOME": str(self.root),
            "FAUX_GH": str(self.root / "gh"), "VERSION": version, "BASE": "main",
            "AMONT": f"file://{self.project}",
            **({} if step == "reunir" else {"GH_TOKEN": "jeton", "GH_REPO": "bretagne/lieux"}),
        }  # fmt: skip
        return subprocess.run(
            ["bash", str(SCRIPT), step, str(self.out)], cwd=self.network, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def calls(self) -> list[list[str]]:
        lines = (self.root / "gh/appels.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def again(self) -> None:
        """Forget the trial: the next one starts from the main branch."""
        git(self.network, "worktree", "remove", "--force", str(self.out / "essai"))
        shutil.rmtree(self.out)


def _as_written(project: Path) -> None:
    """Bring what is being written, so that the test tells of it before it is committed."""
    changed = git(ROOT, "diff", "--name-only", "--no-renames", "HEAD").splitlines()
    fresh = git(ROOT, "ls-files", "--others", "--exclude-standard").splitlines()
    for name in (*changed, *fresh):
        target = project / name
        if (ROOT / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        else:
            target.unlink(missing_ok=True)
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--allow-empty", "-m", "ce qui est en cours")


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    return Forge(tmp_path_factory.mktemp("amont"))


def test_a_version_is_received_whole_and_nothing_of_the_network_moves(forge: Forge) -> None:
    before = {name: (forge.network / name).read_bytes() for name in OWN}
    done = forge.work("reunir", "proposer")
    assert done.returncode == 0, done.stderr
    trial = forge.out / "essai"
    assert {name: (trial / name).read_bytes() for name in OWN} == before
    assert "ruelle" in (trial / "data/questionnaire.yaml").read_text(encoding="utf-8")
    # Merged, never squashed: both histories are there, and the next version will find this one.
    assert len(git(trial, "rev-list", "--parents", "-n", "1", "HEAD").split()) == 3
    assert git(trial, "rev-parse", "HEAD^2") == git(forge.project, "rev-parse", "v1.0.0^{commit}")
    assert git(forge.remote, "rev-parse", "ameliorations/v1.0.0") == git(trial, "rev-parse", "HEAD")
    (call,) = [call for call in forge.calls() if call[:2] == ["pr", "create"]]
    assert call[2:10] == [
        "--repo", "bretagne/lieux", "--base", "main", "--head", "ameliorations/v1.0.0", "--title", "Recevoir la version v1.0.0",
    ]  # fmt: skip
    told = Path(call[-1]).read_text(encoding="utf-8")
    assert "jamais « Squash and merge »" in told
    scope = subprocess.run(
        ["bash", str(ROOT / ".ci/perimetre"), "HEAD^1", "HEAD"],
        cwd=trial, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert scope.returncode == 0, scope.stdout
    assert scope.stdout.startswith("Fichiers de lieux : 0 ;")


def test_the_network_builds_with_it(forge: Forge, tmp_path: Path) -> None:
    """Strictly, by the program that was received."""
    trial = forge.out / "essai"
    if not trial.exists():
        assert forge.work("reunir").returncode == 0
    if not (trial / "node_modules").exists():
        (trial / "node_modules").symlink_to(ROOT / "node_modules")
    environment = {**os.environ, "PYTHONPATH": str(trial)}
    cm = [sys.executable, "-m", "cm_build.cli"]
    check = subprocess.run([*cm, "check", "--depuis", "main"], cwd=trial, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert check.returncode == 0, check.stdout
    assert "Questions et options nouvelles : 1\n    ruelle\n" in check.stdout
    assert "data/places/ti-ar-vro/2025.yaml" in check.stdout
    built = subprocess.run([*cm, "site", "--out", "site", "--sans-images"], cwd=trial, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert (trial / "site/lieux/ti-ar-vro/index.html").is_file()
    assert "Notre réseau" in (trial / "site/presentation/index.html").read_text(encoding="utf-8")
    assert "ruelle" in (trial / "site/contribuer/questionnaire/index.html").read_text("utf-8")


def test_what_cannot_be_received_is_told_and_proposes_nothing(forge: Forge) -> None:
    """Each on its own version: a conflict, a file of the network, no common history."""
    project, network = forge.project, forge.network
    calls = len(forge.calls()) if (forge.root / "gh/appels.jsonl").exists() else 0

    def refused(version: str) -> str:
        shutil.rmtree(forge.out, ignore_errors=True)
        git(network, "worktree", "prune")
        done = forge.work("reunir", "proposer", version=version)
        assert done.returncode == 1, done.stdout
        assert "Rien n’est proposé." in done.stderr
        return done.stderr

    assert "v0.2.0" in refused("latest; touch x")
    assert "n’a pas de version v7.0.0" in refused("v7.0.0")
    changed(network / "docs/glossaire.md", "## Les personnes", "Nos mots.\n\n## Les personnes")
    commit(network, "docs: nos mots")
    assert "  docs/glossaire.md\n" in refused("v1.0.0")
    git(network, "reset", "--quiet", "--hard", "HEAD^")
    write_place(project / "data/places", "intrus", minimal())
    commit(project, "data: un lieu")
    git(project, "tag", "v1.1.0")
    assert "  data/places/intrus/2025.yaml\n" in refused("v1.1.0")
    git(project, "checkout", "--quiet", "--orphan", "ailleurs")
    git(project, "commit", "--quiet", "-m", "aplati")
    git(project, "tag", "v1.2.0")
    assert "aucune histoire en commun" in refused("v1.2.0")
    assert len(forge.calls()) == calls if calls else not (forge.root / "gh/appels.jsonl").exists()
    # As the documentation says for whoever merges by hand.
    git(network, "config", "merge.ours.driver", "true")
    git(network, "merge", "--quiet", "--no-ff", "-m", "reçu", "refs/amont/v1.0.0")
    shutil.rmtree(forge.out, ignore_errors=True)
    done = forge.work("reunir")
    assert (done.returncode, "déjà là" in done.stdout) == (0, True)
    done = forge.work("proposer")
    assert (done.returncode, done.stdout) == (0, "")
