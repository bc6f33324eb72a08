"""What git knows of this copy: whole or cut, behind the project or not, and how it received it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cm_build.cli.examination.diagnosis import Diagnosis, Health
from cm_build.cli.upstream import upstream_branch
from cm_build.referential.checkout import git
from cm_build.wording.french import how_many

# What only the project writes: a copy that has its newer content received it.
PROGRAM = "cm_build"
_VERSION = re.compile(r"^version: *(\d+)", re.MULTILINE)
# A squash is looked for among the last commits of the project that are not in this history.
MOST_COMMITS = 1000


def history(root: Path, version: int) -> Iterator[Diagnosis]:
    """Look at the history of the repository; `version` is the questionnaire's, here."""
    if git(root, "rev-parse", "--is-inside-work-tree") != "true":
        yield Diagnosis(
            Health.UNKNOWN, "Sans Git : ni dates, ni révisions, ni mises à jour à comparer."
        )
        return
    if git(root, "rev-parse", "--is-shallow-repository") == "true":
        yield Diagnosis(
            Health.TO_DO,
            "Histoire de Git incomplète : dates et révisions des fiches ne seront pas montrées.",
            "« git fetch --unshallow » la complète.",
        )
    branch = upstream_branch(root)
    if not branch:
        yield Diagnosis(
            Health.TO_DO,
            "Le dépôt du projet commun n’est pas connu d’ici.",
            "« git remote add amont ADRESSE », une fois, puis « git fetch amont --tags ».",
        )
        return
    yield from _behind(root, branch)
    yield from _questionnaire(root, branch, version)
    yield from _squashed(root, branch)


def _behind(root: Path, branch: str) -> Iterator[Diagnosis]:
    count = int(git(root, "rev-list", "--count", f"HEAD..refs/remotes/{branch}") or 0)
    day = git(root, "log", "-1", "--format=%cs", f"refs/remotes/{branch}")
    if count:
        yield Diagnosis(
            Health.TO_DO,
            f"En retard de {how_many(count, 'commit', 'commits')} sur {branch}, relevé jusqu’au {day}.",
            "« Recevoir les améliorations », dans la page Réseaux.",
        )
    else:
        yield Diagnosis(Health.GOOD, f"À jour de {branch}, relevé jusqu’au {day}.")


def _questionnaire(root: Path, branch: str, version: int) -> Iterator[Diagnosis]:
    text = git(root, "show", f"refs/remotes/{branch}:data/questionnaire.yaml")
    found = _VERSION.search(text)
    if found and int(found[1]) > version:
        yield Diagnosis(
            Health.TO_DO,
            f"Le questionnaire est à la version {version} ; le projet en est à la version {found[1]}.",
            "Vos fiches restent valables : recevez les améliorations, puis « make check ».",
        )


def _squashed(root: Path, branch: str) -> Iterator[Diagnosis]:
    """Find a version of the project that is here by its content, and not by its history."""
    here = git(root, "rev-parse", f"HEAD:{PROGRAM}")
    base = git(root, "merge-base", "HEAD", f"refs/remotes/{branch}")
    if not here or here == git(root, "rev-parse", f"{base}:{PROGRAM}"):
        return
    last, ahead = f"--max-count={MOST_COMMITS}", f"HEAD..refs/remotes/{branch}"
    for commit in git(root, "rev-list", last, ahead, "--", PROGRAM).split():
        if git(root, "rev-parse", f"{commit}:{PROGRAM}") == here:
            yield Diagnosis(
                Health.TO_DO,
                f"Une mise à jour a été fusionnée en un seul commit (« squash ») : {commit[:10]} est ici sans son histoire, "
                "et les prochaines feront des conflits.",
                f"« git merge --strategy=ours {commit[:10]} » renoue l’histoire sans rien changer ; ensuite, fusionnez sans « squash ».",
            )
            return
