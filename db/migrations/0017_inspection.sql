-- inspection: by which inspection a version's words were looked at for what reads like orders to a model; 0: by none.
-- What is current and was looked at by an older one is looked at anew in the background.
alter table document_versions add column inspection integer not null default 0;
alter table document_versions alter column inspection drop default;
