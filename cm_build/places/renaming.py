"""A file of an older version, under the names of today: told, never rewritten here.

The tree is renamed before anything is read from it, so that what reads, hides, computes or draws
knows one name for one thing. `cm migrate` writes the same renamings in the file itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cm_build.questionnaire.grammar import Home, beside, keys_to, path_of
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.succession import Succession, Successions, successions
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Entry, Fields, Items, Mark, Node, Scalar, node_at
from cm_build.reading.numbers import read_number

# Where a head names answers, or lines of them.
NAMED = ("reponses_masquees", "reponses_publiees", "reponses_choisies", "estimations")
VERSION = "questionnaire"


class Renaming(NamedTuple):
    """A word of the file that has another name today; without one, what it said is put aside."""

    mark: Mark
    former: str
    today: str
    succession: Succession


class Renamed(NamedTuple):
    """The tree under the names of today, and each word that changed."""

    root: Fields
    words: tuple[Renaming, ...]


def version_of(root: Fields, names: Names) -> int:
    """Read which version a file answers; one that cannot be read is told elsewhere."""
    node = root.entries[VERSION].node if VERSION in root.entries else None
    number = read_number(node.text) if isinstance(node, Scalar) else None
    return int(number) if number is not None else names.questionnaire.version


def renamed(root: Fields, names: Names, ledger: Ledger) -> Renamed:
    """Give a file under the names of today, noting what became of what it says.

    A name that the file's own version had lost already is refused: it means nothing any more.
    """
    known = successions(names)
    if not known:
        return Renamed(root, ())
    work = _Renaming(known, version_of(root, names), ledger)
    for home, owner in names.by_owner:
        keys = keys_to(home, owner)
        group = node_at(root, keys)
        if len(_found(root, keys)) == len(keys) and isinstance(group, Fields):
            root = _with(root, keys, work.group(group, home, owner))
    for key in NAMED:
        if key in root.entries:
            root = _with(root, (key,), work.named(root.entries[key].node))
    return Renamed(root, tuple(work.words))


def _found(root: Fields, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Give as many of the keys as the tree has."""
    node: Node = root
    for rank, key in enumerate(keys):
        if not isinstance(node, Fields) or key not in node.entries:
            return keys[:rank]
        node = node.entries[key].node
    return keys


def _with(root: Fields, keys: tuple[str, ...], node: Node) -> Fields:
    """Put a node in the place of another."""
    key, *rest = keys
    entry = root.entries[key]
    inner = (
        _with(entry.node, tuple(rest), node) if rest and isinstance(entry.node, Fields) else node
    )
    return Fields({**root.entries, key: Entry(entry.key, inner)}, root.mark)


class _Renaming:
    def __init__(self, known: Successions, version: int, ledger: Ledger) -> None:
        self.known, self.version, self.ledger = known, version, ledger
        self.words: list[Renaming] = []

    def group(self, group: Fields, home: Home, owner: str) -> Fields:
        """Rename the questions of one owner, then the words of their answers."""
        entries: dict[str, Entry] = {}
        for key, entry in group.entries.items():
            base = beside(key)
            path = path_of(home, owner, base)
            became = self.known.questions.get(path)
            today = key
            if became:
                kept = self._rename(became, entry.key, key)
                if not kept:
                    continue
                path = became.to_question
                today = path.rpartition(".")[2] + key[len(base) :]
                if today in group.entries:
                    # Both were answered: the name of today says it.
                    self.words[-1] = self.words[-1]._replace(today="")
                    continue
            lines = self.known.lines.get(path)
            entries[today] = Entry(entry.key, self._lines(entry.node, lines)) if lines else entry
        return Fields(entries, group.mark)

    def named(self, node: Node) -> Node:
        """Rename what a head names, without a word: the answers themselves told it."""
        if not isinstance(node, Items):
            return node
        return Items([item for item in map(self._name, node.items) if item is not None], node.mark)

    def _name(self, item: Node) -> Node | None:
        became = self.known.of(item.text) if isinstance(item, Scalar) else None
        if became is None or not isinstance(item, Scalar) or self.version >= became.since:
            return item
        if not became.today:
            return None
        self.words.append(Renaming(item.mark, item.text, became.today, became))
        return Scalar(became.today, item.mark, item.unread)

    def _lines(self, node: Node, lines: Mapping[str, Succession]) -> Node:
        match node:
            case Scalar(text=text, mark=mark) if text in lines:
                became = lines[text]
                kept = self._rename(became, mark, text)
                return Scalar(became.to_line, mark) if kept else Scalar("", mark)
            case Items(items=items, mark=mark):
                inside = [self._lines(item, lines) for item in items]
                return Items([item for item in inside if not _is_blank(item)], mark)
            case Fields(entries=entries, mark=mark):
                return Fields(dict(self._keys(entries, lines)), mark)
            case _:
                return node

    def _keys(
        self, entries: Mapping[str, Entry], lines: Mapping[str, Succession]
    ) -> Iterator[tuple[str, Entry]]:
        for key, entry in entries.items():
            became = lines.get(key)
            if became is None:
                yield key, entry
            elif self._rename(became, entry.key, key):
                if became.to_line in entries:
                    self.words[-1] = self.words[-1]._replace(today="")
                else:
                    yield became.to_line, entry

    def _rename(self, became: Succession, mark: Mark, word: str) -> bool:
        """Note what became of a word; false when it says nothing any more."""
        today = became.today
        if self.version >= became.since:
            expected = f"écrivez « {_last(today)} »" if today else became.why
            self.ledger.note("CM-352", mark, lu=word, attendu=expected, cle=became.since)
            return False
        if not today:
            self.ledger.note("CM-351", mark, lu=word, attendu=became.why, cle=became.since)
            self.words.append(Renaming(mark, word, "", became))
            return False
        name = _last(today) + word[len(beside(word)) :] if not became.line else _last(today)
        if word == beside(word) or became.line:
            self.ledger.note("CM-350", mark, lu=word, attendu=name, cle=became.since)
        self.words.append(Renaming(mark, word, name, became))
        return True


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text
