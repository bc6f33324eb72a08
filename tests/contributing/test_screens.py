"""The form asks everything the questionnaire declares, once, where the file has it."""

import json

import pytest

from cm_build.contributing.form.rules import plain_condition
from cm_build.contributing.form.screens import parts
from cm_build.contributing.form.view import form_view
from cm_build.questionnaire.condition import Condition
from cm_build.questionnaire.loading import load_questionnaire
from tests.support import DATA


@pytest.fixture(scope="module")
def laid(tools):
    return parts(tools.names)


def fields(laid):
    return [field for part in laid for screen in part.screens for group in screen.groups for field in group.fields]  # fmt: skip


def test_every_question_is_asked_once(laid, tools):
    names = [field.name for field in fields(laid)]
    assert sorted(names) == sorted(tools.names.current)


def test_an_answer_goes_where_the_file_has_it(laid):
    keys = {field.name: field.keys for field in fields(laid)}
    assert keys["surfaces"] == "espace.surfaces"
    assert keys["lien_social.presence"] == "effets_sociaux.criteres.lien_social.presence"
    assert keys["individuelle.intensite"] == "effets_sociaux.echelles.individuelle.intensite"
    assert keys["emissions.dpe"] == "environnement.emissions.dpe"


def test_the_three_parts_come_in_order_with_criteria_under_their_scale(laid):
    assert [part.id for part in laid] == ["lieu", "effets_sociaux", "environnement"]
    effects = [screen.id for screen in laid[1].screens]
    assert effects[:3] == ["individuelle", "lien_social", "sante_bien_etre"]
    assert effects.index("collective") < effects.index("solidarite")


def test_a_level_is_explained_by_what_it_looks_like(laid):
    level = next(field for field in fields(laid) if field.name == "lien_social.presence")
    assert set(level.anchors) == {"ponctuelle", "reguliere", "durable"}
    way = next(field for field in fields(laid) if field.name == "lien_social.sens")
    assert set(way.anchors) == {"favorable", "defavorable"}
    other = next(field for field in fields(laid) if field.name == "lien_social.exemple")
    assert other.anchors == {}


def test_conditions_name_questions_as_everywhere(laid):
    rules = {field.name: field.rule for field in fields(laid)}
    assert json.loads(rules["contact"]) == {"de": "contact_public", "un": ["oui"]}
    assert json.loads(rules["lien_social.effet_non_voulu_qui"]) == {
        "de": "lien_social.effet_non_voulu", "un": ["oui"],
    }  # fmt: skip
    assert json.loads(rules["exterieur"]) == {"de": "surface_exterieure", "plus": 0.0}
    assert rules["nom"] == ""


def test_the_urban_criteria_wait_for_an_urban_project(laid):
    rules = {screen.id: screen.rule for part in laid for screen in part.screens}
    assert json.loads(rules["programmation_urbaine"]) == {"de": "projet_urbain", "un": ["oui"]}
    assert rules["lien_social"] == ""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"question": "surfaces.cafe", "superieur_a": 5}, {"de": "surfaces", "part": "cafe", "plus": 5.0}),
        ({"question": "benevoles", "inferieur_a": 3}, {"de": "benevoles", "moins": 3.0}),
        ({"question": "publics", "contient_tout": ["voisins"]}, {"de": "publics", "chacun": ["voisins"]}),
        ({"non": {"question": "nom", "repondu": "oui"}}, {"non": {"de": "nom", "repondu": True}}),
        (
            {"un_de": [{"question": "nom", "repondu": "non"}, {"question": "nom", "egal": "x"}]},
            {"un_de": [{"de": "nom", "repondu": False}, {"de": "nom", "un": ["x"]}]},
        ),
    ],
)  # fmt: skip
def test_each_test_has_its_plain_form(tools, condition, told):
    assert plain_condition(Condition.model_validate(condition), tools.names, None) == told


def test_a_group_of_parts_is_given_by_its_parts(tools):
    condition = Condition.model_validate({"question": "ressources@locations", "superieur_a": 0})
    told = plain_condition(condition, tools.names, None)
    assert told["de"] == "ressources"
    members = told["parts"]
    assert isinstance(members, list)
    assert "locations" in members
    assert "subventions_publiques" not in members
    assert told["ensemble"] == "locations_ensemble"


def test_a_question_added_to_the_file_is_in_the_form():
    text = (DATA / "questionnaire.yaml").read_text(encoding="utf-8")
    added = '          - {id: res__four, type: oui_non, libelle: "Avez-vous un four à pain ?"}\n\n          - id: adresse\n'
    loaded = load_questionnaire(text.replace("          - id: adresse\n", added, 1).encode(), "q")
    assert loaded.names, loaded.problems
    assert "res__four" in [field.name for field in fields(parts(loaded.names))]


def test_the_essential_path_and_the_levels_are_read_from_the_questionnaire(tools):
    view = form_view(tools, None)
    assert view.essential == 15
    presence, direction = view.ballots
    assert (presence.key, direction.key) == ("votes", "sens")
    assert [option for option, _ in presence.options] == [
        "aucune", "ponctuelle", "reguliere", "durable", "ne_sait_pas",
    ]  # fmt: skip
    assert [option for option, _ in direction.options] == [
        "favorable", "les_deux", "defavorable", "ne_sait_pas",
    ]  # fmt: skip
    assert view.data["moteur"] is None
    assert view.data["nom"] == "nom"


def test_a_rule_of_discretion_names_parts_that_exist():
    text = (DATA / "questionnaire.yaml").read_text(encoding="utf-8")
    wrong = text.replace("parts: [salaires, equipe_ensemble]", "parts: [salaire]")
    assert [problem.code for problem in load_questionnaire(wrong.encode(), "q").problems] == [
        "CM-602"
    ]
