-- The history of one thing is found by what its entries are about.
CREATE INDEX audit_entry_subject ON audit_entry (json_extract(CAST(bytes AS TEXT), '$.subject.id'), sequence);
