"""What a mapping of a file may hold: its keys are known, and each value is read where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, Field, GetJsonSchemaHandler, create_model
from pydantic_core import SchemaValidator, core_schema

from cm_build.places import written
from cm_build.places.answer import NO_ANSWER
from cm_build.places.desk import Desk
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Entry, Fields, Node, Scalar
from cm_build.reading.syntax import STUCK_COLON

Schema = dict[str, Any]
Describe = Callable[[type[BaseModel]], Schema]
# No name of a Pydantic model begins so: whatever a network calls its questions, none hides another.
_MARK = "k_"


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of one value: one validator that reads its node, and what editors parse of it.

    What cannot be read is noted on the desk, with its place, and gives nothing: an exception would
    lose the neighbours, and could carry neither a warning nor two problems.
    """

    read: Callable[[Node, Desk], Any]
    written: Callable[[Describe], Schema]

    def __get_pydantic_core_schema__(self, *_: object) -> core_schema.CoreSchema:
        """Validate with this reader alone."""
        return self.validated

    @property
    def validated(self) -> core_schema.CoreSchema:
        """Say how Pydantic reads an entry: with this reader, on the desk where the file is read."""
        read = self.read
        return core_schema.with_info_plain_validator_function(
            lambda entry, info: read(entry.node, info.context)
        )

    def __get_pydantic_json_schema__(self, _: object, handler: GetJsonSchemaHandler) -> Schema:
        """Describe what editors parse; other mappings are described where they are made."""
        return self.written(lambda model: handler(model.__pydantic_core_schema__))


@dataclass(frozen=True)
class KnownKeys:
    """The keys of a mapping and their types; its validator is made when a file first uses it, and kept.

    `shape` is what a report says when something else stands there: what it names, what was
    expected. `required` is for editors, and `others` too: what they let stand at any other key;
    `elsewhere` tells the keys that have another place.
    """

    name: str
    types: Mapping[str, Typed]
    shape: tuple[str, str] | None = None
    title: str | None = None
    required: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    others: Schema | bool = False

    @cached_property
    def validator(self) -> SchemaValidator:
        """Make what reads it: one field a key, in the order of the questionnaire."""
        fields = {
            key: core_schema.typed_dict_field(typed.validated, required=False)
            for key, typed in self.types.items()
        }
        return SchemaValidator(core_schema.typed_dict_schema(fields))

    @cached_property
    def model(self) -> type[BaseModel]:
        """Make the model that describes it to editors: making one takes longer than reading a file."""
        fields: dict[str, Any] = {
            _MARK + key: (Annotated[object, typed], Field(None, alias=key))
            for key, typed in self.types.items()
        }
        extra: Schema = {"additionalProperties": self.others}
        if self.required:
            extra["required"] = list(self.required)
        settings = {"title": self.title, "json_schema_extra": extra}
        return create_model(self.name, __cls_kwargs__=settings, **fields)

    def read(self, node: Node, desk: Desk) -> dict[str, Any] | None:
        """Give what each key says, in the order of the questionnaire; None when it has no keys."""
        if not isinstance(node, Fields):
            self._refuse(node, desk)
            return None
        read = self.validator.validate_python(node.entries, context=desk)
        for key, entry in node.entries.items():
            if key not in self.types:
                self.refuse_key(key, entry, desk)
        return {
            key: value
            for key, value in read.items()
            if value is not None and value is not NO_ANSWER
        }

    def written(self, describe: Describe) -> Schema:
        """Describe what editors parse."""
        return describe(self.model)

    def refuse_key(self, key: str, entry: Entry, desk: Desk) -> None:
        """Say that a key is not known, and where it belongs or what it looks like."""
        home = self.elsewhere.get(key)
        hint = (
            f" Elle se range dans la section « {home} »." if home else Suggestion(key, self.types)
        )
        desk.refuse("CM-201", entry.key, lu=key, proche=hint)

    def _refuse(self, node: Node, desk: Desk) -> None:
        if isinstance(node, Scalar) and STUCK_COLON.match(node.text):
            desk.refuse("CM-125", node.mark, lu=node.text)
        else:
            named, expected = self.shape or (", ".join([*self.types][:3]), "des clés")
            desk.refuse("CM-203", node.mark, lu=named, attendu=expected)


def is_empty(node: Node) -> bool:
    """Tell a key left without a value: it says nothing, which is neither zero nor no."""
    return isinstance(node, Scalar) and not node.text.strip()


def nested(keys: KnownKeys) -> Typed:
    """Give the type of a mapping that may be left empty."""
    return optional(Typed(keys.read, keys.written))


def optional(told: Typed) -> Typed:
    """Give the type of what may be left empty."""
    return Typed(
        lambda node, desk: None if is_empty(node) else told.read(node, desk),
        lambda describe: written.or_word(told.written(describe), ()),
    )
