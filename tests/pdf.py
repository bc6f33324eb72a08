"""Reads the pages of a PDF that Chromium printed: where there is ink, from the top, in points.

Enough of the format for that: content streams, forms, images; texts and shapes by their places.
"""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

A4, MIDDLE = 842.0, 297.5
# A shape as tall as this is a background or the rule between two columns: nothing is read in it.
TALLEST, THINNEST = A4 / 2, 1.6
_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
_TOKEN = re.compile(
    rb"<[0-9a-fA-F\s]*>|\((?:\\.|[^\\)])*\)|/[^\s/\[\]<>()]+|[-+.\d]+|[A-Za-z'\"*]+"
)

Matrix = tuple[float, float, float, float, float, float]


class Span(NamedTuple):
    """From where to where something is printed, from the top and the left of the page."""

    top: float
    bottom: float
    left: float
    right: float


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


class Printed:
    """The objects of one file."""

    def __init__(self, content: bytes) -> None:
        self.objects = {int(number): body for number, body in _OBJECT.findall(content)}
        self.pages = [body for body in self.objects.values() if re.search(rb"/Type /Page\b", body)]

    def ink(self, page: bytes) -> list[Span]:
        """List what a page holds, from its top down."""
        (number,) = re.findall(rb"/Contents (\d+) 0 R", page)
        spans = self._drawn(self._stream(int(number)), page, (1, 0, 0, 1, 0, 0))
        return sorted(spans)

    def _stream(self, number: int) -> bytes:
        head, _, rest = self.objects[number].partition(b"stream")
        data = rest.lstrip(b"\r\n").rpartition(b"endstream")[0]
        return zlib.decompress(data) if b"FlateDecode" in head else data

    def _drawn(self, stream: bytes, owner: bytes, matrix: Matrix) -> list[Span]:
        found: list[Span] = []
        stack: list[Matrix] = []
        numbers: list[float] = []
        path: list[tuple[float, float]] = []
        name, text = b"", matrix
        for token in _TOKEN.findall(stream):
            if re.fullmatch(rb"[-+.\d]+", token):
                numbers.append(float(token))
                continue
            if token.startswith((b"/", b"<", b"(")):
                name = token[1:] if token.startswith(b"/") else name
                continue
            if token == b"q":
                stack.append(matrix)
            elif token == b"Q":
                matrix = stack.pop()
            elif token == b"cm":
                matrix = _times(tuple(numbers[-6:]), matrix)  # type: ignore[arg-type]
            elif token == b"Tm":
                text = tuple(numbers[-6:])  # type: ignore[assignment]
            elif token in {b"Tj", b"TJ"}:
                at = _times(text, matrix)
                found.append(Span(A4 - at[5] - 5, A4 - at[5], at[4], at[4]))
            elif token == b"re":
                x, y, width, height = numbers[-4:]
                path += [(x, y), (x + width, y + height)]
            elif token in {b"m", b"l", b"c", b"v", b"y"}:
                path += list(zip(numbers[::2], numbers[1::2], strict=False))
            elif token in {b"f", b"f*", b"S", b"s", b"B", b"n"}:
                # A path that ends with `n` only clips: nothing of it is printed.
                found += [] if token == b"n" else _shape(path, matrix)
                path = []
            elif token == b"Do":
                found += self._used(name, owner, matrix)
            numbers = []
        return found

    def _used(self, name: bytes, owner: bytes, matrix: Matrix) -> list[Span]:
        (number,) = re.findall(rb"/" + re.escape(name) + rb" (\d+) 0 R", owner)[:1]
        body = self.objects[int(number)]
        if b"/Subtype /Image" in body:
            return _shape([(0, 0), (1, 1)], matrix)
        return self._drawn(self._stream(int(number)), body, matrix)


def _shape(path: list[tuple[float, float]], matrix: Matrix) -> list[Span]:
    if not path:
        return []
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in path]
    ys = [A4 - (b * x + d * y + f) for x, y in path]
    if max(ys) - min(ys) > TALLEST or max(xs) - min(xs) < THINNEST:
        return []
    return [Span(min(ys), max(ys), min(xs), max(xs))]


def blank_bands(content: bytes) -> list[float]:
    """Measure, page by page, the tallest height where a half of the page holds nothing, its end included."""
    printed = Printed(content)
    return [max(_tallest(half) for half in _halves(printed.ink(page))) for page in printed.pages]


def _halves(spans: list[Span]) -> tuple[list[Span], list[Span]]:
    return [span for span in spans if span.left < MIDDLE], [
        span for span in spans if span.right > MIDDLE
    ]


def _tallest(spans: list[Span]) -> float:
    reached, tallest = 0.0, 0.0
    for span in spans:
        tallest = max(tallest, span.top - reached)
        reached = max(reached, span.bottom)
    return max(tallest, A4 - reached)
