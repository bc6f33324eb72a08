"""A questionnaire that changed: what older files say is read, counted and told; nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cm_build.places.answer import NOT_ASKED, Given, Shares, answer_at
from cm_build.places.assessment_reading import AssessmentReader, ReadAssessment
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import Tools

QUESTIONNAIRE = """\
version: 3
parties:
  - id: lieu
    titre: Le lieu
    duree: 5
    presentation: Le lieu.
    sections:
      - id: identite
        titre: Identité
        pourquoi: Pour savoir.
        questions:
          - {id: nom, role: nom, type: texte_court, libelle: Nom}
          - {id: commune, role: commune, type: commune, libelle: Commune}
          - {id: tables, type: nombre, libelle: Tables, depuis: 2, remplace: tablees}
          - {id: humeur, type: choix_unique, libelle: Humeur, jusqu_a: 1, options: [{id: bonne, libelle: Bonne}, {id: dure, libelle: Dure}]}
          - {id: rythme, type: choix_unique, libelle: Rythme, depuis: 2, options: [{id: lent, libelle: Lent}, {id: vif, libelle: Vif}]}
          - {id: fibre, type: oui_non, libelle: Fibre, depuis: 2026}
          - id: activites
            type: choix_multiple
            libelle: Activités
            details: oui
            options:
              - {id: cafe, libelle: Café}
              - {id: atelier, libelle: Atelier, depuis: 2, remplace: bricolage}
              - {id: jeux, libelle: Jeux, depuis: 2}
              - {id: danse, libelle: Danse, jusqu_a: 1}
              - {id: autre, libelle: Autre, precision: oui}
          - id: ressources
            type: repartition
            unite: €
            libelle: Ressources
            groupes: [{id: propres, libelle: Propres}]
            parts:
              - {id: ventes, libelle: Ventes, groupe: propres}
              - {id: commandes, libelle: Commandes, groupe: propres, depuis: 2}
              - {id: aides, libelle: Aides}
retires:
  - {id: chaises, depuis_version: 2, pourquoi: "elles se comptaient deux fois"}
  - {id: ressources.subventions, depuis_version: 3, devient: ressources.aides, pourquoi: "un seul mot"}
  - {id: activites.sieste, depuis_version: 3, pourquoi: "personne ne l’entendait de même"}
entete: {batiment: {pieces: activites, largeur: tables, toit: activites}}
"""
HEAD = 'questionnaire: {}\npublication: non_publiee\nidentite:\n  nom: Ici\n  commune: "35238"\n'


@pytest.fixture(scope="module")
def names() -> Names:
    loaded = load_questionnaire(QUESTIONNAIRE.encode(), "q.yaml")
    assert loaded.problems == ()
    assert loaded.names is not None
    return loaded.names


@pytest.fixture(scope="module")
def reader(names: Names, tools: Tools) -> AssessmentReader:
    return AssessmentReader(names, tools.territory)


def read(
    reader: AssessmentReader, version: int, body: str, year: int = 2024, head: str = ""
) -> ReadAssessment:
    text = HEAD.format(version) + "".join(f"  {line}\n" for line in body.splitlines()) + head
    return reader.read(text.encode(), file="ici/2024.yaml", slug="ici", year=year)


def told(done: ReadAssessment) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in done.problems]


def test_a_replaced_question_is_read_under_its_name_of_today(reader: AssessmentReader) -> None:
    done = read(reader, 1, "tablees: 12")
    assert told(done) == [("CM-350", 6)]
    assert "« tables » depuis la version 2" in done.problems[0].message
    assert done.assessment is not None
    assert done.assessment.answers["tables"] == Given(Decimal(12))
    assert "tablees" not in done.assessment.answers


def test_a_former_name_is_refused_in_a_recent_file_with_its_name_of_today(
    reader: AssessmentReader,
) -> None:
    done = read(reader, 2, "tablees: 12")
    assert told(done) == [("CM-352", 6)]
    assert "écrivez « tables »" in done.problems[0].message
    assert done.assessment is None


def test_the_name_of_today_wins_when_a_file_has_both(reader: AssessmentReader) -> None:
    done = read(reader, 1, "tablees: 12\ntables: 14")
    assert done.assessment is not None
    assert done.assessment.answers["tables"] == Given(Decimal(14))


def test_options_and_parts_are_read_under_their_names_of_today(reader: AssessmentReader) -> None:
    body = (
        "activites: [sieste, bricolage, cafe]\nactivites_details: {bricolage: Le samedi}\n"
        "ressources: {subventions: 10, ventes: 5, complet: oui}"
    )
    done = read(reader, 1, body)
    assert told(done) == [
        ("CM-351", 6), ("CM-350", 6), ("CM-350", 7), ("CM-350", 8),
    ]  # fmt: skip
    assert done.assessment is not None
    answers = done.assessment.answers
    assert answers["activites"] == Given(("cafe", "atelier"))
    assert answers["activites_details"] == Given({"atelier": "Le samedi"})
    shares = answers["ressources"]
    assert isinstance(shares, Given)
    assert isinstance(shares.value, Shares)
    assert shares.value.parts == {"ventes": Decimal(5), "aides": Decimal(10)}


def test_a_retired_question_is_put_aside_and_says_why(reader: AssessmentReader) -> None:
    done = read(reader, 1, "chaises: 40")
    assert told(done) == [("CM-351", 6)]
    assert "elles se comptaient deux fois" in done.problems[0].message
    assert done.assessment is not None
    assert "chaises" not in done.assessment.answers


def test_what_an_edition_was_not_asked_does_not_concern_it(reader: AssessmentReader) -> None:
    first, second = read(reader, 1, "").assessment, read(reader, 2, "").assessment
    assert first is not None
    assert second is not None
    assert first.answers["rythme"] == NOT_ASKED
    assert "humeur" not in first.answers
    assert "rythme" not in second.answers
    assert second.answers["humeur"] == NOT_ASKED


def test_a_year_decides_as_a_version_does(reader: AssessmentReader) -> None:
    before, after = read(reader, 3, "").assessment, read(reader, 3, "", year=2026).assessment
    assert before is not None
    assert after is not None
    assert before.answers["fibre"] == NOT_ASKED
    assert "fibre" not in after.answers


def test_an_answer_out_of_its_edition_is_read_and_told(reader: AssessmentReader) -> None:
    early, late = read(reader, 1, "rythme: vif"), read(reader, 2, "humeur: dure")
    assert told(early) == [("CM-353", 6)]
    assert told(late) == [("CM-354", 6)]
    assert early.assessment is not None
    assert late.assessment is not None
    assert early.assessment.answers["rythme"] == Given("vif")
    assert late.assessment.answers["humeur"] == Given("dure")


@pytest.mark.parametrize(
    ("version", "body", "expected"),
    [
        (1, "activites: [cafe, jeux]", "« Activités, jeux » se demande depuis la version 2"),
        (3, "activites: [danse]", "« Activités, danse » se demandait jusqu’à la version 1"),
        (1, "ressources: {commandes: 5}", "« Ressources, commandes » se demande depuis la"),
        (1, "activites: [cafe, danse]", ""),
        (3, "activites: [jeux]", ""),
        (1, "activites: [atelier]", ""),
    ],
)
def test_a_line_out_of_its_edition_is_told_as_a_question_is(
    reader: AssessmentReader, version: int, body: str, expected: str
) -> None:
    done = read(reader, version, body)
    codes = ("CM-353", "CM-354")
    said = [one.message.replace("\u00a0", " ") for one in done.problems if one.code in codes]
    assert [expected in one for one in said] == ([True] if expected else []), said
    assert done.assessment is not None


def test_a_part_that_was_not_asked_is_not_zero_and_its_group_is_whole(
    reader: AssessmentReader,
) -> None:
    done = read(reader, 1, "ressources: {ventes: 5, complet: oui}").assessment
    again = read(reader, 2, "ressources: {ventes: 5, complet: oui}").assessment
    own = reader.names.resolve("ressources@propres")
    assert done is not None
    assert again is not None
    assert own is not None
    shares = [assessment.answers["ressources"] for assessment in (done, again)]
    parts = [s.value.parts for s in shares if isinstance(s, Given) and isinstance(s.value, Shares)]
    assert parts == [
        {"ventes": Decimal(5), "aides": Decimal(0)},
        {"ventes": Decimal(5), "commandes": Decimal(0), "aides": Decimal(0)},
    ]
    assert answer_at(done.answers, own) == Given(Decimal(5))


def test_what_a_place_hides_under_a_former_name_stays_hidden(reader: AssessmentReader) -> None:
    head = "reponses_masquees: [tablees, ressources.subventions]\nestimations: [tablees, chaises]\n"
    done = read(reader, 1, "tablees: 12\nressources: {subventions: 10, ventes: 5}", head=head)
    assert done.assessment is not None
    assert done.assessment.header.reponses_masquees == ("tables", "ressources.aides")
    assert done.assessment.header.estimations == ("tables",)
    shown = done.assessment.visible(reader.names).answers
    assert "tables" not in shown
    assert "Decimal('10')" not in repr(shown)


def test_what_is_put_aside_is_still_in_the_public_file_of_a_protected_place(
    reader: AssessmentReader,
) -> None:
    """Its file is read by anyone: a word that says nothing any more may still tell where it is."""
    head = "questionnaire: 1\npublication: publique\nlicence_acceptee: oui\nlieu_protege: oui\n"
    body = "identite: {chaises: 73, activites: [sieste]}\n"
    done = reader.read((head + body).encode(), file="a.yaml", slug="a", year=2024)
    refused = [p.message for p in done.problems if p.code == "CM-430"]
    assert [word for word in ("chaises", "sieste") if any(word in said for said in refused)] == [
        "chaises",
        "sieste",
    ]
    assert done.described is None
