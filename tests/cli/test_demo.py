"""`cm demo`: synthetic places that look like places, the same for the same seed."""

from __future__ import annotations

import math
import statistics
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cm_build.cli.main import main
from cm_build.places.answer import Given, Shares
from cm_build.places.assessment import Assessment
from cm_build.places.folder import read_places
from cm_build.questionnaire.question import Photos
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import Tools
from tests.support import files_of

PLACES = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "lieux"
    assert main(["demo", "--places", str(PLACES), "--seed", "7", "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def assessments(folder: Path, tools: Tools) -> list[Assessment]:
    read = read_places(folder, tools.reader, folder)
    assert read.problems == ()
    return [assessment for place in read.places for assessment in place.assessments]


def value(assessment: Assessment, path: str) -> Any:
    answer = assessment.answers.get(path)
    return answer.value if isinstance(answer, Given) else None


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(
    folder: Path, tmp_path: Path
) -> None:
    command = ["demo", "--places", str(PLACES), "--out"]
    assert main([*command, str(tmp_path / "a"), "--seed", "7"]) == 0
    assert main([*command, str(tmp_path / "b"), "--seed", "8"]) == 0
    assert files_of(tmp_path / "a") == files_of(folder)
    assert files_of(tmp_path / "b") != files_of(folder)


def test_every_file_passes_the_check_and_says_it_is_fictional(
    folder: Path, assessments: list[Assessment], capsys
) -> None:
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "Aucun problème.\n"
    assert len(list(folder.iterdir())) == PLACES
    assert all(assessment.header.exemple_fictif for assessment in assessments)
    several = [one for one in folder.iterdir() if len(list(one.iterdir())) > 1]
    assert 0.15 * PLACES < len(several) < 0.45 * PLACES


def test_every_public_question_whose_condition_holds_is_answered(
    assessments: list[Assessment], tools: Tools
) -> None:
    # What would contradict another answer is left out, after a few draws; more than half need none of that.
    held = {name for rule in tools.names.questionnaire.coherences for name in rule.entre}
    without = 0
    for assessment in assessments:
        left = {
            asked.path
            for asked in tools.names.asked.values()
            if asked.path not in assessment.answers
            and not asked.private
            and not isinstance(asked.question, Photos)
        }
        assert left <= held
        without += bool(left)
    assert without < len(assessments) / 2
    assert any(assessment.workshop for assessment in assessments)


def test_quantities_are_coherent(assessments: list[Assessment], tools: Tools) -> None:
    roles = tools.names.roles
    surfaces, told_by_groups = [], 0
    for assessment in assessments:
        assert value(assessment, roles[Role.TYPE_PRINCIPAL]) in value(assessment, roles[Role.TYPES])
        income, spent = value(assessment, "ressources"), value(assessment, "depenses")
        funding = value(assessment, "subventions")
        assert isinstance(income, Shares)
        assert isinstance(spent, Shares)
        assert isinstance(funding, Shares)
        earned = sum(income.parts.values())
        assert 0.9 < sum(spent.parts.values()) / earned < 1.1
        public = ("subventions_publiques", "aides_emploi", "aides_publiques")
        aid = sum(income.parts.get(part, Decimal(0)) for part in public)
        assert sum(funding.parts.values()) == aid
        assert value(assessment, "premier_financeur") <= aid
        told_by_groups += bool(income.parts.get("ventes_ensemble"))
        assert value(assessment, "femmes_salariees") <= value(assessment, "effectif")
        assert value(assessment, "date_creation") < value(assessment, roles[Role.DATE_OUVERTURE])
        surfaces.append(float(value(assessment, roles[Role.SURFACE_INTERIEURE])))
    assert 0 < told_by_groups < len(assessments) / 2
    # Log-normal: the logarithm is about symmetrical, the figure itself has a long tail.
    logarithms = [math.log(surface) for surface in surfaces]
    assert statistics.mean(logarithms) == pytest.approx(statistics.median(logarithms), abs=0.4)
    assert statistics.mean(surfaces) > 1.2 * statistics.median(surfaces)


def test_a_place_keeps_its_story_from_one_year_to_the_next(
    folder: Path, assessments: list[Assessment], tools: Tools
) -> None:
    by_place: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        by_place.setdefault(assessment.slug, []).append(assessment)
    histories = [years for years in by_place.values() if len(years) > 1]
    for years in histories:
        first, last = years[0], years[-1]
        for role in (Role.NOM, Role.COMMUNE, Role.DATE_OUVERTURE, Role.TYPES):
            assert value(first, tools.names.roles[role]) == value(last, tools.names.roles[role])
    assert any(value(y[0], "benevoles") < value(y[-1], "benevoles") for y in histories)


def test_places_are_where_people_are(assessments: list[Assessment], tools: Tools) -> None:
    communes = [value(assessment, tools.names.roles[Role.COMMUNE]) for assessment in assessments]
    everywhere = [commune.population for commune in tools.territory.communes if commune.population]
    drawn = statistics.median(commune.population for commune in communes)
    assert drawn > 5 * statistics.median(everywhere)


def test_wrong_options_are_told(tmp_path: Path, capsys) -> None:
    assert main(["demo", "--places", "0", "--out", str(tmp_path)]) == 1
    assert "au moins un lieu" in capsys.readouterr().err
    assert main(["demo", "--places", "100001", "--out", str(tmp_path / "x")]) == 1
    assert "Pas plus de 100 000 lieux" in capsys.readouterr().err
    file = tmp_path / "fichier"
    file.write_text("")
    assert main(["demo", "--places", "1", "--out", str(file / "x")]) == 1
    assert "ne peut pas être écrit" in capsys.readouterr().err
