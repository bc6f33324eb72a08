"""The tables of data/geo, each read when first asked for.

`cm check` of one file needs one commune out of 35,000: its row is found by bisection in the raw
bytes, which are in the order of codes; indexes are built for postal codes and names only.
"""

import csv
import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from cm_build.places.commune import (
    Commune,
    Departement,
    Epci,
    FormerCommune,
    Nature,
    Region,
    commune_from_row,
    name_key,
)

_SAINT = re.compile("^sainte? ")
Level = Literal["regions", "departements"]
# Postal codes looked for one by one: a table of all takes as long as ten.
FEW = 3


class Gazetteer:
    """Communes, former communes, EPCI, départements and régions by code, postal code or name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._communes: dict[str, Commune | None] = {}
        self._searched: dict[str, Sequence[str]] = {}

    def commune(self, code: str) -> Commune | None:
        """Give a current commune by its code."""
        if code not in self._communes:
            self._communes[code] = self._find(code)
        return self._communes[code]

    def with_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """Give the communes that a postal code serves, in the order of codes."""
        return self._all(self._served_by(postal_code))

    def named(self, key: str) -> tuple[Commune, ...]:
        """Give the communes that bear, or whose parts bear, a name reduced by `name_key`."""
        return self._all(self.names.get(key, ()))

    def outlines(self, level: Level) -> Mapping[str, str]:
        """Give the SVG path of each area by code, in the view box of `drawing.projection`."""
        text = (self.folder / f"contours_{level}.json").read_text(encoding="utf-8")
        return cast("dict[str, str]", json.loads(text)["contours"])

    def postal_lines(self) -> Mapping[str, list[str]]:
        """Write each commune as on an envelope ("33220 Sainte-Foy-la-Grande"), by first two digits."""
        lines_by_start: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows:
            _, nom, postal_codes, _ = row.split(",", 3)
            for postal_code in postal_codes.split():
                lines_by_start[postal_code[:2]].append(f"{postal_code} {nom}")
        return {start: sorted(lines) for start, lines in sorted(lines_by_start.items())}

    def named_lines(self) -> Mapping[str, list[str]]:
        """Write each commune as on an envelope, by the first two letters of its reduced name.

        "Saint" and "Sainte" do not count: they would make one file of a tenth of the country.
        """
        lines_by_start: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows:
            _, nom, postal_codes, _ = row.split(",", 3)
            start = _SAINT.sub("", name_key(nom))[:2].strip()
            if start and postal_codes:
                lines_by_start[start].append(f"{postal_codes.split()[0]} {nom}")
        return {start: sorted(lines) for start, lines in sorted(lines_by_start.items())}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the communes by reduced name, names of former communes included."""
        codes_by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in self._rows:
            code, nom, _ = row.split(",", 2)
            codes_by_name[name_key(nom)][code] = None
        for former in self._formers:
            if former.nom:
                codes_by_name[name_key(former.nom)][former.commune] = None
        return {key: tuple(codes) for key, codes in codes_by_name.items()}

    @cached_property
    def _raw(self) -> bytes:
        return (self.folder / "communes.csv").read_bytes()

    @cached_property
    def _rows(self) -> list[str]:
        return self._raw.decode().splitlines()[1:]

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """The 35,000 communes, in the order of codes."""
        return tuple(commune_from_row(row) for row in self._rows)

    @cached_property
    def inhabitants(self) -> Mapping[str, int]:
        """Inhabitants by département, of the communes that say theirs."""
        counted: defaultdict[str, int] = defaultdict(int)
        for row in self._rows:
            _, _, _, departement, _, _, population, _ = row.split(",", 7)
            if population:
                counted[departement] += int(population)
        return dict(counted)

    def _served_by(self, postal_code: str) -> Sequence[str]:
        """Find the codes of communes: in the file for the first few, then in a table made for all."""
        if "by_postal_code" in vars(self) or len(self._searched) == FEW:
            return self.by_postal_code.get(postal_code, ())
        if postal_code not in self._searched:
            self._searched[postal_code] = self._search(postal_code.encode())
        return self._searched[postal_code]

    def _search(self, postal_code: bytes) -> list[str]:
        """Look for the digits, which is fast, and read only the lines that have them."""
        own = re.compile(rb"^([^,]*),[^,]*,[^,\n]*\b%b\b" % re.escape(postal_code), re.MULTILINE)
        codes, end = [], 0
        while (at := self._raw.find(postal_code, end)) >= 0:
            start = self._raw.rfind(b"\n", 0, at) + 1
            end = self._raw.index(b"\n", at)
            if found := own.match(self._raw, start, end):
                codes.append(found[1].decode())
        return codes

    @cached_property
    def by_postal_code(self) -> Mapping[str, list[str]]:
        """Codes of the communes by the postal codes that serve them: made from the fourth looked for."""
        codes: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows:
            code, _, postal_codes, _ = row.split(",", 3)
            for postal_code in postal_codes.split():
                codes[postal_code].append(code)
        return dict(codes)

    @cached_property
    def _current(self) -> Mapping[str, str]:
        """Current codes by every code there is or was."""
        own = (row.partition(",")[0] for row in self._rows)
        old = {former.code: former.commune for former in self.former_by_code.values()}
        return old | {code: code for code in own}

    @cached_property
    def _formers(self) -> tuple[FormerCommune, ...]:
        rows = (self.folder / "anciens_codes.csv").read_text(encoding="utf-8").splitlines()[1:]
        return tuple(
            FormerCommune(code, nom or None, cast("Nature", nature), commune)
            for code, nom, nature, commune in (row.split(",") for row in rows)
        )

    @cached_property
    def former_by_code(self) -> Mapping[str, FormerCommune]:
        """What bears a code that is no longer the code of a commune, by that code."""
        # A delegated commune may have kept the code of the whole: it is then found by name only.
        return {former.code: former for former in self._formers if former.code != former.commune}

    @cached_property
    def formers_by_commune(self) -> Mapping[str, list[FormerCommune]]:
        """What is now part of each commune."""
        formers: defaultdict[str, list[FormerCommune]] = defaultdict(list)
        for former in self._formers:
            formers[former.commune].append(former)
        return dict(formers)

    @cached_property
    def departements(self) -> Mapping[str, Departement]:
        """Départements and overseas collectivities by code, in that order."""
        return {row[0]: Departement(*row) for row in self._table("departements")}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Régions and overseas collectivities by code, in that order."""
        return {row[0]: Region(*row) for row in self._table("regions")}

    @cached_property
    def epci(self) -> Mapping[str, Epci]:
        """EPCI by SIREN."""
        return {row[0]: Epci(*row) for row in self._table("epci")}

    def _table(self, name: str) -> list[list[str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))[1:]

    def _all(self, codes: Iterable[str]) -> tuple[Commune, ...]:
        communes = (self.commune(code) for code in codes)
        return tuple(commune for commune in communes if commune)

    def _find(self, code: str) -> Commune | None:
        """Bisect the raw bytes: twenty comparisons instead of 35,000 rows."""
        raw, wanted = self._raw, code.encode()
        first = raw.index(b"\n") + 1

        def start_of_line(position: int) -> int:
            return raw.rindex(b"\n", 0, position + first) + 1

        def code_at(position: int) -> bytes:
            start = start_of_line(position)
            return raw[start : raw.index(b",", start)]

        position = bisect_left(range(len(raw) - first), wanted, key=code_at)
        if position == len(raw) - first or code_at(position) != wanted:
            return None
        start = start_of_line(position)
        return commune_from_row(raw[start : raw.index(b"\n", start)].decode())
