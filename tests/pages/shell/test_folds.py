"""What a fold holds stays inside it, whatever a place wrote."""

from __future__ import annotations

from cm_build.pages.shell.environment import environment

FOLDED = (
    '{% import "pages/shell/folds.html" as folds %}'
    '{% call folds.fold("Réponses") %}<p title="{{ told }}">{{ told }}</p>{% endcall %}'
)
HOSTILE = '</noscript><img src=x onerror="alert(1)">'


def test_no_text_closes_a_fold_early() -> None:
    """A browser with scripts reads a noscript as plain text, up to the first end tag: ours alone."""
    written = environment().from_string(FOLDED).render(told=HOSTILE)
    assert written.count("</noscript>") == 1
    assert "<img" not in written
    assert written.rstrip().endswith("</noscript></details>")
