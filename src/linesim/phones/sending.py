"""What a person does becomes a bubble in the chat and a webhook to the product."""

from __future__ import annotations

from linesim.identifiers import new_wamid
from linesim.messages import ACT_ONLY, Content, Message, PersonMessage, ProductMessage
from linesim.phones.acts import Act, AnyAct
from linesim.phones.composing import compose
from linesim.phones.drafts import Draft
from linesim.phones.receiving import read_all
from linesim.phones.targets import Scene, find_target
from linesim.webhooks.envelope import Fields, message_update


def perform(scene: Scene, act: AnyAct) -> str:
    """Do it and tell the product; answers the message id. NoSuchMessageError, WrongChoiceError."""
    draft = compose(act, scene)
    about = draft.about or (find_target(scene, act.reply_to) if draft.content else None)
    read_all(scene.world, scene.person, line=scene.line.phone_number_id)
    message = PersonMessage(
        wamid=new_wamid(scene.person.shown_name),
        line=scene.line.phone_number_id,
        content=draft.content or Content(ACT_ONLY),
        at=scene.world.clock.now(),
        reply_to=about.wamid if about else None,
        forwarded=act.forwarded or act.frequently_forwarded,
    )
    scene.person.add(message)
    _open(scene, act, draft, message)
    draft.then()
    _tell(scene, draft, message, {**_circumstances(scene, act, about), **draft.fields})
    return message.wamid


def _open(scene: Scene, act: Act, draft: Draft, message: PersonMessage) -> None:
    """What is said opens the window; who came by an advertisement costs nothing for a while."""
    if draft.content is not None:
        scene.person.open_window(message.line, message.at)
    if act.referral is not None:
        scene.person.enter_free(message.line, message.at)


def _tell(scene: Scene, draft: Draft, message: PersonMessage, fields: Fields) -> None:
    person, world = scene.person, scene.world

    def tick() -> None:
        message.arrived = True
        person.touch(message)

    world.counters.received += 1
    update = message_update(scene.line, person, message, fields, with_contacts=draft.with_contacts)
    world.deliveries.post_later(person.wa_id, update, accepted=tick)


def _circumstances(scene: Scene, act: Act, about: Message | None) -> Fields:
    """What any message may carry beside its content."""
    fields: Fields = {}
    context = _context(scene, act, about)
    if context:
        fields["context"] = context
    if act.referral is not None:
        fields["referral"] = _referral(act)
    if act.group_id is not None:
        fields["group_id"] = act.group_id
    return fields


def _context(scene: Scene, act: Act, about: Message | None) -> Fields:
    """What a message answers to; who had written that is missing where it is somebody without a number."""
    context: Fields = {}
    if about is not None:
        writer = scene.line.digits if isinstance(about, ProductMessage) else scene.person.shown_number
        context |= {"from": writer, "id": about.wamid} if writer else {"id": about.wamid}
    if act.forwarded or act.frequently_forwarded:
        context["frequently_forwarded" if act.frequently_forwarded else "forwarded"] = True
    if act.referred_product is not None:
        context["referred_product"] = act.referred_product.model_dump()
    return context


def _referral(act: Act) -> Fields:
    assert act.referral is not None
    said = act.referral.model_dump(exclude={"welcome_message"})
    welcome = (
        {"welcome_message": {"text": act.referral.welcome_message}} if act.referral.welcome_message else {}
    )
    return {name: value for name, value in said.items() if value} | welcome
