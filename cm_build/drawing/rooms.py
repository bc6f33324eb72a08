"""The rooms of the building: which are drawn, on which floor, how wide, with what inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_ROOMS = 9
WIDEST_ROOM, NARROWEST_WINDOWS = 240, 76
ROOM_GAP, SCENE_WIDTH, WINDOW_SPACE = 6, 66, 46
WIDE = 1.35


class Scene(NamedTuple):
    """How an activity is drawn: its own scene, what fills a wide room, the wall's tint."""

    drawing: str
    companions: tuple[str, str]
    level: int
    tint: int
    weight: float = 1
    awning: bool = False


class Prop(NamedTuple):
    """One scene, standing at `x` on the room's floor."""

    drawing: str
    x: int


class Room(NamedTuple):
    """A room seen from the front; without props, nobody told what happens there."""

    x: int
    y: int
    width: int
    tint: int
    props: tuple[Prop, ...]
    awning: bool


class Window(NamedTuple):
    """A closed window: this part of the building tells nothing."""

    x: int
    y: int


# Levels: 0 opens on the street, then 1 and 2, and 3 is quiet, under the roof.
_SCENES = {
    "cafe": Scene("cafe", ("tablee", "duo"), 0, 1, WIDE, awning=True),
    "epicerie": Scene("epicerie", ("rayons", "duo"), 0, 4, awning=True),
    "boutique": Scene("boutique", ("rayons", "duo"), 0, 0, awning=True),
    "guichet": Scene("guichet", ("duo", "detente"), 0, 5),
    "atelier": Scene("atelier", ("etabli", "rayons"), 1, 4),
    "reparation": Scene("reparation", ("etabli", "rayons"), 1, 5),
    "reemploi": Scene("reemploi", ("rayons", "duo"), 1, 3),
    "cuisine": Scene("cuisine", ("tablee", "rayons"), 1, 1),
    "jardin": Scene("jardin", ("semis", "semis"), 1, 2),
    "fete": Scene("fete", ("tablee", "duo"), 1, 3, WIDE),
    "fablab": Scene("fablab", ("etabli", "bureau"), 2, 2),
    "entraide": Scene("entraide", ("duo", "detente"), 2, 0),
    "enfant": Scene("enfant", ("jeux", "rayons"), 2, 1),
    "jeux": Scene("jeux", ("detente", "duo"), 2, 3),
    "sport": Scene("sport", ("sport", "sport"), 2, 4),
    "reunion": Scene("reunion", ("detente", "duo"), 2, 5),
    "debat": Scene("debat", ("public", "duo"), 2, 0),
    "ordinateur": Scene("ordinateur", ("duo", "bureau"), 2, 2),
    "projet": Scene("projet", ("bureau", "duo"), 2, 1),
    "sante": Scene("sante", ("detente", "duo"), 2, 2),
    "association": Scene("association", ("duo", "detente"), 2, 3),
    "ecologie": Scene("ecologie", ("semis", "duo"), 2, 4),
    "insertion": Scene("insertion", ("etabli", "rayons"), 2, 1),
    "autre": Scene("detente", ("duo", "duo"), 2, 0),
    "bureau": Scene("bureau", ("bureau", "duo"), 3, 1, WIDE),
    "recherche": Scene("recherche", ("bureau", "rayons"), 3, 2),
    "formation": Scene("formation", ("public", "rayons"), 3, 2),
    "lecture": Scene("lecture", ("rayons", "rayons"), 3, 3),
    "creation": Scene("creation", ("exposition", "detente"), 3, 0),
    "exposition": Scene("exposition", ("public", "exposition"), 3, 5),
    "hebergement": Scene("hebergement", ("hebergement", "hebergement"), 3, 5),
    "scene": Scene("scene", ("public", "public"), 3, 0, 1.5),
}
# Other drawings of the pictograms' family, and the scene that tells them.
_ALIKE = {
    "abri": "hebergement", "accueil": "guichet", "caisse": "reemploi",
    "chantier": "atelier", "culture": "jardin",
    "marche": "epicerie", "don": "entraide", "famille": "enfant", "terrasse": "cafe",
}  # fmt: skip


def scene_of(drawing: str) -> Scene:
    """Find the scene of a drawing; an unknown one is an ordinary room."""
    return _SCENES.get(_ALIKE.get(drawing, drawing), _SCENES["autre"])


def chosen(drawings: Sequence[str], capacity: int) -> tuple[str, ...]:
    """Choose the rooms that fit, evenly from the street to the roof, in that order."""
    count = min(MOST_ROOMS, capacity, len(drawings))
    ordered = sorted(drawings, key=lambda drawing: scene_of(drawing).level)
    return tuple(ordered[i * len(ordered) // count] for i in range(count))


def spread(rooms: int, floors: int) -> tuple[int, ...]:
    """Share rooms between floors; the ground floor, which has the door, is the last to get more."""
    least, more = divmod(rooms, floors)
    if not least:
        return tuple(int(floor < more) for floor in range(floors))
    return (
        tuple(least + int(0 < floor <= more) for floor in range(floors)) if floors > 1 else (rooms,)
    )


def furnish(
    drawings: Sequence[str], x: int, y: int, wide: int, floor: int
) -> tuple[list[Room], list[Window]]:
    """Lay rooms side by side; the rest of a very wide floor keeps its windows closed."""
    weights = [scene_of(drawing).weight if drawing else 1 for drawing in drawings]
    share = (wide + ROOM_GAP) / (sum(weights) or 1)
    widths = [int(share * weight) - ROOM_GAP for weight in weights]
    rest = wide - sum(min(WIDEST_ROOM, width) + ROOM_GAP for width in widths)
    start = x
    windows: list[Window] = []
    if rest >= NARROWEST_WINDOWS:
        widths = [min(WIDEST_ROOM, width) for width in widths]
        # Closed parts alternate, floor by floor, so that the drawing keeps its balance.
        left = bool(floor % 2)
        windows = _windows(x if left else x + wide - rest, y, rest)
        start = x + rest if left else x
    rooms = []
    for drawing, width in zip(drawings, widths, strict=True):
        rooms.append(_room(drawing, start, y, width, floor))
        start += width + ROOM_GAP
    return rooms, windows


def _room(drawing: str, x: int, y: int, width: int, floor: int) -> Room:
    if not drawing:
        return Room(x, y, width, 0, (), awning=False)
    scene = scene_of(drawing)
    count = max(1, width // SCENE_WIDTH)
    middle = (count - 1) // 2
    props = (
        Prop(
            scene.drawing if i == middle else scene.companions[i < middle],
            round(width * (i + 0.5) / count),
        )
        for i in range(count)
    )
    return Room(x, y, width, scene.tint, tuple(props), awning=scene.awning and floor == 0)


def _windows(x: int, y: int, wide: int) -> list[Window]:
    count = max(1, wide // WINDOW_SPACE)
    return [Window(round(x + wide * (i + 0.5) / count), y) for i in range(count)]
