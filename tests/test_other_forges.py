"""What GitLab and Forgejo run: the same promises as on GitHub, held against their files and their scripts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import ROOT

GITLAB = ROOT / ".gitlab-ci.yml"
FORGEJO = sorted((ROOT / ".forgejo/workflows").glob("*.yml"))
SCHEMA = Path(sys.executable).parent / "check-jsonschema"


def load(path: Path) -> dict[str, Any]:
    # BaseLoader keeps every scalar as text: for the others, the key `on` is True.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(document, dict)
    return document


def run(
    *command: str | Path, cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), **variables}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def gitlab_jobs() -> dict[str, dict[str, Any]]:
    reserved = {"workflow", "default", "variables"}
    return {
        name: job
        for name, job in load(GITLAB).items()
        if name not in reserved and not name.startswith(".")
    }


def called(lines: Iterator[str]) -> set[str]:
    """Name the scripts and the commands of ours that a job calls."""
    return set(
        re.findall(r"bash (\.ci/\w+)|(?:\.venv/bin/)(cm \w+)|(make [a-z]+)", "\n".join(lines))
    )


CHECKS = {"make install", "cm check", "cm summary", "make site", ".ci/run", ".ci/perimetre"}


def test_both_follow_the_published_schemas() -> None:
    for schema, paths in (("vendor.gitlab-ci", [GITLAB]), ("vendor.github-workflows", FORGEJO)):
        done = run(SCHEMA, "--builtin-schema", schema, *paths)
        assert done.returncode == 0, done.stdout


def test_gitlab_checks_proposals_and_publishes_the_main_branch_only() -> None:
    jobs = gitlab_jobs()
    publishing = jobs.pop("pages")
    assert publishing["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert publishing["artifacts"] == {"paths": ["public"]}
    assert publishing["script"][-2:] == [
        'CM_ADRESSE="$(bash .ci/adresse)" make site',
        "mv site public",
    ]
    proposal = load(GITLAB)[".proposition"]
    assert proposal["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    for job in jobs.values():
        assert job["extends"] == ".proposition"
        assert "rules" not in job
        # What a proposal kept could be read by the publication: it may only read.
        assert job.get("cache", {"policy": "pull"})["policy"] == "pull"
    assert publishing["cache"]["policy"] == "pull-push"
    found = {"".join(one) for job in jobs.values() for one in called(job["script"])}
    assert found == CHECKS
    assert load(GITLAB)["variables"] == {"GIT_DEPTH": "0"}
    assert all(re.fullmatch(r"\d+ minutes", job["timeout"]) for job in (*jobs.values(), publishing))


def test_forgejo_checks_proposals_without_any_right_and_publishes_the_main_branch() -> None:
    checking, publishing = load(FORGEJO[1]), load(FORGEJO[0])
    assert (checking["on"], publishing["on"]) == (
        {"pull_request": ""},
        {"push": {"branches": ["main"]}},
    )
    steps = []
    for workflow in (checking, publishing):
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            rights = {"contents": "read" if workflow is checking else "write"}
            assert job["permissions"] == rights
            assert 0 < int(job["timeout-minutes"]) <= 60
            steps += job["steps"]
    # Nothing is taken from elsewhere, nothing is interpolated in a script.
    assert [step for step in steps if "uses" in step or "${{" in step["run"]] == []
    lines = [step["run"] for job in checking["jobs"].values() for step in job["steps"]]
    assert {"".join(one) for one in called(iter(lines))} == CHECKS
    assert [step["run"] for step in steps if step.get("env")] == ["bash .ci/pages site"]
    for path in FORGEJO:
        assert "secrets." not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({"CI_PAGES_URL": "https://ponant.gitlab.io/lieux"}, "https://ponant.gitlab.io/lieux\n"),
        (
            {"GITHUB_SERVER_URL": "https://codeberg.org", "GITHUB_REPOSITORY": "ponant/lieux"},
            "https://ponant.codeberg.page/lieux/\n",
        ),
        (
            {"GITHUB_SERVER_URL": "https://codeberg.org", "GITHUB_REPOSITORY": "ponant/pages"},
            "https://ponant.codeberg.page/\n",
        ),
        (
            {"GH_TOKEN": "x", "GITHUB_REPOSITORY": "ponant/lieux"},
            "https://ponant.github.io/lieux/\n",
        ),
        ({"GH_TOKEN": "x", "GITHUB_REPOSITORY": "ponant/sans-pages"}, ""),
        ({"GITHUB_SERVER_URL": "https://git.exemple.fr", "GITHUB_REPOSITORY": "a/b"}, ""),
        ({"CI_PAGES_URL": "https://a.fr/\nCM_DATA=/etc"}, ""),
        ({}, ""),
    ],
)
def test_the_address_of_the_site_is_asked_of_each_forge(
    tmp_path: Path, variables: dict[str, str], address: str
) -> None:
    asked = tmp_path / "gh"
    asked.write_text(
        '#!/bin/sh\n[ "$*" = "api repos/ponant/lieux/pages --jq .html_url" ] || { echo "{message: Not Found}"; exit 1; }\n'
        "echo https://ponant.github.io/lieux/\n",
        encoding="utf-8",
    )
    asked.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = run("bash", ROOT / ".ci/adresse", cwd=tmp_path, **{**variables, "PATH": path})
    assert (done.returncode, done.stdout) == (0, address), done.stderr


def test_a_published_site_leaves_no_history(tmp_path: Path) -> None:
    served, site = tmp_path / "forge", tmp_path / "depot/site"
    site.mkdir(parents=True)
    run("git", "init", "--quiet", "--bare", served / "ponant/lieux", cwd=tmp_path)
    run("git", "init", "--quiet", cwd=site.parent)
    identity = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")
    run("git", *identity, "commit", "--quiet", "--allow-empty", "-m", "un", cwd=site.parent)
    variables = {
        "GITHUB_SERVER_URL": f"file://{served}", "GITHUB_REPOSITORY": "ponant/lieux", "JETON": "x",
    }  # fmt: skip
    publish = ("bash", ROOT / ".ci/pages", "site")
    refused = run(*publish, cwd=site.parent, **variables)
    assert refused.returncode == 1
    assert "n’est pas un site" in refused.stderr
    for name in ("index.html", "retire.html", ".commune-mesure"):
        (site / name).write_text(name, encoding="utf-8")
    assert run(*publish, cwd=site.parent, **variables).returncode == 0
    (site / "retire.html").unlink()
    done = run(*publish, cwd=site.parent, **variables)
    assert done.returncode == 0, done.stderr
    held = run("git", "ls-tree", "-r", "--name-only", "pages", cwd=served / "ponant/lieux")
    assert held.stdout.split() == [".commune-mesure", "index.html"]
    count = run("git", "rev-list", "--count", "pages", cwd=served / "ponant/lieux")
    assert count.stdout.strip() == "1"
