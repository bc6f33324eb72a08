"""What the form promises to open is what the page then draws."""

import pytest

from cm_build.contributing.form.opening import openings
from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.request import Request
from tests.computing.sheet import sheet

# One answer that fills each drawing told by the form, and what the page then holds.
FILLED = [
    ("surfaces", {"espace": {"surfaces": {"cafe": 10, "bureaux": 20, "complet": "oui"}}}, "cm-bloc--surfaces"),
    ("structures", {"acteurs": {"structures": {"associations": 2, "complet": "oui"}}}, "cm-bloc--gaufre"),
    ("activites", {"programmation": {"activites": ["reparation"]}}, "cm-bloc--pictos"),
    ("ressources", {"moyens": {"ressources": {"locations": 10, "complet": "oui"}}}, "cm-bloc--barres_face"),
    ("depenses", {"moyens": {"depenses": {"loyer": 10, "complet": "oui"}}}, "cm-bloc--barres_face"),
    ("investissement", {"moyens": {"investissement": {"banques": 10, "complet": "oui"}}}, "cm-bloc--carres"),
    ("frise", {"histoire": {"frise": [{"annee": 2019, "evenement": "Ouverture"}]}}, "cm-bloc--frise"),
    ("valeurs", {"histoire": {"valeurs": ["partage"]}}, "cm-bloc--mots"),
]  # fmt: skip


@pytest.fixture(scope="module")
def previewer(tools) -> Previewer:
    return Previewer(tools, Neighbours(frozenset(), ()))


def page(previewer: Previewer, sections) -> str:
    preview = previewer.preview(Request(sheet(sections).encode(), 2025))
    assert preview.html, preview.remarks
    return preview.html


@pytest.mark.parametrize(("question", "sections", "drawing"), FILLED, ids=[f[0] for f in FILLED])
def test_one_answer_opens_its_drawing(tools, previewer, question, sections, drawing):
    told = [opening for opening in openings(tools.names) if question in opening.weights]
    assert [one.enough for one in told] == [1]
    assert drawing not in page(previewer, {})
    assert drawing in page(previewer, sections)


def levels(count: int, tools) -> dict[str, object]:
    free = [
        criterion.id for criterion in tools.names.questionnaire.criteres if criterion.si is None
    ]
    return {
        "effets_sociaux": {"criteres": {one: {"presence": "reguliere"} for one in free[:count]}}
    }


def test_the_wheel_opens_at_the_sixth_criterion(tools, previewer):
    (told,) = [opening for opening in openings(tools.names) if opening.enough > 1]
    assert told.enough == 6
    assert "cm-bloc--roue" not in page(previewer, levels(5, tools))
    assert "cm-bloc--roue" in page(previewer, levels(6, tools))


def test_an_axis_opens_with_half_of_its_weights(tools):
    axes = [opening for opening in openings(tools.names) if opening.share]
    assert [axis.title for axis in axes] == [axis.titre for axis in tools.names.axes.values()]
    assert {axis.enough for axis in axes} == {0.5}
