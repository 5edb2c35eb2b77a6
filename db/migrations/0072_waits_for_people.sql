-- How long those waited whom somebody took last is read whenever a person is asked for.
create index hand_overs_taken on hand_overs (tenant_id, agent, role, taken_at desc) where taken_at is not null;
