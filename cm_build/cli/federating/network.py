"""What a network's repository says at a commit: its rules, its places, and what it took back since."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from cm_build.cli.federating.remote import Remote, TreeFile, UnreachableError
from cm_build.importing.federated.copying import NetworkRules
from cm_build.importing.federated.withdrawals import Later, later
from cm_build.places.federation import FederatedNetwork
from cm_build.places.licence import mixes
from cm_build.reading.node import Scalar
from cm_build.reading.problem import Severity
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED
from cm_build.referential.toolbox import (
    NETWORK,
    PLACES,
    QUESTIONNAIRE,
    SETTINGS,
    DataFolders,
    data_folders,
    load_tools,
)

# Where a network says what makes it its own: laid over our defaults, by what reads ours.
OWN = (SETTINGS, "local.yaml", NETWORK)
_PLACE = re.compile(rf"data/{PLACES}/([a-z0-9-]+)/(\d{{4}})\.yaml", re.ASCII)
UNREACHABLE = "son dépôt ne peut pas être lu : adresse fausse, dépôt fermé, ou panne"
NO_COMMIT = "le commit demandé ne se trouve pas, ou plus, dans son dépôt"


class NetworkFiles(NamedTuple):
    """The files of places by place and year; `too_large` are those that nothing reads."""

    by_year: dict[tuple[str, int], bytes]
    too_large: frozenset[str]


def later_of(remote: Remote, network: FederatedNetwork) -> tuple[str, Later]:
    """Give the latest commit of a network, and what its places took back.

    Raises:
        UnreachableError: its repository gives nothing.
    """
    commit = remote.fetched(network.depot, "HEAD", UNREACHABLE)
    files = places_of(remote, commit)
    heads = later(files.by_year)
    # Nothing can be read of a file that is too large: nothing of its place is shown either.
    known = {slug: years for slug, years in heads.heads.items() if slug not in files.too_large}
    return commit, Later(known)


def places_of(remote: Remote, commit: str) -> NetworkFiles:
    """Read the files of every place."""
    named: dict[str, tuple[str, int]] = {}
    found: list[TreeFile] = []
    for file in remote.files(commit, f"data/{PLACES}/"):
        match = _PLACE.fullmatch(file.path)
        if match:
            named[file.path] = (match[1], int(match[2]))
            found.append(file)
    contents = remote.contents(found)
    large = frozenset(named[path][0] for path, content in contents.items() if content is None)
    read = {named[path]: content for path, content in contents.items() if content is not None}
    return NetworkFiles({k: one for k, one in read.items() if k[0] not in large}, large)


def rules_of(remote: Remote, commit: str, national: DataFolders) -> NetworkRules:
    """Load what a network's files are read with: our questionnaire, its own questions laid over it.

    Raises:
        UnreachableError: its own files are wrong; it tells the first problem.
    """
    wanted = [f"data/{name}" for name in OWN]
    contents = remote.contents(remote.files(commit, *wanted), TRUSTED.size)
    with tempfile.TemporaryDirectory(prefix="commune-mesure-reseau-") as name:
        data = Path(name) / "data"
        (data / PLACES).mkdir(parents=True)
        # Ours are the defaults: without them here, our own questions and identity would be laid over too.
        for own in (national.questionnaire, national.settings):
            (data / own.name).write_bytes(own.read_bytes())
        for path, content in contents.items():
            if content is None:
                raise UnreachableError(f"son fichier {path} est trop grand")
            (data / Path(path).name).write_bytes(content)
        tools, problems = load_tools(data_folders(data, national.questionnaire.parent))
    wrong = (one for one in problems if one.severity is Severity.ERROR)
    if tools is None:
        first = next(wrong)
        where = f"{Path(first.file).name}, ligne {first.line}"
        raise UnreachableError(
            f"sa configuration ou ses questions sont fautives ({where}, {first.code})"
        )
    licence = tools.settings.licence.nom
    if not mixes(licence):
        # Its answers stand in one table with everyone's.
        raise UnreachableError(
            f"sa licence, {licence}, ne permet pas de mêler ses données aux autres"
        )
    return NetworkRules(tools.reader, tools.settings)


def version_of(remote: Remote, commit: str) -> int:
    """Give the version of the questionnaire that a network carries; 0 when it carries none."""
    found = remote.files(commit, f"data/{QUESTIONNAIRE}")
    for content in remote.contents(found, TRUSTED.size).values():
        root = read_source(content or b"", QUESTIONNAIRE, TRUSTED).root
        node = root.entries["version"].node if root and "version" in root.entries else None
        if isinstance(node, Scalar) and node.text.isdigit():
            return int(node.text)
    return 0
