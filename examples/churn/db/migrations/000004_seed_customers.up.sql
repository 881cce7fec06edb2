-- Ten customers of the sample, so that the service can answer at once. The monthly import brings the others.
INSERT INTO customers (customer_id, plan, region, age, tenure_months, monthly_charge, data_gb, support_calls, late_payments,
                       device_age_months, contract_months_left, insured)
VALUES
  ('C-00001', 'basic', 'south', 34, 28, 19.86, 19.3, 0, 0, 1, 14, true),
  ('C-00002', 'plus', 'east', 26, 75, 36.31, 21.0, 1, 0, 13, 8, true),
  ('C-00007', 'plus', 'west', 48, 50, 37.98, 16.5, 1, 0, 29, 20, false),
  ('C-00042', 'basic', 'west', 36, 94, 32.50, 12.5, 3, 0, 34, 11, true),
  ('C-00108', 'prepaid', 'west', 18, 2, 11.00, 15.0, 0, 0, 8, 0, false),
  ('C-00256', 'basic', 'west', 79, 52, 34.87, 19.5, 7, 0, 18, 15, false),
  ('C-00512', 'basic', 'south', 43, 78, 29.33, 17.7, 2, 1, 1, 6, true),
  ('C-01024', 'prepaid', 'north', 43, 99, 21.15, 0.0, 6, 0, 40, 0, false),
  ('C-02048', 'prepaid', 'west', 48, 29, 13.89, 4.0, 0, 5, 32, 0, false),
  ('C-03000', 'plus', 'east', 18, 3, 28.85, 24.2, 8, 0, 9, 22, false);
