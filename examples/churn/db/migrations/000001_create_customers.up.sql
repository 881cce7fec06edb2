-- Customers as the shops export them every month.
CREATE TABLE customers (
  customer_id          text PRIMARY KEY CHECK (customer_id ~ '^C-[0-9]{5}$'),
  plan                 text NOT NULL CHECK (plan IN ('prepaid', 'basic', 'plus', 'family')),
  region               text NOT NULL,
  age                  integer CHECK (age BETWEEN 18 AND 120),
  tenure_months        integer NOT NULL CHECK (tenure_months >= 0),
  monthly_charge       numeric(8, 2) NOT NULL CHECK (monthly_charge >= 0),
  data_gb              numeric(8, 1) CHECK (data_gb >= 0),
  support_calls        integer NOT NULL DEFAULT 0,
  late_payments        integer NOT NULL DEFAULT 0,
  device_age_months    integer NOT NULL DEFAULT 0,
  contract_months_left integer NOT NULL DEFAULT 0,
  insured              boolean NOT NULL DEFAULT false
);
