"""The models of a file: what they read, what they keep when something is wrong, what editors are told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

import pytest

from cm_build.computing.variables import VariableKind, of_question
from cm_build.pages.method.view import place_groups
from cm_build.places import answer_reading, known_keys
from cm_build.places.answer import UNKNOWN, Given
from cm_build.places.answer_reading import answer_type
from cm_build.places.desk import Desk
from cm_build.places.file_models import FileModels
from cm_build.places.known_keys import Typed
from cm_build.questionnaire import question as kinds
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.skeleton import skeleton
from cm_build.reading.ledger import Ledger
from cm_build.reading.node import Entry, Fields, Mark, Scalar
from cm_build.reading.problem import Severity
from cm_build.reading.source import read_source
from tests.support import ROOT, minimal

AT = Mark(1, 1)


@pytest.fixture
def desk(tools) -> Desk:
    return Desk(Ledger("x/2025.yaml"), tools.territory, 2025)


def read_by(models: FileModels, text: str, desk: Desk) -> None:
    root = read_source(text.encode(), "x/2025.yaml").root
    assert root
    models.read(root, desk)


def test_a_validator_is_made_when_a_file_first_uses_its_group_and_kept(
    tools, desk: Desk, monkeypatch
) -> None:
    made: list[frozenset[str]] = []
    create = cast("Any", known_keys).SchemaValidator

    def counted(schema: dict[str, Any]) -> Any:
        made.append(frozenset(schema["fields"]))
        return create(schema)

    def asked_in(section: str) -> frozenset[str]:
        group = tools.names.by_owner["section", section]
        return frozenset(asked.question.id for asked in group)

    monkeypatch.setattr(known_keys, "SchemaValidator", counted)
    models = FileModels(tools.names)
    read_by(models, minimal(), desk)
    assert any(asked_in("identite") <= keys for keys in made)
    assert not any(asked_in("espace") & keys for keys in made)
    first = list(made)
    read_by(models, minimal(), desk)
    assert made == first
    read_by(models, minimal(extra="espace: {surface_interieure: 3}\n"), desk)
    assert asked_in("espace") <= made[-1]


def test_what_is_wrong_leaves_its_neighbours(tools, desk: Desk) -> None:
    wrong = """\
  date_ouverture: hier
  inconnue: 3
  projet_urbain: oui
espace:
  surfaces: {cafe: vingt, salles: 30, hangar: 4, scene: ne_sait_pas}
histoire:
  frise: [{annee: 2019, evenement: "Ouverture"}, {annee: hier, evenement: "Travaux"}, "2021"]
  valeurs: [accueil, accueille]
"""
    read_by(FileModels(tools.names), minimal(extra=wrong), desk)
    told = sorted((one.line, one.code) for one in desk.ledger.problems())
    assert told == [
        (7, "CM-308"), (8, "CM-201"), (11, "CM-303"), (11, "CM-326"),
        (13, "CM-203"), (13, "CM-309"), (14, "CM-311"),
    ]  # fmt: skip
    answers = cast("dict[str, Any]", desk.answers)
    assert answers["projet_urbain"].value is True
    assert dict(answers["surfaces"].value.parts) == {"salles": 30}
    assert answers["surfaces"].value.unknown == {"scene"}
    assert answers["frise"].value[0] == {"annee": 2019, "evenement": "Ouverture"}
    assert answers["valeurs"].value == ("accueil",)
    assert "date_ouverture" not in answers
    assert desk.marks["date_ouverture"] == Mark(7, 3)


@pytest.mark.parametrize(
    "key", ["model_config", "model_dump", "copy", "json", "schema", "class", "k_nom", "__init__"]
)
def test_no_name_of_a_question_is_taken_by_pydantic(key: str, desk: Desk) -> None:
    text = Typed(lambda node, _: cast("Scalar", node).text, lambda _: {"type": "string"})
    keys = known_keys.KnownKeys("essai", {key: text, "nom": text})
    nodes = {one: Entry(AT, Scalar(f"dit {one}", AT)) for one in (key, "nom")}
    assert keys.read(Fields(nodes, AT), desk) == {key: f"dit {key}", "nom": "dit nom"}
    assert list(keys.model.model_json_schema()["properties"]) == [key, "nom"]
    assert not desk.ledger.problems()


class Colour(kinds.Url):
    """A type of question that the project does not have."""

    type: Literal["couleur"]  # type: ignore[assignment]
    called: ClassVar[str] = "couleur"


def test_a_new_type_needs_its_model_and_its_reading_alone(tools, desk: Desk, monkeypatch) -> None:
    """Everything else that is written in Python has a way with a type that it does not know."""

    def colour(_: kinds.AnyQuestion) -> Typed:
        return Typed(
            lambda node, _: cast("Scalar", node).text.lower(),
            lambda _: {"type": "string", "pattern": "^#"},
        )

    monkeypatch.setitem(cast("Any", answer_reading)._TYPES, "couleur", colour)
    asked = Colour(id="teinte", type="couleur", libelle="De quelle couleur est la porte ?")
    old = tools.names.questionnaire
    first, *parts = old.parties
    home, *sections = first.sections
    more = home.model_copy(update={"questions": (*home.questions, asked)})
    changed = first.model_copy(update={"sections": (more, *sections)})
    names = Names(old.model_copy(update={"parties": (changed, *parts)}))
    models = FileModels(names)
    read_by(models, minimal(extra='  teinte: "#AA0000"\n'), desk)
    assert desk.answers["teinte"] == Given("#aa0000")
    told = models.schema()["properties"]["identite"]["anyOf"][0]["properties"]["teinte"]
    assert told["anyOf"][0] == {"type": "string", "pattern": "^#"}
    assert told["title"] == asked.libelle
    assert "  teinte: # https://…\n" in skeleton(names, file="x", title="x")
    assert place_groups(names)[0].questions[-1].kind == "couleur"
    assert [one.kind for one in of_question(names.asked["teinte"])] == [VariableKind.TEXT]


def types_of(names: Names) -> list[tuple[str, kinds.AnyQuestion]]:
    found: dict[tuple[str, bool], tuple[str, kinds.AnyQuestion]] = {}
    for path, asked in names.asked.items():
        for question in (asked.question, *getattr(asked.question, "colonnes", ())):
            found.setdefault((question.type, question.sans_objet), (path, question))
    return list(found.values())


def test_every_type_takes_the_reserved_words_and_nothing(tools) -> None:
    """What the schema says of the words is what the reader makes of them."""
    types = types_of(tools.names)
    assert {question.type for _, question in types} == {*answer_reading._TYPES}
    assert {question.sans_objet for _, question in types} == {True, False}
    for path, question in types:
        typed = answer_type(question)
        words = typed.written(lambda _: {})["anyOf"][1]["enum"]
        assert words == ["ne_sait_pas", *(["sans_objet"] if question.sans_objet else []), "", None]
        for word in ("ne_sait_pas", "sans_objet", ""):
            desk = Desk(Ledger("x"), tools.territory, 2025)
            answer = typed.read(Scalar(word, AT), desk)
            refused = [one.code for one in desk.ledger.problems()]
            assert refused == ([] if word in words else ["CM-324"]), path
            assert (answer == UNKNOWN) == (word == "ne_sait_pas")


ACCEPTED = """\
espace: {surface_interieure: 450}
espace: {surface_interieure: "450"}
espace: {surface_interieure: 1 450}
espace: {surface_interieure: "1 450"}
espace: {surface_interieure: ne_sait_pas}
espace: {surface_interieure: ""}
espace: {surface_interieure: }
espace: {surface_interieure: 450.0}
acces: / heures_ouverture: 37,5
acces: {heures_ouverture: 37.5}
acces: {heures_ouverture: "37,5"}
financement: {resultat_annee: -1200}
financement: {resultat_annee: "-1 200"}
espace: {surfaces: {cafe: 1 200, salles: "40", scene: ne_sait_pas, complet: non}}
espace: {surfaces: {cafe: , salles: }}
espace: {surfaces: ne_sait_pas}
equipe: / emplois: /   cdd: 0,25 /   complet: oui
histoire: {frise: [{annee: 2019, evenement: 1968}, {annee: "2020", evenement: "Travaux"}]}
histoire: {photos: [{fichier: cour.jpg, texte: "La cour"}]}
histoire: {valeurs: [accueil, partage]}
histoire: {valeurs: ne_sait_pas}
histoire: {valeurs: []}
histoire: {idee_fondatrice: 104}
histoire: {idee_fondatrice: null}
histoire:
effets_sociaux:
effets_sociaux: {criteres: {lien_social: {presence: reguliere}, solidarite: }}
environnement: {circularite: }
evaluation_collective: {date: 2025-05-12, participants: {equipe: "3", autres: 2}}
evaluation_collective: {votes: {lien_social: {equipe: {regulier: 3}}}}
evaluation_collective: {format: ateliers, votes: {lien_social: {equipe: {accord: toutes_votantes, reponses: [regulier]}}}}
evaluation_collective: {desaccords: {lien_social: "La buvette"}, reserves: {lien_social: ["Non", 12]}, decisions: {solidarite: }}
identifiants: {siret: 73282932000074}
identifiants: {siret: "73282932000074", national: 12}
identifiants: {siret: 732 829 320 00074, rna: w2a 1001234}
identifiants: {}
reponse: {date: 2025-05-12, mode: seul, personnes: "3", minutes: 1 000}
date_fermeture: 2025-04-01
""".splitlines()
REFUSED = """\
espace: {surface_interieure: 450 m²}
espace: {surface_interieure: 12.5}
espace: {surface_interieure: -3}
espace: {surface_interieure: [450]}
espace: {surface_interieure: sans_objet}
espace: {surfaces: {bureau: 3}}
espace: {surfaces: {cafe: sans_objet}}
espace: {surfaces: {cafe: 3, complet: true}}
histoire: {frise: [{an: 2019}]}
histoire: {frise: [{annee: 12, evenement: "x"}]}
histoire: {photos: [{fichier: cour.jpg}]}
histoire: {photos: [cour.jpg]}
histoire: {valeurs: accueil}
histoire: {valeurs: [accueil, partage, solidarite, ecologie, entraide]}
histoire: {valeurs: [accueil, accueil]}
evaluation_collective: {votes: {amour: {equipe: {regulier: 3}}}}
evaluation_collective: {votes: {lien_social: {equipe: {souvent: 3}}}}
evaluation_collective: {participants: {equipe: trois}}
evaluation_collective: {format: atelier}
evaluation_collective: {desaccords: "La buvette"}
evaluation_collective: {reserves: {lien_social: "Non"}}
evaluation_collective: {votes: {lien_social: {equipe: {accord: presque, reponses: [regulier]}}}}
identifiants: {siret: "123"}
identifiants: {rna: "751123456"}
reponse: {mode: seule}
reponse: {personnes: 0}
date_fermeture: 0
date_fermeture: 1 mai 2025
afficher_reperes: yes
etat: ouverte
inconnue: 3
source: {nom: "Annuaire", licence: "Licence Ouverte 2.0"}
""".splitlines()


def schema_says(folder: Path, files: dict[str, str]) -> set[str]:
    """Give the files that the schema refuses, as an editor would read them."""
    schema = folder / "schema.json"
    told = subprocess.run(
        [sys.executable, "-m", "cm_build.cli", "schema"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    schema.write_text(told.stdout, encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), "-o", "json"]
    done = subprocess.run(
        [*command, *(str(folder / name) for name in files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert not report.get("parse_errors"), done.stdout
    return {Path(one["filename"]).name for one in report.get("errors", ())}


def test_the_schema_and_the_reader_agree(tmp_path: Path, read, tools) -> None:
    """Editors accept what the check accepts: numbers as texts, reserved words, keys left empty."""
    files = {
        f"{verdict}-{number:02}.yaml": minimal(extra=line.replace(" / ", "\n  ") + "\n")
        for verdict, lines in (("oui", ACCEPTED), ("non", REFUSED))
        for number, line in enumerate(lines)
    }
    wrong = {
        name
        for name, text in files.items()
        if any(problem.severity is Severity.ERROR for problem in read(text).problems)
    }
    assert wrong == {name for name in files if name.startswith("non")}
    shown = {
        path.parent.name + ".yaml": path.read_text(encoding="utf-8")
        for path in (ROOT / "tests/examples/valid").glob("*/2025.yaml")
    }
    blank = {"vide.yaml": skeleton(tools.names, file="x", title="x")}
    assert len(shown) > 5
    assert schema_says(tmp_path, {**files, **shown, **blank}) == wrong
