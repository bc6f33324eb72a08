"""What a place keeps for itself, told from the file alone, even a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cm_build.places.assessment import Assessment
from cm_build.places.concealment import kept_back
from cm_build.places.own import PRIVATE_PARTS
from cm_build.questionnaire.grammar import beside
from cm_build.questionnaire.names import Names
from cm_build.reading.node import Fields, Items, Scalar

# The keys of a file by which a place says what it shows.
MASKED, UNVEILED = "sections_masquees", "sections_publiees"
HELD, CHOSEN = "reponses_masquees", "reponses_publiees"


@dataclass(frozen=True, slots=True)
class Withheld:
    """The sections and answers of a file that are not for the public, by their names.

    `unchosen` are private by default, answer by answer, and this file does not choose them.
    `places` are those of what a place follows, by their rank in the file: keys lead there by it.
    `anything` tells whether the file holds one of them: what compares answers may then quote it.
    """

    sections: frozenset[str]
    answers: frozenset[str]
    unchosen: frozenset[str]
    places: frozenset[str]
    anything: bool

    def holds(self, keys: Sequence[str]) -> bool:
        """Tell whether the field that these keys lead to is one of them, or would give one back."""
        if self.sections.intersection(keys):
            return True
        # A hidden line is hidden with its table: a sum quoted there would tell it.
        hidden = self.answers | {name.rpartition(".")[0] for name in self.answers}
        hidden |= self.unchosen | self.places
        # What is said beside an answer is hidden with it.
        bare = [beside(key) for key in keys]
        ranges = ((start, end) for start in range(len(bare)) for end in range(start, len(bare)))
        return any(".".join(bare[start : end + 1]) in hidden for start, end in ranges)


def withheld(root: Fields | None, names: Names, assessment: Assessment | None = None) -> Withheld:
    """Read what a file hides, as the site would, without asking that the rest be right.

    Of a file that reads, what is kept along with what it names is known too.
    """
    private = {section.id for section in names.sections.values() if section.prive_par_defaut}
    masked = listed_in(root, MASKED)
    kept = (private - listed_in(root, UNVEILED)) | masked
    answers = listed_in(root, HELD)
    if assessment:
        whole = kept_back(assessment.header, assessment.answers, names)
        answers |= {rule.name for rule in whole.along}
    present = kept & (root.entries.keys() if root else set())
    asked = names.asked.items()
    private_alone = {path for path, one in asked if one.question.prive_par_defaut}
    unchosen = frozenset(private_alone - listed_in(root, CHOSEN))
    anything = bool(masked or present or answers)
    places = frozenset(_own_places(root, answers, listed_in(root, CHOSEN) - answers))
    return Withheld(frozenset(kept), frozenset(answers), unchosen, places, anything)


def _own_places(
    root: Fields | None, kept: Collection[str], chosen: Collection[str]
) -> Iterator[str]:
    """Find where stand the definitions that a file keeps, and the private parts it does not choose."""
    for owner, parts in PRIVATE_PARTS.items():
        entry = root.entries.get(owner) if root else None
        lines = entry.node.items if entry and isinstance(entry.node, Items) else ()
        for rank, line in enumerate(lines):
            identifier = text_of(line, "id") if isinstance(line, Fields) else ""
            if f"{owner}.{identifier}" in kept:
                yield f"{owner}.{rank}"
            yield from (
                f"{owner}.{rank}.{part}"
                for part in parts
                if f"{owner}.{identifier}.{part}" not in chosen
            )


def listed_in(root: Fields | None, key: str) -> set[str]:
    entry = root.entries.get(key) if root else None
    node = entry.node if entry else None
    items = node.items if isinstance(node, Items) else (node,)
    return {item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()}


def text_of(root: Fields | None, key: str) -> str:
    entry = root.entries.get(key) if root else None
    return entry.node.text.strip() if entry and isinstance(entry.node, Scalar) else ""
