"""How outside lines name people. No Django: values carry these words into the pure rooms."""

from enum import StrEnum


class AliasKind(StrEnum):
    """How an outside line names a contact."""

    WHATSAPP_ID = "wa_id"  # mostly a phone number
    WHATSAPP_USER = "wa_user"  # a business-scoped user id
