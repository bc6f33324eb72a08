"""How each figure is spread among the places that one is compared with, when it agreed to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.questionnaire.block import Benchmarks as DeclaredBenchmarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cm_build.computing.peers import Quartiles
    from cm_build.referential.context import PlaceContext


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
    blocks = (one for section in context.names.questionnaire.panorama for one in section.blocs)
    wanted = [
        name for one in blocks if isinstance(one, DeclaredBenchmarks) for name in one.chiffres
    ]
    found = {
        name: spread
        for name in wanted
        if (spread := peers.index.quartiles(peers.profile, peers.group, name))
        and spread.size >= context.settings.groupe_minimum
    }
    return PeerFigures(peers.group.criteria, peers.group.size, found)
