"""Places side by side, worked out by hand: scales, what is shared, what is not said."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from cm_build.pages.comparison.cells import Cell, Chip, shares_of
from cm_build.pages.comparison.page import comparison_pages, examples
from cm_build.pages.comparison.rows import comparison_rows
from cm_build.pages.comparison.view import ComparedSide, RowView, compare
from cm_build.pages.portrait.page import place_files
from cm_build.pages.shell.page import Output, output_of
from cm_build.referential.provenance import Provenance
from tests.referentials import referential_of, write_named

FIRST = """\
  types_de_lieu: [fablab, culturel, autre]
  types_de_lieu_precision: Un phare
espace:
  surface_interieure: 400
  surfaces: {bureaux: 100, cafe: 300, complet: oui}
  occupation_fin: 2030-05-01
financement: {resultat_annee: -500}
sections_publiees: [financement]
effets_sociaux:
  criteres:
    lien_social: {presence: reguliere, effet_non_voulu: oui}
    solidarite: {presence: non_observe}
"""
SECOND = """\
  types_de_lieu: [fablab]
espace:
  surface_interieure: 100
  surfaces: {bureaux: 80}
equipe: {benevoles: ne_sait_pas}
effets_sociaux:
  criteres:
    lien_social: {presence: aucune}
"""


def rows_by_title(root: Path, *slugs: str) -> dict[str, RowView]:
    referential = referential_of(root)
    summaries = {summary.slug: summary for summary in referential.summaries}
    contexts = [
        referential.contexts(referential.records.record(slug), summaries[slug])[-1]
        for slug in slugs
    ]
    sides = [
        ComparedSide(c.place.slug, c.place.name, c.place.commune.nom, c.year, None)
        for c in contexts
    ]
    rows = comparison_rows(referential.tools.names)
    view = compare(rows, sides, [context.sources for context in contexts])
    told = {row.title: row for section in view.sections for row in section.rows}
    declared = sum(len(section.rows) for section in rows)
    assert view.silent == declared - sum(len(section.rows) for section in view.sections)
    return told


def test_two_places_face_each_other(tmp_path: Path) -> None:
    write_named(tmp_path, "lieu-un", "Un", FIRST)
    write_named(tmp_path, "deux", "Deux", SECOND)
    rows = rows_by_title(tmp_path, "lieu-un", "deux")
    assert rows["Surface intérieure"].cells == (
        Cell(text="400", unit="m²", share=100.0),
        Cell(text="100", unit="m²", share=25.0),
    )
    fablab = Chip("Atelier de fabrication numérique, fablab", shared=True)
    types = rows["Types de lieu"].cells
    assert types[1].chips == (fablab,)
    assert [chip.label for chip in types[0].chips][-1] == "Un phare"
    assert [chip.shared for chip in types[0].chips] == [True, False, False]
    # The second did not say its title: an owner's occupation has no end.
    unsettled = Cell("on ne sait pas si cela se pose")
    assert rows["Fin d’occupation"].cells == (Cell(text="1er mai 2030"), unsettled)
    # A loss has no bar; what a place keeps for itself is not published, which is not "no answer".
    assert rows["Résultat de l’année"].cells == (
        Cell(text="−500", unit="€"),
        Cell("non publié"),
    )
    # Neither a zero nor a row of silence.
    assert "Bénévoles réguliers" not in rows


def test_parts_are_shares_of_each_whole(tmp_path: Path) -> None:
    write_named(tmp_path, "lieu-un", "Un", FIRST)
    write_named(tmp_path, "deux", "Deux", SECOND)
    parts = rows_by_title(tmp_path, "lieu-un", "deux")["Partage de l’intérieur"]
    assert parts.cells == (Cell(text="400", unit="m²", share=100.0), Cell("réponse incomplète"))
    lines = {line.title: line.cells for line in parts.lines}
    assert list(lines) == ["Café, restaurant, cuisine", "Bureaux et espaces de travail"]
    assert lines["Café, restaurant, cuisine"] == (
        Cell(text="75\u00a0%", unit="300\u00a0m²", share=75.0),
        Cell("sans réponse"),
    )
    # Without the whole, an amount has no share.
    assert lines["Bureaux et espaces de travail"][1] == Cell(text="80\u00a0m²")


def test_levels_are_steps_and_words(tmp_path: Path) -> None:
    write_named(tmp_path, "lieu-un", "Un", FIRST)
    write_named(tmp_path, "deux", "Deux", SECOND)
    lines = {
        line.title: line.cells
        for line in rows_by_title(tmp_path, "lieu-un", "deux")["Ce que les lieux constatent"].lines
    }
    assert lines["Lien social"] == (
        Cell(
            text="Tout au long de l’année (présence régulière)",
            steps=(True, True, False),
            mark="effet non voulu signalé",
        ),
        Cell(text="Nous avons regardé, sans rien constater", steps=(False, False, False)),
    )
    assert lines["Solidarité"] == (Cell(text="Nous n’avons pas encore regardé"), Cell("sans réponse"))  # fmt: skip
    assert "Santé et bien-être" not in lines


def test_one_scale_a_row() -> None:
    half, one, two = Decimal("0.5"), Decimal(1), Decimal(2)
    assert shares_of([one, None, two], "m²") == [50.0, None, 100.0]
    assert shares_of([half, two], "%") == [0.5, 2.0]
    assert shares_of([-one, two], "€") == [None, None]
    assert shares_of([Decimal(0), Decimal(0)], "€") == [None, None]
    assert shares_of([None], "€") == [None]


def test_the_example_is_invented_when_it_can_be(tmp_path: Path) -> None:
    assert not examples(referential_of(tmp_path).summaries)
    for index in range(3):
        write_named(tmp_path, f"vrai-{index}", f"Vrai {index}", "espace: {surface_interieure: 9}\n")
    assert [example.slug for example in examples(referential_of(tmp_path).summaries)] == [
        "vrai-0",
        "vrai-1",
    ]
    for index in range(2):
        write_named(tmp_path, f"faux-{index}", f"Faux {index}", fictional=True)
    assert [example.slug for example in examples(referential_of(tmp_path).summaries)] == [
        "faux-0",
        "faux-1",
    ]


def test_a_page_without_places_is_still_a_page(tmp_path: Path) -> None:
    referential = referential_of(tmp_path)
    page = output_of(next(comparison_pages(referential)), referential.tools.settings)
    assert page.path == "referentiel/comparer/index.html"
    assert 'id="exemple"' not in str(page.content)


def peers_of(root: Path, slug: str) -> dict[str, object] | None:
    referential = referential_of(root)
    summary = next(one for one in referential.summaries if one.slug == slug)
    record = referential.records.record(slug)
    files = place_files(record, summary, referential, Provenance())
    document = next(
        file for file in files if isinstance(file, Output) and file.path.startswith("api/")
    )
    told: dict[str, object] | None = json.loads(document.data)["reperes"]
    return told


def test_peers_are_told_by_places_that_agree_and_from_five_answers_on(tmp_path: Path) -> None:
    def write(slug: str, cafe: int, *, agrees: bool = False, fictional: bool = False) -> None:
        extra = "  types_de_lieu: [fablab]\n  type_principal: fablab\n"
        extra += f"espace: {{surfaces: {{cafe: {cafe}, bureaux: {100 - cafe}, complet: oui}}}}\n"
        extra += "afficher_reperes: oui\n" if agrees else ""
        write_named(tmp_path, slug, slug.title(), extra, fictional=fictional)

    write("curieux", 99, agrees=True)
    for index, cafe in enumerate((10, 20, 30, 40)):
        write(f"voisin-{index}", cafe)
    write("invente", 98, fictional=True)
    told = peers_of(tmp_path, "curieux")
    assert told is not None
    assert told == {"criteres": [], "lieux": 4, "manque": "trop_peu_de_lieux", "chiffres": {}}
    write("voisin-4", 50)
    told = peers_of(tmp_path, "curieux")
    assert told is not None
    assert (told["criteres"], told["lieux"]) == (["type"], 5)
    # The place itself apart: 10, 20, 30, 40, 50.
    expected = {"bas": 20.0, "mediane": 30.0, "haut": 40.0, "reponses": 5}
    assert told["chiffres"] == {"part_ouverte_au_public": expected}
    assert peers_of(tmp_path, "voisin-0") is None
