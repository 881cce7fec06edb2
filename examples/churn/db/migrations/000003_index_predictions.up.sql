-- The newest prediction of a customer is what the shops ask for. The table is still empty, so a plain index stops nobody.
CREATE INDEX predictions_by_customer ON predictions (customer_id, predicted_at DESC);
