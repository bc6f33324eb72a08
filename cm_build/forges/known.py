"""The forges the program knows: one module and one line each."""

from __future__ import annotations

from urllib.parse import urlsplit

from cm_build.forges.forgejo import FORGEJO
from cm_build.forges.github import GITHUB
from cm_build.forges.gitlab import GITLAB

FORGES = {forge.id: forge for forge in (GITHUB, GITLAB, FORGEJO)}


def forge_at(address: str) -> str:
    """Name the forge that a repository's address is on; nothing when its host does not tell."""
    host = urlsplit(address).hostname or ""
    return next((forge.id for forge in FORGES.values() if forge.hosted(host)), "")
