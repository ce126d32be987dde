"""Everything that can go wrong and is the input's fault, as one tree.

RetrowalkError                 one clear sentence: what, where, what was expected
├── RecordingError             a file is not a recording we can read
│   └── NoUsableSignalError    a readable file without any signal we can use
├── ReferenceLabelError        labels of a video or an observer cannot be laid over a recording
├── ConsentError               what may only be made with somebody's agreement was asked for without it
├── AnchorError                the facing cannot be taken or learnt from what was given
├── DocumentError              a profile, programme or feedback is not what the contract expects
├── ResultError                a value, a day or a site that no result of a test can have
├── EnergyError                a speed, grade, age or mass for which no cost is known
├── TrialError                 a trial with one person that cannot be made, or not be found, as it was asked for
├── MotionError                a block of motion is damaged, out of order or too large
├── EvidenceError              an id that no claim, study, protocol or rule has
├── OutputError                what was asked for cannot be written where it was asked for
├── VoiceError                 there is no voice here, or it could not say a sentence
└── StoreError                 the walker's data cannot be read or kept
    ├── NotThereError          a walk, a file or a label that was asked for is not in the store
    ├── ChangedMeanwhileError  what was to be saved was changed elsewhere since it was read
    ├── ArchiveError           an archive cannot be brought back: damaged, no archive, or somebody else's
    └── NoRoomError            what was to be kept is larger than the disk, or the limit, allows

The command line prints the sentence and exits with 2; the web answers it with a 4xx.
Neither shows a traceback.
"""


class RetrowalkError(Exception):
    """The root: its text is one sentence for a person."""


class RecordingError(RetrowalkError):
    """A file cannot be read as a recording."""


class NoUsableSignalError(RecordingError):
    """A file was understood, but holds no signal that anything could be computed from."""


class ReferenceLabelError(RetrowalkError):
    """A table of labels is none, or does not fit the recording it is for."""


class ConsentError(RetrowalkError):
    """What may only be made with somebody's agreement was asked for without it."""


class AnchorError(RetrowalkError):
    """A facing was declared, or asked to be learnt, in a way that cannot be used."""


class StoreError(RetrowalkError):
    """The walker's data folder cannot be read or written."""


class DocumentError(RetrowalkError):
    """A document is not a profile, clearance, programme or feedback that can be read."""


class EnergyError(RetrowalkError):
    """Nothing is known of what walking costs there.

    Attributes:
        field: what was given: ``speed``, ``grade``, ``mass``, ``minutes``, ``age`` or ``direction``.
        sentence: what is wrong with it, without naming it.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field, self.sentence = field, sentence


class ResultError(RetrowalkError):
    """What was entered as a result cannot be one.

    Attributes:
        field: what was wrong: a measure's id, or ``values``, ``taken_on``, ``site``, ``speed_mps``.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class TrialError(RetrowalkError):
    """A trial with one person cannot be made as it was asked for."""


class EvidenceError(RetrowalkError):
    """Nothing in the evidence has the id that was asked for."""


class MotionError(RetrowalkError):
    """Motion came in a way in which nobody can keep or judge it."""


class OutputError(RetrowalkError):
    """A result cannot be written where, or as what, it was asked for."""


class VoiceError(RetrowalkError):
    """There is no voice on this computer, or it fell silent."""


class NotThereError(StoreError):
    """Something was asked for that is not in the store (any more)."""


class ChangedMeanwhileError(StoreError):
    """Another window saved first: what it saved stays, and is to be looked at."""


class ArchiveError(StoreError):
    """What is to be brought back is no archive, is damaged, or does not go together with what is here."""


class NoRoomError(StoreError):
    """What was to be kept does not fit."""
