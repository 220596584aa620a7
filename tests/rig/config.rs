//! The configuration files of the rig's servers.

use std::fmt::Write as _;

use super::{PASSWORD, Ports};

/// Dovecot: IMAP (plain and TLS) and LMTP, Maildirs, SASL for Postfix.
pub(crate) fn dovecot(root: &str, ports: &Ports) -> String {
    format!(
        r"base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{root}/leaf.pem
ssl_key = <{root}/leaf.key
auth_mechanisms = plain login
mail_location = maildir:{root}/mail/%Lu
first_valid_uid = 1
mail_fsync = never
mail_plugins = quota
recipient_delimiter = +
lda_mailbox_autocreate = yes
lmtp_hdr_delivery_address = final
postmaster_address = postmaster@test.example
submission_host = 127.0.0.1:{smtp}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/passwd
}}
userdb {{
  driver = static
  args = uid=nudgetest gid=nudgetest home={root}/mail/%Lu/home
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \Sent
  }}
  mailbox Junk {{
    auto = create
    special_use = \Junk
  }}
}}
protocol imap {{
  mail_plugins = $mail_plugins imap_quota
}}
protocol lmtp {{
  mail_plugins = $mail_plugins sieve
}}
plugin {{
  sieve = file:{root}/sieve/%Lu.sieve
  quota = maildir:User quota
  quota_rule = *:storage=200M
  quota_grace = 0%%
}}
service auth {{
  unix_listener sasl {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
",
        smtp = ports.smtp,
        imap = ports.imap,
        imaps = ports.imaps,
        lmtp = ports.lmtp,
    )
}

/// Dovecot's own words for a token server that is asked about each token.
pub(crate) fn introspection(address: &str) -> String {
    format!(
        "introspection_url = {address}\nintrospection_mode = get\nforce_introspection = yes\n\
         username_attribute = username\nactive_attribute = active\nactive_value = true\n"
    )
}

/// The same Dovecot, taking tokens besides passwords.
pub(crate) fn with_tokens(before: &str, root: &str) -> String {
    before.replace(
        "auth_mechanisms = plain login",
        "auth_mechanisms = plain login xoauth2",
    ) + &format!(
        "passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {root}/oauth2.conf\n}}\n"
    )
}

/// Accounts of Dovecot.
pub(crate) fn passwd(users: &[String]) -> String {
    users.iter().fold(String::new(), |mut text, user| {
        let _ = writeln!(text, "{user}:{{PLAIN}}{PASSWORD}");
        text
    })
}

/// Mailboxes of Postfix; anything else in their domains is refused at RCPT.
pub(crate) fn mailboxes(users: &[String]) -> String {
    users.iter().fold(String::new(), |mut text, user| {
        let _ = writeln!(text, "{user} ok");
        text
    })
}

/// Postfix: what is ours goes to Dovecot, everything else to the port `outside`.
pub(crate) fn postfix(root: &str, ports: &Ports, users: &[String]) -> String {
    let mut domains: Vec<_> = users
        .iter()
        .filter_map(|u| Some(u.split_once('@')?.1))
        .collect();
    domains.sort_unstable();
    domains.dedup();
    format!(
        r"compatibility_level = 3.6
queue_directory = {root}/q
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = {root}/log/postfix.log
maillog_file_prefixes = /tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.test.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
recipient_delimiter = +
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = texthash:{root}/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = smtp:[127.0.0.1]:{outside}
disable_dns_lookups = yes
smtpd_peername_lookup = no
message_size_limit = 62914560
virtual_mailbox_limit = 0
minimal_backoff_time = 5s
maximal_backoff_time = 20s
queue_run_delay = 5s
smtpd_tls_cert_file = {root}/leaf.pem
smtpd_tls_key_file = {root}/leaf.key
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = {root}/run/sasl
smtpd_tls_auth_only = yes
smtpd_end_of_data_restrictions = check_client_access regexp:{root}/hesitate
",
        domains = domains.join(" "),
        lmtp = ports.lmtp,
        outside = ports.outside,
    )
}

/// Postfix's services: an MX, submission with STARTTLS and with TLS from the first byte. What comes in
/// by the MX passes the checks of the file `border`.
pub(crate) fn master(root: &str, ports: &Ports) -> String {
    // One process a connection: Postfix does not see that a regexp table changed.
    let submission = "-o smtpd_sasl_auth_enable=yes -o smtpd_recipient_restrictions= -o max_use=1 \
                      -o smtpd_relay_restrictions=permit_sasl_authenticated,reject";
    format!(
        "127.0.0.1:{smtp} inet n - n - - smtpd -o cleanup_service_name=border
127.0.0.1:{smtps} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes {submission}
127.0.0.1:{starttls} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {submission}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup -o header_checks=regexp:{root}/house
border unix n - n - 0 cleanup -o header_checks=regexp:{root}/border
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
",
        smtp = ports.smtp,
        smtps = ports.smtps,
        starttls = ports.submission,
    )
}

/// What a provider's submission server writes on all mail, and whether it takes out what claims to be its.
pub(crate) fn house(server: &str, careful: bool) -> String {
    let name = server.replace('.', "\\.");
    let taken_out = match careful {
        true => format!("/^Authentication-Results: {name};/ IGNORE\n"),
        false => String::new(),
    };
    format!(
        "{taken_out}/^From:/ PREPEND Authentication-Results: {server}; dkim=pass header.d=studio.example\n"
    )
}

/// What a provider's border MTA writes on mail of these domains that passed DMARC (RFC 8601).
pub(crate) fn border(server: &str, domains: &[&str]) -> String {
    domains.iter().fold(String::new(), |mut text, domain| {
        let pattern = domain.replace('.', "\\.");
        let _ = writeln!(
            text,
            "/^From:.*@{pattern}>?[[:space:]]*$/ PREPEND Authentication-Results: {server}; dmarc=pass header.from={domain}"
        );
        text
    })
}
