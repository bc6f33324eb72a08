"""`cm summary`: tell whoever reviews a proposal made with Git what its places would show."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.contributing.intake.branch import Review, Touched, Versions, review, touched_by
from cm_build.contributing.intake.letter import SummaryLetter, letter
from cm_build.contributing.preview.proposed import Proposed
from cm_build.emitting.destination import write_folder
from cm_build.emitting.failure import StoppedError
from cm_build.pages.shell.environment import display_font
from cm_build.places.folder import SUFFIX, read_place
from cm_build.places.twins import identity_warnings
from cm_build.reading.home import packages
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import Problem
from cm_build.referential.assembly import assemble
from cm_build.referential.records import Records
from cm_build.referential.toolbox import PLACES, DataFolders, Tools

# A proposal that touches more is a reorganisation: it is read otherwise.
MOST_PLACES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--base", required=True, help="version de départ, comme « origin/main »")
    parser.add_argument("--out", type=Path, help="fichier Markdown où ajouter le résumé")
    parser.add_argument(
        "--apercu", type=Path, help="dossier où écrire la page de chaque fiche, en un seul fichier"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Write the summary; it tells, and `cm check` decides."""
    folders, tools = loaded(options.data)
    try:
        touched = touched_by(
            _names("diff", "--name-only", "--no-renames", f"{options.base}^{{commit}}", "HEAD")
        )
        reviews = [
            _review(slug, year, options.base, tools, folders)
            for slug, year in touched.years[:MOST_PLACES]
        ]
    except (OSError, subprocess.CalledProcessError) as error:
        raise StoppedError("Git n’a pas pu comparer les deux versions.") from error
    if options.apercu:
        _write_pages(options.apercu, touched, tools, folders)
    summary = SummaryLetter(touched, reviews, len(touched.years) - len(reviews))
    text = letter(summary, tools.settings)
    if options.out is None:
        print(text, end="")
        return 0
    with options.out.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(f"Résumé écrit, fiches : {len(reviews)}.")
    return 0


def _write_pages(out: Path, touched: Touched, tools: Tools, folders: DataFolders) -> None:
    years = touched.years[:MOST_PLACES]
    read = {
        slug: read_place(folders.places / slug, tools.reader, folders.base).places
        for slug, _ in years
    }
    if not any(read.values()):
        return
    proposed = _proposed(tools, folders)
    pages: dict[str, bytes] = {}
    for slug, year in years:
        contents = _years(folders.places / slug)
        if read[slug] and year in contents:
            page = proposed.page(read[slug][0], year, contents)
            pages |= {f"{slug}-{year}.html": page.encode()} if page else {}
    if pages:
        write_folder(out, pages)


def _proposed(tools: Tools, folders: DataFolders) -> Proposed:
    """Compare with the places of the référentiel, unless one of them is wrong: nothing is then."""
    whole = assemble(folders, Records(keep=False)).referential
    profiles = whole.profiles if whole else ()
    return Proposed(tools, folders, profiles, display_font(packages()))


def _years(folder: Path) -> dict[int, bytes]:
    files = [] if folder.is_symlink() else sorted(folder.glob(f"*{SUFFIX}"))
    return {
        number: path.read_bytes()
        for path in files
        if (number := read_year(path.stem)) and not path.is_symlink()
    }


def _review(slug: str, year: int, base: str, tools: Tools, folders: DataFolders) -> Review:
    folder = folders.places / slug
    after = _years(folder)
    file = f"{folder.relative_to(folders.base).as_posix()}/{year}{SUFFIX}" if after else ""
    problems: list[Problem] = []
    if after:
        read = read_place(folder, tools.reader, folders.base)
        noted = (*read.problems, *identity_warnings(read.places, tools.names))
        problems = [problem for problem in noted if problem.file == file]
    return review(slug, year, Versions(_before(slug, base), after), tools, problems)


def _before(slug: str, base: str) -> dict[int, bytes]:
    """Read the years of a place at the base: Git names them, nothing is written on disk."""
    years = {}
    for path in _names(
        "ls-tree", "-r", "--name-only", f"{base}^{{commit}}", "--", f"data/{PLACES}/{slug}/"
    ):
        year = read_year(Path(path).stem)
        if year and path.endswith(SUFFIX):
            years[year] = _git("show", f"{base}:{path}")
    return years


def _names(command: str, *words: str) -> list[str]:
    return [
        name for name in _git(command, "-z", *words).decode("utf-8", "replace").split("\0") if name
    ]


def _git(*words: str) -> bytes:
    done = subprocess.run(["git", *words], capture_output=True, check=True)  # noqa: S603, S607
    return done.stdout
