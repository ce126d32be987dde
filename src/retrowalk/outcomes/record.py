"""All that is known of one person, as plain values: what progress and reports are worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime

from retrowalk.outcomes.result import Choice, Result
from retrowalk.outcomes.trial.document import Trial
from retrowalk.prescription import Programme, SessionFeedback
from retrowalk.screening import Profile


@dataclass(frozen=True, slots=True)
class SessionDone:
    """A session of a programme that was walked, or told of, once.

    Attributes:
        programme, session: ids.
        done_on: civil date.
        run: id of the log; None where it was told without one.
        forward_s, backward_s: seconds walked, from the log; from what was told and asked for where there is none.
        forward_mps, backward_mps: the middle of the speeds asked for; None where pace was free.
        grade_pct: of the backward blocks, percent.
        told: what its walker told of it; None where nothing.
        began_at: when its log began, UTC; None where there is none.
        lasts_s: seconds of all its blocks, as they were asked for; None where that is not known.
    """

    programme: str
    session: str
    done_on: Date
    run: str | None
    forward_s: float
    backward_s: float
    forward_mps: float | None
    backward_mps: float | None
    grade_pct: float
    told: SessionFeedback | None
    began_at: datetime | None = None
    lasts_s: float | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """What a walk holds of one direction; None where it does not tell.

    Attributes:
        seconds: walked in that direction.
        speed_mps, cadence_spm: means.
        strides: that its figures stand on.
        stride_time_cv_pct, step_asymmetry_pct: as in `retrowalk.gait.variability`.
    """

    seconds: float
    speed_mps: float | None
    cadence_spm: float | None
    strides: int
    stride_time_cv_pct: float | None
    step_asymmetry_pct: float | None


@dataclass(frozen=True, slots=True)
class WalkFound:
    """A recorded walk, as it was analysed.

    Attributes:
        id: of the walk.
        at: when it began, UTC; when it was brought, where that is not known.
        walked_on: civil date.
        duration_s: of the recording.
        placement: where the sensor was worn.
        run: id of the session's log it was recorded in; None for a file.
        simulated: nobody walked it.
        speed_validated: real data stands behind its speed.
        forward, backward: what it holds of each direction.
        unknown_s: walked in an unknown direction.
        heart_rate_bpm: mean, where the recording holds one.
        timed: when it began is known; else ``at`` is when it was brought.
    """

    id: str
    at: datetime
    walked_on: Date
    duration_s: float
    placement: str
    run: str | None
    simulated: bool
    speed_validated: bool
    forward: Way
    backward: Way
    unknown_s: float
    heart_rate_bpm: float | None = None
    timed: bool = True


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person.

    Attributes:
        name: as they call themselves; may be empty.
        today: civil date it is looked at.
        profile: in force; None before the first.
        programmes: from the first to the running one.
        sessions: done, in the order of their dates.
        walks: analysed, in the order of their times.
        results: measured, in the order of their times; those found in walks are not among them.
        choices: of the primary outcome, the latest last.
        trials: N-of-1 trials, the latest last.
    """

    name: str
    today: Date
    profile: Profile | None
    programmes: tuple[Programme, ...]
    sessions: tuple[SessionDone, ...]
    walks: tuple[WalkFound, ...]
    results: tuple[Result, ...]
    choices: tuple[Choice, ...]
    trials: tuple[Trial, ...]

    @property
    def programme(self) -> Programme | None:
        """The running one; None before the first."""
        return self.programmes[-1] if self.programmes else None

    @property
    def choice(self) -> Choice | None:
        """The primary outcome in force; None before one was named."""
        return self.choices[-1] if self.choices else None

    @property
    def trial(self) -> Trial | None:
        """The latest trial; None before the first."""
        return self.trials[-1] if self.trials else None
