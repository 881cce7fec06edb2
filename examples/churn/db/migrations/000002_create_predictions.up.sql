-- Every answer of the service, with the model and the release that gave it.
CREATE TABLE predictions (
  prediction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id   text NOT NULL REFERENCES customers (customer_id),
  probability   double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
  model         text NOT NULL,
  release       text NOT NULL,
  predicted_at  timestamptz NOT NULL DEFAULT now()
);
