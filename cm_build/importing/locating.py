"""The commune of a row: from its codes, its names and its position, the surest first."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cm_build.importing.mapping import CommuneColumns
from cm_build.importing.outcome import State
from cm_build.places.commune import Commune, Resolution, Resolved, name_key
from cm_build.places.territory import Territory

CODE_LENGTH = 5
# A place called by its commune's name is within it, not in its namesake at the other end of France.
NEAR_KM = 25.0
_DEGREE_KM = 111.2
_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d+)?")


class CommuneFound(NamedTuple):
    """The commune, or None; and what there is to tell of how it was found, or why it was not."""

    commune: Commune | None
    state: State | None = None
    column: str = ""
    words: str = ""


class CommuneFinder:
    """Finds communes in the columns that a mapping names."""

    def __init__(self, columns: CommuneColumns, territory: Territory) -> None:
        self.columns, self.territory = columns, territory

    def locate(self, cells: Mapping[str, str]) -> CommuneFound:
        """Find the commune of a row; a name and a code that disagree are never settled by chance."""
        columns = self.columns
        code, postal = (_code(cells.get(name or "", "")) for name in (columns.code, columns.postal))
        read = [cells.get(name, "") for name in columns.noms]
        names = [name for name in read if name.strip("0")]
        resolved = self.territory.by_insee_code(code.upper()) if len(code) == CODE_LENGTH else None
        own = read[0] if read else ""
        if resolved and own.strip("0") and not self._agrees(resolved, own):
            words = f"{code} est le code de {resolved.commune.nom}, et la commune dite est {own}"
            return CommuneFound(None, State.REFUSED, columns.first, words)
        told = (code, postal)
        found = self._by_code(resolved, told, names) or self._by_name(told, names, cells)
        found = found or self._rescued(cells, names) or self._alone(cells, names)
        if found:
            return found
        said = " ".join(part for part in (code, postal, *names[:1]) if part.strip("0"))
        words = f"aucune commune reconnue (lu : {said or 'rien'})"
        return CommuneFound(None, State.REFUSED, columns.first, words)

    def _by_code(
        self, resolved: Resolved | None, told: tuple[str, str], names: Iterable[str]
    ) -> CommuneFound | None:
        code, postal = told
        tries: list[Resolution] = [resolved] if resolved else []
        if len(postal) == CODE_LENGTH:
            tries += [self.territory.resolve(f"{postal} {name}") for name in names]
        for attempt in tries:
            if isinstance(attempt, Resolved):
                if attempt.former is None:
                    return CommuneFound(attempt.commune)
                words = f"{code or postal} devient {attempt.commune.nom} ({attempt.commune.code})"
                return CommuneFound(attempt.commune, State.CHANGED, self.columns.first, words)
        return None

    def _by_name(
        self, told: tuple[str, str], names: Iterable[str], cells: Mapping[str, str]
    ) -> CommuneFound | None:
        """Take the only commune of a postal code whose name begins so, or the only one near the position."""
        point = self._point(cells)
        for name in names:
            served = self.territory.with_postal_code(told[1])
            begun = [one for one in served if _begins(one, name)]
            named = self.territory.named(name_key(name))
            near = [one for one in named if point and _away(one, point) < NEAR_KM]
            for found, how in (
                (begun, "d’après son code postal"),
                (near, "d’après la position du lieu"),
            ):
                if len(found) == 1:
                    words = f"« {name} » est {_told(found[0])}, {how}"
                    return CommuneFound(found[0], State.CHANGED, self.columns.first, words)
        return None

    def _rescued(self, cells: Mapping[str, str], names: Iterable[str]) -> CommuneFound | None:
        """Take the commune the list found from the place's position, unless a name contradicts it."""
        if self.columns.secours is None:
            return None
        column = self.columns.secours.code
        code, name = cells.get(column, ""), cells.get(self.columns.secours.nom, "")
        resolved = self.territory.by_insee_code(code.upper())
        if not name or resolved is None:
            return None
        if not all(_begins(resolved.commune, one) for one in (name, *names)):
            return None
        words = f"{_told(resolved.commune)}, d’après la position du lieu"
        return CommuneFound(resolved.commune, State.CHANGED, column, words)

    def _alone(self, cells: Mapping[str, str], names: Iterable[str]) -> CommuneFound | None:
        """Take the commune a position falls in when nothing else is said: to be checked.

        Outlines are not known: a commune is taken for a disc of its own surface.
        """
        point = self._point(cells)
        if point is None or any(names):
            return None
        inside = [one for one in self.territory.communes if _away(one, point) < _radius(one)]
        if len(inside) != 1:
            return None
        words = f"{_told(inside[0])}, d’après la seule position"
        return CommuneFound(inside[0], State.TO_CHECK, self.columns.first, words)

    def _agrees(self, resolved: Resolved, name: str) -> bool:
        """Tell whether a name is that of a commune, of a part of it, or the beginning of its own."""
        if _begins(resolved.commune, name):
            return True
        named = self.territory.resolve(f"{resolved.commune.code} {name}")
        return isinstance(named, Resolved) and named.commune == resolved.commune

    def _point(self, cells: Mapping[str, str]) -> tuple[float, float] | None:
        """Read a position: latitude, then longitude; nothing at the meeting of the two zeros."""
        columns = self.columns
        if columns.position:
            text = cells.get(columns.position, "")
            parts = _both(text)
        else:
            parts = [cells.get(name or "", "") for name in (columns.latitude, columns.longitude)]
        numbers = [float(part.replace(",", ".")) for part in parts if _NUMBER.fullmatch(part)]
        if len(numbers) != 2 or not any(numbers):  # noqa: PLR2004
            return None
        return numbers[0], numbers[1]


def _both(text: str) -> list[str]:
    """Part the two numbers of one cell: « 48,11 ; -1,67 », « 48.11, -1.67 », or a small document."""
    if text.startswith("{"):
        try:
            document = json.loads(text)
        except ValueError:
            return []
        return [str(document.get(key, "")) for key in ("latitude", "longitude")]
    for separator in (";", ", ", ",", " "):
        parts = [part.strip() for part in text.split(separator)]
        if len(parts) == 2:  # noqa: PLR2004
            return parts
    return []


def _code(text: str) -> str:
    """Give back its first zero to a code that a spreadsheet took for a number."""
    short = len(text) == CODE_LENGTH - 1 and text.isascii() and text.isdigit()
    return f"0{text}" if short else text


def _begins(commune: Commune, name: str) -> bool:
    return f"{name_key(commune.nom)} ".startswith(f"{name_key(name)} ")


def _told(commune: Commune) -> str:
    return f"{commune.nom} ({commune.code})"


def _away(commune: Commune, point: tuple[float, float]) -> float:
    """Measure from the middle of a commune, in kilometres, on a plane: they are near."""
    if commune.latitude is None or commune.longitude is None:
        return math.inf
    north = commune.latitude - point[0]
    east = (commune.longitude - point[1]) * math.cos(math.radians(point[0]))
    return _DEGREE_KM * math.hypot(north, east)


def _radius(commune: Commune) -> float:
    return math.sqrt((commune.surface_km2 or 0) / math.pi)
