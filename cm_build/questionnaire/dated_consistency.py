"""Whether what is dated, replaced or retired in a questionnaire can be kept to."""

from __future__ import annotations

from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.edition import FIRST_YEAR, Dated, Retired
from cm_build.questionnaire.findings import Findings
from cm_build.questionnaire.origin import Path
from cm_build.questionnaire.question import Table
from cm_build.questionnaire.succession import lines_of, named_places


def check_dated(findings: Findings) -> None:
    """Note every bound, replacement or retirement that no file could obey."""
    for path, asked in findings.names.written.items():
        _check_bounds(findings, path, asked.question)
        _check_replaced(findings, path, asked)
        for key in ("options", "parts"):
            for i, line in enumerate(getattr(asked.question, key, ())):
                _check_bounds(findings, (*path, key, i), line)
        if isinstance(asked.question, Table):
            _check_columns(findings, path, asked.question)
    for i, retired in enumerate(findings.names.questionnaire.retires):
        _check_retired(findings, ("retires", i), retired)


def _check_bounds(findings: Findings, path: Path, dated: Dated) -> None:
    since, until = dated.depuis, dated.jusqu_a
    version = findings.names.questionnaire.version
    for key in ("depuis", "jusqu_a"):
        bound = getattr(dated, key)
        if bound is not None and version < bound < FIRST_YEAR:
            findings.add("CM-615", (*path, key), lu=bound, attendu=f"la version est {version}")
    if since is None or until is None:
        return
    if (since >= FIRST_YEAR) == (until >= FIRST_YEAR) and since > until:
        findings.add("CM-615", (*path, "jusqu_a"), lu=until, attendu=f"« depuis » est {since}")


def _check_replaced(findings: Findings, path: Path, asked: Asked) -> None:
    """What is replaced is asked no more when this begins to be, and had the same type."""
    question, at = asked.question, (*path, "remplace")
    if question.remplace:
        former = findings.names.asked.get(asked.path.removesuffix(question.id) + question.remplace)
        if question.depuis is None:
            findings.add("CM-615", at, lu=question.remplace, attendu="il manque « depuis »")
        if former is not None and former.question.type != question.type:
            expected = f"{former.question.short} est d’un autre type"
            findings.add("CM-615", at, lu=question.remplace, attendu=expected)
        if former is not None and former.question.jusqu_a is None:
            expected = f"{former.question.short} se pose encore"
            findings.add("CM-615", at, lu=question.remplace, attendu=expected)
    for line, former_line, since in lines_of(asked):
        if former_line and since is None:
            expected = f"il manque « depuis » à « {line} »"
            findings.add("CM-615", path, lu=former_line, attendu=expected)


def _check_columns(findings: Findings, path: Path, table: Table) -> None:
    for i, column in enumerate(table.colonnes):
        for key in ("depuis", "jusqu_a", "remplace"):
            if getattr(column, key) is not None:
                at = (*path, "colonnes", i, key)
                findings.add("CM-615", at, lu=key, attendu="une colonne n’est pas datée seule")


def _check_retired(findings: Findings, path: Path, retired: Retired) -> None:
    """A retired name is not asked any more; what it became is, beside it."""
    names = findings.names
    if retired.depuis_version > names.questionnaire.version:
        at, version = (*path, "depuis_version"), names.questionnaire.version
        findings.add("CM-615", at, lu=retired.depuis_version, attendu=f"la version est {version}")
    for former, today in named_places(names, retired):
        if names.names_an_answer(former) or _is_line(findings, former):
            findings.add("CM-615", (*path, "id"), lu=retired.id, attendu="cela se demande encore")
        elif today and not (names.names_an_answer(today) or _is_line(findings, today)):
            findings.unknown(retired.devient or "", (*path, "devient"), names.asked)
        elif today and not _is_beside(findings, former, today):
            expected = "ce qu’il devient est dans un autre groupe de questions"
            findings.add("CM-615", (*path, "devient"), lu=today, attendu=expected)


def _is_line(findings: Findings, name: str) -> bool:
    head, _, line = name.rpartition(".")
    asked = findings.names.asked.get(head)
    return asked is not None and line in {known for known, _, _ in lines_of(asked)}


def _is_beside(findings: Findings, former: str, today: str) -> bool:
    """Answers are renamed where they stand: what they become is asked in the same place."""
    head = former.rpartition(".")[0]
    if head in findings.names.asked:
        return today.rpartition(".")[0] == head
    asked = findings.names.asked.get(today)
    return asked is not None and asked.scope == (head or None)
