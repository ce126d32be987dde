"""The coach's clock beside a page's, from arrivals alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.session.clocks import ClockDifference

OFFSET_S = 1_790_000_000.0


@given(st.lists(st.floats(0.0, 30.0), min_size=1, max_size=50))
def test_the_quickest_arrival_tells_the_difference_up_to_its_own_delay(delays: list[float]) -> None:
    clock = ClockDifference()
    for number, delay in enumerate(delays):
        clock.add(OFFSET_S + 0.5 * number + delay, 0.5 * number)
    assert clock.least_s == pytest.approx(OFFSET_S + min(delays), abs=2e-3)


def test_blocks_that_waited_for_a_connection_do_not_spoil_it() -> None:
    clock = ClockDifference()
    for number, delay in enumerate([60.0, 59.5, 59.0, 0.04, 0.05, 0.03, 0.06, 0.05, 0.04, 0.05]):
        clock.add(OFFSET_S + number + delay, number)
    assert clock.least_s == pytest.approx(OFFSET_S + 0.03, abs=1e-3)
    assert clock.uncertainty_s < 0.05


def test_a_few_arrivals_leave_it_uncertain() -> None:
    clock = ClockDifference()
    assert clock.uncertainty_s == 1.0
    clock.add(OFFSET_S, 0.0)
    assert clock.uncertainty_s == 1.0
