-- Programs that follow what happens can be told of a plan that was asked about or refused by what was added up (`limit.reached`).
create or replace trigger events_to_subscriptions after insert on events for each row
  when (new.type in ('run-waiting', 'plan-decided', 'plan-escalated', 'effect-completed', 'run-completed', 'run-failed',
    'run-set-aside', 'handed-over', 'hand-over-taken', 'hand-over-released', 'hand-over-closed')
    or (new.type = 'plan-proposed' and new.body ->> 'decision' <> 'allow'))
  execute function queue_for_subscriptions();
