CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product text NOT NULL REFERENCES products (id),
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'packed')),
  ordered_at timestamptz NOT NULL DEFAULT now(),
  packed_at timestamptz
);
CREATE INDEX orders_to_pack ON orders (id) WHERE state = 'new';
