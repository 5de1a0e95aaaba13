"""The register of issued papers that stands on the shelf: who reads it. Pure."""

from datetime import datetime

from janasetu.bodies import posts
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.cases.registering import MAY_REGISTER

_READ = MAY_REGISTER | {"sahayak", "auditor"}
_GRANTS = ("certificate", "licence", "noc", "permit")


def may_see_papers(tenure: Tenure, at: datetime) -> bool:
    """Whether they read which papers the office issued, to whom: the desks that enter applications, a
    panchayat's sahayak, who signs what the body grants, and the auditor.
    """
    held = authority(tenure)
    signs = any(posts.may_sign(role, one) for role in held for one in _GRANTS)
    return in_office(tenure, at) and (signs or not _READ.isdisjoint(held))
