"""The networks whose places are shown here: what each brings, and the places that two of them tell of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from cm_build.wording import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cm_build.referential.assembly import Referential
    from cm_build.referential.networks import NetworkState
    from cm_build.referential.once import SharedPlace


class NetworkLine(NamedTuple):
    """A network: its site, its places in the list, how many they are, what is to be known of its copy."""

    name: str
    url: str
    listed: str
    places: int
    sentences: tuple[str, ...]


class SharedLine(NamedTuple):
    """Two lines that may be one place, whose they are, and what was made of it."""

    shown: SharedPlace
    shown_by: str
    other: SharedPlace
    other_by: str
    left_out: bool
    words: str


def network_lines(referential: Referential) -> tuple[NetworkLine, ...]:
    """List the networks in the order in which they are declared."""
    counted = Counter(summary.network for summary in referential.summaries)
    return tuple(
        NetworkLine(
            state.name,
            state.url,
            f"lieux/?{urlencode({'reseau': state.name})}",
            counted[state.code],
            tuple(_sentences(state)),
        )
        for state in referential.networks
    )


def _sentences(state: NetworkState) -> Iterator[str]:
    if state.date:
        yield f"Ce qu’il publiait le {french.day(state.date)}."
    if state.since:
        yield (
            f"Il ne peut plus être lu depuis le {french.day(state.since)} : {state.cause}. "
            "Sa dernière bonne copie reste trente jours au plus."
        )
    if state.ahead > 0:
        yield "Son questionnaire est en avance sur celui d’ici : ses questions nouvelles ne sont pas lues."
    elif state.ahead < 0:
        yield "Son questionnaire est en retard sur celui d’ici."


def shared_lines(referential: Referential) -> tuple[SharedLine, ...]:
    """List the places told twice, those left for a person to settle first."""
    names = {state.code: state.name for state in referential.networks}
    here = referential.tools.settings.nom
    return tuple(
        SharedLine(
            twin.shown,
            names.get(twin.shown.network, here),
            twin.other,
            names.get(twin.other.network, here),
            twin.left_out,
            f"{twin.tie}, compté une seule fois."
            if twin.left_out
            else f"{twin.tie}. Est-ce le même ?",
        )
        for twin in sorted(referential.shared, key=lambda twin: twin.left_out)
    )
