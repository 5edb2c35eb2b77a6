-- What a desk needs of a hand-over beside who has it: how pressing it is, to whom it was handed on and with which words, and
-- what came of it. The language is that of the run which caused it.
alter table hand_overs
  add column priority text not null default 'normal' check (priority in ('high', 'normal', 'low')),
  add column meant_for text,
  add column handed_on_by text,
  add column handed_on_at timestamptz,
  add column handed_on_note text,
  add column outcome text,
  add column outcome_note text,
  add foreign key (tenant_id, meant_for) references principals,
  add foreign key (tenant_id, handed_on_by) references principals,
  add constraint hand_overs_handed_on check ((handed_on_by is null) = (handed_on_at is null)),
  add constraint hand_overs_outcome check (outcome is null or closed_at is not null);

-- It is handed on to another role, too.
grant update (role, priority, meant_for, handed_on_by, handed_on_at, handed_on_note, outcome, outcome_note)
  on hand_overs to parley_app;

comment on table hand_overs is
  'Conversations that were passed on to a person, for a role: who takes them, until when, and what came of it. Of words it holds those that the desk writes for itself.';
