"""What of casework may wait for us, and for how long; what waits for people has its own clocks."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import CalendarChange
from janasetu.cases.choices import OPEN, WITH_OFFICE, BroughtState, Confidential, PhraseState, Status
from janasetu.cases.desks import empty_desks
from janasetu.cases.listening import WAITS
from janasetu.cases.models import Alarm, Case, FieldPhoto, Recount, Referral, RightsPaper, VoiceNote
from janasetu.lib.watches import AtRest, Moment, Rest, Watch


def _of_whom_is_not_there(at: Moment) -> QuerySet[Case]:
    """The open cases of who has left, and those that fall due while their officer is away."""
    left = Q(status__in=OPEN, officer__in=bodies.out_of_office(at=at.now))
    away = Q(
        status__in=WITH_OFFICE, officer__in=bodies.away_officers(at=at.now), promise_due_at__lt=F("back_at")
    )
    cases = Case.objects.annotate(
        back_at=bodies.away_until(at=at.now, officer="officer__"),
        left_at=bodies.away_since(at=at.now, officer="officer__"),
    )
    return cases.filter(left | away)


RECOUNTED_WITHIN = timedelta(minutes=15)

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
        code="law_passed",
        name=_("Cases past their time in law of which nobody was told"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(
            statutory_due_at__lt=at.now, law_passed_at__isnull=True, status__in=WITH_OFFICE
        ),
        since="statutory_due_at",
        mend="jobs tells them once a second: logs/jobs.log",
    ),
    Watch(
        code="rights_papers",
        name=_("Receipts and appeals that are not pressed"),
        patience=timedelta(minutes=10),
        rows=lambda at: RightsPaper.objects.filter(pressed_at__isnull=True),
        since="asked_at",
        mend="jobs presses them: logs/jobs.log",
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
        name=_("Cases of officers who have left or are away, not handed over"),
        patience=timedelta(minutes=5),
        rows=_of_whom_is_not_there,
        since=Coalesce("officer__until", "left_at", "opened_at"),
        mend="jobs hands them over once a second: logs/jobs.log",
    ),
    Watch(
        code="without_owner",
        name=_("Cases of officers who have left or are away, with nobody to take them"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(status__in=OPEN, officer=None, covers__isnull=False),
        since=Coalesce("covers__until", "opened_at"),
        mend="fill the post with ./janasetu bodies appoint, or name a deputy with ./janasetu bodies deputy",
    ),
    Watch(
        code="empty_desks",
        name=_("Applications at a desk whose post nobody holds"),
        patience=timedelta(days=1),
        rows=lambda at: empty_desks(at=at.now).filter(case__status__in=OPEN),
        since="came_at",
        mend="fill the post, or give somebody charge of it, with ./janasetu bodies appoint",
    ),
    Watch(
        code="reminders",
        name=_("Cases of which it is not looked at whether somebody is to be reminded"),
        patience=timedelta(minutes=5),
        rows=lambda at: Case.objects.filter(looks_at__lte=at.now, status__in=WITH_OFFICE),
        since="looks_at",
        mend="jobs looks once a second: logs/jobs.log",
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
        code="unheard_voices",
        name=_("Voice messages to which the desk was called, and nobody has heard them"),
        patience=timedelta(minutes=30),
        rows=lambda at: VoiceNote.objects.filter(WAITS, alarmed_at__isnull=False),
        since="alarmed_at",
        mend="somebody of the office listens to them: /console/voices/",
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
    Watch(
        code="recounts",
        name=_("Reports of many bodies that were not counted anew"),
        patience=timedelta(minutes=30),
        rows=lambda at: Recount.objects.filter(at__lte=at.now - RECOUNTED_WITHIN),
        since="at",
        mend="jobs counts them every ten minutes: logs/jobs.log",
    ),
)
AT_REST: AtRest = {
    Rest.PERSON: (*OPEN, PhraseState.CANDIDATE, BroughtState.GIVEN, BroughtState.REFUSED),
    Rest.END: (
        Status.RESOLVED_CONFIRMED,
        Status.RESOLVED_UNCONFIRMED,
        Status.REJECTED,
        Status.WITHDRAWN,
        Status.DUPLICATE,
        Status.NOT_OURS,
        Status.ISSUED,
        PhraseState.ACCEPTED,
        PhraseState.REFUSED,
        BroughtState.ACCEPTED,
        BroughtState.REPLACED,
    ),
}
