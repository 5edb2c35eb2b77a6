-- A document belongs to agents by name, or to all of them ('shared'), and is found, ranked and counted by no other
-- (docs/decisions/0178). Its agents stand in its access list, so whatever search walks already carries them.

-- Null: from before this, and not given to any yet. The next start gives such documents to the agents that there are then.
alter table documents add column agents text[] check (cardinality(agents) > 0);
create index documents_not_given on documents (tenant_id) where agents is null;
alter table access_lists add column agents text[];

create function access_digest(entries text[], agents text[]) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(entries, agents)::text, 'UTF8'))
$$;

-- The owner is held by the policies too, and has none: for this transaction it isn't held.
alter table documents no force row level security;
alter table access_lists no force row level security;
alter table passages no force row level security;
alter table passage_terms no force row level security;
alter table passage_vectors no force row level security;
alter table document_questions no force row level security;
alter table question_terms no force row level security;

update documents set agents = array[substring(source from '^(?:agent|mcp):([^/]+)/')]
 where source ~ '^(agent|mcp):[^/]+/';

-- The documents of a list may be several agents' by now. Those with the most passages keep it; only the others move.
create table shares as
  select tenant_id, access, agents,
         row_number() over (partition by tenant_id, access order by sum(passages) desc, agents) = 1 as stays
    from documents group by tenant_id, access, agents;
update access_lists l set agents = s.agents
  from shares s where s.stays and s.tenant_id = l.tenant_id and s.access = l.id;
update access_lists set digest = access_digest(entries, agents);
insert into access_lists (tenant_id, digest, entries, agents)
  select l.tenant_id, access_digest(l.entries, s.agents), l.entries, s.agents
    from shares s join access_lists l on l.tenant_id = s.tenant_id and l.id = s.access where not s.stays;
update documents d set access = n.id
  from shares s
  join access_lists l on l.tenant_id = s.tenant_id and l.id = s.access
  join access_lists n on n.tenant_id = l.tenant_id and n.digest = access_digest(l.entries, s.agents)
 where not s.stays and d.tenant_id = s.tenant_id and d.access = s.access and d.agents is not distinct from s.agents;
update passage_terms t set access = d.access
  from documents d where d.tenant_id = t.tenant_id and d.id = t.document_id and d.access <> t.access;
update passage_vectors v set access = d.access
  from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
 where p.tenant_id = v.tenant_id and p.id = v.passage_id and d.access <> v.access;
update document_questions q set access = d.access
  from documents d where d.tenant_id = q.tenant_id and d.id = q.document_id and d.access <> q.access;
update question_terms t set access = d.access
  from documents d where d.tenant_id = t.tenant_id and d.id = t.document_id and d.access <> t.access;
drop table shares;

alter table documents force row level security;
alter table access_lists force row level security;
alter table passages force row level security;
alter table passage_terms force row level security;
alter table passage_vectors force row level security;
alter table document_questions force row level security;
alter table question_terms force row level security;

create or replace function set_access() returns trigger language plpgsql as $$
declare
  sorted text[];
  fingerprint bytea;
begin
  select coalesce(array_agg(distinct entry order by entry), '{}') into sorted from unnest(new.acl) entry;
  -- An empty list stays one, which no document may have.
  if new.agents is not null then
    select coalesce(array_agg(distinct agent order by agent), '{}') into new.agents from unnest(new.agents) agent;
  end if;
  fingerprint := access_digest(sorted, new.agents);
  insert into access_lists (tenant_id, digest, entries, agents) values (new.tenant_id, fingerprint, sorted, new.agents)
    on conflict (tenant_id, digest) do nothing;
  select id into strict new.access from access_lists where tenant_id = new.tenant_id and digest = fingerprint;
  return new;
end $$;
drop trigger documents_access on documents;
create trigger documents_access before insert or update of acl, agents on documents
  for each row execute function set_access();
drop trigger documents_access_moved on documents;
create trigger documents_access_moved after update of acl, agents on documents
  for each row when (old.access is distinct from new.access) execute function move_access();

grant update (digest, agents) on access_lists to parley_app;

comment on column access_lists.agents is
  'The agents of the documents that have it, as in `documents.agents`.';
comment on column documents.access is
  '`acl` and `agents` as a row of `access_lists`; a trigger keeps them together.';
comment on column documents.agents is
  'Which agents answer from it, by name, or `shared`, which is all; null until the next start gives it to those that there are.';
