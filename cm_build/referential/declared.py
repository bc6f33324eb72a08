"""What only a whole site reads: what is shown of all places together, what each audience is answered."""

from __future__ import annotations

from cm_build.questionnaire.audience import Audiences, load_audiences
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.observatory import Observatory, load_observatory
from cm_build.questionnaire.validation import Declaration
from cm_build.referential.toolbox import DataFolders, trusted


def read_observatory(folders: DataFolders, names: Names) -> Declaration[Observatory]:
    """Read what the référentiel shows of all places together."""
    content, missing = trusted(folders.observatory)
    if missing:
        return Declaration(None, None, missing)
    return load_observatory(content, folders.shown(folders.observatory), names)


def read_audiences(
    folders: DataFolders, names: Names, observatory: Observatory | None
) -> Declaration[Audiences]:
    """Read what each audience is answered."""
    content, missing = trusted(folders.audiences)
    if missing:
        return Declaration(None, None, missing)
    return load_audiences(content, folders.shown(folders.audiences), names, observatory)
