"""The checks of the data bench as one query of DuckDB."""
import json
import sys

import duckdb

(answer,) = duckdb.execute(
    r"""
    SELECT {
      'rows': count(*),
      'missing_id': count(*) FILTER (id IS NULL),
      'duplicate_id': count(id) - count(DISTINCT id),
      'invalid_id': count(*) FILTER (id IS NOT NULL AND try_cast(id AS BIGINT) IS NULL),
      'invalid_email': count(*) FILTER (NOT regexp_full_match(email, '[^@]+@[^@]+\.[a-z]+')),
      'invalid_plan': count(*) FILTER (plan NOT IN ('basic', 'plus', 'pro')),
      'invalid_fee': count(*) FILTER (coalesce(try_cast(fee AS DOUBLE) NOT BETWEEN 0 AND 1000, true)),
      'invalid_day': count(*) FILTER (try_cast(day AS DATE) IS NULL)
    } FROM read_csv($file, header = true, all_varchar = true)
    """,
    {"file": sys.argv[1]},
).fetchone()
print(json.dumps(answer, separators=(",", ":")))
