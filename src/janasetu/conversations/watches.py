"""What of talks waits: only people, never the machine."""

from janasetu.conversations.models import TalkState
from janasetu.lib.watches import AtRest, Rest

AT_REST: AtRest = {
    Rest.PERSON: (TalkState.IDLE, TalkState.ASKING, TalkState.CONFIRMING, TalkState.HANDED_OVER),
    Rest.END: (TalkState.STOPPED,),
}
