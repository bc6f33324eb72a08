"""The promise that a proposal sees no secret and can write nothing, held against the workflow files."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cm_build.contributing.intake import issue as intake
from cm_build.contributing.intake import issue_body as issue

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.y*ml"))
BIN = Path(sys.executable).parent

# A new workflow is named here, with what starts it and all it may write: the review sees both.
TRIGGERS = {
    "check.yml": {"pull_request"},
    "publish.yml": {"push"},
    "ticket.yml": {"issues"},
    "reception.yml": {"push"},
    "federation.yml": {"workflow_dispatch"},
    "ameliorations.yml": {"workflow_dispatch"},
    "leger-verifier.yml": {"workflow_call"},
    "leger-publier.yml": {"workflow_call"},
}
WRITES = {
    "check.yml": set(),
    "publish.yml": {"pages", "id-token"},
    "ticket.yml": {"contents", "issues", "pull-requests"},
    "reception.yml": {"contents", "pull-requests"},
    "federation.yml": {"contents"},
    "ameliorations.yml": {"contents", "pull-requests"},
    "leger-verifier.yml": set(),
    "leger-publier.yml": {"pages", "id-token"},
}
PINNED = re.compile(r"actions/[a-z-]+(/[a-z]+)?@[0-9a-f]{40}\Z")


def load(path: Path) -> dict[str, Any]:
    # BaseLoader keeps every scalar as text: for the others, the key `on` is True.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(document, dict)
    return document


def jobs(path: Path) -> Iterator[dict[str, Any]]:
    yield from load(path)["jobs"].values()


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path):
        yield from job["steps"]


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def test_the_workflows_exist():
    assert set(TRIGGERS) == {path.name for path in WORKFLOWS}


@each_workflow
def test_triggers_are_allowed(path: Path):
    on = load(path)["on"]
    triggers = {on} if isinstance(on, str) else set(on)
    assert triggers == TRIGGERS[path.name]


def test_publication_starts_from_main_only():
    assert load(GITHUB / "workflows" / "publish.yml")["on"] == {"push": {"branches": ["main"]}}


@each_workflow
def test_permissions_start_from_nothing(path: Path):
    assert load(path)["permissions"] == {}
    for job in jobs(path):
        assert isinstance(job["permissions"], dict)
        granted = {name for name, level in job["permissions"].items() if level == "write"}
        assert granted <= WRITES[path.name]
        assert set(job["permissions"].values()) <= {"read", "write"}


@each_workflow
def test_no_secret_is_named(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "secrets: inherit" not in text


@each_workflow
def test_checkout_leaves_no_credentials(path: Path):
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@each_workflow
def test_nothing_is_interpolated_in_a_script(path: Path):
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@each_workflow
def test_actions_are_pinned_by_commit(path: Path):
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [name for name in used if not PINNED.match(name)] == []


@each_workflow
def test_nothing_runs_without_limit_nor_at_home(path: Path):
    for job in jobs(path):
        assert 0 < int(job["timeout-minutes"]) <= 60
        assert job["runs-on"].startswith("ubuntu-")


@each_workflow
def test_only_what_was_reviewed_is_kept_between_runs(path: Path):
    """What a proposal kept could be read by the publication: it may only read."""
    allowed = {"actions/cache/restore"}
    if path.name == "publish.yml":
        allowed.add("actions/cache/save")
    kept = [step for step in steps(path) if step.get("uses", "").startswith("actions/cache")]
    assert {step["uses"].partition("@")[0] for step in kept} <= allowed
    assert {step["with"]["path"] for step in kept} <= {".cache/construction"}
    assert [step for step in steps(path) if "cache" in step.get("with", {})] == []


def test_zizmor_finds_nothing():
    done = run(BIN / "zizmor", "--offline", "--persona=auditor", "--no-progress", GITHUB)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    "schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"]
)
def test_workflows_follow_the_published_schema(schema: str):
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *WORKFLOWS)
    assert done.returncode == 0, done.stdout


def test_dependabot_follows_the_published_schema():
    done = run(
        BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot", GITHUB / "dependabot.yml"
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "name"),
    [("vendor.github-issue-forms", "fiche.yml"), ("vendor.github-issue-config", "config.yml")],
)
def test_issue_forms_follow_the_published_schema(schema: str, name: str):
    path = GITHUB / "ISSUE_TEMPLATE" / name
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, path)
    assert done.returncode == 0, done.stdout


def test_the_issue_form_has_the_fields_that_are_read():
    form = load(GITHUB / "ISSUE_TEMPLATE" / "fiche.yml")
    fields = {one["id"]: one for one in form["body"] if "id" in one}
    labels = {name: field["attributes"]["label"] for name, field in fields.items()}
    assert labels == {
        "annee": issue.YEAR,
        "lieu": issue.PLACE,
        "fiche": issue.FILE,
        "accord": issue.CONSENT,
    }
    assert form["labels"] == [issue.LABEL]
    assert fields["fiche"]["attributes"]["render"] == "yaml"
    options = fields["accord"]["attributes"]["options"]
    assert all(option["required"] == "true" for option in options)
    assert tuple(option["label"] for option in options) == issue.AGREEMENTS


def test_reception_reads_strangers_without_the_token_and_never_twice_at_once():
    workflow = load(GITHUB / "workflows" / "ticket.yml")
    # A label put by hand, or an issue opened again, is read like a new one.
    assert workflow["on"] == {"issues": {"types": ["opened", "edited", "labeled", "reopened"]}}
    assert workflow["concurrency"]["cancel-in-progress"] == "false"
    (job,) = workflow["jobs"].values()
    told = " ".join(job["if"].split())
    assert told == (
        f"contains(github.event.issue.labels.*.name, '{issue.LABEL}') && github.event.issue.state == 'open' && "
        f"(github.event.action != 'labeled' || github.event.label.name == '{issue.LABEL}')"
    )
    # The labels an answer puts never start it again.
    assert issue.LABEL not in intake.LABELS
    checkout = job["steps"][0]["with"]
    assert checkout["ref"] == "${{ github.event.repository.default_branch }}"
    (reading,) = [step for step in job["steps"] if "cm intake" in step.get("run", "")]
    assert "env" not in reading
    tokens = [step["run"].split()[:2] for step in job["steps"] if "GH_TOKEN" in step.get("env", {})]
    assert tokens == [["bash", ".ci/ticket"]] * 2


def test_the_preview_that_is_written_is_the_one_handed():
    (job, *_) = jobs(GITHUB / "workflows" / "check.yml")
    (writing,) = [step for step in job["steps"] if "--apercu" in step.get("run", "")]
    (handing,) = [step for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert writing["run"].split("--apercu ")[1].split()[0] == handing["with"]["path"]
    # A wrong file keeps neither the summary nor the other pages from being read.
    assert writing["if"] == handing["if"] == "${{ !cancelled() }}"


def test_reception_runs_the_main_branch_and_reads_without_the_token():
    workflow = load(GITHUB / "workflows" / "reception.yml")
    assert workflow["on"] == {"push": {"branches-ignore": ["main"], "paths": ["reception/**"]}}
    assert workflow["concurrency"]["cancel-in-progress"] == "false"
    (job,) = workflow["jobs"].values()
    assert "github.ref_name != github.event.repository.default_branch" in job["if"]
    checkout = job["steps"][0]["with"]
    assert checkout["ref"] == "${{ github.event.repository.default_branch }}"
    calls = [step for step in job["steps"] if ".ci/reception" in step.get("run", "")]
    words = [step["run"].split()[2] for step in calls]
    assert words == ["prendre", "ranger", "proposer"]
    assert [words[i] for i, step in enumerate(calls) if "GH_TOKEN" in step.get("env", {})] == [
        "prendre",
        "proposer",
    ]
    assert "env" not in calls[1]
    (told,) = [step for step in job["steps"] if "GITHUB_STEP_SUMMARY" in step.get("run", "")]
    assert told["if"] == "${{ !cancelled() }}"


def test_networks_are_read_without_the_token():
    (job,) = jobs(GITHUB / "workflows" / "federation.yml")
    assert "github.ref_name == github.event.repository.default_branch" in job["if"]
    calls = [step for step in job["steps"] if ".ci/federation" in step.get("run", "")]
    words = [step["run"].split()[2] for step in calls]
    assert words == ["lire", "copier", "envoyer"]
    assert [word for word, step in zip(words, calls, strict=True) if "env" not in step] == [
        "copier"
    ]
    publish = next(jobs(GITHUB / "workflows" / "publish.yml"))["steps"]
    (reading,) = [
        rank for rank, step in enumerate(publish) if ".ci/federation" in step.get("run", "")
    ]
    (building,) = [rank for rank, step in enumerate(publish) if step.get("run") == "make site"]
    assert reading < building


@pytest.mark.parametrize(
    ("touched", "accepted"),
    [
        (["data/places/la-grange/2025.yaml", "data/places/la-grange/photos/cour.jpg"], True),
        (["cm_build/plugin.py", "data/questionnaire.yaml"], True),
        (["cm_build/plugin.py", "data/exemples/la-filoche/2025.yaml"], True),
        (["data/places/la-grange/2025.yaml", "cm_build/plugin.py"], False),
        (["data/places/la-grange/2025.yaml", ".github/workflows/check.yml"], False),
        (["data/places/x\n::add-mask::y.yaml", "data/places.yaml"], False),
    ],
    ids=[
        "places",
        "code",
        "examples-and-code",
        "places-and-code",
        "places-and-workflow",
        "hostile-name",
    ],
)
def test_one_subject_by_proposal(tmp_path: Path, touched: list[str], *, accepted: bool):
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@example.org")
    run("git", "init", "--quiet", cwd=tmp_path)
    run("git", *identity, "commit", "--quiet", "--allow-empty", "-m", "base", cwd=tmp_path)
    for name in touched:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    run("git", "add", "--all", cwd=tmp_path)
    run("git", *identity, "commit", "--quiet", "-m", "proposition", cwd=tmp_path)

    done = run("bash", ROOT / ".ci" / "perimetre", "HEAD^1", "HEAD", cwd=tmp_path)

    assert done.returncode == (0 if accepted else 1), done.stderr
    assert "add-mask" not in done.stdout
    places = sum(name.startswith("data/places/") for name in touched)
    assert (
        f"Fichiers de lieux : {places} ; autres fichiers : {len(touched) - places}" in done.stdout
    )


SHIPPED = "exemple_fictif: oui\n"


@pytest.mark.parametrize(
    ("before", "after", "accepted"),
    [
        (None, SHIPPED, True),
        (SHIPPED, "nom: x\n" + SHIPPED, True),
        (SHIPPED, None, True),
        ("nom: x\n", SHIPPED, False),
        (SHIPPED, "nom: x\n", False),
        (None, "# exemple_fictif: oui\n", False),
    ],
    ids=["added", "changed", "removed", "disguised", "made-real", "only-said"],
)
def test_examples_change_with_the_code(
    tmp_path: Path, before: str | None, after: str | None, *, accepted: bool
):
    """A network receives the project's changes in one proposal, shipped examples included."""
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@example.org")
    run("git", "init", "--quiet", cwd=tmp_path)
    place = tmp_path / "data/places/l-exemple/2025.yaml"
    place.parent.mkdir(parents=True)
    for text, code in ((before, "a"), (after, "b")):
        (tmp_path / "moteur.py").write_text(code, encoding="utf-8")
        if text is None:
            place.unlink(missing_ok=True)
        else:
            place.write_text(text, encoding="utf-8")
        run("git", "add", "--all", cwd=tmp_path)
        run("git", *identity, "commit", "--quiet", "-m", "suite", cwd=tmp_path)

    done = run("bash", ROOT / ".ci" / "perimetre", "HEAD^1", "HEAD", cwd=tmp_path)

    assert done.returncode == (0 if accepted else 1), done.stdout


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.stem
)
def test_every_locked_package_has_a_hash_and_no_address(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def test_the_front_end_lock_names_no_registry():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text
