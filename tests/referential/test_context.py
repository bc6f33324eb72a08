"""What a place shows of its peers is worked out once, and is all that its pages take from others."""

from __future__ import annotations

from decimal import Decimal

from cm_build.computing.peers import PeerGroup, PeerIndex, Profile, Quartiles
from cm_build.questionnaire.block import Benchmarks
from cm_build.referential.context import peers_shown
from tests.computing.test_peers import profile


class Counting(PeerIndex):
    """Counts how often quartiles are worked out."""

    asked = 0

    def quartiles(self, profile: Profile, group: PeerGroup, figure: str) -> Quartiles | None:
        self.asked += 1
        return super().quartiles(profile, group, figure)


def test_a_figure_is_spread_once_a_page_and_only_among_enough_peers(tools) -> None:
    blocks = [block for part in tools.names.questionnaire.panorama for block in part.blocs]
    wanted = [name for block in blocks if isinstance(block, Benchmarks) for name in block.chiffres]
    shown = wanted[0]
    others = [profile(f"lieu-{n}", figures={shown: n}) for n in range(1, 6)]
    own = profile("ici", figures={shown: 9})
    index = Counting([own, *others], minimum=5)
    peers = peers_shown(own, index, tools.names)
    assert peers.size == 5
    assert peers.figures == {shown: Quartiles(Decimal(2), Decimal(3), Decimal(4), 5)}
    assert index.asked == len(set(wanted))
    few = Counting([own, *others], minimum=6)
    assert peers_shown(own, few, tools.names).figures == {}
