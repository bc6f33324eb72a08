"""A network's file laid over the national questionnaire: it adds, and changes nothing.

The two trees are joined before anything is built from them, so that what follows (models, names,
form, exports, method) never knows there were two files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from cm_build.questionnaire.added_pages import (
    AddedAudienceQuestions,
    AddedBlocks,
    AddedObservatory,
)
from cm_build.questionnaire.criterion import Proof
from cm_build.questionnaire.declared import Declared, Identifier, Sentence
from cm_build.questionnaire.indicator import Indicator
from cm_build.questionnaire.model import PanoramaSection, Questionnaire, Section
from cm_build.questionnaire.origin import Noted, Origin, Path
from cm_build.questionnaire.question import AnyQuestion, Question
from cm_build.questionnaire.suggestion import SuggestedCriterion, SuggestedMeasure, Suggestions
from cm_build.reading.node import Entry, Fields, Items, Node, node_at
from cm_build.reading.problem import Problem

NetworkCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]
# What would change the national questionnaire: its roles, its short path, what every file must
# have, and scores that have to mean the same everywhere.
NATIONAL_ONLY = ("role", "essentiel", "obligatoire", "poids")
# The lists of a criterion that a network makes longer.
ADDED_TO_CRITERIA = ("observer", "preuves", "pieges", "notes")


class AddedSection(Section):
    """A section of the network's own, at the end of a part of the questionnaire."""

    partie: Identifier


class AddedQuestions(Declared):
    """Questions at the end of a section, a scale, a criterion or an axis that exists."""

    dans: Identifier
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class CriterionNote(Declared):
    """What the network adds to one criterion: more to look at, to bring, to beware of, and its notes."""

    critere: Identifier
    observer: tuple[Sentence, ...] = ()
    preuves: tuple[Proof, ...] = ()
    pieges: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @model_validator(mode="after")
    def _adds_something(self) -> CriterionNote:
        if not any(getattr(self, name) for name in ADDED_TO_CRITERIA):
            raise ValueError
        return self


class Network(Declared):
    """Everything `data/reseau.yaml` declares; `code` begins each of its ids, before `__`."""

    code: NetworkCode
    sections: tuple[AddedSection, ...] = ()
    questions: tuple[AddedQuestions, ...] = ()
    criteres: tuple[CriterionNote, ...] = ()
    indicateurs: tuple[Indicator, ...] = ()
    panorama: tuple[PanoramaSection, ...] = ()
    blocs: tuple[AddedBlocks, ...] = ()
    suggestions: Suggestions = Suggestions()
    observatoire: AddedObservatory = AddedObservatory()
    publics: tuple[AddedAudienceQuestions, ...] = ()

    @property
    def prefix(self) -> str:
        """What each id of the network begins with: no national id ever has two underscores."""
        return f"{self.code}__"


def overlay(
    network: Network, own: Origin, base: Origin, questionnaire: Questionnaire
) -> tuple[Origin | None, tuple[Problem, ...]]:
    """Add what a network's file declares to the national questionnaire; None when it cannot be."""
    laid = Overlay(Noted(own), base, _targets(questionnaire))
    laid.lay(network)
    problems = laid.noted.problems
    return None if problems else laid.origin(), problems


def _targets(questionnaire: Questionnaire) -> Mapping[str, Mapping[str, Path]]:
    """Where each kind of addition can go, by the id the network names it with."""
    questions: dict[str, Path] = {}
    for p, part in enumerate(questionnaire.parties):
        for s, section in enumerate(part.sections):
            questions[section.id] = ("parties", p, "sections", s, "questions")
    for name in ("echelles", "criteres", "axes"):
        for i, owner in enumerate(getattr(questionnaire, name)):
            questions[owner.id] = (name, i, "questions")
    return {
        "partie": {p.id: ("parties", i, "sections") for i, p in enumerate(questionnaire.parties)},
        "questions": questions,
        "critere": {c.id: ("criteres", i) for i, c in enumerate(questionnaire.criteres)},
        "blocs": {s.id: ("panorama", i, "blocs") for i, s in enumerate(questionnaire.panorama)},
    }


@dataclass
class Overlay:
    """The work in hand: the tree so far, what was grafted, what is wrong."""

    noted: Noted
    base: Origin
    targets: Mapping[str, Mapping[str, Path]]
    added: dict[Path, list[Node]] = field(default_factory=dict)

    def origin(self) -> Origin:
        """Give the joined tree, and where each part of it was written."""
        tree, grafts = self.base.root, list[Path]()
        for target, nodes in self.added.items():
            tree, rank = _with_items(tree, target, nodes)
            grafts += ((*target, rank + place) for place in range(len(nodes)))
        return Origin(self.base.file, tree, self.noted.origin.file, tuple(grafts))

    def own(self, named: Iterable[tuple[Path, str]], prefix: str) -> None:
        """Refuse an id that does not begin as the network's do: it could be the project's one day."""
        for path, name in named:
            if not name.startswith(prefix):
                self.noted.add("CM-613", (*path, "id"), lu=name, attendu=prefix)

    def lay(self, network: Network) -> None:
        """Lay what a network adds to the questionnaire."""
        self.own(_ids(network), network.prefix)
        for path, question in _questions(network):
            self._refuse_national(path, question)
        for s, section in enumerate(network.sections):
            here = ("sections", s)
            self.graft("partie", section.partie, (*here, "partie"), [here])
        for a, added in enumerate(network.questions):
            here = ("questions", a)
            items = each((*here, "questions"), added.questions)
            self.graft("questions", added.dans, (*here, "dans"), items)
        for c, note in enumerate(network.criteres):
            here = ("criteres", c)
            target = self._target("critere", note.critere, (*here, "critere"))
            if target is not None:
                for name in ADDED_TO_CRITERIA:
                    self.append((*target, name), each((*here, name), getattr(note, name)))
        for b, blocks in enumerate(network.blocs):
            here = ("blocs", b)
            self.graft("blocs", blocks.dans, (*here, "dans"), each((*here, "blocs"), blocks.blocs))
        self.append(("indicateurs",), each(("indicateurs",), network.indicateurs))
        self.append(("panorama",), each(("panorama",), network.panorama))
        for name, ideas in _suggestions(network):
            self.append((f"idees_de_{name}",), each(("suggestions", name), ideas))

    def _refuse_national(self, path: Path, question: AnyQuestion) -> None:
        for name in NATIONAL_ONLY:
            if getattr(question, name):
                self.noted.add("CM-614", (*path, name), lu=name)

    def graft(self, kind: str, wanted: str, named_at: Path, items: Sequence[Path]) -> None:
        """Add nodes of the network's tree at the end of the list it names."""
        target = self._target(kind, wanted, named_at)
        if target is not None:
            self.append(target, items)

    def _target(self, kind: str, wanted: str, named_at: Path) -> Path | None:
        """Find what the network adds to, or note that nothing has this name."""
        target = self.targets[kind].get(wanted)
        if target is None:
            self.noted.unknown(wanted, named_at, self.targets[kind])
        return target

    def append(self, target: Path, items: Sequence[Path]) -> None:
        """Add nodes of the network's tree at the end of a list."""
        root = self.noted.origin.root
        for path in items:
            node = _without_part(node_at(root, path))
            self.added.setdefault(target, []).append(node)


def each(path: Path, items: Sequence[object]) -> list[Path]:
    """Give the path of each item of a list."""
    return [(*path, rank) for rank in range(len(items))]


def _without_part(node: Node) -> Node:
    """Drop the key that says where a section goes: once there, it means nothing."""
    if not isinstance(node, Fields):
        return node
    kept = {key: entry for key, entry in node.entries.items() if key != "partie"}
    return Fields(kept, node.mark)


def _ids(network: Network) -> Iterator[tuple[Path, str]]:
    """Every id the network gives; options and parts are named inside their own question."""
    for s, section in enumerate(network.sections):
        yield ("sections", s), section.id
    for path, question in _questions(network):
        yield path, question.id
    for i, indicator in enumerate(network.indicateurs):
        yield ("indicateurs", i), indicator.id
    for s, drawn in enumerate(network.panorama):
        yield ("panorama", s), drawn.id
    for name, ideas in _suggestions(network):
        for s, one in enumerate(ideas):
            yield ("suggestions", name, s), one.id


def _suggestions(
    network: Network,
) -> tuple[tuple[str, Sequence[SuggestedCriterion | SuggestedMeasure]], ...]:
    return ("criteres", network.suggestions.criteres), ("mesures", network.suggestions.mesures)


def _questions(network: Network) -> Iterator[tuple[Path, AnyQuestion]]:
    for s, section in enumerate(network.sections):
        for q, question in enumerate(section.questions):
            yield ("sections", s, "questions", q), question
    for a, added in enumerate(network.questions):
        for q, question in enumerate(added.questions):
            yield ("questions", a, "questions", q), question


def _with_items(root: Fields, path: Path, added: Sequence[Node]) -> tuple[Fields, int]:
    """Give the tree with more items in the list at `path`, and the rank of the first of them."""
    key, *rest = path
    entry = root.entries.get(str(key), Entry(root.mark, Items((), root.mark)))
    node, rank = _grown(entry.node, tuple(rest), added)
    return Fields({**root.entries, str(key): Entry(entry.key, node)}, root.mark), rank


def _grown(node: Node, path: Path, added: Sequence[Node]) -> tuple[Node, int]:
    if isinstance(node, Fields):
        return _with_items(node, path, added)
    items = list(node.items) if isinstance(node, Items) else []
    if not path:
        return Items((*items, *added), node.mark), len(items)
    index = int(path[0])
    items[index], rank = _grown(items[index], path[1:], added)
    return Items(tuple(items), node.mark), rank
