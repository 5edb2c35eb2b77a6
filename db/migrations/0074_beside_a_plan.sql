-- What was shown beside a waiting plan to somebody whom it asks: what they last looked up before they decided, under no digest.
alter table plan_views add column beside jsonb;
comment on column plan_views.beside is
  'What was looked up for them beside it, as it was shown last; null where nothing was.';

-- Copied from plan_views when somebody decides, as shown_at is.
alter table decisions add column beside jsonb;
comment on column decisions.beside is 'What had been looked up for them beside the plan, as it was shown.';

grant update (beside) on plan_views to parley_app;
