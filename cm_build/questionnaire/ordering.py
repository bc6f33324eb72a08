"""What depends on what, put in order: each comes after those it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def in_order_of_need(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Put names after those they need; what is needed and not named is there already.

    Those that depend on themselves, alone or together, are not in the result, nor is what needs them.
    """
    rank = {name: place for place, name in enumerate(needs)}
    missing = {name: len({*wanted} & needs.keys()) for name, wanted in needs.items()}
    wanting: dict[str, list[str]] = {name: [] for name in needs}
    for name, wanted in needs.items():
        for one in {*wanted} & needs.keys():
            wanting[one].append(name)
    ordered: list[str] = []
    free = [name for name, count in missing.items() if not count]
    while free:
        ordered += free
        settled: list[str] = []
        for name in free:
            for one in wanting[name]:
                missing[one] -= 1
                if not missing[one]:
                    settled.append(one)
        free = sorted(settled, key=rank.__getitem__)
    return tuple(ordered)
