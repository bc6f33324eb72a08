"""What depends on what, put in order: each comes after those it needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter


def in_order_of_need(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Put names after those they need; what is needed and not named is there already.

    Those that depend on themselves, alone or together, are not in the result, nor is what needs them.
    """
    sorter = TopologicalSorter({name: {*wanted} & needs.keys() for name, wanted in needs.items()})
    # What follows a circle is out of reach; all the rest is put in order all the same.
    with suppress(CycleError):
        sorter.prepare()
    rank = {name: place for place, name in enumerate(needs)}
    ordered: list[str] = []
    while free := sorter.get_ready():
        ordered += sorted(free, key=rank.__getitem__)
        sorter.done(*free)
    return tuple(ordered)
