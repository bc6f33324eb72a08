"""Gather into the wheel what a site is made from, besides the code: `make roue`.

Nothing of it has a second copy in the repository: data, pages, looks and front-end packages are taken
where they are, scripts and styles are joined now, because a wheel brings no bundler.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from setuptools.command.build_py import build_py

if TYPE_CHECKING:
    from cm_build.referential.assembly import Referential

ROOT = Path(__file__).resolve().parent.parent
# What the project declares, shows and allows; the rest of `data` is a network's own.
DATA = (
    "LICENCE.md", "questionnaire.yaml", "referentiel.yaml", "observatoire.yaml", "publics.yaml", "geo", "exemples",
)  # fmt: skip
WHOLE = ("docs", "overrides", "mkdocs.yml", "LICENSE", "CHANGELOG.md", "requirements/site.txt")
# A network's own pages.
NOT_OURS = shutil.ignore_patterns("__pycache__", "local", "*.svg.in")


class Carrying(build_py):
    """Copies the program, then what it needs; an editable installation finds it where it is."""

    def run(self) -> None:
        """Start from nothing: what an earlier build left would be carried too."""
        if self.editable_mode:
            super().run()
            return
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        from cm_build.reading.home import CARRIED  # noqa: PLC0415 - the tools of a build come before its packages

        gather(Path(self.build_lib) / CARRIED)


def gather(target: Path) -> None:
    """Write everything that `cm_build.reading.home` looks for.

    Raises:
        SystemExit: a package that the site needs is not installed.
    """
    from cm_build.reading.home import BUNDLES, browser_packages, packages  # noqa: PLC0415

    for name in (*(f"data/{one}" for one in DATA), *WHOLE):
        _copied(ROOT / name, target / name)
    for name in needed():
        source = packages() / name
        if not source.is_file():
            raise SystemExit(f"« {name} » n’est pas installé : lancez d’abord « make install ».")
        _copied(source, target / "node_modules" / name)
    if not browser_packages().is_dir():
        raise SystemExit("L’aperçu n’a pas ses paquets : lancez d’abord « make install ».")
    _copied(browser_packages(), target / "navigateur")
    for path in joined():
        _copied(path, target / BUNDLES / path.name)


def _copied(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=NOT_OURS)
    else:
        shutil.copyfile(source, target)


def needed() -> list[str]:
    """Name the files of front-end packages that the site serves or reads, and their licences."""
    from cm_build.contributing.form.page import LIBRARIES  # noqa: PLC0415
    from cm_build.contributing.preview.engine import PYTHON_FILES  # noqa: PLC0415
    from cm_build.pages.lab.page import LIBRARY  # noqa: PLC0415
    from cm_build.pages.portrait.share_image import font_files  # noqa: PLC0415
    from cm_build.pages.shell.environment import FONT  # noqa: PLC0415
    from cm_build.reading.home import packages  # noqa: PLC0415

    served = [FONT, LIBRARY, *LIBRARIES.values(), *(f"pyodide/{name}" for name in PYTHON_FILES)]
    for paths in font_files(packages()).values():
        served += [path.relative_to(packages()).as_posix() for path in paths]
    owners = {_package(name) for name in served} | {"esbuild"}
    beside = (
        path.relative_to(packages()).as_posix()
        for owner in owners
        for path in (packages() / owner).glob("*")
        if path.name == "package.json" or path.name.upper().startswith(("LICENSE", "LICENCE"))
    )
    return sorted({*served, *beside})


def _package(name: str) -> str:
    parts = name.split("/")
    return "/".join(parts[: 2 if name.startswith("@") else 1])


def joined() -> Iterator[Path]:
    """Join every script and style of the site, and give the files that hold them."""
    from cm_build.contributing.form.page import Front  # noqa: PLC0415
    from cm_build.contributing.form.writing import contributing_pages  # noqa: PLC0415
    from cm_build.exporting.census import Census  # noqa: PLC0415
    from cm_build.pages.shell.bundle import KEPT  # noqa: PLC0415
    from cm_build.pages.site import site_pages  # noqa: PLC0415
    from cm_build.reading.home import packages  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        referential = _empty(Path(folder))
        counted = Census(referential, Path(folder)).populations
        for _ in site_pages(referential, counted):
            pass
    for _ in contributing_pages(referential.tools, Front(packages())):
        pass
    assert KEPT.folder  # noqa: S101 - a checkout keeps them
    yield from sorted(path for path in KEPT.folder.iterdir() if _just_used(path, KEPT.since))


def _just_used(path: Path, since: int) -> bool:
    return path.suffix in {".json", ".css"} and path.stat().st_mtime_ns >= since


def _empty(folder: Path) -> Referential:
    """Assemble a référentiel without places: what is joined depends on none."""
    from cm_build.referential.assembly import assemble  # noqa: PLC0415
    from cm_build.referential.records import Records  # noqa: PLC0415
    from cm_build.referential.toolbox import data_folders  # noqa: PLC0415

    assembled = assemble(data_folders(folder, ROOT / "data"), Records(keep=False))
    if assembled.referential is None:
        raise SystemExit("Le questionnaire a des erreurs : lancez d’abord « make check ».")
    return assembled.referential
