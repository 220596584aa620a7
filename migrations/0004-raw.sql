-- Mails kept whole, oldest first: those that belong to no item are let go after a while.
CREATE INDEX mail_whole ON mail (arrived_at, length(raw)) WHERE raw IS NOT NULL;
