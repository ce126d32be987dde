"""Trying out where to carry the phone: a guided minute, and whether that place tells this person's directions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from retrowalk.errors import MotionError
from retrowalk.gait.carrying import judge
from retrowalk.language import _, ngettext
from retrowalk.recordings import Placement, Side
from retrowalk.session.carry import allowed, pieces
from retrowalk.session.motion import unpack_all
from retrowalk.store.carrying import KeptTry
from retrowalk.store.motion import Worn, recording_of
from retrowalk.web.desk import desk_of
from retrowalk.web.forms import body_of
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["sessions"])

RECOMMENDED: tuple[Placement, ...] = ("pocket", "ankle", "shank")
OTHERS: tuple[Placement, ...] = ("thigh", "waist", "chest", "foot")
CANNOT: tuple[Placement, ...] = ("wrist", "hand", "arm", "bag")
_LARGEST = 4_000_000
_LONGEST_S = 600.0


@router.get("/carry")
def carry(request: Request) -> Response:
    desk = desk_of(request)
    may = allowed(desk.plan.programme())
    hold = may in ("held", "beside")
    return page(
        request,
        "carry.html",
        may=may,
        recommended=RECOMMENDED,
        others=OTHERS,
        cannot=CANNOT,
        tries=[(one, verdict_words(one), numbers_words(one)) for one in desk.store.carrying.all()[:5]],
        best=desk.store.carrying.best(),
        data={
            "both": [_plain(piece) for piece in pieces(True, hold=hold)],
            "forward": [_plain(piece) for piece in pieces(False)],
            "words": _words(),
        },
    )


def _words() -> dict[str, str]:
    return {
        "denied": _(
            "This phone does not let the page feel its motion. Allow it in the browser's settings, then try again."
        ),
        "none": _(
            "This device has no motion sensors that a page may read. Open this page on the phone you walk with."
        ),
        "hidden": _(
            "The screen went dark or another page was opened, so nothing could be felt. "
            "Try again with this page in front."
        ),
        "unreachable": _("The coach cannot be reached, so nothing could be judged. Try again when it is."),
        "stopped": _("Stopped. Nothing was kept."),
        "judging": _("Looking at it…"),
    }


def _plain(piece: Any) -> dict[str, Any]:
    return {"start_s": piece.start_s, "end_s": piece.end_s, "half": piece.half, "text": piece.text}


@api.post("/carry")
async def try_out(
    request: Request,
    placement: Placement,
    forward: Annotated[tuple[float, float], Query()],
    side: Literal["left", "right"] | None = None,
    backward: Annotated[tuple[float, float] | None, Query()] = None,
) -> dict[str, Any]:
    """Judges a try: the body is blocks of motion (`RWM1`), whose positions are seconds of the try.

    `forward` and `backward` are the spans in which that was asked for, `backward` left out where it was not. What came
    of it is kept, and answered in words. Motion itself is not kept.
    """
    data = await body_of(request, _LARGEST)
    desk = desk_of(request)

    def judged() -> dict[str, Any]:
        spans = (forward, *(() if backward is None else (backward,)))
        if not all(0 <= start < end <= _LONGEST_S for start, end in spans):
            raise MotionError(
                f"forward and backward must be two times each, within {_LONGEST_S:.0f} s, the later one second."
            )
        kept = desk.store.carrying.keep(placement, side, _judge(data, placement, side, forward, backward))
        best = desk.store.carrying.best()
        return {
            "verdict": kept.verdict,
            "text": verdict_words(kept),
            "numbers": numbers_words(kept),
            "best": None if best is None else best.placement,
        }

    return await run_in_threadpool(judged)


def _judge(
    data: bytes,
    placement: Placement,
    side: Side | None,
    forward: tuple[float, float],
    backward: tuple[float, float] | None,
) -> Any:
    import numpy as np

    blocks = [block for block in unpack_all(data) if block.t_s.size]
    if not blocks:
        raise MotionError("No motion came with the try; expected blocks of motion.")
    t_s = np.concatenate([block.t_s for block in blocks])
    if not np.isfinite(t_s).all() or (np.diff(t_s) <= 0).any() or t_s[-1] - t_s[0] > _LONGEST_S:
        raise MotionError("The motion's times do not go on from one another within ten minutes.")
    last = blocks[-1]
    zero_s = last.clock_s - last.position_s - float(t_s[0])  # position 0 on the recording's time
    gyroscope = bool(np.isfinite(blocks[0].angular_velocity).all())
    recording = recording_of(blocks, Worn(placement, side, gyroscope), "try")
    moved = None if backward is None else (backward[0] + zero_s, backward[1] + zero_s)
    return judge(recording, (forward[0] + zero_s, forward[1] + zero_s), moved)


def verdict_words(kept: KeptTry) -> str:
    """What came of a try, in a sentence."""
    numbers = kept.numbers
    if kept.verdict == "works":
        return _("This place works for you.")
    if kept.verdict == "partly":
        return _("This place works partly: some of your backward steps could not be told, or looked forward.")
    if kept.verdict == "not_here":
        return _("This place does not work here: forward and backward cannot be told apart by it.")
    if numbers["backward_steps"] is None and numbers["learnt"]:
        return _("Your forward steps were felt well. Whether backward can be told was not tried.")
    return _(
        "It could not be told: too few steps were felt. Walk about 20 steps each way, and stand still before them."
    )


def numbers_words(kept: KeptTry) -> list[str]:
    """The figures behind it, and how much they are worth."""
    numbers = kept.numbers
    ahead, back = numbers["forward_steps"], numbers["backward_steps"]
    found = [ngettext("{n} step was felt forward.", "{n} steps were felt forward.", ahead).format(n=ahead)]
    if back is not None:
        found.append(
            ngettext("{n} step was felt backward.", "{n} steps were felt backward.", back).format(n=back)
        )
        ways = {name: numbers[f"backward{name}"] for name in ("", "_wrong", "_open")}
        if sum(ways.values()):
            found += [
                _(
                    "Of {all} backward strides {right} look backward, {wrong} forward, and {open} cannot be told."
                ).format(all=sum(ways.values()), right=ways[""], wrong=ways["_wrong"], open=ways["_open"]),
                _("These are few strides of one day: try it again on another day before you rely on it."),
            ]
    return found
