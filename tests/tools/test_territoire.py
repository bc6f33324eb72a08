"""The script that makes data/geo, on six made-up square communes."""

import csv
import io
import json
import lzma
import struct
import tarfile
import zipfile

import pytest

from tools.territoire import main
from tools.territoire_contours import simplify
from tools.territoire_geometrie import area, chain, contains
from tools.territoire_sources import read_listing

SIDE = 0.1  # degrees
COLUMNS = ["id", "code", "type", "nom", "commune_parent_id", "geometry", "mairie_localisation"]

# Two rows of three squares: département 35 on the west, 53 on the east.
#   35001 35002 53001
#   35003 (gap) 53002      the gap was 35004, taken in by 35003 since
SQUARES = {
    "35001": (0, 1),
    "35002": (1, 1),
    "53001": (2, 1),
    "35003": (0, 0),
    "53002": (2, 0),
}
# Around them, a ring of 53003 so that the gap is a hole of the whole: one row below.
FLOOR = ("53003", [(0, -1), (3, -1), (3, 0), (2, 0), (1, 0), (0, 0)])


def commune(code, name, **more):
    return {
        "code": code,
        "nom": name,
        "type": "commune-actuelle",
        "departement": code[:2],
        "region": {"35": "53", "53": "52"}[code[:2]],
        "codesPostaux": [f"{code[:2]}100"],
        "population": 1000,
        **more,
    }


LISTING = {
    "communes": [
        commune("35002", "Est"),
        commune("35001", "Nord"),
        commune("35003", "Ouest", anciensCodes=["35004", "35005"]),
        commune("53001", "Loin"),
        commune("53002", "Bas"),
        commune("53003", "Sol"),
        {**commune("35004", "Milieu"), "type": "commune-deleguee", "chefLieu": "35003"},
        {**commune("35003", "Vieil-Ouest"), "type": "commune-deleguee", "chefLieu": "35003"},
    ],
    "departements": [
        {"code": "53", "nom": "Mayenne", "region": "52"},
        {"code": "35", "nom": "Ille-et-Vilaine", "region": "53"},
    ],
    "regions": [{"code": "53", "nom": "Bretagne"}, {"code": "52", "nom": "Pays de la Loire"}],
    "epci": [{"code": "200000001", "nom": "CC d'Essai", "membres": [{"code": "35001"}]}],
}


def degrees(column, row):
    return (round(-1 + column * SIDE, 6), round(48 + row * SIDE, 6))


def multipolygon(corners):
    ring = [degrees(*corner) for corner in [*corners, corners[0]]]
    return (
        struct.pack("<BII", 1, 6, 1)
        + struct.pack("<BII", 1, 3, 1)
        + struct.pack("<I", len(ring))
        + b"".join(struct.pack("<dd", *vertex) for vertex in ring)
    ).hex()


def square(column, row):
    return [(column, row), (column, row + 1), (column + 1, row + 1), (column + 1, row)]


def hall(column, row):
    return struct.pack("<BI", 1, 1).hex() + struct.pack("<dd", *degrees(column, row)).hex()


def outlines():
    rows = [
        [str(rank), code, "COM", code, r"\N", multipolygon(square(*place)), r"\N"]
        for rank, (code, place) in enumerate(SQUARES.items())
    ]
    rows[0][-1] = hall(0.25, 1.5)  # the town hall of 35001
    rows[1][-1] = hall(50, 50)  # misplaced: ignored
    rows.append(["8", FLOOR[0], "COM", "Sol", r"\N", multipolygon(FLOOR[1][::-1]), ""])
    rows.append(["9", "35004", "COMD", "Milieu", "3", r"\N", r"\N"])
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([COLUMNS, *rows])
    return lzma.compress(stream.getvalue().encode())


@pytest.fixture
def packages(tmp_path):
    listing, shapes = tmp_path / "listing" / "data", tmp_path / "shapes" / "data"
    listing.mkdir(parents=True)
    shapes.mkdir(parents=True)
    for name, rows in LISTING.items():
        (listing / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    (shapes / "communes.csv.lzma").write_bytes(outlines())
    return listing.parent, shapes.parent


@pytest.fixture
def made(packages, tmp_path):
    out = tmp_path / "out"
    main([*map(str, packages), "--out", str(out)])
    return out


def rows_of(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def test_communes_are_in_the_order_of_codes_with_area_and_point(made):
    communes = rows_of(made, "communes.csv")
    assert list(communes) == sorted(communes)
    nord = communes["35001"]
    assert (nord["departement"], nord["region"], nord["epci"]) == ("35", "53", "200000001")
    # A tenth of a degree squared at 48.15° N, on the ellipsoid: 11.119 km by 7.444 km.
    assert float(nord["surface_km2"]) == pytest.approx(11.119 * 7.444, rel=0.001)
    assert (nord["longitude"], nord["latitude"]) == ("-0.9750", "48.1500")


def test_a_misplaced_town_hall_gives_way_to_a_point_inside(made):
    est = rows_of(made, "communes.csv")["35002"]
    assert (est["longitude"], est["latitude"]) == ("-0.8500", "48.1500")


def test_the_gap_goes_to_the_commune_that_took_the_absorbed_one_in(made):
    communes = rows_of(made, "communes.csv")
    assert float(communes["35003"]["surface_km2"]) == pytest.approx(
        2 * float(communes["53002"]["surface_km2"]), rel=0.001
    )


def test_former_codes_lead_to_the_current_commune(made):
    assert (made / "anciens_codes.csv").read_text(encoding="utf-8").splitlines() == [
        "code,nom,nature,actuel",
        "35003,Vieil-Ouest,deleguee,35003",
        "35004,Milieu,deleguee,35003",
        "35005,,ancienne,35003",
    ]


def test_names_are_completed(made):
    assert rows_of(made, "epci.csv")["200000001"]["nom"] == "Communauté de communes d'Essai"
    assert rows_of(made, "departements.csv")["53"]["dans"] == "en Mayenne"
    assert rows_of(made, "regions.csv")["52"]["dans"] == "dans les Pays de la Loire"


def test_each_area_is_one_ring_without_the_gap(made):
    drawn = json.loads((made / "contours_departements.json").read_text(encoding="utf-8"))
    assert drawn["vue"] == "0 0 1000 1000"
    assert list(drawn["contours"]) == ["35", "53"]
    assert all(path.count("M") == 1 for path in drawn["contours"].values())
    assert len(drawn["contours"]) == len(
        json.loads((made / "contours_regions.json").read_text(encoding="utf-8"))["contours"]
    )


def test_the_same_packages_give_the_same_bytes(packages, made, tmp_path):
    main([*map(str, packages), "--out", str(tmp_path / "again")])
    files = sorted(path.name for path in made.iterdir())
    assert len(files) == 7
    for name in files:
        assert (tmp_path / "again" / name).read_bytes() == (made / name).read_bytes()


def test_archives_are_read_like_folders(packages, made, tmp_path):
    listing, shapes = packages
    with tarfile.open(tmp_path / "package.tgz", "w:gz") as archive:
        archive.add(listing, "package")
    with zipfile.ZipFile(tmp_path / "package.whl", "w") as wheel:
        wheel.write(shapes / "data" / "communes.csv.lzma", "package/data/communes.csv.lzma")
    out = tmp_path / "from-archives"
    main([str(tmp_path / "package.tgz"), str(tmp_path / "package.whl"), "--out", str(out)])
    for path in made.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes()
    assert read_listing(tmp_path / "package.tgz") == read_listing(listing)


def test_a_hole_is_subtracted():
    outer = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
    hole = [(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0), (0.0, 0.0)]
    # One degree square on the equator, pyproj 3.7.2 Geod(ellps="GRS80"): 12,308.78 km² (geodesic).
    assert area([outer]) == pytest.approx(12_308.8, rel=0.0005)
    assert area([outer, hole]) == pytest.approx(area([outer]) / 2)


def test_edges_chain_into_closed_rings():
    edges = [((0.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (1.0, 0.0)), ((0.0, 0.0), (1.0, 0.0))]
    (ring,) = chain(edges)
    assert ring[0] == ring[-1]
    assert set(ring) == {(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)}
    assert contains(ring, (0.2, 0.2))
    assert not contains(ring, (0.8, 0.8))


def test_simplifying_drops_small_bends_and_keeps_the_ends():
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplify(line, 1.0) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplify(line, 100.0) == [(0.0, 0.0), (4.0, 0.0)]


def test_a_closed_line_keeps_a_triangle():
    line = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
    assert len(simplify(line, 100.0)) == 4
