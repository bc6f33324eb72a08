"""`cm receive`: everything is checked before anything is written, and git is told only our words."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from cm_build.cli import replacing
from cm_build.cli.main import main
from cm_build.contributing.intake.attachment import fingerprint
from tests.pictures import photo
from tests.support import minimal, write_place

NAME = "commune-mesure_la-halle_2025_a-publier.yml"
PHOTOS = 'histoire:\n  photos: [{fichier: "cour.jpg", texte: "La cour"}]\n'

DIRECTORY = """\
questionnaire: 1
publication: annuaire
source: {nom: A, licence: LO, date: 2025-01-01, url: https://example.org/}
identite: {nom: "Un lieu", commune: "35238"}
"""


@pytest.fixture
def data(copied_data: Path) -> Path:
    write_place(
        copied_data / "places", "la-halle", minimal(extra="  date_ouverture: 2019-05-18\n"), 2024
    )
    return copied_data


@pytest.fixture
def receive(data: Path, tmp_path: Path, capsys):
    def run(name: str, content: str | bytes, *options: str) -> tuple[int, str, str]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        code = main(["receive", str(path), "--data", str(data), *options])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def written(data: Path) -> list[str]:
    return [p.relative_to(data / "places").as_posix() for p in sorted((data / "places").rglob("*")) if p.is_file()]  # fmt: skip


def zipped(files: Mapping[str, bytes | str], **attributes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = attributes.get("mode", 0o100644) << 16
            archive.writestr(info, content)
    return made.getvalue()


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_file_is_put_away_with_its_difference(receive, data: Path) -> None:
    text = minimal(extra="  date_ouverture: 2020-01-01\n")
    code, out, err = receive(NAME, text.replace("\n", "\r\n") + "\r\n\r\n")
    assert (code, err) == (0, "")
    assert (data / "places/la-halle/2025.yaml").read_bytes() == text.encode()
    assert "Empreinte de la fiche : " in out
    assert (
        "Ce qui change depuis le bilan 2024\n- Identité – Ouverture : 18 mai 2019 → 1er janvier 2020\n"
        in out
    )
    assert "La Halle, bilan 2025 (nouvelle année) : c’est rangé." in out
    path = (data / "places/la-halle/2025.yaml").as_posix()
    assert f"  git add -- {path}\n" in out
    assert f"  git commit -m 'data: la-halle, bilan 2025 (nouvelle année)' -- {path}\n" in out


AGREED = "commune-mesure_la-halle_{}_a-publier.yml"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (AGREED.format(2024), "# Fiche de La Halle, année 2025\n" + minimal()),
        ("envoi.zip", zipped({AGREED.format(2024): "# La Halle, année 2025\n" + minimal()})),
        (AGREED.format(2024).replace(".yml", ".zip"), zipped({AGREED.format(2025): minimal()})),
    ],
)
def test_two_years_are_never_settled_by_chance(receive, data: Path, name, content) -> None:
    code, out, _ = receive(name, content)
    assert code == 1
    assert "ne disent pas la même année" in out
    assert "recommencez avec --annee 2024 ou --annee 2025." in out
    assert written(data) == ["la-halle/2024.yaml"]
    assert receive(name, content, "--annee", "2025")[0] == 0
    assert written(data) == ["la-halle/2024.yaml", "la-halle/2025.yaml"]


def test_a_complete_file_stays_complete_in_a_renamed_archive(receive) -> None:
    archive = zipped({"fiche.yml": minimal()})
    code, out, _ = receive("commune-mesure_la-halle_2025_complet.zip", archive)
    assert code == 1
    assert "réponses que le lieu garde pour lui" in out


@pytest.mark.parametrize("name", ["fiche.txt", "fiche.yaml", "FICHE.YML"])
def test_a_renamed_file_needs_its_year(receive, data: Path, name: str) -> None:
    code, out, err = receive(name, minimal())
    assert code == 1
    assert "L’année du bilan manque." in out
    assert "Recommencez avec « --annee " in out
    assert "formulaire" not in out
    assert err == "Rien n’a été écrit.\n"
    code, _, _ = receive(name, minimal(), "--annee", "2025")
    assert code == 0
    assert written(data) == ["la-halle/2024.yaml", "la-halle/2025.yaml"]


def test_a_homonym_elsewhere_gets_its_commune(receive, data: Path) -> None:
    assert receive("fiche.yml", minimal(commune="47106"), "--annee", "2025")[0] == 0
    assert "la-halle-fumel/2025.yaml" in written(data)


def test_the_name_of_a_file_never_overwrites_a_homonym(receive, data: Path) -> None:
    write_place(data / "places", "la-halle", minimal(), 2025)
    before = (data / "places/la-halle/2025.yaml").read_bytes()
    code, out, _ = receive("commune-mesure_la-halle_2025_a-publier.yml", minimal(commune="47106"))
    assert code == 0
    assert "recommencez avec --lieu la-halle" in out
    assert (data / "places/la-halle/2025.yaml").read_bytes() == before
    assert "la-halle-fumel/2025.yaml" in written(data)


@pytest.mark.parametrize(
    ("first", "code"),
    [("# Fiche de La Halle, année 2025\n", 0), ("# Fiche de La Halle, année à préciser\n", 1)],
)
def test_the_first_line_tells_the_year_a_mailbox_lost(receive, data: Path, first, code) -> None:
    assert receive("piece-jointe.txt", first + minimal())[0] == code
    assert ("la-halle/2025.yaml" in written(data)) is (code == 0)


def test_the_address_given_is_checked(receive, data: Path) -> None:
    code, out, _ = receive("f.yml", minimal("Autre nom"), "--annee", "2025", "--lieu", "la-halle")
    assert code == 0
    assert "Le lieu présent à cette adresse s’appelle « La Halle »" in out
    code, out, _ = receive("f.yml", minimal(), "--annee", "2025", "--lieu", "../..")
    assert code == 1
    assert "Aucun lieu n’a pour adresse « ../.. »." in out


def test_the_same_answers_change_nothing(receive) -> None:
    text = minimal(extra="  date_ouverture: 2019-05-18\n")
    code, out, _ = receive("f.yml", text, "--annee", "2024")
    assert code == 0
    assert "Ce qui change dans le bilan 2024\n- rien : les réponses sont les mêmes\n" in out
    assert "(correction)" in out


def test_the_complete_file_is_refused_unless_agreed(receive, data: Path) -> None:
    name = "commune-mesure_la-halle_2025_complet.yml"
    code, out, _ = receive(name, minimal(extra="  date_ouverture: hier\n"))
    assert code == 1
    assert "réponses que le lieu garde pour lui" in out
    # Nothing of what it holds is told.
    assert "CM-" not in out
    assert written(data) == ["la-halle/2024.yaml"]
    assert receive(name, minimal(), "--complet")[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (minimal(extra="  date_ouverture: hier\n"), "(ligne 7, CM-308)"),
        (minimal() + "exemple_fictif: oui\n", "La fiche se dit fictive."),
        (
            DIRECTORY,
            "se dit issue d’un annuaire",
        ),
        (minimal(extra=PHOTOS), "cite la photo « cour.jpg », qui n’est pas là. (ligne 8)"),
        ("", "CM-104"),
    ],
)
def test_nothing_is_written_when_something_is_wrong(receive, data: Path, text, words) -> None:
    code, out, err = receive(NAME, text)
    assert code == 1
    assert words in out
    assert err == "Rien n’a été écrit.\n"
    assert written(data) == ["la-halle/2024.yaml"]


def test_a_withdrawal_is_told(receive) -> None:
    code, out, _ = receive(NAME, minimal().replace("publique", "non_publiee"))
    assert code == 0
    assert "Le lieu quittera le site." in out
    assert "(retrait)" in out
    assert "Conseils" not in out


def test_an_old_year_leaves_alone(receive, data: Path) -> None:
    write_place(data / "places", "la-halle", minimal(), 2025)
    configure(data, delai="deux semaines")
    withdrawn = minimal().replace("publique", "non_publiee")
    code, out, _ = receive(AGREED.format(2024), withdrawn, "--lettre")
    assert code == 0
    assert "Le bilan 2024 quittera le site ; les autres bilans du lieu y restent." in flat(out)
    assert "Le lieu quittera" not in out
    assert "(retrait d’une année)" in out
    assert "Conseils" not in out
    letter = flat(out.partition("--- Réponse à envoyer ---")[2].partition("--- Fin")[0])
    assert "relit votre demande ; comptez deux semaines. Rien ne change sur le site" in letter
    assert "Le bilan 2024 quittera ensuite le site ; vos autres bilans y restent." in letter
    assert "Votre page sera" not in letter


def test_advice_speaks_to_whoever_holds_a_file(receive) -> None:
    _, out, _ = receive(NAME, minimal())
    assert "en renvoyant sa fiche." in out
    assert "dans une archive .zip." in out
    assert "ce message" not in out


def test_a_zip_brings_photos(receive, data: Path) -> None:
    files: dict[str, bytes | str] = {
        f"envoi/{NAME}": minimal(extra=PHOTOS),
        "envoi/photos/cour.jpg": photo(60, 40),
        "envoi/photos/toit.jpg": photo(40, 60),
        "__MACOSX/._cour.jpg": b"x",
        "envoi/.DS_Store": b"x",
    }
    code, out, _ = receive("envoi.zip", zipped(files))
    assert code == 0
    assert written(data) == [
        "la-halle/2024.yaml",
        "la-halle/2025.yaml",
        "la-halle/photos/cour.jpg",
        "la-halle/photos/toit.jpg",
    ]
    assert (data / "places/la-halle/photos/cour.jpg").read_bytes() == photo(60, 40)
    assert "La photo « toit.jpg » n’est citée" in out
    assert main(["check", str(data / "places"), "--data", str(data)]) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cour.jpg", photo(60, 40, position=True), "cm photo cour.jpg"),
        ("cour.jpg", b"GIF89a", "n’est pas une photo que le site sait lire"),
        ("cour.jpg", os.urandom(8_500_000), "La photo pèse 8,5 Mo"),
        ("cour$(x).jpg", photo(60, 40), "n’est pas accepté"),
    ],
    ids=["position", "pas-une-photo", "lourde", "nom"],
)
def test_a_wrong_photo_stops_everything(receive, data: Path, name, content, words) -> None:
    named = minimal(extra=PHOTOS.replace("cour.jpg", name))
    code, out, _ = receive("envoi.zip", zipped({NAME: named, f"photos/{name}": content}))
    assert code == 1
    assert words in out
    assert written(data) == ["la-halle/2024.yaml"]


@pytest.mark.parametrize("name", ["con.jpg", "NUL.png", "com1.tout.jpg", "Lpt9 .jpeg"])
def test_a_name_some_computers_cannot_hold_is_refused(receive, data: Path, name: str) -> None:
    text = minimal(extra=PHOTOS.replace("cour.jpg", name))
    code, out, _ = receive("envoi.zip", zipped({NAME: text, name: photo(60, 40)}))
    assert code == 1
    assert f"Le nom de photo « {name} » n’est pas accepté." in out
    assert "Certains ordinateurs" in out
    assert written(data) == ["la-halle/2024.yaml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cour.jpg", "Une autre photo s’appelle déjà « cour.jpg »."),
        ("COUR.jpg", "« COUR.jpg » et celle qui est là, « cour.jpg », ont le même nom."),
    ],
)
def test_the_photo_of_an_earlier_year_stays(receive, data: Path, name: str, words: str) -> None:
    there = data / "places/la-halle/photos/cour.jpg"
    there.parent.mkdir()
    there.write_bytes(photo(60, 40))
    text = minimal(extra=PHOTOS.replace("cour.jpg", name))
    code, out, _ = receive("envoi.zip", zipped({NAME: text, name: photo(40, 60)}))
    assert code == 1
    assert words in out
    assert "comme « cour-2.jpg »" in out
    assert there.read_bytes() == photo(60, 40)
    assert written(data) == ["la-halle/2024.yaml", "la-halle/photos/cour.jpg"]


def test_the_same_photo_sent_again_is_fine(receive, data: Path) -> None:
    archive = zipped({NAME: minimal(extra=PHOTOS), "cour.jpg": photo(60, 40)})
    assert receive("envoi.zip", archive)[0] == 0
    assert receive("envoi.zip", archive)[0] == 0


def test_a_photo_is_mended_out_of_its_archive(receive) -> None:
    text = minimal(extra=PHOTOS)
    archive = zipped({NAME: text, "cour.jpg": photo(60, 40, position=True)})
    _, out, _ = receive("envoi.zip", archive)
    assert "Sortez d’abord la photo de l’archive. Lancez « cm photo cour.jpg »" in flat(out)


LINK = zipped({NAME: "/etc/passwd"}, mode=0o120777)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped({"../../evil.yml": minimal()}), "sort de son dossier"),
        (zipped({"/evil.yml": minimal()}), "sort de son dossier"),
        (zipped({"..\\evil.yml": minimal()}), "sort de son dossier"),
        (zipped({"C:evil.yml": minimal()}), "sort de son dossier"),
        (LINK, "un lien ou un fichier spécial"),
        (zipped({NAME: minimal(), "run.sh": "x"}), "autre chose qu’une fiche et des photos"),
        (zipped({NAME: minimal(), "autre.yaml": minimal()}), "elle en contient 2"),
        (zipped({"cour.jpg": photo(60, 40)}), "elle en contient 0"),
        (zipped({NAME: minimal(), "a/x.jpg": "1", "b/X.JPG": "2"}), "deux fichiers du même nom"),
        (zipped({NAME: minimal()} | {f"{i}.jpg": "x" for i in range(40)}), "plus de 40 fichiers"),
        (zipped({NAME: minimal(), "x.jpg": bytes(9_000_000)}), "trop lourde une fois ouverte"),
        (zipped({NAME: "#" + "é" * 200_000}), "un fichier trop lourd"),
    ],
)  # fmt: skip
def test_a_dangerous_archive_is_refused(receive, data: Path, content: bytes, words: str) -> None:
    code, out, err = receive("envoi.zip", content)
    assert code == 1
    assert words in out
    assert err == "Rien n’a été écrit.\n"
    assert written(data) == ["la-halle/2024.yaml"]


def test_a_damaged_archive_is_refused(receive, data: Path) -> None:
    content = bytearray(zipped({NAME: minimal()}))
    middle = content.index(b".yml") + 20
    content[middle : middle + 8] = b"\xff" * 8
    code, out, _ = receive("envoi.zip", bytes(content))
    assert code == 1
    assert "abîmée" in out
    assert written(data) == ["la-halle/2024.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("fiche.docx", minimal(), "Le fichier doit finir par"),
        ("fiche.yml", "#" * 300_000, "trop lourd pour être une fiche"),
    ],
)
def test_what_is_not_a_file_of_answers(receive, name: str, content: str, words: str) -> None:
    code, out, _ = receive(name, content)
    assert code == 1
    assert words in out


def test_what_is_not_there(data: Path, tmp_path: Path, capsys) -> None:
    assert main(["receive", str(tmp_path / "rien.yml"), "--data", str(data)]) == 1
    assert "ne peut pas être lu" in capsys.readouterr().err
    (data / "questionnaire.yaml").write_text("a: [", encoding="utf-8")
    assert main(["receive", str(tmp_path / "rien.yml"), "--data", str(data)]) == 1


def test_a_linked_folder_is_refused(receive, data: Path, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (data / "places" / "la-halle" / "photos").symlink_to(tmp_path / "ailleurs")
    code, out, _ = receive(NAME, minimal())
    assert code == 1
    assert "« photos » est un lien." in out
    assert list((tmp_path / "ailleurs").iterdir()) == []


def test_a_folder_that_cannot_be_written(receive, data: Path) -> None:
    (data / "places" / "la-halle" / "photos").write_text("x", encoding="utf-8")
    archive = zipped({NAME: minimal(extra=PHOTOS), "cour.jpg": photo(60, 40)})
    code, _, err = receive("envoi.zip", archive)
    assert code == 1
    assert "ne peut pas être écrit" in err
    assert not list(data.rglob(".cm-*"))
    assert not (data / "places" / "la-halle" / "2025.yaml").exists()


def test_a_folder_in_the_place_of_the_file(receive, data: Path) -> None:
    (data / "places" / "la-halle" / "2025.yaml").mkdir()
    code, _, err = receive(NAME, minimal())
    assert code == 1
    assert "ne peut pas être écrit" in err
    assert not list(data.rglob(".cm-*"))


THREE = zipped(
    {
        NAME.replace("la-halle", "le-preau"): minimal(
            "Le Préau", extra=PHOTOS.replace("cour.jpg", "a.jpg")
        )
    }
    | {f"photos/{name}.jpg": photo(60, 40) for name in "abc"}
)


def test_a_full_disk_leaves_nothing_behind(receive, data: Path, monkeypatch) -> None:
    real, calls = replacing.replace_file, []

    def full(path: Path, content: bytes, mode: int) -> None:
        calls.append(path)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(path, content, mode)

    monkeypatch.setattr(replacing, "replace_file", full)
    code, _, err = receive("envoi.zip", THREE, "--annee", "2025")
    assert (code, len(calls)) == (1, 3)
    assert "le disque est plein" in err
    assert err.endswith("\nRien n’a été écrit.\n")
    assert [path.name for path in (data / "places").iterdir()] == ["la-halle"]


def test_what_was_already_there_stays_when_a_write_fails(receive, data: Path) -> None:
    (data / "places/la-halle/2025.yaml").mkdir()
    (data / "places/la-halle/photos").mkdir()
    archive = zipped({NAME: minimal(extra=PHOTOS), "cour.jpg": photo(60, 40)})
    assert receive("envoi.zip", archive)[0] == 1
    assert written(data) == ["la-halle/2024.yaml"]
    assert (data / "places/la-halle/photos").is_dir()


def test_photos_left_by_a_cut_are_not_another_place(receive, data: Path) -> None:
    left = data / "places/le-preau/photos"
    left.mkdir(parents=True)
    (left / "a.jpg").write_bytes(photo(60, 40))
    code, out, _ = receive("envoi.zip", THREE, "--annee", "2025")
    assert code == 0
    assert "(nouveau lieu)" in out
    assert "le-preau/2025.yaml" in written(data)
    assert not (data / "places/le-preau-rennes").exists()


def test_a_place_whose_file_is_wrong_keeps_its_address(receive, data: Path) -> None:
    write_place(data / "places", "le-preau", "publication: [", 2024)
    code, out, _ = receive("envoi.zip", THREE, "--annee", "2025")
    assert code == 1
    assert "Le dossier « le-preau » est déjà là, et rien ne peut lui être comparé" in out
    assert receive("envoi.zip", THREE, "--annee", "2025", "--lieu", "nouveau-lieu")[0] == 0
    assert "le-preau-rennes/2025.yaml" in written(data)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_commit_takes_these_files_only(receive, data: Path) -> None:
    git(data, "init", "--quiet")
    git(data, "config", "user.name", "Référente")
    git(data, "config", "user.email", "referente@example.org")
    (data / "autre.txt").write_text("en cours", encoding="utf-8")
    git(data, "add", "autre.txt")
    code, out, _ = receive(NAME, minimal("La Halle"), "--commit")
    assert code == 0
    assert "Enregistré : data: la-halle, bilan 2025 (nouvelle année)" in out
    assert git(data, "-c", "core.quotepath=off", "show", "--name-only", "--format=%an|%B").split(
        "\n"
    ) == [
        "Référente|data: la-halle, bilan 2025 (nouvelle année)",
        "",
        "",
        "places/la-halle/2025.yaml",
        "",
    ]
    # The same file again: git has nothing to record, and it is said.
    code, _, err = receive(NAME, minimal("La Halle"), "--commit")
    assert code == 1
    assert "Git n’a pas enregistré la fiche, qui reste rangée." in err


def test_what_is_printed_is_on_its_own_lines(receive) -> None:
    text = minimal(extra='  date_ouverture: "hier\\n::error::x\\e[2J"\n')
    _, out, _ = receive(NAME, text)
    assert not [line for line in out.splitlines() if line.startswith("::")]
    assert "\x1b" not in out


def test_the_letter_acknowledges_a_good_file(receive, data: Path) -> None:
    configure(data, nom="Le réseau d’essai", delai="deux semaines")
    code, out, _ = receive(NAME, minimal(), "--lettre")
    letter = out.partition("--- Réponse à envoyer ---")[2].partition("--- Fin")[0]
    assert code == 0
    assert "Nous avons bien reçu la fiche de « La Halle » pour 2025." in letter
    assert "Le réseau d’essai relit la fiche ; comptez deux semaines." in letter
    assert fingerprint(minimal().encode()) in letter
    assert "corriger :" not in letter


def test_the_letter_says_what_to_mend(receive, data: Path) -> None:
    code, out, _ = receive(
        NAME, minimal() + '  site_web: "pas <b>une</b> adresse & rien"\n', "--lettre"
    )
    letter = out.partition("--- Réponse à envoyer ---")[2]
    assert code == 1
    assert "il reste à corriger" in letter
    assert "pas <b>une</b> adresse & rien" in letter
    assert "relit la fiche" not in letter


def test_the_delay_is_promised_in_every_letter(receive, data: Path) -> None:
    configure(data, nom="Le réseau d’essai", delai="deux semaines")
    _, out, _ = receive(NAME, minimal(extra="  date_ouverture: hier\n"), "--lettre", "--accuse")
    soon, later = flat(out).split("--- Fin ---")[:2]
    assert "Nous avons bien reçu votre fichier." in soon
    assert "Le réseau d’essai la relira ; comptez deux semaines, puis vous répondra." in soon
    assert "corriger" not in soon.partition("--- Accusé de réception à envoyer ---")[2]
    assert "Le réseau d’essai le relira ; comptez deux semaines." in later


def test_the_acknowledgement_is_short_and_holds_the_fingerprint(receive) -> None:
    code, out, _ = receive(NAME, minimal(), "--accuse")
    letter = flat(out.partition("--- Accusé de réception à envoyer ---")[2])
    assert code == 0
    assert "Nous avons bien reçu la fiche de « La Halle » pour 2025. Merci !" in letter
    assert f"Son empreinte est {fingerprint(minimal().encode())}" in letter
    assert "Réponse à envoyer" not in out


def test_the_report_is_written_for_a_page_of_the_forge(receive, tmp_path: Path) -> None:
    path = tmp_path / "resume.md"
    assert receive(NAME, minimal(), "--resume", str(path))[0] == 0
    assert receive("x @toi.docx", "x", "--resume", str(path))[0] == 1
    first, _, second = flat(path.read_text(encoding="utf-8")).partition("## x ")
    assert first.startswith("## La Halle, 2025\n")
    assert (
        "- **Année :** 2025 (nouvelle année)\n- **Ce que c’est :** nouvelle année de « La Halle »"
        in first
    )
    assert "**Ce qui change depuis le bilan 2024**" in first
    assert f"Empreinte de la fiche : {fingerprint(minimal().encode())}" in first
    assert "Rien n’a été rangé" not in first
    assert "**Rien n’a été rangé.**" in second
    assert "Le fichier doit finir par" in second
    assert "@t" not in second


def configure(data: Path, **contact: str) -> None:
    path = data / "referentiel.yaml"
    text = path.read_text()
    for key, value in contact.items():
        text = re.sub(rf"^  {key}: .*$", f'  {key}: "{value}"', text, flags=re.MULTILINE)
    path.write_text(text)


def test_a_distribution_that_was_begun_is_asked_about(receive, data: Path) -> None:
    begun = minimal(extra="acteurs:\n  structures: {associations: 3, artisans: 2}\n")
    code, out, _ = receive(NAME, begun)
    assert code == 0
    assert "« Structures présentes » : est-ce tout ? La fiche donne 2 lignes sur 8" in flat(out)
    assert (data / "places/la-halle/2025.yaml").read_bytes() == begun.encode()
