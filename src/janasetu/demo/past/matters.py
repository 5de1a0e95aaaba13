"""What people come with: the answers of a form, shaped as the talk shapes them, for every service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from janasetu.catalogue.fields.consent import asked_text_hash
from janasetu.catalogue.schema import Service
from janasetu.demo.founding.registers import somebody
from janasetu.demo.past.citizens import Citizen
from janasetu.demo.past.offices import Office
from janasetu.demo.past.pictures import Album
from janasetu.demo.past.words import Name, names, subjects, words
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import local
from janasetu.registers.choices import RegisterKind

Answers = dict[str, Any]

_HAS_PHOTO = 0.55
# How often people come with each service, of a hundred; the rest are complaints.
_OFTEN = {
    "birth-certificate": 7,
    "death-certificate": 4,
    "residence-recommendation": 6,
    "trade-noc": 8,
    "building-permission": 3,
    "vaccination-slot": 5,
    "guest-house": 3,
    "guest-house-cancellation": 1,
    "commissioner-appointment": 3,
    "pay-slip": 3,
    "suggestion": 4,
    "feedback": 4,
    "thanks": 5,
}
_COMPLAINTS = 60


@dataclass(frozen=True, slots=True)
class Matter:
    """What one person asks of one office: a service, its answers, and the files that came with them."""

    service: Service
    version: UUID
    answers: Answers
    files: list[ReceivedFile]
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """All that an answer is made from."""

    service: Service
    citizen: Citizen
    at: datetime
    chance: Random
    album: Album
    files: list[ReceivedFile]

    @property
    def office(self) -> Office:
        return self.citizen.office

    @property
    def day(self) -> date:
        return local(self.at).date()

    def photo(self, scene: str) -> list[str]:
        """A file that comes with the answers, by its id."""
        self.files.append(self.album.from_citizen(scene, self.citizen, self.at - timedelta(seconds=30)))
        return [str(self.files[-1].id)]

    def paper(self) -> list[str]:
        return self.photo("paper")

    def place(self, *, pinned: bool = False) -> Answers:
        """A ward and a landmark, as this person writes them; sometimes with a pin."""
        ward = self.chance.choice(self.office.wards)
        how = self.citizen.spelling
        landmark = words().landmarks.one(how, self.chance)
        text = words().ward.place(how, ward=ward, landmark=landmark)
        lat, lon = self._pin() if pinned else (None, None)
        return {"text": text, "ward": ward, "landmark": landmark, "lat": lat, "lon": lon}

    def _pin(self) -> tuple[float, float]:
        lat, lon = _MIDDLES[self.office.code]
        return round(lat + self.chance.uniform(-0.02, 0.02), 6), round(
            lon + self.chance.uniform(-0.02, 0.02), 6
        )

    def name(self, who: Name | None = None) -> Answers:
        return (who or self.citizen.name).model_dump()

    def relative(self) -> Name:
        """Somebody of the same town."""
        return names().one(self.office.code, self.chance)

    def consent(self) -> Answers:
        return {"given": True, "text": asked_text_hash(self.service.field("consent"))}

    def option(self, field: str) -> str:
        return self.chance.choice(list(self.service.field(field).options))

    def phone(self) -> str:
        return f"+{self.citizen.phone}"


# Where the middle of each town lies, in degrees, roughly.
_MIDDLES = {
    "kmc": (22.56, 88.36),
    "falakata": (26.52, 89.20),
    "basirhat": (22.66, 88.87),
    "panchayat": (23.30, 86.96),
}


def matter(citizen: Citizen, at: datetime, chance: Random, album: Album, *, complaints: bool) -> Matter:
    """What this person comes with at that moment; `complaints`: it may be one."""
    code = _service(citizen.office, at, chance, complaints=complaints)
    version, service = citizen.office.services[code]
    asking = Asking(service, citizen, at, chance, album, [])
    answers = _ANSWERS[code](asking)
    scene = subjects()[answers["category"]].scene if code == "complaint" else "paper"
    return Matter(service, version, answers, asking.files, scene or "paper")


def _service(office: Office, at: datetime, chance: Random, *, complaints: bool) -> str:
    day = local(at).date()
    offered = {
        code: share
        for code, share in _OFTEN.items()
        if code in office.services and _has_limit(office.services[code][1], day)
    }
    shares = offered | ({"complaint": _COMPLAINTS} if complaints else {})
    (chosen,) = chance.choices(list(shares), list(shares.values()))
    return chosen


def _has_limit(service: Service, day: date) -> bool:
    """Nothing can be opened before its limits begin."""
    return bool(service.promise_on(day, {}) or service.statutory_on(day))


# --- the answers of each service ---


def _complaint(asking: Asking) -> Answers:
    chance, how = asking.chance, asking.citizen.spelling
    month = local(asking.at).month
    known = [code for code in asking.service.field("category").options if code in subjects()]
    (category,) = chance.choices(known, [subjects()[code].often(month) for code in known])
    subject = subjects()[category]
    said = f"{subject.said(how, chance)} {words().tails.one(how, chance)}".strip()
    photo = asking.photo(subject.scene) if subject.scene and chance.random() < _HAS_PHOTO else None
    place = asking.place(pinned=chance.random() < 0.3)
    return {"category": category, "description": said, "place": place, "photo": photo}


def _of_register(asking: Asking, kind: RegisterKind) -> Mapping[str, str] | None:
    """For half of them somebody who stands in the register of the town; drawn apart, so that the rest of the
    year stays as it is.
    """
    chance = Random(f"{kind} {asking.at.isoformat()}")  # noqa: S311 - samples
    return somebody(asking.office.code, kind, chance) if chance.random() < 0.5 else None


def _spelt(name: str) -> Answers:
    """A name of which only the Bengali is known."""
    return {"bn": name, "en": None}


def _birth(asking: Asking) -> Answers:
    answers = _birth_of_anybody(asking)
    if known := _of_register(asking, RegisterKind.BIRTH):
        day, month, year = known["date"].split("/")
        answers |= {"person": _spelt(known["name_bn"]), "date_of_birth": f"{year}-{month}-{day}"}
        answers |= {"mother": _spelt(known["mother_bn"]), "father": _spelt(known["father_bn"])}
    return answers


def _death(asking: Asking) -> Answers:
    day = asking.day - timedelta(days=asking.chance.randint(30, 9000))
    name, family = asking.name(asking.relative()), asking.name(asking.relative())
    if known := _of_register(asking, RegisterKind.DEATH):
        name, family = _spelt(known["name_bn"]), _spelt(known["father_bn"])
        day = date(*(int(part) for part in reversed(known["date"].split("/"))))
    return {
        "deceased": name,
        "sex": asking.chance.choice(["female", "male"]),
        "date_of_death": day.isoformat(),
        "died_at": "hospital",
        "hospital": "মহকুমা হাসপাতাল",
        "family": family,
        "mother": None,
        "registration_number": None,
        "relation": asking.chance.choice(["parent", "parent", "spouse", "grandparent"]),
        "old_paper": asking.paper() if asking.chance.random() < 0.5 else None,
        "consent": asking.consent(),
    }


def _birth_of_anybody(asking: Asking) -> Answers:
    child = asking.chance.random() < 0.6
    born = asking.day - timedelta(
        days=asking.chance.randint(20, 900) if child else asking.chance.randint(7000, 18000)
    )
    home = asking.chance.random() < 0.2
    return {
        "for_whom": "other" if child else "self",
        "person": asking.name(asking.relative() if child else None),
        "date_of_birth": born.isoformat(),
        "born_at": "home" if home else "hospital",
        **({"birth_address": asking.place()["text"]} if home else {"hospital": "মহকুমা হাসপাতাল"}),
        "mother": asking.name(asking.relative()),
        "father": asking.name(asking.relative()),
        "registration_number": None,
        **({"relation": "child"} if child else {}),
        "old_copy": asking.paper() if asking.chance.random() < 0.5 else None,
        "consent": asking.consent(),
    }


def _building(asking: Asking) -> Answers:
    chance = asking.chance
    land = chance.randint(9, 40) * 80
    papers = ("deed", "record_of_rights", "mutation", "tax_receipt", "plan")
    return {
        "applicant": asking.name(),
        "ownership": "sole",
        "premises": asking.place(),
        "holding": f"{chance.randint(3, 240)}/{chance.randint(1, 9)}",
        "work": chance.choice(["new", "storey", "extension"]),
        "use": chance.choice(["living", "living", "mixed"]),
        "storeys": chance.randint(1, 2),
        "land_area": land,
        "floor_area": land * 5 // 4,
        "designer": {"name": asking.relative().bn, "licence": f"LBS/1/{chance.randint(100, 400)}"},
        **{paper: asking.paper() for paper in papers},
        "consent": asking.consent(),
    }


def _trade(asking: Asking) -> Answers:
    rented = asking.chance.random() < 0.4
    kinds = [code for code in asking.service.field("trade").options if code != "other"]
    return {
        "applicant": asking.name(),
        "trade_name": asking.chance.choice(words().shops),
        "trade": asking.chance.choice(kinds),
        "ownership": "sole",
        "premises": asking.place(pinned=True),
        "plot": None,
        "premises_right": "rented" if rented else "own",
        ("owner_consent" if rented else "land_paper"): asking.paper(),
        "workers": asking.chance.randint(0, 7),
        "flammable": asking.chance.random() < 0.15,
        "identity": asking.paper(),
        "consent": asking.consent(),
    }


def _residence(asking: Asking) -> Answers:
    needs = [code for code in asking.service.field("needed_for").options if code != "other"]
    return {
        "for_whom": "self",
        "person": asking.name(),
        "guardian": asking.relative().bn,
        "home": asking.place(),
        "years": asking.chance.randint(2, 60),
        "needed_for": asking.chance.choice(needs),
        "address_proof": asking.paper(),
        "consent": asking.consent(),
    }


def _vaccination(asking: Asking) -> Answers:
    child = asking.chance.random() < 0.6
    born = asking.day - timedelta(
        days=asking.chance.randint(45, 600) if child else asking.chance.randint(8000, 24000)
    )
    return {
        "for_whom": "other" if child else "self",
        "person": asking.name(asking.relative() if child else None),
        "date_of_birth": born.isoformat(),
        "vaccine": "child" if child else "bite",
        **({} if child else {"dose": "first"}),
        "phone": None,
        "slot": _slot(asking, "vaccination"),
    }


def _slot(asking: Asking, resource: str) -> Answers:
    day = asking.day + timedelta(days=asking.chance.randint(2, 9))
    part = asking.chance.choice(["morning", "noon", "afternoon"])
    return {"start": None, "day": day.isoformat(), "part": part, "resource": resource}


def _guest_house(asking: Asking) -> Answers:
    guests = [{"name": asking.citizen.called, "age": asking.chance.randint(24, 70)}]
    if asking.chance.random() < 0.6:
        guests.append({"name": asking.relative().bn, "age": asking.chance.randint(20, 70)})
    return {
        "arrival": (asking.day + timedelta(days=asking.chance.randint(4, 28))).isoformat(),
        "nights": asking.chance.randint(1, 3),
        "rooms": 1,
        "guests": guests,
        "purpose": asking.chance.choice(["travel", "treatment", "family"]),
        "phone": asking.phone(),
        "consent": asking.consent(),
    }


def _cancellation(asking: Asking) -> Answers:
    reasons = [code for code in asking.service.field("reason").options if code != "other"]
    serial = f"{asking.chance.randint(1, 60):04}-{asking.chance.randint(0, 9)}"
    return {
        "booking_number": f"{asking.day:%y}-{asking.office.body.number}-{serial}",
        "reason": asking.chance.choice(reasons),
        "refund_by": "same_way",
        "paid_on": (asking.day - timedelta(days=asking.chance.randint(1, 12))).isoformat(),
        "consent": asking.consent(),
    }


def _appointment(asking: Asking) -> Answers:
    topic = asking.chance.choice(list(words().appointments))
    return {
        "name": asking.name(),
        "topic": topic,
        "matter": words().appointments[topic],
        "earlier_number": None,
        "paper": asking.paper() if asking.chance.random() < 0.4 else None,
        "people": asking.chance.randint(1, 3),
        "slot": _slot(asking, "commissioner"),
    }


def _pay_slip(asking: Asking) -> Answers:
    if asking.chance.random() < 0.6:
        return {"paper": "last_month"}
    return {"paper": "annual", "financial_year": "last_year"}


def _suggestion(asking: Asking) -> Answers:
    subject = asking.chance.choice(list(words().suggestions))
    place = asking.place() if asking.chance.random() < 0.5 else None
    return {
        "subject": subject,
        "suggestion": asking.chance.choice(words().suggestions[subject]),
        "place": place,
    }


def _feedback(asking: Asking) -> Answers:
    remark = asking.chance.choice([None, *words().remarks])
    return {"about": asking.option("about"), "rating": asking.option("rating"), "remark": remark}


def _thanks(asking: Asking) -> Answers:
    return {"for_what": asking.chance.choice(words().thanks), "reference": None}


_ANSWERS: Mapping[str, Callable[[Asking], Answers]] = {
    "complaint": _complaint,
    "birth-certificate": _birth,
    "death-certificate": _death,
    "building-permission": _building,
    "trade-noc": _trade,
    "residence-recommendation": _residence,
    "vaccination-slot": _vaccination,
    "guest-house": _guest_house,
    "guest-house-cancellation": _cancellation,
    "commissioner-appointment": _appointment,
    "pay-slip": _pay_slip,
    "suggestion": _suggestion,
    "feedback": _feedback,
    "thanks": _thanks,
}
