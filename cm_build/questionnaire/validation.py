"""What Pydantic found wrong in a trusted file, as our own problems with file, line and column."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Items, Scalar, mark_at, node_at, plain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cm_build.reading.ledger import Ledger
    from cm_build.reading.node import Fields, Node

Model = TypeVar("Model", bound=BaseModel)

# What versions of the questionnaire will need, and what nothing does today.
NOT_YET = frozenset({"depuis", "jusqu_a", "remplace"})
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


def build(model: type[Model], root: Fields, ledger: Ledger) -> Model | None:
    """Make a frozen model from a tree, or note every problem with its place."""
    try:
        return model.model_validate(plain(root))
    except ValidationError as error:
        for detail in _own(error.errors(include_url=False, include_context=True)):
            _note(detail, root, model, ledger)
        return None


def _own(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the lists that are too short only because what they hold is wrong: it is told."""
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [one for one in details if one["type"] != "too_short" or one["loc"] not in inside]


def _note(detail: ErrorDetails, root: Fields, model: type[BaseModel], ledger: Ledger) -> None:
    path = detail["loc"]
    mark = mark_at(root, path)
    key = str(path[-1]) if path else ""
    kind = detail["type"]
    if kind == "missing":
        ledger.note("CM-202", mark, cle=key)
        return
    if kind == "union_tag_not_found":
        ledger.note("CM-202", mark, cle=_tag_key(detail))
        return
    if kind == "union_tag_invalid":
        path = (*path, _tag_key(detail))
        mark = mark_at(root, path)
    if kind == "extra_forbidden" and key in NOT_YET:
        ledger.note("CM-615", mark, lu=key)
        return
    if kind == "extra_forbidden":
        ledger.note("CM-201", mark, lu=key, proche=Suggestion(key, _known_keys(model)))
        return
    node = node_at(root, path)
    read = node.text if isinstance(node, Scalar) else _shape(node)
    ledger.note("CM-204", mark, lu=read, attendu=_expected(detail))


def _tag_key(detail: ErrorDetails) -> str:
    """Give the key that tells which kind a piece is: `type` for a question, `forme` for a drawing."""
    return str(detail.get("ctx", {}).get("discriminator", "")).strip("'")


def _shape(node: Node | None) -> str:
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
