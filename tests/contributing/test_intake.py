"""`cm intake` on recorded issues: what is answered, what is written, what never is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cm_build.cli.main import main
from cm_build.contributing.intake.issue_body import AGREEMENTS
from cm_build.emitting.destination import MARK
from tests.support import ROOT, minimal, write_place

EVENTS = ROOT / "tests" / "contributing" / "events"
HALLE = minimal(
    extra='  date_ouverture: 2019-05-18\n  contact_public: oui\n  contact: "https://example.org/la-halle"\n'
    "espace:\n  surface_interieure: 450\n"
)


class Answer(NamedTuple):
    """What `cm intake` wrote."""

    comment: str
    labels: list[str]
    files: dict[str, bytes]
    texts: dict[str, str]


@pytest.fixture
def data(copied_data: Path) -> Path:
    """Hold one place: La Halle, in Rennes, for 2024."""
    write_place(copied_data / "places", "la-halle", HALLE, 2024)
    return copied_data


@pytest.fixture
def answer(data: Path, tmp_path: Path):
    def run(event: str | Path, branches: str = "") -> Answer:
        out = tmp_path / "reponse"
        path = EVENTS / f"{event}.json" if isinstance(event, str) else event
        options = ["--event", str(path), "--out", str(out), "--data", str(data)]
        if branches:
            (tmp_path / "branches.txt").write_text(branches, encoding="utf-8")
            options += ["--branches", str(tmp_path / "branches.txt")]
        assert main(["intake", *options]) == 0
        found = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file() and path.name != MARK
        }
        files = {name: content for name, content in found.items() if name.startswith("fichiers/")}
        texts = {name: content.decode() for name, content in found.items() if name not in files}
        labels = texts.get("etiquettes.txt", "").splitlines()
        return Answer(texts.get("reponse.md", ""), labels, files, texts)

    return run


def test_a_new_place_is_ready(answer) -> None:
    got = answer("nouveau-lieu")
    assert got.labels == ["à relire", "nouveau lieu"]
    assert got.texts["branche.txt"] == "fiche/l-oeuf-a-la-coque-41\n"
    assert got.texts["titre.txt"] == "l-oeuf-a-la-coque, bilan 2025 (nouveau lieu)\n"
    assert got.texts["message.txt"].splitlines()[0] == (
        "data: l-oeuf-a-la-coque, bilan 2025 (nouveau lieu)"
    )
    assert list(got.files) == ["fichiers/data/places/l-oeuf-a-la-coque/2025.yaml"]
    (content,) = got.files.values()
    assert content.decode() == (
        "questionnaire: 2\npublication: publique\nlicence_acceptee: oui\nidentite:\n"
        '  nom: "L’Œuf à la coque"\n  commune: "35238"\nespace:\n  surface_interieure: 450\n'
    )
    assert got.comment.startswith("<!-- commune-mesure:ticket -->\nBonjour")
    assert "- **Commune :** Rennes (Ille-et-Vilaine)" in got.comment
    assert "- 450 m² de surface intérieure" in got.comment
    assert "**Le lieu :** 3 réponses\n" in got.comment
    assert "**Environnement :** aucune réponse\n" in got.comment
    assert "**Bloquant**" not in got.comment
    assert "**Conseils**" in got.comment
    assert "La fiche ne cite aucune photo." in got.comment
    assert got.texts["demande.md"].endswith("\nCloses #41\n")
    assert got.texts["etiquettes-a-retirer.txt"].split("\n")[:4] == [
        "à compléter",
        "accord à obtenir",
        "modification",
        "retrait",
    ]


def test_what_is_written_passes_the_check(answer, tmp_path: Path, data: Path) -> None:
    answer("nouveau-lieu")
    folder = tmp_path / "reponse" / "fichiers" / "data" / "places"
    assert main(["check", str(folder), "--data", str(data)]) == 0


def test_a_new_year_finds_its_place_by_name_and_commune(answer) -> None:
    got = answer("nouvelle-annee")
    assert list(got.files) == ["fichiers/data/places/la-halle/2025.yaml"]
    assert got.labels == ["à relire", "modification"]
    assert "**Ce qui change depuis le bilan 2024**" in got.comment
    # 450 to 1,500 is more than three times: the site would warn of it too.
    check = got.comment.partition("**À vérifier**")[2]
    assert "450" in check
    assert ", CM-402)" in check
    assert r"Champ : espace.surface\_interieure." in check
    assert "Surface intérieure : 450 m² → 1 500 m²".replace(" ", " ") in flat(got.comment)
    assert "Contact : retiré (c’était" in flat(got.comment)


def test_a_correction_shows_only_what_changes(answer) -> None:
    got = answer("correction")
    assert list(got.files) == ["fichiers/data/places/la-halle/2024.yaml"]
    changes = flat(got.comment).partition("dans le bilan 2024**")[2].partition("**Et")[0]
    assert changes.count("\n- ") == 3
    assert "Surface intérieure : 450 m² → 520 m²" in changes
    assert "Ouverture" not in changes


def test_the_referent_is_told_the_public_contact_the_place_already_has(answer) -> None:
    got = answer("modification-par-un-autre")
    assert got.labels == ["à relire", "modification"]
    assert "par son contact public" in got.comment
    told = got.texts["demande.md"].partition("contact public : ")[2].splitlines()[0]
    # The contact the proposal brings would confirm anything.
    assert told == "https\\:\u2060//example.org/la-halle."


def test_a_place_without_a_public_contact_is_looked_for_elsewhere(answer, data: Path) -> None:
    write_place(data / "places", "la-halle", HALLE.replace("public: oui", "public: non"), 2024)
    told = answer("modification-par-un-autre").texts["demande.md"]
    assert "il n’en donne pas ; cherchez-le ailleurs que dans ce ticket" in told
    assert "example.org/la-halle" not in told.partition("**Pour relire**")[2]


def test_a_withdrawal_is_for_a_person_to_check(answer) -> None:
    got = answer("retrait")
    assert got.labels == ["à relire", "retrait", "modification"]
    assert "demande à retirer le lieu du site" in got.comment
    assert "Ce lieu n’aura pas de page" in got.comment
    assert "relit votre demande" in got.comment
    assert "**Conseils**" not in got.comment


def test_an_old_year_leaves_without_its_place(answer, data: Path, tmp_path: Path) -> None:
    write_place(data / "places", "la-halle", HALLE, 2026)
    event = json.loads((EVENTS / "retrait.json").read_text(encoding="utf-8"))
    body = event["issue"]["body"]
    path = tmp_path / "event.json"
    event["issue"]["body"] = body.replace("2025", "2024")
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    assert got.labels == ["à relire", "modification"]
    assert got.texts["titre.txt"] == "la-halle, bilan 2024 (retrait d’une année)\n"
    assert "demande à retirer le bilan 2024 du site." in got.comment
    assert "demande à retirer le lieu" not in got.comment
    assert "Ce lieu n’aura pas de page" not in got.comment
    assert "Le bilan 2024 ne sera plus sur le site ; les autres" in flat(got.comment)
    assert "**Conseils**" not in got.comment


def test_a_year_that_never_was_is_not_withdrawn(answer, data: Path) -> None:
    write_place(data / "places", "la-halle", HALLE, 2026)
    got = answer("retrait")
    assert got.labels == ["à compléter"]
    assert "La fiche demande à ne pas être publiée." in got.comment


def test_the_year_is_asked_where_it_can_be_written(answer, tmp_path: Path) -> None:
    event = json.loads((EVENTS / "colle-sans-cadre.json").read_text(encoding="utf-8"))
    hint = flat(answer("colle-sans-cadre").comment)
    assert "dans le champ « Année du bilan » du formulaire" in hint
    boxes = "".join(f"- [X] {words}\n" for words in AGREEMENTS)
    body = f"### Année du bilan\n\n2025\n\n{event['issue']['body']}\n### Accord\n\n{boxes}"
    event["issue"]["body"] = body
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    assert answer(path).labels[0] == "à relire"


def test_every_fault_is_told_at_once_with_its_line_and_its_field(answer) -> None:
    got = answer("invalide")
    assert got.labels == ["à compléter", "accord à obtenir"]
    assert got.files == {}
    assert set(got.texts) == {
        "reponse.md",
        "etiquettes.txt",
        "etiquettes-a-retirer.txt",
        "suite.txt",
        # For a request already open, which still holds the version before.
        "change.md",
    }
    assert "**Ne fusionnez pas cette demande**" in got.texts["change.md"]
    blocking = got.comment.partition("**Bloquant**")[2]
    for words in (
        "L’accord n’est pas donné : il y faut les deux cases",
        "L’année lue est « l’an dernier ».".replace("'", "’"),
        "(ligne 6, CM-316)",
        "(ligne 7, CM-308)",
        "(ligne 8, CM-201)",
        "(ligne 10, CM-304)",
        r"Champ : identite.date\_ouverture.",
    ):
        assert words in blocking.replace("&#39;", "’")


def test_a_fault_opens_the_form_at_its_field(answer, data: Path) -> None:
    path = data / "referentiel.yaml"
    text = path.read_text(encoding="utf-8").replace(
        'url: ""', "url: https://referentiel.example/lieux/", 1
    )
    path.write_text(text, encoding="utf-8")
    assert (
        "(https://referentiel.example/lieux/contribuer/questionnaire/#champ=identite.date_ouverture)"
        in answer("invalide").comment
    )


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("non-publiee", "La fiche demande à ne pas être publiée."),
        ("fictive", "La fiche se dit fictive."),
        ("annuaire", "La fiche se dit issue d’un annuaire."),
        ("fence-fermee", "CM-205"),
    ],
)
def test_what_an_issue_cannot_bring(answer, event: str, words: str) -> None:
    got = answer(event)
    assert words in got.comment.partition("**Bloquant**")[2]
    assert got.labels == ["à compléter"]
    assert got.files == {}


@pytest.mark.parametrize(
    ("event", "words", "labels"),
    [
        ("trop-long", "Votre message est trop long", ["à compléter"]),
        ("sans-formulaire", "Nous n’avons pas trouvé de fiche", ["à compléter"]),
        ("corps-vide", "Nous n’avons pas trouvé de fiche", ["à compléter"]),
        ("champ-vide", "Nous n’avons pas trouvé de fiche", ["à compléter"]),
        # Pasted without the form: nobody has ticked anything.
        ("colle-sans-cadre", "L’année du bilan manque.", ["à compléter", "accord à obtenir"]),
    ],
)
def test_what_cannot_be_read_is_answered_kindly(answer, event: str, words, labels) -> None:
    got = answer(event)
    assert words in got.comment
    assert got.comment.count("Bonjour") == 1
    assert got.labels == labels
    assert got.files == {}


@pytest.mark.parametrize("event", ["autre-cadre", "double-cadre"])
def test_other_fences_and_line_ends_are_read(answer, event: str) -> None:
    got = answer(event)
    assert got.files == {"fichiers/data/places/la-halle/2025.yaml": minimal().encode()}


def test_without_its_label_an_issue_is_none_of_ours(answer) -> None:
    assert answer("sans-etiquette").texts == {"suite.txt": "ignoree\n"}


def test_an_edited_issue_goes_to_the_same_branch(answer) -> None:
    first, second = answer("nouveau-lieu"), answer("modifie")
    assert first.texts["branche.txt"] == second.texts["branche.txt"]
    assert b"480" in next(iter(second.files.values()))


def test_another_open_proposal_is_told(answer) -> None:
    branches = "fiche/la-halle-9\nfiche/la-halle-43\nfiche/autre-lieu-7\nfiche/x\nmain\n"
    got = answer("correction", branches)
    assert "dans le ticket nº 9." in got.comment
    assert "ticket nº 7" not in got.comment
    assert "ticket nº 43" not in got.comment
    assert "ticket nº 9." in got.texts["demande.md"]


@pytest.mark.parametrize(
    "held",
    [
        "# Fichier complet de L’Œuf, année 2025\nquestionnaire: 2",
        "questionnaire: 2\nfinancement:\n  resultat_annee: 7654321\n  montant: [",
        "questionnaire: 2\nfinancement: {resultat_annee: 7654321, inconnu: 7654321}",
    ],
)
def test_what_a_place_keeps_is_refused_without_being_repeated(answer, tmp_path, held: str) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    event["issue"]["body"] = event["issue"]["body"].replace("questionnaire: 2", held)
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    assert got.labels == ["à compléter"]
    assert got.files == {}
    assert "Delete revision from history" in got.comment
    assert got.comment.count("\n- ") == 1
    assert "7654321" not in "".join(got.texts.values())


def test_a_mangled_text_is_told_alone(answer, tmp_path: Path) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    event["issue"]["body"] = event["issue"]["body"].replace("L’Œuf", "L=E2=80=99=C5=92uf")
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    assert "quoted-printable" in got.comment
    assert got.comment.count("(ligne ") == 1
    assert got.files == {}


def test_the_other_issues_learn_of_it_too(answer) -> None:
    got = answer("correction", "fiche/la-halle-9\nfiche/la-halle-12\nfiche/autre-lieu-7\n")
    assert got.texts["autres.txt"] == "9\n12\n"
    notice = flat(got.texts["autres.md"])
    assert notice.startswith("<!-- commune-mesure:autres -->\nBonjour,\n")
    assert "pour ce lieu, dans les tickets nº 9, nº 12 et nº 43." in notice


def test_a_lonely_proposal_tells_no_other_issue(answer) -> None:
    alone = answer("nouveau-lieu", "fiche/la-halle-9\n")
    assert not {"autres.txt", "autres.md"} & alone.texts.keys()


def test_photos_come_afterwards_and_stop_nothing(answer) -> None:
    got = answer("avec-photos")
    assert got.labels == ["à relire", "nouveau lieu"]
    check = got.comment.partition("**À vérifier**")[2]
    assert "Photos citées, à ajouter : cour.jpg. (ligne " in check
    assert "Champ : histoire.photos." in check


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2060", "")


# What a forge would act upon, looked for in the Markdown itself: every sign of it is either escaped
# by a backslash, or followed by the word joiner that cuts it.
ACTIVE = re.compile(
    r"@\w|(?<!Closes )(?<!&)#\d|\bGH-\d|(?<![\\!])!\[|(?<!\\)`|^::|://|\bwww\.\w"
    r"|<(?!!-- commune-mesure:(?:ticket|change) -->)|javascript:\w|\(https?:",
    re.MULTILINE,
)


@pytest.mark.parametrize("event", ["hostile", "sournois", "fence-fermee", "invalide"])
def test_what_was_contributed_is_inert(answer, event: str) -> None:
    got = answer(event)
    # A title is plain text for the forge: only mentions and references would act there.
    title = got.texts.pop("titre.txt", "")
    assert re.findall(r"@\w|#\d", title) == []
    for name, text in got.texts.items():
        assert ACTIVE.findall(text) == [], name
    assert "touch" not in "".join(got.texts.values())  # the title is never repeated


def test_a_hostile_issue_changes_only_its_answer(answer, data: Path) -> None:
    before = sorted(path for path in data.rglob("*"))
    got = answer("hostile")
    assert sorted(path for path in data.rglob("*")) == before
    assert got.files == {}
    assert got.labels == ["à compléter"]
    assert "branche.txt" not in got.texts
    assert "Aucun lieu n’a pour adresse" in got.comment


def test_a_sly_file_stays_where_files_of_places_are(answer) -> None:
    got = answer("sournois")
    branch = got.texts["branche.txt"].strip()
    assert re.fullmatch(r"fiche/[a-z0-9-]{3,60}-51", branch)
    slug = branch.removeprefix("fiche/").removesuffix("-51")
    assert list(got.files) == [f"fichiers/data/places/{slug}/2025.yaml"]
    # Nothing of the name in the message: it could close another issue.
    assert got.texts["message.txt"] == (
        f"data: {slug}, bilan 2025 (nouveau lieu)\n\nReçu par le ticket 51.\n"
    )
    assert got.texts["titre.txt"] == f"{slug}, bilan 2025 (nouveau lieu)\n"


# Words a forge acts upon, wherever they stand in what it merges, builds or runs.
COMMANDS = ("[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "***NO_CI***")


@pytest.mark.parametrize("words", [*COMMANDS, "skip-checks: true", "Fixes #7", "::set-output"])
def test_what_reaches_git_and_the_forge_is_made_of_an_address_and_a_year(
    answer, tmp_path: Path, words: str
) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    text = event["issue"]["body"].replace("L’Œuf à la coque", f"Le Préau {words}")
    event["issue"]["body"] = text
    event["issue"]["title"] = words
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    slug = got.texts["branche.txt"].strip().removeprefix("fiche/").removesuffix("-41")
    assert re.fullmatch(r"le-preau-[a-z0-9-]+", slug)
    told = f"{slug}, bilan 2025 (nouveau lieu)"
    assert got.texts["titre.txt"] == f"{told}\n"
    assert got.texts["message.txt"] == f"data: {told}\n\nReçu par le ticket 41.\n"
    assert list(got.files) == [f"fichiers/data/places/{slug}/2025.yaml"]
    assert got.labels == ["à relire", "nouveau lieu"]
    # A request may become the message of its merge: what is quoted there commands nothing, a
    # trailer being a line of its own.
    for text in (got.texts["demande.md"], got.comment):
        assert words not in text.replace(f"Le Préau {words}", "" if ": " in words else words)
        assert not re.search(rf"(?m)^\s*{re.escape(words)}", text)


@pytest.mark.parametrize("boxes", ["", "_No response_", "- [X] Oui\n- [X] Oui", "- [x] D’accord"])
def test_without_its_agreement_a_file_waits(answer, tmp_path: Path, boxes: str) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    before = event["issue"]["body"].partition("- [X]")[0]
    event["issue"]["body"] = before + boxes
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    assert got.labels == ["à compléter", "accord à obtenir"]
    assert got.files == {}
    assert "branche.txt" not in got.texts
    assert "« à relire »" not in got.comment
    assert "L’accord n’est pas donné" in got.comment.partition("**Bloquant**")[2]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"issue": 3}', '{"issue": {"number": "x"}}'])
def test_an_event_that_is_none_is_a_failure(data: Path, tmp_path: Path, capsys, content) -> None:
    event = tmp_path / "event.json"
    event.write_text(content, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["intake", "--event", str(event), "--out", str(out), "--data", str(data)]) == 1
    assert "n’a pas pu être lu" in capsys.readouterr().err
    assert not out.exists()


def test_a_wrong_questionnaire_is_a_failure(data: Path, tmp_path: Path, capsys) -> None:
    (data / "questionnaire.yaml").write_text("a: [", encoding="utf-8")
    event = EVENTS / "nouveau-lieu.json"
    out = tmp_path / "out"
    assert main(["intake", "--event", str(event), "--out", str(out), "--data", str(data)]) == 1
    assert "questionnaire.yaml" in capsys.readouterr().err


def test_nothing_proposed_is_printed(answer, capsys) -> None:
    answer("hostile")
    assert capsys.readouterr().out == "Suite à donner : a_corriger\n"


def test_a_lone_surrogate_is_told_like_any_wrong_character(answer, tmp_path: Path) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    event["issue"]["body"] = event["issue"]["body"].replace("Œuf", "\ud800")
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    got = answer(path)
    assert "CM-102" in got.comment
    assert got.files == {}


def test_an_answer_always_fits_in_the_forge(answer, tmp_path: Path) -> None:
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    faults = "".join(f'"{"@" * 70}{number}": {{}}\n' for number in range(500))
    event["issue"]["body"] = event["issue"]["body"].replace("espace:", faults + "espace:")
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    comment = answer(path).comment
    assert 5_000 < len(comment) < 65_536
    # Sixty faults, and the line that counts those the file has beyond two hundred.
    assert comment.count("(ligne ") == 61
    assert "Et 300 autres problèmes" in comment
    assert "… et 140 autres du même ordre." in comment
    assert "Empreinte de la fiche reçue" in comment


def test_a_very_long_answer_keeps_fewer_findings(answer, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("cm_build.contributing.intake.letter.LONGEST", 3_000)
    event = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    faults = "".join(f"cle_{number}: 1\n" for number in range(50))
    event["issue"]["body"] = event["issue"]["body"].replace("espace:", faults + "espace:")
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    comment = answer(path).comment
    assert comment.count("(ligne ") == 5
    assert "… et 45 autres du même ordre." in comment
    assert len(comment) < 3_000


def test_a_distribution_that_was_begun_is_asked_about(answer, tmp_path: Path) -> None:
    told = json.loads((EVENTS / "nouveau-lieu.json").read_text(encoding="utf-8"))
    begun = "acteurs:\n  structures: {associations: 3, artisans: 2}\n"
    for asked, extra in ((True, begun), (False, begun.replace("2}", "2, complet: oui}"))):
        event = json.loads(json.dumps(told))
        old = "  surface_interieure: 450\n"
        assert old in event["issue"]["body"].replace("\r", "")
        body = event["issue"]["body"].replace("\r", "").replace(old, old + extra)
        event["issue"]["body"] = body
        path = tmp_path / f"{asked}.json"
        path.write_text(json.dumps(event), encoding="utf-8")
        got = answer(path)
        assert got.labels == ["à relire", "nouveau lieu"]
        assert ("est-ce tout ?" in got.comment.replace("\u202f", " ")) is asked
        assert ("2 lignes sur 8" in got.comment) is asked
