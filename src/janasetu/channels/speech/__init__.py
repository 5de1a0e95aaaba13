"""Engines that write down voices: off unless an installation names one, and the bodies that want it."""
