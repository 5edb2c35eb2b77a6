-- How each leaf of a step's arguments came to be, by JSON Pointer: for people, beside the labels.
alter table effects add column paths jsonb not null default '{}';
