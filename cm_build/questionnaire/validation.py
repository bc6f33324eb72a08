"""What Pydantic found wrong in a trusted file, as our own problems with file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cm_build.questionnaire.origin import Origin, Path
from cm_build.reading.ledger import Ledger
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields, Items, Node, Scalar, mark_at, node_at, plain
from cm_build.reading.problem import Problem
from cm_build.reading.source import read_source
from cm_build.reading.tree import TRUSTED

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "bool": "oui ou non",
    "int": "un nombre entier",
    "decimal": "un nombre",
    "date": "une date comme 2026-02-03",
    "list": "une liste",
    "tuple": "une liste",
    "dict": "un ensemble de clés et de valeurs",
    "model": "un ensemble de clés et de valeurs",
    "string": "un texte",
}


class ModelFault(NamedTuple):
    """What is wrong, and the keys that lead there."""

    code: str
    path: Path
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Declaration(Generic[Model]):
    """A trusted file: what it declares (None when it cannot be used), where, and what is wrong."""

    model: Model | None
    origin: Origin | None
    problems: tuple[Problem, ...]

    def checked(self, problems: tuple[Problem, ...]) -> Declaration[Model]:
        """Say what more is wrong in it."""
        return Declaration(None if problems else self.model, self.origin, problems)


def read_declaration(model: type[Model], content: bytes, file: str) -> Declaration[Model]:
    """Read a trusted file and make of it what it declares; all its problems at once."""
    source = read_source(content, file, TRUSTED)
    if source.root is None:
        return Declaration(None, None, source.problems)
    made = build(model, source.root, source.ledger)
    problems = source.problems
    return Declaration(None if problems else made, Origin(file, source.root), problems)


def build(model: type[Model], root: Fields, ledger: Ledger) -> Model | None:
    """Make a frozen model from the tree of one file, or note every problem with its place."""
    made, faults = validated(model, root)
    for fault in faults:
        ledger.note(fault.code, mark_at(root, fault.path), **fault.values)
    return made


def validated(model: type[Model], root: Fields) -> tuple[Model | None, tuple[ModelFault, ...]]:
    """Make a frozen model from a tree, or tell everything that is wrong in it."""
    try:
        return model.model_validate(plain(root)), ()
    except ValidationError as error:
        details = _own(error.errors(include_url=False, include_context=True))
        return None, tuple(_fault(detail, root, model) for detail in details)


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the lists that are too short only because what they hold is wrong: it is told."""
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [
        detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside
    ]


def _fault(detail: ErrorDetails, root: Fields, model: type[BaseModel]) -> ModelFault:
    path = detail["loc"]
    key = str(path[-1]) if path else ""
    kind = detail["type"]
    if kind == "missing":
        return ModelFault("CM-202", path, {"cle": key})
    if kind == "union_tag_not_found":
        return ModelFault("CM-202", path, {"cle": _tag_key(detail)})
    if kind == "union_tag_invalid":
        path = (*path, _tag_key(detail))
    if kind == "extra_forbidden":
        return ModelFault(
            "CM-201", path, {"lu": key, "proche": Suggestion(key, _known_keys(model))}
        )
    node = node_at(root, path)
    read = node.text if isinstance(node, Scalar) else _shape(node)
    code = detail.get("ctx", {}).get("code", "CM-204")
    return ModelFault(code, path, {"lu": read, "attendu": _expected(detail)})


def _tag_key(detail: ErrorDetails) -> str:
    """Give the key that tells which kind a piece is: `type` for a question, `forme` for a drawing."""
    return str(detail.get("ctx", {}).get("discriminator", "")).strip("'")


def _shape(node: Node) -> str:
    return "une liste" if isinstance(node, Items) else "un ensemble de clés et de valeurs"


def _expected(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if "attendu" in context:
        return str(context["attendu"])
    for name in ("expected", "expected_tags"):
        if name in context:
            return str(context[name]).replace("'", "").replace(" or ", " ou ")
    if "pattern" in context:
        return "un identifiant en minuscules, chiffres et soulignés (2 à 48 caractères)"
    bounds = [
        words.format(context[name])
        for name, words in (
            ("ge", "au moins {}"),
            ("gt", "plus de {}"),
            ("le", "au plus {}"),
            ("min_length", "au moins {} élément(s)"),
            ("max_length", "au plus {} caractères ou éléments"),
        )
        if name in context
    ]
    if bounds:
        return ", ".join(bounds)
    kind = detail["type"].split("_")[0]
    return _EXPECTED.get(kind, "une autre forme (voir la documentation de cette clé)")


@cache
def _known_keys(model: type[BaseModel]) -> frozenset[str]:
    names: set[str] = set()
    waiting, seen = [model], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        names.update(current.model_fields)
        for field in current.model_fields.values():
            waiting.extend(_models_in(field.annotation))
    return frozenset(names)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    arguments = getattr(annotation, "__args__", ())
    return [model for argument in arguments for model in _models_in(argument)]
