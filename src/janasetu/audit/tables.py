"""Which tables have a history, what of it may be read, and what the database lets nobody do.

A table stands here by its name, so that history lies below everything it is about. A guard walks all tables:
each is audited, or it is said why not.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audited:
    """How the history of a table is kept.

    `body`, `case`: the columns that say whose a row is; empty where it is nobody's. `by_way_of`: where the
    row itself does not know its case, its column and the table of the row that does, and so on from there;
    `case` is then a column of the last. `personal`: columns whose values no history holds, nor a hash of
    them that can be made without the installation's key. `long`: values that would swell it. `plain`: texts
    that are nobody's secret, for the guard. `unwatched`: columns that are no change.
    """

    body: str = "body_id"
    case: str = ""
    by_way_of: tuple[tuple[str, str], ...] = ()
    personal: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()

    @property
    def hidden(self) -> tuple[str, ...]:
        """Columns of which history says only that they changed."""
        return (*self.personal, *self.long)


_OF_VISIT = ("visit_id", "deliveries_visit")
_OF_DEMAND = ("demand_id", "payments_demand")
_OF_PAPER = ("paper_id", "documents_paper")
_OF_ORDER = ("order_id", "documents_signingorder")

AUDITED: Mapping[str, Audited] = {
    "audit_look": Audited(case="case_id", plain=("by", "asked", "reason")),
    "auth_user": Audited(
        body="",
        personal=("password", "first_name", "last_name", "email"),
        plain=("username",),
        unwatched=("last_login",),
    ),
    "bodies_absence": Audited(plain=("entered_by",)),
    "bodies_bodyshape": Audited(long=("wkb",)),
    "bodies_calendarchange": Audited(plain=("days",), unwatched=("followed_at",)),
    "bodies_department": Audited(plain=("name",)),
    "bodies_deputy": Audited(plain=("entered_by",)),
    "bodies_electionsilence": Audited(plain=("order_number",)),
    "bodies_holiday": Audited(plain=("name", "order_number")),
    "bodies_landmark": Audited(long=("keys",), plain=("name", "ward")),
    "bodies_localbody": Audited(body="", long=("aliases", "facts"), plain=("name", "languages", "lgd_code")),
    "bodies_mapimport": Audited(plain=("source", "sha256")),
    "bodies_officehours": Audited(plain=("days_off",)),
    "bodies_officer": Audited(personal=("phone",), plain=("name", "order_number")),
    "bodies_title": Audited(plain=("name", "order_number")),
    "bodies_ward": Audited(plain=("number", "name", "borough")),
    "bodies_wardshape": Audited(long=("wkb",)),
    "cases_alarm": Audited(case="case_id", plain=("by", "heard_by")),
    "cases_callback": Audited(
        case="case_id",
        personal=("source", "name", "phone", "note", "draft"),
        plain=("lang", "asked_by", "done_by"),
    ),
    "cases_cannedreply": Audited(plain=("title", "text")),
    "cases_case": Audited(
        case="id",
        personal=("source", "fields", "outside_ref", "search", "lat", "lon"),
        plain=("ref", "channel", "confidential", "category", "ward", "confirmed_by", "incident_wards"),
    ),
    "cases_caseattachment": Audited(case="case_id"),
    "cases_caseevent": Audited(case="case_id", personal=("params",), plain=("by",)),
    "cases_caseparty": Audited(
        case="case_id",
        personal=("name", "phone", "search", "source", "fields", "withheld"),
        plain=("lang", "ref", "channel"),
    ),
    "cases_casedesk": Audited(
        case="case_id",
        plain=("stage", "beside", "role", "also", "agency", "outcome", "left_by", "approved_by"),
    ),
    "cases_caseentry": Audited(case="case_id", plain=("digest", "chosen_by")),
    "cases_casepaper": Audited(case="case_id", personal=("why",), plain=("question", "judged_by")),
    "cases_paperlink": Audited(case="case_id", personal=("token_sha256",), plain=("by",)),
    "cases_proof": Audited(case="case_id"),
    "cases_casepause": Audited(case="case_id"),
    "cases_explanation": Audited(case="case_id", personal=("words",), plain=("given_by",)),
    "cases_correction": Audited(case="case_id", personal=("lines", "margin"), plain=("line", "noted_by")),
    "cases_duty": Audited(plain=("entered_by",)),
    "cases_appeal": Audited(case="case_id", personal=("reason",), plain=("decided_by",)),
    "cases_rightspaper": Audited(
        case="case_id",
        personal=("snapshot",),
        plain=("form", "snapshot_sha256", "layout_sha256", "sha256", "why_not"),
    ),
    "cases_referral": Audited(
        case="case_id",
        personal=("why", "outside_ref", "answer", "answered_by"),
        long=("name", "contact"),
        plain=("agency", "by", "again", "noted_by"),
    ),
    "cases_slip": Audited(plain=("ref", "printed_by")),
    "cases_trainingphrase": Audited(
        case="case_id", personal=("text", "key"), plain=("language", "was", "now", "by", "reviewed_by")
    ),
    "catalogue_bodyagency": Audited(plain=("patch",)),
    "cases_unmasking": Audited(case="case_id", plain=("reason",)),
    "catalogue_bodyservice": Audited(plain=("patch",)),
    "catalogue_serviceversion": Audited(body="", long=("content",), plain=("hash",)),
    "deliveries_outcome": Audited(
        case="case_id",
        by_way_of=(_OF_VISIT,),
        personal=("said", "photo_id"),
        plain=("why", "values", "money"),
    ),
    "deliveries_visit": Audited(
        case="case_id",
        personal=("address", "lat", "lon", "code", "handed_to", "note", "source"),
        plain=("ref", "title", "ward", "wanted", "ended_by", "lang"),
    ),
    "documents_approval": Audited(
        case="case_id",
        by_way_of=(_OF_ORDER, _OF_PAPER),
        plain=("title", "order_number", "nonce", "seal"),
    ),
    "documents_inkpage": Audited(
        case="case_id",
        by_way_of=(_OF_PAPER,),
        plain=("came_sha256", "photo_sha256", "sha256", "by", "confirmed_by"),
    ),
    "documents_paper": Audited(
        case="case_id",
        personal=("code", "snapshot"),
        plain=(
            *("number", "layout_sha256", "snapshot_sha256", "draft_sha256", "sha256", "mime"),
            *("layout", "standing_by", "standing_reason"),
        ),
    ),
    "documents_signerentry": Audited(
        case="case_id",
        by_way_of=(_OF_ORDER, _OF_PAPER),
        plain=("draft_sha256", "sha256", "certificate", "note", "digest"),
    ),
    "documents_signingorder": Audited(
        case="case_id",
        by_way_of=(_OF_PAPER,),
        plain=("snapshot_sha256", "draft_sha256", "roles", "seconds", "ward", "note"),
    ),
    "mfa_authenticator": Audited(body="", personal=("data",), unwatched=("last_used_at",)),
    "payments_checkout": Audited(
        case="case_id",
        by_way_of=(_OF_DEMAND,),
        personal=("transaction", "returned_note"),
        plain=("company", "why"),
    ),
    "payments_dayclosing": Audited(plain=("pieces", "note")),
    "payments_demand": Audited(
        case="case_id", plain=("ref", "service", "due", "lines", "lang"), unwatched=("noted",)
    ),
    "payments_receipt": Audited(
        case="case_id", by_way_of=(_OF_DEMAND,), personal=("reference", "source"), plain=("lines", "by")
    ),
    "payments_relief": Audited(
        case="case_id", by_way_of=(_OF_DEMAND,), personal=("reference",), plain=("reason",)
    ),
    "people_consententry": Audited(plain=("purpose", "text_hash"), personal=("source",)),
    "people_person": Audited(personal=("name", "birth_year")),
    "people_personcontact": Audited(personal=("name_key",)),
    "posters_poster": Audited(plain=("ward", "place", "hung_by", "down_by")),
    "registers_marginalentry": Audited(case="case_id", personal=("lines",), plain=("by", "case_ref")),
    "registers_recordsearch": Audited(
        case="case_id",
        personal=("name", "parents", "number", "note", "year_from", "year_to"),
        plain=("asked_by", "answered_by", "searched"),
    ),
    "registers_registerentry": Audited(
        personal=(
            *("number", "number_key", "date", "registered_on", "sex"),
            *(
                "name_bn",
                "name_en",
                "father_bn",
                "father_en",
                "mother_bn",
                "mother_en",
                "spouse_bn",
                "spouse_en",
            ),
            *("place", "address", "volume", "page", "person", "parents", "written", "digest", "scan_sha256"),
            "original",
        ),
    ),
    "registers_registerimport": Audited(
        long=("faults", "notes"), plain=("name", "sha256", "sent_by", "taken_by")
    ),
}

_MESSAGES = "words on their way; what they do to a case is the case's history"
_LIBRARY = "a library's own; nothing of ours is decided in it"
NOT_AUDITED: Mapping[str, str] = {
    "audit_auditrow": "the history itself; sealed",
    "audit_auditseal": "the seals themselves; each holds the one before",
    "audit_unsealed": "what waits for its seal, a minute long",
    "bodies_attempt": "tries at the door by hash; they live for a day",
    "bodies_bodyname": "made from the names of the bodies, which are audited",
    "bodies_role": "made from posts.yaml at every start",
    "cases_casedraft": "what is being typed; nothing has happened yet",
    "cases_casereading": "what a model made of words; what became of the case is its history",
    "cases_caseviewer": "who has a page open in these seconds; that it was opened is a look",
    "cases_fieldphoto": "photos on their way; when they are here they are attachments",
    "cases_listexport": "lists that were taken out before there were looks; nothing writes it any more",
    "cases_recount": "when the tallies were counted",
    "cases_referenceseries": "a counter",
    "cases_voicenote": "who is listening to what; that it was heard is an event of the case",
    "cases_tally": "counted from the cases, which are audited, again and again",
    "catalogue_definitionfault": "what is wrong with files, as last read",
    "conversations_conversation": _MESSAGES,
    "documents_seriescounter": "a counter",
    "documents_receivedfile": "bytes under their own hash; whose they are is an attachment",
    "messaging_inboundbatch": _MESSAGES,
    "messaging_inboundmessage": _MESSAGES,
    "messaging_line": _MESSAGES,
    "messaging_outboundmessage": _MESSAGES,
    "messaging_pulse": _MESSAGES,
    "messaging_seenkey": _MESSAGES,
    "messaging_standing": _MESSAGES,
    "messaging_window": _MESSAGES,
    "payments_numberseries": "a counter",
    "payments_receiptpaper": "which paper is that of a receipt; both are audited",
    "posters_posterday": "counters of chats that were opened, of nobody",
    "registers_registercontent": "bytes of a file until it is taken or dropped; what became of it is audited",
    "people_contact": "who writes to us, as the lines know them; for whom they act is audited",
    "people_contactalias": "the lines' names of contacts; for whom they act is audited",
    **dict.fromkeys(
        (
            *("account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions"),
            *("auth_permission", "auth_user_groups", "auth_user_user_permissions", "django_content_type"),
            *("django_session", "procrastinate_events", "procrastinate_jobs"),
            *("procrastinate_periodic_defers", "procrastinate_workers"),
        ),
        _LIBRARY,
    ),
}

UPDATE, DELETE, TRUNCATE = "UPDATE", "DELETE", "TRUNCATE"
_NOTHING = frozenset({UPDATE, DELETE, TRUNCATE})
_ENDING = frozenset({DELETE, TRUNCATE})
# What the database refuses to everybody, the product too. Rows that are never changed, and cases that are
# never deleted.
SHUT: Mapping[str, frozenset[str]] = {
    "audit_auditrow": _NOTHING,
    "audit_auditseal": _NOTHING,
    "audit_look": _NOTHING,
    "cases_case": _ENDING,
    "cases_caseevent": _NOTHING,
    "cases_caseparty": _ENDING,
    "cases_listexport": _NOTHING,
    "cases_proof": _NOTHING,
    "cases_unmasking": _ENDING,
    "deliveries_outcome": _NOTHING,
    "deliveries_visit": _ENDING,
    "documents_approval": _NOTHING,
    "documents_inkpage": _ENDING,
    "documents_paper": _ENDING,
    "documents_signerentry": _NOTHING,
    "documents_signingorder": _ENDING,
    "payments_checkout": _ENDING,
    "payments_dayclosing": _NOTHING,
    "payments_demand": _ENDING,
    "payments_receipt": _NOTHING,
    "payments_relief": _ENDING,
    "people_consententry": _NOTHING,
    "registers_marginalentry": _NOTHING,
    "registers_registerentry": _ENDING,
}
