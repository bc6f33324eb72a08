"""What anybody reads (an issue, a request, the summary of a run) never repeats what it warns of."""

from __future__ import annotations

from pathlib import Path

import pytest

from cm_build.cli.main import main
from cm_build.cli.report import REPORTS
from cm_build.contributing.intake.destination import KnownPlaces
from cm_build.contributing.intake.issue import Reception, receive
from cm_build.contributing.intake.issue_body import AGREEMENTS, LABEL
from cm_build.forges.forge import Issue
from cm_build.places.place import Place
from cm_build.places.text import repeatable
from tests.support import minimal, write_place

BOXES = "".join(f"- [X] {words}\n" for words in AGREEMENTS)
# What is never to be read again, in whole or in part.
PERSON, MAIL, PHONE = "Mme Yvonne Kerbrat", "yvonne.kerbrat@exemple.fr", "06 31 32 33 34"
TRACES = ("Yvonne", "Kerbrat", "yvonne", "kerbrat", "31 32 33", "31323334")


def before(extra: str) -> str:
    return minimal("Le Préau", extra=extra)


@pytest.fixture
def answered(tools, read):
    def run(text: str, earlier: str = "", year: str = "2025", place: str = "") -> Reception:
        known = KnownPlaces({}, {}, tools.names)
        if earlier:
            old = read.assessment(earlier, slug="le-preau", year=2024)
            there = {"le-preau": Place("le-preau", (old,))}
            known = KnownPlaces(there, {"le-preau": frozenset({2024})}, tools.names)
        body = (
            f"### Année du bilan\n\n{year}\n\n### Adresse du lieu sur le site\n\n{place}\n\n"
            f"### Fiche du lieu\n\n```yaml\n{text}```\n\n### Accord\n\n{BOXES}"
        )
        issue = Issue(7, frozenset({LABEL}), body, oversized=False, edited=False)
        return receive(issue, tools, known)

    return run


def everything(reception: Reception) -> str:
    texts = (reception.comment, reception.request, reception.notice, reception.message)
    return "\n".join([*texts, reception.title, reception.branch, *reception.labels])


@pytest.mark.parametrize("kept", [PERSON, MAIL, PHONE, f"{PERSON}, {MAIL}, {PHONE}"])
@pytest.mark.parametrize(
    "line",
    [
        'histoire:\n  idee_fondatrice: "Une idée de {}"\n',
        '  accroche: "Chez {}"\n',
        '  contact: "{}"\n',
        '  site_web: "{}"\n',
        '  date_ouverture: "{}"\n',
        'espace:\n  surface_interieure: "{}"\n',
        '  types_de_lieu: ["{}"]\n',
        '  "{}": oui\n',
        'histoire:\n  photos: [{{fichier: "{}", texte: "x"}}]\n',
        'histoire:\n  photos: [{{fichier: "x.jpg", texte: "x", credit: "{}"}}]\n',
        'reponses_masquees: ["{}"]\n',
        'etat: "{}"\n',
    ],
)
def test_a_reply_never_repeats_who_it_warns_of(answered, line: str, kept: str) -> None:
    reception = answered(before(line.format(kept)), before('  accroche: "Un préau"\n'))
    said = everything(reception)
    assert "CM-" in said
    assert [trace for trace in TRACES if trace in said] == []


def test_a_name_in_a_text_is_told_by_its_line_and_its_field(answered) -> None:
    text = before(f'histoire:\n  idee_fondatrice: "Née de {PERSON}"\n')
    said = answered(text, before("")).comment
    assert "Le texte semble nommer une personne : « … »." in said.replace("\u00a0", " ")
    assert "(ligne 8, CM-329)" in said
    assert "Née de …" in said


@pytest.mark.parametrize(("year", "place"), [(PHONE, ""), (MAIL, ""), ("2025", MAIL)])
def test_the_fields_of_the_form_are_not_repeated_either(answered, year: str, place: str) -> None:
    said = everything(answered(before(""), year=year, place=place))
    assert "**Bloquant**" in said
    assert [trace for trace in TRACES if trace in said] == []


def test_a_name_cut_by_its_report_is_not_half_told(answered) -> None:
    long = "x" * 60
    said = everything(answered(before(f'espace:\n  surface_interieure: "{long} {MAIL}"\n')))
    assert "CM-303" in said
    assert long in said
    assert "kerbrat" not in said


MASKED = "reponses_masquees: [surface_interieure]\n"


@pytest.mark.parametrize("hidden", [MASKED, "sections_masquees: [espace]\n"])
def test_a_reply_never_repeats_what_the_place_hides(answered, hidden: str) -> None:
    def sized(size: int, extra: str) -> str:
        return before(f"espace:\n  surface_interieure: {size}\n{extra}")

    # Hidden in both years, then from now on, then until now: 4,321 is three times 1,234.
    for earlier, now, silent in (
        (sized(1234, hidden), sized(4321, hidden), ("1 234", "4 321")),
        (sized(1234, ""), sized(4321, hidden), ("1 234", "4 321")),
        (sized(1234, hidden), sized(4321, ""), ("1 234",)),
    ):
        said = everything(answered(now, earlier)).replace("\u202f", " ").replace("\u00a0", " ")
        assert ("Surface intérieure : " in said) is ("4 321" not in silent)
        assert "Réponses que le site ne montre pas" in said
        assert [one for one in silent if one in said] == []


def test_a_wrong_answer_that_is_hidden_is_told_without_its_words(answered) -> None:
    text = before(f'espace:\n  surface_interieure: "entre 812 et 976"\n{MASKED}')
    said = everything(answered(text))
    assert "(ligne 8, CM-303)" in said
    assert "812" not in said


def test_a_hidden_line_is_not_told_by_the_sum_of_its_table(answered) -> None:
    text = before(
        "espace:\n  surface_interieure: 100\n  surfaces: {bureaux: 431, cafe: 216}\n"
        "reponses_masquees: [surfaces.cafe]\n"
    )
    said = everything(answered(text))
    assert "CM-401" in said
    assert "647" not in said


def test_the_report_of_a_received_file_is_public_and_the_screen_is_not(
    copied_data: Path, tmp_path: Path, capsys
) -> None:
    write_place(copied_data / "places", "le-preau", before(""), 2024)
    path, report = tmp_path / "fiche.yml", tmp_path / "resume.md"
    path.write_text(before(f'histoire:\n  idee_fondatrice: "De {PERSON}"\n'), encoding="utf-8")
    options = ["--annee", "2025", "--data", str(copied_data), "--resume", str(report)]
    assert main(["receive", str(path), *options]) == 0
    assert PERSON in capsys.readouterr().out
    assert "CM-329" in report.read_text(encoding="utf-8")
    assert "Kerbrat" not in report.read_text(encoding="utf-8")


def test_annotations_name_nobody_and_a_terminal_does(read) -> None:
    problems = read(before(f'histoire:\n  idee_fondatrice: "De {PERSON}, {MAIL}"\n')).problems
    public, own = REPORTS["github"](problems), REPORTS["text"](problems)
    assert [trace for trace in TRACES if trace in public] == []
    assert public.count("CM-3") == 2
    assert PERSON in own
    assert MAIL in own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Chez {PERSON} et M. Untel", "Chez … et …"),
        (f"{MAIL} ou {PHONE}.", "… ou …."),
        ("@yvonne@kerbrat", "@…"),
        ("une adresse comme contact@… avec", "une adresse comme contact@… avec"),
        ("35 238, 2025-01-31, 12 €", "35 238, 2025-01-31, 12 €"),
    ],
)
def test_what_can_be_repeated(text: str, said: str) -> None:
    assert repeatable(text) == said


CROSSED = {
    "CM-401": ("espace: {surface_interieure: 617, surfaces: {bureaux: 1046}}", "surface_interieure", "617"),
    "CM-404": (
        "moyens: {ressources: {locations: 64127, mecenat: 7300, complet: oui}, depenses: {loyer: 3580, complet: oui}}",
        "ressources.locations",
        "71 427",
    ),
    "CM-413": ("equipe: {effectif: 61, femmes_salariees: 73}", "effectif", "61"),
}  # fmt: skip


@pytest.mark.parametrize("code", CROSSED)
def test_two_answers_compared_never_tell_the_one_that_is_hidden(answered, code: str) -> None:
    answers, hidden, amount = CROSSED[code]
    text = before(f"{answers}\n")
    told = everything(answered(text)).replace("\u202f", " ").replace("\u00a0", " ")
    assert code in told
    assert amount in told
    silent = everything(answered(f"{text}reponses_masquees: [{hidden}]\n"))
    assert code in silent
    assert amount not in silent.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_goes_with_a_hidden_line_is_not_quoted_either(answered) -> None:
    """The rent of the year says again the line of the budget."""
    text = before(
        "espace: {regime_occupation: locataire, loyer_hors_charges: 98765432109}\n"
        "moyens: {depenses: {loyer: 4512, energie: 900}}\n"
    )
    assert "98765432109" in everything(answered(text)).replace("\u2060", "")
    said = everything(answered(f"{text}reponses_masquees: [depenses.loyer]\n"))
    assert "CM-411" in said
    assert "98765" not in said.replace("\u2060", "")
