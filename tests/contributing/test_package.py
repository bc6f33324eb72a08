"""What arrives as a file: what it is, told by its name and its content, and never guessed."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from cm_build.contributing.intake.attachment import WrongPackageError, read_name
from cm_build.contributing.intake.destination import KnownPlaces
from cm_build.contributing.intake.mail import Arrival, Received, examine
from cm_build.contributing.intake.package import read_package
from cm_build.questionnaire.names import Names
from cm_build.referential.toolbox import Tools
from tests.pictures import photo
from tests.support import minimal

SHEET = minimal("Le Préau des Forges", extra='histoire:\n  idee_fondatrice: "Né d’un été"\n')
DATED = f"# Fiche du Préau des Forges, année 2025\n{SHEET}"


def zipped(files: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = comment
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def examined(tools: Tools, tmp_path: Path):
    def run(name: str, content: bytes | str, *, complete: bool = False) -> Received:
        data = content.encode() if isinstance(content, str) else content
        arrival = Arrival(data, name, year="2025", complete=complete)
        return examine(arrival, tools, KnownPlaces({}, {}, tools.names), tmp_path)

    return run


def told(received: Received) -> str:
    return "\n".join(f"{finding.message} {finding.hint}" for finding in received.findings)


def private_section(names: Names) -> str:
    return next(one.id for one in names.sections.values() if one.prive_par_defaut)


# As Safari, the Finder, Windows, Android, a mailbox and a person rename a second copy.
@pytest.mark.parametrize(
    "name",
    [
        "commune-mesure_le-preau_2024_complet.yml",
        "commune-mesure_le-preau_2024_complet 2.yml",
        "commune-mesure_le-preau_2024_complet-3.txt",
        "commune-mesure_le-preau_2024_complet (4).yaml",
        "commune-mesure_le-preau_2024_complet - Copie.yml",
        "commune-mesure_le-preau_2024_complet copie 2.yml",
        "Copie de commune-mesure_le-preau_2024_complet.yml.txt",
        "COMMUNE-MESURE_LE-PREAU_2024_COMPLET.YML",
        "commune-mesure le-preau 2024 complet.yml",
        "fiche_complet_relue.yml",
    ],
)
def test_a_name_that_says_complete_is_complete_however_it_was_changed(examined, name: str) -> None:
    assert read_name(name).complete
    received = examined(name, SHEET)
    assert not received.accepted
    assert "est le fichier complet" in told(received)
    assert examined(name, SHEET, complete=True).accepted


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("commune-mesure_le-complet_2024_a-publier 2.yml", "2024"),
        ("Copie de commune-mesure_completement-libre_2023_a-publier.txt", "2023"),
        ("Le Complet 2025.yml", ""),
    ],
)
def test_a_place_may_be_called_complete(name: str, year: str) -> None:
    found = read_name(name)
    assert (found.complete, found.year) == (False, year)


@pytest.mark.parametrize("start", ["", "\ufeff", "\n", "> "])
def test_the_first_line_says_complete_when_the_name_does_not(examined, start: str) -> None:
    received = examined("fiche.yml", f"{start}# Fichier complet du Préau, année 2025\n{SHEET}")
    assert not received.accepted
    assert "est le fichier complet" in told(received)
    # Nothing of what it holds is told.
    assert len(received.findings) == 1


def test_a_private_answer_makes_a_file_private_whatever_it_is_called(examined, tools) -> None:
    section = private_section(tools.names)
    title = tools.names.sections[section].titre
    for answered in (
        f"{section}:\n  resultat_annee: 4321\n",
        f"{section}: {{resultat_annee: 4321}}\n",
        f'"{section}": [{{x: 4321}}]\n',
        f"{section}:\n  resultat_annee: 4321\nfaute: [\n",
    ):
        received = examined("commune-mesure_le-preau_2025_a-publier.yml", SHEET + answered)
        assert not received.accepted
        assert title in told(received)
        assert "4321" not in told(received)
        assert len(received.findings) == 1
    assert examined("fiche.yml", f"{SHEET}{section}:\n  resultat_annee: # en euros\n").accepted
    unveiled = SHEET + f"{section}: {{resultat_annee: 4321}}\nsections_publiees: [{section}]\n"
    assert examined("fiche.yml", unveiled).accepted


def test_what_is_held_back_and_not_published_stays_home(examined) -> None:
    held = SHEET.replace("publique", "non_publiee")
    assert examined("fiche.yml", held).accepted
    for key in ("reponses_masquees: [idee_fondatrice]", "sections_masquees: [histoire]"):
        assert "est le fichier complet" in told(examined("fiche.yml", f"{held}{key}\n"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("fiche.yml", zipped({"f.yml": SHEET}), "mais contient une archive"),
        ("fiche.txt", SHEET.encode() + zipped({"f.yml": SHEET}), "autre chose que du texte"),
        ("fiche.yml", SHEET.encode("utf-16"), "contient du texte en UTF-16"),
        ("fiche.yml", b"{\\rtf1\\ansi questionnaire: 1}", "contient un document"),
        ("fiche.yml", b"%PDF-1.7\n", "contient un document"),
        ("fiche.yml", "<!DOCTYPE html><p>questionnaire: 1", "contient une page web"),
        ("fiche.txt", f"Return-Path: <x@y.fr>\nSubject: fiche\n\n{SHEET}", "un message entier"),
        ("fiche.yml", b"\x78\x9f\x3e\x22xx", "une enveloppe d’Outlook"),
        ("fiche.yml", photo(60, 40), "contient une photo"),
        ("fiche.yml", b"\0\0\0\x18ftypheic" + bytes(20), "contient une photo"),
        ("envoi.zip", SHEET, "n’est pas une archive .zip"),
        ("envoi.zip", b"7z\xbc\xaf" + bytes(30), "n’est pas une archive .zip"),
        ("envoi.zip", SHEET.encode() + zipped({"f.yml": SHEET}), "n’est pas une archive .zip"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "« winmail.dat » est une enveloppe d’Outlook"),
        ("Fiche.eml", SHEET, "« Fiche.eml » est un message entier"),
        ("fiche.docx", zipped({"word/document.xml": "x"}), "« fiche.docx » est un document"),
        ("fiche.pages", b"PK", "« fiche.pages » est un document"),
        ("fiche.html", "<html>", "« fiche.html » est une page web"),
        ("envoi.rar", b"Rar!", "« envoi.rar » est une archive"),
        ("IMG_7.HEIC", b"x", "« IMG_7.HEIC » n’est pas une photo que le site sait lire"),
        ("cour.jpg", photo(60, 40), "il manque la fiche qui la cite"),
        ("fiche", SHEET, "« fiche » n’est ni une fiche, ni une photo"),
        ("fiche.yml.exe", SHEET, "« fiche.yml.exe » n’est ni"),
    ],
)  # fmt: skip
def test_a_name_and_a_content_that_disagree_are_told(examined, name, content, words) -> None:
    received = examined(name, content)
    assert not received.accepted
    assert words in told(received)
    (only,) = received.findings
    assert only.hint


def test_a_double_extension_is_a_text(examined) -> None:
    assert examined("commune-mesure_le-preau_2025_a-publier.yml.txt", DATED).accepted


ONE = {"fiche.yml": DATED}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(ONE | {"photos/IMG_7.heic": "x"}), "« IMG_7.heic » n’est pas une photo que"),
        (zipped(ONE | {"lettre.docx": "x"}), "« lettre.docx » est un document"),
        (zipped(ONE | {"photos.zip": "x"}), "« photos.zip » est une archive"),
        (zipped(ONE | {"b.yaml": DATED}), "elle en contient 2 : « b.yaml », « fiche.yml »."),
        (zipped({"a.txt": DATED, "b.txt": DATED}), "2 : « a.txt », « b.txt »."),
        (zipped({"a.txt": "Bonjour", "b.txt": "Merci"}), "2 : « a.txt », « b.txt »."),
        (zipped({"fiche.yml": "<html><p>questionnaire: 1"}), "« fiche.yml » finit comme une fiche"),
        (zipped(ONE, comment=b"x"), "L’archive en cache une autre"),
        (zipped({"autre.yml": SHEET}) + zipped(ONE), "L’archive en cache une autre"),
        (zipped(ONE | {"/etc/x.yml": "x"}), "« /etc/x.yml »"),
    ],
)
def test_what_is_wrong_in_an_archive_is_named(examined, content: bytes, words: str) -> None:
    received = examined("envoi.zip", content)
    assert not received.accepted
    assert words in told(received)


def test_what_a_mailbox_adds_to_an_archive_is_left_out_and_told(examined) -> None:
    beside = {
        "ATT00001.txt": "Envoyé depuis mon téléphone",
        "__MACOSX/._fiche.yml": "x",
        "photos/.DS_Store": "x",
        "photos/THUMBS.DB": "x",
        ".localized": "",
    }
    received = examined("envoi.zip", zipped(ONE | beside))
    assert received.accepted
    assert "« ATT00001.txt » a été laissé de côté" in told(received)
    assert "DS_Store" not in told(received)


def test_an_accented_photo_keeps_its_name_from_a_mac() -> None:
    """The Finder writes decomposed UTF-8, and does not say that it is UTF-8."""
    name = "e\u0301te\u0301.jpg".encode()
    # Written under a plain name, which sets no flag, then renamed in place.
    written = zipped(ONE | {f"photos/{'x' * len(name)}.jpg": photo(60, 40)})
    mac = written.replace(b"x" * len(name) + b".jpg", name[:-4] + b"-xxx.jpg")
    assert list(read_package(mac, "envoi.zip").photos) == ["été-xxx.jpg"]


def quoted(text: str, encoding: str = "utf-8") -> str:
    return quopri.encodestring(text.encode(encoding)).decode()


WIDE = DATED.replace("Né d’un été", "Née à Évreux, un jour d’août")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (quoted(WIDE), 1),
        (quoted(SHEET.replace("’", "'"), "latin-1"), 5),
        (SHEET.encode().decode("cp1252"), 5),
        (SHEET.encode().decode("latin-1"), 5),
        (SHEET.replace("é", "\ufffd"), 5),
        (SHEET.replace("é", "&eacute;"), 5),
        (SHEET.replace("’", "&#8217;"), 8),
        ("".join(f"> {line}" for line in DATED.splitlines(keepends=True)), 1),
        (base64.encodebytes(DATED.encode()).decode(), 1),
    ],
    ids=["qp", "qp-latin-1", "cp1252", "latin-1", "perdu", "entites", "nombres", "citation", "base64"],
)  # fmt: skip
def test_a_text_that_a_mailbox_mangled_is_never_published(
    examined, content: str, line: int
) -> None:
    received = examined("fiche.yml", content)
    assert not received.accepted
    (only,) = received.findings
    assert only.line == line
    assert "enregistrez la pièce jointe" in only.hint


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/?q=C3=A9&lt;x=E9a",
        "Moitié = 50 %, R&D ; A=B=C",
        "São Paulo, Ångström, Ñandú",
        "1 + 1 =2",
    ],
)
def test_honest_signs_are_no_fault(examined, text: str) -> None:
    assert examined("fiche.yml", SHEET.replace("Né d’un été", text)).accepted


def test_the_reader_of_packages_only_raises_what_it_says() -> None:
    whole = zipped(ONE | {"photos/cour.jpg": photo(60, 40)})
    for end in range(0, len(whole), 7):
        with pytest.raises(WrongPackageError):
            read_package(whole[:end], "envoi.zip")
