"""Papers of ink: a photo of one becomes its straight page, and is held against the paper that was printed.

Pure: bytes in, bytes out. What looks at pixels runs in a process of its own (straighten.py, by limited.py).
"""
