"""What of casework may wait for us, and for how long; what waits for people has its own clocks."""

from datetime import timedelta

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import CalendarChange
from janasetu.cases.choices import OPEN, WITH_OFFICE, Confidential, Status
from janasetu.cases.models import Alarm, Case, FieldPhoto, Referral
from janasetu.lib.watches import AtRest, Rest, Watch

WATCHES = (
    Watch(
        code="escalations",
        name=_("Overdue cases not yet passed upwards"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(escalates_at__lte=at.now, status__in=WITH_OFFICE),
        since="escalates_at",
        mend="jobs passes them on once a second: logs/jobs.log",
    ),
    Watch(
        code="calendar_changes",
        name=_("Changes of calendars that due dates have not followed"),
        patience=timedelta(minutes=5),
        rows=lambda at: CalendarChange.objects.filter(followed_at__isnull=True),
        since="at",
        mend="jobs lets due dates follow once a second: logs/jobs.log",
    ),
    Watch(
        code="first_actions",
        name=_("Missed first actions of which the desk is not told"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(
            first_action_due_at__lte=at.now,
            first_action_at__isnull=True,
            first_action_missed_at__isnull=True,
            status__in=WITH_OFFICE,
        ),
        since="first_action_due_at",
        mend="jobs tells the desk once a second: logs/jobs.log",
    ),
    Watch(
        code="closings",
        name=_("Claims past the citizen's time that have not ended"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(closes_at__lte=at.now, status=Status.AWAITING_CONFIRMATION),
        since="closes_at",
        mend="jobs ends them once a second: logs/jobs.log",
    ),
    Watch(
        code="hand_overs",
        name=_("Cases of officers who have left, with nobody to take them"),
        patience=timedelta(days=1),
        rows=lambda at: Case.objects.filter(status__in=OPEN, officer__in=bodies.out_of_office(at=at.now)),
        since=Coalesce("officer__until", "opened_at"),
        mend="nobody holds the post that answers for them: fill it with ./janasetu bodies officers",
    ),
    Watch(
        code="alarms",
        name=_("Alarms that nobody has heard"),
        patience=timedelta(minutes=10),
        rows=lambda at: Alarm.objects.filter(heard_at__isnull=True, calls_at__isnull=False),
        since="began_at",
        mend="somebody of the office opens /console/alarms/ and answers; ./janasetu bodies duty BODY",
    ),
    Watch(
        code="outside_answers",
        name=_("Outside answers past their day, for which nobody has asked again"),
        patience=timedelta(days=3),
        rows=lambda at: Referral.objects.filter(ended_at__isnull=True, due_at__lte=at.now),
        since="due_at",
        mend="the desk asks again, or writes down what it heard: /console/referrals/",
    ),
    Watch(
        code="about_offices",
        name=_("Cases about an office that nobody above it has"),
        patience=timedelta(hours=12),
        rows=lambda at: Case.objects.filter(status__in=OPEN, confidential=Confidential.OFFICE, officer=None),
        since="opened_at",
        mend="nobody above the body holds a post of their levels: fill it with ./janasetu bodies officers",
    ),
    Watch(
        code="field_photos",
        name=_("Photos from the field that have not arrived"),
        patience=timedelta(minutes=15),
        rows=lambda at: FieldPhoto.objects.all(),
        since="at",
        mend="the sender fetches them: logs/sender.log; the officer may send the photo again",
    ),
)
AT_REST: AtRest = {
    Rest.PERSON: OPEN,
    Rest.END: (
        Status.RESOLVED_CONFIRMED,
        Status.RESOLVED_UNCONFIRMED,
        Status.REJECTED,
        Status.WITHDRAWN,
        Status.DUPLICATE,
        Status.NOT_OURS,
    ),
}
