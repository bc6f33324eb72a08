"""Our own words carry French spaces; expressions, tags, code and contributors’ texts are as written."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from cm_build.pages.shell.typography import FrenchSpaces, spaced_html

NB, NARROW = "\u00a0", "\u202f"


def rendered(source: str, name: str = "pages/shell/page.html", **values: str) -> str:
    made = Environment(
        loader=DictLoader({name: source}), extensions=[FrenchSpaces], autoescape=True
    )
    return made.get_template(name).render(**values)


def test_the_words_of_a_template_never_break_before_a_sign() -> None:
    assert rendered("<p>Quoi ? « Ceci » : bien ; oui !</p>") == (
        f"<p>Quoi{NARROW}? «{NB}Ceci{NB}»{NB}: bien{NARROW}; oui{NARROW}!</p>"
    )


def test_a_sign_after_a_value_is_spaced_too() -> None:
    assert rendered("{{ nom }} : oui", nom="Ici") == f"Ici{NB}: oui"


def test_an_expression_and_a_text_that_is_given_are_left_alone() -> None:
    source = "{{ 'a : b' }} {{ texte }}"
    assert rendered(source, texte="un ; deux") == "a : b un ; deux"


def test_what_is_not_a_page_is_left_alone() -> None:
    assert rendered("a :not(b)", name="pages/shell/pictograms.css") == "a :not(b)"


def test_a_converted_page_keeps_its_tags_and_its_code() -> None:
    page = '<p title="a : b">Ceci : <code>cle : valeur</code> ?</p><pre>a : b\nc ; d</pre>'
    assert spaced_html(page) == (
        f'<p title="a : b">Ceci{NB}: <code>cle : valeur</code>{NARROW}?</p><pre>a : b\nc ; d</pre>'
    )
