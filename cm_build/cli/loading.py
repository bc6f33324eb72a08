"""What most commands start with: the questionnaire, the configuration and the territory, or why not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from cm_build.cli.report import text_report
from cm_build.referential.toolbox import data_folders, load_tools

if TYPE_CHECKING:
    from pathlib import Path

    from cm_build.referential.toolbox import DataFolders, Tools


class Loaded(NamedTuple):
    """Where the data is, and what reads it."""

    folders: DataFolders
    tools: Tools


def loaded(data: Path, default: Path) -> Loaded | None:
    """Load the trusted files; None once their problems are printed."""
    folders = data_folders(data, default)
    tools, problems = load_tools(folders)
    if tools is None:
        print(text_report(problems), file=sys.stderr)
        return None
    return Loaded(folders, tools)
