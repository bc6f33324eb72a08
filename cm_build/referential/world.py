"""Of whom the pages about all places speak: real places as soon as one counts, until then the examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cm_build.referential.summary import Summary


class World(NamedTuple):
    """The places shown together, directory entries included, and whether they were invented."""

    summaries: tuple[Summary, ...]
    fictional: bool


def world(summaries: Sequence[Summary]) -> World:
    """Choose as `Populations.shown` does: only places that are compared decide."""
    counted = [one for one in summaries if one.profile]
    fictional = bool(counted) and all(one.fictional for one in counted)
    return World(tuple(one for one in summaries if one.fictional is fictional), fictional)
