"""The project as a package: where it comes from, its version, its digest, what it was locked with."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import NamedTuple

from cm_build.emitting.failure import StoppedError
from cm_build.reading.home import CARRIED
from cm_build.reading.problem import shown

PROJECT = "commune-mesure"
LOCKS = f"{CARRIED}/requirements/site.txt"
_NAME = re.compile(r"commune_mesure-([0-9][0-9A-Za-z.]*)-py3-none-any\.whl")
# Ours weighs a tenth of that; a larger file is something else.
LARGEST = 200 * 1024 * 1024


class Released(NamedTuple):
    """A package; `source` is what installs it, an address or a path from the repository."""

    source: str
    version: str
    digest: str
    locks: str

    @property
    def tag(self) -> str:
        """The name of its version in the project's repository."""
        return f"v{self.version}"


def version_named(name: str) -> str:
    """Read the version in the name of a package; nothing when it is not one of ours."""
    match = _NAME.fullmatch(PurePosixPath(name).name)
    return match[1] if match else ""


def named(version: str) -> str:
    """Name the package of a version."""
    return f"commune_mesure-{version}-py3-none-any.whl"


def read_wheel(content: bytes, source: str) -> Released:
    """Read a package that was built by `make roue`.

    Raises:
        StoppedError: it is not one, or it brings nothing but code.
    """
    version = version_named(source)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            locks = archive.read(LOCKS).decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, ValueError) as error:
        raise StoppedError(_refusal(source)) from error
    if not version:
        raise StoppedError(_refusal(source))
    return Released(source, version, hashlib.sha256(content).hexdigest(), locks)


def _refusal(source: str) -> str:
    return (
        f"« {shown(source)} » n’est pas le paquet du projet. Il s’appelle comme "
        f"« {named('0.1.0')} » ; « make roue » le fabrique, et chaque version publiée le donne."
    )
