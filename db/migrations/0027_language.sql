-- The language that a turn speaks with its requester: the agent's own code for it, such as de. Null for turns from before,
-- which spoke the agent's first language, and for those that aren't routed yet.
alter table runs add column language text;
