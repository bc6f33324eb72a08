"""`cm reseau`: what a network does with its own copy; one module for each of its commands."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Final

SUBCOMMANDS: Final = {
    "init": ("network_init", "écrit la configuration de votre réseau, dans data/local.yaml"),
    "monter": ("network_raise", "prend une autre version du projet, dans un réseau sans code"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the commands of a network, and the options of each."""
    commands = parser.add_subparsers(dest="reseau", required=True, metavar="action")
    for name, (module, words) in SUBCOMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        import_module(f"cm_build.cli.{module}").add_arguments(command)


def run(options: argparse.Namespace) -> int:
    """Hand over to the command that was named."""
    code: int = import_module(f"cm_build.cli.{SUBCOMMANDS[options.reseau][0]}").run(options)
    return code
