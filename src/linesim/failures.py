"""Every refusal of the Cloud API that a sender has to know, in one table."""

from __future__ import annotations

from linesim.messages import Failure


def _listed(code: int, title: str, details: str, *, status: int = 400) -> tuple[int, Failure]:
    return code, Failure(code=code, title=title, details=details, status=status)


# Titles and HTTP statuses: Meta's page of error codes, May 2026. The details are ours where Meta shows none.
FAILURES: dict[int, Failure] = dict(
    (
        # Who may call.
        _listed(0, "AuthException", "We were unable to authenticate the app user.", status=401),
        _listed(3, "API Method", "The app has no capability for this call.", status=500),
        _listed(10, "Permission Denied", "The permission is not granted or has been removed.", status=403),
        _listed(190, "Access token has expired", "Your access token has expired.", status=401),
        _listed(200, "API Permission", "The permission is not granted or has been removed.", status=403),
        # Too much.
        _listed(4, "API Too Many Calls", "The app has reached its API call rate limit."),
        _listed(80007, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."),
        _listed(130429, "Rate limit hit", "Cloud API message throughput has been reached."),
        _listed(
            131048,
            "Spam rate limit hit",
            "Message failed to send because there are restrictions on how many messages can be sent from "
            "this phone number.",
        ),
        _listed(
            131056,
            "(Business Account, Consumer Account) pair rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number to the "
            "same phone number in a short period of time.",
        ),
        _listed(
            131064,
            "Messaging limit reached",
            "Message failed to send because this account has reached its messaging limit due to template "
            "classification violations.",
        ),
        _listed(
            133016,
            "Account register deregister rate limit exceeded",
            "Registration or deregistration failed because there were too many attempts for this phone "
            "number in a short period of time.",
        ),
        # The account.
        _listed(
            368,
            "Temporarily blocked for policies violations",
            "The WhatsApp Business Account has been restricted or disabled for violating a platform policy.",
            status=403,
        ),
        _listed(
            130497,
            "Business account is restricted from messaging users in this country",
            "The WhatsApp Business Account is restricted from messaging to users in certain countries.",
            status=403,
        ),
        _listed(131005, "Access denied", "Permission is either not granted or has been removed.", status=403),
        _listed(
            131031,
            "Account has been locked",
            "The WhatsApp Business Account has been locked for violating a platform policy.",
            status=403,
        ),
        _listed(
            131037,
            "WhatsApp provided number needs display name approval before message can be sent",
            "The number has no approved display name.",
        ),
        _listed(
            131042,
            "Business eligibility payment issue",
            "Message failed to send because there were one or more errors related to your payment method.",
        ),
        _listed(
            131045,
            "Incorrect certificate",
            "Message failed to send due to a phone number registration error.",
            status=500,
        ),
        _listed(
            131057,
            "Account in maintenance mode",
            "Business Account is in maintenance mode: its throughput is being upgraded.",
            status=500,
        ),
        _listed(
            131063,
            "Marketing templates are disabled for the Cloud API",
            "This account sends marketing templates through the Marketing Messages API only.",
        ),
        # The number.
        _listed(
            133004,
            "Server Temporarily Unavailable",
            "Server is temporarily unavailable. Please try again later.",
            status=503,
        ),
        _listed(133005, "Two step verification PIN Mismatch", "The two-step verification PIN is incorrect."),
        _listed(
            133010,
            "Phone number Not Registered",
            "The phone number is not registered on the WhatsApp Business Platform.",
        ),
        # The person.
        _listed(
            130472,
            "User's number is part of an experiment",
            "Message was not sent as part of an experiment.",
        ),
        _listed(131021, "Recipient cannot be sender", "Sender and recipient phone number is the same."),
        _listed(
            131026,
            "Message undeliverable",
            "Message Undeliverable: the recipient cannot be reached on WhatsApp.",
        ),
        _listed(
            131030,
            "Recipient phone number not in allowed list",
            "The recipient phone number is not in the list of a test number.",
        ),
        _listed(
            131047,
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied "
            "to this number.",
        ),
        _listed(
            131049,
            "Message failed to send",
            "This message was not delivered to maintain healthy ecosystem engagement.",
        ),
        _listed(
            131050,
            "User has stopped receipt of marketing messages",
            "The recipient has chosen to stop receiving marketing messages from your business.",
        ),
        _listed(
            131062,
            "Business-scoped user id is not supported for this message",
            "One-tap, zero-tap and copy-code authentication templates need a phone number.",
        ),
        _listed(
            137000,
            "Recipient identity key mismatch",
            "The key hash does not match the one of the recipient.",
        ),
        # The message.
        _listed(1, "API Unknown", "Invalid request or possible server error.", status=500),
        _listed(2, "API Service", "Temporary due to downtime or due to being overloaded.", status=503),
        _listed(131000, "Something went wrong", "Message failed to send: unknown error.", status=500),
        _listed(131008, "Required parameter is missing", "The request is missing a required parameter."),
        _listed(131009, "Parameter value is not valid", "One or more parameter values are invalid."),
        _listed(131016, "Service unavailable", "A service is temporarily unavailable.", status=500),
        _listed(131051, "Unsupported message type", "Message type is currently not supported."),
        _listed(131052, "Media download error", "Unable to download the media sent by the user."),
        _listed(
            131053,
            "Media upload error",
            "The media type of the file does not fit the type of the message.",
        ),
        _listed(135000, "Generic user error", "Message failed to send because of an unknown error."),
        # Templates and Flows.
        _listed(
            132000,
            "Number of parameters does not match the expected number of params",
            "The number of variable values does not match the template.",
        ),
        _listed(
            132001,
            "Template name does not exist in the translation",
            "The template does not exist in the language or has not been approved.",
            status=404,
        ),
        _listed(132005, "Translated text too long", "The filled text of the template is too long."),
        _listed(
            132007,
            "Template Format Character Policy Violated",
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces.",
        ),
        _listed(132008, "Template parameter is not valid", "A parameter of the template is not valid."),
        _listed(
            132012,
            "Parameter format does not match format in the created template",
            "The variable values are formatted incorrectly.",
        ),
        _listed(
            132015,
            "Template is paused",
            "Template is paused due to low quality so it cannot be sent in a template message.",
        ),
        _listed(
            132016,
            "Template is disabled",
            "Template has been paused too many times due to low quality and is now permanently disabled.",
        ),
        _listed(132068, "Flow is blocked", "Flow is in blocked state."),
        _listed(
            132069,
            "Flow is throttled",
            "Flow is in throttled state and 10 messages using this flow were already sent in the last hour.",
        ),
    )
)
