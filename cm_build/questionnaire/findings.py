"""What is found wrong in a questionnaire, and where: references, options, patterns are looked up here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cm_build.questionnaire.condition import Condition, ConditionalPattern, Pattern
from cm_build.questionnaire.fit import FIGURE, Fit
from cm_build.questionnaire.names import Names, options_of
from cm_build.questionnaire.origin import Noted, Origin, Path
from cm_build.questionnaire.pattern import SIGNS, STATE, PatternError, Placeholder, placeholders
from cm_build.questionnaire.question import MultipleChoice

# The formats that list every option chosen.
LISTS = frozenset({"", "liste", "plusieurs"})


class Findings(Noted):
    """What the names of a questionnaire tell of what a tree says."""

    def __init__(self, origin: Origin, names: Names) -> None:
        super().__init__(origin)
        self.names = names

    def reference(self, text: str, scope: str | None, path: Path) -> None:
        """Note a reference that leads nowhere."""
        if self.names.resolve(text, scope) is None:
            self.unknown(text, path, (*self.names.asked, *self.names.indicators))

    def fits(self, text: str, path: Path, fit: Fit, scope: str | None = None) -> None:
        """Note a reference that leads nowhere, or to what cannot be used there."""
        reference = self.names.resolve(text, scope)
        if reference is None:
            self.reference(text, scope, path)
            return
        asked = self.names.asked.get(reference.path)
        figure = reference.is_indicator or reference.part is not None or reference.group is not None
        kind = asked.question.type if asked else ""
        if not (fit.figures if figure else kind in fit.kinds):
            self.add("CM-612", path, lu=text, attendu=fit.words)

    def drawn(self, drawing: object, path: Path, fits: Mapping[str, Fit]) -> None:
        """Note what a drawing is given, alone or among others, that it cannot draw."""
        for key, fit in fits.items():
            value = getattr(drawing, key)
            if isinstance(value, str):
                self.fits(value, (*path, key), fit)
            for i, item in enumerate(value if isinstance(value, tuple) else ()):
                figure = getattr(item, "chiffre", None)
                place = (*path, key, i, "chiffre") if figure else (*path, key, i)
                self.fits(figure or item, place, fit)

    def inside(self, text: str, path: Path, holder: str) -> None:
        """Note a column, or a group, that what a drawing draws does not have."""
        reference = self.names.resolve(holder)
        asked = self.names.asked.get(reference.path) if reference else None
        question = asked.question if asked else None
        known = (*getattr(question, "colonnes", ()), *getattr(question, "groupes", ()))
        names = [piece.id for piece in known]
        if question is not None and text not in names:
            self.unknown(text, path, names)

    def condition(self, path: Path, condition: Condition, scope: str | None) -> None:
        """Note what a condition names and nothing answers to."""
        for leaf in condition.leaves():
            reference = self.names.resolve(leaf.question or "", scope)
            if reference is None:
                self.reference(leaf.question or "", scope, path)
                continue
            if leaf.superieur_a is not None or leaf.inferieur_a is not None:
                self.fits(leaf.question or "", path, FIGURE, scope)
            asked = self.names.asked.get(reference.path)
            known = options_of(asked.question) if asked else frozenset()
            for wanted in leaf.wanted():
                if known and wanted not in known:
                    self.unknown(wanted, path, known)

    def patterns(self, path: Path, patterns: Sequence[Pattern], scope: str | None) -> None:
        """Note what is wrong in sentences and headlines."""
        for i, pattern in enumerate(patterns):
            text = pattern.texte if isinstance(pattern, ConditionalPattern) else pattern
            if isinstance(pattern, ConditionalPattern) and pattern.si:
                self.condition((*path, i, "si"), pattern.si, scope)
            try:
                for placeholder in placeholders(text):
                    if placeholder.reference == STATE:
                        continue
                    self.reference(placeholder.reference, scope, (*path, i))
                    self._signs(placeholder, scope, (*path, i))
            except PatternError as error:
                self.add("CM-607", (*path, i), lu=error.args[0])

    def _signs(self, said: Placeholder, scope: str | None, path: Path) -> None:
        """Note a list that would mix what is wanted with what is not, or that looks for signs nobody gave."""
        reference = self.names.resolve(said.reference, scope)
        asked = self.names.asked.get(reference.path) if reference else None
        options = (
            asked.question.options if asked and isinstance(asked.question, MultipleChoice) else ()
        )
        signs = {option.signe for option in options}
        if said.format in SIGNS and not signs - {None}:
            self.add(
                "CM-612",
                path,
                lu=f"{said.reference}:{said.format}",
                attendu="un choix multiple à options signées",
            )
        if said.format in LISTS and {"positif", "negatif"} <= signs:
            self.add("CM-620", path, lu=said.reference)
