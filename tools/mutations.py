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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from cm_build.cli.report import REPORTS
from cm_build.contributing.intake import receive
from cm_build.contributing.issue import AGREEMENTS, LABEL, LARGEST_BODY, Issue
from cm_build.contributing.known import Known, known_places
from cm_build.contributing.letter import letter
from cm_build.contributing.reception import Arrival, examine
from cm_build.contributing.review import Versions, review
from cm_build.contributing.touched import touched_by
from cm_build.places.plausibility import between_years
from cm_build.reading.problem import in_order
from cm_build.toolbox import DataFolders, Tools, data_folders, load_tools

YEAR = 2025
# How often the fields of the form, an archive and its bytes are changed too.
FIELDS, PACKED, DAMAGED = 0.3, 0.4, 0.7
# What no honest file holds, or what programs read otherwise than people.
HOSTILE = (
    "\0", "\t", "\r", "\x0b", "\x0c", "\x1b[2J", "\x85", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff",
    "\ud800", "\ufffd", "\ufffe", "\U0001f600", "\U0010ffff", "e" + "\u0301" * 40, "ﬃ", "Ⅷ", "١٢", "½",
    ": ", " #", "- ", "&a ", "*a", "!!python/object ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "? ", "| ", ">-\n",
    "{", "}", "[", "]", "'", '"', "\\", "\\u0000", "`", "@", "%", "$(id)", "::add-mask::x", "[skip ci]",
    "<script>", "{{7*7}}", "{0}", "{lu}", "%s", "=C3=A9", "Ã©", "../..", "\n```\n", "\n### Accord\n", "\n### Fiche du lieu\n",
    "9" * 400, "-0", "1e999", "0x1F", "NaN", ".inf", "1_000", "01:30", "2025-02-31", "0000-00-00", "9999-99-99",
    "Mme Lou Martin", "lou@exemple.fr", "06 31 32 33 34", "https://[::1", "https://a\\@b", "ne_sait_pas", "sans_objet",
)  # fmt: skip

Change = Callable[[random.Random, bytes], bytes]


class Fall(NamedTuple):
    """A file that made a program stop, and where."""

    number: int
    way: str
    content: bytes
    trace: str


def _lines(chance: random.Random, content: bytes) -> tuple[list[bytes], int]:
    lines = content.split(b"\n")
    return lines, chance.randrange(len(lines))


def _delete(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    del lines[at : at + chance.randint(1, 4)]
    return b"\n".join(lines)


def _duplicate(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    lines[at:at] = lines[at : at + chance.randint(1, 4)] * chance.choice((1, 1, 2, 50))
    return b"\n".join(lines)


def _swap(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _indent(chance: random.Random, content: bytes) -> bytes:
    lines, at = _lines(chance, content)
    margin = chance.choice((b"", b" ", b"   ", b"\t", b" " * 40, "\u00a0".encode(), b"- ", b"> "))
    lines[at] = margin + lines[at].lstrip(b" ")
    return b"\n".join(lines)


def _insert(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    sign = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return content[:at] + sign + content[at:]


def _byte(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncate(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _value(chance: random.Random, content: bytes) -> bytes:
    """Give one key another value: huge, hostile, or of another shape."""
    lines, at = _lines(chance, content)
    key, colon, _ = lines[at].partition(b":")
    shapes = (
        b"",
        b"[]",
        b"{}",
        b"[[[]]]",
        b"{a: {b: c}}",
        b"[a, a]",
        b"x" * 5000,
        b'"' + b"\\n" * 500 + b'"',
    )
    hostile = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return b"\n".join([*lines[:at], key + colon + b" " + chance.choice((*shapes, hostile)), *lines[at + 1 :]])  # fmt: skip


def _deep(chance: random.Random, content: bytes) -> bytes:
    depth = chance.choice((11, 12, 13, 60, 3000))
    opening, closing = chance.choice(((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b"")))
    lines, at = _lines(chance, content)
    lines.insert(at, b"x: " + opening * depth + closing * depth)
    return b"\n".join(lines)


def _ends(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", "\u0085".encode(), b"")))


def _encoding(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "latin-1", "utf-32", "utf-8-sig", "cp1252")), "replace"
    )


CHANGES: tuple[Change, ...] = (
    _delete, _duplicate, _swap, _indent, _insert, _byte, _truncate, _value, _deep, _ends, _encoding,
)  # fmt: skip


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Change a file once, more often twice or thrice."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(CHANGES)(chance, content)
    return content


class Ways:
    """Every way a file arrives, with what answering it would write or print."""

    def __init__(self, tools: Tools, known: Known, places: Path) -> None:
        self.tools, self.known, self.places = tools, known, places

    def check(self, chance: random.Random, content: bytes) -> None:
        """Read as a file of the repository, report, and summarise for whoever reviews it."""
        read = self.tools.reader.read(content, file="x/2025.yaml", slug="x", year=YEAR)
        years = (read.assessment,) if read.assessment else ()
        problems = in_order((*read.problems, *between_years(years, self.tools.names)))
        report = REPORTS[chance.choice(sorted(REPORTS))](problems)
        told = review("x", YEAR, Versions({}, {YEAR: content}), self.tools, problems)
        values = {"touches": touched_by(()), "fiches": [told], "suite": 0}
        (report + letter("resume.md", self.tools.settings, **values)).encode("utf-8", "strict")

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
        answer = receive(issue, self.tools, self.known, ["depot/x-3"])
        for one in (answer.comment, answer.request, answer.title, answer.message, answer.branch):
            one.encode("utf-8", "strict")

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
                content = chance.choice((_byte, _truncate, _insert))(chance, content)
        arrival = Arrival(content, name, year=chance.choice(("", str(YEAR), "x")), complete=True)
        received = examine(arrival, self.tools, self.known, self.places)
        for one in received.findings:
            f"{one.message}{one.hint}{one.public.message}".encode("utf-8", "strict")


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
    folders = data_folders(Path("data"), Path("data"))
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
