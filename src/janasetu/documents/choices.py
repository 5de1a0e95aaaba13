"""What may become of a file somebody sends, and of a paper an office makes."""

from django.db import models


class FileState(models.TextChoices):
    WANTED = "wanted"  # a line holds it for us
    STORED = "stored"
    REFUSED = "refused"  # the gate said no; `note` says why
    LOST = "lost"  # the line does not have it any more


class Born(models.TextChoices):
    """Where a paper comes into the world, as its definition says under `output.from`."""

    HERE = "here"  # made and signed by us
    INK = "ink"  # printed by us, signed and sealed by hand, photographed
    STATE_PORTAL = "state_portal"  # the law's own system issues it; its bytes are kept unchanged


class PaperState(models.TextChoices):
    """How far a paper has come."""

    DRAFTED = "drafted"  # what it says is fixed
    ORDERED = "ordered"  # here: the signer may sign it
    SIGNED = "signed"  # here: the final bytes are kept
    REFUSED = "refused"  # here: the signer did not sign; the order's `note` says why
    PRINTED = "printed"  # ink: it lies on the table, to be signed and sealed
    SEALED = "sealed"  # ink: the photographed paper is kept
    FILED = "filed"  # state portal: its file is kept as it came; a receipt: as it was pressed, unsigned


class Standing(models.TextChoices):
    """Whether an issued paper holds."""

    VALID = "valid"
    SUPERSEDED = "superseded"  # a later paper says it anew
    CANCELLED = "cancelled"  # made in error
    REVOKED = "revoked"  # it was right, and holds no more


class InkReading(models.TextChoices):
    """By what a photographed page is known to be of the paper that was printed."""

    QR = "qr"  # its QR was read, is genuine and this paper's
    CODE = "code"  # an officer typed the code below the QR and confirms the paper
    BESIDE = "beside"  # a further page of a paper of several, on which there is no QR
    NONE = "none"  # not known yet


class InkPen(models.TextChoices):
    """Whether pen or seal is seen on a photographed page."""

    SEEN = "seen"
    MISSING = "missing"  # they are due on it, and there is no ink
    UNKNOWN = ""  # it is a page on which they are not due


class SigningState(models.TextChoices):
    """How far the order to sign a paper has come."""

    WAITING = "waiting"  # for approvals
    ORDERED = "ordered"  # it has them; it is the signer's turn
    SIGNED = "signed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the office drew it back before it was signed


class EntryKind(models.TextChoices):
    """What the signer wrote down."""

    BEGUN = "begun"  # about to sign; what comes of it follows
    SIGNED = "signed"
    REFUSED = "refused"
    STOPPED = "stopped"  # too many in a minute: nothing is signed until somebody says so
    RESUMED = "resumed"  # by whom and why stands in `note`
