"""What most commands start with: the questionnaire, the configuration and the territory, or why not."""

from __future__ import annotations

from pathlib import Path

from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError
from cm_build.referential.checkout import with_checkout
from cm_build.referential.toolbox import DataFolders, Tools, data_folders, load_tools


def located(data: Path) -> DataFolders:
    """Tell where the data is, and what git says of the repository it is in."""
    return with_checkout(data_folders(data, Path("data")))


def loaded(data: Path) -> tuple[DataFolders, Tools]:
    """Load the trusted files: where the data is, and what reads it.

    Raises:
        StoppedError: they cannot be used; it holds all their problems.
    """
    folders = located(data)
    tools, problems = load_tools(folders)
    if tools is None:
        raise StoppedError(text_report(problems))
    return folders, tools
