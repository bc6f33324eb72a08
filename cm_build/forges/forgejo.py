"""Forgejo, and Gitea that it comes from: https://forgejo.org/docs/latest/user/ for its pages."""

from __future__ import annotations

from cm_build.forges.forge import Addresses, Forge

_HOSTS = frozenset({"codeberg.org"})
_NAMES = ("forgejo.", "gitea.")


def hosted(host: str) -> bool:
    """Tell whether a host is one of Forgejo's, or is named after it."""
    return host in _HOSTS or host.startswith(_NAMES)


def addresses(repository: str, branch: str) -> Addresses:
    """Write the addresses of a repository."""
    root = repository.rstrip("/")
    return Addresses(
        f"{root}/src/branch/{branch}",
        f"{root}/_edit/{branch}",
        f"{root}/issues/new",
        f"{root}/_new/{branch}",
        name="filename",
        text="value",
        upload=f"{root}/_upload/{branch}",
    )


SETTINGS = (
    "Settings, Units : « Actions » et « Pull requests » sont activés.",
    "Settings, Actions, Runners : un exécuteur porte l’étiquette « docker ».",
    "Settings, Branches : « main » est protégée, et « Dismiss stale approvals » est coché.",
    "Settings, Units, Pull requests : « Create merge commit » est permis ; les améliorations du projet se fusionnent ainsi, jamais en « squash ».",
    "Le site est dans la branche « pages » : Codeberg la sert de lui-même ; ailleurs, l’instance doit avoir un serveur de pages.",
)

RUNS = (".forgejo/workflows/verifier.yml", ".forgejo/workflows/publier.yml")

FORGEJO = Forge("forgejo", "Forgejo", "pull request", hosted, addresses, RUNS, SETTINGS)
