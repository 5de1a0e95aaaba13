"""Who may enter a case for others: callers, visitors at the counter, writers of letters. Pure."""

from datetime import datetime

from janasetu.bodies.rules import Tenure, authority, in_office

# The posts that sit where people ring, come and write to, and those who answer for what comes. Left out on
# purpose: those who sign, inspect, deliver, pay or audit, and elected members without the chair.
MAY_REGISTER = frozenset(
    {
        *("operator", "clerk", "desk", "officer", "secretary", "ea", "coordinator", "registrar"),
        *("health_officer", "executive_engineer", "commissioner", "chairman", "mayor", "pradhan"),
        *("bdo", "administrator"),
    }
)
CHANNELS = ("phone", "counter", "letter")


def may_register(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office may enter cases for others at this instant."""
    return in_office(tenure, at) and not MAY_REGISTER.isdisjoint(authority(tenure))
