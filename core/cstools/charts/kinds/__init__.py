"""The kinds of chart, one a module.

They stand in a package of their own: a module of ``cstools.charts`` called as its builder is would
take the builder's place there once it is imported.
"""
