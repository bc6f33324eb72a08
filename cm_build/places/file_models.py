"""The models of a file, made from the questionnaire: what it may hold, read and described by the same."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from cm_build.places import written
from cm_build.places.answer import Given
from cm_build.places.answer_reading import answer_type, text_type
from cm_build.places.header import Header
from cm_build.places.known_keys import KnownKeys, Typed, is_empty, known_keys, nested
from cm_build.places.workshop import WORKSHOP, workshop_type
from cm_build.questionnaire.grammar import (
    CRITERIA,
    EFFECTS,
    ENVIRONMENT,
    SCALES,
    companions_of,
    is_precision,
    path_of,
)
from cm_build.questionnaire.question import MultipleChoice
from cm_build.reading.node import Fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.places.desk import Desk
    from cm_build.places.known_keys import Describe, Schema
    from cm_build.questionnaire.grammar import Home
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.question import AnyQuestion
    from cm_build.reading.node import Node

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PRECISION, _DETAIL = text_type(200, short=True), text_type(600, short=False)


class FileModels:
    """The models of the files that answer one questionnaire; that of a group is made when first used."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._groups: dict[tuple[Home, str], type[KnownKeys]] = {}
        self._elsewhere = {path: asked.owner for path, asked in names.asked.items()}

    def read(self, root: Fields, desk: Desk) -> None:
        """Put on the desk every answer of a file, where each stands, and what is wrong."""
        self._file.read(root, desk)

    def schema(self) -> Schema:
        """Describe a file for editors, in JSON Schema."""
        answers = self._file.model_json_schema(schema_generator=_Described)
        header = Header.model_json_schema(schema_generator=_Described)
        header["properties"]["questionnaire"] = written.whole(1, self.names.questionnaire.version)
        return {
            "$schema": DIALECT,
            **answers,
            "required": header["required"],
            "properties": {**answers["properties"], **header["properties"]},
            "$defs": {**answers.get("$defs", {}), **header["$defs"]},
        }

    @cached_property
    def workshop(self) -> Typed:
        """Make the type of the collective evaluation."""
        return workshop_type(self.names)

    @cached_property
    def _file(self) -> type[KnownKeys]:
        names = self.names
        scales, criteria = (
            self._owners("echelle", names.scales),
            self._owners("critere", names.criteria),
        )
        effects = {SCALES: nested(scales), CRITERIA: nested(criteria)}
        types = {
            # The head and the workshop are read apart: the answers do not depend on them.
            **dict.fromkeys(Header.model_fields, Typed(_passed, lambda _: {})),
            **{section: self._group_type("section", section) for section in names.sections},
            EFFECTS: nested(self._structure(EFFECTS, effects)),
            ENVIRONMENT: nested(self._owners("axe", names.axes)),
            WORKSHOP: Typed(_passed, self._described_workshop),
        }
        return self._structure("fiche", types, title="Bilan d’un lieu, une année")

    def _described_workshop(self, describe: Describe) -> Schema:
        return self.workshop.written(describe)

    def _structure(self, name: str, types: dict[str, Typed], title: str = "") -> type[KnownKeys]:
        model = known_keys(name, types, title=title)
        model.elsewhere = self._elsewhere
        return model

    def _owners(self, home: Home, owners: Iterable[str]) -> type[KnownKeys]:
        return self._structure(
            f"{home}s", {owner: self._group_type(home, owner) for owner in owners}
        )

    def _group_type(self, home: Home, owner: str) -> Typed:
        def read(node: Node, desk: Desk) -> None:
            """Lower at once what a group answers, each under its path."""
            if is_empty(node):
                return
            model = self._group(home, owner)
            answers = model.read(node, desk) or {}
            desk.answers.update(
                {path_of(home, owner, key): answer for key, answer in answers.items()}
            )
            entries = node.entries if isinstance(node, Fields) else {}
            known = (key for key in model.keys if key in entries)
            desk.marks.update({path_of(home, owner, key): entries[key].key for key in known})

        def described(describe: Describe) -> Schema:
            return written.or_word(describe(self._group(home, owner)), ())

        return Typed(read, described)

    def _group(self, home: Home, owner: str) -> type[KnownKeys]:
        if (home, owner) not in self._groups:
            group = self.names.by_owner.get((home, owner), ())
            types = {asked.question.id: answer_type(asked.question) for asked in group}
            for asked in group:
                types.update(_companions(asked.question))
            self._groups[home, owner] = self._structure(owner, types, self.names.title(owner))
        return self._groups[home, owner]


@lru_cache(maxsize=4)
def file_models(names: Names) -> FileModels:
    """Give the models of a questionnaire, kept for the process."""
    return FileModels(names)


class _Described(GenerateJsonSchema):
    """Says of a key what the questionnaire says, and nothing of how models are made."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: Any) -> Schema:
        told = super().model_schema(schema)
        title = schema["cls"].model_config.get("title")
        own = {name: value for name, value in told.items() if name not in ("title", "description")}
        return {"title": title, **own} if title else own


def _passed(node: Node, _: Desk) -> Node:
    return node


def _companions(question: AnyQuestion) -> dict[str, Typed]:
    """Give the types of what may stand beside an answer: a precision, a text for each choice."""
    types = {}
    for key in companions_of(question):
        if isinstance(question, MultipleChoice) and not is_precision(key):
            details = dict.fromkeys([option.id for option in question.options], _DETAIL)
            shape = (key, "un texte par choix")
            types[key] = _given(nested(known_keys(key, details, shape=shape)))
        else:
            types[key] = _given(_PRECISION)
    return types


def _given(value: Typed) -> Typed:
    """Give the type of a text beside an answer: no reserved word has a meaning there."""

    def read(node: Node, desk: Desk) -> Given | None:
        told = value.read(node, desk)
        return Given(told) if told else None

    return Typed(read, value.written)
