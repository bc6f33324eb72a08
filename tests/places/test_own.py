"""What a place chose to follow: what its file may say, what is refused and where, what it keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cm_build.contributing.intake.withheld import withheld
from cm_build.places.assessment import Assessment
from cm_build.places.own import NOTHING_OWN
from cm_build.places.own_measure import Aim
from cm_build.places.place import Place, published
from cm_build.places.plausibility import between_years
from cm_build.reading.source import read_source
from tests.support import minimal

MEASURE = """\
mesures_du_lieu:
  - {{id: {id}, titre: "{titre}", unite: {unite}, comptage: "{comptage}", choisi_par: equipe, depuis: 2023{more}}}
"""


def measure(
    more: str = ", valeur: 214", *, name: str = "repas", titre: str = "Repas partagés",
    unite: str = "repas", comptage: str = "le cahier de la cantine",
) -> str:  # fmt: skip
    values = {"id": name, "titre": titre, "unite": unite, "comptage": comptage, "more": more}
    return MEASURE.format(**values)


CRITERION = """\
criteres_du_lieu:
  - id: fierte
    titre: "Être fier de sa rue"
    observer: ["On donne son adresse sans hésiter"]
    choisi_par: atelier
    depuis: 2025
"""


def test_both_lists_are_read_whole(read) -> None:
    text = minimal(
        extra="""\
criteres_du_lieu:
  - id: fierte
    titre: "Être fier de sa rue"
    question: "Dit-on d’où l’on vient ?"
    observer: ["On donne son adresse"]
    ancres: {ponctuelle: "Une fête", reguliere: "Au comptoir", durable: "Ceux qui sont partis"}
    choisi_par: atelier
    depuis: 2025
    presence: reguliere
    direction: les_deux
    preuves: [{nature: observation, titre: "Cahier", annee: 2025}]
    exemple: "Une noce au loin."
    intention: "Demander aux relogés."
"""
        + measure(
            ', valeur: "1 214,5", estimation: oui, souhait: hausse, visee: {annee: 2027, valeur: 300}'
        )
    )
    own = read.assessment(text).own
    (criterion,), (repas,) = own.criteria, own.measures
    assert (criterion.id, criterion.since, criterion.chosen_by) == ("fierte", 2025, "atelier")
    assert (criterion.presence, criterion.direction) == ("reguliere", "les_deux")
    assert criterion.anchors["durable"] == "Ceux qui sont partis"
    assert criterion.evidence == ({"nature": "observation", "titre": "Cahier", "annee": 2025},)
    assert (repas.value, repas.estimate, repas.wish) == (Decimal("1214.5"), True, "hausse")
    assert repas.aim == Aim(2027, Decimal(300))
    assert repas.counting == "le cahier de la cantine"


def test_a_file_without_them_follows_nothing(read) -> None:
    assert read.assessment(minimal()).own == NOTHING_OWN
    empty = minimal(extra="criteres_du_lieu:\nmesures_du_lieu: []\n")
    assert read.assessment(empty).own == NOTHING_OWN


def test_a_year_without_a_value_is_a_gap_and_zero_is_a_value(read) -> None:
    for more, value in [(", valeur: 0", Decimal(0)), ("", None), (", valeur: ne_sait_pas", None)]:
        (one,) = read.assessment(minimal(extra=measure(more))).own.measures
        assert one.value == value


@pytest.mark.parametrize(
    ("extra", "code", "words"),
    [
        (measure(name='"Repas partagés"'), "CM-360", "repas_partages"),
        (measure(name="repas_precision"), "CM-360", "repas"),
        (measure(name="lien_social"), "CM-361", "lien_social"),
        (measure(titre="lien Social"), "CM-361", "lien Social"),
        (measure(titre="« LIEN  SOCIAL. »"), "CM-361", "LIEN SOCIAL"),
        (measure(", valeur: environ 200"), "CM-365", "estimation: oui"),
        (measure(", valeur: 214 repas"), "CM-303", "214 repas"),
        (measure(", valeur: 214 euros"), "CM-342", "repas"),
        (measure(", valeur: 1.234"), "CM-304", "1.234"),
        (measure(", valeur: 2.125"), "CM-304", "2.125"),
        (measure(', valeur: "2,125"'), "CM-307", "2"),
        (measure(", valeur: -3"), "CM-305", "-3"),
        (measure(", valeur: 3, visee: {annee: 2025, valeur: 9}") + "reponses_publiees: [mesures_du_lieu.repas.visee]\n", "CM-367", "2025"),
        (measure(", valeur: 3, visee: {annee: 2027}"), "CM-364", "la valeur visée"),
        (measure(", valeur: 3, visee: {annee: , valeur: 4}"), "CM-364", "l’année visée"),
        (measure(", estimation: oui"), "CM-366", "pas de valeur"),
        (measure(", valeur: 3, jusqu_a: 2024"), "CM-366", "n’est plus suivie"),
        (measure(", jusqu_a: 2022"), "CM-366", "avant son début"),
        (measure(", jusqu_a: 2026"), "CM-366", "2026"),
        (measure(", souhait: plus"), "CM-311", "hausse"),
        (measure(comptage="Demandez à lea@exemple.fr"), "CM-321", "lea@exemple.fr"),
        (measure(comptage="06 12 34 56 78"), "CM-322", "06 12"),
        (measure(titre="Ce que dit <b>"), "CM-323", "<"),
        ('mesures_du_lieu: "214 repas"\n', "CM-319", "liste"),
        ("mesures_du_lieu:\n  - 214 repas\n", "CM-203", "mesures_du_lieu"),
        (measure(", prix: 3"), "CM-201", "prix"),
        ("mesures_du_lieu:\n  - {id: repas, titre: Repas}\n", "CM-364", "comment on compte"),
        ("mesures_du_lieu:\n  - {unite: repas}\n", "CM-364", "son titre"),
        (CRITERION.replace("    observer", "    question: Quoi ?\n    #"), "CM-364", "observer"),
        (CRITERION + "    ancres: {durable: Toujours}\n", "CM-364", "ponctuelle, reguliere"),
        (CRITERION.replace("    observer", "    observer: ['']\n    #"), "CM-364", "observer"),
        (CRITERION.replace("    observer", "    ancres: {durable: }\n    #"), "CM-364", "observer"),
        (CRITERION.replace("2025", "2027"), "CM-366", "2027"),
        (CRITERION + "    presence: souvent\n", "CM-311", "reguliere"),
        (CRITERION.replace("fierte", "solidarite"), "CM-361", "solidarite"),
        (CRITERION.replace("    choisi_par: atelier\n", ""), "CM-364", "qui l’a choisi"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line_with_how_to_mend(
    read, extra: str, code: str, words: str
) -> None:
    problems = read(minimal(extra=extra)).problems
    found = [one for one in problems if one.code == code]
    assert found, [(one.code, one.message) for one in problems]
    assert {one.code for one in problems} == {code}
    assert found[0].line > minimal().count("\n")
    assert any(words in f"{one.message} {one.hint}" for one in found)


def test_everything_wrong_is_told_at_once(read) -> None:
    text = minimal(extra=measure(", valeur: x, souhait: plus, visee: {annee: 2020, valeur: y}"))
    assert read.codes(text) == ["CM-303", "CM-311", "CM-367"]


def test_twice_the_same_and_too_many_are_refused(read) -> None:
    line = '  - {{id: m{0}, titre: "M {0}", unite: u, comptage: c, choisi_par: equipe, depuis: 2020{1}}}\n'
    eight = "mesures_du_lieu:\n" + "".join(line.format(rank, "") for rank in range(8))
    assert not read(minimal(extra=eight)).problems
    # One that is followed no more stays, and does not count.
    given_up = eight + line.format(8, ", jusqu_a: 2023")
    assert len(read.assessment(minimal(extra=given_up)).own.measures) == 9
    assert read.codes(minimal(extra=eight + line.format(8, ""))) == ["CM-363"]
    assert read.codes(minimal(extra=eight + line.format(7, ""))) == ["CM-362", "CM-363"]
    same_title = measure() + measure(name="autres").partition("\n")[2]
    assert read.codes(minimal(extra=same_title)) == ["CM-362"]


def _years(read, *texts: str) -> list[Assessment]:
    return [read.assessment(text, year=2024 + rank) for rank, text in enumerate(texts)]


def test_a_new_title_is_the_same_measure_and_a_new_count_is_not(read, tools) -> None:
    before = minimal(extra=measure(", valeur: 200"))
    renamed = minimal(extra=measure(titre="À la grande table"))
    (told,) = between_years(_years(read, before, renamed), tools.names)
    assert (told.code, told.line, told.severity) == ("CM-369", 8, "information")
    assert "« Repas partagés » s’appelle maintenant « À la grande table »" in told.message
    counted = minimal(extra=measure(comptage="les couverts lavés"))
    (told,) = between_years(_years(read, before, counted), tools.names)
    assert (told.code, told.severity) == ("CM-368", "avertissement")
    assert "la façon de compter" in told.message
    assert not [*between_years(_years(read, before, minimal(extra=measure())), tools.names)]


def _shown(read, tools, head: str, extra: str):
    text = minimal(extra=extra).replace("identite:", f"{head}\nidentite:")
    place = Place("essai", (read.assessment(text),))
    (shown,) = published((place,), tools.names, tools.settings)
    return shown.latest


BOTH = (
    CRITERION
    + '    intention: "Demander aux relogés."\n'
    + measure(", valeur: 214, visee: {annee: 2027, valeur: 300}")
)


AIM, INTENTION = "mesures_du_lieu.repas.visee", "criteres_du_lieu.fierte.intention"


def test_a_place_keeps_a_list_or_a_definition(read, tools) -> None:
    chosen = f"reponses_publiees: [{AIM}, {INTENTION}]\n"
    whole = _shown(read, tools, chosen, BOTH).own
    kept = _shown(read, tools, f"{chosen}sections_masquees: [criteres_du_lieu]", BOTH).own
    assert not kept.criteria
    assert kept.measures == whole.measures
    kept = _shown(read, tools, f"{chosen}reponses_masquees: [mesures_du_lieu.repas]", BOTH).own
    assert not kept.measures
    assert kept.criteria == whole.criteria


@pytest.mark.parametrize(
    ("head", "aim", "intention"),
    [
        ("", False, False),
        (f"reponses_publiees: [{AIM}]", True, False),
        (f"reponses_publiees: [{INTENTION}, {AIM}]", True, True),
        # Files of before said it so: it says nothing more, and still keeps what is named twice.
        (f"reponses_masquees: [{AIM}, {INTENTION}]", False, False),
        (f"reponses_masquees: [{AIM}]\nreponses_publiees: [{AIM}, {INTENTION}]", False, True),
    ],
)
def test_an_aim_and_an_intention_are_shown_only_if_chosen(
    read, tools, head: str, *, aim: bool, intention: bool
) -> None:
    shown = _shown(read, tools, head, BOTH)
    (measure,), (criterion,) = shown.own.measures, shown.own.criteria
    assert (measure.value, criterion.title) == (Decimal(214), "Être fier de sa rue")
    assert (measure.aim is not None, bool(criterion.intention)) == (aim, intention)
    assert shown.header.reponses_publiees == shown.header.reponses_masquees == ()


def test_a_file_is_told_of_the_aims_it_holds_and_does_not_show(read) -> None:
    extra = (
        "effets_sociaux: {criteres: {lien_social: {presence: aucune, intention: Ouvrir.}}}\n" + BOTH
    )
    problems = read(minimal(extra=extra)).problems
    assert {(one.code, one.severity) for one in problems} == {("CM-422", "information")}
    wanted, aimed = problems
    # Once a question, an own criterion beside the others.
    assert "Lien social, Être fier de sa rue" in wanted.message
    assert "« Ce que le lieu vise » est privé" in aimed.message
    assert "Repas partagés" in aimed.message
    assert aimed.line == minimal(extra=extra).count("\n")
    named = f"reponses_publiees: [{AIM}]\nreponses_masquees: [{INTENTION}, lien_social.intention]\n"
    assert read.codes(minimal(extra=extra) + named) == []


FOLLOWED = (
    CRITERION
    + '    intention_passee: "Demander aux relogés."\n    suite: en_cours\n    suite_raison: "Six récits sur dix."\n'
)
PAST = [f"criteres_du_lieu.fierte.{key}" for key in ("intention_passee", "suite", "suite_raison")]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ([], ("", "", "")),
        (PAST, ("Demander aux relogés.", "en_cours", "Six récits sur dix.")),
        (PAST[:2], ("Demander aux relogés.", "en_cours", "")),
        ([PAST[0], PAST[2]], ("Demander aux relogés.", "", "")),
        # A follow-up without what it follows says nothing: it goes with it, or stays.
        (PAST[1:], ("", "", "")),
        ([*PAST[1:], INTENTION], ("", "", "")),
    ],
)
def test_what_became_of_an_intention_is_shown_with_it_or_not_at_all(
    read, tools, chosen: list[str], told: tuple[str, str, str]
) -> None:
    (one,) = _shown(read, tools, f"reponses_publiees: [{', '.join(chosen)}]", FOLLOWED).own.criteria
    assert (one.wanted, one.became, one.why) == told


def test_what_follows_no_intention_is_told_and_put_aside(read) -> None:
    for key in ("intention_passee", "suite"):
        lines = [line for line in FOLLOWED.splitlines() if not line.startswith(f"    {key}:")]
        result = read(minimal(extra="\n".join(lines) + "\n").replace("publique", "non_publiee"))
        assert {problem.code for problem in result.problems} == {"CM-325"}
        (one,) = result.assessment.own.criteria
        assert one.why == ""
        assert bool(one.wanted) == (key != "intention_passee")
    asked = FOLLOWED.replace("en_cours", "oubliee")
    problem = next(one for one in read(minimal(extra=asked)).problems if one.code == "CM-311")
    assert "abandonnee" in f"{problem.message} {problem.hint}"


def test_only_what_is_private_of_a_definition_is_chosen(read) -> None:
    for name in ("mesures_du_lieu.repas.viser", "mesures_du_lieu.repos.visee"):
        (problem,) = read(minimal(extra=measure()) + f"reponses_publiees: [{name}]\n").problems
        assert problem.code == "CM-229"
        assert AIM in problem.message
    assert read.codes(
        minimal(extra=measure()) + "reponses_publiees: [mesures_du_lieu.repas]\n"
    ) == ["CM-229"]
    # Nothing to show yet is no slip.
    assert read.codes(minimal(extra=measure()) + f"reponses_publiees: [{AIM}]\n") == []


def test_an_unchosen_aim_takes_no_warning_away_and_is_in_none(read, tools) -> None:
    named = BOTH.replace("Demander aux relogés.", "Remercier Mme Yvonne Kerbrat.").replace(
        'observer: ["On', 'exemple: "Merci à Mme Josette Legoff."\n    observer: ["On'
    )
    for head, told in (
        ("", ["Legoff"]),
        (f"reponses_publiees: [{INTENTION}]\n", ["Kerbrat", "Legoff"]),
    ):
        year = read.assessment(minimal(extra=named) + head)
        assert len([one for one in year.warnings if one.code == "CM-329"]) == 2
        (place,) = published([Place("essai", (year,))], tools.names, tools.settings)
        said = " ".join(one.message for one in place.warnings)
        assert [name for name in ("Kerbrat", "Legoff") if name in said] == told


def test_a_reply_quotes_nothing_that_a_definition_keeps(tools) -> None:
    def holds(head: str, *keys: str) -> bool:
        return withheld(
            read_source((minimal(extra=BOTH) + head).encode(), "").root, tools.names
        ).holds(keys)

    for head in ("", f"reponses_masquees: [{AIM}, {INTENTION}]\n"):
        assert holds(head, "criteres_du_lieu", "0", "intention")
        assert holds(head, "mesures_du_lieu", "0", "visee", "valeur")
        assert not holds(head, "mesures_du_lieu", "0", "valeur")
        assert not holds(head, "criteres_du_lieu", "0", "exemple")
    assert not holds(f"reponses_publiees: [{AIM}]\n", "mesures_du_lieu", "0", "visee", "valeur")
    assert holds(f"reponses_publiees: [{AIM}]\n", "criteres_du_lieu", "0", "intention")
    whole = "reponses_masquees: [mesures_du_lieu.repas]\n"
    assert holds(whole, "mesures_du_lieu", "0", "comptage")
    assert not holds(whole, "criteres_du_lieu", "0", "titre")


def test_what_is_kept_this_year_and_shown_another_is_told(read, tools) -> None:
    hiding = minimal(extra=BOTH).replace(
        "identite:", "reponses_masquees: [mesures_du_lieu.repas]\nidentite:"
    )
    told = [
        *between_years(
            _years(read, minimal(extra=BOTH.replace("2025", "2024")), hiding), tools.names
        )
    ]
    assert [(one.code, one.file) for one in told] == [("CM-421", "essai/2025.yaml")]
    assert "Repas partagés" in told[0].message
    assert "2024" in told[0].message


def test_only_what_the_file_follows_can_be_kept(read) -> None:
    text = minimal(extra=measure()).replace(
        "identite:", "reponses_masquees: [mesures_du_lieu.repos]\nidentite:"
    )
    (problem,) = read(text).problems
    assert problem.code == "CM-215"
    assert "mesures_du_lieu.repas" in problem.message


def test_a_protected_place_and_a_directory_say_nothing_of_it(read) -> None:
    protected = minimal(extra=measure()).replace("identite:", "lieu_protege: oui\nidentite:")
    told = [p.message for p in read(protected).problems if p.code == "CM-430"]
    assert any("mesures_du_lieu" in message for message in told)
    directory = minimal(extra=CRITERION).replace("publique", "annuaire")
    assert "CM-207" in read.codes(directory)


WORKSHOP = """\
evaluation_collective:
  participants: {usagers: 9}
  votes: {fierte: {usagers: {ponctuelle: 4, reguliere: 5}}, lien_social: {usagers: {durable: 3, aucune: 4}}}
  sens: {fierte: {usagers: {favorable: 5, les_deux: 3, ne_sait_pas: 1}}}
  desaccords: {fierte: "On ne dit pas tous le nom de la rue."}
  reserves: {fierte: ["Je déménage : qui suis-je pour le dire ?"]}
  decisions: {fierte: "Demander aux relogés."}
"""


def test_a_criterion_of_the_place_is_voted_on_as_any_other(read) -> None:
    workshop = read.assessment(minimal(extra=CRITERION + WORKSHOP)).workshop
    assert workshop.votes["fierte"] == {"usagers": {"ponctuelle": 4, "reguliere": 5}}
    assert workshop.votes["fierte.sens"]["usagers"] == {
        "favorable": 5,
        "les_deux": 3,
        "ne_sait_pas": 1,
    }
    assert workshop.votes["lien_social"] == {"usagers": {"durable": 3, "aucune": 4}}
    assert workshop.decisions == {"fierte": "Demander aux relogés."}
    assert workshop.told == {"fierte", "lien_social"}


def test_a_vote_on_what_nothing_defines_says_to_define_it(read) -> None:
    problems = read(minimal(extra=WORKSHOP)).problems
    assert {one.code for one in problems} == {"CM-370"}
    # Votes, directions, disagreements, reservations, decisions: each at its line.
    assert [one.line for one in problems] == [9, 10, 11, 12, 13]
    assert "criteres_du_lieu" in problems[0].hint
    few = CRITERION + WORKSHOP.replace("ponctuelle: 4, reguliere: 5", "ponctuelle: 2")
    (problem,) = read(minimal(extra=few)).problems
    assert (problem.code, "Être fier de sa rue" in problem.message) == ("CM-213", True)


def test_what_is_voted_of_a_kept_criterion_is_kept(read, tools) -> None:
    for head in (
        "sections_masquees: [criteres_du_lieu]",
        "reponses_masquees: [criteres_du_lieu.fierte]",
    ):
        shown = _shown(read, tools, head, CRITERION + WORKSHOP)
        assert shown.workshop
        assert shown.workshop.told == {"lien_social"}


def test_what_is_voted_of_a_kept_answer_is_kept(read, tools) -> None:
    """The level of an effect would be read in the votes on it."""
    for kept, told in (("presence", {"fierte"}), ("exemple", {"fierte", "lien_social"})):
        extra = (
            "effets_sociaux: {criteres: {lien_social: {presence: reguliere, exemple: Un repas.}}}\n"
        )
        head = f"reponses_masquees: [lien_social.{kept}]"
        shown = _shown(read, tools, head, extra + CRITERION + WORKSHOP)
        assert shown.workshop
        assert shown.workshop.told == told
