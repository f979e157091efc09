create table order_items (
    order_id bigint not null,
    line smallint not null,
    product_id bigint not null,
    quantity integer not null,
    unit_price numeric(10, 2) not null,
    discount real
);
insert into order_items
select i, line, 1 + (i * 31 + line * 7) % :products, 1 + (i + line) % 4, 5 + (i * 7919 % 50000) / 100.0,
       case when i % 9 = 0 then 0.1 end
from generate_series(1, :orders::bigint) i, lateral generate_series(1, 1 + i % 4) line;
alter table order_items add primary key (order_id, line);
