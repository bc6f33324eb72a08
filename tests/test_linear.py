"""Whole paths cost in proportion to what they are given: counted in steps, never in seconds.

Every kind of document is read at N and at four times N, on every path a stranger's bytes can take.
A step is a line of Python; what runs in C is judged by `tests/test_patterns.py`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cm_build.cli.report import text_report
from cm_build.contributing.intake.branch import Versions, review
from cm_build.contributing.intake.destination import KnownPlaces
from cm_build.contributing.intake.issue import receive
from cm_build.contributing.intake.mail import Arrival, examine
from cm_build.contributing.preview.page import Neighbours, Previewer
from cm_build.contributing.preview.request import Request
from cm_build.forges.github import read_event
from cm_build.importing import commune_mesure, stored
from cm_build.importing.acceptance import accepted
from cm_build.importing.listing import Listing, import_list
from cm_build.importing.mapping import read_mapping
from cm_build.importing.opening import read_list
from cm_build.importing.presence import Presence
from cm_build.places.settings import load_settings
from cm_build.places.text import repeatable
from cm_build.questionnaire.loading import load_questionnaire
from cm_build.reading.ledger import MOST_PROBLEMS
from cm_build.reading.problem import in_order
from cm_build.reading.source import read_source
from tests.support import DATA, minimal

SMALL = 150


def _each(line: str) -> Callable[[int], str]:
    """Write a line N times, its number inside."""
    return lambda n: minimal() + "".join(line.format(i) + "\n" for i in range(n))


def _inside(start: str, item: str, end: str, between: str = ", ") -> Callable[[int], str]:
    return lambda n: minimal() + start + between.join(item.format(i) for i in range(n)) + end + "\n"


DOCUMENTS: dict[str, Callable[[int], str]] = {
    "alias": lambda n: minimal() + "a: &a [x]\n" + "".join(f"b{i}: *a\n" for i in range(n)),
    "ancres": _each("b{0}: &a{0} x"),
    "étiquettes": _each("b{0}: !!str x"),
    "fusions": _inside("m:\n", "  k{0}: {{<<: {{a: 1}}}}", "", "\n"),
    "clés inconnues": _each("cle_{0}: x"),
    "clés inconnues d’une section": _inside("moyens:\n", "  cle_{0}: x", "", "\n"),
    "clés doubles": lambda n: minimal() + "b: 1\n" * n,
    "clés vides": lambda n: minimal() + '"": 1\n' * n,
    "clés de l’en-tête": _inside("identifiants: {{", "c{0}: x", "}}".replace("}}", "}")),
    "choix inconnus": _inside("activites:\n  activites: [", "choix_{0}", "]"),
    "parts inconnues": _inside("moyens:\n  ressources: {", "part_{0}: 1", "}"),
    "sections masquées inconnues": _inside("sections_masquees: [", "section_{0}", "]"),
    "réponses masquées inconnues": _inside("reponses_masquees: [", "reponse_{0}", "]"),
    "réponses masquées connues": _inside("reponses_masquees: [", "adresse", "]"),
    "estimations inconnues": _inside("estimations: [", "estime_{0}", "]"),
    "colonnes inconnues": _inside("histoire:\n  frise: [{", "c{0}: 1", "}]"),
    "lignes trop nombreuses": _inside("histoire:\n  frise: [", "{{annee: 20{0}}}", "]"),
    "votes": _inside("evaluation_collective:\n  votes: {", "effet_{0}: {{equipe: {{a: 1}}}}", "}"),
    "photos": _inside("histoire:\n  photos: [", "{{f{0}: a}}", "]"),
    "commentaires": _each("# mot {0}"),
    "lignes vides": lambda n: minimal() + "\n" * n,
    "listes": _inside("a: [", "x", "]"),
    "crochets ouverts": lambda n: minimal() + "a: " + "[" * n,
    "guillemets ouverts": lambda n: minimal() + 'a: "b\n' * n,
    "guillemets dans un texte": lambda n: minimal() + 'a: "' + '"x" ' * n + '"\n',
    "tirets": lambda n: minimal() + "a: " + "- " * n + "\n",
    "retraits": lambda n: minimal() + "".join(f"{' ' * (i % 9)}a{i}: x\n" for i in range(n)),
    "espaces": lambda n: minimal() + "a:" + " " * n + "x\n",
    "espaces insécables": _each("\u00a0a{0}\u00a0: x"),
    "dièses": _inside("reseaux: [", "Réseau {0}", "]"),
    "arobases": lambda n: minimal() + 'histoire:\n  idee_fondatrice: "' + "a@" * n + '"\n',
    "points": lambda n: minimal() + 'histoire:\n  idee_fondatrice: "a@' + "a." * n + '1"\n',
    "chiffres": lambda n: minimal() + 'histoire:\n  idee_fondatrice: "' + "01 " * n + '"\n',
    "civilités": lambda n: minimal() + 'histoire:\n  idee_fondatrice: "' + "Mme " * n + '"\n',
    "nombre": lambda n: minimal() + f"moyens:\n  premier_financeur: {'1' * n}\n",
    "adresse web": lambda n: minimal(extra=f"  site_web: https://{'a.' * n}fr\n"),
    "commune": lambda n: minimal(commune="35 " * n),
    "nom": lambda n: minimal(nom="Le " * n),
    "accents": lambda n: minimal(nom="e\u0301" * n),
    "accents empilés": lambda n: minimal(nom="e" + "\u0301\u0323" * n),
    "texte long": lambda n: minimal() + "histoire:\n  idee_fondatrice: |\n" + "    mot\n" * n,
}


def _tools_path(tools) -> dict[str, Callable[[str], object]]:
    """Give what each path does of a text, all that it prints included."""
    previewer = Previewer(tools, Neighbours(frozenset(), ()))

    def issue(text: str) -> object:
        body = f"### Année du bilan\n\n2025\n\n### Fiche du lieu\n\n```yaml\n{text}```\n"
        event = {"action": "opened", "issue": {"number": 7, "labels": [{"name": "fiche"}], "body": body}}  # fmt: skip
        return receive(
            read_event(json.dumps(event).encode()), tools, KnownPlaces({}, {}, tools.names)
        )

    def check(text: str) -> object:
        read = tools.reader.read(text.encode(), file="f.yaml", slug="f", year=2025)
        return text_report(in_order(read.problems))

    def summary(text: str) -> object:
        read = tools.reader.read(text.encode(), file="f.yaml", slug="f", year=2025)
        versions = Versions({2024: text.encode()}, {2025: text.encode()})
        return review("f", 2025, versions, tools, read.problems)

    def received(text: str) -> object:
        arrival = Arrival(text.encode(), "commune-mesure_f_2025_a-publier.yml")
        return examine(arrival, tools, KnownPlaces({}, {}, tools.names), Path("places"))

    return {
        "lecteur": lambda text: read_source(text.encode(), "f.yaml"),
        "check": check,
        "intake": issue,
        "receive": received,
        "summary": summary,
        "preview": lambda text: previewer.preview(Request(text.encode(), 2025)),
    }


def steps(work: Callable[[str], object], text: str) -> int:
    """Count the lines of Python that a piece of work runs."""
    count = 0

    def each(_frame, event: str, _arg: object):
        nonlocal count
        count += event == "line"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def paths(tools) -> dict[str, Callable[[str], object]]:
    made = _tools_path(tools)
    for one in made.values():
        # What is prepared once for all files is no cost of this one.
        one(minimal())
        one(minimal() + "a: 1\n")
    return made


PATHS = ("lecteur", "check", "intake", "receive", "summary", "preview")
# Every kind by one path, every path by some kinds; all of them together only at length.
GROWTHS = [
    pytest.param(
        name,
        path,
        id=f"{name}-{path}",
        marks=() if (kind + turn) % len(PATHS) == 0 else pytest.mark.long,
    )
    for kind, name in enumerate(DOCUMENTS)
    for turn, path in enumerate(PATHS)
]


@pytest.mark.parametrize(("name", "path"), GROWTHS)
def test_four_times_more_costs_four_times_more_at_most(name: str, path: str, paths) -> None:
    write, walk = DOCUMENTS[name], paths[path]
    walk(write(SMALL))
    few, many = (steps(walk, write(n)) for n in (SMALL, 4 * SMALL))
    assert many <= 4.4 * few


COLUMNS = "ID,NOM_TL,ADRESSE,CP,COMINIT,INSEECOM,NOMCOM,WEB,TWITTER,FACEBOOK,TYPO,LAT,LONG"


def _rows(row: str) -> Callable[[int], str]:
    """Write a directory of N rows; N columns more, or cells, are kinds of their own."""
    return lambda n: "\n".join([COLUMNS, *(row.format(i) for i in range(n))]) + "\n"


def _stored(**told: Callable[[int], object]) -> Callable[[int], str]:
    address = {"postalcode": "35000", "city": "Rennes"}
    return lambda n: json.dumps(
        {"name": "La Halle", "address": address} | {key: make(n) for key, make in told.items()}
    )


IMPORTED: dict[str, tuple[str, Callable[[int], str]]] = {
    "lieux": ("cget", _rows("{0},Lieu {0},{0} rue,35000,Rennes,35238,Rennes,,,,,,")),
    "un seul nom": ("cget", _rows("{0},La Halle,,35000,Rennes,35238,Rennes,,,,,,")),
    "un seul site": ("cget", _rows("{0},Lieu {0},,35000,Rennes,35238,Rennes,a.fr,,,,,")),
    "noms en chiffres": ("cget", _rows("{0},漢 {0},,35000,Rennes,35238,Rennes,,,,,,")),
    "noms sans lettre latine": (
        "cget",
        lambda n: "\n".join(
            [
                COLUMNS,
                *(f"{i},{chr(0x4E00 + i)},,35000,Rennes,35238,Rennes,,,,,," for i in range(n)),
            ]
        ),
    ),
    "communes inconnues": ("cget", _rows("{0},Lieu {0},,0,Nulle-Part,0,Nulle-Part,,,,,,")),
    "types inconnus": ("cget", _rows("{0},Lieu {0},,35000,Rennes,35238,Rennes,,t,f,Type {0},1,2")),
    "textes refusés": ("cget", _rows("{0},Lieu <{0}>,,35000,Rennes,35238,Rennes,,,,,,")),
    "cellules de trop": ("cget", _rows("{0},Lieu,,,,,,,,,,,,x")),
    "lignes vides": ("cget", lambda n: COLUMNS + "\n" * n),
    "colonnes de trop": ("cget", lambda n: COLUMNS + "".join(f",c{i}" for i in range(n)) + "\n"),
    "nom long": ("cget", lambda n: f"{COLUMNS}\n1,{'Le ' * n},,35000,Rennes,35238,Rennes,,,,,,\n"),
    "ville longue": ("cget", lambda n: f"{COLUMNS}\n1,A,,35000,{'Le ' * n},,,,,,,,\n"),
    "champs inconnus": (
        "commune-mesure",
        _stored(blocs=lambda n: {f"c{i}": "x" for i in range(n)}),
    ),
    "champs imbriqués": (
        "commune-mesure",
        lambda n: '{"name": "A", "b": ' + '{"a": ' * n + "1" + "}" * n + "}",
    ),
    "choix inconnus": (
        "commune-mesure",
        _stored(blocs=lambda n: {"valeurs": {"donnees": [f"v{i}" for i in range(n)]}}),
    ),
    "choix cochés": (
        "commune-mesure",
        _stored(blocs=lambda n: {"valeurs": {"donnees": {f"v{i}": 1 for i in range(n)}}}),
    ),
    "texte long": (
        "commune-mesure",
        _stored(blocs=lambda n: {"presentation": {"donnees": {"idee_fondatrice": "mot <\n" * n}}}),
    ),
}
# A row is a whole place, read as such: fewer are enough to see what they cost together.
ROWS = 40


@pytest.mark.parametrize("name", IMPORTED)
def test_an_import_four_times_longer_costs_four_times_more_at_most(name: str, tools) -> None:
    system, write = IMPORTED[name]

    def walk(text: str) -> object:
        content, there = text.encode(), Presence()
        if system == "cget":
            mapping = read_mapping(system).model
            assert mapping
            assert mapping.source
            sheet = read_list(content, ["NOM_TL"])
            told = import_list(
                Listing(sheet, mapping, mapping.source, tools, there, lambda *_: False)
            )
        else:
            place = stored.read_place(content)
            told = commune_mesure.import_place(place, 2025, tools.territory, there)
        return accepted(told, tools.reader)

    # What is prepared once for all files is no cost of this one.
    walk(write(2))
    few, many = (steps(walk, write(n)) for n in (ROWS, 4 * ROWS))
    assert many <= 4.4 * few


@pytest.mark.parametrize("read", ["Mme Kerbrat, ", "02 99 00 11 22 ; ", "a@b.fr ", "a", "@"])
def test_what_a_report_silences_costs_in_proportion(read: str) -> None:
    few, many = (steps(repeatable, read * n) for n in (SMALL, 4 * SMALL))
    assert many <= 4.4 * few


def _questionnaire(n: int, *, extra: Callable[[int], str], after: str = "") -> str:
    lines = "".join("          " + extra(i) + "\n" for i in range(n))
    return (
        "version: 1\nparties:\n  - id: lieu\n    titre: Lieu\n    duree: 5\n    presentation: Lieu.\n"
        "    sections:\n      - id: identite\n        titre: Identité\n        pourquoi: Savoir.\n        questions:\n"
        "          - {id: nom, role: nom, type: texte_court, libelle: Nom}\n"
        "          - {id: commune, role: commune, type: commune, libelle: Commune}\n"
        f"          - {{id: q0, type: nombre, libelle: Zéro}}\n{lines}"
        f"entete: {{batiment: {{pieces: nom, largeur: q0, toit: nom}}}}\n{after}"
    )


TRUSTED: dict[str, Callable[[int], str]] = {
    "conditions en chaîne": lambda n: _questionnaire(
        n,
        extra=lambda i: (
            f"- {{id: q{i + 1}, type: nombre, libelle: Q, si: {{question: q{i}, superieur_a: 0}}}}"
        ),
    ),
    "conditions en boucle": lambda n: _questionnaire(
        n,
        extra=lambda i: (
            f"- {{id: q{i + 1}, type: nombre, libelle: Q, si: {{question: q{(i + 1) % n + 1}, superieur_a: 0}}}}"
        ),
    ),
    "conditions inconnues": lambda n: _questionnaire(
        n,
        extra=lambda i: (
            f"- {{id: q{i + 1}, type: nombre, libelle: Q, si: {{question: absent_de_partout_{i:04}, superieur_a: 0}}}}"
        ),
    ),
    "mêmes identifiants": lambda n: _questionnaire(
        n, extra=lambda _: "- {id: double, type: nombre, libelle: Q}"
    ),
    "clés inconnues": lambda n: _questionnaire(
        n, extra=lambda i: f"- {{id: q{i + 1}, type: nombre, libelle: Q, absente{i}: 1}}"
    ),
    "types inconnus": lambda n: _questionnaire(
        n, extra=lambda i: f"- {{id: q{i + 1}, type: absent, libelle: Q}}"
    ),
}


@pytest.mark.parametrize("name", TRUSTED)
def test_a_questionnaire_four_times_longer_costs_four_times_more_at_most(name: str) -> None:
    write = TRUSTED[name]

    def walk(text: str) -> object:
        return load_questionnaire(text.encode(), "questionnaire.yaml")

    walk(write(SMALL))
    # Past the problems that are told: each of them looks for the nearest of all names.
    few, many = (steps(walk, write(n)) for n in (2 * SMALL, 8 * SMALL))
    assert many <= 4.4 * few


def test_a_network_that_adds_four_times_more_costs_four_times_more_at_most() -> None:
    base = (DATA / "questionnaire.yaml").read_bytes()

    def network(n: int) -> bytes:
        asked = "".join(f"      - {{id: abc__q{i}, type: nombre, libelle: Q}}\n" for i in range(n))
        each = "".join(
            f"  - {{dans: moyens, questions: [{{id: abc__r{i}, type: nombre, libelle: R}}]}}\n"
            for i in range(n)
        )
        return f"code: abc\nquestions:\n  - dans: moyens\n    questions:\n{asked}{each}".encode()

    def walk(n: int) -> int:
        return steps(lambda _: load_questionnaire(base, "q.yaml", (network(n), "reseau.yaml")), "")

    walk(1)
    alone, few, many = walk(1), walk(SMALL), walk(4 * SMALL)
    # What the common questionnaire costs is the same for all.
    assert many - alone <= 4.4 * (few - alone)


@pytest.mark.parametrize("load", [load_settings, load_questionnaire])
def test_trusted_files_say_two_hundred_problems_and_count_the_rest(load) -> None:
    wrong = "".join(f"cle_{i}: 1\n" for i in range(1000)).encode()
    problems = load(wrong, "fichier.yaml").problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "CM-114"
    assert re.search(r"Et 8\d\d autres problèmes", problems[-1].message)
