"""What the preview's worker calls: JSON in, JSON out, because it stands on the other side of a wall."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from cm_build.computing.peers import Profile
from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.request import Request
from cm_build.contributing.tracking.files import OpenedFile
from cm_build.contributing.tracking.report import report
from cm_build.forges.remote import Deduced
from cm_build.places.answer import Picture
from cm_build.reading.source import read_source
from cm_build.referential.assembly import Referential
from cm_build.referential.toolbox import data_folders, load_tools

# The display font, packed with the data: a page to keep takes it along.
FONT_FILE = "police.woff2"
# What git and the forge told the build: a browser cannot ask them.
DEDUCED_FILE = "deduit.json"


def neighbours_json(referential: Referential, *, illustrated: bool) -> str:
    """Write what a preview needs to know of published places, the same bytes for the same places."""
    document = {
        "illustre": illustrated,
        "lieux": sorted(summary.slug for summary in referential.drawn),
        "departements": referential.departements.telling(referential.tools.names, fictional=False),
        "profils": [
            _told(profile) for profile in sorted(referential.profiles, key=lambda p: p.slug)
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _told(profile: Profile) -> dict[str, object]:
    return {
        "lieu": profile.slug,
        "type": profile.type,
        "surface": profile.surface,
        "densite": profile.density,
        "fictif": profile.fictional,
        "chiffres": {name: str(value) for name, value in sorted(profile.figures.items())},
    }


def read_neighbours(text: str) -> tuple[Neighbours, bool]:
    """Read them back, and whether the site draws an image for each place."""
    document = json.loads(text)
    neighbours = Neighbours(
        frozenset(document["lieux"]),
        tuple(_profiles(document["profils"])),
        tuple(document["departements"]),
    )
    return neighbours, document["illustre"]


def _profiles(entries: Iterable[dict[str, Any]]) -> Iterable[Profile]:
    for entry in entries:
        figures = {name: Decimal(value) for name, value in entry["chiffres"].items()}
        yield Profile(
            entry["lieu"],
            entry["type"],
            entry["surface"],
            entry["densite"],
            entry["fictif"],
            figures,
        )


def open_studio(data: str, neighbours: str) -> Callable[[str], str]:
    """Read the questionnaire once, and give the function that previews.

    Raises:
        RuntimeError: the data served with the program is not what the program expects.
    """
    folder = Path(data)
    folders = replace(data_folders(folder, folder), deduced=_deduced(folder / DEDUCED_FILE))
    tools, problems = load_tools(folders)
    if tools is None:
        raise RuntimeError(problems[0].message)
    known, illustrated = read_neighbours(neighbours)
    font = folder / FONT_FILE
    inside = font.read_bytes() if font.is_file() else b""
    previewer = Previewer(tools, known, illustrated=illustrated, font=inside)
    return lambda request: answered(previewer, request)


def _deduced(path: Path) -> Deduced:
    return Deduced(*json.loads(path.read_bytes())) if path.is_file() else Deduced()


def answered(previewer: Previewer, text: str) -> str:
    """Preview what the form asks, or follow a place through its files; times are in milliseconds."""
    message = json.loads(text)
    if "suivi" in message:
        return json.dumps({"html": report(_opened_files(message["suivi"]), previewer.tools)})
    request = _request(message)
    start = perf_counter()
    read_source(request.content, "")
    parsed = perf_counter()
    preview = previewer.preview(request)
    done = perf_counter()
    return json.dumps(
        {
            "html": preview.html,
            "problemes": [
                {
                    "code": remark.problem.code,
                    "gravite": remark.problem.severity,
                    "ligne": remark.problem.line,
                    "message": remark.problem.message,
                    "remede": remark.problem.hint,
                    "champ": remark.keys,
                }
                for remark in preview.remarks
            ],
            "lecture_ms": (parsed - start) * 1000,
            "total_ms": (done - parsed) * 1000,
        }
    )


def _opened_files(told: Iterable[Mapping[str, Any]]) -> tuple[OpenedFile, ...]:
    return tuple(
        OpenedFile(str(one["nom"]), str(one["texte"]).encode("utf-8", "surrogatepass"))
        for one in told
    )


def _request(message: dict[str, Any]) -> Request:
    pictures = {
        name: Picture(int(size["width"]), int(size["height"]), str(size["digest"]))
        for name, size in message.get("photos", {}).items()
    }
    earlier = {int(year): str(text).encode() for year, text in message.get("anciens", {}).items()}
    return Request(
        content=str(message["texte"]).encode("utf-8", "surrogatepass"),
        year=int(message["annee"]),
        slug=str(message.get("lieu", "")),
        earlier=earlier,
        pictures=pictures,
        handed=bool(message.get("remis")),
        marked=bool(message.get("marquer")),
        withheld=tuple(str(key) for key in message.get("retenues", ())),
        file=str(message.get("fiche", "")),
        annexed=bool(message.get("annexe")),
    )
