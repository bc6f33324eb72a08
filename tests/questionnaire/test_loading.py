"""Faults in a questionnaire are found when it loads, with their line."""

from __future__ import annotations

import pytest

from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.consistency import in_cycle
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.questionnaire.pattern import PatternError, parse_pattern, placeholders

SMALL = """\
version: 1
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
          - id: activites
            type: choix_multiple
            libelle: Activités
            options: [{id: cafe, libelle: Café}, {id: atelier, libelle: Atelier}]
          - {id: tables, type: nombre, libelle: Tables, si: {question: activites, contient: [cafe]}}
indicateurs:
  - {id: double, titre: Double, definition: Deux fois., theme: lieu, operation: {somme: [tables, tables]}}
entete: {batiment: {pieces: activites, largeur: tables, toit: activites}}
"""


def codes(text: str) -> list[tuple[int, str]]:
    loaded = load_questionnaire(text.encode(), "q.yaml")
    assert (loaded.names is None) == bool(loaded.problems)
    return [(problem.line, problem.code) for problem in loaded.problems]


def test_a_small_questionnaire_loads() -> None:
    assert codes(SMALL) == []


FAULTS = [
    (
        "entete:",
        "coherences: [{entre: [tables, chaises], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-602"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, nom], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, double], croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    ("entete:", "coherences: [{entre: [tables, nom], pourquoi: Non.}]\nentete:", (21, "CM-204")),
    (
        "entete:",
        "coherences: [{entre: [tables, nom], mots: [Bar], si: {question: tables, superieur_a: 1}, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, tables], egaux: oui, croissant: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-204"),
    ),
    (
        "entete:",
        "coherences: [{entre: [tables, nom], egaux: oui, pourquoi: Non.}]\nentete:",
        (21, "CM-612"),
    ),
    ("entete:", "propositions: [{de: tables, vers: chaises}]\nentete:", (21, "CM-602")),
    ("entete:", "propositions: [{de: double, vers: tables}]\nentete:", (21, "CM-602")),
    ("entete:", "propositions: [{de: tables, vers: nom}]\nentete:", (21, "CM-612")),
    ("entete:", "propositions: [{de: tables, vers: tables}]\nentete:", (21, "CM-204")),
    (
        "entete:",
        "propositions: [{de: tables, vers: activites, valeurs: [cafe]}]\nentete:",
        (21, "CM-204"),
    ),
    (
        "entete:",
        "propositions: [{de: nom, vers: tables, si: {question: nom, repondu: oui}, valeurs: [cafe]}]\nentete:",
        (21, "CM-612"),
    ),
    (
        "type: nombre, libelle: Tables,",
        "type: montant, par_mois: oui, libelle: Tables,",
        (18, "CM-204"),
    ),
    ("type: commune, libelle", "type: comune, libelle", (13, "CM-204")),
    ("libelle: Nom}", "libele: Nom}", (12, "CM-201")),
    ("duree: 5", "duree: cinq", (5, "CM-204")),
    ("    titre: Le lieu\n", "", (3, "CM-202")),
    ("contient: [cafe]", "contient: [cafee]", (18, "CM-602")),
    ("question: activites, contient", "question: activite, contient", (18, "CM-602")),
    ("somme: [tables, tables]", "somme: [tables, chaises]", (20, "CM-602")),
    ("somme: [tables, tables]", "somme: [double]", (20, "CM-604")),
    ("somme: [tables, tables]", "racine: tables", (20, "CM-201")),
    ("somme: [tables, tables]", "somme: [nom, tables]", (20, "CM-612")),
    ("somme: [tables, tables]", "score: [tables]", (20, "CM-612")),
    ("somme: [tables, tables]", "compte: tables", (20, "CM-612")),
    ("somme: [tables, tables]", "diversite: tables", (20, "CM-612")),
    (
        "somme: [tables, tables]",
        "classe: {de: tables, bornes: [{jusqu_a: 1, libelle: A}, {jusqu_a: 2, libelle: B}]}",
        (20, "CM-612"),
    ),
    ("id: tables,", "id: nom,", (18, "CM-603")),
    ("id: tables, type: nombre", "id: ne_sait_pas, type: nombre", (18, "CM-611")),
    ("role: commune, ", "", (2, "CM-608")),
    ("libelle: Tables,", "libelle: Tables, poids: 1,", (18, "CM-605")),
    ("libelle: Tables,", "libelle: Tables, poids: 1, aide: Oui.,", (18, "CM-606")),
    ("libelle: Tables,", f"libelle: {'mot ' * 21},", (18, "CM-610")),
    ("toit: activites", "toit: toits", (21, "CM-602")),
    (
        "type: nombre, libelle: Tables,",
        "type: choix_unique, parmi: activite, options: [{id: cafe, libelle: C}, {id: atelier, libelle: A}], libelle: T,",
        (18, "CM-602"),
    ),
    (
        "type: nombre, libelle: Tables,",
        "type: choix_unique, parmi: activites, options: [{id: cafe, libelle: C}, {id: four, libelle: F}], libelle: T,",
        (18, "CM-602"),
    ),
    ("id: cafe, libelle: Café", "id: atelier, libelle: Café", (17, "CM-603")),
    ("obligatoire", "obligatoire", None),
]


@pytest.mark.parametrize("fault", FAULTS[:-1], ids=lambda fault: fault[2][1] + fault[1][:12])
def test_faults_are_found_with_their_line(fault) -> None:
    old, new, expected = fault
    assert old in SMALL
    assert expected in codes(SMALL.replace(old, new, 1))


def test_too_many_essential_questions() -> None:
    extra = "".join(
        f"          - {{id: q{i:02d}, type: texte_court, libelle: Q, essentiel: {i}}}\n"
        for i in range(1, 17)
    )
    text = SMALL.replace("indicateurs:", extra + "indicateurs:", 1)
    assert [code for _, code in codes(text)] == ["CM-609"]
    assert codes(text.replace("essentiel: 16", "essentiel: 15")) == []


def test_a_group_is_told_without_detail_by_one_part() -> None:
    parts = "{{id: aa, libelle: A, sans_detail: oui{0}}}, {{id: bb, libelle: B{1}}}, {{id: cc, libelle: C, groupe: gg}}"
    question = (
        "          - {{id: argent, type: repartition, unite: €, libelle: Q, "
        "groupes: [{{id: gg, libelle: G}}], parts: [{0}]}}\n"
    )

    def told(first: str, second: str) -> list[str]:
        added = question.format(parts.format(first, second))
        return [code for _, code in codes(SMALL.replace("indicateurs:", added + "indicateurs:", 1))]

    assert told(", groupe: gg", "") == []
    assert told("", "") == ["CM-612"]
    assert told(", groupe: gg", ", groupe: gg, sans_detail: oui") == ["CM-612"]


def test_a_choice_has_its_own_options_or_those_of_another_question() -> None:
    shared = "          - {id: bis, type: choix_multiple, libelle: Q, options_de: NAME}\n"
    text = SMALL.replace("indicateurs:", shared + "indicateurs:", 1)
    assert [code for _, code in codes(text.replace("NAME", "nulle_part"))] == ["CM-602"]
    assert codes(text.replace("NAME", "activites")) == []
    both = "NAME, options: [{id: four, libelle: F}, {id: cafe, libelle: C}]"
    assert codes(text.replace("NAME", both)) != []


@pytest.mark.parametrize(
    "shape",
    [{}, {"question": "a"}, {"egal": "b"}, {"question": "a", "egal": "b", "parmi": ["c"]}, {"tous": [], "un_de": []}],
)  # fmt: skip
def test_a_condition_has_one_shape(shape) -> None:
    with pytest.raises(ValueError, match=r"."):
        Condition.model_validate(shape)


def test_cycles() -> None:
    assert in_cycle({"a": ["b"], "b": ["c"], "c": []}) == ()
    assert in_cycle({"a": ["b"], "b": ["a"], "c": []}) == ("a", "b")
    # What leads to a loop, or comes from one, is not to blame.
    graph = {"avant": ["a"], "a": ["b"], "b": ["a", "apres"], "apres": ["fin"], "fin": []}
    assert in_cycle(graph) == ("a", "b")


CHAIRS = "          - {id: chaises, type: nombre, libelle: Chaises, si: {question: bancs, superieur_a: 1}}\n"
BENCHES = "          - {id: bancs, type: nombre, libelle: Bancs, si: {question: chaises, superieur_a: 1}}\n"


def test_a_loop_of_conditions_is_told_at_each_of_its_lines() -> None:
    text = SMALL.replace("indicateurs:", f"{CHAIRS}{BENCHES}indicateurs:", 1)
    assert sorted(codes(text)) == [(19, "CM-604"), (20, "CM-604")]


def test_an_unknown_type_is_told_with_those_there_are() -> None:
    text = SMALL.replace("type: nombre", "type: numero", 1)
    (told,) = load_questionnaire(text.encode(), "q.yaml").problems
    assert (told.line, told.column, told.code) == (18, 26, "CM-204")
    assert "« numero »" in told.message
    for name in ("texte_court", "nombre", "choix_multiple", "repartition", "photos"):
        assert name in told.message
    missing = SMALL.replace("type: nombre, ", "", 1)
    (told,) = load_questionnaire(missing.encode(), "q.yaml").problems
    assert (told.line, told.code) == (18, "CM-202")
    assert "« type »" in told.message


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("depuis: 2", "la version est 1"),
        ("jusqu_a: 3", "la version est 1"),
        ("depuis: 2026, jusqu_a: 2025", "« depuis » est 2026"),
        ("remplace: chaises", "il manque « depuis »"),
        ("depuis: 1, remplace: activites", "Activités est d’un autre type"),
        ("depuis: 1, remplace: tables", "Tables se pose encore"),
    ],
)
def test_what_no_file_could_obey_is_refused(key: str, said: str) -> None:
    text = SMALL.replace("libelle: Tables,", f"libelle: Tables, {key},", 1)
    told = load_questionnaire(text.encode(), "q.yaml").problems
    assert {(one.line, one.code) for one in told} == {(18, "CM-615")}
    assert any(said in one.message for one in told)


@pytest.mark.parametrize(
    ("retired", "code", "said"),
    [
        ("{id: tables, depuis_version: 1, pourquoi: Non.}", "CM-615", "se demande encore"),
        ("{id: activites.cafe, depuis_version: 1, pourquoi: Non.}", "CM-615", "se demande encore"),
        ("{id: bancs, depuis_version: 2, pourquoi: Non.}", "CM-615", "la version est 1"),
        ("{id: bancs, depuis_version: 1, devient: table, pourquoi: N.}", "CM-602", "tables"),
        (
            "{id: activites.bar, depuis_version: 1, devient: tables, pourquoi: Non.}",
            "CM-615",
            "dans un autre groupe",
        ),
    ],
)
def test_a_retirement_that_cannot_be_is_refused(retired: str, code: str, said: str) -> None:
    text = SMALL.replace("entete:", f"retires: [{retired}]\nentete:")
    (told,) = load_questionnaire(text.encode(), "q.yaml").problems
    assert (told.line, told.code) == (21, code)
    assert said in told.message + told.hint


def test_a_column_is_not_dated_alone() -> None:
    column = "{id: qui, type: texte_court, libelle: Qui, depuis: 1}"
    table = f"          - {{id: gens, type: tableau, libelle: Gens, colonnes: [{column}]}}\n"
    text = SMALL.replace("indicateurs:", table + "indicateurs:", 1)
    assert codes(text) == [(19, "CM-615")]


TABLES = "libelle: Tables, correspond: {source: recensement_ftl_2023, %s},"


@pytest.mark.parametrize("said", ["variable: NOM, niveau: identique", 'variable: "Insee, VILLE", niveau: proche', "theme: foncier"])  # fmt: skip
def test_a_question_names_a_variable_of_the_census_or_its_theme(said: str) -> None:
    assert codes(SMALL.replace("libelle: Tables,", TABLES % said)) == []


@pytest.mark.parametrize(
    "said",
    [
        "variable: NOM",
        "niveau: proche",
        "theme: foncier, niveau: proche",
        "variable: NOM, niveau: proche, theme: foncier",
        # What made a theme pass for a variable.
        'variable: "theme: foncier", niveau: proche',
    ],
)
def test_a_theme_is_no_variable_of_the_census(said: str) -> None:
    ((line, _code),) = codes(SMALL.replace("libelle: Tables,", TABLES % said))
    assert line == 18


ALIKE = """\
semblables:
  type: genre
  types: activites
  surface: double
  densite: [{jusqu_a: 80, libelle: peu}, {libelle: dense}]
  sans_reperes: [double]
"""
KIND = "          - {id: genre, type: choix_unique, libelle: Genre, options: [{id: bar, libelle: A}, {id: bal, libelle: B}]}\n"


def test_no_drawing_tells_where_a_place_stands_on_a_figure_that_forbids_it() -> None:
    kind = SMALL.replace("indicateurs:", f"{KIND}indicateurs:")
    drawn = DRAWN.replace("BLOCK", "forme: reperes, chiffres: [double]")
    assert codes(kind + ALIKE.replace("[double]", "[]") + drawn) == []
    ((line, code),) = codes(kind + ALIKE + drawn)
    assert (line, code) == (33, "CM-612")
    assert codes(kind + ALIKE.replace("[double]", "[activites]")) == [(28, "CM-612")]


DRAWN = """\
panorama:
  - id: un
    titre: Un
    blocs:
      - {BLOCK}
"""
BLOCKS = [
    ("forme: surfaces, repartition: tables", "une répartition"),
    ("forme: barre, repartition: tables", "une répartition"),
    ("forme: gaufre, repartition: activites", "une répartition"),
    ("forme: barres_face, ressources: tables, depenses: nom", "une répartition"),
    ("forme: pictos, reponse: tables", "un choix"),
    ("forme: mots, reponse: nom", "un choix multiple"),
    ("forme: texte, reponse: tables", "un texte"),
    ("forme: photos, reponse: nom", "des photos"),
    ("forme: frise, tableau: tables, annee: an, evenement: quoi", "un tableau"),
    ("forme: evolution, chiffres: [nom]", "un nombre, une part ou un indicateur"),
    ("forme: chiffres, chiffres: [{chiffre: activites, libelle: A}]", "un nombre, une part ou un indicateur"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), BLOCKS)
def test_a_drawing_refuses_what_it_cannot_draw(block: str, expected: str) -> None:
    text = SMALL + DRAWN.replace("BLOCK", block)
    problems = load_questionnaire(text.encode(), "q.yaml").problems
    assert {(problem.line, problem.code) for problem in problems} >= {(26, "CM-612")}
    assert any(f"on attend {expected}." in problem.message for problem in problems)


def test_a_drawing_refuses_a_column_that_is_not_there() -> None:
    table = "          - {id: dates, type: tableau, libelle: Dates, colonnes: [{id: an, type: annee, libelle: An}]}\n"
    block = "forme: frise, tableau: dates, annee: an, evenement: quoi"
    text = SMALL.replace("indicateurs:", f"{table}indicateurs:", 1) + DRAWN.replace("BLOCK", block)
    assert codes(text) == [(27, "CM-602")]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("libelle: Tables,", "libelle: Tables, min: 10, max: 2,", 18),
        ("type: nombre, libelle: Tables,", "type: montant, libelle: T, min: 1, max: 0,", 18),
        ("type: nombre, libelle: Tables,", "type: annee, libelle: T, min: 2030, max: 2020,", 18),
        (
            "type: nombre, libelle: Tables,",
            "type: tableau, libelle: T, colonnes: [{id: prix, type: nombre, libelle: A, min: 3, max: 1}],",
            18,
        ),
    ],
)
def test_bounds_that_no_answer_could_meet_are_told(old: str, new: str, line: int) -> None:
    problems = load_questionnaire(SMALL.replace(old, new, 1).encode(), "q.yaml").problems
    assert (line, "CM-616") in [(problem.line, problem.code) for problem in problems]


def test_classes_go_up_and_only_amounts_are_compared() -> None:
    classes = "classe: {de: tables, bornes: [{jusqu_a: 5, libelle: A}, {jusqu_a: 2, libelle: B}, {libelle: C}]}"
    assert codes(SMALL.replace("somme: [tables, tables]", classes)) == [(20, "CM-612")]
    compared = SMALL.replace("activites, contient: [cafe]", "nom, superieur_a: 3")
    assert codes(compared) == [(18, "CM-612")]


@pytest.mark.parametrize(
    "text",
    [
        *("{a", "a}", "[a", "a]", "[[a]]", "{a:inconnu}", "{a:accord(x)}", "*a"),
        *("{a:accord(x|y|z)}", "{etat:temps(x|y)}", "{a:temps(x|y|z)}", "{etat}", "{etat:temps}"),
    ],
)
def test_patterns_that_cannot_be_read(text: str) -> None:
    with pytest.raises(PatternError):
        parse_pattern(text)


def test_placeholders_of_a_pattern() -> None:
    found = placeholders("Entre {publics:liste}[, {nombre:accord(fois|fois)}].")
    assert [(one.reference, one.format) for one in found] == [
        ("publics", "liste"),
        ("nombre", "accord"),
    ]


SIGNED = SMALL.replace(
    "{id: cafe, libelle: Café}, {id: atelier, libelle: Atelier}",
    "{id: cafe, libelle: Café, signe: positif}, {id: bruit, libelle: Bruit, signe: negatif}",
).replace(
    "entete:",
    'panorama: [{id: vue, titre: Vue, blocs: [{forme: phrases, phrases: ["On y trouve {activites:liste}."]}]}]\nentete:',
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{activites:liste}", ["CM-620"]),
        ("{activites}", ["CM-620"]),
        ("{activites:plusieurs}", ["CM-620"]),
        ("{activites:favorables}[. Mais {activites:defavorables}]", []),
        ("{activites:seul}", []),
        ("{tables:favorables}", ["CM-612"]),
    ],
)
def test_what_is_unwanted_is_not_told_in_the_same_breath(said: str, code: list[str]) -> None:
    """« Des entrées en formation et du découragement » would praise and warn at once."""
    found = codes(SIGNED.replace("{activites:liste}", said))
    assert [one for _, one in found] == code


def test_options_without_a_sign_have_none_to_be_told_by() -> None:
    unsigned = SIGNED.replace(", signe: positif", "").replace(", signe: negatif", "")
    assert codes(unsigned) == []
    assert [one for _, one in codes(unsigned.replace(":liste", ":favorables"))] == ["CM-612"]


def test_only_options_that_exist_are_offered() -> None:
    choice = SMALL.replace("type: choix_multiple", "type: choix_unique")
    rule = "propositions: [{de: nom, vers: activites, si: {question: nom, repondu: oui}, valeurs: [OPTION]}]\nentete:"
    assert codes(choice.replace("entete:", rule.replace("OPTION", "cafe"))) == []
    assert codes(choice.replace("entete:", rule.replace("OPTION", "bar"))) == [(21, "CM-602")]
