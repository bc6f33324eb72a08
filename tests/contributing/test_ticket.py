"""`.ci/ticket`: a real remote, a forge that only records what it is asked."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from cm_build.cli.main import main
from tests.support import ROOT, minimal

SCRIPT = ROOT / ".ci" / "ticket"
# Records its arguments, one call a line, and answers what the test has put beside it.
FAKE = """\
#!/usr/bin/env python3
import json, os, sys
from pathlib import Path
folder = Path(os.environ["FAUX_GH"])
with (folder / "appels.jsonl").open("a", encoding="utf-8") as calls:
    body = [Path(a.removeprefix("body=@")).read_text("utf-8") for a in sys.argv if a.startswith("body=@")]
    print(json.dumps([*sys.argv[1:], *body], ensure_ascii=False), file=calls)
words = " ".join(sys.argv[1:3])
paths = [a.split("/") for a in sys.argv if a.startswith("repos/") and a.endswith("/comments")]
issue = paths[0][4] if paths else ""
if (folder / f"echec {words}").exists() or issue and (folder / f"echec ticket {issue}").exists():
    sys.exit(1)
answer = folder / words
if sys.argv[1] == "api" and "--jq" in sys.argv:
    answer = folder / "commentaire"
if sys.argv[1:3] == ["pr", "list"] and "--head" in sys.argv:
    answer = folder / "pr list --head"
if answer.exists():
    print(answer.read_text("utf-8"), end="")
"""
IDENTITY = ("-c", "user.name=Essai", "-c", "user.email=essai@example.org")
FILE = "data/places/la-halle/2025.yaml"


def git(folder: Path, *words: str) -> str:
    command = ["git", *IDENTITY, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


class Forge:
    """A bare repository, a shallow clone of it, and the calls made to `gh`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.remote, self.clone = root / "distant.git", root / "clone"
        self.gh, self.out = root / "gh", root / "reponse"
        seed = root / "graine"
        git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(root, "clone", "--quiet", str(self.remote), str(seed))
        place = seed / "data/places/la-halle/2024.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(minimal(), encoding="utf-8")
        git(seed, "add", "--all")
        git(seed, "commit", "--quiet", "-m", "base")
        git(seed, "push", "--quiet", "origin", "HEAD:main")
        git(root, "clone", "--quiet", "--depth=1", self.remote.as_uri(), str(self.clone))
        self.gh.mkdir()
        (self.gh / "bin").mkdir()
        (self.gh / "bin" / "gh").write_text(FAKE, encoding="utf-8")
        (self.gh / "bin" / "gh").chmod(0o755)

    def prepare(
        self, slug: str = "la-halle", year: int = 2025, text: str = "", **more: str
    ) -> None:
        path = self.out / "fichiers" / "data" / "places" / slug / f"{year}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text or minimal(), encoding="utf-8")
        texts = {
            "reponse.md": "<!-- commune-mesure:ticket -->\nBonjour $(touch x) `touch x`\n",
            "etiquettes.txt": "à relire\nmodification\n",
            "etiquettes-a-retirer.txt": "à compléter\nretrait\n",
            "branche.txt": f"fiche/{slug}-12\n",
            "message.txt": f"data: {slug}, bilan {year} (correction)\n\nReçu par le ticket 12.\n",
            "titre.txt": "La « Halle » $(touch x), bilan 2025\n",
            "demande.md": "Closes #12\n",
            "change.md": "<!-- commune-mesure:change -->\nRelisez.\n",
        } | {name.replace("_", "."): content for name, content in more.items()}
        for name, content in texts.items():
            (self.out / name).write_text(content, encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.gh / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.root),
            "FAUX_GH": str(self.gh),
            "GH_TOKEN": "jeton",
            "GH_REPO": "exemple/referentiel",
            "NUMERO": "12",
            "BASE": "main",
        }
        command = ["bash", str(SCRIPT), *words]
        return subprocess.run(
            command, cwd=self.clone, env=environment, capture_output=True, text=True, check=False
        )

    def send(self) -> subprocess.CompletedProcess[str]:
        done = self.run("envoyer", str(self.out))
        assert done.returncode == 0, done.stderr
        return done

    def calls(self) -> list[list[str]]:
        path = self.gh / "appels.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def answers(self, name: str, text: str) -> None:
        (self.gh / name).write_text(text, encoding="utf-8")

    def heads(self) -> list[str]:
        told = git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads")
        return told.split()

    def show(self, branch: str, path: str) -> str:
        return git(self.remote, "show", f"{branch}:{path}")

    def clear(self) -> None:
        for path in sorted(self.out.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        (self.gh / "appels.jsonl").unlink()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def test_a_valid_file_becomes_a_branch_a_request_labels_and_one_answer(forge: Forge) -> None:
    forge.prepare()
    forge.send()
    assert forge.heads() == ["fiche/la-halle-12", "main"]
    assert forge.show("fiche/la-halle-12", FILE) == minimal()
    log = git(forge.remote, "log", "--format=%an|%s", "main..fiche/la-halle-12")
    assert log == "github-actions[bot]|data: la-halle, bilan 2025 (correction)\n"
    calls = forge.calls()
    assert [
        "pr", "create", "--base", "main", "--head", "fiche/la-halle-12", "--title",
        "La « Halle » $(touch x), bilan 2025", "--body-file", f"{forge.out}/demande.md",
    ] in calls  # fmt: skip
    assert ["issue", "edit", "12", "--add-label", "à relire"] in calls
    assert ["issue", "edit", "12", "--add-label", "modification"] in calls
    assert not [call for call in calls if "--remove-label" in call]
    # The answer is the very last word, posted whole and as it is.
    assert calls[-1][:5] == ["api", "--silent", "--method", "POST", "repos/exemple/referentiel/issues/12/comments"]  # fmt: skip
    assert calls[-1][-1] == "<!-- commune-mesure:ticket -->\nBonjour $(touch x) `touch x`\n"
    assert not list(forge.root.rglob("x"))


def test_the_same_answer_is_updated(forge: Forge) -> None:
    forge.prepare()
    forge.answers("commentaire", "987\n988\n")
    forge.answers("issue view", "à compléter\nfiche\n")
    forge.send()
    calls = forge.calls()
    assert calls[-1][2:5] == ["--method", "PATCH", "repos/exemple/referentiel/issues/comments/987"]
    assert ["issue", "edit", "12", "--remove-label", "à compléter"] in calls
    assert ["issue", "edit", "12", "--remove-label", "retrait"] not in calls
    (listing,) = [call for call in calls if call[0] == "api" and "--jq" in call]
    assert ".user.login == env.AUTEUR" in listing[-1]
    assert "startswith(env.MARQUE)" in listing[-1]


def test_an_edited_file_keeps_what_people_added_to_its_branch(forge: Forge) -> None:
    forge.prepare()
    forge.send()
    other = forge.root / "referente"
    git(forge.root, "clone", "--quiet", "--branch=fiche/la-halle-12", str(forge.remote), str(other))
    (other / "data/places/la-halle/photos").mkdir()
    (other / "data/places/la-halle/photos/cour.jpg").write_text("x", encoding="utf-8")
    git(other, "add", "--all")
    git(other, "commit", "--quiet", "-m", "photo")
    git(other, "push", "--quiet")
    forge.clear()
    forge.prepare(year=2026, text=minimal("La Grande Halle"))
    forge.answers("pr list --head", "5\n")
    forge.send()
    branch = "fiche/la-halle-12"
    tree = git(forge.remote, "ls-tree", "-r", "--name-only", branch).split()
    assert tree == [
        "data/places/la-halle/2024.yaml",
        "data/places/la-halle/2026.yaml",
        "data/places/la-halle/photos/cour.jpg",
    ]
    assert ["pr", "edit", "5"] in [call[:3] for call in forge.calls()]
    # Whoever had read it is told, on the request itself.
    posts = [call for call in forge.calls() if "POST" in call]
    assert posts[0][4] == "repos/exemple/referentiel/issues/5/comments"
    assert posts[0][-1] == "<!-- commune-mesure:change -->\nRelisez.\n"
    # A stranger's fork may have a branch of the same name: its request is not ours.
    (listing,) = [call for call in forge.calls() if "--head" in call and call[1] == "list"]
    assert "select(.isCrossRepository | not)" in listing[-1]
    assert not [call for call in forge.calls() if call[:2] == ["pr", "create"]]


def test_a_change_is_told_again_at_the_bottom_and_only_when_there_is_one(forge: Forge) -> None:
    forge.prepare()
    forge.send()
    # A first request: nobody has read it yet.
    assert not [call for call in forge.calls() if "/issues/5/" in " ".join(call)]
    forge.answers("pr list --head", "5\n")
    forge.answers("commentaire", "987\n988\n")
    forge.clear()
    forge.prepare(text=minimal("La Grande Halle"))
    forge.send()
    told = [call[3:5] for call in forge.calls() if call[0] == "api" and "--method" in call]
    comments = "repos/exemple/referentiel/issues"
    assert told[:3] == [
        ["DELETE", f"{comments}/comments/987"],
        ["DELETE", f"{comments}/comments/988"],
        ["POST", f"{comments}/5/comments"],
    ]
    # The same file again changes nothing, and says nothing.
    forge.clear()
    forge.prepare(text=minimal("La Grande Halle"))
    forge.send()
    assert not [call for call in forge.calls() if "DELETE" in call or "/5/" in " ".join(call)]


def test_a_year_that_was_wrong_gives_the_old_file_back(forge: Forge) -> None:
    forge.prepare(year=2024, text=minimal("Autre"))
    forge.send()
    forge.clear()
    forge.prepare(year=2025)
    forge.send()
    assert forge.show("fiche/la-halle-12", "data/places/la-halle/2024.yaml") == minimal()
    assert forge.show("fiche/la-halle-12", FILE) == minimal()


def test_a_name_that_changed_closes_the_former_request(forge: Forge) -> None:
    forge.prepare("la-hale")
    forge.send()
    forge.answers("pr list", "fiche/la-hale-12\nfiche/la-halle-9\nfiche/la-halle-112\n")
    forge.clear()
    forge.prepare()
    forge.send()
    closed = [call for call in forge.calls() if call[:2] == ["pr", "close"]]
    assert closed == [["pr", "close", "fiche/la-hale-12", "--delete-branch"]]


def test_what_is_already_published_opens_nothing(forge: Forge) -> None:
    forge.prepare(year=2024)
    done = forge.send()
    assert "déjà, mot pour mot" in done.stdout
    assert forge.heads() == ["main"]
    assert not [call for call in forge.calls() if call[0] == "pr"]


def test_an_invalid_file_only_gets_its_answer(forge: Forge) -> None:
    forge.out.mkdir()
    for name, text in {
        "reponse.md": "Bonjour\n",
        "etiquettes.txt": "à compléter\n",
        "etiquettes-a-retirer.txt": "à relire\n",
    }.items():
        (forge.out / name).write_text(text, encoding="utf-8")
    forge.send()
    assert forge.heads() == ["main"]
    assert {call[0] for call in forge.calls()} == {"issue", "label", "api"}


def test_an_agreement_taken_back_is_told_on_the_request_that_waits(forge: Forge) -> None:
    forge.prepare()
    forge.send()
    before = forge.show("fiche/la-halle-12", FILE)
    forge.clear()
    forge.out.mkdir(exist_ok=True)
    told = "<!-- commune-mesure:change -->\nNe fusionnez pas.\n"
    for name, text in {
        "reponse.md": "Bonjour\n",
        "etiquettes.txt": "accord à obtenir\n",
        "etiquettes-a-retirer.txt": "à relire\n",
        "change.md": told,
    }.items():
        (forge.out / name).write_text(text, encoding="utf-8")
    forge.answers("pr list", "fiche/la-halle-12\nfiche/autre-9\n")
    forge.answers("pr list --head", "5\n")
    forge.send()
    posts = [call for call in forge.calls() if "POST" in call]
    assert [(call[4].split("/")[4], call[-1]) for call in posts] == [
        ("5", told),
        ("12", "Bonjour\n"),
    ]
    assert forge.show("fiche/la-halle-12", FILE) == before


def test_nothing_prepared_does_nothing(forge: Forge) -> None:
    forge.out.mkdir()
    forge.send()
    assert forge.calls() == []


@pytest.mark.parametrize("branch", ["main", "fiche/la-halle-13", "fiche/../x-12", "fiche/La-12"])
def test_an_unexpected_branch_sends_nothing(forge: Forge, branch: str) -> None:
    forge.prepare(branche_txt=f"{branch}\n")
    done = forge.run("envoyer", str(forge.out))
    assert done.returncode == 1
    assert "Branche inattendue" in done.stderr
    assert forge.heads() == ["main"]
    assert forge.calls() == []


def test_a_forge_that_refuses_requests_is_told_to_the_team_after_the_answer(forge: Forge) -> None:
    forge.prepare()
    forge.answers("echec pr create", "")
    done = forge.run("envoyer", str(forge.out))
    assert done.returncode == 1
    assert "::error title=Demande de fusion refusée::" in done.stdout
    assert forge.calls()[-1][3] == "POST"
    assert "fiche/la-halle-12" in forge.heads()


@pytest.mark.parametrize(
    ("event", "branch"),
    [("nouveau-lieu", "fiche/l-oeuf-a-la-coque-12"), ("sournois", "fiche/"), ("hostile", "")],
)
def test_from_an_issue_to_its_request(
    forge: Forge, event: str, branch: str, tmp_path: Path
) -> None:
    recorded = json.loads((ROOT / f"tests/contributing/events/{event}.json").read_text("utf-8"))
    recorded["issue"]["number"] = 12
    path = tmp_path / "event.json"
    path.write_text(json.dumps(recorded), encoding="utf-8")
    assert main(["intake", "--event", str(path), "--out", str(forge.out)]) == 0
    done = forge.send()
    assert "::" not in done.stdout + done.stderr
    made = [head for head in forge.heads() if head != "main"]
    assert len(made) == bool(branch)
    for one in made:
        assert one.startswith(branch)
        names = git(forge.remote, "diff", "--name-only", "main", one).split()
        slug = one.removeprefix("fiche/").removesuffix("-12")
        assert names == [f"data/places/{slug}/2025.yaml"]
    assert forge.calls()[-1][-1].startswith("<!-- commune-mesure:ticket -->\nBonjour")


def test_only_open_requests_wait(forge: Forge) -> None:
    # Merged, never deleted: nothing waits there.
    git(forge.remote, "branch", "fiche/la-halle-9", "main")
    assert forge.run("branches").stdout == ""
    forge.answers("pr list", "fiche/la-halle-10\n")
    assert forge.run("branches").stdout == "fiche/la-halle-10\n"
    call = forge.calls()[-1]
    assert call[:7] == ["pr", "list", "--state", "open", "--limit", "5000", "--json"]
    # A stranger's fork may call its branch as it likes.
    assert "select(.isCrossRepository | not)" in call[-1]
    assert 'select(startswith("fiche/"))' in call[-1]
    assert forge.run("autre").returncode == 2


AUTRES = "<!-- commune-mesure:autres -->\nBonjour\n"


def test_the_other_issues_of_the_place_are_told_once(forge: Forge) -> None:
    forge.prepare(autres_txt="9\n12\nx\n--force\n15\n", autres_md=AUTRES)
    forge.send()
    posts = [call for call in forge.calls() if "POST" in call]
    assert [call[4].split("/")[4] for call in posts] == ["12", "9", "15"]
    assert [call[-1] for call in posts[1:]] == [AUTRES, AUTRES]
    forge.clear()
    forge.prepare(year=2026, autres_txt="9\n", autres_md=AUTRES)
    forge.answers("commentaire", "987\n")
    forge.send()
    assert not [call for call in forge.calls() if "POST" in call]
    assert forge.calls()[-1][2:5] == ["--method", "PATCH", "repos/exemple/referentiel/issues/comments/987"]  # fmt: skip
    # Each kind of comment is found by its own mark.
    assert 'MARQUE="$2"' in SCRIPT.read_text(encoding="utf-8")


def test_an_issue_that_cannot_be_told_keeps_the_answer(forge: Forge) -> None:
    forge.prepare(autres_txt="9\n", autres_md=AUTRES)
    forge.answers("echec ticket 9", "")
    done = forge.send()
    assert "::warning title=Ticket non prévenu::Dites dans le ticket 9" in done.stdout


def hook(out: Path) -> None:
    path = out / "fichiers/.git/hooks/pre-commit"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\ntouch lance\n", encoding="utf-8")
    path.chmod(0o755)


def added(name: str):
    def write(out: Path) -> None:
        path = out / "fichiers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")

    return write


def linked(name: str, target: str):
    def write(out: Path) -> None:
        (out / "fichiers" / name).symlink_to(target)

    return write


def no_file(out: Path) -> None:
    (out / "fichiers" / FILE).unlink()


def linked_folder(out: Path) -> None:
    (out / "fichiers").rename(out / "ailleurs")
    (out / "fichiers").symlink_to(out / "ailleurs")


@pytest.mark.parametrize(
    "prepare",
    [
        hook,
        added(".github/workflows/x.yml"),
        added("data/places/autre/2025.yaml"),
        added("data/places/la-halle/2026.yaml"),
        added("data/places/la-halle/photos/cour.jpg"),
        added("data/places/la-halle/2025.yaml.yaml"),
        linked("data/places/la-halle/2026.yaml", "/etc/passwd"),
        linked("data/places/autre", "../../.."),
        no_file,
        linked_folder,
    ],
    ids=["hook", "code", "lieu", "annee", "photo", "nom", "lien", "dossier", "rien", "racine"],
)
def test_only_the_file_of_the_place_is_ever_copied(forge: Forge, prepare) -> None:
    forge.prepare()
    prepare(forge.out)
    done = forge.run("envoyer", str(forge.out))
    assert done.returncode == 1
    assert "Fichier inattendu : rien n’est envoyé." in done.stderr
    assert forge.heads() == ["main"]
    assert forge.calls() == []
    assert not list(forge.root.rglob("lance"))
