-- What tools answered, or say of themselves, that can't be used and won't be the next time: for whoever runs them. Never a
-- value or a message's text.
create table tool_faults (
  tenant_id text not null,
  tool text not null,
  code text not null,
  reason text not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  times integer not null default 1,
  primary key (tenant_id, tool, code)
);

alter table tool_faults enable row level security;
alter table tool_faults force row level security;
create policy own_tenant on tool_faults to parley_app using (tenant_id = current_setting('app.tenant', true))
  with check (tenant_id = current_setting('app.tenant', true));
grant select, insert, update, delete on tool_faults to parley_app;

comment on table tool_faults is
  'What tools answered, or say of themselves, that can''t be used and won''t be the next time.';
comment on column tool_faults.reason is
  'Why, by the last of them: of the form alone, without a value.';
