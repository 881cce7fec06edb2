-- What the shops read: one row for each customer, the newest answer first.
CREATE VIEW latest_predictions AS
SELECT DISTINCT ON (customer_id) customer_id, probability, model, release, predicted_at
FROM predictions
ORDER BY customer_id, predicted_at DESC;
