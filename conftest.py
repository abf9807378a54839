"""What holds for the tests of the core and of the plugins alike."""

from hypothesis import settings

# How long an example takes says more of the machine than of the code; speed is benchmarks' matter.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
