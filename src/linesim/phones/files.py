"""The files that a person sends: kept for the product, and described as webhooks describe them."""

from __future__ import annotations

from datetime import timedelta

from linesim.media import INBOUND_LIFE, Attachment, MediaFile
from linesim.messages import Content
from linesim.phones.acts import SendFile
from linesim.phones.targets import Scene
from linesim.samples import mime_type_of, sample, taken_by
from linesim.webhooks.envelope import Fields
from linesim.world import World

CAPTIONED = ("image", "video", "document")


def attached(act: SendFile, scene: Scene) -> Content:
    """What the act sends, its file kept."""
    kept = _kept(act, scene)
    return Content(act.type, text=act.caption, attachment=Attachment(filename=kept.filename, file=kept))


def media_node(content: Content, world: World, act: SendFile | None = None) -> Fields:
    """The part of the webhook about the file; how a sound or a sticker was made is known from the act."""
    assert content.attachment is not None
    kept = content.attachment.file
    assert kept is not None
    node: Fields = {"mime_type": kept.mime_type, "sha256": kept.sha256, "id": kept.id}
    node["url"] = world.settings.public_url + world.media.address(kept.id)
    if content.text and content.kind in CAPTIONED:
        node["caption"] = content.text
    if content.kind == "document":
        node["filename"] = kept.filename
    if content.kind == "audio":
        node["voice"] = act is None or act.voice
    if content.kind == "sticker":
        node["animated"] = act is not None and act.animated
    return node


def _kept(act: SendFile, scene: Scene) -> MediaFile:
    example = taken_by(scene.person.wa_id) if act.type == "image" else sample(act.type)
    content = act.file_base64 or example.content
    declared = act.mime_type or mime_type_of(content, filename=act.filename, otherwise=example.mime_type)
    filename = act.filename or (example.filename if act.type == "document" else "")
    return scene.world.media.keep(
        content,
        line=scene.line.phone_number_id,
        mime_type=declared,
        filename=filename,
        life=timedelta() if scene.world.chaos.expires_media() else INBOUND_LIFE,
    )
