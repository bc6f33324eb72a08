"""Where a point of France falls on the map: Lambert-93 for the mainland and Corsica, insets overseas."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, cos, exp, log, radians, sin, sqrt
from typing import Final, NamedTuple

from cm_build.places.commune import Commune

# Lambert-93 (RGF93, EPSG:2154): GRS80 ellipsoid, standard parallels 44° and 49°, origin 46°30' N 3° E.
SEMI_MAJOR_AXIS: Final = 6_378_137.0
ECCENTRICITY: Final = sqrt((2 - 1 / 298.257222101) / 298.257222101)
CENTRAL_MERIDIAN: Final = 3.0
ORIGIN_LATITUDE: Final = 46.5
PARALLELS: Final = (44.0, 49.0)
FALSE_EASTING: Final = 700_000.0
FALSE_NORTHING: Final = 6_600_000.0

# The view box in which every outline is drawn, and where the mainland sits in it.
VIEW_WIDTH: Final = 1000
VIEW_HEIGHT: Final = 1000
METRES_PER_UNIT: Final = 1165.0
WEST_EDGE: Final = 87_000.0
NORTH_EDGE: Final = 7_122_000.0

# Room kept inside the frame of an inset: around the outline, and below it for the name.
INSET_PADDING: Final = 6
INSET_LABEL: Final = 26


class Dot(NamedTuple):
    """A position in the view box of the map: x to the right, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Inset:
    """The frame, in view box units, of an overseas département, and the degrees it shows."""

    departement: str
    x: int
    y: int
    width: int
    height: int
    west: float
    south: float
    east: float
    north: float

    def project(self, longitude: float, latitude: float) -> Dot:
        """Place a point with an equirectangular projection, true to scale at the middle of the frame."""
        shrink = cos(radians((self.south + self.north) / 2))
        drawn_height = self.height - INSET_PADDING - INSET_LABEL
        scale = min(
            (self.width - 2 * INSET_PADDING) / ((self.east - self.west) * shrink),
            drawn_height / (self.north - self.south),
        )
        return Dot(
            self.x + self.width / 2 + scale * shrink * (longitude - (self.west + self.east) / 2),
            self.y
            + INSET_PADDING
            + drawn_height / 2
            - scale * (latitude - (self.south + self.north) / 2),
        )


# One row under the Pyrenees and left of Corsica: outside the outline of the mainland.
INSETS: Final = (
    Inset("971", 10, 862, 168, 130, -61.81, 15.83, -61.00, 16.52),
    Inset("972", 190, 862, 168, 130, -61.23, 14.39, -60.81, 14.88),
    Inset("973", 370, 862, 168, 130, -54.61, 2.11, -51.61, 5.75),
    Inset("974", 550, 862, 168, 130, 55.21, -21.39, 55.84, -20.87),
    Inset("976", 730, 862, 168, 130, 45.01, -13.01, 45.30, -12.63),
)
_INSET_BY_DEPARTEMENT: Final = {inset.departement: inset for inset in INSETS}
_MAINLAND_CODE_LENGTH: Final = 2  # "35", "2A"; overseas codes have three characters


def lambert93(longitude: float, latitude: float) -> tuple[float, float]:
    """Give the Lambert-93 easting and northing, in metres, of a point in degrees.

    Source: Snyder, *Map Projections: A Working Manual* (USGS PP 1395, 1987), equations 14-15,
    15-1 to 15-3 and 15-8; the same as IGN's note NT/G 71, algorithms ALG0003 and ALG0019.
    """
    radius = _SCALE * exp(-_CONE * _isometric_latitude(latitude))
    angle = _CONE * radians(longitude - CENTRAL_MERIDIAN)
    return (
        FALSE_EASTING + radius * sin(angle),
        FALSE_NORTHING + _ORIGIN_RADIUS - radius * cos(angle),
    )


def project(longitude: float, latitude: float, departement: str) -> Dot | None:
    """Place a point (degrees) of a département in the view box.

    Rounded to a hundredth of a unit, so that the same point is drawn with the same bytes everywhere.
    A collectivity without an outline (Saint-Barthélemy, Polynésie...) has no place on the map: None.
    """
    if len(departement) == _MAINLAND_CODE_LENGTH:
        easting, northing = lambert93(longitude, latitude)
        point = Dot(
            (easting - WEST_EDGE) / METRES_PER_UNIT, (NORTH_EDGE - northing) / METRES_PER_UNIT
        )
    elif departement in _INSET_BY_DEPARTEMENT:
        point = _INSET_BY_DEPARTEMENT[departement].project(longitude, latitude)
    else:
        return None
    return Dot(round(point.x, 2), round(point.y, 2))


def _isometric_latitude(latitude: float) -> float:
    sine = sin(radians(latitude))
    return atanh(sine) - ECCENTRICITY * atanh(ECCENTRICITY * sine)


def _parallel_radius(latitude: float) -> float:
    sine = ECCENTRICITY * sin(radians(latitude))
    return SEMI_MAJOR_AXIS * cos(radians(latitude)) / sqrt(1 - sine * sine)


_SOUTH, _NORTH = PARALLELS
_CONE: Final = log(_parallel_radius(_SOUTH) / _parallel_radius(_NORTH)) / (
    _isometric_latitude(_NORTH) - _isometric_latitude(_SOUTH)
)
_SCALE: Final = _parallel_radius(_SOUTH) * exp(_CONE * _isometric_latitude(_SOUTH)) / _CONE
_ORIGIN_RADIUS: Final = _SCALE * exp(-_CONE * _isometric_latitude(ORIGIN_LATITUDE))


def dot_of(commune: Commune) -> Dot | None:
    """Place a commune on the map; None when its point or its territory is not drawn."""
    if commune.longitude is None or commune.latitude is None:
        return None
    dot = project(commune.longitude, commune.latitude, commune.departement)
    return Dot(round(dot.x, 1), round(dot.y, 1)) if dot else None
