"""The checks of the data bench as one streaming query of polars."""
import json
import sys

import polars as pl

number = pl.col("fee").cast(pl.Float64, strict=False)
answer = (
    pl.scan_csv(sys.argv[1], infer_schema=False)
    .select(
        rows=pl.len(),
        missing_id=pl.col("id").is_null().sum(),
        duplicate_id=pl.col("id").drop_nulls().count() - pl.col("id").drop_nulls().n_unique(),
        invalid_id=(pl.col("id").is_not_null() & pl.col("id").cast(pl.Int64, strict=False).is_null()).sum(),
        invalid_email=(~pl.col("email").str.contains(r"^[^@]+@[^@]+\.[a-z]+$")).sum(),
        invalid_plan=(~pl.col("plan").is_in(["basic", "plus", "pro"])).sum(),
        invalid_fee=(~number.is_between(0, 1000).fill_null(False)).sum(),
        invalid_day=pl.col("day").str.to_date("%Y-%m-%d", strict=False).is_null().sum(),
    )
    .collect(engine="streaming")
)
print(json.dumps(answer.row(0, named=True), separators=(",", ":")))
