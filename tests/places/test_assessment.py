"""A place's file: what it may say, what it hides, what is refused and where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cm_build.places.answer import (
    NO_ANSWER,
    NOT_ASKED,
    UNKNOWN,
    WITHOUT_OBJECT,
    Given,
    Shares,
)
from cm_build.reading.problem import Severity
from tests.support import minimal


def test_the_shortest_file_is_accepted(read) -> None:
    assessment = read.assessment(minimal())
    assert assessment.year == 2025
    assert assessment.answers["nom"] == Given("La Halle")
    assert assessment.answers["commune"].value.nom == "Rennes"


def test_each_type_is_read(read) -> None:
    text = minimal(
        extra="""\
  types_de_lieu: [coworking, fablab]
  date_ouverture: 2019-05-18
  projet_urbain: non
  site_web: https://example.org/lieu
espace:
  surface_interieure: 1 250
  surfaces: {cafe: 250, bureaux: 1000}
histoire:
  frise: [{annee: 2019, evenement: "Ouverture"}]
equipe:
  emplois: {cdi: "1,5", complet: oui}
"""
    )
    answers = read.assessment(text).answers
    assert answers["types_de_lieu"] == Given(("coworking", "fablab"))
    assert answers["date_ouverture"] == Given(date(2019, 5, 18))
    assert answers["projet_urbain"] == Given(value=False)
    assert answers["surface_interieure"] == Given(Decimal(1250))
    assert answers["frise"].value == ({"annee": 2019, "evenement": "Ouverture"},)
    # 250 + 1000 reaches the total of 1250: the distribution is complete, the rest is zero.
    shares = answers["surfaces"].value
    assert isinstance(shares, Shares)
    assert shares.complete
    assert shares.parts["scene"] == 0
    assert answers["emplois"].value.parts["cdi"] == Decimal("1.5")


def test_a_distribution_far_from_its_total_is_incomplete(read) -> None:
    text = minimal(extra="espace:\n  surface_interieure: 1000\n  surfaces: {cafe: 250}\n")
    shares = read.assessment(text).answers["surfaces"].value
    assert not shares.complete
    assert "bureaux" not in shares.parts


def test_parts_above_the_total_are_a_warning(read) -> None:
    text = minimal(
        extra="espace:\n  surface_interieure: 100\n  surfaces: {cafe: 250, complet: oui}\n"
    )
    result = read(text)
    assert result.assessment
    assert [p.code for p in result.problems] == ["CM-401"]
    assert result.problems[0].severity is Severity.WARNING


def test_missing_unknown_and_without_object_differ(read) -> None:
    text = minimal(
        extra="""\
  date_creation: ne_sait_pas
espace:
  postes_travail:
  surface_exterieure: 0
effets_sociaux:
  criteres:
    lien_social: {presence: sans_objet}
"""
    )
    answers = read.assessment(text).answers
    assert answers["date_creation"] == UNKNOWN
    assert answers.get("postes_travail", NO_ANSWER) == NO_ANSWER
    assert answers["surface_exterieure"] == Given(Decimal(0))
    assert answers["lien_social.presence"] == WITHOUT_OBJECT


def test_a_condition_has_three_values(read) -> None:
    asked = "programmation:\n  evenements_publics: {gate}\n  evenements_publics_nombre: 12\n"
    yes = read.assessment(minimal(extra=asked.format(gate="oui"))).answers
    assert yes["evenements_publics_nombre"] == Given(Decimal(12))
    no = read(minimal(extra=asked.format(gate="non")))
    assert no.assessment.answers["evenements_publics_nombre"] == NOT_ASKED
    assert [p.code for p in no.problems] == ["CM-325"]
    # The gate is unknown: what was answered is kept, nothing is lost.
    unknown = read.assessment(minimal(extra=asked.format(gate="ne_sait_pas"))).answers
    assert unknown["evenements_publics_nombre"] == Given(Decimal(12))


def test_urban_criteria_are_asked_only_of_urban_projects(read) -> None:
    answers = read.assessment(minimal(extra="  projet_urbain: non\n")).answers
    assert answers["gouvernance_partagee.presence"] == NOT_ASKED
    answers = read.assessment(minimal(extra="  projet_urbain: oui\n")).answers
    assert answers.get("gouvernance_partagee.presence", NO_ANSWER) == NO_ANSWER


def test_hidden_and_absent_are_the_same(read, tools) -> None:
    money = "moyens:\n  ressources: {locations: 1000, complet: oui}\n"
    level = "effets_sociaux:\n  criteres:\n    solidarite: {presence: reguliere}\n"
    hidden = read.assessment(
        minimal(extra=money + level) + "sections_masquees: [moyens, solidarite]\n"
    )
    absent = read.assessment(minimal())
    assert hidden.visible(tools.names) == absent.visible(tools.names)


def test_one_hidden_answer_and_what_goes_with_it_are_absent(read, tools) -> None:
    identity = '  types_de_lieu: [autre]\n  types_de_lieu_precision: "Une péniche"\n'
    money = "moyens:\n  ressources: {locations: 1000, complet: oui}\nestimations: [ressources]\n"
    hidden = read.assessment(
        minimal(extra=identity + money) + "reponses_masquees: [types_de_lieu, ressources]\n"
    )
    absent = read.assessment(minimal())
    assert hidden.visible(tools.names) == absent.visible(tools.names)


def test_one_hidden_line_leaves_the_others_and_no_total(read, tools) -> None:
    money = "moyens:\n  depenses: {salaires: 79000, energie: 17000, complet: oui}\n"
    text = minimal(extra=money) + "reponses_masquees: [depenses.salaires]\n"
    seen = read.assessment(text).visible(tools.names)
    shares = seen.answers["depenses"].value
    assert "salaires" not in shares.parts
    assert shares.parts["energie"] == Decimal(17000)
    assert not shares.complete
    alone = minimal(extra="moyens:\n  depenses: {salaires: 79000}\n")
    hidden = read.assessment(alone + "reponses_masquees: [depenses.salaires]\n")
    assert "salaires" not in str(hidden.visible(tools.names).answers)
    assert read.codes(minimal() + "reponses_masquees: [depenses.salaire]\n") == ["CM-215"]


@pytest.mark.parametrize(
    "told",
    [
        "reponses_masquees: [nom]",
        "reponses_masquees: [commune]",
        "reponses_masquees: [ressource]",
        "sections_masquees: [identite]",
    ],
)
def test_what_a_place_is_known_by_cannot_be_hidden(read, told: str) -> None:
    assert read.codes(minimal() + told + "\n") == ["CM-215"]


def test_a_private_section_needs_to_be_published_on_purpose(read, tools) -> None:
    private = "financement:\n  tresorerie_mois: 3\n"
    result = read(minimal(extra=private))
    assert [p.code for p in result.problems] == ["CM-405"]
    assert "tresorerie_mois" not in result.assessment.visible(tools.names).answers
    chosen = read(minimal(extra=private) + "sections_publiees: [financement]\n")
    assert not chosen.problems
    assert "tresorerie_mois" in chosen.assessment.visible(tools.names).answers


def test_option_order_in_the_file_does_not_matter(read) -> None:
    one = read.assessment(minimal(extra="  types_de_lieu: [fablab, coworking]\n"))
    two = read.assessment(minimal(extra="  types_de_lieu: [coworking, fablab]\n"))
    assert one.answers == two.answers


REFUSED = {
    "clé inconnue": ("  non: x\n", "CM-201"),
    "section inconnue": ("ressources:\n  a: 1\n", "CM-201"),
    "nombre illisible": ("espace:\n  surface_interieure: 450 m²\n", "CM-303"),
    "nombre ambigu": ("espace:\n  surface_interieure: 1.234\n", "CM-304"),
    "négatif": ("espace:\n  surface_interieure: -3\n", "CM-305"),
    "trop grand": ("espace:\n  surface_interieure: 99999999\n", "CM-306"),
    "décimales": ("espace:\n  surface_interieure: 12,5\n", "CM-307"),
    "infini": ("espace:\n  surface_interieure: .inf\n", "CM-303"),
    "soulignés": ("espace:\n  surface_interieure: 1_000\n", "CM-303"),
    "exposant": ("espace:\n  surface_interieure: 1e3\n", "CM-303"),
    "date impossible": ("  date_ouverture: 2020-02-31\n", "CM-308"),
    "date en lettres": ("  date_ouverture: 3 mars 2020\n", "CM-308"),
    "yes": ("  projet_urbain: yes\n", "CM-310"),
    "choix inconnu": ("  statut_juridique: asociation\n", "CM-311"),
    "choix répété": ("  types_de_lieu: [fablab, fablab]\n", "CM-312"),
    "exclusif": ("  labels: [aucun, fabrique]\n", "CM-313"),
    "trop de choix": (
        "histoire:\n  valeurs: [accueil, partage, solidarite, ecologie, entraide]\n",
        "CM-314",
    ),
    "adresse sans protocole": ("  site_web: www.exemple.fr\n", "CM-315"),
    "javascript": ('  site_web: "JaVaScRiPt:alert(1)"\n', "CM-315"),
    "liste attendue": ("  types_de_lieu: fablab\n", "CM-319"),
    "courriel": ('  accroche: "Écrivez à jean.dupont@example.fr"\n', "CM-321"),
    "téléphone": ('histoire:\n  idee_fondatrice: "Appelez le 06 12 34 56 78."\n', "CM-322"),
    "balise": ('  accroche: "<b>Bonjour</b>"\n', "CM-323"),
    "sans objet": ("  projet_urbain: sans_objet\n", "CM-324"),
    "part inconnue": ("espace:\n  surfaces: {bureau: 3}\n", "CM-326"),
    "colonne inconnue": ("histoire:\n  frise: [{an: 2019}]\n", "CM-201"),
    "photo hors dossier": (
        'histoire:\n  photos: [{fichier: "../x.jpg", texte: "Vue"}]\n',
        "CM-331",
    ),
    "version": ("questionnaire: 99\n", "CM-209"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals(name: str, read) -> None:
    extra, code = REFUSED[name]
    text = minimal(extra=extra)
    if name == "version":
        text = text.replace("questionnaire: 2\n", extra, 1).removesuffix(extra)
    result = read(text)
    assert result.assessment is None
    assert code in [problem.code for problem in result.problems]
    lines = text.splitlines()
    for problem in result.problems:
        assert 1 <= problem.line <= len(lines)
        assert problem.column <= len(lines[problem.line - 1]) + 1


def test_a_part_that_is_not_known_is_never_zero(read) -> None:
    """`complet: oui` makes zeros of what is not written, never of what is said to be unknown."""
    text = minimal(
        extra="moyens:\n  ressources: {locations: ne_sait_pas, dons: 200, complet: oui}\n"
    )
    result = read(text)
    assert [(p.code, p.severity, p.line) for p in result.problems] == [
        ("CM-334", Severity.WARNING, 8)
    ]
    shares = result.assessment.answers["ressources"].value
    assert (dict(shares.parts), shares.complete) == ({"dons": Decimal(200)}, False)


def test_everything_wrong_is_told_at_once(read) -> None:
    text = minimal(
        extra="  statut_juridique: asso\n  date_ouverture: hier\nespace:\n  surface_interieure: x\n"
    )
    assert read.codes(text) == ["CM-303", "CM-308", "CM-311"]


def test_the_nearest_name_is_suggested(read) -> None:
    (problem,) = read(minimal(extra="  statut_juridique: asociation\n")).problems
    assert "association" in problem.message
    (problem,) = read(minimal(extra="  statu_juridique: association\n")).problems
    assert "« statut_juridique »" in problem.message
    (problem,) = read(minimal(extra="surfaces: {cafe: 1}\n")).problems
    assert "section « espace »" in problem.message


def test_header_rules(read) -> None:
    without = minimal().replace("licence_acceptee: oui\n", "")
    assert read.codes(without) == ["CM-205"]
    assert read.codes(minimal() + "etat: ferme\n") == ["CM-208"]
    assert read.codes(minimal() + "sections_masquees: [moyen]\n") == ["CM-210"]
    directory = minimal().replace("publique", "annuaire")
    assert read.codes(directory) == ["CM-206"]
    assert read.codes(directory + "espace:\n  surface_interieure: 3\n") == ["CM-206", "CM-207"]
    assert read.codes(minimal().replace("publique", "oui")) == ["CM-204"]
    assert read.codes("questionnaire: 1\npublication: non_publiee\n") == ["CM-202"]


def test_small_colleges_are_protected(read) -> None:
    workshop = """\
evaluation_collective:
  date: 2025-05-12
  participants: {{equipe: 3, usagers: 4, autres: 2}}
  votes:
    lien_social: {votes}
"""
    fine = "{equipe: {regulier: 3}, autres: {ponctuel: 1}}"
    assert read.codes(minimal(extra=workshop.format(votes=fine))) == []
    two = "{equipe: {regulier: 2}}"
    assert read.codes(minimal(extra=workshop.format(votes=two))) == ["CM-213"]
    many = "{usagers: {regulier: 5}}"
    assert read.codes(minimal(extra=workshop.format(votes=many))) == ["CM-212"]
    assert read.codes(minimal(extra=workshop.format(votes="{maires: {regulier: 3}}"))) == ["CM-201"]


def test_a_precision_goes_with_its_option(read) -> None:
    alone = minimal(extra='  statut_juridique: scic\n  statut_juridique_precision: "x"\n')
    result = read(alone)
    assert [p.code for p in result.problems] == ["CM-327"]
    assert "statut_juridique_precision" not in result.assessment.answers
    both = minimal(extra='  statut_juridique: autre\n  statut_juridique_precision: "Mutuelle"\n')
    assert read.assessment(both).answers["statut_juridique_precision"] == Given("Mutuelle")


def test_the_one_kept_is_one_of_those_chosen(read) -> None:
    outside = minimal(extra="  types_de_lieu: [fablab]\n  type_principal: coworking\n")
    result = read(outside)
    assert [(p.code, p.line) for p in result.problems] == [("CM-335", 8)]
    assert "Bureaux partagés" in result.problems[0].message
    inside = minimal(extra="  types_de_lieu: [fablab, coworking]\n  type_principal: coworking\n")
    assert read.codes(inside) == []
    unknown = minimal(extra="  types_de_lieu: [fablab]\n  type_principal: ne_sait_pas\n")
    assert read.codes(unknown) == []


DISCREET = "equipe: {{effectif: {people}}}\nmoyens: {{depenses: {{{told}, complet: oui}}}}\n"


@pytest.mark.parametrize(
    ("people", "told", "salaries"),
    [
        (1, "autres_depenses: 30000", None),
        (5, "autres_depenses: 30000", 0),
        (1, "autres_depenses: 30000, salaires: 0", 0),
        (1, "autres_depenses: 10000, salaires: 20000", 20000),
    ],
)
def test_a_part_merged_out_of_discretion_is_unknown_not_zero(
    read, people: int, told: str, salaries: int | None
) -> None:
    result = read(minimal(extra=DISCREET.format(people=people, told=told)))
    shares = result.assessment.answers["depenses"].value
    assert shares.complete
    assert shares.parts.get("salaires") == salaries
    assert sum(shares.parts.values()) == 30000
    assert shares.parts["loyer"] == 0


def test_what_discretion_merges_is_not_told_by_its_group(tools) -> None:
    """With one employee, what the whole team costs is what somebody earns."""
    for rule in tools.names.questionnaire.discretion:
        question = tools.names.asked[rule.repartition].question
        groups = {part.groupe for part in question.parts if part.id in rule.parts}
        wholes = {p.id for p in question.parts if p.sans_detail and p.groupe in groups}
        assert wholes <= set(rule.parts), rule.repartition


def test_a_merged_team_leaves_no_zero_behind_it(read) -> None:
    told = DISCREET.format(people=1, told="autres_depenses: 30000")
    shares = read(minimal(extra=told)).assessment.answers["depenses"].value
    assert shares.complete
    assert {"salaires", "equipe_ensemble", "prestataires"}.isdisjoint(shares.parts)
    assert shares.parts["energie"] == 0


def test_a_hidden_line_takes_the_zero_of_its_group_with_it(read, tools) -> None:
    told = "moyens:\n  depenses: {locaux_ensemble: 0, loyer: 12000, energie: 800}\n"
    text = minimal(extra=told) + "reponses_masquees: [depenses.loyer]\n"
    shown = read.assessment(text).visible(tools.names).answers["depenses"].value
    assert shown.parts == {"energie": 800}
    assert not shown.complete


def test_a_group_told_in_one_amount_says_no_zero(read) -> None:
    told = "equipe_ensemble: 24000, loyer: 6000, locaux_ensemble: 1000"
    shares = (
        read(minimal(extra=DISCREET.format(people=5, told=told)))
        .assessment.answers["depenses"]
        .value
    )
    assert shares.complete
    assert sum(shares.parts.values()) == 31000
    # The team's amount may hold salaries, the premises' may hold energy; nothing else was told.
    assert {"salaires", "prestataires", "energie"} <= shares.unasked
    assert shares.parts["communication"] == 0
    assert "salaires" not in shares.parts


def test_former_communes_are_mapped_with_a_notice(read) -> None:
    result = read(minimal(commune="75110"))
    assert result.assessment.answers["commune"].value.code == "75056"
    assert [(p.code, p.severity) for p in result.problems] == [("CM-318", Severity.NOTICE)]


@pytest.mark.parametrize(("text", "code"), [("99999", "CM-316"), ("Saint-Denis", "CM-317")])
def test_communes_that_cannot_be_found(read, text: str, code: str) -> None:
    assert read.codes(minimal(commune=text)) == [code]


def test_an_estimate_is_a_quantity_that_was_answered(read, tools) -> None:
    said = "estimations: [{names}]\nespace: {{surface_interieure: 180}}\n"
    good = read(minimal(extra=said.format(names="surface_interieure, emplois")))
    assert good.problems == ()
    assert good.assessment.estimates == {"surface_interieure"}
    assert read.codes(minimal(extra=said.format(names="accroche"))) == ["CM-214"]
    assert read.codes(minimal(extra=said.format(names="surface_interieur"))) == ["CM-214"]


def test_an_estimate_that_is_hidden_leaves_no_trace(read, tools) -> None:
    text = minimal(
        extra="estimations: [surface_interieure]\nsections_masquees: [espace]\nespace: {surface_interieure: 180}\n"
    )
    shown = read(text).assessment.visible(tools.names)
    assert shown.header.estimations == ()
    assert shown.estimates == frozenset()


def test_a_number_of_a_register_is_read_joined(read) -> None:
    text = minimal() + "identifiants: {siret: 732 829 320 00074, rna: w2a 1001234}\n"
    told = read.assessment(text).header.identifiants
    assert (told.siret, told.rna) == ("73282932000074", "W2A1001234")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("siret: 732 829 320", "CM-216", "« 732 829 320 » n’est pas un numéro Siret"),
        ("siret: 732 829 320 00047", "CM-217", "« 732 829 320 00047 » ne peut pas être"),
        ("rna: 751123456", "CM-218", "« 751123456 » n’est pas un numéro RNA"),
    ],
)
def test_a_number_no_register_gave_is_told_as_it_was_read(read, typed, code, said) -> None:
    (problem,) = read(minimal() + f"identifiants:\n  {typed}\n").problems
    assert (problem.code, problem.line) == (code, 8)
    assert said in problem.message
