"""What the worker writes of a place's years: a piece of page, shown to that place alone."""

from __future__ import annotations

from dataclasses import dataclass

from cm_build.contributing.tracking.files import OpenedFile, own_years
from cm_build.contributing.tracking.view import Tracking, tracking
from cm_build.pages.shell.page import Template
from cm_build.referential.toolbox import Tools


@dataclass(frozen=True)
class ReportTemplate(Template, path="contributing/tracking/report.html"):
    """The years of a place, side by side."""

    view: Tracking


def report(files: tuple[OpenedFile, ...], tools: Tools) -> str:
    """Read the files of a place and write what they say together."""
    template = ReportTemplate(tracking(own_years(files, tools), tools))
    return template.written(referentiel=tools.settings)
