"""What a light network installs: the project at its version, then what it was locked with, by digest."""

from __future__ import annotations

import re
from typing import NamedTuple

from cm_build.cli.light.wheel import PROJECT, Released, named, version_named
from cm_build.emitting.failure import StoppedError

FILE = "requirements.txt"
HEAD = """\
# Le projet, à une version et à une empreinte près, puis tout ce dont il a besoin.
# « cm reseau monter VERSION » réécrit ce fichier ; il ne se change pas à la main.
--only-binary :all:
"""
_LINE = re.compile(
    rf"^(?:{PROJECT} @ (?P<address>\S+)|(?P<path>\./\S+\.whl)) \\\n"
    r"    --hash=sha256:(?P<digest>[0-9a-f]{64})$",
    re.MULTILINE,
)


class Installed(NamedTuple):
    """What a repository installs today."""

    source: str
    version: str
    digest: str


def requirements(wheel: Released) -> str:
    """Write the file: the same package gives the same bytes."""
    source = wheel.source if wheel.source.startswith("./") else f"{PROJECT} @ {wheel.source}"
    return f"{HEAD}{source} \\\n    --hash=sha256:{wheel.digest}\n{wheel.locks}"


def installed_by(text: str) -> Installed:
    """Read what the file installs.

    Raises:
        StoppedError: it is not one that this program wrote.
    """
    match = _LINE.search(text)
    source = (match["address"] or match["path"]) if match else ""
    version = version_named(source)
    if match is None or not version:
        raise StoppedError(
            f"« {FILE} » ne dit pas quelle version du projet il installe. "
            "Cette commande se lance dans un dépôt que « cm reseau init --leger » a écrit."
        )
    return Installed(source, version, match["digest"])


def address_of(version: str, today: Installed) -> str:
    """Give the address of another version, where that of today was found; nothing for a file."""
    if today.source.startswith("./"):
        return ""
    folder, _, _ = today.source.rpartition("/")
    # A release is a folder named after its version: the file's name says it too.
    return f"{folder.replace(f'v{today.version}', f'v{version}')}/{named(version)}"
