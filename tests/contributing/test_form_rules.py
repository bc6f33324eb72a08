"""The form tells a few faults before the program does: both say the same of the same texts."""

from __future__ import annotations

import json
import subprocess

import pytest

from cm_build.places.text import findings
from tests.support import ROOT

SCRIPTS = ROOT / "cm_build" / "rendering" / "scripts" / "formulaire"
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


def in_the_form(call: str, values: object) -> list[str]:
    """Run the rules of the form in Node, apart from the page they serve."""
    parts = [
        (SCRIPTS / name).read_text(encoding="utf-8").partition(end)[0]
        for name, end in (
            ("30-conditions.js", "const answerTo"),
            ("64-textes.js", "// Tout ce que la personne"),
            ("65-controle.js", "const cellFaults"),
        )
    ]
    script = f"""
      const UNKNOWN_MARK = "?";
      const donnees = {{ messages: new Proxy({{}}, {{ get: (_, code) => ({{ message: code, remede: "" }}) }}) }};
      {"".join(parts)}
      const told = {json.dumps(values)}.map((one) => (({call})(one) ?? "").trim());
      console.log(JSON.stringify(told));
    """
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script],
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
        assert [one.code for one in read(text).problems] == ([code] if code else [])


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
