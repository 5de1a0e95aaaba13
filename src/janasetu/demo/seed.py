"""Seed the demo: the state's directory, the towns with their people and numbers, the services they offer.

Run at every start: what is there already stays, what is new in the files is added. Every table is read once
and written twice at most, however many towns there are.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, definitions
from janasetu.demo.founding.bodies import found_bodies
from janasetu.demo.founding.holidays import found_holidays
from janasetu.demo.founding.maps import found_landmarks, found_maps
from janasetu.demo.founding.officers import PASSWORD, found_officers
from janasetu.demo.founding.offices import found_departments, found_lines, found_titles, found_wards
from janasetu.demo.founding.posters import found_posters
from janasetu.demo.founding.registers import found_registers
from janasetu.demo.founding.second_factors import TOTP_SECRET, found_second_factors
from janasetu.demo.founding.terms import found_terms
from janasetu.demo.numbers import whose
from janasetu.demo.past import year
from janasetu.demo.towns import towns
from janasetu.lib import clock
from janasetu.lib.words import Lang
from janasetu.messaging.queries import lines

__all__ = ["PASSWORD", "Login", "found", "logins", "seed", "welcome"]


@transaction.atomic
def seed(*, small: bool) -> None:
    """Found the towns, and give them the year that lies behind them, once. `small`: a tenth of it.

    DemoFileError where one of the demo's own files is wrong.
    """
    found()
    if not year.is_laid_down():
        measure = year.SMALL if small else year.WHOLE
        year.lay_down(measure, media=settings.MEDIA_FOLDER, now=clock.now())


@transaction.atomic
def found() -> None:
    """Found the towns, without a past. DemoFileError as above."""
    listed = towns()
    sync_posts()
    ids = found_bodies(listed)
    found_holidays(ids)
    found_wards(listed, ids)
    found_maps(listed, ids)
    found_landmarks(listed, ids)
    found_departments(listed, ids)
    found_titles(listed, ids)
    found_officers(listed, ids)
    found_second_factors(listed)
    found_lines(listed, ids)
    found_registers(ids)
    found_posters(listed, ids)
    catalogue.publish(definitions(BUNDLED), now=clock.now())
    found_terms(ids)


class Login(NamedTuple):
    """A login of the demo: its name, and in the reader's language its post and its town."""

    name: str
    post: str
    town: str


def logins(lang: Lang = "bn") -> list[Login]:
    """Every login that opens something, town after town; three queries."""
    now = clock.now()
    in_office = Officer.objects.filter(active=True, until=None).select_related("body", "user")
    officers = list(in_office.order_by("body_id", "id"))
    named = titles({officer.body_id for officer in officers}, {officer.role_id for officer in officers})
    return [
        Login(
            officer.user.get_username(),
            named.name(officer.body_id, officer.role_id, lang, at=now),
            officer.body.name_in(lang),
        )
        for officer in officers
    ]


def welcome() -> str:
    """What the demo prints when it is ready: the numbers, and who may log in."""
    answering = lines()
    named = whose(answering)
    told = [
        f"{named[line.id].name_in('bn')} ({named[line.id].name_in('en')}): {line.display}"
        for line in answering
    ]
    names = ", ".join(login.name for login in logins())
    codes = f"One-time codes, asked for approving, signing and exporting: TOTP secret {TOTP_SECRET}"
    return "\n".join([*told, f"Logins ROLE@BODY, password {PASSWORD}: {names}", codes])
