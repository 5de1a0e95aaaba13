"""Rules on stages: every one is reached, every one leads on, and every way ends."""

from collections import Counter

from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.refusals import nearest
from janasetu.catalogue.linting.walking import stages
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Field, Service, Stage
from janasetu.catalogue.schema.asking import fields_in
from janasetu.catalogue.schema.stages import APPLICANT, END, ISSUE, TARGETS

# Of which kinds the questions are that say who is looked up in a register.
_OF_REGISTERS = ("entry", "no_entry", "register")
_PAPER = "document"  # the kind of question that asks for one
_LOOKED_UP_BY = {
    "name": ("person_name", "text"),
    "parents": ("person_name", "text"),
    "on": ("date",),
    "number": ("text",),
}


def names_stand_once(draft: Draft, service: Service) -> None:
    """S406, S407: no two stages of one name, and none named like an end."""
    count = Counter(stage.stage for _, stage, _ in stages(service))
    seen: set[str] = set()
    for steps, stage, _ in stages(service):
        if stage.stage in TARGETS:
            draft.tell(
                "S407", (*steps, "stage"), f"`{stage.stage}` is where moves end; call the stage otherwise"
            )
        elif count[stage.stage] > 1 and stage.stage in seen:
            draft.tell("S406", (*steps, "stage"), f"another stage is called `{stage.stage}` too")
        seen.add(stage.stage)


def targets_exist(draft: Draft, service: Service) -> None:
    """S403: every move leads to a stage of the way, or to an end."""
    known = [*_by_name(service), *TARGETS]
    for steps, target in _targets(service):
        if target not in known:
            draft.tell("S403", steps, f"no stage is called `{target}`{nearest(target, known)}")


def side_by_side_leads_on(draft: Draft, service: Service) -> None:
    """S404: after desks side by side it is said where the case goes."""
    for steps, stage, _ in stages(service):
        if stage.together and not stage.then:
            draft.tell("S404", (*steps, "together"), "say in `then` where it goes after these", at_key=True)


def stages_lead_on(draft: Draft, service: Service) -> None:
    """S410: from every stage there is some way on."""
    for steps, stage, beside in stages(service):
        if beside is None and not stage.together and not _leads_on(stage):
            said = f"`{stage.stage}` has neither `moves` nor `then`: a case would stay there for ever"
            draft.tell("S410", (*steps, "stage"), said)


def stages_are_reached(draft: Draft, service: Service) -> None:
    """S401: from the first stage, some way leads to every other."""
    known = _by_name(service)
    reached: set[str] = set()
    waiting = [service.stages[0].stage] if service.stages else []
    while waiting:
        name = waiting.pop()
        if name in known and name not in reached:
            reached.add(name)
            waiting += _all_targets(known[name])
    for at, stage in enumerate(service.stages):
        if stage.stage not in reached:
            draft.tell("S401", ("stages", at, "stage"), f"no way leads to `{stage.stage}`")


def ways_end(draft: Draft, service: Service) -> None:
    """S402: from every stage some way ends. One that cannot be followed is told of by other rules."""
    known = _by_name(service)
    ending = {name for name, stage in known.items() if not _is_followed_within(stage, known)}
    grown = True
    while grown:
        more = {name for name, stage in known.items() if not ending.isdisjoint(_all_targets(stage))} - ending
        ending |= more
        grown = bool(more)
    for at, stage in enumerate(service.stages):
        if stage.stage not in ending:
            draft.tell(
                "S402", ("stages", at, "stage"), f"from `{stage.stage}` no way leads to `end` or `issue`"
            )


def papers_are_issued(draft: Draft, service: Service) -> None:
    """S408, S409: a paper comes out where one is to come out, and nowhere else."""
    issuing = [steps for steps, target in _targets(service) if target == ISSUE]
    if issuing and service.output is None and not service.is_correction:
        draft.tell("S408", issuing[0], "`issue` needs `output`: which paper is issued")
    if service.stages and service.output is not None and not issuing:
        draft.tell("S409", ("output",), "no move leads to `issue`: the paper never comes out", at_key=True)


def registers_are_asked_for(draft: Draft, service: Service) -> None:
    """S411: who is looked up in a register is asked for, once, by questions that can say it."""
    asked = {one.field: one for one in service.ask if isinstance(one, Field) and one.repeat is None}
    for steps, stage, _ in stages(service):
        for key, name in stage.looks_in.questions() if stage.looks_in else ():
            kinds = _LOOKED_UP_BY[key]
            if name not in asked:
                said = f"`{name}` is no question that is asked once{nearest(name, asked)}"
                draft.tell("S411", (*steps, "register", key), said)
            elif asked[name].kind not in kinds:
                said = f"`{name}` is of the kind `{asked[name].kind}`; `{key}` needs {' or '.join(kinds)}"
                draft.tell("S411", (*steps, "register", key), said)


def entries_are_looked_for(draft: Draft, service: Service) -> None:
    """S412: an entry is needed, or that there is none, only where some desk looks in a register."""
    if any(stage.looks_in for stage in service.all_stages()):
        return
    for steps, stage, _ in stages(service):
        for name, move in stage.moves.items():
            if needed := next((one for one in _OF_REGISTERS if one in move.needs), None):
                said = f"`{needed}` needs a desk with `register`, which finds it"
                draft.tell("S412", (*steps, "moves", name, "needs"), said)


def lines_are_corrected(draft: Draft, service: Service) -> None:
    """S414: corrected lines are needed where a paper is corrected, and before one is given out anew."""
    for steps, stage, _ in stages(service):
        for name, move in stage.moves.items():
            at = (*steps, "moves", name)
            if "lines" in move.needs and not service.is_correction:
                draft.tell("S414", (*at, "needs"), "`lines` needs a service with `corrects`")
            elif service.is_correction and move.to == ISSUE and "lines" not in move.needs:
                draft.tell("S414", (*at, "to"), "what is issued anew `needs` its corrected `lines`")


def papers_are_judged(draft: Draft, service: Service) -> None:
    """W415: where the form asks for papers, some move is made only once each of them has been looked at."""
    asked = any(one.kind == _PAPER for one in fields_in(service.ask))
    moves = [move for _, stage, _ in stages(service) for move in stage.moves.values()]
    if asked and moves and not any("paper" in move.needs for move in moves):
        said = "no move `needs: [paper]`: a case may go on before anybody has looked at its papers"
        draft.tell("W415", ("stages",), said, at_key=True)


def who_is_not_found_gets_a_paper(draft: Draft, service: Service) -> None:
    """S413: a move that `no_entry` opens ends in `output.unfound`, and that is reached by such a move."""
    unfound = service.output.unfound if service.output else None
    opened = False
    for steps, stage, _ in stages(service):
        for name, move in stage.moves.items():
            opened |= "no_entry" in move.needs
            if unfound is None and {"no_entry", "register"} & set(move.needs):
                said = "`output` needs `unfound`: which paper says that nobody was found"
                draft.tell("S413", (*steps, "moves", name, "needs"), said)
    if unfound is not None and not opened:
        draft.tell(
            "S413", ("output", "unfound"), "no move needs `no_entry`: the paper never comes out", at_key=True
        )


def _by_name(service: Service) -> dict[str, Stage]:
    return {stage.stage: stage for stage in reversed(service.stages)}


def _targets(service: Service) -> list[tuple[Steps, str]]:
    """Every target of a move with the steps to it."""
    found: list[tuple[Steps, str]] = []
    for steps, stage, _ in stages(service):
        found += (((*steps, "moves", name, "to"), move.to) for name, move in stage.moves.items())
        found += [((*steps, "then"), stage.then)] if stage.then else []
    return found


def _all_targets(stage: Stage) -> list[str]:
    """Where a stage can lead, and those beside each other in it."""
    return [target for one in (stage, *stage.together) for target in one.leads_to()]


def _leads_on(stage: Stage) -> bool:
    return any(target != APPLICANT for target in stage.leads_to())


def _is_followed_within(stage: Stage, known: dict[str, Stage]) -> bool:
    """Whether all that a stage leads to are stages, so that an end has to be looked for behind them."""
    onward = [target for target in _all_targets(stage) if target != APPLICANT]
    return bool(onward) and all(target in known for target in onward)


RULES = (
    names_stand_once,
    targets_exist,
    side_by_side_leads_on,
    stages_lead_on,
    stages_are_reached,
    ways_end,
    papers_are_issued,
    registers_are_asked_for,
    entries_are_looked_for,
    who_is_not_found_gets_a_paper,
    lines_are_corrected,
    papers_are_judged,
)
assert END in TARGETS
