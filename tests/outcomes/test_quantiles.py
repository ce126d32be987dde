"""The quantiles are SciPy's."""

from __future__ import annotations

import pytest
from scipy import special  # type: ignore[import-untyped]

from retrowalk.outcomes.quantiles import chi_square_quantile, student_quantile


@pytest.mark.parametrize("df", [*range(1, 41), 99, 100, 365])
def test_they_are_those_of_scipy(df: int) -> None:
    for share in (0.5, 0.9, 0.975, 0.995):
        assert student_quantile(df, share) == pytest.approx(special.stdtrit(df, share), rel=1e-9, abs=1e-9)
    for above in (0.9, 0.5, 0.05, 0.01):
        assert chi_square_quantile(df, above) == pytest.approx(special.chdtri(df, above), rel=1e-9)
