"""Communes as people write them: the real data/geo, facts known from elsewhere."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from cm_build.drawing.projection import INSETS, VIEW_HEIGHT, VIEW_WIDTH, project
from cm_build.places.commune import (
    Ambiguous,
    Commune,
    Departement,
    FormerCommune,
    Region,
    Resolution,
    Resolved,
    Unknown,
    name_key,
)
from cm_build.places.territory import Territory

ROOT = Path(__file__).parents[2]
DIRECTORY = ROOT.parent / "shared" / "data" / "cget_tiers_lieux_2019.csv"

# Rows of the 2019 directory that name no commune for sure, and why.
UNSURE = {
    "26": "name alone: five communes are called Moulins",
    "402": "name alone",
    "848": "Tournai is in Belgium",
    "1045": "name alone",
    "1046": "name alone",
    "1047": "name alone",
    "1060": "name alone: two communes are called Mirepoix",
    "1062": "name alone: two communes are called Mirepoix",
    "1092": "Florac is not the whole name of Florac Trois Rivières",
    "1102": "31210 is not a postal code of Cugnaux",
    "1115": "Vabres is misspelt",
    "1177": "83500 is La Seyne-sur-Mer, not Toulon",
    "1211": "97129 is Lamentin, not Baie-Mahault",
    "1409": "Sainte-Clotilde is a quarter of Saint-Denis",
    "1461": "Sophia Antipolis is a business park, not a commune",
}


@pytest.fixture(scope="module")
def territory():
    return Territory(ROOT / "data" / "geo")


def codes(found):
    match found:
        case Resolved(commune):
            return [commune.code]
        case Ambiguous(communes) | Unknown(communes):
            return [commune.code for commune in communes]


def test_a_code_gives_the_commune(territory):
    found = territory.resolve("35238")
    assert isinstance(found, Resolved)
    assert found.former is None
    rennes = found.commune
    assert (rennes.nom, rennes.departement, rennes.region) == ("Rennes", "35", "53")
    assert rennes.codes_postaux == ("35000", "35200", "35700")
    assert territory.epci[rennes.epci].nom == "Rennes Métropole"
    assert rennes.surface_km2 == pytest.approx(50.39, rel=0.005)  # INSEE
    assert (rennes.longitude, rennes.latitude) == pytest.approx((-1.68, 48.11), abs=0.03)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01004", "01004"),  # Ambérieu-en-Bugey: a leading zero
        ("01001", "01001"),  # the first row
        ("98901", "98901"),  # the last row
        ("2A004", "2A004"),
        ("2a004", "2A004"),
        ("20000 Ajaccio", "2A004"),
        ("97411 Saint-Denis", "97411"),  # alone, also a postal code of Saint-Paul
        ("97701", "97701"),
        ("97133 Saint-Barthélemy", "97701"),
        ("97500 Saint-Pierre", "97502"),
        ("35000 Rennes", "35238"),
        ("Rennes 35000", "35238"),
        ("  RENNES   (35000) ", "35238"),
        ("Rennes (35238)", "35238"),
        ("93200 st denis", "93066"),
        ("97400 Saint-Denis", "97411"),
        ("42000 St Etienne", "42218"),
        ("94240 L’Haÿ-les-Roses", "94038"),
        ("43000 Puy-en-Velay", "43157"),
        ("14000", "14118"),  # Caen is alone behind this postal code
        ("75010 Paris", "75056"),
        ("75010 Paris 10e arrondissement", "75056"),
        ("Lyon 3e 69003", "69123"),
        ("35042 Rennes Cedex", "35238"),
        ("34935 Montpellier cedex 9", "34172"),
        ("71100 Chalon s/ Saône", "71076"),
    ],
)
def test_what_people_write_gives_the_commune(territory, text, code):
    found = territory.resolve(text)
    assert isinstance(found, Resolved)
    assert found.commune.code == code


@pytest.mark.parametrize(
    ("text", "former", "nature", "current"),
    [
        ("75110", "75110", "arrondissement", "75056"),
        ("69381", "69381", "arrondissement", "69123"),
        ("13201", "13201", "arrondissement", "13055"),
        ("74011", "74011", "deleguee", "74010"),
        ("74940 Annecy-le-Vieux", "74011", "deleguee", "74010"),
        ("74011 Annecy-le-Vieux", "74011", "deleguee", "74010"),
        ("74011 Annecy", "74011", "deleguee", "74010"),
        ("93380 Pierrefitte-sur-Seine", "93059", "deleguee", "93066"),
        ("39400 Morez", "39368", "deleguee", "39368"),  # kept the code, lost the name
        ("59355", "59355", "associee", "59350"),  # Lomme, in Lille
        ("75066", "75066", "ancienne", "93066"),  # Saint-Denis before the Seine was divided in 1968
    ],
)
def test_what_is_no_longer_a_commune_gives_the_current_one(
    territory, text, former, nature, current
):
    found = territory.resolve(text)
    assert isinstance(found, Resolved)
    assert isinstance(found.former, FormerCommune)
    assert (found.former.code, found.former.nature, found.commune.code) == (former, nature, current)


def test_a_name_written_apart_counts(territory):
    assert codes(territory.resolve("35000", "Rennes")) == ["35238"]
    # Five digits alone may be an INSEE code (Seillonnaz) or a postal code; a name tells which.
    assert codes(territory.resolve("01400"))[0] == "01400"
    assert codes(territory.resolve("01400", "Seillonnaz")) == ["01400"]
    assert codes(territory.resolve("01400", "L'Abergement-Clémenciat")) == ["01001"]
    assert [c.code for c in territory.with_postal_code("97133")] == ["97701"]


def test_a_postal_code_that_is_also_an_old_code_says_nothing_of_it(territory):
    # 01120 is the postal code of Montluel, and was the code of Cordieux, now in Montluel.
    assert territory.resolve("01120 Montluel") == Resolved(territory.commune("01262"))
    found = territory.resolve("01120 Cordieux")
    assert isinstance(found, Resolved)
    assert found.former == territory.former_by_code["01120"]


def test_a_name_alone_never_resolves(territory):
    assert territory.resolve("Rennes") == Ambiguous((territory.commune("35238"),))
    homonyms = territory.resolve("Saint-Denis")
    assert isinstance(homonyms, Ambiguous)
    assert {"93066", "97411"} <= set(codes(homonyms))


def test_candidates_are_few_and_the_most_populated_come_first(territory):
    found = codes(territory.resolve("Sainte-Colombe"))
    assert len(found) == len(set(found)) == 8
    populations = [territory.commune(code).population for code in found]
    assert populations == sorted(populations, reverse=True)


def test_code_and_name_that_disagree_offer_both(territory):
    assert codes(territory.resolve("35000 Nantes")) == ["35238", "44109"]
    assert codes(territory.resolve("83500 Toulon")) == ["83137", "83126"]
    assert codes(territory.resolve("35238 Nantes")) == ["35238", "44109"]


def test_a_postal_code_shared_by_several_is_ambiguous(territory):
    found = territory.resolve("35520")  # Melesse, Montreuil-le-Gast, La Mézière...
    assert isinstance(found, Ambiguous)
    assert "35173" in codes(found)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("1004", "01004"),  # a spreadsheet ate the zero
        ("6000 Nice", "06088"),
        ("Renes", "35238"),
        ("Monpellier", "34172"),
        ("7500 Paris", "75056"),  # a zero was lost, but not this one
        ("53523", "53253"),  # two digits swapped
    ],
)
def test_an_unknown_commune_gets_suggestions(territory, text, suggested):
    found = territory.resolve(text)
    assert isinstance(found, Unknown)
    assert suggested in codes(found)
    assert len(codes(found)) <= 8


@pytest.mark.parametrize(
    "text", ["", "   ", "🏠", "99999", "x" * 5000, "00000 " * 15, "\x00", "1999 Zzz"]
)
def test_nonsense_is_unknown_and_suggests_nothing(territory, text):
    assert territory.resolve(text) == Unknown()


def test_every_commune_is_found_by_code_and_by_postal_code_with_its_name(territory):
    lookup = Territory(ROOT / "data" / "geo")
    for commune in territory.communes:
        assert lookup.by_insee_code(commune.code) == Resolved(commune)
        assert lookup.resolve(lookup.text_of(commune)) == Resolved(commune)
        for postal_code in commune.codes_postaux:
            assert lookup.resolve(f"{postal_code} {commune.nom}") == Resolved(commune)


def test_a_code_looked_for_alone_is_found_as_in_the_table(territory) -> None:
    table = Territory(ROOT / "data" / "geo").by_postal_code
    codes = ["35000", "97133", "01400", "98799", "00000", *sorted(table)[::400]]
    for code in codes:
        alone = Territory(ROOT / "data" / "geo")
        assert [found.code for found in alone.with_postal_code(code)] == table.get(code, [])
        assert "by_postal_code" not in vars(alone)


def test_every_former_code_leads_to_a_current_commune(territory):
    for former in territory._formers:
        assert isinstance(territory.commune(former.commune), Commune)
        if former.code != former.commune:
            assert territory.by_insee_code(former.code) == Resolved(
                territory.commune(former.commune), former
            )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31000", ["31555"]),  # Toulouse alone: no commune has this code
        ("13003", ["13003", "13055"]),  # Alleins for INSEE, Marseille for the post
        ("97411", ["97411", "97415"]),
        ("75013", ["75056", "93013"]),  # Le Bourget, when the Seine was not divided
    ],
)
def test_five_digits_alone_never_choose_between_two_registers(territory, text, meant):
    assert sorted(codes(territory.resolve(text))) == meant
    assert isinstance(territory.resolve(text), Resolved) is (len(meant) == 1)


def test_an_old_code_that_is_another_s_postal_code_is_in_doubt(territory):
    for former in territory._formers:
        served = {one.code for one in territory.with_postal_code(former.code)}
        if former.code != former.commune and served - {former.commune}:
            found = territory.resolve(former.code)
            assert isinstance(found, Ambiguous)
            assert found.candidates[0].code == former.commune


def test_the_doubtful_codes_are_those_that_do_not_resolve(territory):
    doubtful = set(territory.doubtful_codes())
    assert {"13003", "35520"} <= doubtful
    assert not {"31000", "14000", "35000"} & doubtful
    assert all(isinstance(territory.resolve(code), Ambiguous) for code in doubtful)


def test_one_lookup_by_code_reads_no_name():
    lookup = Territory(ROOT / "data" / "geo")
    assert codes(lookup.resolve("35238")) == ["35238"]
    # A code alone is held against postal codes, too: nothing else is prepared.
    read = {
        "folder",
        "_communes",
        "_raw",
        "_searched",
        "former_by_code",
        "_formers",
    }
    assert set(vars(lookup)) <= read


def test_missing_is_none_never_zero(territory):
    island = territory.commune("97701")
    assert (island.surface_km2, island.longitude, island.latitude) == (None, None, None)
    assert island.density is None
    assert island.population > 10_000
    assert territory.commune("98411").population is None
    restored = territory.commune("15031")  # Celles, restored after the outlines were drawn
    assert restored.density is None
    assert territory.commune("15141").surface_km2 is None  # the outline it was taken from
    assert territory.commune("55039").population == 0  # destroyed in 1916: truly nobody
    assert territory.commune("55039").density == 0


def test_density_divides_inhabitants_by_km2(territory):
    commune = Commune("00001", "X", (), "00", "00", None, 300, 2.5, None, None)
    assert commune.density == 120
    assert territory.commune("75056").density == pytest.approx(20_000, rel=0.05)


@pytest.mark.parametrize(
    ("code", "surface"),
    [  # km², INSEE
        ("75056", 105.40),
        ("69123", 47.87),
        ("31555", 118.30),
        ("13004", 758.93),
        ("97411", 142.79),
        ("93066", 12.36 + 3.41),  # Saint-Denis since it took in Pierrefitte-sur-Seine, in 2025
        ("49126", 157.6),
    ],
)
def test_surfaces_agree_with_the_published_ones(territory, code, surface):
    assert territory.commune(code).surface_km2 == pytest.approx(surface, rel=0.01)


def test_every_point_is_in_the_view_box(territory):
    unplaced = 0
    for commune in territory.communes:
        if commune.longitude is None or commune.latitude is None:
            unplaced += 1
            continue
        point = project(commune.longitude, commune.latitude, commune.departement)
        assert point is not None
        assert 0 <= point.x <= VIEW_WIDTH
        assert 0 <= point.y <= VIEW_HEIGHT
        for inset in INSETS:
            inside = (
                inset.x < point.x < inset.x + inset.width
                and inset.y < point.y < inset.y + inset.height
            )
            assert inside == (commune.departement == inset.departement)
    assert unplaced == 98


def test_counts_are_those_of_the_official_code_of_2026(territory):
    assert len(territory.communes) == 34_969
    assert (
        len([d for d in territory.departements.values() if d.code < "975" or d.code == "976"])
        == 101
    )
    assert len([r for r in territory.regions.values() if len(r.code) == 2]) == 18


def test_names_carry_their_preposition(territory):
    assert territory.departements["35"] == Departement(
        "35", "Ille-et-Vilaine", "en Ille-et-Vilaine", "53"
    )
    assert territory.regions["04"] == Region("04", "La Réunion", "à La Réunion")
    assert territory.departements["59"].dans == "dans le Nord"
    assert territory.departements["75"].dans == "à Paris"
    assert territory.regions["52"].dans == "dans les Pays de la Loire"
    for area in (*territory.departements.values(), *territory.regions.values()):
        assert re.match(r"(à|en|sur|dans) ", area.dans)
        assert name_key(area.dans).endswith(name_key(area.nom).removeprefix("ile de "))
    for departement in territory.departements.values():
        assert territory.regions[departement.region]


def test_no_name_begins_with_an_acronym(territory):
    assert territory.epci["243500139"].nom == "Rennes Métropole"
    assert not [e for e in territory.epci.values() if re.match(r"C[ACU] ", e.nom)]


def test_absent_codes_give_none(territory):
    assert territory.commune("00000") is None
    assert territory.commune("99999") is None
    assert territory.former_by_code.get("35238") is None
    assert territory.departements.get("20") is None
    assert territory.regions.get("00") is None
    assert territory.epci.get("0") is None


@pytest.mark.parametrize(("level", "count"), [("regions", 18), ("departements", 101)])
def test_outlines_are_paths_in_the_view_box(territory, level, count):
    outlines = territory.outlines(level)
    assert len(outlines) == count
    for path in outlines.values():
        assert re.fullmatch(r"(M[\d. ]+l[-\d. ]+z)+", path)
        starts = re.findall(r"M([\d.]+) ([\d.]+)", path)
        assert all(0 <= float(x) <= VIEW_WIDTH and 0 <= float(y) <= VIEW_HEIGHT for x, y in starts)


@pytest.mark.skipif(not DIRECTORY.exists(), reason="annuaire de 2019 absent (../shared/data)")
def test_every_row_of_the_2019_directory_resolves_or_says_why():
    territory = Territory(ROOT / "data" / "geo")
    outcomes: Counter[tuple[str, type[Resolution], bool]] = Counter()
    unsure = set()
    with DIRECTORY.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            postal_code = row["CP"].removeprefix("0") and row["CP"]
            code = row["INSEECOM"] if row["INSEECOM"] != "0" else ""
            text = code or f"{postal_code} {row['COMINIT']}".strip()
            # The column says that its codes are INSEE codes: there is no doubt to settle.
            found = (territory.by_insee_code(code) if code else None) or territory.resolve(text)
            former = isinstance(found, Resolved) and found.former is not None
            outcomes["code" if code else "text" if text else "empty", type(found), former] += 1
            if text and not isinstance(found, Resolved):
                unsure.add(row["ID"])
    assert unsure == UNSURE.keys()
    assert outcomes == {
        ("code", Resolved, False): 1049,
        ("code", Resolved, True): 306,
        ("text", Resolved, False): 92,
        ("text", Resolved, True): 4,
        ("text", Ambiguous, False): 13,
        ("text", Unknown, False): 2,
        ("empty", Unknown, False): 46,  # neither code, nor postal code, nor name
    }
