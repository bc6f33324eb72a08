"""A file rewritten for the present version: only what is said changes, and it answers the same."""

from __future__ import annotations

import pytest

from cm_build.places.assessment_reading import AssessmentReader
from cm_build.places.migration import Migration, migrate
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.referential.toolbox import Tools
from tests.places.test_versions import QUESTIONNAIRE

BEFORE = """\
# La fiche d’Ici.
questionnaire: 1   # la première
publication: non_publiee
reponses_masquees: [tablees]

identite:
  # Le nom d’usage.
  nom: Ici
  commune: "35238"
  tablees: "12"        # comptées le mardi
  activites:
    - sieste
    - 'bricolage'      # le samedi
    - cafe
  activites_details: {bricolage: Le samedi}
  chaises: 40          # en comptant les bancs
  ressources: {subventions: 10}
  humeur: bonne
"""
AFTER = """\
# La fiche d’Ici.
questionnaire: 3   # la première
publication: non_publiee
reponses_masquees: [tables]

identite:
  # Le nom d’usage.
  nom: Ici
  commune: "35238"
  tables: "12"        # comptées le mardi
  activites:
#     - sieste
    - 'atelier'      # le samedi
    - cafe
  activites_details: {atelier: Le samedi}
#   chaises: 40          # en comptant les bancs
  ressources: {aides: 10}
  humeur: bonne
"""


@pytest.fixture(scope="module")
def reader(tools: Tools) -> AssessmentReader:
    names = load_questionnaire(QUESTIONNAIRE.encode(), "q.yaml").names
    assert names is not None
    return AssessmentReader(names, tools.territory)


def migrated(reader: AssessmentReader, text: str) -> Migration:
    return migrate(text.encode(), reader, file="ici/2024.yaml", slug="ici", year=2024)


def test_words_change_where_they_stand_and_the_rest_keeps_its_place(
    reader: AssessmentReader,
) -> None:
    done = migrated(reader, BEFORE)
    assert done.refused == ""
    assert done.content is not None
    assert done.content.decode() == AFTER
    assert [(change.line, change.words) for change in done.changes] == [
        (2, "questionnaire : 1 → 3"),
        (4, "« tablees » → « tables »"),
        (10, "« tablees » → « tables »"),
        (12, "« sieste » mis en commentaire : personne ne l’entendait de même"),
        (13, "« bricolage » → « atelier »"),
        (15, "« bricolage » → « atelier »"),
        (16, "« chaises » mis en commentaire : elles se comptaient deux fois"),
        (17, "« subventions » → « aides »"),
    ]
    assert [change.words for change in done.left] == ["Identité, « Humeur »"]


def test_a_file_of_the_present_version_is_left_alone(reader: AssessmentReader) -> None:
    assert migrated(reader, AFTER) == Migration(None, ())


def test_a_retired_answer_among_others_on_its_line_is_left_to_a_person(
    reader: AssessmentReader,
) -> None:
    done = migrated(
        reader, BEFORE.replace("ressources: {", "activites: [sieste, cafe]\n  autre: {")
    )
    assert done.content is None
    inline = BEFORE.replace("    - sieste\n    - 'bricolage'      # le samedi\n    - cafe\n", "")
    inline = inline.replace("activites:\n", "activites: [sieste, bricolage]\n")
    done = migrated(reader, inline)
    assert done.content is None
    assert "partage sa ligne" in done.refused


def test_a_file_with_errors_is_left_alone(reader: AssessmentReader) -> None:
    done = migrated(reader, BEFORE.replace("nom: Ici", "nom: <b>Ici</b>"))
    assert done.content is None
    assert "cm check" in done.refused


def test_both_names_in_a_file_leave_the_one_of_today(reader: AssessmentReader) -> None:
    done = migrated(reader, BEFORE.replace("  humeur: bonne\n", "  tables: 14\n"))
    assert done.content is not None
    assert b'#   tablees: "12"' in done.content
    assert b"\n  tables: 14" in done.content


def test_a_whole_that_has_new_lines_keeps_its_number(reader: AssessmentReader) -> None:
    whole = BEFORE.replace("{subventions: 10}", "{ventes: 5, subventions: 10, complet: oui}")
    done = migrated(reader, whole)
    assert done.content is not None
    assert b"questionnaire: 1   # la premi" in done.content
    assert b"{ventes: 5, aides: 10, complet: oui}" in done.content
    assert [one.words for one in done.new] == ["« Ressources » a de nouvelles lignes : Commandes"]
