"""What a place keeps to itself stays so, whatever file it takes up again; nothing stale ever leaves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import serving
from tests.browser.forms import (
    FORM,
    READY,
    filling,
    to_publish,
    visiting,
    whole_file,
    with_draft,
    words,
)
from tests.browser.test_form import IDENTITY, PREVIEW_SHOWN, configured, photo
from tests.support import DATA

pytestmark = pytest.mark.navigateur


@pytest.fixture
def form(browser, served: str):
    with filling(browser, served) as page:
        yield page


def taken_up(page, served: str, file: Path) -> None:
    page.goto(served + FORM)
    page.set_input_files("#fichier", file)
    page.click("#reprise .cm-bouton >> nth=0")
    page.wait_for_selector("#sommaire:not([hidden])")


def test_what_a_file_hides_is_still_hidden_once_taken_up_again(form, served: str):
    hiding = DATA / "exemples/la-tasse-ebrechee/2025.yaml"
    assert "sections_masquees: [moyens, sante_bien_etre]" in hiding.read_text(encoding="utf-8")
    taken_up(form, served, hiding)
    form.goto(f"{served}{FORM}#publier")
    assert not form.is_checked("#publier-moyens")
    assert not form.is_checked("#publier-sante_bien_etre")
    assert form.is_checked("#publier-espace")
    sent = to_publish(form)
    assert "moyens:" not in sent
    assert "sante_bien_etre" not in sent
    assert "« Moyens financiers » reste chez vous" in words(form, "#retire")


def test_the_complete_file_remembers_what_stays_home(tab, served: str, tmp_path: Path, read, tools):
    document = {
        **IDENTITY,
        "espace": {"surface_interieure": "240", "surface_exterieure": "60"},
        "equipe": {"benevoles": "7"},
        "financement": {"dettes": "12345"},
    }
    draft = {
        "annee": "2025", "document": document, "masquees": ["equipe"],
        "retenues": ["surface_exterieure"], "devoilees": ["financement"],
    }  # fmt: skip
    with_draft(tab, served, draft)
    kept = tmp_path / "complet.yml"
    kept.write_text(whole_file(tab), encoding="utf-8")
    for line in (
        "sections_masquees: [equipe]",
        "reponses_masquees: [surface_exterieure]",
        "sections_publiees: [financement]",
    ):
        assert line in kept.read_text(encoding="utf-8")
    read_back = read.assessment(kept.read_text(encoding="utf-8"))
    seen = read_back.visible(tools.names).answers
    assert "surface_interieure" in seen
    assert "dettes" in seen
    assert not {"surface_exterieure", "benevoles"} & seen.keys()

    tab.evaluate("localStorage.clear()")
    taken_up(tab, served, kept)
    tab.goto(f"{served}{FORM}#relire")
    assert tab.is_checked("#garder-surface_exterieure")
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    assert "surface_exterieure" not in sent
    assert "benevoles" not in sent
    assert "dettes: 12345" in sent
    assert "masquees" not in sent
    # The draft alone shows everything again to the people of the place.
    tab.goto(f"{served}{FORM}#garder")
    assert "benevoles: 7" in whole_file(tab)


@pytest.mark.parametrize(
    ("hiding", "left"),
    [
        ("reponses_masquees: [lien_social.niveau, loyer_annuel]", {"exemple: ", "energie: 3170"}),
        # What it answers is said again elsewhere: that goes with it, as on the site.
        ("sections_masquees: [espace]", {"exemple: ", "energie: 3170", "niveau: regulier"}),
        (
            "afficher_reperes: non",
            {"exemple: ", "energie: 3170", "niveau: regulier", "28900", "28901"},
        ),
    ],
)
def test_what_an_older_file_keeps_is_kept_though_it_is_asked_no_more(
    form, served: str, tmp_path: Path, hiding: str, left: set[str]
) -> None:
    file = tmp_path / "2024.yaml"
    file.write_text(
        f"""\
questionnaire: 1
publication: publique
licence_acceptee: oui
{hiding}
identite: {{nom: "La Halle", commune: "35238"}}
espace: {{loyer_annuel: 28900}}
moyens: {{depenses: {{loyer: 28901, energie: 3170}}}}
effets_sociaux: {{criteres: {{lien_social: {{niveau: regulier, exemple: "Un repas."}}}}}}
evaluation_collective: {{participants: {{usagers: 9}}, votes: {{lien_social: {{usagers: {{ponctuel: 4, regulier: 5}}}}}}}}
""",
        encoding="utf-8",
    )
    taken_up(form, served, file)
    form.goto(f"{served}{FORM}#publier")
    sent = to_publish(form)
    every = {"exemple: ", "niveau: regulier", "28900", "28901", "energie: 3170"}
    assert {said for said in every if said in sent} == left
    assert ("votes" in sent) == ("lien_social.niveau," not in hiding)


def test_a_photo_of_an_archive_is_redrawn_too(form, served: str, tmp_path: Path):
    sheet = 'questionnaire: 1\nidentite: {nom: "La Halle", commune: "35238"}\n'
    sheet += 'histoire: {photos: [{fichier: cour.jpg, texte: "La cour."}]}\n'
    archive = tmp_path / "commune-mesure_la-halle_2025_complet.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("__MACOSX/._fiche.yml", b"\x00\x05\x16\x07")
        made.writestr("fiche.txt", sheet)
        made.write(photo(tmp_path / "cour.jpg"), "photos/cour.jpg")
    taken_up(form, served, archive)
    form.goto(f"{served}{FORM}#garder")
    with form.expect_download() as waiting:
        form.click("#telecharger-complet")
    with zipfile.ZipFile(waiting.value.path()) as kept, kept.open("photos/cour.jpg") as content:
        image = Image.open(content)
        assert dict(image.getexif()) == {}
        assert max(image.size) == 2000


def test_the_boxes_all_mean_the_same(tab, served: str):
    document = {**IDENTITY, "equipe": {"benevoles": "7"}, "financement": {"dettes": "12345"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#publier")
    assert tab.is_checked("#publier-equipe")
    assert not tab.is_checked("#publier-financement")
    assert "12345" not in to_publish(tab)
    tab.check("#publier-financement")
    assert tab.is_hidden("#envoi")
    assert "dettes: 12345" in to_publish(tab)
    assert "sections_publiees: [financement]" in (tab.text_content("#texte-envoye") or "")


@pytest.mark.parametrize(
    "change",
    ["#licence", '[id="q-fiche.reperes--oui"]', "#publier-equipe"],
    ids=["accord", "reperes", "section"],
)
def test_a_change_asks_to_prepare_again(tab, served: str, change: str):
    document = {**IDENTITY, "equipe": {"benevoles": "7"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#publier")
    to_publish(tab)
    tab.click(change)
    assert tab.is_hidden("#envoi")
    assert tab.text_content("#texte-envoye") == ""
    assert "préparez" in tab.inner_text("#annonce")


PERSONAL = [
    ("identite", "accroche", "Écrivez à jeanne.martin@exemple.fr", "accroche"),
    ("histoire", "idee_fondatrice", "Appelez le 06 12 34 56 78.", "idee_fondatrice"),
    ("histoire", "valeurs_details", {"partage": "Au 06.12.34.56.78"}, "valeurs"),
    ("espace", "surface_interieure", "douze", "surface_interieure"),
    ("histoire", "frise", [{"annee": "l’an dernier", "evenement": "Ouverture"}], "frise"),
]


@pytest.mark.parametrize(("section", "key", "value", "question"), PERSONAL, ids=range(5))
def test_what_the_site_would_refuse_is_told_before_it_leaves(
    tab, served: str, section: str, key: str, value: object, question: str
):
    inside = {key: value, **({"valeurs": ["partage"]} if key == "valeurs_details" else {})}
    document = {**IDENTITY, section: {**(IDENTITY.get(section) or {}), **inside}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#erreurs:not([hidden])")
    assert tab.is_hidden("#envoi")
    tab.click("#erreurs a")
    box = f'[id="q-{question}"]'
    assert tab.is_visible(f"{box} .cm-q__erreur")
    assert tab.title().startswith("Erreur : ")
    assert "revenir à la publication" in tab.inner_text("#continuer")


def test_the_messages_lead_to_the_year_and_to_the_agreement(tab, served: str):
    with_draft(tab, served, {"annee": "", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#publier")
    tab.click("#preparer-envoi")
    assert tab.locator("#erreurs a").count() == 2
    assert tab.is_visible('[id="q-fiche.licence"] .cm-q__erreur')
    tab.click("#erreurs a >> nth=1")
    assert tab.evaluate("document.activeElement.id") == "licence"
    tab.click("#erreurs a >> nth=0")
    assert tab.evaluate("document.activeElement.id") == "annee"
    assert tab.is_visible('[id="q-fiche.annee"] .cm-q__erreur')
    tab.fill("#annee", "2025")
    tab.click("#continuer")
    tab.wait_for_selector("#publier:not([hidden])")
    tab.goto(f"{served}{FORM}#champ=publication")
    assert tab.evaluate("document.activeElement.id") == "licence"


def test_the_whole_check_refuses_what_it_alone_sees(tab, served: str):
    document = {**IDENTITY, "identite": {**IDENTITY["identite"], "commune": "35000 Nulleville"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#apercu")
    tab.click("#lancer-apercu")
    tab.wait_for_selector("#problemes:not([hidden])", timeout=READY)
    tab.goto(f"{served}{FORM}#publier")
    tab.check("#licence")
    tab.click("#preparer-envoi")
    tab.wait_for_selector("#erreurs:not([hidden])", timeout=READY)
    assert tab.is_hidden("#envoi")
    tab.click("#erreurs a")
    assert tab.evaluate("document.activeElement.id") == "c-commune"


def test_the_preview_marks_what_stays_home(tab, served: str):
    document = {**IDENTITY, "financement": {"dettes": "12345"}, "equipe": {"benevoles": "7"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#apercu")
    tab.click("#lancer-apercu")
    tab.wait_for_selector(PREVIEW_SHOWN, timeout=READY)
    assert "Non publié" not in (tab.get_attribute("#cadre", "srcdoc") or "")
    tab.check("#apercu-prive")
    inside = tab.frame_locator("#cadre")
    inside.locator(".cm-retenue").first.wait_for(timeout=READY)
    marked = inside.locator(".cm-section:has(.cm-retenue)").evaluate_all(
        "all => all.map(s => s.id)"
    )
    assert marked == ["financement"]
    # A page that does not exist yet is not a link.
    assert inside.locator("a[href^='../'], a[href^='donnees']").count() == 0


def test_every_word_that_leaves_is_read_before(tab, served: str):
    document = {
        **IDENTITY,
        "histoire": {
            "valeurs": ["partage"],
            "valeurs_details": {"partage": "Le prêt de la remorque."},
        },
        "acteurs": {"structures": {"associations": "1"}},
    }
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    assert "Le prêt de la remorque." in tab.inner_text("#reponses")
    assert "1 structure" in words(tab, "#reponses")
    assert "1 structures" not in words(tab, "#reponses")
    tab.goto(f"{served}{FORM}#publier")
    to_publish(tab)
    assert "Le prêt de la remorque." in (tab.text_content("#reponses-envoyees") or "")


def test_one_line_of_a_budget_stays_home(tab, served: str, tmp_path: Path, read, tools):
    spent = {"salaires": "79000", "energie": "17000", "achats": "14000", "complet": "oui"}
    document = {**IDENTITY, "equipe": {"effectif": "9"}, "moyens": {"depenses": spent}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    tab.click("text=Ou une seule ligne")
    tab.check('[id="garder-depenses.salaires"]')
    tab.goto(f"{served}{FORM}#publier")
    assert "Sauf 1 réponse que vous gardez" in words(tab, "#publier")
    sent = to_publish(tab)
    assert "79000" not in sent
    assert "complet" not in sent
    assert "energie: 17000" in sent
    assert "reste chez vous" in words(tab, "#retire")
    tab.goto(f"{served}{FORM}#garder")
    kept = tmp_path / "complet.yml"
    kept.write_text(whole_file(tab), encoding="utf-8")
    assert 'reponses_masquees: ["depenses.salaires"]' in kept.read_text(encoding="utf-8")
    seen = read.assessment(kept.read_text(encoding="utf-8")).visible(tools.names)
    assert "79000" not in str(seen.answers)
    tab.evaluate("localStorage.clear()")
    taken_up(tab, served, kept)
    tab.goto(f"{served}{FORM}#relire")
    assert tab.is_checked('[id="garder-depenses.salaires"]')


def test_a_line_does_not_leave_with_what_gives_it_back(form, served: str, read, tools):
    rooms = {"cafe": "83", "bureaux": "171", "stockage": "163", "complet": "oui"}
    spent = {"loyer": "9600", "energie": "3100", "complet": "oui"}
    document = {
        **IDENTITY,
        "espace": {
            "surface_interieure": "417",
            "surfaces": rooms,
            "regime_occupation": "locataire_marche",
            "loyer_hors_charges": "9600",
        },
        "moyens": {"depenses": spent},
    }
    with_draft(
        form,
        served,
        {
            "annee": "2025",
            "document": document,
            "retenues": ["surfaces.bureaux", "depenses.loyer"],
        },
    )
    form.goto(f"{served}{FORM}#publier")
    sent = to_publish(form)
    assert "surface_interieure: 417" in sent
    assert "energie: 3100" in sent
    for gone in ("surfaces:", "163", "9600", "loyer"):
        assert gone not in sent
    told = words(form, "#retire")
    assert "« Bureaux et espaces de travail » reste chez vous." in told
    assert "on y retrouverait « Bureaux et espaces de travail »" in told
    # The site would have kept the same answers, from the complete file.
    form.goto(f"{served}{FORM}#garder")
    whole = read.assessment(whole_file(form)).visible(tools.names)
    assert whole.answers == read.assessment(sent).visible(tools.names).answers


@pytest.mark.parametrize(
    ("hidden", "shown", "gone"),
    [
        ("moyens", "surface_interieure: 417", ("9600", "loyer_hors_charges")),
        ("espace", "energie: 3100", ("9600", "loyer:")),
    ],
)
def test_a_section_that_stays_is_not_given_back_by_another(
    tab, served: str, read, tools, *, hidden: str, shown: str, gone: tuple[str, ...]
):
    space = {
        "surface_interieure": "417",
        "regime_occupation": "locataire_marche",
        "loyer_hors_charges": "9600",
    }
    means = {"depenses": {"loyer": "9600", "energie": "3100", "achats": "2150"}}
    document = {**IDENTITY, "espace": space, "moyens": means}
    with_draft(tab, served, {"annee": "2025", "document": document, "masquees": [hidden]})
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    assert shown in sent
    for one in gone:
        assert one not in sent
    told = words(tab, "#retire")
    assert told.count("reste chez vous") == 1
    assert told.count("reste aussi chez vous") == 1
    # The site would have kept the same answers, from the complete file.
    tab.goto(f"{served}{FORM}#garder")
    whole = read.assessment(whole_file(tab)).visible(tools.names)
    assert whole.answers == read.assessment(sent).visible(tools.names).answers


def test_a_choice_about_a_question_that_is_gone_stops_nothing(tab, served: str):
    spent = {"loyer": "9600", "energie": "3100"}
    document = {**IDENTITY, "moyens": {"depenses": spent}}
    gone = ["depenses.charrettes", "question_d_autrefois", "depenses.loyer"]
    draft = {"annee": "2025", "document": document, "retenues": gone, "masquees": ["autrefois"]}
    with_draft(tab, served, draft)
    complete = whole_file(tab)
    for name in ("depenses.charrettes", "question_d_autrefois", "depenses.loyer", "autrefois"):
        assert name in complete
    tab.goto(f"{served}{FORM}#publier")
    sent = to_publish(tab)
    assert "energie: 3100" in sent
    assert "9600" not in sent
    assert "autrefois" not in sent


WORKSHOP = {
    "participants": {"equipe": "4"},
    "votes": {"lien_social": {"equipe": {"reguliere": "3", "durable": "1"}}},
}


def test_the_votes_of_a_group_are_read_in_words_and_counted(tab, served: str):
    document = {**IDENTITY, "evaluation_collective": WORKSHOP}
    with_draft(tab, served, {"annee": "2025", "document": document})
    tab.goto(f"{served}{FORM}#relire")
    told = words(tab, "#reponses")
    assert (
        "Tout au long de l’année (présence régulière) : 3 ; D’une année sur l’autre (présence durable) : 1"
        in told
    )
    rows = tab.locator("#reponses section", has_text="Évaluation à plusieurs")
    assert rows.get_by_role("checkbox").count() == 0
    tab.goto(f"{served}{FORM}#evaluation_collective")
    tab.click(".cm-bulletin summary >> nth=0")
    tab.fill('[data-q="atelier.lien_social.equipe"] [data-part=reguliere]', "9")
    tab.click("#continuer")
    assert "plus de votes que de participants (4)" in words(tab, "#erreurs")
    # The grid has the width it needs, and the names of the groups stay in sight.
    table = tab.locator(".cm-bulletin[open] .cm-tableau").first
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_a_vote_told_in_words_is_read_in_words(tab, served: str):
    """A group that agreed elsewhere: its answers are read as people say them, and stay as they are."""
    agreed = {"accord": "la_plupart", "reponses": ["reguliere", "durable"]}
    workshop = {**WORKSHOP, "votes": {"lien_social": {"equipe": agreed}}}
    draft = {"annee": "2025", "document": {**IDENTITY, "evaluation_collective": workshop}}
    with_draft(tab, served, draft)
    said = "La plupart : tout au long de l’année (présence régulière) ; aussi choisi : d’une année sur l’autre (présence durable)"
    tab.goto(f"{served}{FORM}#evaluation_collective")
    tab.click(".cm-bulletin summary >> nth=0")
    told = words(tab, '[data-q="atelier.lien_social.equipe"]')
    assert said in told
    assert "Le nombre ne se dit pas" in told
    assert "la_plupart" not in told
    tab.goto(f"{served}{FORM}#relire")
    assert said in words(tab, "#reponses")
    assert tab.is_hidden("#inconnus")
    tab.goto(f"{served}{FORM}#garder")
    assert "accord: la_plupart\n        reponses: [reguliere, durable]" in whole_file(tab)


def test_what_people_said_is_written_beside_their_votes(tab, served: str, read):
    """Typed effect by effect, read again from the file; a hidden effect takes it away."""
    effects = {"criteres": {"solidarite": {"exemple": "L’armoire du partage."}}}
    document = {**IDENTITY, "evaluation_collective": WORKSHOP, "effets_sociaux": effects}
    draft = {"annee": "2025", "document": document, "masquees": ["solidarite"]}
    with_draft(tab, served, draft)
    tab.goto(f"{served}{FORM}#evaluation_collective")
    tab.check('[id="q-atelier.format--soiree"]')
    for effect, rank in (("lien_social", 0), ("solidarite", 5)):
        bulletin = tab.locator(f'.cm-bulletin[data-critere="{effect}"]')
        bulletin.locator("summary").click()
        said = bulletin.locator("textarea")
        for place, text in enumerate((f"Désaccord {rank}", f"Une réserve {rank}\nUne autre", f"On garde {rank}")):  # fmt: skip
            said.nth(place).fill(text)
    tab.click("#continuer")
    tab.goto(f"{served}{FORM}#relire")
    assert "Lien social, Ce qui fait désaccord Désaccord 0" in words(tab, "#reponses").replace(
        "\n", " "
    )
    tab.goto(f"{served}{FORM}#garder")
    whole = read.assessment(whole_file(tab)).workshop
    assert whole.format == "soiree"
    assert whole.reservations["lien_social"] == ("Une réserve 0", "Une autre")
    assert whole.told == {"lien_social", "solidarite"}
    tab.goto(f"{served}{FORM}#publier")
    sent = read.assessment(to_publish(tab)).workshop
    assert sent.told == {"lien_social"}
    assert sent.disagreements == {"lien_social": "Désaccord 0"}
    assert sent.decisions == {"lien_social": "On garde 0"}


def test_the_state_that_will_be_written_is_read_again(form, served: str):
    form.click("#commencer-essentiel")
    form.goto(f"{served}{FORM}#relire")
    assert "Il est ouvert" in form.inner_text("#reponses")


def test_a_phone_shares_what_phones_accept(tab, served: str, tmp_path: Path):
    with_draft(tab, served, {"annee": "2025", "document": IDENTITY})
    tab.goto(f"{served}{FORM}#histoire")
    tab.set_input_files("#c-photos", photo(tmp_path / "con.jpg"))
    tab.wait_for_selector(".cm-photo img[src^=blob]")
    tab.evaluate(
        """() => {
            const fine = (files) => files.every((one) => /\\.(txt|jpg)$/.test(one.name));
            navigator.canShare = ({ files }) => fine(files);
            navigator.share = async ({ files, title }) => { window.partage = { title, noms: files.map((one) => one.name), texte: await files[0].text() }; };
        }"""
    )
    tab.evaluate("location.hash = 'publier'")
    text = to_publish(tab)
    tab.click("#partager")
    tab.wait_for_selector("#envoi-etat:has-text('confié')")
    shared = tab.evaluate("window.partage")
    assert shared["noms"] == ["commune-mesure_la-halle_2025_a-publier.txt", "photo-con.jpg"]
    assert shared["texte"] == text
    assert shared["title"] == "Fiche de La Halle"
    with tab.expect_download() as waiting:
        tab.click("#telecharger-txt")
    assert waiting.value.suggested_filename == "commune-mesure_la-halle_2025_a-publier.txt"
    assert waiting.value.path().read_text(encoding="utf-8") == text


def test_the_way_of_git_names_the_file_as_it_must_be(browser, copied_data: Path, tmp_path: Path):
    configured(copied_data, tmp_path / "site")
    # Within what the question takes, and too long for an address.
    long = {**IDENTITY, "histoire": {"idee_fondatrice": "é" * 1000}}
    with serving(tmp_path / "site") as address, visiting(browser) as context:
        page = context.new_page()
        with_draft(page, address, {"annee": "2025", "document": long})
        page.goto(f"{address}{FORM}#publier")
        text = to_publish(page)
        page.click("#voie-git summary")
        with page.expect_download() as waiting:
            page.click("#telecharger-git")
        assert waiting.value.suggested_filename == "2025.yaml"
        assert waiting.value.path().read_text(encoding="utf-8") == text
        assert page.is_hidden("#photos-git")
        with_draft(page, address, {"annee": "2025", "document": IDENTITY})
        page.goto(f"{address}{FORM}#publier")
        to_publish(page)
        page.click("#voie-git summary")
        assert page.is_hidden("#deposer-git")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Le Grenier à Sel", "du Grenier à Sel"),
        ("Les Mains Sales", "des Mains Sales"),
        ("L’Atelier", "de L’Atelier"),
        ("Échappée", "d’Échappée"),
        ("Leroy & fils", "de Leroy & fils"),
    ],
)
def test_a_place_is_named_as_one_says_it(tab, served: str, name: str, told: str):
    document = {"identite": {"nom": name, "commune": "35238"}}
    with_draft(tab, served, {"annee": "2025", "document": document})
    assert whole_file(tab).startswith(f"# Fichier complet {told}, année 2025\n")


def test_the_direction_is_proposed_from_signed_answers_and_never_ticked_alone(tab, served: str):
    effects = {"criteres": {"sante_bien_etre": {"presence": "reguliere", "effets": ["confiance"]}}}
    with_draft(tab, served, {"annee": "2025", "document": {**IDENTITY, "effets_sociaux": effects}})
    tab.goto(f"{served}{FORM}#sante_bien_etre")
    box = tab.locator('[data-q="sante_bien_etre.sens"]')
    assert box.locator(":checked").count() == 0
    assert "Répondre «\u00a0Favorable\u00a0»" in box.locator("[data-proposition]").inner_text()
    tab.check('[id="q-sante_bien_etre.effets--fatigue"]')
    assert "Répondre «\u00a0Les deux\u00a0»" in box.locator("[data-proposition]").inner_text()
    box.locator("[data-proposition] button").click()
    assert box.locator('[value="les_deux"]').is_checked()
    assert box.locator("[data-proposition]").count() == 0
    tab.goto(f"{served}{FORM}#garder")
    assert "sens: les_deux" in whole_file(tab)
