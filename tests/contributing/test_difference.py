"""What changed between two files, in the words of the questionnaire."""

from __future__ import annotations

from cm_build.contributing.intake.difference import difference
from cm_build.contributing.intake.public_difference import public_difference
from tests.support import minimal


def changes(read, tools, before: str, after: str) -> list[tuple[str, str, str, str, str]]:
    found = difference(read.assessment(before), read.assessment(after), tools)
    return [(one.kind, one.group, one.label, flat(one.before), flat(one.after)) for one in found]


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_same_file_has_no_change(read, tools) -> None:
    assert changes(read, tools, minimal(), minimal().replace('"', "'")) == []


def test_answers_are_added_changed_and_removed(read, tools) -> None:
    before = minimal(extra="  date_ouverture: 2019-05-18\nespace:\n  surface_interieure: 1234\n")
    after = minimal(
        "La Grande Halle",
        extra="  types_de_lieu: [culturel, coworking]\nespace:\n  surface_interieure: 2000\n",
    )
    found = changes(read, tools, before, after)
    assert [(kind, old, new) for kind, _, _, old, new in found] == [
        ("changement", "La Halle", "La Grande Halle"),
        ("ajout", "", found[1][4]),
        ("retrait", "18 mai 2019", ""),
        ("changement", "1 234 m²", "2 000 m²"),
    ]
    assert "Coworking" in found[1][4] or "coworking" in found[1][4]


def test_header_and_workshop_are_told(read, tools) -> None:
    workshop = (
        "evaluation_collective:\n  date: 2025-05-12\n  participants: {usagers: 4}\n  votes: {}\n"
    )
    before = minimal() + "reponse: {mode: seul, minutes: 30}\n"
    after = (
        minimal()
        + "etat: ferme\ndate_fermeture: 2025-06-01\nafficher_reperes: oui\nsections_masquees: [espace]\n"
        + workshop
    )
    assert changes(read, tools, before, after) == [
        ("changement", "À propos du fichier", "État du lieu", "ouvert", "ferme"),
        ("ajout", "À propos du fichier", "Date de fermeture", "", "1er juin 2025"),
        ("retrait", "À propos du fichier", "Façon de répondre", "mode : seul ; minutes : 30", ""),
        ("changement", "À propos du fichier", "Montrer les repères", "Non", "Oui"),
        ("ajout", "À propos du fichier", "Parties masquées", "", "espace"),
        ("ajout", "Évaluation collective", "Votes", "", "12 mai 2025, 4 participants, 0 critère"),
    ]
    other = after.replace("usagers: 4", "occupants: 4")
    (told,) = changes(read, tools, after, other)
    assert told[4] == "même texte, contenu modifié"


def test_a_change_behind_the_same_words_is_told(read, tools) -> None:
    photos = 'histoire:\n  photos: [{{fichier: "{}.jpg", texte: "La cour"}}]\n'
    (told,) = changes(
        read, tools, minimal(extra=photos.format("a")), minimal(extra=photos.format("b"))
    )
    assert told[3:] == ("La cour", "même texte, contenu modifié")


def test_a_silence_that_is_explained_is_told(read, tools) -> None:
    before = minimal(extra="espace:\n  surface_interieure: 12\n  surface_exterieure: 30\n")
    after = before.replace("surface_exterieure: 30", "surface_exterieure: ne_sait_pas")
    (told,) = changes(read, tools, before, after)
    assert told[3:] == ("30 m²", "ne sait pas")


def test_a_part_that_only_has_silences_is_told(read, tools) -> None:
    after = minimal(extra="espace:\n  surface_interieure: ne_sait_pas\n")
    (told,) = changes(read, tools, minimal(), after)
    assert (told[0], told[4]) == ("ajout", "ne sait pas")


def test_each_part_names_what_asks_the_question(read, tools) -> None:
    after = minimal(
        extra="effets_sociaux:\n  echelles: {individuelle: {intensite: 4}}\n"
        "  criteres: {lien_social: {presence: reguliere}}\n"
        "environnement: {emissions: {restauration: oui}}\n"
    )
    names = tools.names
    assert [change[1] for change in changes(read, tools, minimal(), after)] == [
        names.scales["individuelle"].titre,
        names.criteria["lien_social"].titre,
        names.axes["emissions"].titre,
    ]


def test_what_is_hidden_is_compared_too(read, tools) -> None:
    before = minimal(extra="espace:\n  surface_interieure: 12\nsections_masquees: [espace]\n")
    (told,) = changes(read, tools, before, before.replace("12", "13"))
    assert told[3:] == ("12 m²", "13 m²")


def public_changes(read, tools, before: str, after: str) -> list[tuple[str, str, str]]:
    found = public_difference(read.assessment(before), read.assessment(after), tools)
    return [(one.label, one.before, one.after) for one in found]


KEPT_ALONE = [("Réponses que le site ne montre pas", "", "contenu modifié")]


def test_a_comment_never_quotes_what_the_site_does_not_show(read, tools) -> None:
    space = minimal(extra="espace:\n  surface_interieure: 731\n  postes_travail: 14\n")
    hidden = space + "reponses_masquees: [surface_interieure]\n"
    assert public_changes(read, tools, hidden, hidden.replace("731", "752")) == KEPT_ALONE
    section = space + "sections_masquees: [espace]\n"
    assert public_changes(read, tools, section, section.replace("731", "752")) == KEPT_ALONE
    private = minimal(extra="financement:\n  dettes: 4100\n")
    assert public_changes(read, tools, private, private.replace("4100", "4200")) == KEPT_ALONE
    shown = public_changes(read, tools, space, space.replace("14", "16"))
    assert [(flat(one[1]), flat(one[2])) for one in shown] == [("14 postes", "16 postes")]


def test_a_comment_does_not_size_a_college_told_in_words(read, tools) -> None:
    """Of 12 people, 8 counted: the 4 others would be the college whose vote is in words."""
    workshop = (
        "reponse: {mode: atelier, personnes: 12}\nevaluation_collective:\n"
        "  participants: {equipe: 4, usagers: 8}\n  votes: {lien_social: {"
        "equipe: {durable: 4}, usagers: {ponctuelle: 3, durable: 5}}}\n"
    )
    before = minimal()
    told = str(public_changes(read, tools, before, minimal(extra=workshop)))
    assert "atelier" in told
    assert "12" not in told
    counted = workshop.replace("equipe: {durable: 4}", "equipe: {durable: 3, ponctuelle: 1}")
    assert "12" in str(public_changes(read, tools, before, minimal(extra=counted)))


def test_a_comment_never_quotes_a_year_that_is_not_published(read, tools) -> None:
    space = minimal(extra="espace:\n  surface_interieure: 731\n")
    gone = space.replace("publique", "non_publiee")
    assert public_changes(read, tools, gone, gone.replace("731", "752")) == KEPT_ALONE
    told = public_changes(read, tools, gone, space.replace("731", "752"))
    assert ("Publication", "non_publiee", "publique") in told
    assert "731" not in str(told)
    withdrawn = public_changes(read, tools, space, gone)
    assert withdrawn == [("Publication", "publique", "non_publiee")]


MEASURES = """\
mesures_du_lieu:
  - {{id: repas, titre: "{}", unite: repas, valeur: {}, comptage: "le cahier", choisi_par: equipe, depuis: 2024}}
"""


def test_what_the_place_follows_is_told_by_its_title(read, tools) -> None:
    before = minimal(extra=MEASURES.format("Repas", 3))
    after = minimal(extra=MEASURES.format("La grande table", 4))
    (told,) = changes(read, tools, before, after)
    assert told[:3] == ("changement", "Les mesures du lieu", "La grande table")
    assert [text.replace("\xa0", " ") for text in told[3:]] == [
        "Repas : 3 repas",
        "La grande table : 4 repas",
    ]
    (told,) = changes(read, tools, minimal(), after)
    assert told[0] == "ajout"


def test_a_public_letter_says_nothing_of_a_measure_that_is_kept(read, tools) -> None:
    before = minimal(extra=MEASURES.format("Repas", 3))
    after = minimal(extra=MEASURES.format("Repas", 4)).replace(
        "identite:", "sections_masquees: [mesures_du_lieu]\nidentite:"
    )
    told = public_difference(read.assessment(before), read.assessment(after), tools)
    assert not [
        one for one in told if "repas" in f"{one.label} {one.before} {one.after}".casefold()
    ]
    assert "Réponses que le site ne montre pas" in [one.label for one in told]
