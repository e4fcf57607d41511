"""Plan an interview study: what the notebooks import.

The functions named here need the standard library alone; ``interviewplan.figures`` draws and needs matplotlib.

- ``samplesize``: how likely a theme is to come up, and how many interviews that takes
- ``saturation``: when a rule of the kind “stop after three quiet interviews” would have stopped
- ``figures``: the pictures of both
- ``errors`` and ``checks``: what is refused, and the sentence that says so

>>> import interviewplan
>>> interviewplan.interviews_needed(prevalence=0.20, times_seen=2, power=0.80)
14
>>> round(interviewplan.chance_of_seeing(interviews=14, prevalence=0.20, times_seen=2), 3)
0.802
"""

from interviewplan.errors import PlanError
from interviewplan.samplesize import chance_all_codes, chance_of_seeing, interviews_needed
from interviewplan.saturation import stopping_point

__all__ = ["PlanError", "chance_all_codes", "chance_of_seeing", "interviews_needed", "stopping_point"]
