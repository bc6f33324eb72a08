"""What a datapanorama is drawn from: one place, one year, the years before it, its peers and their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cm_build.computing.peers import Alone, PeerIndex, Profile, Quartiles
from cm_build.places.assessment import PublishedAssessment
from cm_build.places.place import PublishedPlace
from cm_build.places.settings import Settings
from cm_build.places.territory import Territory
from cm_build.questionnaire.block import Benchmarks
from cm_build.questionnaire.names import Names
from cm_build.referential.sources import Sources


class Peers(NamedTuple):
    """Who a place is compared with, how many, and how each figure is spread among them.

    It is all that a place's pages show of the others: a figure that too few of them have is not there.
    """

    criteria: tuple[str, ...]
    size: int
    figures: Mapping[str, Quartiles]
    alone: Alone | None = None
    """Why the place is compared with none."""


@dataclass(frozen=True)
class PlaceContext:
    """Everything the views of one place and one year may read, and nothing that came later.

    `place` is the place as the file of that year tells it (`PublishedPlace.as_of`), and `history`
    ends there: whatever a view reads, a page of the past says what was said then.
    """

    place: PublishedPlace
    assessment: PublishedAssessment
    sources: Sources
    history: tuple[tuple[int, Sources], ...]
    territory: Territory
    settings: Settings
    profile: Profile | None
    """What makes the place comparable; None when it is not compared, or not this year."""
    peers: Peers | None
    """None when the place did not agree to show them."""
    later: tuple[int, ...] = ()
    """The years that came since: a page may lead to them, and says nothing of them."""
    private: bool = False
    """Whether the page is drawn for the place alone, while it answers: it may then be advised."""

    @property
    def names(self) -> Names:
        """The questionnaire's index."""
        return self.sources.names

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that has a page."""
        return (*(assessment.year for assessment in self.place.assessments), *self.later)

    @property
    def year(self) -> int:
        """The year shown."""
        return self.assessment.year


def benchmarked(names: Names) -> tuple[str, ...]:
    """List the figures on which a place may show where it stands."""
    blocks = (block for section in names.questionnaire.panorama for block in section.blocs)
    wanted = (name for block in blocks if isinstance(block, Benchmarks) for name in block.chiffres)
    return tuple(dict.fromkeys(wanted))


def peers_shown(profile: Profile, index: PeerIndex, names: Names) -> Peers:
    """Gather what a portrait and its document show of the places it is compared with."""
    group = index.group(profile)
    spreads = {name: index.quartiles(profile, group, name) for name in benchmarked(names)}
    figures = {
        name: spread for name, spread in spreads.items() if spread and spread.size >= index.minimum
    }
    return Peers(group.criteria, group.size, figures, group.alone)
