"""How sure a finding is: a small reading of GRADE that anyone can repeat from the studies' own fields.

The grade belongs to the finding of a claim, in the people it names, not to the article's sentence. Where no study
that was read speaks for it even in part, it is ``none``. Otherwise the best design among the studies for it sets the
start (a review that puts studies together leads), and whatever speaks against being sure takes steps off. Nothing
comes out ``high``: nearly all studies were read as abstracts, so nobody here could judge how well they were done.
docs/decisions/certainty-of-claims.md says why it is made so.
"""

from __future__ import annotations

from collections.abc import Mapping

from retrowalk.evidence.records import Bearing, Design, Directness, Grade, Status, Study, Verdict
from retrowalk.language import _

# Steps above "none" that a design starts from; what stands in the background, or was not found, supports nothing.
START: Mapping[Design, int] = {
    "pooled randomised trials": 4,
    "randomised trial": 4,
    "pooled mixed studies": 3,
    "experiment": 3,
    "laboratory comparison": 3,
    "controlled study": 2,
    "group comparison": 2,
    "single group": 1,
    "review without pooling": 1,
}
POOLED = ("pooled randomised trials", "pooled mixed studies")
MOST = 3  # moderate: abstracts do not let anyone judge how well a study was done
FEW, VERY_FEW = 100, 10  # people in all; ours, in the spirit of GRADE's imprecision
GRADES: tuple[Grade, ...] = ("none", "very low", "low", "moderate", "high")
_DESIGNS = {
    "pooled randomised trials": _("Its best support is randomised trials put together."),
    "randomised trial": _("Its best support is a randomised trial."),
    "pooled mixed studies": _("Its best support is studies of mixed quality put together."),
    "experiment": _("Its best support is an experiment on the spot."),
    "laboratory comparison": _("Its best support is a laboratory comparison within the same people."),
    "controlled study": _("Its best support is a comparison of groups that chance may not have made."),
    "group comparison": _("Its best support compares two kinds of people."),
    "single group": _("Its best support is a group without comparison."),
    "review without pooling": _("Its best support is a review that did not add up results."),
}


def grade(
    bearings: Mapping[str, Bearing],
    studies: Mapping[str, Study],
    *,
    directness: Directness = "direct",
    because: str | None = None,
    one_group: bool = False,
) -> tuple[Grade, str]:
    """How sure the finding of a claim is, and why, in sentences.

    Args:
        bearings: what each study says on it, by id.
        studies: all studies, by id.
        directness: whether they measure what is claimed, in the people named.
        because: the sentence that says why not.
        one_group: the studies for it come from one group of researchers, as far as known.
    """
    supporting = [studies[key] for key, bearing in bearings.items() if bearing in ("for", "mixed")]
    speaking = [study for study in supporting if study.design in START]
    if not speaking:
        return "none", _why_none(bearings)
    # What puts studies together holds the small ones already, so it leads where there is one.
    best = max(speaking, key=lambda study: (study.design in POOLED, START[study.design]))
    steps, why = START[best.design], [_DESIGNS[best.design]]
    for fewer, sentence in (
        _size(speaking),
        _directness(directness, because),
        _replication(speaking, one_group),
        _disagreement(bearings),
    ):
        if fewer:
            steps -= fewer
            why.append(sentence)
    if steps >= MOST:
        why.append(_("Studies were read as abstracts only, so nothing is rated higher."))
    return GRADES[max(1, min(MOST, steps))], " ".join(why)


def status_of(verdict: Verdict, bearings: Mapping[str, Bearing], studies: Mapping[str, Study]) -> Status:
    """The status of a claim: verified where a study it leans on was read; seed where none was, or where it is advice.

    Args:
        verdict: on the claim.
        bearings: what each study says on it, by id.
        studies: all studies, by id.
    """
    read = any(studies[key].status == "verified" for key in bearings)
    return "verified" if read and verdict != "practice_advice" else "seed"


def _why_none(bearings: Mapping[str, Bearing]) -> str:
    said = set(bearings.values())
    if not bearings:
        return _("No study was found.")
    if "against" in said:
        return _("No study that was read speaks for it, and one speaks against it.")
    if "no difference" in said:
        return _("No study that was read speaks for it, and one found no difference.")
    if "not read" in said:
        return _("The study's result was cut off in the copy that was read.")
    if "other question" in said:
        return _("None of the studies it leans on asked this.")
    return _("The study it names was not found.")


def _size(speaking: list[Study]) -> tuple[int, str]:
    if any(study.design in POOLED for study in speaking):
        return 0, ""
    people = sum(study.n or 0 for study in speaking)
    if people < VERY_FEW:
        return 2, (
            _("Fewer than ten people.")
            if people
            else _("How many people took part was not in what was read.")
        )
    if people < FEW:
        return 1, _("Fewer than a hundred people in all.")
    if not any(study.size_given for study in speaking):
        return 1, _("How large the effect is was not in what was read.")
    return 0, ""


def _directness(directness: Directness, because: str | None) -> tuple[int, str]:
    return {"direct": 0, "partly": 1, "indirect": 2}[directness], because or ""


def _replication(speaking: list[Study], one_group: bool) -> tuple[int, str]:
    if one_group:
        return 1, _("The studies come from one group of researchers, as far as known.")
    if len(speaking) == 1 and speaking[0].design not in POOLED:
        return 1, _("No second study of it was read.")
    return 0, ""


def _disagreement(bearings: Mapping[str, Bearing]) -> tuple[int, str]:
    said = set(bearings.values())
    if "against" in said:
        return 1, _("Another study speaks against it.")
    if "no difference" in said:
        return 1, _("Another study found no difference.")
    if "mixed" in said:
        return 1, _("Part of it was looked for and not found.")
    return 0, ""
