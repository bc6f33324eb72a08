"""A criterion from one year to the next: what was wanted and became of it, and where a line stops."""

from __future__ import annotations

import pytest

from cm_build.pages.portrait.criteria import CriteriaView
from cm_build.pages.portrait.levels import YearLevel
from cm_build.pages.portrait.page import place_pages
from cm_build.pages.portrait.view import draw
from cm_build.pages.shell.page import render
from cm_build.referential.provenance import Provenance
from tests.support import minimal

WANTED = "Ouvrir le mercredi."
ALL = "intention_passee", "suite", "suite_raison", "intention"


def sheet(answers: str, *, chosen: tuple[str, ...] = ALL, version: int = 2, head: str = "") -> str:
    names = ", ".join(f"lien_social.{name}" for name in chosen)
    text = minimal().replace("questionnaire: 2", f"questionnaire: {version}")
    told = f"effets_sociaux:\n  criteres:\n    lien_social: {{{answers}}}\n" if answers else ""
    return f"{text}{told}reponses_publiees: [{names}]\n{head}"


def shown(context) -> CriteriaView | None:
    blocks = draw(context).blocks
    return next((b.data for b in blocks if isinstance(b.data, CriteriaView)), None)


def told(context) -> str:
    """Read what the page of a year says became of its intention."""
    criteria = shown(context)
    follow = criteria.every[0].follow_up if criteria else None
    if follow is None:
        return ""
    why = f" {follow.why}" if follow.why else ""
    text = f"{follow.when}, le lieu voulait : {follow.wanted} ; cette année : {follow.became}.{why}"
    return text.replace("\u00a0", " ")


BEFORE = f'presence: ponctuelle, intention: "{WANTED}"'
AFTER = f'presence: ponctuelle, intention_passee: "{WANTED}", suite: abandonnee'
WHY = ', suite_raison: "Personne pour la porte."'
SAID = "« Ouvrir le mercredi » ; cette année : c’est abandonné."


@pytest.mark.parametrize(
    ("years", "said"),
    [
        # The least that says it, then what must not.
        ({2024: BEFORE, 2025: AFTER}, f"L’an dernier (2024), le lieu voulait : {SAID}"),
        ({2024: BEFORE, 2025: AFTER + WHY}, f"L’an dernier (2024), le lieu voulait : {SAID} Personne pour la porte."),
        # Not last year's: its year is told.
        ({2023: BEFORE, 2025: AFTER}, f"En 2023, le lieu voulait : {SAID}"),
        # No file tells the intention in these words: nothing dates it.
        ({2025: AFTER}, f"Auparavant, le lieu voulait : {SAID}"),
        ({2024: BEFORE.replace("mercredi", "jeudi"), 2025: AFTER}, f"Auparavant, le lieu voulait : {SAID}"),
        # Nothing said of what became of it: nothing is said for the place.
        ({2024: BEFORE, 2025: BEFORE}, ""),
        ({2024: BEFORE, 2025: f'intention_passee: "{WANTED}"'}, ""),
        ({2024: BEFORE, 2025: AFTER.replace("abandonnee", "ne_sait_pas")}, ""),
    ],
)  # fmt: skip
def test_what_was_wanted_and_became_of_it(contexts, years, said) -> None:
    texts = [sheet(years[year]) if year in years else None for year in range(min(years), 2026)]
    assert told(of_years(contexts, texts, min(years))[-1]) == said


def of_years(contexts, texts, start: int):
    """Draw the years that have a file; a missing one is a gap."""
    kept = {start + i: text for i, text in enumerate(texts) if text is not None}
    return contexts.by_year(kept)


@pytest.mark.parametrize(
    ("option", "words"),
    [("faite", "c’est fait"), ("en_cours", "c’est en cours"), ("abandonnee", "c’est abandonné"), ("changee", "l’intention a changé")],
)  # fmt: skip
def test_each_issue_has_its_words(contexts, option: str, words: str) -> None:
    after = AFTER.replace("abandonnee", option)
    assert f"cette année : {words}." in told(
        contexts.by_year({2024: sheet(BEFORE), 2025: sheet(after)})[-1]
    )


def test_what_is_not_chosen_is_on_no_page(contexts, tools) -> None:
    unchosen = contexts.by_year(
        {2024: sheet(BEFORE, chosen=()), 2025: sheet(f'{AFTER}{WHY}, intention: "Ouvrir le jeudi."', chosen=())}
    )  # fmt: skip
    for context in unchosen:
        view = draw(context)
        for page in place_pages(context, view, tools.settings, Provenance(), ""):
            html = render(page, tools.settings)
            assert "mercredi" not in html
            assert "jeudi" not in html
            assert "Personne pour la porte" not in html


def through_years(context) -> tuple[YearLevel, ...]:
    criteria = shown(context)
    assert criteria is not None
    return criteria.every[0].years


def rows(context) -> list[tuple[int, int | None, str, bool, str]]:
    return [(y.year, y.rank, y.direction, y.joined, y.cut) for y in through_years(context)]


def test_a_line_joins_the_years_that_compare(contexts) -> None:
    seen = contexts.by_year(
        {
            2023: sheet("presence: ponctuelle, sens: favorable"),
            2024: sheet("presence: reguliere, sens: les_deux"),
            2025: sheet("presence: aucune"),
        }
    )
    assert rows(seen[-1]) == [
        (2023, 1, "favorable", False, ""),
        (2024, 2, "favorable et défavorable", True, ""),
        (2025, 0, "", True, ""),
    ]
    # A page of the past says what was said then; one year alone has nothing to show.
    assert [y.year for y in through_years(seen[1])] == [2023, 2024]
    assert through_years(seen[0]) == ()


def test_a_missing_year_and_a_silent_one_are_gaps(contexts) -> None:
    seen = contexts.by_year(
        {
            2021: sheet("presence: ponctuelle"),
            2023: sheet('exemple: "Un goûter."'),
            2024: sheet("presence: non_observe"),
            2025: sheet("presence: reguliere"),
        }
    )
    years = through_years(seen[-1])
    assert [(y.year, y.told, y.rank, y.words, y.joined) for y in years] == [
        (2021, True, 1, "de façon ponctuelle", False),
        (2022, False, None, "pas de fiche", False),
        (2023, False, None, "pas de réponse", False),
        (2024, True, None, "sans l’avoir encore observé", False),
        (2025, True, 2, "de façon régulière", True),
    ]


def test_another_version_or_another_way_to_answer_cuts_the_line(contexts) -> None:
    alone, team = "reponse: {mode: seul}\n", "reponse: {mode: equipe}\n"
    votes = (
        "evaluation_collective:\n  date: 2025-11-05\n  participants: {equipe: 4, usagers: 4}\n"
        "  votes: {lien_social: {equipe: {ponctuelle: 2, reguliere: 2}, usagers: {ponctuelle: 1, reguliere: 3}}}\n"
    )
    seen = contexts.by_year(
        {
            2021: sheet("niveau: regulier", version=1, head=alone),
            2022: sheet("presence: reguliere", head=alone),
            2023: sheet("presence: reguliere", head=team),
            2024: sheet("presence: reguliere"),
            2025: sheet("presence: reguliere", head=alone + votes),
        }
    )
    years = through_years(seen[-1])
    assert [(y.year, y.joined, bool(y.cut)) for y in years] == [
        (2021, False, False),
        (2022, False, True),
        (2023, False, True),
        # Nobody knows who answered: nothing says that it was otherwise.
        (2024, True, False),
        (2025, True, False),
    ]
    assert "échelle" in years[1].cut
    assert years[2].cut.startswith("Répondu par une personne seule, puis en équipe")
    voted = contexts.by_year({2024: sheet("presence: reguliere", head=team), 2025: sheet("presence: reguliere", head=team + votes)})  # fmt: skip
    assert "en équipe, puis en atelier" in through_years(voted[-1])[1].cut


def test_one_effect_told_twice_has_its_page(contexts, tools) -> None:
    """Fewer criteria than a portrait shows: the page is there for the years alone."""
    seen = contexts.by_year(
        {2024: sheet("presence: ponctuelle"), 2025: sheet("presence: reguliere")}
    )
    addresses = {
        page.url
        for context in seen
        for page in place_pages(context, draw(context), tools.settings, Provenance(), "")
    }
    assert "lieux/essai/2025/effets/" in addresses
    assert "lieux/essai/2024/effets/" not in addresses
