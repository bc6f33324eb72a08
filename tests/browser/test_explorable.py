"""Figures made by Python's Plotly, in the one that readers get: its own check, its colours, its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.forms import visiting

pytestmark = pytest.mark.navigateur

LABS = (
    "?x=part_recettes_propres&y=benevoles&couleur=statut_juridique&taille=total_ressources",
    "?x=part_recettes_propres&y=benevoles&couleur=total_ressources",
    "?x=part_recettes_propres&y=&couleur=region",
)
# The template is checked as if it were written in the figure: Plotly lets anything in it. A legend that is
# not shown makes its check fail: it is shown.
CHECK = """({data, layout}) => {
    const {template, ...own} = layout;
    const {annotationdefaults, shapedefaults, ...theme} = template.layout;
    const dressed = (defaults, made = [{text: ""}]) => made.map((one) => ({...defaults, ...one}));
    const whole = {
        ...theme, showlegend: true, ...own,
        annotations: dressed(annotationdefaults, own.annotations),
        shapes: dressed(shapedefaults, own.shapes ?? []),
    };
    // Plotly knows the gaps between bars only where there are bars.
    if (!data.some((one) => one.type === "bar")) for (const name of ["bargap", "barmode"]) delete whole[name];
    const traces = data.map((one) => ({...template.data[one.type][0], ...one}));
    return (Plotly.validate(traces, whole) ?? []).map((one) => [one.code, one.container, one.path, one.msg]);
}"""


def figures(site: Path) -> list[tuple[str, Any]]:
    """Give every figure of the observatory in both schemes, as its page draws it."""
    themes = json.loads((site / "assets/explorer.json").read_text(encoding="utf-8"))
    found = []
    for path in sorted(site.glob("referentiel/*/*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if "layout" not in told:
            continue
        for scheme in ("clair", "sombre"):
            own = {"template": themes[scheme], "colorway": told["layout"]["meta"][scheme]}
            name = f"{path.parent.name}/{path.stem} {scheme}"
            found.append((name, {"data": told["data"], "layout": told["layout"] | own}))
    return found


def test_the_shipped_plotly_accepts_every_figure(browser, served: str, example_site: Path) -> None:
    found = figures(example_site)
    assert len(found) > 100
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/economie/")
        page.add_script_tag(url=f"{served}assets/plotly.js")
        assert {name: told for name, one in found if (told := page.evaluate(CHECK, one))} == {}
        # The same check is not deaf: it names what it does not know.
        name, wrong = found[0]
        wrong["data"][0]["epaisseur"] = 3
        assert ["schema", "data"] in [one[:2] for one in page.evaluate(CHECK, wrong)], name


@pytest.mark.parametrize("asked", LABS)
def test_the_shipped_plotly_accepts_what_the_laboratory_draws(
    browser, served: str, asked: str
) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/lab/{asked}")
        page.wait_for_selector("#etat:has-text('Dessiné')")
        drawn = page.evaluate("({data: dessin.data, layout: dessin.layout})")
        assert page.evaluate(CHECK, drawn) == []


def explored(page, chart: str):
    section = page.locator(f"#{chart}")
    section.get_by_role("button").click()
    section.locator(".main-svg .bars path").first.wait_for(state="attached")
    return section


PAINTED = """(section) => {
    const colour = (one, name) => {
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.fillStyle = getComputedStyle(one)[name];
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const legend = [...section.querySelectorAll(".cm-legende li")];
    return {
        page: legend.map((one) => getComputedStyle(one, "::before").backgroundColor).map((text) => {
            const made = document.createElement("p");
            made.style.setProperty("color", text);
            section.append(made);
            const found = colour(made, "color");
            made.remove();
            return found;
        }),
        figure: [...section.querySelectorAll(".main-svg .trace.bars")].map((one) => colour(one.querySelector("path"), "fill")),
    };
}"""


@pytest.mark.parametrize(
    ("chapter", "chart"), [("effets", "presences"), ("evolution", "changements")]
)
def test_a_figure_has_the_colours_of_the_page_light_or_dark(
    browser, served: str, chapter: str, chart: str
) -> None:
    with visiting(browser, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/{chapter}/")
        section = explored(page, chart)
        seen = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            background = "#fdf8ee" if scheme == "light" else "#171a21"
            page.wait_for_function(
                "([id, colour]) => document.querySelector(`#${id} .js-plotly-plot`)._fullLayout.paper_bgcolor === colour",
                arg=[chart, background],
            )
            painted = section.evaluate(PAINTED)
            assert len(painted["page"]) == len(painted["figure"]) >= 3
            for one, other in zip(painted["page"], painted["figure"], strict=True):
                assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 2
            seen.append(painted["figure"])
        assert seen[0] != seen[1]


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize(
    ("chapter", "chart"),
    [
        ("effets", "presences"),
        ("gouvernance", "statuts"),
        ("environnement", "pratiques"),
        ("economie", "cout_au_m2"),
    ],
)
def test_every_word_of_a_figure_is_inside_it(
    browser, served: str, width: int, chapter: str, chart: str
) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/{chapter}/")
        section = explored(page, chart)
        outside = section.evaluate(
            """(section) => {
            const frame = section.querySelector(".js-plotly-plot").getBoundingClientRect();
            return [...section.querySelectorAll(".js-plotly-plot text")].filter((one) => {
                const box = one.getBoundingClientRect();
                return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
            }).map((one) => one.textContent);
        }"""
        )
        assert outside == []
        scroll, client = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert scroll <= client


def test_pointing_at_a_bar_tells_its_line_of_the_table(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.goto(f"{served}referentiel/gouvernance/")
        section = explored(page, "statuts")
        section.locator(".main-svg .bars .point path").first.hover(force=True)
        page.wait_for_selector(".hoverlayer text")
        said = page.locator(".hoverlayer").text_content() or ""
        row = section.locator("tbody tr").first
        for words in (row.locator("th").inner_text(), *row.locator("td").all_inner_texts()):
            assert words.strip() in said
        # The unit of the axis is written as elsewhere: a comma, a no-break space before the sign.
        ticks = section.locator(".xtick text").all_text_contents()
        assert ticks
        assert all(tick.endswith("\u00a0%") for tick in ticks)


def test_a_network_that_failed_may_be_asked_again(browser, served: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        page.route("**/plotly.js", lambda route: route.abort())
        page.goto(f"{served}referentiel/economie/")
        section = page.locator("[data-explorer]").first
        section.get_by_role("button").click()
        page.wait_for_selector("text=n’a pas pu être chargé")
        page.unroute("**/plotly.js")
        section.get_by_role("button").click()
        page.wait_for_selector(".main-svg .bars")
        assert "prêt" in section.get_by_role("status").inner_text()
