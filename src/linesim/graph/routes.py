"""The addresses of the provider half, under any /vNN.N/ and under none."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import BaseRoute, Mount, Route

from linesim.graph.media import delete, describe, fetch_bytes, upload
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
        Route("/{object_id}/messages", post_message, methods=["POST"]),
        Route("/{object_id}/media", upload, methods=["POST"]),
        Route("/{object_id}", describe, methods=["GET"]),
        Route("/{object_id}", delete, methods=["DELETE"]),
    ]
    return [
        Route("/lookaside/{media_id}", fetch_bytes, methods=["GET"]),
        Mount("/{version:graph_version}", routes=unversioned),
        *unversioned,
    ]
