"""Why: what the articles say, what the studies say, and what every rule rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from retrowalk import evidence
from retrowalk.errors import EvidenceError, NotThereError
from retrowalk.evidence import Claim
from retrowalk.outcomes import offers_now
from retrowalk.outcomes.own_data import OwnData, own_data
from retrowalk.prescription import about
from retrowalk.web import ledger
from retrowalk.web.desk import desk_of
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/why")
def why(request: Request, q: str = "", verdict: str = "", topic: str = "", mine: str = "") -> Response:
    mine_too = _about_me(request)
    q = q.strip()[:200]
    everything = tuple(evidence.claims().values())
    found = evidence.search(q) if q else everything
    claims = [
        one
        for one in found
        if isinstance(one, Claim)
        and (not verdict or one.verdict == verdict)
        and (not topic or one.kind == topic)
        and (not mine or one.id in mine_too)
    ]
    nearest = {claim: place for place, claim in enumerate(mine_too)}
    narrowed = bool(verdict or topic or mine)
    own = _own(request)
    return page(
        request,
        "why.html",
        claims=claims if q else sorted(claims, key=lambda one: nearest.get(one.id, len(nearest))),
        beside=ledger.by_kind(one.id for one in found if not isinstance(one, Claim))
        if q and not narrowed
        else {},
        about=mine_too,
        own={one.id: said for one in claims if (said := own(one.id)) is not None},
        asked={"q": q, "verdict": verdict, "topic": topic, "mine": mine},
        narrowed=narrowed or bool(q),
        numbers=Counter(one.verdict for one in everything),
        all=len(everything),
    )


@router.get("/why/{name}")
def one(request: Request, name: str) -> Response:
    """A record by its id, or all records of a kind."""
    if name in evidence.KINDS:
        return page(request, "why_kind.html", kind=name, items=tuple(evidence.KINDS[name]().values()))
    try:
        item = evidence.item(name)
    except EvidenceError as problem:
        raise NotThereError(str(problem)) from None
    cited, citing = evidence.cites(name), evidence.citing(name)
    used_in: tuple[str, ...] = ()
    if isinstance(item, Claim):
        # Its studies stand with what they say, and what it is used in is no ground of it.
        used_in = item.used_in
        cited = tuple(one for one in cited if one not in item.bearings and one not in used_in)
    return page(
        request,
        "why_item.html",
        item=item,
        kind=evidence.kind_of(name),
        title=ledger.title(item),
        rows=ledger.rows(item),
        addresses=ledger.addresses(item),
        rests_on=ledger.by_kind(cited),
        used_in=ledger.by_kind(used_in),
        used_by=ledger.by_kind(citing),
        about=_about_me(request).get(name),
        own=_own(request)(name) if isinstance(item, Claim) else None,
    )


def _about_me(request: Request) -> Mapping[str, str]:
    profile = desk_of(request).store.plans.profile()
    return about(profile) if profile is not None else {}


def _own(request: Request) -> Callable[[str], OwnData | None]:
    """What the walker's own data says of a claim, worked out once for all claims of a page."""
    record, found = desk_of(request).outcomes.progress()
    offered = offers_now(record.profile, record.programme)
    may = {one.measure for one in offered if one.may} if offered else None
    return lambda claim: own_data(claim, found, record.trial, may)
