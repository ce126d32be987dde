"""The track in a real browser: what it decodes begins where the timeline says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from plans import a_block, a_programme, a_session
from retrowalk.prescription import Week
from retrowalk.session import timeline
from retrowalk.session.sound import RATE_HZ, earcon, heard
from retrowalk.store import Store
from sounding import best_match_s

from .looking import OpenPage

pytestmark = pytest.mark.browser

DECODE = """async (address) => {
  const answer = await fetch(address);
  const context = new OfflineAudioContext(1, 1, 16000);
  const sound = await context.decodeAudioData(await answer.arrayBuffer());
  const bytes = new Uint8Array(sound.getChannelData(0).buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}"""


def test_chromium_hears_every_sound_within_50_ms_of_the_timeline(open_page: OpenPage, home: Path) -> None:
    import base64

    short = a_session(
        blocks=(a_block("warm_up", "forward", 20), a_block(duration_s=30), a_block("rest", "any", 20))
    )
    programme = replace(a_programme(), weeks=(Week(1, (), (), (short,)),))
    with Store(home) as store:
        store.plans.adopt(programme.profile, programme)
    encoded = open_page("/walks").evaluate(DECODE, "/session/w1s1/track.mp3")
    track = np.frombuffer(base64.b64decode(encoded), "<f4")
    sounds = heard(timeline(short), spoken=False)
    assert len(sounds) > 3
    for cue in sounds:
        assert cue.sound is not None
        found_s = best_match_s(track, earcon(cue.sound, RATE_HZ), cue.at_s, 0.2)
        assert found_s == pytest.approx(cue.at_s, abs=0.05), cue
