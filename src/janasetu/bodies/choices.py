"""The kinds of local body in West Bengal, of absence, of what calendars hold, and of what is drawn of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HolidayKind(models.TextChoices):
    ORDER = "order"  # by the yearly order, or one beside it
    CLOSURE = "closure"  # the body's own


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("on leave")
    TRAINING = "training", _("at a training")
    DUTY = "duty", _("on duty elsewhere")


class CalendarChangeKind(models.TextChoices):
    DECLARED = "declared"
    WITHDRAWN = "withdrawn"
    HOURS = "hours"


class BodyKind(models.TextChoices):
    CORPORATION = "corporation", _("municipal corporation")
    MUNICIPALITY = "municipality", _("municipality")
    GRAM_PANCHAYAT = "gram_panchayat", _("gram panchayat")
    BLOCK = "block", _("block")
    DISTRICT = "district", _("district")
    STATE = "state", _("state department")


# These may serve without a number of their own in case numbers.
ABOVE_LOCAL = (BodyKind.BLOCK, BodyKind.DISTRICT, BodyKind.STATE)


class MapPart(models.TextChoices):
    WARDS = "wards", _("borders of wards")
    OUTLINE = "outline", _("outline")
    LANDMARKS = "landmarks", _("landmarks")
