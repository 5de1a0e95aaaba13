"""Text messages: a gateway that takes them as one in India does, and the phones that get them."""
