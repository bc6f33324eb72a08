"""The strict YAML reader.

PyYAML's `safe_load` turns `01000` into 512, `12:30` into 750 and `NO` into False. This reader
works on parser events instead: every scalar stays the text that was typed, and what a contributor
has no reason to write (anchors, tags, several documents, invisible characters) is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from cm_build.reading.node import Entry, Fields, Items, Mark, Node, Scalar
from cm_build.reading.problem import Problem, problem
from cm_build.reading.syntax import syntax_code

if TYPE_CHECKING:
    from collections.abc import Iterator

# Control characters, and those that hide or reorder text (bidi, zero width, tags, non-characters).
# ZWJ and ZWNJ stay: emoji and several scripts need them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    # Accents stacked by the dozen would cover the lines above.
    + "]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{4,}"
)
_START = Mark(1, 1)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes, nesting levels, nodes."""

    size: int
    depth: int
    nodes: int


CONTRIBUTED = Limits(size=256 * 1024, depth=12, nodes=20_000)
TRUSTED = Limits(size=4 * 1024 * 1024, depth=16, nodes=200_000)


@dataclass(frozen=True, slots=True)
class Source:
    """One file read: its tree (None when it could not be read) and what is wrong with it."""

    file: str
    root: Fields | None
    problems: tuple[Problem, ...]


def read_source(content: bytes, file: str, limits: Limits = CONTRIBUTED) -> Source:
    """Read one YAML document whose root is a mapping; never raises for bad input."""
    if len(content) > limits.size:
        size = f"{len(content) // 1024} Kio"
        return _refused(file, "CM-101", _START, lu=size, attendu=f"{limits.size // 1024} Kio")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        return _refused(file, "CM-102", Mark(line, column))
    hidden = _FORBIDDEN.search(text)
    if hidden:
        return _refused(file, "CM-103", _mark_in(text, hidden.start()), lu=_named(hidden.group()))
    builder = _Builder(file=file, limits=limits)
    try:
        builder.build(_events(text))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(at.line + 1, at.column + 1) if at else _START
        builder.refuse(*syntax_code(error.problem or "", error.context or "", text, mark))
    except (yaml.YAMLError, RecursionError):
        builder.refuse("CM-110", _START)
    except _StopReading:
        pass
    root = builder.root
    if root is None and not builder.problems:
        builder.refuse("CM-104", _START)
    elif root is not None and not isinstance(root, Fields) and not builder.problems:
        builder.refuse("CM-105", root.mark)
    return Source(file, root if isinstance(root, Fields) else None, tuple(builder.problems))


class _StopReading(Exception):  # noqa: N818 - a way out of the event loop, never seen outside
    """Reading on would be unsafe or useless."""


def _events(text: str) -> Iterator[yaml.Event]:
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
    return Source(file, None, (problem(code, file, mark, **values),))


def _mark_in(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def _named(character: str) -> str:
    return f"U+{ord(character[0]):04X}"


@dataclass(slots=True)
class _Open:
    """A list or mapping being filled; `key` waits for its value."""

    mark: Mark
    items: list[Node] | None
    entries: dict[str, Entry] | None
    key: str | None = None
    key_mark: Mark = _START
    skip: bool = False


@dataclass(slots=True)
class _Builder:
    file: str
    limits: Limits
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        self.problems.append(problem(code, self.file, mark, **values))

    def build(self, events: Iterator[yaml.Event]) -> None:
        """Feed the tree, event by event, with an explicit stack: no recursion to exhaust."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, is_mapping=isinstance(event, yaml.MappingStartEvent))
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self.refuse("CM-106", _mark(event), lu=f"*{event.anchor}")
                self._add(Scalar("", _mark(event)))
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if event.version or event.tags:
            self.refuse("CM-107", _mark(event), lu="%")
        if self.documents > 1:
            self.refuse("CM-108", _mark(event))
            raise _StopReading

    def _count(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Mark:
        mark = _mark(event)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.refuse("CM-111", mark, attendu=self.limits.nodes)
            raise _StopReading
        if event.anchor is not None:
            self.refuse("CM-106", mark, lu=f"&{event.anchor}")
        if event.tag is not None:
            self.refuse("CM-107", mark, lu=event.tag)
        return mark

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self._count(event)
        text = event.value
        if event.style == '"':
            hidden = _FORBIDDEN.search(text)
            if hidden:
                self.refuse("CM-103", mark, lu=_named(hidden.group()))
                text = ""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        self._add(Scalar(text, mark), is_plain=not event.style)

    def _open(self, event: yaml.CollectionStartEvent, *, is_mapping: bool) -> None:
        mark = self._count(event)
        if len(self.stack) >= self.limits.depth:
            self.refuse("CM-112", mark, attendu=self.limits.depth)
            raise _StopReading
        top = self.stack[-1] if self.stack else None
        if top and top.entries is not None and top.key is None:
            self.refuse("CM-113", mark)
            raise _StopReading
        self.stack.append(
            _Open(mark, None, {}) if is_mapping else _Open(mark, [], None),
        )

    def _close(self) -> None:
        done = self.stack.pop()
        if done.entries is not None:
            self._add(Fields(done.entries, done.mark))
        else:
            self._add(Items(done.items or [], done.mark))

    def _add(self, node: Node, *, is_plain: bool = False) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.items is not None:
            top.items.append(node)
        elif top.key is None and not top.skip:
            self._key(top, node, is_plain=is_plain)
        else:
            self._value(top, node)

    def _key(self, top: _Open, node: Node, *, is_plain: bool) -> None:
        entries = top.entries or {}
        text = node.text if isinstance(node, Scalar) else ""
        top.key_mark = node.mark
        if text in entries:
            first = entries[text].key
            self.refuse("CM-109", node.mark, lu=text, ligne=first.line)
            top.skip = True
        elif text == "<<" and is_plain:
            self.refuse("CM-106", node.mark, lu="<<")
            top.skip = True
        elif text == "":
            self.refuse("CM-113", node.mark)
            top.skip = True
        else:
            top.key = text

    def _value(self, top: _Open, node: Node) -> None:
        if top.entries is not None and top.key is not None:
            top.entries[top.key] = Entry(top.key_mark, node)
        top.key, top.skip = None, False


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else _START
