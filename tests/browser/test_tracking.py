"""Mon suivi: a place sees its years on its device, without a byte sent, and leaves nothing there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.forms import READY, visiting, words
from tests.browser.sight import faults
from tests.support import DATA

pytestmark = pytest.mark.navigateur
PAGE = "contribuer/suivi/"


@pytest.fixture
def four_years(tmp_path: Path) -> list[Path]:
    """The files of one place at home: three as the site has them, and one that was never sent."""
    files = []
    for year in (2023, 2024, 2025):
        kept = tmp_path / f"commune-mesure_la-navette_{year}_complet.yml"
        shutil.copy(DATA / f"exemples/la-navette-et-le-rabot/{year}.yaml", kept)
        files.append(kept)
    last = files[-1].read_text(encoding="utf-8")
    home = tmp_path / "commune-mesure_la-navette_2026_complet.yml"
    home.write_text(
        last.replace("publication: publique", "publication: non_publiee")
        .replace('intention_passee: "Faire mesurer le bruit par quelqu’un d’autre que nous."', 'intention_passee: "Rentrer l’aspiration dans le bâtiment, si le financement suit."')
        .replace("suite: faite", "suite: abandonnee")
        .replace('suite_raison: "Le résultat', 'suite_raison: "Le devis valait deux ans de loyer. Le résultat'),
        encoding="utf-8",
    )  # fmt: skip
    return [*files, home]


def test_four_years_are_seen_on_the_device_and_nothing_leaves(
    browser, served: str, four_years: list[Path], tmp_path: Path
) -> None:
    with visiting(browser, bypass_csp=True) as context:
        page = context.new_page()
        asked: list[tuple[str, str, str | None]] = []
        context.on("request", lambda one: asked.append((one.method, one.url, one.post_data)))
        page.goto(served + PAGE)
        page.set_input_files("#suivi-fichiers", four_years)
        page.wait_for_selector("#suivi h2", timeout=READY)

        told = " ".join(words(page, "#suivi").split())
        assert "2023, 2024, 2025, 2026" in told
        # What it wanted, what became of it.
        assert "Faire mesurer le bruit par quelqu’un d’autre que nous. En 2025, c’est fait." in told
        assert "En 2026, c’est abandonné. Le devis valait deux ans de loyer." in told
        assert "Aucune fiche ne dit encore ce que c’est devenu." in told
        # What moved, and private figures too: hidden from nobody here.
        trained = words(page, "#suivi tr:has-text('Personnes formées')")
        assert "96 personnes par an 81 personnes par an 112 personnes par an" in " ".join(
            trained.split()
        )
        assert "l’échelle n’est plus la même" in told
        # Nothing was sent: pieces of the program were asked of this site, and that is all.
        own = served.rstrip("/")
        assert {method for method, _, _ in asked} == {"GET"}
        assert all(
            url.startswith((own, "blob:", "data:")) and body is None for _, url, body in asked
        )
        loaded = len(asked)

        # A second look asks for nothing at all.
        other = tmp_path / "2022.yml"
        other.write_text("questionnaire: 2\nidentite: {nom: La Navette\n", encoding="utf-8")
        page.set_input_files("#suivi-fichiers", other)
        page.wait_for_selector("#suivi .cm-avis:has-text('2022.yml')", timeout=READY)
        assert "Ligne " in words(page, "#suivi .cm-avis")
        assert len(asked) == loaded
        assert page.locator("#suivi h2:has-text('La Navette')").count() == 1

        # Looked at as any page: nothing that a screen reader or a narrow screen loses.
        assert faults(page) == []
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

        page.click("#suivi-effacer")
        assert page.locator("#suivi *").count() == 0
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert page.is_hidden("#suivi-imprimer")
