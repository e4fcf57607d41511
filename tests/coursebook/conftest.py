"""How many examples the property tests try: the same ones every time, or new ones, as many as `PROPERTY_EXAMPLES`."""

import os

from hypothesis import HealthCheck, settings

_WANTED = os.environ.get("PROPERTY_EXAMPLES", "")

settings.register_profile(
    "course",
    max_examples=int(_WANTED or 300),
    derandomize=not _WANTED,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("course")
