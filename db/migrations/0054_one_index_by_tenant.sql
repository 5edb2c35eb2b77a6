-- What a term or a vector refers to is looked up by tenant and id. While a table has few rows, an index that begins with
-- its tenant looks as good for that as the one by id, PostgreSQL keeps the plan for a session, and then reads a tenant's
-- whole table for each term of a long document: of these two, only the one by id begins with the tenant.
alter table passages
  add constraint passages_in_order unique (document_id, version, ordinal, tenant_id),
  drop constraint passages_tenant_id_document_id_version_ordinal_key;
