"""Which commune a place is in: from an INSEE code, or a postal code and a name, as people write them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from typing import Final, NamedTuple

from cm_build.places.commune import Ambiguous, Commune, Resolution, Resolved, Unknown, name_key
from cm_build.places.gazetteer import Gazetteer

MOST_CANDIDATES: Final = 8
LONGEST_TEXT: Final = 120  # the longest name has 45 letters: what is longer is not a commune

_CODE: Final = re.compile(r"(?<!\w)(?:\d{5}|\d[abAB]\d{3})(?!\w)", re.ASCII)
_SPACED_CODE: Final = re.compile(r"(?<!\w)(\d{2})[ \u00a0\u202f](\d{3})(?!\w)", re.ASCII)
_SHORT_CODE: Final = re.compile(
    r"[1-9]\d{3}(?!\w)", re.ASCII
)  # 1004: a spreadsheet ate the zero of 01004
_CLOSE: Final = 0.75
_LENGTH_GAP: Final = 3


class _Query(NamedTuple):
    code: str | None
    name: str


class Territory(Gazetteer):
    """The communes of France, and the way to find one."""

    def resolve(self, text: str, nom: str | None = None) -> Resolution:
        """Find the commune that a text names.

        Accepts an INSEE code ("35238", "2A004"), a postal code that serves one commune only, or
        either with a name ("35000 Rennes", "Rennes 35000"). A name alone never resolves: there are
        1,441 homonyms. Nor do five digits that are the INSEE code of one commune and the postal
        code of another, as half of all postal codes are: nobody can tell which was meant.

        Args:
            text: what was written.
            nom: the name, when it was written apart.
        """
        code, name = _read(f"{text} {nom or ''}")
        if code is None:
            return self._by_name(name)
        if not name:
            return self._by_code(code)
        return self._by_code_and_name(code, name)

    def text_of(self, commune: Commune) -> str:
        """Write a commune so that it is read back as itself: by its code, with its name in case of doubt."""
        alone = isinstance(self._by_code(commune.code), Resolved)
        return commune.code if alone else f"{commune.code} {commune.nom}"

    def doubtful_codes(self) -> tuple[str, ...]:
        """Give the postal codes that, alone, do not say which commune is meant."""
        return tuple(
            code
            for code, served in sorted(self.by_postal_code.items())
            if len({*served, self._current.get(code, served[0])}) > 1
        )

    def doubtful_lines(self) -> Mapping[str, str]:
        """Write those codes by their first two digits, without them: a form holds them all."""
        endings: defaultdict[str, list[str]] = defaultdict(list)
        for code in self.doubtful_codes():
            endings[code[:2]].append(code[2:])
        return {start: " ".join(ends) for start, ends in endings.items()}

    def _by_code(self, code: str) -> Resolution:
        coded = self.by_insee_code(code)
        served = self.with_postal_code(code)
        meant = (coded.commune, *_likeliest(served)) if coded else _likeliest(served)
        candidates = _first(meant)
        if len(candidates) > 1:
            return Ambiguous(candidates)
        if candidates:
            return coded or Resolved(candidates[0])
        return Unknown(self._near_codes(code))

    def by_insee_code(self, code: str) -> Resolved | None:
        """Give the commune of what is known to be an INSEE code, current or old: no doubt is left."""
        if commune := self.commune(code):
            return Resolved(commune)
        former = self.former_by_code.get(code)
        commune = self.commune(former.commune) if former else None
        return Resolved(commune, former) if commune else None

    def _by_code_and_name(self, code: str, name: str) -> Resolution:
        coded = self.by_insee_code(code)
        confirmed = self._confirmed(coded, name) if coded else None
        if confirmed and confirmed.former is None:
            return confirmed
        served = self.with_postal_code(code)
        matches = [Resolved(commune) for commune in served if name_key(commune.nom) == name]
        if confirmed and not matches:
            return confirmed
        # A special delivery code (cedex) is in no list: département and name must then agree.
        near = served or tuple(c for c in self.named(name) if _same_departement(c, code))
        if not matches:
            parts = (self._confirmed(Resolved(commune), name) for commune in near)
            matches = [part for part in parts if part]
        if len(matches) == 1:
            return matches[0]
        return self._hesitate(code, name, (coded.commune, *served) if coded else served)

    def _confirmed(self, resolved: Resolved, name: str) -> Resolved | None:
        """Keep a commune if the name is its own or that of a part of it, and say which part."""
        if name == name_key(resolved.commune.nom):
            return resolved
        for former in self.formers_by_commune.get(resolved.commune.code, ()):
            if former.nom and name_key(former.nom) == name:
                return Resolved(resolved.commune, resolved.former or former)
        return None

    def _by_name(self, name: str) -> Resolution:
        if communes := self.named(name):
            return Ambiguous(_likeliest(communes))
        if _SHORT_CODE.match(name):
            return Unknown(_communes(self.resolve(f"0{name}")))
        return Unknown(self._near_names(name))

    def _hesitate(self, code: str, name: str, coded: tuple[Commune, ...]) -> Resolution:
        """Offer what the name alone and the code alone say, when they do not agree."""

        def likeness(commune: Commune) -> float:
            return SequenceMatcher(None, name_key(commune.nom), name).ratio()

        named = _likeliest(self.named(name))
        here = [commune for commune in named if _same_departement(commune, code)]
        by_code = sorted(coded, key=lambda commune: (-likeness(commune), commune.code))
        candidates = _first((*here, *by_code, *named))
        return Ambiguous(candidates) if candidates else Unknown(self._near_names(name))

    def _near_names(self, name: str) -> tuple[Commune, ...]:
        if not name:
            return ()
        rivals = [
            key
            for key in self.names
            if key[0] == name[0] and abs(len(key) - len(name)) <= _LENGTH_GAP
        ]
        close = get_close_matches(name, rivals, n=MOST_CANDIDATES, cutoff=_CLOSE)
        return _first(commune for key in close for commune in _likeliest(self.named(key)))

    def _near_codes(self, code: str) -> tuple[Commune, ...]:
        """Give communes whose code or postal code is one slip of the fingers away."""
        swapped = [
            code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(1, len(code) - 1)
        ]
        changed = [
            code[:i] + digit + code[i + 1 :]
            for i in range(len(code) - 1, 1, -1)
            for digit in "0123456789"
        ]
        return _first(
            commune
            for near in (*swapped, *changed)
            for commune in (self.commune(near), *self.with_postal_code(near)[:1])
            if commune
        )


def departement_name(commune: Commune, territory: Territory) -> str:
    """Name a commune's département; its code when it has no name in the tables."""
    departement = territory.departements.get(commune.departement)
    return departement.nom if departement else commune.departement


def region_name(commune: Commune, territory: Territory) -> str:
    """Name a commune's région; its code when it has no name in the tables."""
    region = territory.regions.get(commune.region)
    return region.nom if region else commune.region


def around(commune: Commune, territory: Territory) -> str:
    """Name what a commune is in: its département, or its région when both have one name.

    Paris is in Île-de-France: "Paris, Paris" tells nothing.
    """
    larger = departement_name(commune, territory)
    return region_name(commune, territory) if larger == commune.nom else larger


def _read(text: str) -> _Query:
    """Set apart the code and the reduced name; the first code counts."""
    if len(text) > LONGEST_TEXT:
        return _Query(None, "")
    if not _CODE.search(text):
        # « 35 000 Rennes » : a code written as an amount.
        text = _SPACED_CODE.sub(r"\1\2", text, count=1)
    match = _CODE.search(text)
    return _Query(match[0].upper() if match else None, name_key(_CODE.sub(" ", text)))


def _communes(resolution: Resolution) -> tuple[Commune, ...]:
    match resolution:
        case Resolved(commune):
            return (commune,)
        case Ambiguous(candidates):
            return candidates
        case Unknown(suggestions):
            return suggestions


def _same_departement(commune: Commune, postal_code: str) -> bool:
    """Compare with the first digits of a postal code; Corsica's begin with 20."""
    prefix = "20" if commune.departement in {"2A", "2B"} else commune.departement
    return postal_code.startswith(prefix)


def _likeliest(communes: Iterable[Commune]) -> tuple[Commune, ...]:
    """Put the most populated first: the one most people mean."""
    return _first(sorted(communes, key=lambda c: (-(c.population or 0), c.code)))


def _first(communes: Iterable[Commune]) -> tuple[Commune, ...]:
    """Keep the first communes, each once."""
    return tuple(islice(dict.fromkeys(communes), MOST_CANDIDATES))
