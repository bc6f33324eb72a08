"""GitHub: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands for annotations."""

from __future__ import annotations

import json

from cm_build.forges.forge import (
    LARGEST_BODY,
    Addresses,
    Annotation,
    Automation,
    Forge,
    Issue,
    WrongEventError,
)

# A branch is named after the number of its issue: see `Reception.branch`.
_NUMBERS = range(1, 1_000_000_000)


def addresses(repository: str, branch: str) -> Addresses:
    """Write the addresses of a repository."""
    root = repository.rstrip("/")
    return Addresses(
        f"{root}/blob/{branch}",
        f"{root}/edit/{branch}",
        f"{root}/issues/new",
        f"{root}/new/{branch}",
        name="filename",
        text="value",
        upload=f"{root}/upload/{branch}",
    )


def read_event(content: bytes) -> Issue:
    """Read the event that started the workflow.

    Raises:
        WrongEventError: it is not the event of an issue.
    """
    try:
        event = json.loads(content)
        issue = event["issue"]
        number, action = issue["number"], event["action"]
        labels = frozenset(str(label["name"]) for label in issue["labels"])
        body = str(issue["body"] or "")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WrongEventError from error
    if type(number) is not int or number not in _NUMBERS or not isinstance(action, str):
        raise WrongEventError
    # A lone surrogate has no bytes: it is kept for the strict reader, which refuses it.
    oversized = len(body.encode("utf-8", "surrogatepass")) > LARGEST_BODY
    return Issue(number, labels, "" if oversized else body, oversized, action == "edited")


def annotation(shown: Annotation) -> str:
    """Write a workflow command; what comes from files commands nothing."""
    return (
        f"::{shown.level} file={_property(shown.file)},line={shown.line},col={shown.column},"
        f"title={_property(shown.title)}::{plain(shown.words)}"
    )


def plain(text: str) -> str:
    """Write a text that commands nothing in a log."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return plain(text).replace(":", "%3A").replace(",", "%2C")


GITHUB = Forge(
    "github",
    "GitHub",
    "pull request",
    {"github.com", "www.github.com"}.__contains__,
    addresses,
    tuple(f".github/workflows/{name}.yml" for name in ("check", "publish", "ticket", "reception")),
    (
        "Settings, Actions, General : les automatismes sont permis, et « Allow GitHub Actions to create and approve pull requests » est coché.",
        "Actions : dans une copie, le bouton « I understand my workflows, go ahead and enable them » a été cliqué.",
        "Settings, Pages : la source est « GitHub Actions ».",
        "Settings, General : « Issues » est coché, et « Automatically delete head branches » aussi.",
        "Issues, Labels : l’étiquette « fiche » existe.",
        "Settings, Branches : « main » est protégée, avec « Dismiss stale pull request approvals when new commits are pushed ».",
        "Settings, General, Pull Requests : « Allow merge commits » est coché ; les améliorations du projet se fusionnent ainsi, jamais en « squash ».",
        "Settings, Environments, github-pages : seule la branche « main » peut publier.",
    ),
    Automation(read_event, annotation, plain),
)
