"""When a question, a criterion or a sentence applies, and when two answers contradict each other.

Three-valued, because answers may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cm_build.questionnaire.declared import Declared, Identifier, Sentence, YesNo

# The states a file may say (`places.header`).
DeclaredState = Literal["idee", "prefiguration", "ouvert", "pause", "ferme"]
_TESTS = (
    "egal",
    "parmi",
    "contient",
    "contient_tout",
    "superieur_a",
    "inferieur_a",
    "repondu",
)
_COMBINED = ("tous", "un_de", "non")


class Condition(Declared):
    """One test on one answer, or a combination of conditions."""

    question: str | None = None
    egal: str | None = None
    parmi: tuple[str, ...] | None = None
    contient: tuple[str, ...] | None = None
    contient_tout: tuple[str, ...] | None = None
    superieur_a: Decimal | None = None
    inferieur_a: Decimal | None = None
    repondu: YesNo | None = None
    tous: tuple[Condition, ...] | None = None
    un_de: tuple[Condition, ...] | None = None
    non: Condition | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Condition:
        tests = [name for name in _TESTS if getattr(self, name) is not None]
        combined = [name for name in _COMBINED if getattr(self, name) is not None]
        simple = self.question is not None and len(tests) == 1 and not combined
        if not simple and not (self.question is None and not tests and len(combined) == 1):
            raise ValueError
        return self

    def leaves(self) -> Iterator[Condition]:
        """Give every single test, so that their references can be checked."""
        if self.question is not None:
            yield self
        for inner in (*(self.tous or ()), *(self.un_de or ()), *([self.non] if self.non else ())):
            yield from inner.leaves()

    def wanted(self) -> tuple[str, ...]:
        """Give the options this single test names."""
        single = (self.egal,) if self.egal is not None else ()
        return (*single, *(self.parmi or ()), *(self.contient or ()), *(self.contient_tout or ()))


class ConditionalPattern(Declared):
    """A sentence, and the condition under which it is said."""

    si: Condition | None = None
    texte: Sentence


class Fact(ConditionalPattern):
    """A sentence of a list, beside its pictogram."""

    dessin: Identifier | None = None


Pattern = ConditionalPattern | Annotated[str, Field(min_length=1)]
Patterns = tuple[Pattern, ...]
Facts = tuple[Fact | Annotated[str, Field(min_length=1)], ...]


# The name, in a coherence, of what a file says of the place itself; it is no answer.
STATE_NAME = "etat"


class Coherence(Declared):
    """Two answers that contradict each other, and why.

    They do while `si` holds; with `mots`, only if one of these words is in the first answer, a
    text. With `croissant`, they do when the first is more than the second: amounts, or days; with
    `egaux`, when they differ. Either may be a line of a distribution. The first may be the state of
    the place (`etat`): `etats` then says which states do not go with the second.
    """

    entre: tuple[str, str]
    si: Condition | None = None
    mots: Annotated[tuple[Sentence, ...], Field(min_length=1)] | None = None
    etats: Annotated[tuple[DeclaredState, ...], Field(min_length=1)] | None = None
    croissant: YesNo = False
    egaux: YesNo = False
    pourquoi: Sentence

    @model_validator(mode="after")
    def _one_shape(self) -> Coherence:
        compared = self.croissant or self.egaux
        if compared is (self.si is not None) or (self.croissant and self.egaux):
            raise ValueError
        if (self.entre[0] == STATE_NAME) is not (self.etats is not None):
            raise ValueError
        if (compared and (self.mots or self.etats)) or (self.etats and self.mots):
            raise ValueError
        return self


class Offer(Declared):
    """What the answer `de` already says of `vers`: the form offers it there, behind a button.

    Either may be a line of a distribution. With `valeurs`, options of a choice are offered while
    `si` holds; without, the same quantity.
    """

    de: str
    vers: str
    si: Condition | None = None
    valeurs: Annotated[tuple[str, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Offer:
        if (self.si is None) is not (self.valeurs is None) or self.de == self.vers:
            raise ValueError
        return self
