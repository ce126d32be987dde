"""How much somebody's own results differ while nothing changed: Student's way with few repeats.

The spread comes from repeats on different days. Trials of one day are left out: they do not hold what differs from
day to day, and would make the error look smaller than it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from retrowalk.outcomes.counting import REPEATS_WITHIN
from retrowalk.outcomes.measure import Measure
from retrowalk.outcomes.quantiles import chi_square_quantile, student_quantile
from retrowalk.outcomes.result import Result

# Two repeats give one degree of freedom and a limit of 18 spreads: no use to anybody.
FEWEST_REPEATS = 3
TWO_SIDED = 0.05


@dataclass(frozen=True, slots=True)
class Repeatability:
    """The spread of repeats.

    Attributes:
        sd: standard deviation of one result (SEM), in the measure's unit.
        df: degrees of freedom it was found with.
        repeats: results it was found in.
        grain: step in which values are told, in the measure's unit.
    """

    sd: float
    df: int
    repeats: int
    grain: float

    def mdc(self, baseline: int, other_sd: float = 0.0) -> float:
        """The least change between a mean of some results and one later result that chance does not explain, at 95 %.

        It is the half-width of Student's prediction interval. That a mean of n is surer than one result, by the root
        of n, holds here, as spread and mean come from the same repeats on different days. With many repeats and one
        result at the start it becomes 1.96 · √2 · SEM. Half a step more, where values are told in steps: whoever sits
        between two answers gives now one and now the other (continuity correction).

        Args:
            baseline: how many results the mean is of.
            other_sd: of an error that only one side holds, in the measure's unit.
        """
        spread = sqrt(self.sd**2 * (1 + 1 / baseline) + other_sd**2)
        return student_quantile(self.df, 1 - TWO_SIDED / 2) * spread + self.grain / 2

    def scatters_more_than(self, sd: float) -> bool:
        """Whether these repeats lie further apart than such a spread explains, by a χ² test at 5 %.

        Args:
            sd: that others were found with, in the measure's unit.
        """
        return self.df * self.sd**2 > sd**2 * chi_square_quantile(self.df, TWO_SIDED)


def repeatability(days: Sequence[Result], measure: Measure) -> Repeatability | None:
    """The spread of results of different days close together, pooled over all such groups; None with too few.

    Whatever really changed within two weeks makes it larger, never smaller. Values told in steps, such as 0 to 10,
    are never closer than their rounding: three times the same answer is no proof that it cannot move.

    Args:
        days: one result a day, in order, without the one that is to be judged.
        measure: they are of.
    """
    return before_each(days, measure)[-1]


def before_each(days: Sequence[Result], measure: Measure) -> tuple[Repeatability | None, ...]:
    """What `repeatability` says of the results before each day, and last of all of them: in one pass.

    Args:
        days: one result a day, in order.
        measure: they are of.
    """
    grain = 10.0**-measure.decimals
    found: list[Repeatability | None] = [None]
    start, in_group, mean = None, 0, 0.0
    squares, repeats, df = 0.0, 0, 0
    for one in days:
        if start is None or one.taken_on - start > REPEATS_WITHIN:
            start, in_group, mean = one.taken_on, 0, 0.0
        in_group += 1
        apart = one.value - mean
        mean += apart / in_group
        squares += apart * (one.value - mean)
        if in_group > 1:
            df += 1
            repeats += 2 if in_group == 2 else 1
        sd = sqrt(squares / df) if df else 0.0
        enough = df >= FEWEST_REPEATS - 1
        found.append(Repeatability(max(sd, grain / sqrt(12)), df, repeats, grain) if enough else None)
    return tuple(found)
