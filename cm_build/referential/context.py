"""What a datapanorama is drawn from: one place, one year, its other years, its peers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_build.computing.peers import PeerGroup, PeerIndex, Profile
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
