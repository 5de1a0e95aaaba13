"""Tables of the offices: who governs where, who holds which post, since when and until when."""

from janasetu.bodies.models.attempts import Attempt
from janasetu.bodies.models.bodies import BodyName, LocalBody, Ward
from janasetu.bodies.models.maps import BodyShape, Landmark, MapImport, WardShape
from janasetu.bodies.models.orders import ElectionSilence, Title
from janasetu.bodies.models.posts import Department, Officer, Role

__all__ = [
    "Attempt",
    "BodyName",
    "BodyShape",
    "Department",
    "ElectionSilence",
    "Landmark",
    "LocalBody",
    "MapImport",
    "Officer",
    "Role",
    "Title",
    "Ward",
    "WardShape",
]
