"""The models of a file, made from the questionnaire: what it may hold, read and described by the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from cm_build.places import written
from cm_build.places.answer import Given
from cm_build.places.answer_reading import answer_type
from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.known_keys import KnownKeys, Schema, Typed, nested
from cm_build.places.own import own_types
from cm_build.places.own_definition import OWN_CRITERIA
from cm_build.places.value_reading import text_type
from cm_build.places.workshop import WORKSHOP
from cm_build.places.workshop_types import BY_CRITERION, workshop_type
from cm_build.questionnaire.grammar import (
    CRITERIA,
    EFFECTS,
    ENVIRONMENT,
    SCALES,
    Home,
    companions_of,
    is_precision,
    path_of,
)
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import AnyQuestion, MultipleChoice
from cm_build.questionnaire.succession import successions
from cm_build.reading.node import Fields, Node

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What no file of today says; editors let it stand in an older one.
_FORMER = Typed(lambda _, __: None, lambda _: {"deprecated": True})
_PRECISION, _DETAIL = text_type(200, short=True), text_type(600, short=False)


class FileModels:
    """The models of the files that answer one questionnaire, each made when a file first uses it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.workshop = workshop_type(names)
        self._successions = successions(names)
        self._elsewhere = {path: asked.owner for path, asked in names.asked.items()}
        effects = {
            SCALES: nested(self._owners("echelle", names.scales)),
            CRITERIA: nested(self._owners("critere", names.criteria)),
        }
        types = {
            # The head, the workshop and what the place follows are read apart: no answer depends on them.
            **dict.fromkeys(Header.model_fields, Typed(lambda node, _: node, lambda _: {})),
            **{section: self._group("section", section) for section in names.sections},
            EFFECTS: nested(self._keys(EFFECTS, effects)),
            ENVIRONMENT: nested(self._owners("axe", names.axes)),
            **own_types(names),
            WORKSHOP: Typed(lambda node, _: node, self.workshop.written),
        }
        self._file = self._keys("fiche", types, "Bilan d’un lieu, une année")

    def read(self, root: Fields, desk: Desk) -> None:
        """Put on the desk every answer of a file, where each stands, and what is wrong."""
        self._file.read(root, desk)

    def schema(self) -> Schema:
        """Describe a file for editors, in JSON Schema."""
        answers = self._file.model.model_json_schema(schema_generator=_Described)
        header = Header.model_json_schema(schema_generator=_Described)
        header["properties"]["questionnaire"] = written.whole(1, self.names.questionnaire.version)
        return {
            "$schema": DIALECT,
            **answers,
            "required": header["required"],
            **self._defined(),
            "properties": {**answers["properties"], **header["properties"]},
            "$defs": {**answers.get("$defs", {}), **header["$defs"]},
        }

    def _defined(self) -> Schema:
        """Tell editors that only a file which defines criteria votes on others than ours."""
        known = {"propertyNames": {"enum": [*self.names.criteria]}}
        votes = {"properties": dict.fromkeys(BY_CRITERION, known)}
        return {
            "if": {"not": {"required": [OWN_CRITERIA]}},
            "then": {"properties": {WORKSHOP: votes}},
        }

    def _keys(self, name: str, types: Mapping[str, Typed], title: str | None = None) -> KnownKeys:
        return KnownKeys(name, types, title=title, elsewhere=self._elsewhere)

    def _owners(self, home: Home, owners: Iterable[str]) -> KnownKeys:
        return self._keys(f"{home}s", {owner: self._group(home, owner) for owner in owners})

    def _group(self, home: Home, owner: str) -> Typed:
        """Give the type of the answers of a section, scale, criterion or axis."""
        group = self.names.by_owner.get((home, owner), ())
        lines = self._successions.lines
        own = {
            asked.question.id: answer_type(asked.question, [*lines.get(asked.path, ())])
            for asked in group
        }
        beside = {k: v for asked in group for k, v in _companions(asked.question).items()}
        types = {**own, **beside}
        former = self._former(home, owner).difference(types)
        known = {**types, **dict.fromkeys(sorted(former), _FORMER)}
        answered = nested(self._keys(owner, known, self.names.title(owner)))
        paths = {key: path_of(home, owner, key) for key in types}

        def read(node: Node, desk: Desk) -> None:
            """Lower at once what is answered, each under its path."""
            for key, answer in (answered.read(node, desk) or {}).items():
                if key in own:
                    desk.answers[paths[key]] = answer
                elif answer:
                    # No reserved word has a meaning beside an answer.
                    desk.answers[paths[key]] = Given(answer)
            entries = node.entries.items() if isinstance(node, Fields) else ()
            desk.marks.update({paths[key]: entry.key for key, entry in entries if key in types})

        return Typed(read, answered.written)

    def _former(self, home: Home, owner: str) -> set[str]:
        """Name the questions that older files may answer there: renamed before they are read."""
        scope = "" if home == "section" else f"{owner}."
        return {
            name.removeprefix(scope)
            for name in self._successions.questions
            if name.startswith(scope) and "." not in name.removeprefix(scope)
        }


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
        described = super().model_schema(schema)
        title = schema["cls"].model_config.get("title")
        own = {
            name: value for name, value in described.items() if name not in ("title", "description")
        }
        return {"title": title, **own} if title else own


def _companions(question: AnyQuestion) -> dict[str, Typed]:
    """Give the types of what may stand beside an answer: a precision, a text for each choice."""
    types = {}
    for key in companions_of(question):
        if isinstance(question, MultipleChoice) and not is_precision(key):
            details = dict.fromkeys([option.id for option in question.options], _DETAIL)
            types[key] = nested(KnownKeys(key, details, (key, "un texte par choix")))
        else:
            types[key] = _PRECISION
    return types
