DELETE FROM predictions WHERE customer_id IN (SELECT customer_id FROM customers);
DELETE FROM customers WHERE customer_id IN ('C-00001', 'C-00002', 'C-00007', 'C-00042', 'C-00108', 'C-00256', 'C-00512', 'C-01024', 'C-02048', 'C-03000');
