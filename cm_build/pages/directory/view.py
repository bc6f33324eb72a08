"""The directory of places: cards, facets with their counts, communes, the list cut in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cm_build.drawing.projection import Dot
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import folded
from cm_build.referential.card import KINDS, PARTS, Card

# The facets about what we know of a place: "lieu" must not find all of them by these.
RECORD = ("parties", "fiche")
NETWORK = "reseau"
# The facets that come from the commune: they are kept once a commune, not once a place.
REGION, DEPARTEMENT = 0, 1
PAGE_SIZE = 30
FOLDER = "page"
# Pages around the current one that have a link, then one page in ten: never more than a few steps.
NEAR = 2
FAR = 10


class FacetValue(NamedTuple):
    """What a filter offers, and how many places and examples it would leave."""

    label: str
    real: int
    fictional: int


class FacetView(NamedTuple):
    """A filter, with its values in alphabetical order or in the questionnaire's."""

    id: str
    label: str
    values: tuple[FacetValue, ...]
    told: bool
    """Whether its values say something of the place: words are looked for in those only."""


class Town(NamedTuple):
    """A commune with places; `fictional` when it only has examples."""

    code: str
    name: str
    region: str
    departement: str
    dot: Dot | None
    cards: tuple[Card, ...]
    fictional: bool


class Directory(NamedTuple):
    """Everything `/lieux/` shows; `types` is the rank of the facet that holds types, or -1."""

    cards: tuple[Card, ...]
    facets: tuple[FacetView, ...]
    types: int
    towns: tuple[Town, ...]
    real_towns: int
    fictional: int
    from_directory: int

    @property
    def real(self) -> int:
        """Places that exist: examples are never counted with them."""
        return len(self.cards) - self.fictional

    @property
    def telling(self) -> int:
        """Places that answered: those only listed by a directory have said nothing."""
        return self.real - self.from_directory

    @property
    def mixed(self) -> bool:
        """Whether places and examples stand in one list, so that every count tells them apart."""
        return 0 < self.fictional < len(self.cards)


def directory(unsorted: Iterable[Card], names: Names, here: str = "") -> Directory:
    """List places by name, examples after real ones, with facets and communes.

    Places of other networks bring a facet more, in which those of this site are `here`.
    """
    facets = names.questionnaire.annuaire.facettes
    cards = sorted(unsorted, key=lambda card: (card.fictional, folded(card.name), card.slug))
    asked = [facet.question or facet.indicateur or "" for facet in facets]
    ids = ["region", "departement", *asked, *RECORD]
    labels = ["Région", "Département", *[facet.libelle for facet in facets]]
    labels += ["Parties remplies", "Sorte de fiche"]
    orders = [(), (), *[_declared_order(f.question, f.indicateur, names) for f in facets]]
    orders += [PARTS, KINDS]
    if any(card.network for card in cards):
        cards = [card._replace(values=(*card.values, (card.network or here,))) for card in cards]
        ids.append(NETWORK)
        labels.append("Réseau")
        orders.append(())
    views = [
        FacetView(name, label, _counted(cards, index, order), name not in (*RECORD, NETWORK))
        for index, (name, label, order) in enumerate(zip(ids, labels, orders, strict=True))
    ]
    types = names.of_role(Role.TYPES)
    known = towns(cards)
    return Directory(
        cards=tuple(cards),
        facets=tuple(views),
        types=ids.index(types) if types in ids else -1,
        towns=known,
        real_towns=sum(not town.fictional for town in known),
        fictional=sum(card.fictional for card in cards),
        from_directory=sum(card.from_directory and not card.fictional for card in cards),
    )


def _counted(cards: list[Card], index: int, order: tuple[str, ...]) -> tuple[FacetValue, ...]:
    real = Counter(value for card in cards if not card.fictional for value in card.values[index])
    examples = Counter(value for card in cards if card.fictional for value in card.values[index])
    found = real + examples
    ranked = [value for value in order if value in found] or sorted(found, key=folded)
    return tuple(FacetValue(value, real[value], examples[value]) for value in ranked)


def _declared_order(question: str | None, indicator: str | None, names: Names) -> tuple[str, ...]:
    if question:
        options = getattr(names.asked[question].question, "options", ())
        return tuple(option.libelle for option in options)
    operation = names.indicators[indicator or ""].operation
    return tuple(bound.libelle for bound in operation.classe.bornes) if operation.classe else ()


def towns(cards: Iterable[Card]) -> tuple[Town, ...]:
    """Gather cards by commune, in the order of communes' names."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.commune_code, []).append(card)
    listed = [
        Town(
            code=code,
            name=group[0].commune,
            region="".join(group[0].values[REGION]),
            departement="".join(group[0].values[DEPARTEMENT]),
            dot=group[0].dot,
            cards=tuple(group),
            fictional=all(card.fictional for card in group),
        )
        for code, group in groups.items()
    ]
    return tuple(sorted(listed, key=lambda town: (folded(town.name), town.code)))


class PageLink(NamedTuple):
    """A way to a page of the list; `url` starts from the list's own root."""

    number: int
    url: str
    current: bool
    gap: bool
    """Whether pages without a link stand before this one."""


class ListPage(NamedTuple):
    """One page: its cards, where it stands, and the ways to others."""

    number: int
    last: int
    cards: tuple[Card, ...]
    links: tuple[PageLink, ...]

    @property
    def url(self) -> str:
        """The page's address from the root of the list: the first one is the list itself."""
        return address(self.number)

    @property
    def before(self) -> str | None:
        """The previous page, if any."""
        return address(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The next page, if any."""
        return address(self.number + 1) if self.number < self.last else None


def address(number: int) -> str:
    """Give the address of a page from the root of the list."""
    return "" if number == 1 else f"{FOLDER}/{number}/"


def list_pages(shown: Directory) -> Iterator[ListPage]:
    """Cut the list; a référentiel without places has one empty page."""
    cards = shown.cards
    last = max(1, -(-len(cards) // PAGE_SIZE))
    for number in range(1, last + 1):
        kept = cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield ListPage(number, last, kept, tuple(_links(number, last)))


def _links(current: int, last: int) -> Iterator[PageLink]:
    if last == 1:
        return
    near = range(max(1, current - NEAR), min(last, current + NEAR) + 1)
    numbers = sorted({1, last, *near, *range(FAR, last, FAR)})
    before = 0
    for number in numbers:
        yield PageLink(number, address(number), number == current, number > before + 1)
        before = number
