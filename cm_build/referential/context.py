"""What a datapanorama is drawn from: one place, one year, its other years, its peers and their figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cm_build.questionnaire.block import Benchmarks as DeclaredBenchmarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.computing.peers import PeerGroup, PeerIndex, Profile, Quartiles
    from cm_build.places.assessment import PublishedAssessment
    from cm_build.places.place import PublishedPlace
    from cm_build.places.settings import Settings
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.names import Names
    from cm_build.referential.sources import Sources


@dataclass(frozen=True)
class Peers:
    """A place's own profile and the group it is compared with."""

    profile: Profile
    group: PeerGroup
    index: PeerIndex
    _spreads: dict[str, Quartiles | None] = field(default_factory=dict, compare=False, repr=False)

    def spread(self, figure: str) -> Quartiles | None:
        """Tell how a figure is spread among peers when enough have it; looked for once a page."""
        if figure not in self._spreads:
            quartiles = self.index.quartiles(self.profile, self.group, figure)
            enough = quartiles is not None and quartiles.size >= self.index.minimum
            self._spreads[figure] = quartiles if enough else None
        return self._spreads[figure]


@dataclass(frozen=True)
class PlaceContext:
    """Everything the views of one place and one year may read."""

    place: PublishedPlace
    assessment: PublishedAssessment
    sources: Sources
    history: tuple[tuple[int, Sources], ...]
    territory: Territory
    settings: Settings
    peers: Peers | None

    @property
    def names(self) -> Names:
        """The questionnaire's index."""
        return self.sources.names

    @property
    def year(self) -> int:
        """The year shown."""
        return self.assessment.year


class PeerFigures(NamedTuple):
    """Who a place is compared with, and how each figure is spread among them."""

    criteria: tuple[str, ...]
    size: int
    figures: Mapping[str, Quartiles]


def peer_figures(context: PlaceContext) -> PeerFigures | None:
    """Gather what the place agreed to show of its peers, as its portrait does; None when it did not."""
    peers = context.peers
    if peers is None or not context.assessment.header.afficher_reperes:
        return None
    blocks = (block for section in context.names.questionnaire.panorama for block in section.blocs)
    wanted = [
        name for block in blocks if isinstance(block, DeclaredBenchmarks) for name in block.chiffres
    ]
    figures = {name: spread for name in wanted if (spread := peers.spread(name))}
    return PeerFigures(peers.group.criteria, peers.group.size, figures)
