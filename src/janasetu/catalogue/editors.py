"""The format as a JSON Schema, for editors that check and complete a definition while it is written."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.problems import Steps
from janasetu.catalogue.schema import Service

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A service of Janasetu, format 1"
Schema = dict[str, Any]

# What may also be written in place of the whole.
_SHORT_PARTS: Mapping[str, Schema] = {
    "Assurance": {"type": "string", "enum": ["A0", "A1", "A2"]},
    "Move": {"type": "string"},
    "Option": {"$ref": "#/$defs/Texts"},
    "Words": {"type": "array", "items": {"type": "string"}},
}
_SHORT_LISTS = (
    ("Service", "fee"),
    *(("Limits", term) for term in ("promise", "statutory", "first_action", "confirm")),
    ("Output", "signed_by"),
)


def json_schema() -> Schema:
    """The schema of a service.yaml: JSON Schema, draft 2020-12, each key with what it is for."""
    made = _made()
    whole = {key: value for key, value in made.items() if key != "$defs"}
    parts = {name: _explained(name, part) for name, part in [*made["$defs"].items(), ("Service", whole)]}
    parts["Field"]["properties"]["kind"]["enum"] = sorted(KINDS)
    for name, key in _SHORT_LISTS:
        listed = parts[name]["properties"][key]
        said = {"description": listed.pop("description")}
        parts[name]["properties"][key] = said | {"anyOf": [listed["items"], listed]}
    for name, short in _SHORT_PARTS.items():
        parts[f"Whole{name}"] = parts[name]
        parts[name] = {"anyOf": [short, {"$ref": f"#/$defs/Whole{name}"}]}
    return {"$schema": DRAFT, **parts.pop("Service"), "title": TITLE, "$defs": parts}


@lru_cache(maxsize=512)
def keys_at(steps: Steps) -> frozenset[str]:
    """The keys that the format knows at this place; none where it knows no such place."""
    made = _made()
    here = [made]
    for step in steps:
        here = [below for part in _alternatives(here, made["$defs"]) for below in _below(part, step)]
    parts = _alternatives(here, made["$defs"])
    return frozenset(key for part in parts for key in part.get("properties", {}))


@cache
def _made() -> Schema:
    return Service.model_json_schema(by_alias=True)


def _explained(name: str, part: Schema) -> Schema:
    """The part with a description of each key; only well-formed codes, where a value is a mapping by code."""
    properties = {key: dict(value) for key, value in part.get("properties", {}).items()}
    for key, value in properties.items():
        value.pop("title", None)
        value["description"] = MEANINGS.get(name, {}).get(key, "")
        if "patternProperties" in value:
            value["additionalProperties"] = False
    return {**part, "properties": properties}


def _alternatives(schemas: Iterable[Schema], parts: Mapping[str, Schema]) -> list[Schema]:
    """The schemas themselves, with references followed and every alternative for itself."""
    found: list[Schema] = []
    for schema in schemas:
        if "$ref" in schema:
            found += _alternatives([parts[schema["$ref"].removeprefix("#/$defs/")]], parts)
        elif "anyOf" in schema or "oneOf" in schema:
            found += _alternatives(schema.get("anyOf") or schema["oneOf"], parts)
        else:
            found.append(schema)
    return found


def _below(schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        yield from [schema["items"]] if "items" in schema else []
        return
    if step in schema.get("properties", {}):
        yield schema["properties"][step]
    yield from schema.get("patternProperties", {}).values()
    if isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]


_DATED = {
    "from": "The first day on which it holds, as 2026-04-01.",
    "source": "Who said so: a law, an order, a resolution.",
}
_ASKED = {
    "when": "Asked only when this holds: `ownership = partnership and floors > 2`.",
    "repeat": "Asked again until the person has no more.",
}
_ALARM = "It calls the duty officer at once, again and again, until somebody has heard it."
_REFERS = "The agency of agencies.yaml whose work it is: the citizen hears at once how it is reached."
_EMERGENCY = "Numbers to call at once, shown before anything else."
_ALIKE = "By what two cases are taken for the same matter, so that one may join the other."
_DEPARTMENT = "The department that does the work: a code, or one for each kind of body."
_CONFIDENTIAL = (
    "`true` hides who complains; `about_office` hides the case from the body too, and it goes to the body "
    "above. Or one for each kind of body."
)

# What each key is for, by the part of a definition in which it stands.
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Service": {
        "format": "The version of the format: 1.",
        "code": "The service's code: also the name of its folder.",
        "kind": "What sort of matter it is; statistics, menus and clocks go by it.",
        "intent": "The code under which talks that reach it are counted, where it is not that of the kind.",
        "meant_by": "The code of the phrase bank by which it is meant, where that is finer than `intent`.",
        "group": "The group of the menu in which it stands, where it is not that of the kind.",
        "offered_by": "The kinds of body that offer it.",
        "name": "The full name; at most 72 units.",
        "short": "The name on a button; at most 20 units.",
        "words": "What else people call it, in any spelling and script: they type it, the service begins.",
        "about": "What it is, in a sentence or two.",
        "assurance": "How sure we must be of a person: a level, or one to `ask` and one to `fetch`.",
        "concerns": "Whether it concerns a person (a form asks for whom) or a place.",
        "department": _DEPARTMENT,
        "refers": _REFERS,
        "ask": "The questions, in the order in which they are asked.",
        "topics": "What an information service can tell, by code.",
        "title_by": "The question whose answer names a case; its option decides department and time.",
        "fee": "What it costs, and since when.",
        "stages": "The way through the office, from the first desk on.",
        "levels": "Who answers for a case, lowest first; a breach or reopening moves it up.",
        "confidential": _CONFIDENTIAL,
        "limits": "By when: what the office promises and what the law demands.",
        "calendar": "`open days`: its clocks stand still on closed days; else `always`: they never do.",
        "evidence": "`[resolve]`: a claim that the work is done needs a photo.",
        "closes": "Who says that the work is done: `by_citizen` or `by_office`.",
        "credits": "The question whose answer is the number of the case that these thanks are for.",
        "output": "The paper that it ends in.",
        "deliver": "How the paper reaches the person.",
        "renewal": "How long before the paper runs out its holder is reminded.",
        "corrects": "`papers`: it is opened from a paper in which something is wrong.",
        "keep": "How long a case is kept, and why.",
        "emergency": _EMERGENCY,
        "alarm": _ALARM,
        "alike": _ALIKE,
        "unheard": "A voice from somebody who fills in no form opens a case at once, and is heard then.",
    },
    "Texts": {
        "bn": "In Bengali: must be there.",
        "en": "In English: must be there.",
        "hi": "In Hindi; where it is missing, Bengali is said.",
    },
    "Words": {
        "bn": "In Bengali letters.",
        "bn-Latn": "Bengali in Latin letters, as people type it.",
        "en": "In English.",
        "hi": "In Hindi, in either script.",
    },
    "Field": {
        "field": "The code under which the answer is kept.",
        "kind": "What is asked for.",
        "label": "The question as it is said; at most 800 units. Many kinds have one of their own.",
        "spoken": "The question as a person reads it aloud, at the counter or on the telephone.",
        "short": "The answer's name in the summary and in forms; at most 20 units.",
        "hint": "A help beside the question.",
        "menu": "The words on the button that opens a list; at most 20 units.",
        "skip": "The words on the button that leaves the question out; at most 20 units.",
        "required": "`false` where the question may be left out.",
        **_ASKED,
        "options": "The options, by their code, in the order shown.",
        "least": "The smallest number, the fewest characters or options.",
        "most": "The largest number, the most characters, options or files.",
        "earliest": "The first day that is taken: `today - 30 days`, `2026-04-01`.",
        "latest": "The last day that is taken: `today + 30 days`, `2026-04-01`.",
        "toward": "Which way a day without its year lies.",
        "scripts": "`one`: a name is asked in one script only, where no paper needs the other.",
        "needs": "What a place must have.",
        "accepts": "The kinds of file that are taken; of a text only `audio`, a voice in place of words.",
        "resource": "What is booked.",
        "keep": "How long the answer is kept, where that is shorter than the case.",
        "purpose": "Why it is asked.",
    },
    "Option": {
        "name": "What is shown; at most 24 units, 20 where up to three options are buttons.",
        "short": "What a button says of it; at most 20 units. Only where `name` is longer.",
        "words": "What else means this option.",
        "department": _DEPARTMENT,
        "promise": "Its own time, in place of the one in `limits`.",
        "urgent": "`true` puts the case into the urgent lane.",
        "confidential": _CONFIDENTIAL,
        "levels": "Who answers for such a case, in place of the `levels` of the service.",
        "calendar": "When its clocks run, in place of the `calendar` of the service.",
        "refers": _REFERS,
        "also": "Other codes of the phrase bank by which it is meant: the agencies that go by one name here.",
        "emergency": _EMERGENCY,
        "alarm": _ALARM,
        "alike": _ALIKE,
    },
    "Alike": {
        "within": "How near: `100 m`, or `ward` where it is the whole ward's matter.",
        "for": "How long ago the other may have been reported, as long as it is open.",
        "incident": "How many reports in a ward make one known incident, which later ones join.",
    },
    "KnownIncident": {
        "reports": "How many.",
        "within": "Within how long: `1 hour`.",
    },
    "Group": {
        "group": "The code under which the answers are kept.",
        "label": "What the questions are about; at most 800 units.",
        "short": "Its name in the summary; at most 20 units.",
        **_ASKED,
        "ask": "The questions of the group.",
    },
    "Repeat": {
        "least": "How many there must be.",
        "most": "How many there may be.",
        "more": "The question whether there is another.",
    },
    "Topic": {
        "name": "What is shown; at most 24 units.",
        "words": "What else means this topic.",
        "intent": "The code under which questions about it are counted.",
        "text": "What is said.",
        "says": "What the office knows of itself.",
        "numbers": "Numbers that are told.",
        "alarm": "Words of danger: heard inside any message, and the numbers are told first.",
        "next": "The service that helps on from here; a button under the answer leads to it.",
    },
    "EmergencyNumber": {
        "name": "Whose number it is; at most 24 units.",
        "number": "The number, in quotes.",
        "source": "Who published it.",
        "checked": "The day on which somebody last looked.",
    },
    "Fee": {
        **_DATED,
        "name": "What is paid for, where there are several fees.",
        "amount": "Rupees.",
        "per": "For what each: a room for a night.",
        "times": "The questions whose counts multiply it: rooms, nights.",
        "due": "`with application`, `before STAGE`, `before issue` or `on delivery`.",
        "when": "Charged only when this holds: `workers <= 5`.",
        "pauses": "The clocks stand still while it is due and not paid.",
        "returns": "After which ends it is given back: `withdrawn`, `rejected`.",
        "of": "For which paper it is asked: `output`, or `unfound`; else for both.",
    },
    "Stage": {
        "stage": "The code of the stage.",
        "name": "What people see; at most 24 units.",
        "role": "Whose desk it is: a role, or one for each kind of body.",
        "desk": "`external`: a letter goes out and an answer comes in.",
        "agency": "Which outside office answers.",
        "within": "How long it may lie there.",
        "when": "Gone through only when this holds; else the case goes on to where the stage leads.",
        "moves": "What the desk can do, and where each leads: a stage, `applicant`, `issue` or `end`.",
        "together": "Desks side by side; the case goes on when all are done.",
        "then": "Where it goes on after them.",
        "also": "Posts that have the desk too, beside its role.",
        "approvals": "How many must agree.",
        "register": "The register that the desk looks into, and which answers it is asked by.",
        "ask": "What whoever has the desk writes down there; questions as those of the service.",
        "margin": "Whoever has it orders what a register's margin says; only a correction comes there.",
        "recommends": "Whoever decides here, with a one-time code, stands on the paper as who recommends it.",
    },
    "Register": {
        "of": "`births` or `deaths`.",
        "name": "The question that asks for the name.",
        "on": "The question that asks for the day.",
        "parents": "The questions that ask for the family.",
        "number": "The question that asks for the number in the register.",
    },
    "Move": {
        "to": "A stage, `applicant` (back to the person), `issue` or `end`.",
        "needs": "What must be given with it.",
        "pauses": "Why the clock stops meanwhile.",
        "name": "What the button says; at most 24 units.",
    },
    "Assurance": {
        "ask": "To ask: A0 a phone, A1 also the secret of the case, A2 also a proof at office or door.",
        "fetch": "To fetch what comes out: A0, A1 or A2.",
    },
    "Alarm": {
        "again": "After how long it is told once more; 5 minutes.",
        "up": "After how long the next on the way up is told too; 10 minutes.",
    },
    "Unheard": {
        "within": "After how long in office hours the desk is called to it; 2 minutes.",
        "emergency": _EMERGENCY,
    },
    "Limits": {
        "promise": "What the office promises.",
        "statutory": "What the law demands, and to whom one may turn after that.",
        "first_action": "How soon somebody does something about it, or answers.",
        "confirm": "How long a claim that the work is done waits for the citizen's word.",
        "referred": "`pauses`: the promise waits for an outside answer until its day; else it `runs`.",
        "records": "`pauses`: the promise waits for the record room until its day; else it `runs`.",
    },
    "Confirm": {
        **_DATED,
        "within": "After so long a claim that nobody answers ends as unconfirmed; 7 days.",
        "reopen_within": "So long after that a no still opens the case again; 30 days.",
        "called": "Of a hundred claims that end so many citizens are rung, drawn by lot; 5.",
    },
    "FirstAction": {**_DATED, "within": "How soon: `4 hours`, `1 working day`."},
    "Promise": {**_DATED, "within": "How soon: `48 hours`, `7 working days`."},
    "Statutory": {
        **_DATED,
        "within": "How soon: `15 working days`.",
        "law": "The law that says so.",
        "officer": "The role that must decide.",
        "appeal": "The role to which one may appeal.",
        "review": "The role that reviews the appeal.",
        "appeal_within": "So long after a refusal one may appeal against it; 30 days.",
        "fine": "What lateness may cost the officer; officers alone are told.",
    },
    "Fine": {
        "least": "Rupees.",
        "most": "Rupees.",
        "source": "Who said so.",
    },
    "Output": {
        "document": "The template of the paper, a file of the folder.",
        "type": "What sort of paper it is; who may sign goes by it.",
        "from": "Where it is born: `here`, `state_portal` or `ink`.",
        "signed_by": "The roles of which one signs.",
        "officers": "How many must want it before it is signed, who signs among them; 2.",
        "valid": "How long it holds: `this financial year`, `3 years`.",
        "serial": "The series of its numbers, where that is not the type.",
        "prints": "The questions whose answers stand on it, in this order; else all that a paper can say.",
        "conditions": "What holds for whoever has it, one sentence each.",
        "unfound": "The paper in its place, where the record room has found nobody.",
    },
    "Unfound": {
        "name": "Its title.",
        "document": "The template of the paper, a file of the folder.",
        "from": "Where it is born: `here` or `ink`.",
        "serial": "The series of its numbers, where that is not the type.",
        "conditions": "What holds for whoever has it, one sentence each.",
    },
    "Kept": {
        "for": "How long a case is kept.",
        "purpose": "Why anything personal is asked.",
        "law": "The law that demands it.",
    },
}
