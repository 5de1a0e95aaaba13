"""Writes of the catalogue: publish definitions as versions, and let a body change what is its own."""

from janasetu.catalogue.actions.agencies import override_agency
from janasetu.catalogue.actions.overriding import NoSuchServiceError, override
from janasetu.catalogue.actions.publishing import Published, RoleUnknownError, publish, publish_folders

__all__ = [
    "NoSuchServiceError",
    "Published",
    "RoleUnknownError",
    "override",
    "override_agency",
    "publish",
    "publish_folders",
]
