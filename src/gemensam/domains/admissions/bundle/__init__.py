"""The open round format and the engine that runs it. Works on files, without the web framework.

``read_round`` checks a folder or archive, ``admit`` decides it, ``write_result`` writes the result;
``write_round`` writes a round. Everything returns dataclasses and codes; texts are made where they are shown.
"""

from gemensam.domains.admissions.bundle.canonical import (
    FileDigest,
    InputManifest,
    input_manifest,
    write_round,
)
from gemensam.domains.admissions.bundle.causes import Root, RootCauses
from gemensam.domains.admissions.bundle.comparing import Comparison, diff, pools_of, with_roots
from gemensam.domains.admissions.bundle.counterfactual import Enough, GradeNeeded, MeritNeeded
from gemensam.domains.admissions.bundle.explaining import (
    SMALL_CELL,
    ApplicantExplanation,
    ApplicantUnknown,
    ChoiceExplanation,
    GradeLine,
    explain,
)
from gemensam.domains.admissions.bundle.faults import BundleFaults, Fault, FaultCode
from gemensam.domains.admissions.bundle.loading import (
    ResultFiles,
    ResultUnreadable,
    load_result,
    read_result,
)
from gemensam.domains.admissions.bundle.queueing import Waiting
from gemensam.domains.admissions.bundle.reading import RoundInput, read_round
from gemensam.domains.admissions.bundle.running import RoundResult, admit
from gemensam.domains.admissions.bundle.settings import RoundSettings
from gemensam.domains.admissions.bundle.statistics import GroupSummary, Summary
from gemensam.domains.admissions.bundle.timing import Stopwatch
from gemensam.domains.admissions.bundle.tracing import Act, Proposal, Trace, trace
from gemensam.domains.admissions.bundle.what_if import Difference, difference, what_if
from gemensam.domains.admissions.bundle.what_if_changes import (
    ChangeFault,
    Changes,
    ChangesRefused,
    read_changes,
)
from gemensam.domains.admissions.bundle.what_if_many import what_ifs
from gemensam.domains.admissions.bundle.writing import (
    Manifest,
    ResultFolderRefused,
    engine_version,
    write_result,
)

__all__ = [
    "SMALL_CELL",
    "Act",
    "ApplicantExplanation",
    "ApplicantUnknown",
    "BundleFaults",
    "ChangeFault",
    "Changes",
    "ChangesRefused",
    "ChoiceExplanation",
    "Comparison",
    "Difference",
    "Enough",
    "Fault",
    "FaultCode",
    "FileDigest",
    "GradeLine",
    "GradeNeeded",
    "GroupSummary",
    "InputManifest",
    "Manifest",
    "MeritNeeded",
    "Proposal",
    "ResultFiles",
    "ResultFolderRefused",
    "ResultUnreadable",
    "Root",
    "RootCauses",
    "RoundInput",
    "RoundResult",
    "RoundSettings",
    "Stopwatch",
    "Summary",
    "Trace",
    "Waiting",
    "admit",
    "diff",
    "difference",
    "engine_version",
    "explain",
    "input_manifest",
    "load_result",
    "pools_of",
    "read_changes",
    "read_result",
    "read_round",
    "trace",
    "what_if",
    "what_ifs",
    "with_roots",
    "write_result",
    "write_round",
]
