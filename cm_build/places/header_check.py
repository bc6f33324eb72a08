"""What the head of a file promises, held against its answers and the questionnaire."""

from __future__ import annotations

import datetime as dt

from cm_build.places.answer import Answers, Given
from cm_build.places.concealment import kept_back
from cm_build.places.desk import Desk
from cm_build.places.header import Header
from cm_build.places.own import NOTHING_OWN, OWN_KEYS, OWN_TITLES, Own
from cm_build.places.workshop import WORKSHOP
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.question import FIRST_YEAR, YEARS_AHEAD
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import Suggestion
from cm_build.reading.node import Fields


def check_promises(header: Header, root: Fields, desk: Desk, version: int) -> None:
    """Refuse what no file may say, of a shown place or of a protected one.

    A version of the questionnaire that does not exist, a publication without its licence.
    """
    if not 1 <= header.questionnaire <= version:
        mark = root.mark_of("questionnaire")
        desk.refuse("CM-209", mark, lu=header.questionnaire, attendu=version)
    if header.publication == "publique" and not header.licence_acceptee:
        desk.refuse("CM-205", root.mark_of("publication"))


class HeaderCheck:
    """What a header must agree with: the questionnaire, the answers, itself."""

    def __init__(
        self, header: Header, root: Fields, desk: Desk, names: Names, own: Own = NOTHING_OWN
    ) -> None:
        self.header, self.root, self.desk, self.names, self.own = header, root, desk, names, own

    def run(self, answers: Answers) -> None:
        """Note on the desk everything that does not hold together."""
        header = self.header
        check_promises(header, self.root, self.desk, self.names.questionnaire.version)
        if header.etat == "ferme" and header.date_fermeture is None:
            self.desk.refuse("CM-208", self.root.mark_of("etat"))
        self._days(answers)
        self._section_names()
        self._hidden_answers()
        self._chosen_answers()
        self._kept_along(answers)
        self._estimates()
        self._file_effects()
        if header.publication == "annuaire":
            self._directory_entry(answers)
        if header.publication == "publique":
            self._private_sections()
            self._private_answers(answers)

    def _days(self, answers: Answers) -> None:
        """Look at the days of the head as at those of the answers."""
        header, last = self.header, self.desk.year + YEARS_AHEAD
        days = {
            "date_fermeture": header.date_fermeture,
            "reponse": header.reponse.date,
            "source": header.source.date if header.source else None,
        }
        for key, day in days.items():
            if day and not FIRST_YEAR <= day.year <= last:
                span = f"entre {FIRST_YEAR} et {last}"
                self.desk.refuse("CM-410", self.root.mark_of(key), lu=day, attendu=span)
        opening = answers.get(self.names.of_role(Role.DATE_OUVERTURE) or "")
        opened = opening.value if isinstance(opening, Given) else None
        closed = header.date_fermeture
        if closed and isinstance(opened, dt.date) and closed < opened:
            self.desk.refuse(
                "CM-412", self.root.mark_of("date_fermeture"), lu=closed, attendu=opened
            )

    def _section_names(self) -> None:
        names = self.names
        owners = (*names.sections, *names.criteria, *names.axes, *names.scales)
        known = (*owners, WORKSHOP, *OWN_KEYS)
        for key in ("sections_masquees", "sections_publiees"):
            for name in getattr(self.header, key):
                if name not in known:
                    hint = Suggestion(name, known)
                    self.desk.refuse("CM-210", self.root.mark_of(key), lu=name, proche=hint)

    def _hidden_answers(self) -> None:
        """Hide what exists, and never what a place is known by: its name and its commune."""
        names = self.names
        kept = {names.roles[role] for role in (Role.NOM, Role.COMMUNE) if role in names.roles}
        own = [held.name for held in self.own.held()]
        for name in self.header.reponses_masquees:
            if name in own:
                continue
            if name in kept or not names.names_an_answer(name):
                known = own if name.startswith(OWN_KEYS) else names.asked
                at, hint = self.root.mark_of("reponses_masquees"), Suggestion(name, known)
                self.desk.refuse("CM-215", at, lu=name, proche="" if name in kept else hint)
        needed = {names.asked[path].owner for path in kept}
        for name in needed.intersection(self.header.sections_masquees):
            self.desk.refuse("CM-215", self.root.mark_of("sections_masquees"), lu=name, proche="")

    def _chosen_answers(self) -> None:
        """Show one by one what is private by default: any other name is a slip."""
        asked = self.names.asked
        private = [path for path, one in asked.items() if one.question.prive_par_defaut]
        own = [part.name for part in self.own.private()]
        for name in self.header.reponses_publiees:
            if name not in private and name not in own:
                known = own if name.startswith(OWN_KEYS) else private
                at, hint = self.root.mark_of("reponses_publiees"), Suggestion(name, known)
                self.desk.refuse("CM-229", at, lu=name, proche=hint)

    def _kept_along(self, answers: Answers) -> None:
        """Tell what is kept besides what the place names, so that nobody computes it back."""
        names = self.names
        kept = kept_back(self.header, answers, names)
        for along in kept.along:
            owner = names.owner_of(along.because)
            hidden = owner in kept.owners
            because = names.title(owner) if hidden else names.label(along.because)
            key = "reponses_masquees"
            if hidden:
                # A section that is private by default is named nowhere: it stands for itself.
                key = "sections_masquees" if owner in self.header.sections_masquees else owner
            named = names.label(along.name)
            self.desk.refuse("CM-420", self.root.mark_of(key), lu=because, attendu=named)

    def _estimates(self) -> None:
        """An estimate is a quantity; the name of anything else is a slip."""
        quantities = [path for path, asked in self.names.asked.items() if asked.is_quantity]
        for name in self.header.estimations:
            if name not in quantities:
                hint = Suggestion(name, quantities)
                self.desk.refuse("CM-214", self.root.mark_of("estimations"), lu=name, proche=hint)

    def _file_effects(self) -> None:
        """The few effects of the file to hand over are criteria."""
        known, header = self.names.criteria, self.header
        unwanted = header.effet_non_voulu_de_la_fiche
        named = [("effets_de_la_fiche", name) for name in header.effets_de_la_fiche]
        named += [("effet_non_voulu_de_la_fiche", unwanted)] if unwanted else []
        for key, name in named:
            if name not in known:
                hint = Suggestion(name, known)
                self.desk.refuse("CM-228", self.root.mark_of(key), lu=name, proche=hint)

    def _directory_entry(self, answers: Answers) -> None:
        if self.header.source is None:
            self.desk.refuse("CM-206", self.root.mark_of("publication"))
        for path, answer in answers.items():
            if isinstance(answer, Given) and path not in self.names.identity:
                asked = self.names.asked_for(path)
                at = self.root.mark_of(asked.owner)
                self.desk.refuse("CM-207", at, lu=asked.question.short)
        for key in OWN_KEYS:
            if key in self.root.entries:
                self.desk.refuse("CM-207", self.root.mark_of(key), lu=OWN_TITLES[key])

    def _private_sections(self) -> None:
        for section in self.names.sections.values():
            shown = section.id in self.header.sections_publiees
            if section.prive_par_defaut and section.id in self.root.entries and not shown:
                self.desk.refuse("CM-405", self.root.mark_of(section.id), lu=section.titre)

    def _private_answers(self, answers: Answers) -> None:
        """Tell, once a question, what a file says and the site does not show.

        What a file masks by its name is not told: its place knows.
        """
        kept: dict[str, list[tuple[str, str]]] = {}
        decided = frozenset((*self.header.reponses_publiees, *self.header.reponses_masquees))
        for path, asked in self.names.asked.items():
            private = asked.question.prive_par_defaut and path not in decided
            if private and isinstance(answers.get(path), Given):
                about = self.names.title(asked.owner)
                kept.setdefault(asked.question.short, []).append((path, about))
        for part in self.own.private():
            if part.told and part.name not in decided:
                kept.setdefault(part.label(self.names), []).append((part.name, part.title))
        for label, told in kept.items():
            at = self.desk.marks.get(told[0][0], self.root.mark)
            about = ", ".join(title for _, title in told)
            self.desk.refuse("CM-422", at, lu=label, attendu=about)
