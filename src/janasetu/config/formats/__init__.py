"""How Django writes dates and numbers by itself; what we write passes through lib.bn."""
