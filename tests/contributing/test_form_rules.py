"""The form tells a few faults before the program does: both say the same of the same texts."""

from __future__ import annotations

import json
import subprocess
import unicodedata

import pytest

from cm_build.places.leftovers import is_leftover
from cm_build.places.plausibility import partial_notices
from cm_build.places.text import findings
from cm_build.questionnaire.question import Distribution
from cm_build.reading.hidden import hidden_in
from tests.reading.test_hidden import SEEN, UNSEEN
from tests.support import NODE, ROOT, minimal

SCRIPTS = ROOT / "cm_build/contributing/form/scripts"
TEXTS = (
    "Écrivez à jeanne.martin@exemple.fr", "@laruche@piaille.fr", "x@laruche@piaille.fr", "L’@telier",
    "élodie@exemple.fr", "06 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078", "06.12.34.56.78", "0612345678",
    "+33 (0)6 12 34 56 78", "Ouvert le 08-07-2016 14 h", "du 03.10.2018 09 h 30", "lots 02 03 04 05 06",
    "lots 02 03 04 05 06, 06 12 34 56 78", "SIRET 012 345 678 00017", "46.0512345678", "2016-2024", "a@b.fr" * 40,
)  # fmt: skip
NUMBERS = {
    "310 €/mois": "CM-342", "310 € par mois": "CM-342", "14 k€": "CM-342", "12 %": "CM-342", "3 720 €": "CM-303",
    "3720 euros": "CM-303", "beaucoup": "CM-303", "1_000": "CM-303", "1.234": "CM-304", "3 720": None, "12,5": "CM-307",
}  # fmt: skip

# An interior of 883 m², told in part: whether the place is asked "is that all?".
SHARES = {
    "une ligne": ({"cafe": "210"}, True),
    "une ligne, une autre inconnue": ({"cafe": "210", "boutique": "ne_sait_pas"}, False),
    "rien que l’inconnu": ({"boutique": "ne_sait_pas"}, False),
    "au total, une autre inconnue": ({"cafe": "883", "boutique": "ne_sait_pas"}, False),
    "à un pour cent du total": ({"cafe": "875"}, False),
    "à deux pour cent du total": ({"cafe": "865"}, True),
    "au-delà du total": ({"cafe": "901"}, True),
    "dite entière": ({"cafe": "210", "complet": "oui"}, False),
    "dite partielle": ({"cafe": "210", "complet": "non"}, True),
    "un zéro": ({"cafe": "0"}, True),
}
LEFTOVERS = {
    ".localized": True, ".DS_Store": True, ".ds_store": True, "Thumbs.db": True, "THUMBS.DB": True, "ehthumbs.db": True, "desktop.ini": True,
    "Desktop.ini": True, "Icon\r": True, "__MACOSX": True, "__MACOSX/fiche.yml": True, "__macosx/a/b.jpg": True,
    "._fiche.yml": True, "photos/._cour.jpg": True, "photos/Thumbs.db": True,
    "fiche.yml": False, ".fiche.yml": False, ".cache/fiche.yml": False, "DS_Store": False, "Icon": False, "Icons": False,
    "thumbs.db.yml": False, "mon__MACOSX": False, "_fiche.yml": False, "": False,
}  # fmt: skip
# Ideograms, syllables and private use: thousands of signs of one nature.
ALL_ALIKE = (
    (0x3400, 0xD7A3), (0x17000, 0x18CFF), (0x20000, 0x3FFFF), (0xE010, 0xF8F0), (0xF0010, 0x10FFEF),
)  # fmt: skip
# Where the rules stand among the scripts of the form.
RULES = {
    "texts.js": "refusedIn",
    "checks.js": "numberFault, webFault",
    "signs.js": "unseenIn, signFault, withoutUnseen",
    "partial.js": "isBegun",
    "leftovers.js": "isLeftover",
    "photo_names.js": "stemOf",
    "data.js": "donnees",
}


def in_the_form(call: str, values: object) -> list[str]:
    """Run the rules of the form in Node, apart from the page they serve."""
    imports = (
        f"import {{ {names} }} from {json.dumps((SCRIPTS / file).as_uri())};"
        for file, names in RULES.items()
    )
    script = f"""
      {"".join(imports)}
      donnees.messages = new Proxy({{}}, {{ get: (_, code) => ({{ message: code, remede: "" }}) }});
      const told = {json.dumps(values)}.map((one) => (({call})(one) ?? "").trim());
      console.log(JSON.stringify(told));
    """
    done = subprocess.run(
        [NODE, "--input-type=module"],
        input=script,
        capture_output=True,
        text=True,
        check=True,
    )
    told: list[str] = json.loads(done.stdout)
    return told


def test_personal_data_is_told_alike() -> None:
    told = in_the_form("(text) => refusedIn(text)[0]?.text", TEXTS)
    expected = [
        next((f.code for f in findings(text, short=False) if f.code in ("CM-321", "CM-322")), "")
        for text in TEXTS
    ]
    assert told == expected
    assert set(expected) == {"CM-321", "CM-322", ""}


def test_numbers_are_told_alike(read) -> None:
    rule = (
        '(text) => numberFault(text, { min: 0, decimals: 0, unit: "€", asked: "€, sur l’année" })'
    )
    told = in_the_form(rule, list(NUMBERS))
    assert told == [code or "" for code in NUMBERS.values()]
    head = "questionnaire: 1\npublication: publique\nlicence_acceptee: oui\nidentite: {nom: Ruche, commune: '22278'}\n"
    for typed, code in NUMBERS.items():
        text = f"{head}moyens:\n  premier_financeur: {typed}\n"
        assert [problem.code for problem in read(text).problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://exemple.fr", ""),
        ("www.exemple.fr", "À « www.exemple.fr », il manque le début : https://."),
        ("bonjour", "CM-315"),
    ],
)
def test_addresses_are_told_alike(typed: str, told: str) -> None:
    assert in_the_form("(text) => webFault(text, '')[0]?.text", [typed]) == [told]


def test_what_nobody_sees_is_told_alike() -> None:
    # Every sign that this Python knows, but for plain letters and digits: alone, piled up, and before
    # what needs a sign to stand on. U+1171E was a mark above, and no longer is in newer tables.
    signs = [
        sign
        for sign in map(chr, range(0x110000))
        if unicodedata.category(sign) not in ("Cn", "Cs", "Lu", "Ll", "Nd")
        and sign != "\U0001171e"
        and not any(first <= ord(sign) <= last for first, last in ALL_ALIKE)
    ]
    texts = [
        *SEEN.values(),
        *(text for text, _ in UNSEEN.values()),
        *(made for sign in signs for made in (f"a{sign * 4}", f"a{sign * 9}", f"{sign}\u200d", f"{sign}\ufe0f")),
    ]  # fmt: skip
    found = [hidden_in(text) for text in texts]
    expected = [one.name if one else "" for one in found]
    told = in_the_form("(text) => unseenIn(text)[0]?.name", texts)
    differing = [
        (ascii(text), one, other)
        for text, one, other in zip(texts, told, expected, strict=True)
        if one != other
    ]
    assert differing == []


def test_a_text_without_a_letter_is_told_alike(read) -> None:
    names = (
        "…",
        "—",
        "🏡",
        "La Halle",
        "4",
        "½",
        "東",
        "\u3164",
        "\u2800\u2800",
        "e" + "\u0304" * 4,
    )
    told = in_the_form("(text) => signFault(text, true)", names)
    found = [{problem.code for problem in read(minimal(nom=name)).problems} for name in names]
    assert told == [(codes & {"CM-103", "CM-340"} or {""}).pop() for codes in found]
    assert told == ["CM-340"] * 3 + [""] * 4 + ["CM-103"] * 3
    assert in_the_form("(text) => signFault(text, false)", ["…"]) == [""]


def test_what_is_taken_away_changes_nothing_one_reads() -> None:
    cases = {
        "Un\u200b four\u202e froid\u00ad\ufeff.": "Un four froid.",
        "une ligne\u2028une autre": "une ligne une autre",
        "La\U000e0041 cour": "La cour",
        "👩\u200d🌾 ❤\ufe0f": "👩\u200d🌾 ❤\ufe0f",
        "می\u200cخواهم": "می\u200cخواهم",
        "mai\u200dson": "maison",
        # Told, and left to the person.
        "⠃\u2800⠕": "⠃\u2800⠕",
        "o" + "\u0302" * 4: "o" + "\u0302" * 4,
        "perdu \ufffd": "perdu \ufffd",
    }
    assert in_the_form("withoutUnseen", list(cases)) == list(cases.values())


@pytest.mark.parametrize("name", SHARES)
def test_is_that_all_is_asked_alike(read, tools, name: str) -> None:
    typed, asked = SHARES[name]
    question = tools.names.asked["surfaces"].question
    assert isinstance(question, Distribution)
    parts = [part.id for part in question.parts]
    call = f"(value) => String(isBegun(value, {json.dumps(parts)}, 883))"
    assert in_the_form(call, [typed]) == [str(asked).lower()]
    lines = ", ".join(f"{key}: {value}" for key, value in typed.items())
    extra = f"espace:\n  surface_interieure: 883\n  surfaces: {{{lines}}}\n"
    notices = partial_notices(read.assessment(minimal(extra=extra)), tools.names)
    assert [notice.code for notice in notices] == ["CM-336"] * asked


def test_what_systems_leave_is_passed_over_alike() -> None:
    names, expected = list(LEFTOVERS), list(LEFTOVERS.values())
    assert [any(is_leftover(step) for step in name.split("/")) for name in names] == expected
    told = in_the_form("(name) => String(isLeftover(name))", names)
    assert told == [str(one).lower() for one in expected]
    script = (ROOT / ".ci" / "reception").read_text(encoding="utf-8")
    start = "laisse_par_un_systeme() {"
    rule = start + script.partition(start)[2].partition("\n}\n")[0] + "\n}\n"
    loop = 'for nom; do if laisse_par_un_systeme "$nom"; then echo true; else echo false; fi; done'
    done = subprocess.run(
        ["bash", "-euc", rule + loop, "essai", *names], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == told


def test_a_photo_has_one_name_whenever_it_is_chosen() -> None:
    files = {
        "con.jpg": "photo-con",
        "LPT1.png": "photo-lpt1",
        "Cour.2.webp": "cour-2",
        "….jpg": "photo",
    }
    assert in_the_form("(name) => stemOf({ name })", list(files)) == list(files.values())
