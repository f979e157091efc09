alter table orders add foreign key (customer_id) references customers;
alter table order_items add foreign key (order_id) references orders on delete cascade;
alter table order_items add foreign key (product_id) references products;
alter table payments add foreign key (order_id) references orders on delete cascade;
alter table events add foreign key (customer_id) references customers;
select setval(pg_get_serial_sequence('customers', 'id'), max(id)) from customers;
select setval(pg_get_serial_sequence('orders', 'id'), max(id)) from orders;
select setval(pg_get_serial_sequence('events', 'id'), max(id)) from events;
analyze;
