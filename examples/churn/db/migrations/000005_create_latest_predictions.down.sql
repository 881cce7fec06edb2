DROP VIEW latest_predictions;
