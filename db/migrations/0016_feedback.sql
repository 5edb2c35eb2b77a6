-- What people said of answers: one word of each person for each answer, the last one counts.
create table feedback (
  tenant_id text not null references tenants,
  message_id uuid not null,
  principal_id text not null,
  rating text not null check (rating in ('helpful', 'wrong', 'wrong-source', 'out-of-date')),
  reason text,
  comment text,
  given_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, message_id, principal_id),
  foreign key (tenant_id, message_id) references messages,
  foreign key (tenant_id, principal_id) references principals
);

-- The passages that such an answer quotes, in the version that it quotes. What they are quoted from may be gone by the
-- time that somebody looks, so these are no references.
create table feedback_passages (
  tenant_id text not null,
  message_id uuid not null,
  principal_id text not null,
  passage_id uuid not null,
  document_id uuid not null,
  version integer not null,
  primary key (tenant_id, message_id, principal_id, passage_id),
  foreign key (tenant_id, message_id, principal_id) references feedback on delete cascade
);
create index feedback_passages_document on feedback_passages (tenant_id, document_id, version);

do $$
declare
  name text;
begin
  foreach name in array array['feedback', 'feedback_passages'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to parley_app using (tenant_id = current_setting(''app.tenant'', true))
      with check (tenant_id = current_setting(''app.tenant'', true))', name);
  end loop;
end $$;

grant select, insert, update on feedback to parley_app;
grant select, insert on feedback_passages to parley_app;
