"""An issued paper on its way to its applicant, as the page of the case shows it: who came, and a link."""

from dataclasses import dataclass
from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.cases import fetching, proving
from janasetu.cases.models import Case
from janasetu.cases.proving import Level
from janasetu.lib import bn
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Handing:
    """What the reader may do. `proven`: until when a proof holds, in words; empty without one. `links`: the
    paper may go out on the web; `wants_proof`: but not without a proof.
    """

    proven: str
    links: bool
    wants_proof: bool

    @property
    def may_link(self) -> bool:
        return self.links and (bool(self.proven) or not self.wants_proof)


def handing_of(case: Case, reader: Officer, *, lang: Lang, now: datetime) -> Handing | None:
    """None where the case has not ended in a paper, or the reader does not hand it out."""
    if not fetching.has_paper(case) or not fetching.may_check(reader, case, now=now):
        return None
    at = fetching.proven_at(case)
    holds = at is not None and proving.proof_holds(at, now)
    return Handing(
        proven=bn.date((at + proving.PROOF_HOLDS).date(), lang) if at and holds else "",
        links=fetching.goes_by_link(case),
        wants_proof=fetching.wanted_for(case) == Level.PROOF,
    )
