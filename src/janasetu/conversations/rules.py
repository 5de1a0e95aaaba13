"""Pure rules of a talk that a person of the office has: who may."""

from datetime import datetime

from janasetu.bodies.rules import Tenure, authority, in_office

# The posts that talk with citizens; every other post sees no talk. Those of the desks do it all day, those
# below answer for complaints and applications (the `levels` of our services), and an administrator stands
# where a board stood. Left out on purpose: those who sign, inspect, audit, deliver or pay, and elected
# members without the chair: what citizens write to the office is not theirs to read.
MAY_TALK = frozenset(
    {
        *("operator", "desk", "clerk", "officer", "secretary", "ea", "coordinator"),
        *("registrar", "health_officer", "executive_engineer", "commissioner"),
        *("chairman", "mayor", "pradhan", "bdo", "administrator"),
    }
)


def may_talk(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office may talk with citizens at this instant."""
    return in_office(tenure, at) and not MAY_TALK.isdisjoint(authority(tenure))
