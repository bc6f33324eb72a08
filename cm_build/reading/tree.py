"""From the events of a YAML parser to positioned nodes, within limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from cm_build.reading.hidden import hidden_in
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Entry, Fields, Items, Mark, Node, Scalar
from cm_build.reading.syntax import ODD_SPACE

START = Mark(1, 1)
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")


class StopReading(Exception):  # noqa: N818 - a way out of the event loop, caught by the reader
    """Reading on would be unsafe or useless."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes, nesting levels, nodes."""

    size: int
    depth: int
    nodes: int


CONTRIBUTED = Limits(size=256 * 1024, depth=12, nodes=20_000)
TRUSTED = Limits(size=4 * 1024 * 1024, depth=16, nodes=200_000)


@dataclass(slots=True)
class _Open:
    """A list or mapping being filled; `key` waits for its value."""

    mark: Mark
    items: list[Node] | None
    entries: dict[str, Entry] | None
    key: str | None = None
    key_mark: Mark = START
    skip: bool = False


@dataclass(slots=True)
class TreeBuilder:
    """Builds positioned nodes from parser events, and notes what it refuses on its way."""

    ledger: Ledger
    limits: Limits
    text: str
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def refuse(self, code: str, mark: Mark, **values: object) -> None:
        """Note a problem; building goes on."""
        self.ledger.note(code, mark, **values)

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
            raise StopReading

    def _count(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Mark:
        mark = _mark(event)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.refuse("CM-111", mark, attendu=self.limits.nodes)
            raise StopReading
        if event.anchor is not None:
            self.refuse("CM-106", mark, lu=f"&{event.anchor}")
        if event.tag is not None:
            self.refuse("CM-107", mark, lu=event.tag)
        return mark

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self._count(event)
        text = event.value
        if event.style == '"':
            hidden = hidden_in(text)
            if hidden:
                self.refuse("CM-103", mark, lu=hidden.name)
                text = ""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        unread = "" if event.style else self._comment_after(event)
        self._add(Scalar(text, mark, unread), is_plain=not event.style)

    def _comment_after(self, event: yaml.ScalarEvent) -> str:
        """Find what stands behind a sign of comment: a person may have meant it as text."""
        end = event.end_mark
        match = _COMMENT.match(self.text, end.index) if end else None
        if not match:
            return ""
        # After nothing, « # OK » is how a comment is written; « #3 » is how a name may begin.
        return match[1] if event.value or not match[1][1:2].isspace() else ""

    def _open(self, event: yaml.CollectionStartEvent, *, is_mapping: bool) -> None:
        mark = self._count(event)
        if len(self.stack) >= self.limits.depth:
            self.refuse("CM-112", mark, attendu=self.limits.depth)
            raise StopReading
        top = self.stack[-1] if self.stack else None
        if top and top.entries is not None and top.key is None:
            self.refuse("CM-113", mark)
            raise StopReading
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
        if text and (ODD_SPACE.match(text[0]) or ODD_SPACE.match(text[-1])):
            text = text.strip()
            self.refuse("CM-130", node.mark, lu=text)
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
        if top.key and top.key.isdigit() and isinstance(node, Scalar) and not node.text:
            # « {cdi: 2,5} » : between braces a comma parts two answers.
            self.refuse("CM-133", top.key_mark, lu=top.key)
        elif top.entries is not None and top.key is not None:
            top.entries[top.key] = Entry(top.key_mark, node)
        top.key, top.skip = None, False


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else START
