"""The lengths of words in our title typeface, for drawings whose text cannot flow by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cm_build.wording import letters

# A character the typeface lacks is drawn by another one, or not at all: count it wide.
_UNKNOWN = 0.7


@dataclass(frozen=True)
class Face:
    """One weight of the typeface: how far each character moves the pen, in em."""

    advances: Mapping[str, float]

    def length(self, text: str, size: float) -> float:
        """Measure a line, in the unit of `size`; kerning, always small, is left out."""
        return size * sum(self.advances.get(character, _UNKNOWN) for character in text)

    def known(self, text: str) -> str:
        """Leave out the characters the typeface lacks: they would be drawn as empty boxes."""
        kept = "".join(letter if letter in self.advances else " " for letter in text)
        return " ".join(kept.split()) if kept.split() != text.split() else text

    def lines(self, text: str, size: float, width: float, most: int) -> tuple[str, ...]:
        """Break a text between its words; beyond `most` lines an ellipsis tells that it goes on."""
        return letters.broken(text, width, most, partial(self.length, size=size))

    def largest(
        self, text: str, sizes: Sequence[float], width: float, most: int
    ) -> tuple[float, tuple[str, ...]]:
        """Choose the first size, from the largest, at which a text fits whole; else the last."""
        for size in sizes:
            lines = letters.cut(text, width, partial(self.length, size=size))
            if len(lines) <= most and all(self.length(line, size) <= width for line in lines):
                return size, tuple(lines)
        return sizes[-1], self.lines(text, sizes[-1], width, most)


def load_face(files: Sequence[Path]) -> Face:
    """Read one weight, spread over files by the characters they hold."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only what draws pictures needs it

    advances: dict[str, float] = {}
    for path in files:
        with TTFont(path, lazy=True) as font:
            em = font["head"].unitsPerEm
            widths = font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                advances.setdefault(chr(code), widths[glyph][0] / em)
    return Face(advances)


def unpack(source: Path, target: Path) -> None:
    """Write a web font as the plain font that drawing libraries read."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(target)
