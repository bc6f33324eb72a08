"""What the pages about all places need of one, of whom they speak, and whose lists they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cm_build.computing.counting import Standing, is_there, standing_of
from cm_build.computing.peers import Profile, unshared_types
from cm_build.computing.rating import density_class
from cm_build.places.commune import Commune
from cm_build.places.federation import Elsewhere
from cm_build.places.header import OpenSource
from cm_build.places.identity import Identity, identity_of
from cm_build.places.licence import mixes
from cm_build.places.place import PublishedPlace
from cm_build.places.settings import Settings
from cm_build.places.territory import Territory
from cm_build.reading.nearest import folded
from cm_build.referential.card import Card, card_of
from cm_build.referential.own_table import OwnRows, own_rows
from cm_build.referential.sources import Sources
from cm_build.wording import french


class Summary(NamedTuple):
    """A place in a few words and figures; `profile` is None when it does not count (`standing`).

    `files` are those of its years, as they are named to people; `shows_peers` tells that it agreed to
    show where it stands among others. `own` is written in tables of its own, and read by nothing else.
    """

    slug: str
    name: str
    commune: Commune
    years: tuple[int, ...]
    files: tuple[str, ...]
    publication: str
    state: str
    standing: Standing
    sources: tuple[OpenSource, ...]
    fictional: bool
    from_directory: bool
    profile: Profile | None
    shows_peers: bool
    card: Card
    totals: Mapping[str, Decimal]
    own: OwnRows = OwnRows()
    identity: Identity = Identity("", "", "")

    @property
    def licence_apart(self) -> str:
        """The licence under which its line is given out apart; nothing when it goes with the others."""
        if not self.from_directory:
            return ""
        return next((one.licence for one in self.sources if not mixes(one.licence)), "")

    @property
    def elsewhere(self) -> Elsewhere | None:
        """Where its portrait is, when another network draws it: here it is a line among others."""
        return self.card.elsewhere

    @property
    def file(self) -> str:
        """The file of its latest year."""
        return self.files[-1]

    @property
    def network(self) -> str:
        """The code of the network it is of; nothing for a place of this référentiel."""
        return self.elsewhere.code if self.elsewhere else ""

    def licence(self, here: str) -> str:
        """Give the licence of what it answered; `here` is that of this référentiel."""
        return self.elsewhere.licence or here if self.elsewhere else here

    @property
    def is_there(self) -> bool:
        """Whether it can be spoken of in the present tense: neither closed, nor still to open."""
        return is_there(self.state)

    @property
    def source(self) -> OpenSource | None:
        """The directory that its latest year comes from; None for a place that answered."""
        return self.sources[-1] if self.from_directory and self.sources else None


def summarise(
    place: PublishedPlace,
    sources: Sources,
    settings: Settings,
    territory: Territory,
    elsewhere: Elsewhere | None = None,
) -> Summary:
    """Keep of a place's latest year what other pages show of it."""
    latest = place.latest
    header = latest.header
    standing = standing_of(header.publication, header.etat, latest.year, settings)
    names = sources.names
    totals = {
        figure.chiffre: value
        for figure in names.questionnaire.accueil.totaux
        if (value := sources.number(figure.chiffre)) is not None
    }
    return Summary(
        slug=place.slug,
        name=place.name,
        commune=place.commune,
        years=tuple(assessment.year for assessment in place.assessments),
        files=tuple(assessment.file for assessment in place.assessments),
        publication=header.publication,
        state=header.etat,
        standing=standing,
        sources=tuple(a.header.source for a in place.assessments if a.header.source),
        fictional=place.fictional,
        from_directory=place.from_directory,
        profile=_profile(place, sources) if standing.counts else None,
        shows_peers=header.afficher_reperes,
        card=card_of(place, sources, names, territory, elsewhere),
        totals=totals,
        own=own_rows(place),
        identity=identity_of(latest, names),
    )


def _profile(place: PublishedPlace, sources: Sources) -> Profile:
    names = sources.names
    similar = names.questionnaire.semblables
    figures = {
        name: figure.number
        for name, figure in sources.measures.items()
        if name in names.indicators and figure.number is not None
    }
    surface = sources.measures[similar.surface].value if similar else None
    return Profile(
        place.slug,
        _shared_type(sources),
        str(surface) if surface is not None else None,
        density_class(place.commune.density, names),
        place.fictional,
        figures,
    )


def _shared_type(sources: Sources) -> str | None:
    """Give the type a place may share with others."""
    similar = sources.names.questionnaire.semblables
    main = sources.chosen(similar.type) if similar else ()
    kind = main[0].id if main else None
    return None if kind in unshared_types(sources.names) else kind


class World(NamedTuple):
    """The places shown together, directory entries included, and whether they were invented."""

    summaries: tuple[Summary, ...]
    fictional: bool

    @property
    def places(self) -> int:
        """How many they are."""
        return len(self.summaries)

    @property
    def from_directory(self) -> int:
        """How many a directory knows, and that answered nothing."""
        return sum(summary.from_directory for summary in self.summaries)

    @property
    def telling(self) -> int:
        """Places that answered."""
        return self.places - self.from_directory

    @property
    def communes(self) -> int:
        """In how many communes they are."""
        return len({summary.commune.code for summary in self.summaries})

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Whose lists they come from."""
        return attributions(self.summaries)


def world(summaries: Sequence[Summary]) -> World:
    """Choose as `Populations.shown` does: only places that are compared decide."""
    counted = [summary for summary in summaries if summary.profile]
    fictional = bool(counted) and all(summary.fictional for summary in counted)
    return World(
        tuple(summary for summary in summaries if summary.fictional is fictional), fictional
    )


def mixed(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """Keep the places whose lines may be given out together."""
    return tuple(summary for summary in summaries if not summary.licence_apart)


class Attribution(NamedTuple):
    """A directory at one of its dates, and how many places shown here come from it."""

    name: str
    licence: str
    date: str
    url: str
    places: int


def attributions(shown: Iterable[Summary]) -> tuple[Attribution, ...]:
    """Name the directories of some places, by name then by date; nothing when all answered."""
    counted = Counter(
        (summary.source.nom, summary.source.licence, summary.source.date, summary.source.url)
        for summary in shown
        if summary.source
    )
    ordered = sorted(counted.items(), key=lambda item: (folded(item[0][0]), item[0]))
    return tuple(
        Attribution(name, licence, french.day(date), url, places)
        for (name, licence, date, url), places in ordered
    )
