"""Wrong files by the thousand: examples changed at random, sent by every way that a file arrives.

    .venv/bin/python -m tools.mutations --nombre 10000

Whatever a person, a mailbox or an attacker makes of a file, `cm check`, `cm intake` and `cm receive`
must answer with problems, never with a traceback. The same seed gives the same changes: one that
falls is written whole, to be looked at again.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import traceback
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cm_build.cli.report import REPORTS
from cm_build.contributing.intake.branch import Versions, review, touched_by
from cm_build.contributing.intake.destination import KnownPlaces, known_places
from cm_build.contributing.intake.issue import receive
from cm_build.contributing.intake.issue_body import AGREEMENTS, LABEL
from cm_build.contributing.intake.letter import SummaryLetter, letter
from cm_build.contributing.intake.mail import Arrival, examine
from cm_build.forges.forge import LARGEST_BODY, Issue
from cm_build.places.plausibility import between_years
from cm_build.reading.problem import in_order
from cm_build.referential.toolbox import DataFolders, Tools, data_folders, load_tools
from tools.changes import cut, damaged, inserted, mutated

YEAR = 2025
# How often the fields of the form, an archive and its bytes are changed too.
FIELDS, PACKED, DAMAGED = 0.3, 0.4, 0.7


class Fall(NamedTuple):
    """A file that made a program stop, and where."""

    number: int
    way: str
    content: bytes
    trace: str


class Ways:
    """Every way a file arrives, with what answering it would write or print."""

    def __init__(self, tools: Tools, known: KnownPlaces, places: Path) -> None:
        self.tools, self.known, self.places = tools, known, places

    def check(self, chance: random.Random, content: bytes) -> None:
        """Read as a file of the repository, report, and summarise for whoever reviews it."""
        read = self.tools.reader.read(content, file="x/2025.yaml", slug="x", year=YEAR)
        years = (read.assessment,) if read.assessment else ()
        problems = in_order((*read.problems, *between_years(years, self.tools.names)))
        report = REPORTS[chance.choice(sorted(REPORTS))](problems)
        entry = review("x", YEAR, Versions({}, {YEAR: content}), self.tools, problems)
        summary = letter(SummaryLetter(touched_by(()), [entry], 0), self.tools.settings)
        (report + summary).encode("utf-8", "strict")

    def intake(self, chance: random.Random, content: bytes) -> None:
        """Read as the body of an issue, its own fields changed now and then."""
        text = content.decode("utf-8", "surrogateescape")
        boxes = "".join(f"- [X] {words}\n" for words in AGREEMENTS)
        fields = (("Année du bilan", str(YEAR)), ("Adresse du lieu sur le site", ""), ("Fiche du lieu", f"```yaml\n{text}\n```"), ("Accord", boxes))  # fmt: skip
        body = "\n\n".join(f"### {label}\n\n{value}" for label, value in fields)
        if chance.random() < FIELDS:
            body = mutated(chance, body.encode("utf-8", "surrogateescape")).decode(
                "utf-8", "replace"
            )
        size = len(body.encode("utf-8", "surrogateescape"))
        issue = Issue(7, frozenset({LABEL}), body, oversized=size > LARGEST_BODY, edited=False)
        answer = receive(issue, self.tools, self.known, ["fiche/x-3"])
        for text in (answer.comment, answer.request, answer.title, answer.message, answer.branch):
            text.encode("utf-8", "strict")

    def receive(self, chance: random.Random, content: bytes) -> None:
        """Read as an attachment: alone, under a name of any kind, or in an archive, itself changed."""
        name = chance.choice(
            ("fiche.yml", "fiche.txt", "commune-mesure_x_2025_a-publier.yml", "x.bin")
        )
        if chance.random() < PACKED:
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as archive:
                archive.writestr(name, content)
                archive.writestr(
                    "photos/" + chance.choice(("a.jpg", "b.heic", "../c.png", "é.webp")),
                    content[:99],
                )
            content, name = made.getvalue(), "envoi.zip"
            if chance.random() < DAMAGED:
                content = chance.choice((damaged, cut, inserted))(chance, content)
        arrival = Arrival(content, name, year=chance.choice(("", str(YEAR), "x")), complete=True)
        received = examine(arrival, self.tools, self.known, self.places)
        for finding in received.findings:
            f"{finding.message}{finding.hint}{finding.public.message}".encode("utf-8", "strict")


def falls(ways: Ways, examples: list[bytes], count: int, seed: int) -> Iterator[Fall]:
    """Send so many changed files by every way; give those that made a program stop."""
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311 - the same seed gives the same files
        content = mutated(chance, chance.choice(examples))
        for way in (ways.check, ways.intake, ways.receive):
            try:
                way(chance, content)
            except Exception:  # noqa: BLE001 - any exception is what this looks for
                yield Fall(number, way.__name__, content, traceback.format_exc())


def examples_of(folders: DataFolders) -> list[bytes]:
    """Read the files to change, in a stable order."""
    return [path.read_bytes() for path in sorted(folders.places.glob("*/*.yaml"))]


def invented(folders: DataFolders) -> DataFolders:
    """Take the examples for the places that are known."""
    return replace(folders, places=folders.examples or folders.places, examples=None)


def main() -> int:
    """Tell how many files were sent, and what fell."""
    parser = argparse.ArgumentParser(
        description="Envoie des fiches changées au hasard par toutes les voies d’arrivée."
    )
    parser.add_argument("--nombre", type=int, default=10_000, help="fiches à changer")
    parser.add_argument(
        "--graine", type=int, default=1, help="la même graine donne les mêmes fiches"
    )
    parser.add_argument(
        "--out", type=Path, help="dossier où écrire les fiches qui ont fait tomber un programme"
    )
    options = parser.parse_args()
    folders = invented(data_folders(Path("data"), Path("data")))
    tools, problems = load_tools(folders)
    if tools is None:
        print(REPORTS["text"](in_order(problems)), file=sys.stderr)
        return 1
    ways = Ways(tools, known_places(folders, tools), folders.places)
    fallen = 0
    for fall in falls(ways, examples_of(folders), options.nombre, options.graine):
        fallen += 1
        print(f"nº {fall.number}, {fall.way}\n{fall.trace}", flush=True)
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            (options.out / f"{fall.number}-{fall.way}.yaml").write_bytes(fall.content)
    print(f"{options.nombre} fiches changées (graine {options.graine}), 3 voies : {fallen} chutes.")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
