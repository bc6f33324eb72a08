"""What pages say of some answers: every pattern of the three files, through the functions of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pyarrow as pa

from cm_build.computing.arrow import packed, schema, unpacked
from cm_build.computing.microdata import Microdata, TableYear
from cm_build.computing.population import Populations, populations
from cm_build.computing.variables import FIGURE, MISSING
from cm_build.pages.audiences.view import answer
from cm_build.pages.home.view import home
from cm_build.pages.observatory import charts
from cm_build.pages.portrait.key_figures import big_number
from cm_build.pages.portrait.view import draw
from cm_build.pages.territories.view import totals as area_totals
from cm_build.pages.territories.view import whole_of
from cm_build.places.place import Place, published
from cm_build.questionnaire.asked import Asked
from cm_build.questionnaire.audience import AudienceQuestion, Audiences
from cm_build.questionnaire.block import KeyFigure, KeyFigures, Sentences
from cm_build.questionnaire.condition import ConditionalPattern, Pattern, Patterns
from cm_build.questionnaire.grammar import beside, keys_to
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.observatory import Observatory, Totals
from cm_build.referential.assembly import Referential
from cm_build.referential.place_reading import record_of, summary_of
from cm_build.referential.records import Records
from cm_build.referential.sentence import headline, sentence
from cm_build.referential.toolbox import Tools
from tests.computing.sheet import sheet
from tests.entailment.table import LETTERS, Answers, Places, Saying

YEAR = 2025
# What a case may change of a file besides its answers.
HEADER = ("etat", "publication", "sections_publiees")
NAME = re.compile(r"[a-z][a-z0-9_.]*")
Speech: TypeAlias = Callable[["Speaking", Places], Saying]


@dataclass
class Speaking:
    """The three files, and what reads places."""

    tools: Tools
    observatory: Observatory
    audiences: Audiences

    @property
    def names(self) -> Names:
        return self.tools.names

    def said(self, where: str, places: Places) -> Saying:
        """Say what the pages say there of some places."""
        own = tuple(self._own(where, one) for one in places)
        saying = self._speeches[where](self, own)
        return saying._replace(text=saying.text.replace("\u202f", " ").replace("\u00a0", " "))

    def _own(self, where: str, answers: Answers) -> Answers:
        """Give their paths to the answers of the criterion or axis that speaks."""
        owner = where.partition(".")[0]
        return {
            path if beside(path := f"{owner}.{name}") in self.names.asked else name: value
            for name, value in answers.items()
        }

    @cached_property
    def patterns(self) -> Mapping[str, Sequence[str]]:
        """Every pattern, by where it is."""
        return {where: texts for where, texts, _ in self._every()}

    @cached_property
    def _speeches(self) -> Mapping[str, Speech]:
        return {where: speech for where, _, speech in self._every()}

    def _every(self) -> Iterator[tuple[str, Sequence[str], Speech]]:
        yield from self._of_one()
        yield from self._of_several()

    # A title that names no answer only says what is drawn below.
    def _of_one(self) -> Iterator[tuple[str, Sequence[str], Speech]]:
        for criterion in self.names.criteria.values():
            yield (
                criterion.id,
                written(criterion.phrases),
                first_of(criterion.phrases, criterion.id),
            )
        for section in self.names.questionnaire.panorama:
            for rank, block in enumerate(section.blocs):
                where = f"{section.id}/{block.forme}"
                if any("{" in text for text in written(block.titres)):
                    yield where, written(block.titres), titled(section.id, rank, block.titres)
                if isinstance(block, Sentences):
                    yield f"{where}.phrases", written(block.phrases), each_of(block.phrases)
                if isinstance(block, KeyFigures):
                    yield f"{where}.chiffres", labels(block.chiffres), numbers(block.chiffres)

    def _of_several(self) -> Iterator[tuple[str, Sequence[str], Speech]]:
        for audience in self.audiences.publics:
            for question in audience.questions:
                where = f"{audience.id}/{question.id}"
                if any("{" in text for text in question.phrases):
                    yield where, question.phrases, answered(question)
                if question.lieux:
                    both = (question.lieux.libelle, question.lieux.pluriel)
                    yield f"{where}.lieux", both, named(question)
        for chapter in self.observatory.chapitres:
            for chart in chapter.graphiques:
                if isinstance(chart, Totals):
                    yield f"{chapter.id}/{chart.id}.chiffres", labels(chart.chiffres), summed(chart)
        areas = self.observatory.territoires.totaux
        yield "territoires.totaux", labels(areas), within(areas)
        welcome = self.names.questionnaire.accueil.totaux
        yield "accueil.totaux", labels(welcome), welcomed(welcome)

    def referential(self, places: Places) -> Referential:
        """Publish places of these answers: the first is called A, and so on."""
        read = [self._place(*pair) for pair in zip(LETTERS, places, strict=False)]
        records = Records()
        for place in published(read, self.names, self.tools.settings):
            records.put(record_of(place, self.tools))
        shown = (records.find(place.slug) for place in read)
        summaries = (summary_of(record, self.tools) for record in shown if record)
        return Referential(self.tools, tuple(summaries), records)

    def _place(self, letter: str, answers: Answers) -> Place:
        slug = f"lieu-{letter.lower()}"
        header = {key: answers[key] for key in HEADER if key in answers}
        header |= {"date_fermeture": "2025-06-30"} if header.get("etat") == "ferme" else {}
        text = sheet(self._tree({"nom": letter, **answers}), **header)
        result = self.tools.reader.read(text.encode(), file=f"{slug}.yaml", slug=slug, year=YEAR)
        assert result.assessment, [problem.message for problem in result.problems]
        return Place(slug, (result.assessment,))

    def _tree(self, answers: Answers) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for path, value in answers.items():
            if path not in HEADER:
                asked = self.names.asked_for(path)
                inside = tree
                for key in keys_to(asked.home, asked.owner):
                    inside = inside.setdefault(key, {})
                inside[path.removeprefix(_above(asked))] = value
        return tree

    def counted(self, places: Places) -> Populations:
        """Count them, as the whole site does, on the columns that patterns name."""
        referential, kept = self.referential(places), self._columns
        rows = []
        for record in map(referential.record, referential.summaries):
            for year in record.place.assessments:
                entry = TableYear(record.place, year, record.measures[year.year])
                row = self._microdata.row(entry)
                rows.append([row[rank] for rank in kept])
        variables = [self._microdata.variables[i] for i in kept]
        batches = unpacked(packed(rows, variables))
        frame = pa.Table.from_batches(batches, schema=schema(variables)).to_pandas()
        return populations(frame, self.names, variables, self.tools.settings)

    @cached_property
    def _microdata(self) -> Microdata:
        return Microdata(self.names)

    @cached_property
    def _columns(self) -> list[int]:
        """Keep the columns that the files about all places name: there are hundreds of others."""
        texts = NAME.findall(f"{self.observatory!r} {self.audiences!r}")
        named = {*texts, *(text.rpartition(".")[0] for text in texts)}
        return [
            rank
            for rank, variable in enumerate(self._microdata.variables)
            if not variable.path
            or named & {variable.path, variable.name.removeprefix(MISSING).removeprefix(FIGURE)}
        ]


def _above(asked: Asked) -> str:
    return "" if asked.home == "section" else f"{asked.owner}."


def written(patterns: Patterns) -> list[str]:
    return [p.texte if isinstance(p, ConditionalPattern) else str(p) for p in patterns]


def labels(figures: Sequence[KeyFigure]) -> list[str]:
    return [figure.libelle for figure in figures]


def _speakers(patterns: Sequence[Pattern], sources: Any, scope: str | None = None) -> list[int]:
    return [i for i, one in enumerate(patterns) if headline((one,), sources, scope)]


def first_of(patterns: Patterns, scope: str) -> Speech:
    """Say the first sentence that can be said."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        sources = _context(speaking, places).sources
        text = sentence(patterns, sources, scope)
        return Saying(text, frozenset(_speakers(patterns, sources, scope)[:1]))

    return speech


def each_of(patterns: Patterns) -> Speech:
    """Say every sentence that can be said."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        sources = _context(speaking, places).sources
        speakers = _speakers(patterns, sources)
        text = " ".join(sentence((patterns[rank],), sources) for rank in speakers)
        return Saying(text, frozenset(speakers))

    return speech


def titled(section: str, rank: int, patterns: Patterns) -> Speech:
    """Say the headline of a block, when it is drawn."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        context = _context(speaking, places)
        declared = next(s for s in speaking.names.questionnaire.panorama if s.id == section)
        form = declared.blocs[rank].forme
        texts = [
            "".join(run.text for run in block.title)
            for view in draw(context).sections
            if view.id == section
            for block in view.blocks
            if block.form == form
        ]
        said = [i for i in _speakers(patterns, context.sources) if texts]
        return Saying("".join(texts), frozenset(said[:1]))

    return speech


def numbers(figures: Sequence[KeyFigure]) -> Speech:
    """Say big numbers, with what each counts."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        sources = _context(speaking, places).sources
        shown = {i: big_number(figure, sources) for i, figure in enumerate(figures)}
        told = {
            i: " ".join(filter(None, (n.value, n.unit, n.label))) for i, n in shown.items() if n
        }
        return Saying(" · ".join(told.values()), frozenset(told))

    return speech


def answered(question: AudienceQuestion) -> Speech:
    """Answer a question of an audience."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        shown = speaking.counted(places).shown
        text = "".join(run.text for run in answer(question, shown, {}).runs)
        speakers = [i for i, one in enumerate(question.phrases) if _alone(question, one, shown)]
        return Saying(text, frozenset(speakers[:1]))

    return speech


def _alone(question: AudienceQuestion, pattern: str, shown: Any) -> bool:
    return bool(answer(question.model_copy(update={"phrases": (pattern,)}), shown, {}).runs)


def named(question: AudienceQuestion) -> Speech:
    """Name the places an answer points to."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        view = answer(question, speaking.counted(places).shown, {}).places
        if view is None or not view.number:
            return Saying("", frozenset())
        noun = "lieux" if view.number > 1 else "lieu"
        text = f"{view.number} {noun} {view.label} : {', '.join(p.text for p in view.named)}."
        return Saying(text, frozenset({int(view.number > 1)}))

    return speech


def summed(chart: Totals) -> Speech:
    """Sum figures in a chapter of the observatory."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        lines = charts.totals(chart, speaking.counted(places), speaking.names).lines
        return _lines(chart.chiffres, [(line.values[0].text, line.label) for line in lines])

    return speech


def within(figures: Sequence[KeyFigure]) -> Speech:
    """Sum figures on the page of a territory."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        shown = speaking.counted(places).shown
        lines = area_totals(shown, whole_of(shown, speaking.observatory.territoires))
        return _lines(figures, [(line.own.text, line.label) for line in lines])

    return speech


def welcomed(figures: Sequence[KeyFigure]) -> Speech:
    """Sum figures on the home page."""

    def speech(speaking: Speaking, places: Places) -> Saying:
        summaries = speaking.referential(places).summaries
        totals = home(summaries, speaking.names, speaking.counted(places)).totals
        return _lines(figures, [(one.number.value, one.number.label) for one in totals])

    return speech


def _lines(figures: Sequence[KeyFigure], lines: Sequence[tuple[str, str]]) -> Saying:
    said = {label for _, label in lines}
    speakers = (i for i, one in enumerate(figures) if {one.libelle, one.pluriel} & said)
    return Saying(" · ".join(" ".join(line) for line in lines), frozenset(speakers))


def _context(speaking: Speaking, places: Places) -> Any:
    referential = speaking.referential(places)
    (summary,) = referential.summaries
    return referential.contexts(referential.record(summary), summary)[-1]
