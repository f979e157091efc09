create table pulse (id integer primary key, beat bigint not null, at timestamptz not null);
insert into pulse values (1, 0, now());
