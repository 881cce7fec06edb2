CREATE TABLE orders (id integer PRIMARY KEY, sku text NOT NULL);
