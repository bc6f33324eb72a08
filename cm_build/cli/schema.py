"""`cm schema`: write the JSON Schema of a place's file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.places.file_models import file_models


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    _, tools = loaded(options.data)
    print(json.dumps(file_models(tools.names).schema(), ensure_ascii=False, indent=2))
    return 0
