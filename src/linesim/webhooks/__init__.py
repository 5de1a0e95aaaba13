"""Webhooks to the product: written, signed and posted as Meta does it."""
