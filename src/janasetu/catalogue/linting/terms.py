"""Rules on the terms: fees with their source, limits, numbers that somebody checked, papers to be made."""

from decimal import Decimal
from math import prod

from janasetu.catalogue.fields import bounds
from janasetu.catalogue.fields.count import MOST
from janasetu.catalogue.linting.draft import Draft
from janasetu.catalogue.linting.refusals import nearest
from janasetu.catalogue.linting.walking import emergency_numbers, of_type
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import ALWAYS, Field, Option, Service, Span
from janasetu.catalogue.schema.terms import FOR_GOOD

_DUE = ("with application", "before issue", "on delivery")
_BEFORE = "before "
MOST_OWED = Decimal("99999999999.99")  # what one demand holds, in rupees
_MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "working days": 1440, "months": 43_200, "years": 525_600}
STEPS_OF_APPEAL = ("appeal", "review")
_NEEDS = {"complaint": "limits", "information": "topics", "appeal": "limits"}
_DAYS = ("days", "months", "years")


def fees_are_dated(draft: Draft, service: Service) -> None:
    """M601, M602: whoever is asked for money can ask since when, and who said so."""
    for at, fee in enumerate(service.fee):
        if fee.from_ is None:
            draft.tell("M601", ("fee", at), "a fee needs `from`, the first day on which it holds")
        if not fee.source.strip():
            draft.tell("M602", ("fee", at), "a fee needs `source`, the order or resolution that says so")


def fees_are_due(draft: Draft, service: Service) -> None:
    """M603: a fee falls due at a time there is."""
    names = [stage.stage for stage in service.all_stages()]
    for at, fee in enumerate(service.fee):
        if fee.due in _DUE:
            continue
        stage = fee.due.removeprefix(_BEFORE)
        if stage == fee.due:
            known = ", ".join(_DUE)
            draft.tell("M603", ("fee", at, "due"), f"`{fee.due}` is none of {known} and before STAGE")
        elif stage not in names:
            draft.tell("M603", ("fee", at, "due"), f"no stage is called `{stage}`{nearest(stage, names)}")


def fees_are_counted(draft: Draft, service: Service) -> None:
    """M605: a fee is multiplied by counts that are asked once, and can be owed whatever is answered."""
    asked = {
        one.field: one
        for one in service.ask
        if isinstance(one, Field) and one.kind == "count" and not one.repeat
    }
    counts = list(asked)
    for at, fee in enumerate(service.fee):
        for number, name in enumerate(fee.times):
            if name not in counts:
                said = f"`{name}` is no count that is asked once{nearest(name, counts)}"
                draft.tell("M605", ("fee", at, "times", number), said)
        most = [bounds.counts(asked[name], least=0, most=MOST)[1] for name in fee.times if name in asked]
        if len(most) == len(fee.times) and fee.amount * prod(most) > MOST_OWED:
            draft.tell("M605", ("fee", at), "with the largest counts it is more than anybody can owe: `most`")


def fees_hold_one_at_a_time(draft: Draft, service: Service) -> None:
    """M604: of one fee, one amount holds on a day."""
    seen: set[tuple[object, ...]] = set()
    for at, fee in enumerate(service.fee):
        same = (fee.name.bn if fee.name else "", fee.due, fee.when, fee.from_)
        if same in seen:
            draft.tell("M604", ("fee", at), "another amount of this fee holds from the same day")
        seen.add(same)


def the_first_action_comes_first(draft: Draft, service: Service) -> None:
    """L651: something is done before all has to be done."""
    if service.limits is None:
        return
    longest = max(map(_minutes, (one.within for one in service.limits.promise)))
    for at, first in enumerate(service.limits.first_action):
        if _minutes(first.within) > longest:
            said = f"a first action within {first.within} comes after the promise"
            draft.tell("L651", ("limits", "first_action", at, "within"), said)


def _minutes(span: Span) -> int:
    """About how long it is: an open day counts as a day."""
    return span.count * _MINUTES[span.unit]


def what_is_renewed_runs_out(draft: Draft, service: Service) -> None:
    """L653: the holder of a paper is reminded some days before it runs out."""
    if service.renewal is None:
        return
    if service.output is None or service.output.valid == FOR_GOOD:
        draft.tell("L653", ("renewal",), "the paper does not run out: `output` needs `valid`")
    elif service.renewal.unit not in _DAYS:
        draft.tell("L653", ("renewal",), f"{service.renewal} are no days, months or years")


def working_days_are_open_days(draft: Draft, service: Service) -> None:
    """W652: `always` where the limit is in working days, which are open days whatever the calendar says."""
    for steps, option in of_type(service, Option):
        if option.calendar == ALWAYS and option.promise and option.promise.unit == "working days":
            draft.tell("W652", (*steps, "calendar"), f"{option.promise} are open days all the same")
    within = [one.within for one in service.limits.promise] if service.limits else []
    if (
        draft.values.get("calendar") == ALWAYS
        and within
        and all(one.unit == "working days" for one in within)
    ):
        draft.tell("W652", ("calendar",), f"{within[-1]} are open days all the same")


def numbers_are_checked(draft: Draft, service: Service) -> None:
    """N701, N702: nobody is sent to a number that nobody vouches for."""
    for steps, number in emergency_numbers(service):
        if not number.source.strip():
            draft.tell("N701", (*steps, "number"), f"{number.number} needs `source`: who published it")
        if number.checked is None:
            draft.tell(
                "N702", (*steps, "number"), f"{number.number} needs `checked`: when somebody last looked"
            )


def the_kind_has_its_keys(draft: Draft, service: Service) -> None:
    """F211: a complaint has a limit, information something to tell, and an appeal the steps of one."""
    needed = _NEEDS.get(service.kind)
    if needed and not getattr(service, needed):
        draft.tell("F211", ("kind",), f"a service of the kind `{service.kind}` needs `{needed}`")
    if service.is_appeal and set(service.steps_of_appeal) != set(STEPS_OF_APPEAL):
        said = f"an appeal is named by a choice (`title_by`) of {' and '.join(STEPS_OF_APPEAL)}"
        draft.tell("F211", ("kind",), said)


def the_citizen_is_asked(draft: Draft, service: Service) -> None:
    """F208: how long the citizen's word is waited for is said where it is asked for."""
    if service.limits and service.limits.confirm and not service.asks_the_citizen:
        said = "nobody is asked where the office closes a case; or write `closes: by_citizen`"
        draft.tell("F208", ("limits", "confirm"), said)


def the_template_is_there(draft: Draft, service: Service) -> None:
    """F212: the template of the paper lies in the folder of the service."""
    path, output = draft.reading.path, service.output
    named: list[tuple[Steps, str]] = [(("output", "document"), output.document)] if output else []
    if output and output.unfound:
        named.append((("output", "unfound", "document"), output.unfound.document))
    for steps, document in named:
        if document and path and not (path.parent / document).is_file():
            draft.tell("F212", steps, f"there is no file `{document}` in this folder")


def what_is_printed_is_asked(draft: Draft, service: Service) -> None:
    """Q808: the paper prints answers that there are."""
    asked = {field.field for field in service.fields()}
    for at, name in enumerate(service.output.prints if service.output else ()):
        if name not in asked:
            said = f"no question is called `{name}`{nearest(name, sorted(asked))}"
            draft.tell("Q808", ("output", "prints", at), said)


RULES = (
    fees_are_dated,
    fees_are_due,
    fees_are_counted,
    fees_hold_one_at_a_time,
    the_first_action_comes_first,
    what_is_renewed_runs_out,
    working_days_are_open_days,
    numbers_are_checked,
    the_kind_has_its_keys,
    the_citizen_is_asked,
    the_template_is_there,
    what_is_printed_is_asked,
)
