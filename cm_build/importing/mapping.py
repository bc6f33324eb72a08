"""A mapping: which column of a list answers which question, where the list comes from, on what terms.

It is a small file that a referent writes; those of the directories the project knows come with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from cm_build.places.header import OpenSource
from cm_build.questionnaire.declared import Declared, Sentence
from cm_build.questionnaire.validation import Declaration, read_declaration

FOLDER = "cartes"
SUFFIX = ".yaml"


def _with_name(value: Any) -> Any:
    return {"colonne": value} if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class ListColumn(Declared):
    """Where an answer is; `valeurs` turn what is written there into options, `separateur` parts them."""

    colonne: Sentence
    separateur: str = ""
    valeurs: Mapping[str, str] = {}


AnyColumn = Annotated[ListColumn, BeforeValidator(_with_name)]
Names = Annotated[tuple[Sentence, ...], BeforeValidator(_listed)]


class Found(Declared):
    """The commune as the list itself found it, from a position: used when the rest does not tell."""

    code: Sentence
    nom: Sentence


class CommuneColumns(Declared):
    """What tells the commune: codes, names, a position; the surest is used.

    `position` is one column that holds latitude and longitude, in that order.
    """

    code: Sentence | None = None
    postal: Sentence | None = None
    noms: Names = ()
    latitude: Sentence | None = None
    longitude: Sentence | None = None
    position: Sentence | None = None
    secours: Found | None = None

    @property
    def needed(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Give the columns that must be there, with the keys that name them."""
        named = ((("noms", rank), name) for rank, name in enumerate(self.noms))
        keys = ("code", "postal", "", "latitude", "longitude", "position")
        for key in keys:
            column = getattr(self, key, None)
            if column:
                yield (key,), column
            elif not key:
                yield from named

    @property
    def first(self) -> str:
        """The column that a report names when no commune is found."""
        return next((column for _, column in self.needed), "commune")


class ListMapping(Declared):
    """What a mapping says; a list needs its source, answers of a form come from the places."""

    source: OpenSource | None = None
    annee: Annotated[int, Field(ge=1990, le=2100)] | None = None
    feuille: str = ""
    reponses: Mapping[str, AnyColumn]
    commune: CommuneColumns = CommuneColumns()
    ecartees: Mapping[str, str] = {}

    @property
    def year(self) -> int:
        """The year of the entries: that of the list unless another is given."""
        if self.annee is not None:
            return self.annee
        return self.source.date.year if self.source else 0

    @property
    def columns(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Give the columns that must be there, with the keys that name them in the mapping."""
        for question, column in self.reponses.items():
            yield ("reponses", question), column.colonne
        for path, name in self.commune.needed:
            yield ("commune", *path), name


def shipped() -> tuple[str, ...]:
    """Name the mappings that come with the project."""
    folder = files("cm_build.importing").joinpath(FOLDER)
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names))


def read_mapping(given: str) -> Declaration[ListMapping]:
    """Read a mapping by its name when it comes with the project, else by the path of its file.

    Raises:
        OSError: there is no such file.
    """
    if given in shipped():
        resource = files("cm_build.importing").joinpath(FOLDER, f"{given}{SUFFIX}")
        return read_declaration(ListMapping, resource.read_bytes(), f"{FOLDER}/{given}{SUFFIX}")
    return read_declaration(ListMapping, Path(given).read_bytes(), Path(given).as_posix())
