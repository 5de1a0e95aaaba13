"""How papers are signed: keys, the signature in the PDF, who may want it, and the process that does it.

Only that process imports `keys` and `pades`, which load slow libraries; the rest is light.
"""
