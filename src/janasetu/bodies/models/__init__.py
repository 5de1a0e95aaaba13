"""Tables of the offices: who governs where, who holds which post and when, who is away, and when an
office is open.
"""

from janasetu.bodies.models.attempts import Attempt
from janasetu.bodies.models.bodies import BodyName, LocalBody, Ward
from janasetu.bodies.models.calendars import CalendarChange, Holiday, OfficeHours
from janasetu.bodies.models.leaves import Absence, Deputy
from janasetu.bodies.models.maps import BodyShape, Landmark, MapImport, WardShape
from janasetu.bodies.models.orders import ElectionSilence, Title
from janasetu.bodies.models.posts import Department, Officer, Role

__all__ = [
    "Absence",
    "Attempt",
    "BodyName",
    "BodyShape",
    "CalendarChange",
    "Department",
    "Deputy",
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
