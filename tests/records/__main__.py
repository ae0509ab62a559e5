"""Show a record and its truth: `python -m tests.records FAMILY SEED`."""

from __future__ import annotations

import sys

from tests.records.render import ALL_FAMILIES, render

if len(sys.argv) != 3 or sys.argv[1] not in ALL_FAMILIES:
    sys.exit(f"usage: python -m tests.records FAMILY SEED\nfamilies: {', '.join(ALL_FAMILIES)}")
record = render(sys.argv[1], int(sys.argv[2]))
print(record.text)
for name in ("session", "term", "date", "starts_at", "ends_at"):
    print(f"{name} = {getattr(record, name)}")
for row in record.rows:
    print("attendance", [row.group, row.name_text, row.position, row.presence])
for remark in record.remarks:
    source = record.text[remark.start : remark.end]
    person = remark.person and remark.person.surname
    print("remark", [remark.kind, remark.label, person, remark.start, remark.end, source[-12:]])
