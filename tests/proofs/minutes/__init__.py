"""What the proof of the clocks is made of: random cases, and a model of a clock."""
