"""The emblem of a place: a cut-away building whose every part comes from an answer."""

from __future__ import annotations

import math
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cm_build.drawing.roof import ROOF_HEIGHTS, Roof, draw_roof
from cm_build.drawing.rooms import Room, Window, chosen, furnish, spread
from cm_build.wording import french

# Interior m² from which a floor is added; m² on each floor from which a bay is added.
FLOOR_STEPS = (200, 1_500, 8_000)
BAY_STEPS = (60, 150, 500, 1_000, 2_250, 4_000)
BAY, FLOOR, WALL, DOOR, GAP = 100, 86, 8, 34, 6
ROOM_HEIGHT = 78
SKY, MARGIN, NARROWEST = 34, 34, 440
PAVEMENT, EMPTY_PAVEMENT, ELBOW_ROOM = 52, 22, 44
TREE_SPACE, TERRACE_SPACE, SIGN_SPACE, UNKNOWN_GARDEN = 42, 96, 44, 100
MOST_TREES, MOST_PEOPLE, MOST_SIGNS = 6, 9, 5
TINTS, VEGETATIONS = 6, 4
TREE_SIZES = (100, 74, 88, 66, 94, 80)
# A crowd is varied, and the same for all: ages and bodies are not read from answers.
FIGURES = ("adulte", "robe", "enfant", "fauteuil", "adulte", "robe", "canne", "enfant", "velo")
# Steps towards the neighbour: people come in pairs, or alone.
TOWARDS = (1, -1, 0, 1, -1, 1, -1, 0, 0)


class Tree(NamedTuple):
    """A tree: where it stands, its size in percent."""

    x: int
    size: int


class Person(NamedTuple):
    """Someone in front of the building."""

    x: int
    figure: str
    colour: int
    skin: int


@dataclass(frozen=True)
class Ground:
    """What lies beside the building: known, known to be nothing, or not told."""

    known: bool
    left: int
    right: int
    trees: tuple[Tree, ...]
    terrace: int | None


@dataclass(frozen=True)
class Building:
    """Everything the template needs, in whole units; `y` grows downwards, `ground` is the floor."""

    title: str
    description: str
    width: int
    height: int
    ground: int
    x: int
    y: int
    wide: int
    tall: int
    sized: bool
    tint: int
    vegetation: int
    roof: Roof
    door: int
    rooms: tuple[Room, ...]
    windows: tuple[Window, ...]
    garden: Ground
    people: tuple[Person, ...]
    sign: int | None
    planks: int


def draw_building(  # noqa: PLR0913, PLR0917 — the seven answers that make the drawing
    slug: str,
    rooms: Sequence[str],
    room_labels: Sequence[str],
    surface: float | None,
    roof: str | None,
    garden: float | None,
    people: float | None,
) -> Building:
    """Draw the building; only the facade's tint and the kind of trees come from the slug."""
    floors, bays = _size(surface, len(rooms))
    shown = chosen(rooms, floors * bays)
    planks = min(MOST_SIGNS, len(rooms) - len(shown))
    wide, tall = bays * BAY + 2 * WALL, floors * FLOOR + GAP
    beside = _ground(garden, terrace="cafe" in shown)
    left = beside.left + (SIGN_SPACE if planks else 0)
    spare = max(0, NARROWEST - left - wide - beside.right)
    x = left + spare // 2
    y = SKY + ROOF_HEIGHTS.get(roof or "", ROOF_HEIGHTS[""])
    furnished, windows, door = _inside(x + WALL, y + tall, (floors, bays), shown, roof)
    width = left + wide + beside.right + spare
    seed = zlib.crc32(slug.encode())
    end = x + wide
    return Building(
        title="Le lieu en dessin : une image composée d’après ses réponses",
        description=_description(surface, room_labels, garden, people),
        width=width,
        height=y + tall + (PAVEMENT if people_count(people) else EMPTY_PAVEMENT),
        ground=y + tall,
        x=x,
        y=y,
        wide=wide,
        tall=tall,
        sized=surface is not None,
        tint=seed % TINTS,
        vegetation=seed // TINTS % VEGETATIONS,
        roof=draw_roof(roof, x, y, wide, bays),
        door=door,
        rooms=furnished,
        windows=windows,
        garden=_placed(beside, spare // 2, end),
        people=_crowd(people, width),
        sign=x - SIGN_SPACE // 2 if planks else None,
        planks=planks,
    )


def _size(surface: float | None, activities: int) -> tuple[int, int]:
    """Tell floors and bays; without a surface, just enough for the activities."""
    if surface is None:
        floors = 3 if activities > 6 else 2  # noqa: PLR2004 — three rooms a floor at most
        return floors, max(2, math.ceil(activities and min(activities, 9) / floors))
    floors = 1 + bisect_right(FLOOR_STEPS, surface)
    return floors, 1 + bisect_right(BAY_STEPS, surface / floors)


def _inside(
    x: int, ground: int, size: tuple[int, int], shown: Sequence[str], roof: str | None
) -> tuple[tuple[Room, ...], tuple[Window, ...], int]:
    """Lay rooms out floor by floor, with closed windows where nothing is told."""
    floors, bays = size
    rooms: list[Room] = []
    windows: list[Window] = []
    inner = bays * BAY
    door = x + inner - DOOR
    left = list(shown)
    for floor, count in enumerate(spread(len(shown), floors)):
        kinds, left = left[:count], left[count:]
        if not shown:
            kinds = [""] * (bays if bays <= 2 else math.ceil(bays / 2))  # noqa: PLR2004
        y = ground - GAP - floor * FLOOR - ROOM_HEIGHT
        if floor:
            parts = [(x, inner, kinds)]
        elif roof == "toit_fronton" and len(kinds) > 1:
            # A public building enters by the middle.
            half, middle = (inner - DOOR) // 2 - GAP, len(kinds) // 2
            door = x + half + GAP
            parts = [(x, half, kinds[:middle]), (door + DOOR + GAP, half, kinds[middle:])]
        else:
            parts = [(x, inner - DOOR - GAP, kinds)]
        for start, wide, some in parts:
            made, closed = furnish(some, start, y, wide, floor)
            rooms += made
            windows += closed
    return tuple(rooms), tuple(windows), door


def _ground(garden: float | None, *, terrace: bool) -> Ground:
    """Measure what lies beside; `x` of trees and terrace are from the building's sides."""
    if garden is None:
        return Ground(known=False, left=UNKNOWN_GARDEN, right=MARGIN, trees=(), terrace=None)
    count = tree_count(garden)
    at_right = count // 3
    at_left = count - at_right
    trees = [Tree(-26 - TREE_SPACE * i, TREE_SIZES[i]) for i in range(at_left)]
    shift = TERRACE_SPACE if terrace and garden > 0 else 0
    trees += [Tree(shift + 30 + TREE_SPACE * i, TREE_SIZES[at_left + i]) for i in range(at_right)]
    left = MARGIN + TREE_SPACE * at_left + (12 if at_left else 0)
    right = MARGIN + TREE_SPACE * at_right + shift
    return Ground(True, left, right, tuple(trees), 0 if shift else None)  # noqa: FBT003


def _placed(beside: Ground, spare: int, end: int) -> Ground:
    """Move trees and terrace to where the building ends."""
    start = beside.left + spare
    trees = (Tree(t.x + (end if t.x > 0 else start), t.size) for t in beside.trees)
    terrace = None if beside.terrace is None else end
    return Ground(beside.known, start, beside.right, tuple(trees), terrace)


def tree_count(garden: float) -> int:
    """Count trees on a log scale: 1 under 100 m², 4 at 1,000 m², 6 from 10,000 m²."""
    if garden <= 0:
        return 0
    return min(MOST_TREES, max(1, math.floor(2 * math.log10(garden)) - 2))


def people_count(people: float | None) -> int:
    """Count figures on a log scale: 1 at 10 people a year, 5 at 1,000, 9 from 100,000."""
    if people is None or people <= 0:
        return 0
    return min(MOST_PEOPLE, max(1, math.floor(2 * math.log10(people)) - 1))


def _crowd(people: float | None, width: int) -> tuple[Person, ...]:
    count = people_count(people)
    room = (width - 2 * MARGIN) / max(1, count)
    step = max(0, 0.4 * (room - ELBOW_ROOM))
    return tuple(
        Person(round(MARGIN + (i + 0.5) * room + step * TOWARDS[i]), FIGURES[i], i % 6, i * 2 % 3)
        for i in range(count)
    )


def _description(
    surface: float | None,
    labels: Sequence[str],
    garden: float | None,
    people: float | None,
) -> str:
    sentences = [
        "Un bâtiment dont la taille suit la surface intérieure."
        if surface is not None
        else "Un bâtiment en pointillés : sa surface n’est pas renseignée."
    ]
    if labels:
        sentences.append(
            f"Ses activités : {french.listed([french.quoted(label) for label in labels])}."
        )
    else:
        sentences.append("Les activités ne sont pas renseignées.")
    if garden is None:
        sentences.append("L’espace extérieur n’est pas renseigné.")
    elif garden > 0:
        sentences.append("Un espace extérieur à côté.")
    if people_count(people):
        sentences.append("Des personnes devant : leur nombre suit celui des personnes accueillies.")
    return " ".join(sentences)
