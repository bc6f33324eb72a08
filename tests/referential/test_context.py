"""What a page shows of its peers is worked out once, for everything that tells it."""

from __future__ import annotations

from decimal import Decimal

from cm_build.computing.peers import PeerGroup, PeerIndex, Profile, Quartiles
from cm_build.referential.context import Peers
from tests.computing.test_peers import profile


class Counting(PeerIndex):
    """Counts how often quartiles are worked out."""

    asked = 0

    def quartiles(self, profile: Profile, group: PeerGroup, figure: str) -> Quartiles | None:
        self.asked += 1
        return super().quartiles(profile, group, figure)


def test_a_figure_is_spread_once_a_page_and_only_among_enough_peers() -> None:
    others = [profile(f"lieu-{n}", figures={"heures": n}) for n in range(1, 6)]
    own = profile("ici", figures={"heures": 9})
    index = Counting([own, *others], minimum=5)
    peers = Peers(own, index.group(own), index)
    for _ in range(3):
        found = peers.spread("heures")
        assert found
        assert (found.low, found.median, found.high, found.size) == (
            Decimal(2),
            Decimal(3),
            Decimal(4),
            5,
        )
        assert peers.spread("inconnu") is None
    assert index.asked == 2
    few = Counting([own, *others], minimum=6)
    assert Peers(own, few.group(own), few).spread("heures") is None
