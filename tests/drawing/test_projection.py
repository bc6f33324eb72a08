"""The map's projections, against pyproj."""

import pytest

from cm_build.drawing.projection import (
    INSET_LABEL,
    INSETS,
    VIEW_HEIGHT,
    VIEW_WIDTH,
    Dot,
    lambert93,
    project,
)

# Computed once with pyproj 3.7.2: Transformer.from_crs("EPSG:4171", "EPSG:2154", always_xy=True).
LAMBERT_93 = [
    ("Paris, Notre-Dame", 2.3499, 48.8530, 652296.973, 6861636.359),
    ("Rennes", -1.6778, 48.1173, 352107.380, 6789966.542),
    ("Dunkerque", 2.3772, 51.0344, 656215.638, 7104472.702),
    ("Ouessant", -5.0965, 48.4567, 102419.227, 6848044.692),
    ("Strasbourg", 7.7521, 48.5734, 1050362.695, 6840899.647),
    ("Lauterbourg", 8.2286, 48.9753, 1082488.272, 6887707.954),
    ("Bayonne", -1.4748, 43.4929, 338093.536, 6276236.597),
    ("Lamanère", 2.5167, 42.3333, 660102.419, 6137151.240),
    ("Nice", 7.2620, 43.7102, 1043410.160, 6299400.043),
    ("Ajaccio", 8.7369, 41.9192, 1176526.602, 6108263.023),
    ("Bonifacio", 9.1590, 41.3874, 1216133.106, 6051867.842),
    ("Bastia", 9.4509, 42.6970, 1228646.861, 6199094.115),
    ("origine de la projection", 3.0, 46.5, 700000.000, 6600000.000),
]

# Computed once with pyproj 3.7.2, +proj=eqc +lat_ts=<middle> +lon_0=<middle> +R=6371000:
# half width of the degrees shown, and their height, in metres.
EQUIRECTANGULAR = {
    "971": (43251.2913, 1836940.1882 - 1760215.6888),
    "972": (22593.3137, 1654580.5085 - 1600094.9944),
    "973": (166400.1826, 639370.8282 - 234621.2952),
    "974": (32671.3987, 2378459.4809 - 2320638.1191),
    "976": (15721.3430, 1446645.9956 - 1404391.9235),
}


@pytest.mark.parametrize(("longitude", "latitude", "east", "north"), [p[1:] for p in LAMBERT_93])
def test_lambert_93_agrees_with_pyproj_to_the_millimetre(longitude, latitude, east, north):
    assert lambert93(longitude, latitude) == pytest.approx((east, north), abs=0.001)


@pytest.mark.parametrize("inset", INSETS, ids=lambda inset: inset.departement)
def test_insets_keep_the_shape_that_pyproj_gives(inset):
    left, top = inset.project(inset.west, inset.north)
    right, bottom = inset.project(inset.east, inset.south)
    half_width, height = EQUIRECTANGULAR[inset.departement]
    assert (right - left) / (bottom - top) == pytest.approx(2 * half_width / height, rel=1e-6)


@pytest.mark.parametrize("inset", INSETS, ids=lambda inset: inset.departement)
def test_insets_draw_inside_their_frame_and_leave_room_for_the_name(inset):
    left, top = inset.project(inset.west, inset.north)
    right, bottom = inset.project(inset.east, inset.south)
    assert inset.x < left < right < inset.x + inset.width
    assert inset.y < top < bottom < inset.y + inset.height - INSET_LABEL + 0.01
    assert inset.x + inset.width <= VIEW_WIDTH
    assert inset.y + inset.height <= VIEW_HEIGHT


def test_mainland_points_are_scaled_from_lambert_93():
    # By hand: (352107.38 - 87000) / 1165 and (7122000 - 6789966.542) / 1165.
    assert project(-1.6778, 48.1173, "35") == Dot(227.56, 285.01)


def test_the_extremes_of_the_mainland_and_corsica_are_in_the_view_box():
    for _, longitude, latitude, *_ in LAMBERT_93:
        point = project(longitude, latitude, "2A")
        assert point is not None
        assert 0 < point.x < VIEW_WIDTH
        assert 0 < point.y < VIEW_HEIGHT


def test_insets_are_outside_the_mainland_and_corsica():
    southernmost = project(2.5333, 42.3327, "66")  # Lamanère, the southernmost commune
    westernmost_corsica = project(8.534, 42.38, "2A")  # the point of Revellata and the Scandola
    assert southernmost is not None
    assert westernmost_corsica is not None
    assert all(inset.y > southernmost.y for inset in INSETS)
    assert all(inset.x + inset.width < westernmost_corsica.x for inset in INSETS)


def test_an_overseas_point_falls_in_its_own_frame():
    point = project(55.45, -20.88, "974")  # Saint-Denis, in the north of the island
    inset = next(inset for inset in INSETS if inset.departement == "974")
    assert point is not None
    assert inset.x < point.x < inset.x + inset.width
    assert inset.y < point.y < inset.y + inset.height / 4


@pytest.mark.parametrize("departement", ["975", "977", "978", "987", "988"])
def test_a_collectivity_without_outline_has_no_place_on_the_map(departement):
    assert project(-62.83, 17.9, departement) is None
