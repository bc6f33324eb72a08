"""`cm schema`: write the JSON Schema of a place's file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.assembly import data_folders, load_tools
from cm_build.cli.report import text_report
from cm_build.questionnaire.schema import assessment_schema

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    tools, problems = load_tools(data_folders(options.data, Path("data")))
    if tools is None:
        print(text_report(problems), file=sys.stderr)
        return 1
    print(json.dumps(assessment_schema(tools.names), ensure_ascii=False, indent=2))
    return 0
