"""`cm import liste`: any list through its mapping; `cm depart`: who leaves is not taken in again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.importing.archive import contained
from cm_build.importing.outcome import WrongFileError
from cm_build.places.licence import Terms, terms_of
from tests.sheets import as_csv, as_geojson, as_ods, as_xlsx, files_in, ods_of, with_cell
from tests.support import DATA, SHARED, minimal, write_place

BRETAGNE = SHARED / "bretagne_fablabs_tiers_lieux_2020.geojson"
SOURCE = """\
source:
  nom: "Carte inventée, 2026"
  url: "https://carte.example/lieux"
  date: 2026-03-01
  licence: "CC BY 4.0"
"""
TYPES = """\
  types_de_lieu:
    colonne: "{types}"
    separateur: ";"
    valeurs: {{"Espace de coworking": coworking, "Labo": fablab, "Adhérent": ""}}
"""
MAPPING = SOURCE + "reponses:\n  nom: Nom\n  site_web: Site\n" + TYPES.format(types="Genre")
MAPPING += "commune: {postal: Postal, noms: Ville}\n"
ROWS = (
    ("Nom", "Site", "Genre", "Postal", "Ville"),
    ("La Grue", "www.grue.example", "Labo;Adhérent", "29200", "Brest"),
    ("L’Étuve", "", "Espace de coworking;Labo", "01500", "Ambérieu-en-Bugey"),
)
ELEMENTS = [
    {"name": "La Grue", "geo": {"latitude": 48.39, "longitude": -4.48}, "website": "www.grue.example",
     "address": {"postalCode": "29200", "addressLocality": "Brest"}, "categories": ["Labo", "Adhérent"], "email": "private"},
    {"name": "L’Étuve", "geo": {"latitude": 45.96, "longitude": 5.36}, "website": None,
     "address": {"postalCode": "01500", "addressLocality": "Ambérieu-en-Bugey"}, "categories": ["Espace de coworking", "Labo"]},
]  # fmt: skip
GOGOCARTO = SOURCE + (
    "reponses:\n  nom: name\n  site_web: website\n" + TYPES.format(types="categories")
    + "commune: {postal: address.postalCode, noms: address.addressLocality, latitude: geo.latitude, longitude: geo.longitude}\n"
)  # fmt: skip
PAGES = {
    "LaGrue": {"bf_titre": "La Grue", "bf_site_internet": "www.grue.example", "checkboxListeGenre": "Labo;Adhérent",
               "bf_code_postal": "29200", "bf_ville": "Brest", "bf_mail": "x@y.example"},
    "LEtuve": {"bf_titre": "L’Étuve", "bf_site_internet": "", "checkboxListeGenre": "Espace de coworking;Labo",
               "bf_code_postal": "01500", "bf_ville": "Ambérieu-en-Bugey"},
}  # fmt: skip
YESWIKI = SOURCE + (
    "reponses:\n  nom: bf_titre\n  site_web: bf_site_internet\n" + TYPES.format(types="checkboxListeGenre")
    + "commune: {postal: bf_code_postal, noms: bf_ville}\n"
)  # fmt: skip
POINTS = [
    {"Nom": row[0], "Site": row[1], "Genre": row[2], "Postal": row[3], "Ville": row[4], "lon": 0, "lat": 0}
    for row in ROWS[1:]
]  # fmt: skip


def imported(
    tmp_path: Path, content: bytes, mapping: str, *extra: str
) -> tuple[int, dict[str, str]]:
    source, rules = tmp_path / "liste", tmp_path / "carte.yaml"
    source.write_bytes(content)
    rules.write_text(mapping, encoding="utf-8")
    out = tmp_path / "out"
    code = main(["import", "liste", str(source), "--carte", str(rules), "--out", str(out), *extra])
    return code, files_in(out) if out.is_dir() else {}


FORMS = {
    "csv": (as_csv(ROWS), MAPPING),
    "csv-windows": (as_csv(ROWS, ",", "cp1252"), MAPPING),
    "xlsx": (as_xlsx(ROWS), MAPPING),
    "ods": (as_ods(ROWS), MAPPING),
    "geojson": (as_geojson(POINTS), MAPPING),
    "gogocarto": (json.dumps({"ontology": "gogofull", "data": ELEMENTS}).encode(), GOGOCARTO),
    "yeswiki": (json.dumps(PAGES).encode(), YESWIKI),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_list_saved_by_any_program_gives_the_same_entries(
    tmp_path: Path, capsys, form: str
) -> None:
    code, files = imported(tmp_path, *FORMS[form])
    told = capsys.readouterr().out
    assert code == 0, told
    assert sorted(files) == ["l-etuve/2026", "la-grue/2026"]
    grue, etuve = files["la-grue/2026"], files["l-etuve/2026"]
    for line in (
        'licence: "CC BY 4.0"', "date: 2026-03-01", 'nom: "La Grue"', 'commune: "29019"',
        'site_web: "https://www.grue.example"', "types_de_lieu: [fablab]", "type_principal: fablab", "publication: annuaire",
    ):  # fmt: skip
        assert line in grue
    # A spreadsheet ate the zero of its postal code.
    assert 'commune: "01004"' in etuve
    assert "types_de_lieu: [coworking, fablab]" in etuve
    assert "type_principal" not in etuve
    assert main(["check", str(tmp_path / "out")]) == 0
    # The same list again writes the same files, and no other.
    assert imported(tmp_path, *FORMS[form]) == (0, files)


def test_everything_wrong_in_a_mapping_is_told_at_once_and_nothing_written(
    tmp_path: Path, capsys
) -> None:
    mapping = (
        'source: {nom: "X", url: "https://x.example/", date: 2026-03-01, licence: "CC BY-NC"}\n'
        "reponses:\n  nom: Noms\n  adresse: Courriel\n  contact: Site\n  nuance: Site\n"
        "  types_de_lieu: {colonne: Genre, valeurs: {Labo: fablabb}}\n  site_web: Lien\n"
        "commune: {postal: Postal, noms: [Vile]}\n"
    )
    rows = [(*ROWS[0], "Courriel", "Lien"), *((*row, "", "") for row in ROWS[1:])]
    rows += [("Un", "", "", "29200", "Brest", "", f"n{n}@exemple.fr") for n in range(3)]
    code, files = imported(tmp_path, as_csv(rows), mapping)
    told = capsys.readouterr().err
    assert (code, files) == (1, {})
    for line, words in (
        (1, "CM-533"), (3, "« Noms » n’est pas une colonne de la liste. Vouliez-vous écrire « Nom » ?"),
        (4, "La colonne « Courriel » ne peut pas être reprise : « courriel »"), (5, "CM-534"), (6, "« nuance »"),
        (7, "« fablabb » ne fait pas partie des choix. Vouliez-vous écrire « fablab » ?"),
        (8, "La colonne « Lien » ne peut pas être reprise : 3 adresses électroniques ou numéros"),
        (9, "« Vile » n’est pas une colonne de la liste. Vouliez-vous écrire « Ville » ?"),
    ):  # fmt: skip
        assert words in told, words
        assert f"carte.yaml:{line}:" in told, words
    assert "n0@" not in told


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (MAPPING.replace("source:", "sources:"), "« sources » n’existe pas ici"),
        (MAPPING.partition("reponses:")[1] + MAPPING.partition("reponses:")[2], "ne dit pas d’où vient la liste"),
        (MAPPING.replace("  nom: Nom\n", ""), "La clé « nom » manque"),
        (MAPPING.rpartition("commune:")[0], "La clé « commune » manque"),
        (MAPPING.replace("CC BY 4.0", "à voir"), "La licence « à voir » est inconnue"),
        ("", "ne contient aucune réponse"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_not_whole_is_refused(
    tmp_path: Path, capsys, mapping: str, words: str
) -> None:
    assert imported(tmp_path, as_csv(ROWS), mapping) == (1, {})
    assert words in capsys.readouterr().err


def test_a_mapping_that_is_nowhere_is_told(tmp_path: Path, capsys) -> None:
    source = tmp_path / "liste.csv"
    source.write_bytes(as_csv(ROWS))
    assert main(["import", "liste", str(source), "--carte", "normandie"]) == 1
    assert "ni une carte livrée avec le projet (bretagne, cget)" in capsys.readouterr().err
    assert main(["import", "liste", str(source)]) == 1
    assert "--proposer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("licence", "terms"),
    [
        ("Licence Ouverte 2.0", Terms.OPEN), ("Licence Ouverte / Open Licence", Terms.OPEN), ("etalab-2.0", Terms.OPEN),
        ("CC BY", Terms.OPEN), ("CC-BY-4.0", Terms.OPEN), ("CC0", Terms.OPEN), ("ODC-BY", Terms.OPEN),
        ("ODbL 1.0", Terms.ALIKE), ("Open Database License", Terms.ALIKE), ("CC BY-SA 4.0", Terms.ALIKE),
        ("Creative Commons Attribution - Partage dans les mêmes conditions", Terms.ALIKE),
        ("CC BY-NC-SA", Terms.CLOSED), ("CC BY-ND", Terms.CLOSED), ("Tous droits réservés", Terms.CLOSED),
        ("Creative Commons Attribution - Pas d’utilisation commerciale", Terms.CLOSED), ("libre", None), ("", None),
    ],
)  # fmt: skip
def test_a_licence_is_read_in_its_name(licence: str, terms: Terms | None) -> None:
    assert terms_of(licence) is terms


def test_places_beyond_the_scope_are_counted_and_left_out(
    tmp_path: Path, copied_data: Path, capsys
) -> None:
    settings = copied_data / "referentiel.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("  regions: []", '  regions: ["53"]'), encoding="utf-8")
    code, files = imported(tmp_path, as_csv(ROWS), MAPPING, "--data", str(copied_data))
    told = capsys.readouterr().out
    assert (code, list(files)) == (0, ["la-grue/2026"])
    assert "1 hors du périmètre" in told
    assert "Étuve" not in told


def test_a_position_tells_namesakes_apart_and_alone_is_to_be_checked(
    tmp_path: Path, capsys
) -> None:
    mapping = (
        SOURCE
        + "reponses: {nom: Nom}\ncommune: {noms: Ville, latitude: latitude, longitude: longitude}\n"
    )
    places = [
        {"Nom": "Premier", "Ville": "Saint-Denis", "lon": 2.36, "lat": 48.94},
        {"Nom": "Deux", "Ville": "Saint-Denis", "lon": 55.45, "lat": -20.88},
        {"Nom": "Trois", "Ville": "Saint-Denis", "lon": 0, "lat": 0},
        {"Nom": "Quatre", "Ville": "", "lon": -1.68, "lat": 48.11},
    ]
    code, files = imported(tmp_path, as_geojson(places), mapping)
    told = capsys.readouterr().out
    assert code == 0
    communes = {name: text.partition('commune: "')[2][:5] for name, text in files.items()}
    assert communes == {"premier/2026": "93066", "deux/2026": "97411", "quatre/2026": "35238"}
    assert "fiche 4 : à vérifier – Ville : Rennes (35238), d’après la seule position" in told
    assert "fiche 3 : refusé – Ville : aucune commune reconnue (lu : Saint-Denis)" in told


def test_doubles_are_told_within_the_list_and_against_what_is_there(tmp_path: Path, capsys) -> None:
    write_place(tmp_path / "out", "cantine", minimal("La Cantine", "29019"))
    rows = [
        ROWS[0], ("Cantine de Brest", "", "", "29200", "Brest"), ("Port", "https://p.example/", "", "29200", "Brest"),
        ("Quai", "http://www.p.example", "", "29200", "Brest"), ("Môle", "p.example", "", "35000", "Rennes"),
        ("LA CANTINE", "", "", "29200", "Brest"),
    ]  # fmt: skip
    code, files = imported(tmp_path, as_csv(rows), MAPPING)
    told = capsys.readouterr().out
    assert code == 0
    assert sorted(files) == ["cantine-de-brest/2026", "cantine/2025", "mole/2026", "port/2026", "quai/2026"]  # fmt: skip
    words = "ligne 2 : à vérifier – Nom : « Cantine de Brest » (Brest) et le lieu du dossier « cantine » ont un nom proche, dans la même commune"
    assert words in told
    assert "ligne 4 : à vérifier – Nom : « Quai » (Brest) et le lieu de la ligne 3 ont le même site web" in told  # fmt: skip
    assert "ligne 5" not in told
    assert "ligne 6 : refusé – Nom : « LA CANTINE » (Brest) est déjà dans le dossier « cantine »" in told  # fmt: skip
    assert main(["check", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.count("CM-521") == 2


def test_a_first_mapping_is_proposed_then_corrected(tmp_path: Path, capsys) -> None:
    source, rules = tmp_path / "lieux.xlsx", tmp_path / "carte.yaml"
    head = (
        "Nom du lieu",
        "Site internet",
        "Catégories",
        "Code postal",
        "Ville",
        "Téléphone",
        "Notes",
    )
    rows = [head, *((*row, "", "") for row in ROWS[1:])]
    source.write_bytes(as_xlsx(rows))
    command = ["import", "liste", str(source), "--proposer", str(rules)]
    assert main(command) == 0
    text = rules.read_text("utf-8")
    for line in (
        '  nom: "Nom du lieu"', '  site_web: "Site internet"', '    colonne: "Catégories"', '    separateur: ";"',
        '      "Espace de coworking": coworking    # un lieu', '      "Adhérent": ""    # un lieu', '      "Labo": ""    # 2 lieux',
        '  postal: "Code postal"', '  noms: "Ville"', 'feuille: "Lieux"', '# Colonnes que rien ne reprend : "Notes"',
        '# Colonnes qui parlent de personnes, et ne se reprennent jamais : "Téléphone"',
    ):  # fmt: skip
        assert line in text.splitlines(), line
    assert main(command) == 1
    assert "existe déjà : rien n’a été écrit" in capsys.readouterr().err
    # Not whole yet: where the list comes from is for a person to say.
    assert main(["import", "liste", str(source), "--carte", str(rules), "--out", str(tmp_path / "out")]) == 1  # fmt: skip
    told = capsys.readouterr().err
    assert all(f"carte.yaml:{line}:" in told for line in (5, 6, 7, 8))
    whole = SOURCE + text.partition('licence: ""')[2].partition("\n")[2]
    code, files = imported(tmp_path, source.read_bytes(), whole)
    assert (code, sorted(files)) == (0, ["l-etuve/2026", "la-grue/2026"])


FAR = '<table:table table:name="a"><table:table-row table:number-rows-repeated="900000"><table:table-cell table:number-columns-repeated="900"/></table:table-row><table:table-row><table:table-cell office:value-type="string"/></table:table-row></table:table>'
ENTITIES = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (as_xlsx(ROWS)[:400], "abîmé"),
        (b"PK\x03\x04" + b"\0" * 90, "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "ancien format (.xls), ou protégé par un mot de passe"),
        (with_cell(as_xlsx(ROWS), 'r="A2"', 'r="XFD1048576"'), "bien plus qu’une liste"),
        (ods_of(FAR), "bien plus qu’une liste"),
        (ods_of("&c;", ENTITIES), "abîmé"),
        (as_xlsx([("Nom", "Nom")]), "Deux colonnes portent le même nom : Nom."),
        (as_xlsx([()]), "Le classeur est vide."),
        (b'{"a": 1}', "pas une liste de lieux"),
        (b'{"data": [{"a": "x", "a": "y"}]}', "écrite deux fois"),
        (b"[" * 100_000, "JSON lisible"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_hostile_or_damaged_file_is_refused_at_once(
    tmp_path: Path, capsys, content: bytes, words: str
) -> None:
    assert imported(tmp_path, content, MAPPING) == (1, {})
    assert words in capsys.readouterr().err


def test_what_an_archive_says_of_itself_is_not_believed() -> None:
    """The size told in a header is anyone's: what unfolds is counted."""
    folded = ods_of("<table:table>" + " " * (70 << 20) + "</table:table>")
    at = folded.rindex(b"content.xml") - 46
    lying = folded.replace(folded[at + 24 : at + 28], (1000).to_bytes(4, "little"))
    assert lying != folded
    for content, words in ((folded, "bien plus qu’une liste"), (lying, "abîmé")):
        with pytest.raises(WrongFileError, match=words):
            contained(content)


def test_a_place_that_left_stays_out_and_nobody_reads_who(
    tmp_path: Path, copied_data: Path, capsys
) -> None:
    places = copied_data / "places"
    files = ("--data", str(copied_data), "--out", str(places))
    assert imported(tmp_path, as_csv(ROWS), MAPPING, *files)[0] == 0
    assert (places / "la-grue").is_dir()
    assert main(["depart", "la-grue", "--data", str(copied_data)]) == 0
    assert not (places / "la-grue").exists()
    kept = (copied_data / "departs.yaml").read_text("utf-8")
    assert not any(word in kept.casefold() for word in ("grue", "brest", "29019", "example"))
    capsys.readouterr()
    report = tmp_path / "rapport.csv"
    assert imported(tmp_path, as_csv(ROWS), MAPPING, *files, "--rapport", str(report))[0] == 0
    told = capsys.readouterr().out + report.read_text("utf-8-sig")
    assert not (places / "la-grue").exists()
    assert (places / "l-etuve").is_dir()
    assert "une ligne laissée de côté : ce lieu a demandé à ne plus figurer dans une liste" in told
    assert "Grue" not in told
    assert "ligne 2" not in told
    # Under another name, by its website; and one that asks before any list names it.
    rows = [ROWS[0], ("Grutiers", "https://www.grue.example/", "", "29200", "Brest"), ROWS[2]]
    assert main(["depart", "--nom", "L'ETUVE", "--commune", "01500 Ambérieu-en-Bugey", "--data", str(copied_data)]) == 0  # fmt: skip
    capsys.readouterr()
    assert imported(tmp_path, as_csv(rows), MAPPING, *files)[0] == 1
    assert "2 lignes laissées de côté" in capsys.readouterr().out
    assert not (places / "grutiers").exists()


def test_only_a_directory_entry_leaves_so(copied_data: Path, capsys) -> None:
    write_place(copied_data / "places", "la-halle", minimal())
    for slug, words in (("la-halle", "publication: non_publiee"), ("nulle-part", "Aucun lieu"), ("", "Dites quel lieu")):  # fmt: skip
        assert main(["depart", *([slug] if slug else []), "--data", str(copied_data)]) == 1
        assert words in capsys.readouterr().err
    assert (
        main(["depart", "--nom", "X", "--commune", "Saint-Denis", "--data", str(copied_data)]) == 1
    )
    assert not (copied_data / "departs.yaml").exists()
    (copied_data / "departs.yaml").write_text("sel: x\n")
    assert main(["depart", "--nom", "X", "--commune", "35000 Rennes", "--data", str(copied_data)]) == 1  # fmt: skip
    assert "departs.yaml:1" in capsys.readouterr().err


def test_the_list_of_bretagne_comes_in_through_its_mapping(tmp_path: Path, capsys) -> None:
    if not BRETAGNE.is_file():
        pytest.skip(f"{BRETAGNE.name} n’est pas sur cette machine")
    out, report = tmp_path / "lieux", tmp_path / "rapport.csv"
    command = ["import", "liste", str(BRETAGNE), "--carte", "bretagne", "--out", str(out)]
    assert main([*command, "--rapport", str(report), "--data", str(DATA)]) == 0
    told = list(csv.DictReader(report.read_text("utf-8-sig").splitlines(), delimiter=";"))
    rows = {line["ou"] for line in told if line["etat"] in ("repris", "refusé")}
    assert rows == {f"fiche {number}" for number in range(1, 122)}
    refused = {line["ou"]: line["raison"] for line in told if line["etat"] == "refusé"}
    assert len(list(out.iterdir())) == 121 - len(refused)
    assert all("est déjà à la fiche" in reason for reason in refused.values()), refused
    assert main(["check", str(out)]) == 0
    text = "".join(files_in(out).values())
    assert not any(word in text for word in ("<br", "twitter", "facebook"))
