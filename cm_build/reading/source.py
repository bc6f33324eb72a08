"""The strict YAML reader.

PyYAML's `safe_load` turns `01000` into 512, `12:30` into 750 and `NO` into False. This reader
works on parser events instead: every scalar stays the text that was typed, and what a contributor
has no reason to write (anchors, tags, several documents, invisible characters) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from cm_build.reading.hidden import LINE_BREAK, hidden_in
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Fields, Mark
from cm_build.reading.problem import Problem
from cm_build.reading.syntax import fault_of
from cm_build.reading.tree import CONTRIBUTED, START, Limits, StopReading, TreeBuilder

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Source:
    """One file read: its tree (None when it could not be read) and what is wrong with it."""

    file: str
    root: Fields | None
    ledger: Ledger

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the file, as far as it was read."""
        return self.ledger.problems()


def read_source(content: bytes, file: str, limits: Limits = CONTRIBUTED) -> Source:
    """Read one YAML document whose root is a mapping; never raises for bad input."""
    if len(content) > limits.size:
        size = f"{len(content) // 1024} Kio"
        return _refused(file, "CM-101", START, lu=size, attendu=f"{limits.size // 1024} Kio")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        return _refused(file, "CM-102", _mark_in(before, len(before)))
    hidden = hidden_in(text)
    if hidden:
        return _refused(file, "CM-103", _mark_in(text, hidden.start), lu=hidden.name)
    builder = TreeBuilder(Ledger(file), limits, text)
    try:
        builder.build(events_of(text))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(at.line + 1, at.column + 1) if at else START
        fault = fault_of(error.problem or "", error.context or "", text, mark)
        builder.refuse(fault.code, fault.mark, lu=fault.lu, attendu=fault.attendu)
    except (yaml.YAMLError, RecursionError):
        builder.refuse("CM-110", START)
    except StopReading:
        pass
    root = builder.root
    wrong = builder.ledger.problems()
    if root is None and not wrong:
        builder.refuse("CM-104", START)
    elif root is not None and not isinstance(root, Fields) and not wrong:
        builder.refuse("CM-105", root.mark)
    return Source(file, root if isinstance(root, Fields) else None, builder.ledger)


def events_of(text: str) -> Iterator[yaml.Event]:
    """Give the parser's events; `yaml.parse` would ask twice for each."""
    loader = _LOADER(text)
    try:
        event = loader.get_event()
        while not isinstance(event, yaml.StreamEndEvent):
            yield event
            event = loader.get_event()
    finally:
        loader.dispose()


def _refused(file: str, code: str, mark: Mark, **values: object) -> Source:
    ledger = Ledger(file)
    ledger.note(code, mark, **values)
    return Source(file, None, ledger)


def _mark_in(text: str, index: int) -> Mark:
    """Count lines as an editor does."""
    line, start = 1, 0
    for ending in LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, ending.end()
    return Mark(line, index - start + 1)
