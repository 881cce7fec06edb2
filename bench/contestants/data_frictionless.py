"""The checks of the data bench as a table schema of Frictionless."""
import json
import sys
from collections import Counter
from pathlib import Path

from frictionless import Checklist, Resource, Schema, system

schema = Schema.from_descriptor(
    {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {"required": True, "unique": True}},
            {"name": "email", "type": "string", "constraints": {"pattern": r"[^@]+@[^@]+\.[a-z]+"}},
            {"name": "plan", "type": "string", "constraints": {"enum": ["basic", "plus", "pro"]}},
            {"name": "fee", "type": "number", "constraints": {"minimum": 0, "maximum": 1000}},
            {"name": "day", "type": "date"},
            {"name": "note", "type": "string"},
        ]
    }
)
path = Path(sys.argv[1])
with system.use_context(trusted=True):
    report = Resource(path=str(path), schema=schema).validate(Checklist(), limit_errors=1_000_000)
task = report.tasks[0]
counts = Counter((error.type, error.field_name, "required" in error.note) for error in task.errors)


def count(kind, field, required=False):
    return counts.get((kind, field, required), 0)


answer = {
    "rows": task.stats["rows"],
    "missing_id": count("constraint-error", "id", True),
    "duplicate_id": count("unique-error", "id"),
    "invalid_id": count("type-error", "id"),
    "invalid_email": count("constraint-error", "email"),
    "invalid_plan": count("constraint-error", "plan"),
    "invalid_fee": count("type-error", "fee") + count("constraint-error", "fee"),
    "invalid_day": count("type-error", "day"),
}
print(json.dumps(answer, separators=(",", ":")))
