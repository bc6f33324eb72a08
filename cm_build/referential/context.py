"""What a datapanorama is drawn from: one place, one year, its other years, its peers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
            found = self.index.quartiles(self.profile, self.group, figure)
            enough = found is not None and found.size >= self.index.minimum
            self._spreads[figure] = found if enough else None
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
