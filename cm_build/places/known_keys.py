"""What a mapping of a file may hold: its keys are known, and each value is read where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, create_model
from pydantic_core import core_schema

from cm_build.places import written
from cm_build.places.answer import NO_ANSWER
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Entry, Fields, Node, Scalar
from cm_build.reading.syntax import STUCK_COLON

if TYPE_CHECKING:
    from cm_build.places.desk import Desk

Schema = dict[str, Any]
Describe = Callable[["type[KnownKeys]"], Schema]
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
        """Validate with this reader alone, on the desk where the file is read."""
        read = self.read
        return core_schema.with_info_plain_validator_function(
            lambda entry, info: read(entry.node, info.context)
        )

    def __get_pydantic_json_schema__(self, _: object, handler: GetJsonSchemaHandler) -> Schema:
        """Describe what editors parse; other mappings are described where they are made."""
        return self.written(lambda model: handler(model.__pydantic_core_schema__))


class KnownKeys(BaseModel):
    """A mapping read key by key; a key that is not known is kept apart, to be told."""

    model_config = ConfigDict(extra="allow", frozen=True)
    keys: ClassVar[tuple[str, ...]] = ()
    # What a report says when something else stands there: what it names, what was expected.
    shape: ClassVar[tuple[str, str]] = ("", "")
    # Keys that have their place somewhere else, and where.
    elsewhere: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def read(cls, node: Node, desk: Desk) -> dict[str, Any] | None:
        """Give what each key says, in the order of the questionnaire; None when it has no keys."""
        if not isinstance(node, Fields):
            cls._refuse(node, desk)
            return None
        read = cls.model_validate(node.entries, context=desk)
        for key in read.model_extra or ():
            cls.refuse_key(key, node.entries[key], desk)
        told = zip(cls.keys, read.__dict__.values(), strict=True)
        return {key: one for key, one in told if one is not None and one is not NO_ANSWER}

    @classmethod
    def refuse_key(cls, key: str, entry: Entry, desk: Desk) -> None:
        """Say that a key is not known, and where it belongs or what it looks like."""
        home = cls.elsewhere.get(key)
        hint = f" Elle se range dans la section « {home} »." if home else Suggestion(key, cls.keys)
        desk.refuse("CM-201", entry.key, lu=key, proche=hint)

    @classmethod
    def _refuse(cls, node: Node, desk: Desk) -> None:
        if isinstance(node, Scalar) and STUCK_COLON.match(node.text):
            desk.refuse("CM-125", node.mark, lu=node.text)
        else:
            named, expected = cls.shape
            desk.refuse("CM-203", node.mark, lu=named, attendu=expected)


def known_keys(
    name: str,
    types: Mapping[str, Typed],
    *,
    base: type[KnownKeys] = KnownKeys,
    title: str = "",
    shape: tuple[str, str] | None = None,
    required: tuple[str, ...] = (),
) -> type[KnownKeys]:
    """Make the model of a mapping from the type of each key; `required` is for editors."""
    fields: dict[str, Any] = {
        _MARK + key: (Annotated[object, typed], Field(None, alias=key))
        for key, typed in types.items()
    }
    described = {
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }
    settings = {"title": title or None, "json_schema_extra": described}
    model = create_model(name, __base__=base, __cls_kwargs__=settings, **fields)
    model.keys = tuple(types)
    model.shape = shape or (", ".join(model.keys[:3]), "des clés")
    return model


def is_empty(node: Node) -> bool:
    """Tell a key left without a value: it says nothing, which is neither zero nor no."""
    return isinstance(node, Scalar) and not node.text.strip()


def nested(model: type[KnownKeys]) -> Typed:
    """Give the type of a mapping that may be left empty."""
    return Typed(
        lambda node, desk: None if is_empty(node) else model.read(node, desk),
        lambda describe: written.or_word(describe(model), ()),
    )
