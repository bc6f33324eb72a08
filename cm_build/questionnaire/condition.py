"""When a question, a criterion or a sentence applies; three-valued, because answers may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import model_validator

from cm_build.questionnaire.declared import Declared, YesNo

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
