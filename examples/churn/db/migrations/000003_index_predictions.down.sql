DROP INDEX predictions_by_customer;
