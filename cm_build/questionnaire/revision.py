"""What changed between two questionnaires: what is asked anew, said otherwise, asked no more.

Both are read as trees: the older one may follow a grammar that today's models no longer accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from cm_build.reading.node import Plain

# Whose name comes before that of their questions: `lien_social.niveau`.
_OWNERS = frozenset({"criteres", "axes"})
_LINES = ("options", "parts", "colonnes")


class Wording(NamedTuple):
    """A question as it was declared: its type, its words, the words of each option, part or column."""

    type: str
    words: str
    help: str
    lines: Mapping[str, str]


Wordings: TypeAlias = Mapping[str, Wording]


@dataclass(frozen=True)
class Revision:
    """What changed; names are full (`lien_social.niveau`, `services.gratuit`), in their order."""

    new: tuple[str, ...]
    reworded: tuple[str, ...]
    retired: tuple[str, ...]
    """No longer there, and said to be."""
    lost: tuple[str, ...]
    """No longer there, and nothing says what became of the answers: files that give them are wrong."""
    retyped: tuple[str, ...]
    """Of another type under the same name: older answers may no longer be read."""


def revision(before: Plain, after: Plain) -> Revision:
    """Hold a questionnaire against the one it comes from."""
    then, now = wordings(before), wordings(after)
    gone = [*_absent(then, now)]
    said = {*_retired(after), *_replaced(after, "")}
    kept = [name for name in then if name in now]
    return Revision(
        new=tuple(_absent(now, then)),
        reworded=tuple(
            name for name in kept if _words(then[name], now[name]) != _words(now[name], then[name])
        ),
        retired=tuple(name for name in gone if _is_said(name, said)),
        lost=tuple(name for name in gone if not _is_said(name, said)),
        retyped=tuple(name for name in kept if then[name].type != now[name].type),
    )


def wordings(tree: Plain) -> Wordings:
    """List every question of a questionnaire, by its full name."""
    return dict(_walk(tree, ""))


def _walk(tree: Plain, owner: str) -> Iterator[tuple[str, Wording]]:
    if isinstance(tree, list):
        for item in tree:
            yield from _walk(item, owner)
    elif isinstance(tree, dict):
        if {"id", "type", "libelle"} <= tree.keys():
            lines = [(one["id"], one.get("libelle", "")) for one in _lines(tree)]
            help_ = str(tree.get("aide", ""))
            told = Wording(str(tree["type"]), str(tree["libelle"]), help_, dict(map(_text, lines)))
            yield f"{owner}{tree['id']}", told
            return
        for key, held in tree.items():
            for one in held if isinstance(held, list) else [held]:
                named = isinstance(one, dict) and key in _OWNERS and "id" in one
                yield from _walk(one, f"{one['id']}." if named else owner)  # type: ignore[index, call-overload]


def _text(pair: tuple[Plain, Plain]) -> tuple[str, str]:
    return str(pair[0]), str(pair[1])


def _lines(question: Mapping[str, Plain]) -> Iterator[Mapping[str, Plain]]:
    for key in _LINES:
        held = question.get(key)
        for one in held if isinstance(held, list) else ():
            if isinstance(one, dict) and "id" in one:
                yield one


def _absent(here: Wordings, there: Wordings) -> Iterator[str]:
    """Name the questions, and the lines of the others, that the other questionnaire does not have."""
    for name, wording in here.items():
        if name not in there:
            yield name
        else:
            lines = (line for line in wording.lines if line not in there[name].lines)
            yield from (f"{name}.{line}" for line in lines)


def _words(told: Wording, other: Wording) -> tuple[object, ...]:
    """Give what people read, the lines that are not in both left out."""
    shared = {line: words for line, words in told.lines.items() if line in other.lines}
    return told.words, told.help, shared


def _retired(tree: Plain) -> Iterator[str]:
    """Name what the questionnaire says it no longer asks."""
    entries = tree.get("retires", ()) if isinstance(tree, dict) else ()
    for one in entries if isinstance(entries, list) else ():
        if isinstance(one, dict):
            yield str(one.get("id", ""))


def _replaced(tree: Plain, owner: str) -> Iterator[str]:
    """Name what something else takes the place of."""
    if isinstance(tree, list):
        for item in tree:
            yield from _replaced(item, owner)
    elif isinstance(tree, dict):
        if "remplace" in tree:
            yield f"{owner}{tree['remplace']}"
        within = f"{owner}{tree['id']}." if "type" in tree and "id" in tree else owner
        for key, held in tree.items():
            for one in held if isinstance(held, list) else [held]:
                named = isinstance(one, dict) and key in _OWNERS and "id" in one
                yield from _replaced(one, f"{one['id']}." if named else within)  # type: ignore[index, call-overload]


def _is_said(name: str, said: set[str]) -> bool:
    """Tell whether it is said what became of it, or of the question it was an option of."""
    return name in said or name.rpartition(".")[0] in said
