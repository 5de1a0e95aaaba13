"""The addresses of the provider half, under any /vNN.N/ and under none."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import BaseRoute, Mount, Route

from linesim.graph import business, numbers, objects, templates, uploads
from linesim.graph.faults import troubled
from linesim.graph.media import delete, fetch_bytes, upload
from linesim.graph.messages import post_message


class VersionConvertor(Convertor[str]):
    """v26.0 and the like."""

    regex = r"v[0-9]+\.[0-9]+"

    def convert(self, value: str) -> str:
        """As it was written."""
        return value

    def to_string(self, value: str) -> str:
        """As it was written."""
        return value


register_url_convertor("graph_version", VersionConvertor())


def graph_routes() -> list[BaseRoute]:
    """What the provider half answers."""
    unversioned: list[BaseRoute] = [
        Route("/{object_id}/messages", troubled(post_message), methods=["POST"]),
        Route("/{object_id}/media", upload, methods=["POST"]),
        Route("/{object_id}/message_templates", templates.get_templates, methods=["GET"]),
        Route("/{object_id}/message_templates", templates.create_template, methods=["POST"]),
        Route("/{object_id}/message_templates", templates.delete_templates, methods=["DELETE"]),
        Route("/{object_id}/phone_numbers", business.get_numbers, methods=["GET"]),
        Route("/{object_id}/subscribed_apps", business.get_subscriptions, methods=["GET"]),
        Route("/{object_id}/subscribed_apps", business.subscribe, methods=["POST"]),
        Route("/{object_id}/subscribed_apps", business.unsubscribe, methods=["DELETE"]),
        Route("/{object_id}/register", numbers.register, methods=["POST"]),
        Route("/{object_id}/deregister", numbers.deregister, methods=["POST"]),
        Route("/{object_id}/settings", numbers.get_settings, methods=["GET"]),
        Route("/{object_id}/settings", numbers.set_settings, methods=["POST"]),
        Route("/{object_id}/whatsapp_business_profile", numbers.get_profile, methods=["GET"]),
        Route("/{object_id}/whatsapp_business_profile", numbers.set_profile, methods=["POST"]),
        Route("/{object_id}/whatsapp_business_encryption", numbers.get_public_key, methods=["GET"]),
        Route("/{object_id}/whatsapp_business_encryption", numbers.set_public_key, methods=["POST"]),
        Route("/{object_id}/uploads", uploads.begin, methods=["POST"]),
        Route("/oauth/access_token", business.get_access_token, methods=["GET"]),
        Route("/{object_id}", objects.describe, methods=["GET"]),
        Route("/{object_id}", objects.change, methods=["POST"]),
        Route("/{object_id}", delete, methods=["DELETE"]),
    ]
    return [
        Route("/lookaside/{media_id}", fetch_bytes, methods=["GET"]),
        Mount("/{version:graph_version}", routes=unversioned),
        *unversioned,
    ]
