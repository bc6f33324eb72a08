"""Where the method explains a question or a figure: its title, and the address of its entry."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.questionnaire.names import Names

_PAGES = {"section": "lieu", "echelle": "effets", "critere": "effets", "axe": "environnement"}


class MethodLink(NamedTuple):
    """A question or a figure by its title; the address is from the root of the site."""

    title: str
    address: str


def method_link(base: str, names: Names) -> MethodLink:
    """Find where a question, an indicator or an axis is explained.

    Raises:
        KeyError: nothing bears that name.
    """
    if base in names.indicators:
        return MethodLink(names.indicators[base].titre, f"methode/indicateurs/#{base}")
    if base in names.axes:
        return MethodLink(names.axes[base].titre, f"methode/environnement/#{base}")
    asked = names.asked[base]
    title, page = asked.question.short, _PAGES[asked.home]
    if asked.home in ("section", "axe"):
        return MethodLink(title, f"methode/{page}/#q-{base}")
    # What is asked of every criterion is explained once, at the top.
    model = names.questionnaire.modele_critere
    shared = model is not None and asked.question in model.questions
    anchor = f"q-{asked.question.id}" if shared else f"q-{base}"
    return MethodLink(f"{names.title(asked.owner)} : {title}", f"methode/{page}/#{anchor}")
