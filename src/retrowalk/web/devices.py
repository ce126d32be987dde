"""Phones: a code to pair one, those that are paired, and how a phone comes to trust this computer.

Codes are made, and phones let go, at the computer itself. A paired phone sees the list and may let go of itself:
one that was lost can neither let others in nor shut its owner out.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from retrowalk.errors import NotThereError, StoreError
from retrowalk.language import _
from retrowalk.store import Device
from retrowalk.web.answers import answer
from retrowalk.web.desk import desk_of
from retrowalk.web.lan import Lan
from retrowalk.web.lan.door import COOKIE, PAGE, certificate_file
from retrowalk.web.lan.gate import DEVICE
from retrowalk.web.lan.qr import as_svg
from retrowalk.web.render import page

router = APIRouter(include_in_schema=False)

CERTIFICATE = "/devices/retrowalk.crt"


def phone_of(request: Request) -> Device | None:
    """The paired phone that asks; None where this computer itself does."""
    device: Device | None = request.scope.get(DEVICE)
    return device


@router.get("/devices")
def devices(request: Request) -> Response:
    lan, phone = _lan(request), phone_of(request)
    code = lan.codes.current() if lan and phone is None else None
    return page(
        request,
        "devices.html",
        lan=lan,
        phone=phone,
        code=code,
        picture=as_svg(lan.pairing_url(code)) if lan and code else None,
        devices=desk_of(request).store.devices.all(),
        certificate=CERTIFICATE,
    )


@router.post("/devices/code")
def new_code(request: Request) -> Response:
    lan = _lan(request)
    if phone_of(request) is not None:
        return answer(request, 403, _("Codes are made at the computer itself: open its own page there."))
    if lan is None:
        raise StoreError(_("Phones are not let in at the moment: start it with retrowalk serve --lan."))
    lan.codes.new()
    return RedirectResponse("/devices#code", 303)


@router.post("/devices/{device_id}/remove")
async def remove(request: Request, device_id: str) -> Response:
    phone = phone_of(request)
    if phone is not None and phone.id != device_id:
        return answer(request, 403, _("Other phones are removed at the computer itself."))
    await run_in_threadpool(desk_of(request).store.devices.revoke, device_id)
    lan = _lan(request)
    if lan is not None:
        lan.lines.shut(device_id)
    gone = RedirectResponse("/devices" if phone is None else PAGE, 303)
    if phone is not None:
        gone.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return gone


@router.get(CERTIFICATE)
def certificate(request: Request) -> Response:
    lan = _lan(request)
    if lan is None:
        raise NotThereError(_("There is a certificate once phones are let in: retrowalk serve --lan."))
    return certificate_file(lan)


def _lan(request: Request) -> Lan | None:
    lan: Lan | None = request.app.state.lan
    return lan
