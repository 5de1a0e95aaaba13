"""The provider half: the WhatsApp Cloud API as a product meets it."""
