-- A run's answer stands in its thread from the moment its plan waits for somebody: as the plan's card, until what came of
-- the turn takes its place. Every answer from before is complete.
alter table messages add column is_complete boolean not null default true;
grant update (is_complete) on messages to parley_app;

-- What waits already is seen, too: the plans of its run in the order of their rounds, with the one that waits last. Its
-- rows are of every tenant, so the owner is let past the policies for it.
alter table runs no force row level security;
alter table plans no force row level security;
alter table effects no force row level security;
alter table messages no force row level security;
insert into messages (tenant_id, id, thread_id, run_id, role, parts, is_complete)
select r.tenant_id, gen_random_uuid(), r.thread_id, r.id, 'assistant',
       (select jsonb_agg(jsonb_build_object('type', 'plan', 'planId', p.id) order by p.round)
          from plans p
         where p.tenant_id = r.tenant_id and p.run_id = r.id
           and exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id)),
       false
  from runs r
 where r.state in ('queued', 'running', 'waiting')
   and exists (select from plans p
                 join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
                where p.tenant_id = r.tenant_id and p.run_id = r.id and p.status in ('waiting', 'unknown'))
    on conflict (tenant_id, run_id) where role = 'assistant' do nothing;
alter table runs force row level security;
alter table plans force row level security;
alter table effects force row level security;
alter table messages force row level security;

-- Lists by whom, by what and by when are read from where their page begins. One's own threads were in the order of their
-- ids, which is that of their making as well.
drop index threads_of_requester;
create index threads_of_requester on threads (tenant_id, requester, created_at, id);
create index threads_of_agent on threads (tenant_id, agent, created_at, id);
create index threads_by_time on threads (tenant_id, created_at, id);
create index runs_of_requester on runs (tenant_id, requester, created_at, id);
create index runs_of_agent on runs (tenant_id, agent, created_at, id);
create index runs_by_time on runs (tenant_id, created_at, id);
-- What is under way or went wrong is little beside what is done.
create index runs_not_done on runs (tenant_id, state, created_at, id) where state <> 'done';
create index runs_open on runs (tenant_id, thread_id, state) where state in ('queued', 'running', 'waiting');
create index plans_by_time on plans (tenant_id, created_at, id);
