"""Our scripts and styles as readers get them: what a page needs in one file, as light as it can be.

esbuild follows the imports. It comes with the front-end packages, locked like them, and runs without Node;
a wheel has none, and carries what it made.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cm_build.emitting.kept import Kept
from cm_build.reading.home import bundles, installed, packages

_HOME = Path(__file__).parents[2]
# One package a platform, and npm installs the machine's own.
_BINARIES = ("@esbuild/*/bin/esbuild", "@esbuild/*/esbuild.exe")
KEPT = Kept(bundles())
_LIGHT = ("--minify", "--charset=utf8", "--target=es2022", "--log-level=warning")


class NoBundlerError(Exception):
    """The packages that make the site's scripts are not installed: no page would work whole."""

    def __str__(self) -> str:
        return (
            "Les scripts du site ne peuvent pas être assemblés : le paquet esbuild manque. "
            "« make install » l’installe, comme les autres paquets de package-lock.json, dans "
            "node_modules, à côté du programme."
        )


def ready() -> None:
    """Make sure that scripts can be joined, or were: a wheel carries all of them.

    Raises:
        NoBundlerError: nothing can join them.
    """
    if not installed():
        bundler()


@cache
def bundler() -> Path:
    """Find the program that joins scripts, or say what to do."""
    for pattern in _BINARIES:
        for binary in sorted(packages().glob(pattern)):
            return binary
    raise NoBundlerError


def script(entry: str) -> str:
    """Join a script and all that it imports, in a scope of its own."""
    return _bundled(("--format=iife",), {"script": entry})["script.js"]


def modules(shared: str, entries: Mapping[str, str]) -> Mapping[str, str]:
    """Join scripts that load each other on demand; what several need is one file, named `shared`."""
    return _bundled(("--format=esm", "--splitting", f"--chunk-names={shared}"), entries)


@cache
def minified(sheet: str) -> str:
    """Write a style sheet in as few bytes as it needs."""
    arguments = ("--loader=css", *_LIGHT)
    recipe = _recipe(arguments, sheet.encode())
    return KEPT.get(recipe, ".css", lambda: _run(arguments, sheet.encode())).decode()


def _bundled(options: Sequence[str], entries: Mapping[str, str]) -> Mapping[str, str]:
    arguments = (*options, *(f"{name}={path}" for name, path in entries.items()))
    made = KEPT.get(_recipe(arguments, _sources()), ".json", lambda: _written(arguments))
    files: dict[str, str] = json.loads(made)
    return files


def _written(arguments: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        _run((*arguments, "--bundle", *_LIGHT, f"--outdir={folder}"))
        files = {path.name: path.read_text(encoding="utf-8") for path in Path(folder).iterdir()}
    return json.dumps(files, sort_keys=True).encode()


def _run(arguments: Sequence[str], content: bytes = b"") -> bytes:
    command = [str(bundler()), *arguments]
    done = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True, cwd=_HOME)  # noqa: S603 - our own words
    return done.stdout


def _recipe(arguments: Sequence[str], content: bytes) -> bytes:
    return "\0".join((_version(), *arguments, "")).encode() + content


@cache
def _version() -> str:
    """Read which esbuild this is: another may write the same script otherwise."""
    ready()
    package = json.loads((packages() / "esbuild" / "package.json").read_text(encoding="utf-8"))
    return str(package["version"])


def _sources() -> bytes:
    """Gather everything that a script may import."""
    paths = sorted(_HOME.rglob("*.js"))
    return b"".join(
        str(path.relative_to(_HOME)).encode() + b"\0" + path.read_bytes() for path in paths
    )
