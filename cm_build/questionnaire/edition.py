"""From when, and until when, something of the questionnaire is asked, and what it takes the place of."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from cm_build.questionnaire.declared import Declared, Sentence

# No questionnaire will have so many versions: from here on, a bound is the year of an assessment.
FIRST_YEAR = 1000


class Edition(NamedTuple):
    """What a file answers: a version of the questionnaire, for a year."""

    version: int
    year: int


class Dated(Declared):
    """A question, an option or a part that was not always asked, or no longer is.

    `depuis` and `jusqu_a` are both included; each is a version of the questionnaire or, for what
    depends on the world rather than on us, the year of the assessment. `remplace` names what meant
    the same before: answers to it are read as answers to this.
    """

    depuis: int | None = None
    jusqu_a: int | None = None
    remplace: Sentence | None = None

    def is_asked(self, edition: Edition) -> bool:
        """Tell whether a file of this edition was asked this."""
        since, until = self.depuis, self.jusqu_a
        return (since is None or since <= _counted(edition, since)) and (
            until is None or _counted(edition, until) <= until
        )

    def is_current(self, version: int) -> bool:
        """Tell whether a version of the questionnaire asks this, for some year."""
        bounds = ((self.depuis, 0), (self.jusqu_a, 1))
        return all(
            bound is None or bound >= FIRST_YEAR or (bound >= version if last else bound <= version)
            for bound, last in bounds
        )


Asked = TypeVar("Asked", bound=Dated)


def as_asked(question: Asked, version: int) -> Asked:
    """Give a question as a version asks it: the options and parts of other versions left out."""
    kept = {
        key: tuple(line for line in lines if line.is_current(version))
        for key in ("options", "parts")
        if (lines := getattr(question, key, ()))
    }
    return question.model_copy(update=kept) if kept else question


def named_bound(bound: int) -> str:
    """Name a bound the way people read it."""
    return f"l’année {bound}" if bound >= FIRST_YEAR else f"la version {bound} du questionnaire"


def _counted(edition: Edition, bound: int) -> int:
    return edition.year if bound >= FIRST_YEAR else edition.version


class Retired(Declared):
    """What the questionnaire asks no more: its full name, since which version, what became of it.

    `id` names a question (`lien_social.frequence`), an option or a part (`services.gratuit`); a
    question asked of every criterion is named alone. `devient` names in full what its answers are
    read as; without it, they are put aside, and `pourquoi` says why.
    """

    id: Sentence
    depuis_version: int
    devient: Sentence | None = None
    pourquoi: Sentence
