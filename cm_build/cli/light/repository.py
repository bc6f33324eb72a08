"""The files of a light network's repository, and what of them follows the project's version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import PurePosixPath

from cm_build.cli.light.requirements import FILE, requirements
from cm_build.cli.light.wheel import Released

# Names of the files here, and where each goes.
_FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "lisezmoi": "README.md",
    "lieux": "data/places/LISEZMOI.md",
    "gitignore": ".gitignore",
}
_WORKFLOWS = {
    "verifier.yml": ".github/workflows/verifier.yml",
    "publier.yml": ".github/workflows/publier.yml",
}
# Git would forget an empty folder.
PAGES = "docs/local/.gitkeep"
CALLING = tuple(_WORKFLOWS.values())
WORKFLOWS = PurePosixPath(".github/workflows")
# A workflow of the project, at a version of it.
_CALLED = re.compile(r"(?m)^(\s*uses:\s*\S+/\.github/workflows/leger-[a-z]+\.yml)@\S+$")


def repository(wheel: Released, project: str) -> dict[str, str]:
    """Write every file but the configuration; `project` is `owner/name` on the forge, or nothing."""
    values = {"version": wheel.version, "tag": wheel.tag, "projet": project}
    written = {target: _filled(name, values) for name, target in _FILES.items()}
    if project:
        written |= {target: _filled(name, values) for name, target in _WORKFLOWS.items()}
    return written | {PAGES: "", FILE: requirements(wheel)}


def raised(workflow: str, tag: str) -> str:
    """Have a workflow call those of another version; everything else in it stays."""
    return _CALLED.sub(rf"\g<1>@{tag}", workflow)


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = files("cm_build.cli.light").joinpath("files", name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"[[{key}]]", value)
    return text
