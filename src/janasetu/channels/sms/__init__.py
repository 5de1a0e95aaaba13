"""Text messages: words alone, one way, through a gateway that holds them against India's register (DLT)."""
