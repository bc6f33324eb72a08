"""Who is compared with whom, and where the middle half of a group stands."""

from __future__ import annotations

from decimal import Decimal
from statistics import quantiles
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cm_build.computing.peers import (
    Alone,
    PeerIndex,
    Profile,
    Quartiles,
    peers_of,
    quartiles,
    unshared_types,
)
from tests.computing.strategies import PROFILE
from tests.referentials import referential_of, write_named

if TYPE_CHECKING:
    from collections.abc import Mapping


def profile(
    slug: str,
    kind: str | None = "cafe",
    surface: str | None = "moyenne",
    density: str | None = "dense",
    *,
    fictional: bool = False,
    figures: Mapping[str, int] | None = None,
) -> Profile:
    values = {name: Decimal(value) for name, value in (figures or {}).items()}
    return Profile(slug, kind, surface, density, fictional, values)


def several(count: int, prefix: str, *args, **values) -> list[Profile]:
    return [profile(f"{prefix}-{number}", *args, **values) for number in range(count)]


def decimals(*values: float | str) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def cuts(low: float | str, median: float | str, high: float | str, size: int) -> Quartiles:
    first, second, third = decimals(low, median, high)
    return Quartiles(first, second, third, size)


# Type 7: position p × (n − 1) in the sorted values, counted from 0, then linear interpolation.
BY_HAND = [
    # Positions 1, 2 and 3.
    ((15, 20, 35, 40, 50), (20, 35, 40)),
    # Positions 0.75, 1.5 and 2.25: 1 + 0.75 = 1.75 ; 2.5 ; 3 + 0.25 = 3.25.
    ((1, 2, 3, 4), ("1.75", "2.5", "3.25")),
    # Positions 1.25, 2.5 and 3.75: 15 + 0.25 × 21 = 20.25 ; 37.5 ; 39 + 0.75 × 1 = 39.75.
    ((7, 15, 36, 39, 40, 41), ("20.25", "37.5", "39.75")),
    # Positions 2, 4 and 6.
    ((3, 5, 7, 8, 12, 13, 14, 18, 21), (7, 12, 14)),
    # Positions 0.25, 0.5 and 0.75 between 1 and 9.
    ((1, 9), (3, 5, 7)),
    ((10,), (10, 10, 10)),
    ((0, 0, 0, 0, 100), (0, 0, 0)),
    # Positions 0.5, 1 and 1.5, with values below zero.
    ((-15000, 0, 4000), (-7500, 0, 2000)),
]


@pytest.mark.parametrize(("values", "expected"), BY_HAND, ids=lambda one: str(len(one)))
def test_quartiles_by_hand(values, expected) -> None:
    low, median, high = expected
    assert quartiles(decimals(*values)) == cuts(low, median, high, len(values))


def test_no_value_has_no_quartile() -> None:
    assert quartiles([]) is None


def _standard(values: list[float]) -> list[float]:
    """Take quartiles from the standard library: "inclusive" is the same type 7."""
    return quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3


@PROFILE
@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=60))
def test_quartiles_as_the_standard_library_gives_them(values) -> None:
    found = quartiles(sorted(Decimal(value) / 100 for value in values))
    assert found
    expected = _standard([value / 100 for value in values])
    assert [float(cut) for cut in found[:3]] == pytest.approx(expected, abs=1e-9)


def test_five_alike_are_enough() -> None:
    own = profile("ici")
    group = peers_of([own, *several(5, "pareil")]).group(own)
    assert (group.criteria, group.size) == (("type", "surface", "densite"), 5)


LADDER = [
    # One too few of the same density: those of another density join, and so on.
    ([4, 1, 0, 0], ("type", "surface"), 5),
    ([0, 5, 3, 9], ("type", "surface"), 5),
    ([2, 2, 1, 0], ("type",), 5),
    ([0, 0, 5, 9], ("type",), 5),
    # Never the type: those of another type stay apart, however many they are.
    ([2, 1, 1, 1], (), 4),
    ([0, 0, 0, 7], (), 0),
    ([5, 5, 5, 5], ("type", "surface", "densite"), 5),
]


@pytest.mark.parametrize(("counts", "criteria", "size"), LADDER)
def test_density_is_dropped_first_then_surface_and_never_type(counts, criteria, size) -> None:
    same, elsewhere, larger, other = counts
    own = profile("ici")
    known = [
        own,
        *several(same, "pareil"),
        *several(elsewhere, "ailleurs", density="peu dense"),
        *several(larger, "grand", surface="grande", density="peu dense"),
        *several(other, "autre", "atelier", "grande", "peu dense"),
    ]
    group = peers_of(known).group(own)
    assert (group.criteria, group.size) == (criteria, size)
    assert group.alone == (None if criteria else Alone.TOO_FEW)


@pytest.mark.parametrize("others", [0, 1, 4])
def test_under_the_minimum_there_is_no_figure_and_the_size_says_how_few_they_are(others) -> None:
    own = profile("ici", figures={"heures": 8})
    known = [
        own,
        *several(others, "pareil", figures={"heures": 6}),
        *several(30, "autre", "atelier", figures={"heures": 9}),
    ]
    index = peers_of(known)
    group = index.group(own)
    assert (group.criteria, group.size, group.alone) == ((), others, Alone.TOO_FEW)
    assert index.quartiles(own, group, "heures") is None


def test_the_place_itself_is_apart() -> None:
    own = profile("ici", figures={"heures": 1000})
    others = [profile(f"pareil-{n}", figures={"heures": n}) for n in (10, 20, 30, 40, 50)]
    index = peers_of([own, *others])
    found = index.quartiles(own, index.group(own), "heures")
    assert found == cuts(20, 30, 40, 5)


def test_only_one_of_two_equal_values_is_the_place_s_own() -> None:
    own = profile("ici", figures={"heures": 30})
    others = [profile(f"pareil-{n}", figures={"heures": n}) for n in (10, 20, 30, 40, 50)]
    index = peers_of([own, *others])
    found = index.quartiles(own, index.group(own), "heures")
    assert found == cuts(20, 30, 40, 5)


def test_each_figure_counts_those_who_gave_it() -> None:
    own = profile("ici", figures={"heures": 30, "emplois": 2})
    others = [
        profile(f"pareil-{n}", figures={"heures": n, **({"emplois": n} if n < 30 else {})})
        for n in (10, 20, 30, 40, 50)
    ]
    index = peers_of([own, *others])
    group = index.group(own)
    assert group.size == 5
    assert index.quartiles(own, group, "heures") == cuts(20, 30, 40, 5)
    assert index.quartiles(own, group, "emplois") == cuts("12.5", 15, "17.5", 2)
    assert index.quartiles(own, group, "loyer") is None


def test_a_place_without_the_figure_still_sees_its_peers() -> None:
    own = profile("ici")
    others = [profile(f"pareil-{n}", figures={"heures": n}) for n in (10, 20, 30, 40, 50)]
    index = peers_of([own, *others])
    assert index.quartiles(own, index.group(own), "heures") == cuts(20, 30, 40, 5)


def test_a_place_that_is_not_published_yet_takes_no_one_s_place() -> None:
    index = peers_of([profile(f"pareil-{n}", figures={"heures": n}) for n in (10, 20, 30, 40, 50)])
    preview = profile("apercu", figures={"heures": 30})
    group = index.group(preview)
    assert (group.criteria, group.size) == (("type", "surface", "densite"), 5)
    assert index.quartiles(preview, group, "heures") == cuts(20, 30, 40, 5)


def test_fictional_places_only_meet_fictional_ones() -> None:
    real = profile("ici", figures={"heures": 8})
    invented = profile("conte", fictional=True, figures={"heures": 8})
    index = peers_of(
        [
            real,
            invented,
            *several(7, "vrai", figures={"heures": 10}),
            *several(6, "invente", fictional=True, figures={"heures": 50}),
        ]
    )
    for own, size, value in ((real, 7, 10), (invented, 6, 50)):
        group = index.group(own)
        assert group.size == size
        assert index.quartiles(own, group, "heures") == cuts(value, value, value, size)


def test_fictional_places_do_not_fill_a_small_group() -> None:
    real = profile("ici")
    index = peers_of([real, *several(2, "vrai"), *several(20, "invente", fictional=True)])
    group = index.group(real)
    assert (group.criteria, group.size) == ((), 2)


@pytest.mark.parametrize(
    ("unknown", "criteria"),
    [
        ({"density": None}, ("type", "surface")),
        ({"surface": None}, ("type",)),
        ({"density": None, "surface": None}, ("type",)),
        ({"kind": None}, ()),
    ],
    ids=["densite", "surface", "densite-surface", "type"],
)
def test_what_a_place_did_not_say_is_no_likeness(unknown, criteria) -> None:
    own = profile("ici", **unknown)
    # Others who did not say it either are not alike for all that.
    index = peers_of([own, *several(6, "muet", **unknown), *several(6, "pareil")])
    group = index.group(own)
    assert group.criteria == criteria
    assert group.alone == (None if criteria else Alone.NO_TYPE)


def brute(known: list[Profile], own: Profile) -> tuple[tuple[str, ...], int, list[Profile]]:
    """Choose the peers again, the slow and plain way: criteria, how many share the type, who they are."""
    others = [one for one in known if one.slug != own.slug and one.fictional == own.fictional]
    same = [one for one in others if own.type and one.type == own.type]
    sized = [one for one in same if own.surface and one.surface == own.surface]
    settled = [one for one in sized if own.density and one.density == own.density]
    if len(settled) >= 5:
        return ("type", "surface", "densite"), len(settled), settled
    if len(sized) >= 5:
        return ("type", "surface"), len(sized), sized
    return (("type",), len(same), same) if len(same) >= 5 else ((), len(same), [])


kinds = st.sampled_from(["cafe", "atelier", "jardin"])
anyone = st.builds(
    profile,
    slug=st.just(""),
    kind=st.one_of(kinds, st.none()),
    surface=st.sampled_from(["petite", "grande", None]),
    density=st.sampled_from(["dense", "peu dense", None]),
    fictional=st.booleans(),
    figures=st.fixed_dictionaries({}, optional={"heures": st.integers(0, 9)}),
)


@PROFILE
@given(st.lists(anyone, min_size=1, max_size=40))
def test_the_index_chooses_as_the_plain_way_does(found) -> None:
    known = [one._replace(slug=f"lieu-{number}") for number, one in enumerate(found)]
    index = peers_of(known)
    for own in known[:10]:
        group = index.group(own)
        criteria, size, others = brute(known, own)
        assert (group.criteria, group.size) == (criteria, size)
        values = [float(other.figures["heures"]) for other in others if "heures" in other.figures]
        cut = index.quartiles(own, group, "heures")
        if not values:
            assert cut is None
            continue
        assert cut
        expected = _standard([float(value) for value in values])
        assert [float(one) for one in cut[:3]] == pytest.approx(expected)
        assert cut.size == len(values)


@PROFILE
@given(st.lists(anyone, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_places_says_nothing(found, chance) -> None:
    known = [one._replace(slug=f"lieu-{number:02d}") for number, one in enumerate(found)]
    mixed = list(known)
    chance.shuffle(mixed)

    def seen(index: PeerIndex) -> list[object]:
        return [(group := index.group(one), index.quartiles(one, group, "heures")) for one in known]

    assert seen(peers_of(known)) == seen(peers_of(mixed))


def test_another_type_told_in_its_own_words_is_nobody_else_s(tools, tmp_path) -> None:
    """Two places that are "something else" are not alike for all that."""
    told = "  types_de_lieu: [{kind}]\n  type_principal: {kind}\n"
    for index, kind in enumerate(("autre", "fablab")):
        write_named(tmp_path, f"lieu-{index}", f"Lieu {index}", told.format(kind=kind))
    found = {one.slug: one.type for one in referential_of(tmp_path).profiles}
    assert found == {"lieu-0": None, "lieu-1": "fablab"}
    assert unshared_types(tools.names) == {"autre"}


def test_profiles_come_from_the_places_themselves(tools) -> None:
    """The classes peers share are figures of the questionnaire, not words of the code."""
    similar = tools.names.questionnaire.semblables
    assert similar
    assert tools.names.indicators[similar.surface].operation.classe
