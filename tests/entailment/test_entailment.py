"""Every sentence a page may say is said by the answers that mean it, and by no neighbour of theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from cm_build.questionnaire.audience import AudienceQuestion
from cm_build.questionnaire.block import KeyFigure
from cm_build.questionnaire.concerned import ConcernedPlaces
from cm_build.questionnaire.condition import Facts, Patterns
from cm_build.questionnaire.pattern import FORMATS, STATISTICS, Segment, parse_pattern, placeholders
from cm_build.questionnaire.question import MultipleChoice
from cm_build.questionnaire.statistic import statistic_of, statistics_of
from cm_build.referential.declared import read_audiences, read_observatory
from tests.entailment.speech import Speaking, written
from tests.entailment.table import Case, MalformedError, Saying, faults, read_table, table

CASES = table()
# What is told of several answers at once, and means nothing without their number.
OF_SEVERAL = frozenset({"total", "mediane", "bas", "haut", "part", "compte"})


@pytest.fixture(scope="module")
def speaking(tools, folders) -> Speaking:
    observatory = read_observatory(folders, tools.names).model
    audiences = read_audiences(folders, tools.names, observatory).model
    assert observatory
    assert audiences
    return Speaking(tools, observatory, audiences)


def heard(speaking: Speaking, case: Case) -> tuple[Case, Saying, list[Saying]]:
    if case.where not in speaking.patterns:
        return case, Saying("", frozenset()), []
    near = [speaking.said(case.where, one.places) for one in case.near]
    return case, speaking.said(case.where, case.places), near


def test_every_sentence_has_both_sides(speaking: Speaking) -> None:
    found = list(faults(speaking.patterns, [heard(speaking, case) for case in CASES]))
    assert not found, "\n".join(found)


def test_every_passage_that_may_drop_is_said_once(speaking: Speaking) -> None:
    """What stands between brackets is said by one of the sentences written by hand."""
    said: dict[str, list[str]] = {}
    for case in CASES:
        said.setdefault(case.where, []).extend((case.said, *(near.said for near in case.near)))
    never = []
    for where, texts in speaking.patterns.items():
        for text in texts:
            segments = parse_pattern(text, (*FORMATS, *STATISTICS))
            first = _words(next(segment for segment in segments if not segment.optional))[:1]
            for segment in segments:
                wanted = (*first, *_words(segment))
                if segment.optional and not any(
                    all(word in one for word in wanted) for one in said.get(where, ())
                ):
                    never.append(f"{where} : {' … '.join(wanted)}")
    assert not never, "\n".join(never)


def _words(segment: Segment) -> list[str]:
    texts = (piece.replace("*", "") for piece in segment.pieces if isinstance(piece, str))
    return [text.strip() for text in texts if len(text.strip()) > 1]


def _sayings(declared: object) -> Iterator[tuple[str, ...]]:
    """Find, wherever they are declared, the patterns and the labels that numbers and places are told by."""
    if isinstance(declared, KeyFigure):
        yield (declared.libelle,)
    elif isinstance(declared, ConcernedPlaces):
        yield (declared.libelle, declared.pluriel)
    elif isinstance(declared, AudienceQuestion):
        yield declared.phrases
    if isinstance(declared, BaseModel):
        for name, field in type(declared).model_fields.items():
            value = getattr(declared, name)
            if field.annotation in (Patterns, Facts):
                yield tuple(written(value))
            else:
                yield from _sayings(value)
    elif isinstance(declared, tuple):
        for one in declared:
            yield from _sayings(one)


def test_no_sentence_is_declared_out_of_sight(speaking: Speaking) -> None:
    """A new place for patterns comes with its speech: what is not heard has no case."""
    files = (speaking.names.questionnaire, speaking.observatory, speaking.audiences)
    found = [text for file in files for texts in _sayings(file) for text in texts]
    heard_of = {text for texts in speaking.patterns.values() for text in texts}
    assert len(found) > 300
    # A text that names nothing is a title; labels always stand beside a number or places.
    unheard = {text for text in found if text not in heard_of}
    assert {text for text in unheard if "{" in text} == set()
    assert len(unheard) < 10


def test_no_answer_of_a_case_is_idle(speaking: Speaking) -> None:
    """A case holds the least that says it: without one of its answers, something else is said."""
    idle = []
    for case in CASES:
        if len(case.places) == 1 and case.where in speaking.patterns:
            (answers,) = case.places
            for name in answers:
                others = {key: value for key, value in answers.items() if key != name}
                if speaking.said(case.where, (others,)).text == case.said and len(answers) > 1:
                    idle.append(f"{case.where} : {name} ne change rien à « {case.said} »")
    assert not idle, "\n".join(idle)


def test_a_figure_of_several_places_says_of_how_many(speaking: Speaking) -> None:
    """« La moitié des lieux » is false when seven of forty answered."""
    mute = []
    for audience in speaking.audiences.publics:
        for question in audience.questions:
            for text in question.phrases:
                said = statistics_of(text)
                known = {piece.reference for piece in said if piece.format == "reponses"}
                for piece in said:
                    statistic = statistic_of(piece.reference, speaking.names)
                    if statistic and piece.format in OF_SEVERAL and statistic.base not in known:
                        mute.append(
                            f"{audience.id}/{question.id} : {piece.reference}:{piece.format}"
                        )
    # The places a territory or a crossing counts are all of them, and say it.
    assert not mute, "\n".join(mute)


def test_an_option_in_a_list_is_one_item_of_it(speaking: Speaking) -> None:
    """« Les familles, les entreprises, les artisans et les indépendants, ainsi que… » loses its reader."""
    names = speaking.names
    listed = {
        reference.path
        for where, texts in speaking.patterns.items()
        if not where.startswith(tuple(f"{audience.id}/" for audience in speaking.audiences.publics))
        for text in texts
        for piece in placeholders(text)
        if piece.format != "seul" and (reference := names.resolve(piece.reference, where))
    }
    cut = [
        f"{path}.{option.id} : {option.in_sentence}"
        for path in listed
        if path in names.asked
        and isinstance(question := names.asked[path].question, MultipleChoice)
        for option in question.options
        if "," in option.in_sentence
    ]
    assert not cut, "\n".join(cut)


SAID = Saying("Il y a du monde.", frozenset({0}))
SILENT = Saying("", frozenset())
TABLE = """\
lieu:
  - avec: {publics: [voisins], heures: 3}
    dit: "Il y a du monde."
    mais:
      - {sans: publics}
"""


def test_a_table_reads_its_neighbours() -> None:
    (case,) = read_table(TABLE)
    assert case.places == ({"publics": ["voisins"], "heures": "3"},)
    assert [(near.places, near.said) for near in case.near] == [(({"heures": "3"},), "")]


def test_columns_are_places() -> None:
    text = 'lieu:\n  - lieux: {heures: [3, ""], nom: [A, B]}\n    dit: "Oui."\n    mais: [{lieu: B, avec: {heures: 4}}]\n'
    (case,) = read_table(text)
    assert case.places == ({"heures": "3", "nom": "A"}, {"nom": "B"})
    assert case.near[0].places[1] == {"nom": "B", "heures": "4"}


@pytest.mark.parametrize(
    "near",
    [
        "{avec: {publics: [jeunes], heures: 4}}",
        "{avec: {publics: [jeunes]}, sans: heures}",
        "{avec: {publics: [voisins]}}",
        "{sans: horaires}",
        "{}",
        "{lieu: B, sans: publics}",
        "{san: publics}",
    ],
)
def test_a_neighbour_is_one_answer_away(near: str) -> None:
    with pytest.raises(MalformedError):
        read_table(TABLE.replace("{sans: publics}", near))


@pytest.mark.parametrize(
    ("patterns", "saying", "near", "fault"),
    [
        ({"lieu": ["Il y a du monde."]}, SAID, [SILENT], None),
        ({"lieu": ["Il y a du monde.", "Autre."]}, SAID, [SILENT], "aucun cas ne dit « Autre. »"),
        ({"lieu": ["Il y a du monde."]}, SAID, [], "aucun voisin ne fait taire"),
        ({"lieu": ["Il y a du monde."]}, SAID, [SAID], "« Il y a du monde. » et non «  »"),
        ({"lieu": ["Il y a du monde."]}, SILENT, [SAID], "«  » et non « Il y a du monde. »"),
        ({}, SAID, [SILENT], "aucun motif de ce nom"),
    ],
)
def test_what_a_table_lacks_is_told(patterns, saying, near, fault) -> None:
    text = TABLE if near else TABLE.replace("mais:\n      - {sans: publics}", "mais: []")
    found = list(faults(patterns, [(read_table(text)[0], saying, near)]))
    assert (not found) is (fault is None)
    assert fault is None or any(fault in one for one in found), found
