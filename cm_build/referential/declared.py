"""What only a whole site reads: what is shown of all places together, what each audience is answered."""

from __future__ import annotations

from functools import partial

from cm_build.questionnaire.audience import Audiences, load_audiences
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.network_pages import (
    Written,
    with_network_charts,
    with_network_questions,
)
from cm_build.questionnaire.observatory import Observatory, load_observatory
from cm_build.questionnaire.validation import Declaration
from cm_build.referential.toolbox import DataFolders, trusted


def read_observatory(folders: DataFolders, names: Names) -> Declaration[Observatory]:
    """Read what the référentiel shows of all places together."""
    content, missing = trusted(folders.observatory)
    if missing:
        return Declaration(None, None, missing)
    completed = partial(with_network_charts, network=_network(folders))
    return load_observatory(content, folders.shown(folders.observatory), names, completed)


def read_audiences(
    folders: DataFolders, names: Names, observatory: Observatory | None
) -> Declaration[Audiences]:
    """Read what each audience is answered."""
    content, missing = trusted(folders.audiences)
    if missing:
        return Declaration(None, None, missing)
    completed = partial(with_network_questions, network=_network(folders))
    file = folders.shown(folders.audiences)
    return load_audiences(content, file, names, observatory, completed)


def _network(folders: DataFolders) -> Written | None:
    """Give what a network adds, when it does: its questions were read from it already."""
    path = folders.network
    return (path.read_bytes(), folders.shown(path)) if path.exists() else None
