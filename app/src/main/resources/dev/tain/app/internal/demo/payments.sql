create table payments (
    id uuid not null,
    order_id bigint not null,
    method text not null,
    amount numeric(12, 2) not null,
    receipt bytea,
    paid_at timestamptz not null
);
insert into payments
select md5('payment ' || i)::uuid, i, (array['card', 'transfer', 'voucher'])[1 + i % 3], (i * 104729 % 90000) / 100.0,
       case when i % 3 = 0 then decode(md5(i::text), 'hex') end,
       timestamptz '2025-01-01 00:05:00Z' + i * interval '97.3 seconds'
from generate_series(1, :orders::bigint) i
where i % 10 > 0;
alter table payments add primary key (id);
create index on payments (order_id);
