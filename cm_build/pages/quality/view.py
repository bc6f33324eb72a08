"""What the network knows well, and what it could help with: for referents, never against a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.counting import Standing, oldest_counted
from cm_build.computing.selection import of_older_questionnaire, reply, without_reply
from cm_build.pages.method.link import MethodLink, method_link
from cm_build.pages.quality.networks import network_lines, shared_lines
from cm_build.places.identity import Member
from cm_build.places.twins import twins
from cm_build.questionnaire.essential import essentials, fuller
from cm_build.questionnaire.level import level_path
from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import folded
from cm_build.reading.problem import FIRST_LINE, catalogue
from cm_build.referential.summary import world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cm_build.computing.counting import WhoCounts
    from cm_build.computing.population import Population, Populations
    from cm_build.pages.quality.networks import NetworkLine, SharedLine
    from cm_build.places.federation import Portraits
    from cm_build.questionnaire.asked import Asked
    from cm_build.questionnaire.names import Names
    from cm_build.reading.problem import Problem
    from cm_build.referential.assembly import Referential
    from cm_build.referential.summary import Summary

# Places named in one list, and warnings shown under one code; the total is always told.
NAMED, SHOWN = 12, 10


class CoverageLine(NamedTuple):
    """How often a question is answered; `percent` is None when too few are concerned to say a share."""

    path: str
    method: MethodLink
    answers: int
    concerned: int
    percent: int | None


class CoverageGroup(NamedTuple):
    """The questions of a section, of the effects, of an axis."""

    id: str
    title: str
    lines: tuple[CoverageLine, ...]

    @property
    def half(self) -> int:
        """How many of these questions at least half of the places concerned answered."""
        return sum(2 * line.answers >= line.concerned > 0 for line in self.lines)


class PlaceName(NamedTuple):
    """A place to go and see."""

    name: str
    address: str


class ToComplete(NamedTuple):
    """The places that something is missing from: how many, and the first by name."""

    id: str
    title: str
    number: int
    named: tuple[PlaceName, ...]


class WarningLine(NamedTuple):
    """One warning, where it is, and the place it is about."""

    place: PlaceName
    file: str
    line: int
    message: str


class WarningGroup(NamedTuple):
    """The warnings of one code."""

    code: str
    title: str
    number: int
    shown: tuple[WarningLine, ...]


class TwinLine(NamedTuple):
    """Two published places that may be one, and what they share."""

    first: PlaceName
    other: PlaceName
    words: str


class QualityView(NamedTuple):
    """Everything the page shows; `places` are those counted, and `fictional` says what they are."""

    places: int
    fictional: bool
    real: int
    examples: int
    from_directory: int
    who: WhoCounts
    groups: tuple[CoverageGroup, ...]
    to_complete: tuple[ToComplete, ...]
    old_questionnaire: ToComplete
    too_old: ToComplete
    oldest: int
    warnings: tuple[WarningGroup, ...]
    twins: tuple[TwinLine, ...]
    paired: int
    networks: tuple[NetworkLine, ...]
    shared: tuple[SharedLine, ...]


def quality(referential: Referential, counted: Populations) -> QualityView:
    """Look at the places counted together."""
    names, settings = referential.tools.names, referential.tools.settings
    shown, spoken = counted.shown, world(referential.summaries)
    own = [summary for summary in spoken.summaries if not summary.from_directory]
    old = [summary for summary in own if summary.standing is Standing.OLD]
    portraits = referential.portraits
    version = names.questionnaire.version
    paired = _twins([one for one in spoken.summaries if one.elsewhere is None])
    return QualityView(
        places=shown.size,
        fictional=counted.is_fictional,
        real=sum(not summary.fictional for summary in referential.summaries),
        examples=sum(summary.fictional for summary in referential.summaries),
        from_directory=len(spoken.summaries) - len(own),
        who=counted.who,
        groups=tuple(_groups(shown, names)),
        to_complete=tuple(_to_complete(shown, names, portraits)),
        old_questionnaire=_listed(
            "questionnaire", "", of_older_questionnaire(shown, version), portraits
        ),
        too_old=_listed("annee", "", [(s.slug, s.name) for s in old], portraits),
        oldest=oldest_counted(settings),
        warnings=tuple(_warnings(referential.warnings, own)),
        twins=paired[:NAMED],
        paired=len(paired),
        networks=network_lines(referential),
        shared=shared_lines(referential),
    )


def _twins(shown: Sequence[Summary]) -> tuple[TwinLine, ...]:
    """Pair the places shown by what they publish: what is not published is held against nothing."""
    members = [
        Member(
            one.slug,
            one.years[-1],
            one.file,
            FIRST_LINE,
            one.from_directory,
            latest=True,
            identity=one.identity,
        )
        for one in shown
    ]
    names = {one.slug: PlaceName(one.name, one.card.address) for one in shown}
    lines = (
        TwinLine(names[pair.first.slug], names[pair.other.slug], pair.tie.value)
        for pair in twins(members)
    )
    return tuple(sorted(lines, key=lambda line: (folded(line.first.name), line.first.address)))


def _groups(shown: Population, names: Names) -> Iterator[CoverageGroup]:
    """Follow the order of the questionnaire; a criterion is told by its level."""
    for section in names.sections.values():
        asked = names.by_owner.get(("section", section.id), ())
        # What a place keeps for itself unless it says otherwise is not waited for.
        if not section.prive_par_defaut:
            yield CoverageGroup(section.id, section.titre, _lines(asked, shown, names))
    levels = [level_path(names, criterion) for criterion in names.criteria]
    levelled = [names.asked[path] for path in levels if path]
    yield CoverageGroup("criteres", "Effets sociaux", _lines(levelled, shown, names))
    for axis in names.axes.values():
        asked = names.by_owner.get(("axe", axis.id), ())
        yield CoverageGroup(axis.id, axis.titre, _lines(asked, shown, names))


def _lines(asked: Iterable[Asked], shown: Population, names: Names) -> tuple[CoverageLine, ...]:
    lines = []
    for question in asked:
        coverage = reply(shown, question.path)
        if coverage is None:
            continue
        share = coverage.share if coverage.concerned >= shown.minimum else None
        percent = None if share is None else round(100 * share)
        link = method_link(question.path, names)
        lines.append(
            CoverageLine(question.path, link, coverage.answers, coverage.concerned, percent)
        )
    return tuple(lines)


def _to_complete(shown: Population, names: Names, portraits: Portraits) -> Iterator[ToComplete]:
    """List the places without an essential answer, or without a photo."""
    photos = names.of_role(Role.PHOTOS)
    # What another answer tells more fully is lacking nowhere by itself.
    wanted = [asked.path for asked in essentials(names) if not fuller(asked, names)]
    for path in (*wanted, *([photos] if photos else ())):
        if reply(shown, path) is not None:
            title = names.asked[path].question.short
            listed = _listed(path, title, without_reply(shown, path), portraits)
            if listed.number:
                yield listed


def _listed(
    name: str, title: str, places: Sequence[tuple[str, str]], portraits: Portraits
) -> ToComplete:
    ordered = sorted(places, key=lambda place: (folded(place[1]), place[0]))
    first = tuple(PlaceName(label, portraits.of(slug)) for slug, label in ordered[:NAMED])
    return ToComplete(name, title, len(ordered), first)


def _warnings(problems: Iterable[Problem], own: Iterable[Summary]) -> Iterator[WarningGroup]:
    """Group the warnings about the places shown by code, in the order of files."""
    known = {summary.slug: PlaceName(summary.name, summary.card.address) for summary in own}
    groups: dict[str, list[WarningLine]] = {}
    for problem in problems:
        slug = problem.file.rpartition("/")[0].rpartition("/")[2]
        if slug in known:
            line = WarningLine(known[slug], problem.file, problem.line, problem.message)
            groups.setdefault(problem.code, []).append(line)
    for code in sorted(groups):
        lines = groups[code]
        yield WarningGroup(code, catalogue()[code].titre, len(lines), tuple(lines[:SHOWN]))
