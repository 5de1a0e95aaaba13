"""A person calls a line by voice: nobody takes it, or somebody does for a while."""

from __future__ import annotations

from linesim.identifiers import new_call_id
from linesim.phones.targets import Scene
from linesim.webhooks.envelope import Fields, call_update

# What a caller's phone offers; the call itself is not carried.
OFFER = (
    "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
    "c=IN IP4 127.0.0.1\r\na=rtpmap:111 opus/48000/2\r\na=setup:actpass\r\na=sendonly\r\n"
)


def call(scene: Scene, seconds: int) -> str:
    """Ring, talk for so many virtual seconds (0: a missed call) and hang up; answers the call's id."""
    began = scene.world.clock.seconds()
    call_id = new_call_id(scene.person.shown_name)
    scene.person.open_window(scene.line.phone_number_id, scene.world.clock.now())
    session = {"sdp_type": "offer", "sdp": OFFER}
    _tell(scene, call_id, {"event": "connect", "timestamp": str(began), "session": session})
    _tell(scene, call_id, _end(began, seconds))
    return call_id


def _end(began: int, seconds: int) -> Fields:
    ended = str(began + seconds)
    if not seconds:
        return {"event": "terminate", "timestamp": ended, "status": "FAILED"}
    return {
        "event": "terminate",
        "timestamp": ended,
        "status": "COMPLETED",
        "start_time": str(began),
        "end_time": ended,
        "duration": seconds,
    }


def _tell(scene: Scene, call_id: str, said: Fields) -> None:
    update = call_update(scene.line, scene.person, call_id, said)
    scene.world.deliveries.post_later(scene.person.wa_id, update)
