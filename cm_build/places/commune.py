"""A commune and the territories around it, and the three answers to "which commune is this?"."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Nature = Literal["deleguee", "associee", "arrondissement", "ancienne"]

ABBREVIATIONS: Final = {"st": "saint", "ste": "sainte", "sts": "saints"}
ARTICLES: Final = frozenset({"le", "la", "les", "l"})
_SHORTENED: Final = {**ABBREVIATIONS, "s": "sur"}
_CITY_WITH_ARRONDISSEMENTS: Final = re.compile(r"(paris|lyon|marseille) \d{1,2}(er|e|eme)?( .*)?")
_CEDEX: Final = re.compile(r" cedex( \d+)?$")
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Commune:
    """A current commune; what the sources do not say is None, never 0."""

    code: str
    nom: str
    codes_postaux: tuple[str, ...]
    departement: str
    region: str
    epci: str | None
    population: int | None
    surface_km2: float | None
    longitude: float | None
    latitude: float | None

    @property
    def density(self) -> float | None:
        """Inhabitants per km², None when population or area is unknown."""
        if self.population is None or not self.surface_km2:
            return None
        return self.population / self.surface_km2


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A delegated, associated or former commune, or an arrondissement; a bare old code has no name."""

    code: str
    nom: str | None
    nature: Nature
    commune: str


@dataclass(frozen=True, slots=True)
class Epci:
    """A group of communes with its own taxes (communauté, métropole)."""

    code: str
    nom: str


@dataclass(frozen=True, slots=True)
class Region:
    """A région; `dans` is its name with the preposition it takes: « en Bretagne »."""

    code: str
    nom: str
    dans: str


@dataclass(frozen=True, slots=True)
class Departement:
    """A département or overseas collectivity; `dans` as for a région: « dans le Nord »."""

    code: str
    nom: str
    dans: str
    region: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """One commune, and what the text named if that is now part of it."""

    commune: Commune
    former: FormerCommune | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Communes among which the text does not choose, likeliest first."""

    candidates: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No commune; those that are written nearly the same way, nearest first."""

    suggestions: tuple[Commune, ...] = ()


Resolution = Resolved | Ambiguous | Unknown


def name_key(name: str) -> str:
    """Reduce a name to what two people write alike: "St Étienne" and "SAINT-ETIENNE".

    Forgets case, accents, hyphens, apostrophes, the leading article, « cedex » and arrondissements.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    words = [_SHORTENED.get(word, word) for word in words]
    if len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    key = _CEDEX.sub("", " ".join(words))
    city = _CITY_WITH_ARRONDISSEMENTS.fullmatch(key)
    return city[1] if city else key


def commune_from_row(row: str) -> Commune:
    """Read one line of communes.csv, which holds no quotes."""
    code, nom, postal, departement, region, epci, population, surface, longitude, latitude = (
        row.split(",")
    )
    return Commune(
        code=code,
        # INSEE writes straight apostrophes; French typography does not.
        nom=nom.replace("'", "’"),
        codes_postaux=tuple(postal.split()),
        departement=departement,
        region=region,
        epci=epci or None,
        population=int(population) if population else None,
        surface_km2=float(surface) if surface else None,
        longitude=float(longitude) if longitude else None,
        latitude=float(latitude) if latitude else None,
    )
