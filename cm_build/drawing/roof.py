"""The roof of the building, one shape for each family of legal status."""

from __future__ import annotations

from dataclasses import dataclass

EAVES = 10
ROOF_HEIGHTS = {
    "toit_pignon": 66,
    "toit_dents": 62,
    "toit_fronton": 74,
    "toit_plat": 40,
    "toit_bache": 64,
    "": 40,
}
_GABLE_BAYS = 3


@dataclass(frozen=True)
class Roof:
    """A roof: paths by what they are made of, and where its ornaments stand."""

    kind: str
    cover: str
    pale: str = ""
    glass: str = ""
    lines: str = ""
    flag: tuple[int, int] | None = None
    chimney: tuple[int, int] | None = None
    clock: tuple[int, int] | None = None


def draw_roof(kind: str | None, x: int, y: int, wide: int, bays: int) -> Roof:
    """Draw the roof above a wall whose top left corner is (x, y)."""
    match kind:
        case "toit_pignon" if bays < _GABLE_BAYS:
            return _gable(x, y, wide)
        case "toit_pignon":
            return _long_roof(x, y, wide, bays)
        case "toit_dents":
            return _saw_teeth(x, y, wide, bays)
        case "toit_fronton":
            return _pediment(x, y, wide)
        case "toit_plat":
            return _flat(x, y, wide)
        case "toit_bache":
            return _canvas(x, y, wide, bays)
        case _:
            return Roof("inconnu", f"M{x} {y}l24-30h{wide - 48}l24 30")


def _gable(x: int, y: int, wide: int) -> Roof:
    half, high = wide // 2, min(62, wide * 4 // 10)
    return Roof(
        "pignon",
        cover=f"M{x - EAVES} {y}L{x + half} {y - high}L{x + wide + EAVES} {y}z",
        pale=f"M{x + EAVES + 4} {y}L{x + half} {y - high + 14}L{x + wide - EAVES - 4} {y}z",
        clock=(x + half, y - high // 3),
        chimney=(x + wide // 5, y - high // 2),
    )


def _long_roof(x: int, y: int, wide: int, bays: int) -> Roof:
    high, slope = 52, 40
    cover = f"M{x - EAVES} {y}l{slope}-{high}h{wide + 2 * EAVES - 2 * slope}l{slope} {high}z"
    dormers = max(1, bays // 2)
    pale, glass = [], []
    for i in range(dormers):
        middle = round(x + wide * (i + 0.5) / dormers)
        pale.append(f"M{middle - 22} {y}v-28l22-18 22 18v28z")
        glass.append(f"M{middle - 10} {y - 6}v-20h20v20z")
    lines = "".join(f"M{x + 8 + 8 * i} {y - 15 * i - 12}h{wide - 16 - 16 * i}" for i in range(3))
    return Roof(
        "long", cover, "".join(pale), "".join(glass), lines, chimney=(x + wide - 78, y - high + 8)
    )


def _saw_teeth(x: int, y: int, wide: int, bays: int) -> Roof:
    teeth, high = max(2, bays), 44
    cover, glass = [], []
    for i in range(teeth):
        start, end = (x + round(wide * j / teeth) for j in (i, i + 1))
        cover.append(f"M{start} {y}v-{high}L{end} {y}z")
        reach = (end - start) * 3 // 10
        glass.append(f"M{start + 6} {y - 5}v-27l{reach} {reach * high // (end - start)}V{y - 5}z")
    return Roof(
        "dents",
        "".join(cover),
        glass="".join(glass),
        flag=(x + 3, y - high),
        chimney=(x + wide - 42, y - 4),
    )


def _pediment(x: int, y: int, wide: int) -> Roof:
    front = min(wide, 260)
    middle, high = x + wide // 2, 34 + front // 13
    left, right = middle - front // 2, middle + front // 2
    base = y - 8
    cover = f"M{x - 8} {base}h{wide + 16}v8h-{wide + 16}z"
    cover += f"M{left - 8} {base}L{middle} {base - high}L{right + 8} {base}z"
    pale = f"M{left + 22} {base - 5}L{middle} {base - high + 9}L{right - 22} {base - 5}z"
    lines = ""
    if wide > front + 60:
        lines = f"M{x} {base - 12}H{left}M{right} {base - 12}H{x + wide}"
        for start, end in ((x + 6, left - 10), (right + 24, x + wide)):
            lines += "".join(f"M{i} {base}v-12" for i in range(start, end, 16))
    return Roof("fronton", cover, pale, "", lines, (middle, base - high), clock=(middle, base - 18))


def _flat(x: int, y: int, wide: int) -> Roof:
    lodge = min(70, wide // 3)
    left = x + wide * 6 // 10
    cover = f"M{x - 6} {y}v-8h{wide + 12}v8zM{left - 3} {y - 38}h{lodge + 6}v6h-{lodge + 6}z"
    pale = f"M{left} {y - 8}v-24h{lodge}v24z"
    glass = f"M{left + 8} {y - 26}h{lodge - 16}v11h-{lodge - 16}z"
    lines = f"M{x} {y - 22}H{left}M{left + lodge} {y - 22}H{x + wide}"
    lines += "".join(f"M{i} {y - 8}v-14" for i in range(x, left - 8, 18))
    lines += "".join(f"M{i} {y - 8}v-14" for i in range(x + wide, left + lodge + 4, -18))
    return Roof("plat", cover, pale, glass, lines)


def _canvas(x: int, y: int, wide: int, bays: int) -> Roof:
    tops, high = max(1, bays // 2), 46
    span = (wide + 2 * EAVES) / tops
    cover, pale = [], []
    for i in range(tops):
        start, end = round(x - EAVES + i * span), round(x - EAVES + (i + 1) * span)
        middle, low = (start + end) // 2, y - 6
        cover.append(
            f"M{start} {low}Q{middle - span / 8:.0f} {low - 8} {middle} {low - high}"
            f"Q{middle + span / 8:.0f} {low - 8} {end} {low}z"
        )
        for near, far in ((0.36, 0.2), (0.64, 0.8)):
            a, b = round(start + span * near), round(start + span * far)
            # A stripe from the top to the edge.
            pale.append(f"M{middle} {low - high}Q{(middle * 2 + a) // 3} {low - 12} {a} {low}H{b}")
            pale.append(f"Q{(middle * 2 + b) // 3} {low - 10} {middle} {low - high}z")
    hem = round(span / 8)
    edge = f"M{x - EAVES} {y - 7}" + f"q{hem / 2:g} 20 {hem} 0" * (8 * tops)
    return Roof(
        "bache",
        "".join(cover) + edge + "z",
        "".join(pale),
        flag=(round(x - EAVES + span / 2), y - 6 - high),
    )
