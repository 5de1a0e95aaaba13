"""What a visit is for, how it stands, why one fails, and by what it is proved."""

from django.db import models


class Purpose(models.TextChoices):
    """What is done at the door."""

    DELIVER = "deliver"  # a paper is handed over
    COLLECT = "collect"  # a missing paper is scanned
    BOTH = "both"
    INSPECT = "inspect"  # a desk of the office comes to see, and fills in its form there


class VisitState(models.TextChoices):
    """How a visit stands."""

    ASKED = "asked"  # it has a day, and nobody who makes it
    PLANNED = "planned"  # it is in somebody's round
    OUT = "out"  # they are on their way, and the citizen has the code
    AT_OFFICE = "at_office"  # the paper lies at the counter, and the citizen has the code
    DONE = "done"
    FAILED = "failed"  # nobody could take it; the next try is a row of its own
    CALLED_OFF = "called_off"


class Part(models.TextChoices):
    """The part of a day in which a visit is made; its hours stand in `rules`."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class FailReason(models.TextChoices):
    """Why a visit could not be made."""

    ABSENT = "absent"
    LOCKED = "locked"
    WRONG_ADDRESS = "wrong_address"
    REFUSED = "refused"
    NO_PAPER = "no_paper"  # what had to be collected is not there
    UNPAID = "unpaid"  # the fee that is due at the door was not given
    UNSAFE = "unsafe"
    NO_TIME = "no_time"  # the round could not be ended


class Proof(models.TextChoices):
    """By what it is proved that the right hands have the paper."""

    CODE = "code"
    PHOTO = "photo"  # of the applicant with the paper, or of their thumb print
    HOUSEHOLD = "household"  # the name of somebody of the house, and a photo


class OutcomeState(models.TextChoices):
    """What became of a word from a round."""

    TAKEN = "taken"
    ALREADY = "already"  # somebody had done it before: nothing was done twice
    REFUSED = "refused"


class OutcomeKind(models.TextChoices):
    """What a runner tells of a visit."""

    HANDED = "handed"
    COLLECTED = "collected"
    INSPECTED = "inspected"
    FAILED = "failed"


class Rating(models.TextChoices):
    """What the citizen says of the visit."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
