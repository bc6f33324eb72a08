"""How a file lays out its answers: the keys above them, the paths that name them, what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cm_build.questionnaire.question import AnyQuestion, MultipleChoice, SingleChoice

Home = Literal["section", "echelle", "critere", "axe"]
EFFECTS, ENVIRONMENT = "effets_sociaux", "environnement"
SCALES, CRITERIA = "echelles", "criteres"
# The keys that lead to what asks: a section stands at the first level.
ABOVE: Mapping[Home, tuple[str, ...]] = {
    "section": (),
    "echelle": (EFFECTS, SCALES),
    "critere": (EFFECTS, CRITERIA),
    "axe": (ENVIRONMENT,),
}
# What may be said beside an answer: in words, what no option says; and of each option that was chosen.
_PRECISION, _DETAILS = COMPANIONS = ("_precision", "_details")


def keys_to(home: Home, owner: str) -> tuple[str, ...]:
    """Give the keys that lead, in a file, to the answers of a section, scale, criterion or axis."""
    return (*ABOVE[home], owner)


def path_of(home: Home, owner: str, question: str) -> str:
    """Name an answer: one of a section by its question alone."""
    return question if home == "section" else f"{owner}.{question}"


def precision_of(path: str) -> str:
    """Name the text that says more of an answer than its options do."""
    return path + _PRECISION


def details_of(path: str) -> str:
    """Name the texts that tell each chosen option."""
    return path + _DETAILS


def is_precision(path: str) -> bool:
    """Tell whether a path names a precision, and not details."""
    return path.endswith(_PRECISION)


def beside(path: str) -> str:
    """Name the answer that a companion stands beside; any other path is its own."""
    return path.removesuffix(_PRECISION).removesuffix(_DETAILS)


def companions_of(question: AnyQuestion) -> tuple[str, ...]:
    """Give the keys that may stand beside a question: the text of a `precision`, the `details`."""
    names: list[str] = []
    if isinstance(question, SingleChoice | MultipleChoice):
        if any(option.precision for option in question.options):
            names.append(precision_of(question.id))
        if isinstance(question, MultipleChoice) and question.details:
            names.append(details_of(question.id))
    return tuple(names)
