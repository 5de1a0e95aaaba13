"""What of the doorstep may wait, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.deliveries.choices import OutcomeState, VisitState
from janasetu.deliveries.models import Visit
from janasetu.lib.watches import AtRest, Rest, Watch

_MEND = "the office plans it anew or ends it: /console/deliveries/"

WATCHES = (
    Watch(
        code="visits_to_plan",
        name=_("Visits that nobody makes although their time is over"),
        patience=timedelta(hours=12),
        rows=lambda at: Visit.objects.filter(state=VisitState.ASKED, due_at__lt=at.now),
        since="due_at",
        mend=_MEND,
        states=(VisitState.ASKED,),
    ),
    Watch(
        code="visits_planned",
        name=_("Visits of a round that nobody began"),
        patience=timedelta(hours=6),
        rows=lambda at: Visit.objects.filter(state=VisitState.PLANNED, due_at__lt=at.now),
        since="due_at",
        mend=_MEND,
        states=(VisitState.PLANNED,),
    ),
    Watch(
        code="visits_out",
        name=_("Visits of which the runner has told nothing"),
        patience=timedelta(hours=24),
        rows=lambda at: Visit.objects.filter(state=VisitState.OUT),
        since="out_at",
        mend="the runner opens /round/ where there is a network; what the phone keeps is sent then",
        states=(VisitState.OUT,),
    ),
    Watch(
        code="papers_at_counter",
        name=_("Papers at the counter that nobody has fetched"),
        patience=timedelta(days=30),
        rows=lambda at: Visit.objects.filter(state=VisitState.AT_OFFICE),
        since="due_at",
        mend="the office rings the applicant, or calls the visit off: /console/deliveries/",
        states=(VisitState.AT_OFFICE,),
    ),
)
AT_REST: AtRest = {
    Rest.END: (
        VisitState.DONE,
        VisitState.FAILED,
        VisitState.CALLED_OFF,
        OutcomeState.TAKEN,
        OutcomeState.ALREADY,
        OutcomeState.REFUSED,
    ),
}
