CREATE TABLE daily_sales (
  day date PRIMARY KEY,
  orders bigint NOT NULL,
  revenue bigint NOT NULL -- cents
);
