"""Tables of the offices: who governs where, who holds which post and when, and when an office is open."""

from janasetu.bodies.models.attempts import Attempt
from janasetu.bodies.models.bodies import BodyName, LocalBody, Ward
from janasetu.bodies.models.calendars import CalendarChange, Holiday, OfficeHours
from janasetu.bodies.models.maps import BodyShape, Landmark, MapImport, WardShape
from janasetu.bodies.models.orders import ElectionSilence, Title
from janasetu.bodies.models.posts import Department, Officer, Role

__all__ = [
    "Attempt",
    "BodyName",
    "BodyShape",
    "CalendarChange",
    "Department",
    "ElectionSilence",
    "Holiday",
    "Landmark",
    "LocalBody",
    "MapImport",
    "OfficeHours",
    "Officer",
    "Role",
    "Title",
    "Ward",
    "WardShape",
]
