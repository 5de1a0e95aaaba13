"""The words of people: kinds of outside names, reasons of a new epoch, relations. No Django."""

from enum import StrEnum


class AliasKind(StrEnum):
    """How an outside line names a contact."""

    WHATSAPP_ID = "wa_id"  # mostly a phone number
    WHATSAPP_USER = "wa_user"  # a business-scoped user id
    PHONE = "phone"  # E.164, as the contact told it: a way to reach them, never a way to know them


# What one account of WhatsApp is known by: all of it is new when its number changes.
WHATSAPP = frozenset({AliasKind.WHATSAPP_ID, AliasKind.WHATSAPP_USER})


class EpochReason(StrEnum):
    """Why whoever writes under a name may be somebody else from now on."""

    NUMBER_CHANGED = "number_changed"
    IDENTITY_CHANGED = "identity_changed"
    SILENCE = "silence"
    REPORTED = "reported"


class Relation(StrEnum):
    """What a person is to whoever holds the phone."""

    SELF = "self"
    FAMILY = "family"
    OTHER = "other"
