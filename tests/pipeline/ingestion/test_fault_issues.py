from __future__ import annotations

from pipeline.ingestion.fault_issues import issue_row, issues_of, unopened
from pipeline.ingestion.source_files import Fault
from pipeline.messages import Message
from schemas.vocabulary import Severity

DAMAGED = Fault("extracts", Message("It is damaged. Fetch it again.", "壊れています。"), line=3)
LOCK = Fault("lock_file", Message("Close it.", "閉じてください。"), severity=Severity.WARN)


def test_faults_become_issues_in_both_languages() -> None:
    faults = [
        issue_row("made-up", "made-up/a.pdf", "made-up/a.pdf", DAMAGED),
        unopened("made-up", "~$a.docx", LOCK),
    ]
    found = issues_of(faults)
    columns = ("document_id", "row_key", "line", "rule", "severity", "message", "message_ja")
    assert found.select(columns).rows() == [
        (
            *("made-up/a.pdf", "made-up/a.pdf", 3, "extracts", "error"),
            *("It is damaged. Fetch it again.", "壊れています。"),
        ),
        (None, "made-up/~$a.docx", None, "lock_file", "warn", "Close it.", "閉じてください。"),
    ]


def test_no_fault_is_an_empty_table() -> None:
    assert issues_of([]).is_empty()
