"""Columns place by place: the order, what is known, why the rest is not."""

from __future__ import annotations

from pathlib import Path

from cm_build.computing.crossing import Crossing
from tests.referentials import referential_of, write_named
from tests.support import counted_of


def test_columns_follow_the_names_and_say_why_a_value_is_missing(tmp_path: Path) -> None:
    write_named(tmp_path, "zebre", "Zèbre", "espace: {surface_interieure: 120}\n")
    write_named(tmp_path, "aaa", "Établi", "espace: {surface_interieure: ne_sait_pas}\n")
    write_named(tmp_path, "bbb", "Abeille")
    write_named(tmp_path, "faux", "Faux", "espace: {surface_interieure: 9999}\n", fictional=True)
    counted = counted_of(referential_of(tmp_path))
    crossing = Crossing(counted.shown)
    assert [place.name for place in crossing.places] == ["Abeille", "Établi", "Zèbre"]
    assert crossing.places[0] == ("bbb", "Abeille", "Rennes")
    series = crossing.series("surface_interieure")
    assert series.values == (None, None, 120.0)
    assert series.reasons == {"ne_sait_pas": (1,)}
    assert Crossing(counted.fictional).series("surface_interieure").values == (9999.0,)


def test_a_figure_is_rounded_and_a_choice_keeps_its_codes(tmp_path: Path) -> None:
    extra = """\
  types_de_lieu: [fablab, culturel]
espace:
  surfaces: {bureaux: 100, cafe: 200, complet: oui}
"""
    write_named(tmp_path, "un-lieu", "Un lieu", extra)
    crossing = Crossing(counted_of(referential_of(tmp_path)).shown)
    # 200 of 300 m² are open to the public.
    assert crossing.series("part_ouverte_au_public").values == (66.6667,)
    # The whole of a distribution is the sum of its parts.
    assert crossing.series("surfaces").values == (300.0,)
    assert crossing.codes("types_de_lieu") == (("fablab", "culturel"),)
    assert crossing.codes("region") == (("53",),)
    assert crossing.is_numeric("surfaces")
    assert not crossing.is_numeric("types_de_lieu")
