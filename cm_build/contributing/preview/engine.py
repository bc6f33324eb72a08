"""The program of the preview, packed for the browser: Python, a few packages, our own code, the data.

Everything is served by the site itself, and nothing of it is loaded before a person asks.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cm_build.contributing.form.view import Engine
from cm_build.contributing.preview.studio import DEDUCED_FILE, FONT_FILE
from cm_build.emitting.kept import Kept
from cm_build.pages.shell.environment import display_font
from cm_build.pages.shell.page import Output
from cm_build.places.leftovers import is_leftover
from cm_build.referential.toolbox import DataFolders

PYTHON_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
# Written in Python: taken from the environment that builds the site, the same versions.
PURE = ("pydantic", "jinja2", "markupsafe", "yaml", "annotated_types", "typing_inspection", "segno")
OWN = "cm_build"
# What the worker imports (worker.js): what it needs is packed, and nothing else of ours.
ENTRY = "cm_build.contributing.preview.studio"
UNUSED = (
    "pydantic/v1/", "pydantic/mypy.py", "pydantic/_hypothesis_plugin.py",
    "segno/cli.py", "segno/__main__.py", "jinja2/sandbox.py", "jinja2/meta.py", "jinja2/nativetypes.py",
)  # fmt: skip
# The earliest date a ZIP archive can bear: the same content gives the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class Packed(NamedTuple):
    """The engine's address for the page, and its files."""

    engine: Engine
    files: tuple[Output, ...]


def pack(python: Path, core: Path, folders: DataFolders, kept: Kept) -> Packed | None:
    """Pack the engine; None when this copy of the project does not have its packages.

    Args:
        python: the folder of the `pyodide` package, among the other front-end packages.
        core: the folder where the packages compiled for the browser were installed.
        folders: where the data is.
        kept: what earlier builds compressed.
    """
    paths = [python / name for name in PYTHON_FILES]
    if not core.is_dir() or not all(path.is_file() for path in paths):
        return None
    contents = dict(sorted(_program(core, folders, kept)))
    if font := display_font(python.parent):
        contents[f"data/{FONT_FILE}"] = font
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    program = kept.get(b"programme " + digest.digest(), ".zip", lambda: zipped(contents))
    version = json.loads((python / "package.json").read_text(encoding="utf-8"))["version"]
    root = f"moteur/{version}-{digest.hexdigest()[:12]}/"
    files = [
        Output(f"assets/moteur/python-{version}/{path.name}", path.read_bytes()) for path in paths
    ]
    files.append(Output(f"assets/{root}programme.zip", program))
    weight = kept.get(
        b"poids " + version.encode() + digest.digest(), ".txt",
        lambda: str(_compressed(files)).encode(),
    )  # fmt: skip
    return Packed(
        Engine(f"moteur/python-{version}/", f"{root}programme.zip", _megabytes(int(weight))),
        tuple(files),
    )


def _program(core: Path, folders: DataFolders, kept: Kept) -> Iterator[tuple[str, bytes]]:
    for name in PURE:
        yield from _package(name)
    for path in sorted(core.rglob("*")):
        inside = path.relative_to(core).as_posix()
        if path.suffix in {".py", ".so"}:
            yield f"paquets/{inside}", path.read_bytes()
    own = dict(_package(OWN))
    needed = _needed(own, kept)
    # Templates, styles and words stand in the folder of the module that needs them, or just below.
    folders_of = {
        str(PurePosixPath(module).parent) for module in needed if not module.endswith("__init__.py")
    }
    for inside, content in own.items():
        beside = not inside.endswith((".py", ".js", ".ts"))
        near = {str(parent) for parent in PurePosixPath(inside).parents}
        if inside in needed or (beside and near & folders_of):
            yield inside.removeprefix("paquets/"), content
    for path in (folders.questionnaire, folders.network, folders.settings, folders.local):
        if path.exists():
            yield f"data/{path.name}", path.read_bytes()
    if any(folders.deduced):
        yield f"data/{DEDUCED_FILE}", json.dumps(folders.deduced).encode()
    for path in sorted(folders.geo.glob("*.[cj]s*")):
        yield f"data/geo/{path.name}", path.read_bytes()


def _needed(own: Mapping[str, bytes], kept: Kept) -> frozenset[str]:
    """Name what a preview imports of ours: read again only when a source file has moved."""

    def listed() -> bytes:
        paths = (path.relative_to(_home()).as_posix() for path in closure(ENTRY))
        return "\n".join(sorted(f"paquets/{OWN}/{path}" for path in paths)).encode()

    recipe = hashlib.sha256(b"importations")
    for name, content in own.items():
        if name.endswith(".py"):
            recipe.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return frozenset(kept.get(recipe.digest(), ".txt", listed).decode().split("\n"))


def _home() -> Path:
    """Give the folder of this program."""
    return Path(__file__).parents[2]


def _package(name: str) -> Iterator[tuple[str, bytes]]:
    """Read the files of an installed package, compiled ones apart: they are for another machine."""
    spec = find_spec(name)
    locations = list(spec.submodule_search_locations or ()) if spec else []
    for location in locations:
        for path in sorted(Path(location).rglob("*")):
            inside = f"{name}/{path.relative_to(location).as_posix()}"
            wanted = path.is_file() and path.suffix not in {".so", ".pyc", ".pyi", ".pyd"}
            wanted = wanted and not is_leftover(path.name)
            if wanted and "__pycache__" not in path.parts and not inside.startswith(UNUSED):
                yield f"paquets/{inside}", path.read_bytes()


def zipped(contents: dict[str, bytes]) -> bytes:
    """Write an archive that is the same for the same contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _compressed(files: list[Output]) -> int:
    """Weigh what a server sends that compresses what is not yet compressed."""
    return sum(min(len(file.data), len(zlib.compress(file.data, 6))) for file in files)


def _megabytes(weight: int) -> str:
    return f"environ {round(weight / 1_000_000)} Mo"


def closure(entry: str) -> frozenset[Path]:
    """Give the source files that a module of ours runs with, packages' own files included.

    Imports made inside a function count; those that only types need do not.
    """
    own = entry.partition(".")[0]
    files: dict[str, Path] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        spec = None if name in files else find_spec(name)
        if spec is None or spec.origin is None:
            continue
        files[name] = Path(spec.origin)
        tree = ast.parse(files[name].read_text(encoding="utf-8"))
        waiting += [module for module in _imported(tree) if module.partition(".")[0] == own]
        parent = name.rpartition(".")[0]
        waiting += [parent] if parent else []
    return frozenset(files.values())


def _imported(node: ast.AST) -> Iterator[str]:
    """Name what is imported; the last word of a name may be a module, or what it holds."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        package = find_spec(node.module)
        if package and package.submodule_search_locations is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif not _for_types(node):
        for child in ast.iter_child_nodes(node):
            yield from _imported(child)


def _for_types(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )
