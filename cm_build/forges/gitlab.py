"""GitLab: https://docs.gitlab.com/user/project/repository/files/ for its pages.

Its page for a new file takes a name, and no longer a text; files are dropped from a menu that has no
address: the person pastes the answers.
"""

from __future__ import annotations

from cm_build.forges.forge import Addresses, Forge

_HOSTS = frozenset({"gitlab.com", "framagit.org"})


def hosted(host: str) -> bool:
    """Tell whether a host is GitLab's, or is named after it."""
    return host in _HOSTS or host.startswith("gitlab.")


def addresses(repository: str, branch: str) -> Addresses:
    """Write the addresses of a repository."""
    root = f"{repository.rstrip('/')}/-"
    return Addresses(
        f"{root}/blob/{branch}",
        f"{root}/edit/{branch}",
        f"{root}/issues/new",
        f"{root}/new/{branch}",
        name="file_name",
    )


SETTINGS = (
    "Settings, General, Visibility : « CI/CD » et « Pages » sont permis à tout le monde.",
    "Deploy, Pages : après la première publication, l’adresse du site s’y lit ; « Use unique domain » la change.",
    "Settings, Repository, Protected branches : personne ne pousse dans « main », on y fusionne.",
    "Settings, Merge requests : « Merge commit » comme méthode ; « Squash commits » sur « Do not allow » : les améliorations du projet se fusionnent avec leur histoire.",
    "Settings, Merge requests : « Pipelines must succeed » est coché.",
)

GITLAB = Forge(
    "gitlab", "GitLab", "merge request", hosted, addresses, (".gitlab-ci.yml",), SETTINGS
)
