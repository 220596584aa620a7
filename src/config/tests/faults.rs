//! Every fault and the very line that is said of it.

use std::fmt::Write as _;
use std::path::Path;

use super::{TOP, parse, said};

#[test]
fn every_fault_has_its_line_key_and_remedy() {
    let mut wrong = String::new();
    // What follows the required five lines, so the first line of it is 6; line, key, what, remedy.
    for (rest, wanted) in [
        // Form
        (
            "[policy]\nmod = \"auto\"",
            "7: policy.mod: there is no such key — write mode",
        ),
        (
            "[policies]",
            "6: policies: there is no such key — write policy",
        ),
        (
            "[tracker]\nx = 1",
            "6: tracker: there is no such key — write tracking",
        ),
        (
            "[summary]\nmode = \"auto\"",
            "7: summary.mode: there is no such key — it belongs in [client] or [policy]",
        ),
        (
            "[summary]\ncolour = 1",
            "7: summary.colour: there is no such key — remove it; known here: to, day, time",
        ),
        (
            "[[mailbox]]\npassword = \"x\"",
            "7: mailbox[1].password: there is no such key — passwords do not stand in this file: write password-file or password-command, or set up a systemd credential",
        ),
        (
            "[policy]\nminimum-gap = \"3\"",
            "7: policy.minimum-gap: \"3\" cannot stand here — write working days, 0 to 90",
        ),
        (
            "[policy]\nminimum-gap = -3",
            "7: policy.minimum-gap: -3 cannot stand here — write working days, 0 to 90",
        ),
        (
            "[summary]\nto = \"a@b.example\"",
            "7: summary.to: \"a@b.example\" cannot stand here — write a list of addresses",
        ),
        (
            "[summary]\nto = [\"a@b.example\", 7]",
            "7: summary.to[2]: 7 cannot stand here — write a list of addresses",
        ),
        (
            "[client]\nname = \"x\"",
            "6: client: [client] cannot stand here — write [[client]], once for each",
        ),
        (
            "[[policy]]\nmode = \"auto\"",
            "6: policy[1]: [[policy]] cannot stand here — write it as a table: [policy]",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\n[[client]]\ndomains = [\"b.example\"]\nzone = \"UTC\"",
            "10: client[2].zone: there is no such key — remove it; known here: name, domains, contacts, language, time-zone, working-hours, holidays, escalate-to, mode, opt-out, policy",
        ),
        (
            "[policy.request]\nladder = [{ step = \"friendly\", days = 1 }]",
            "7: policy.request.ladder[1].days: there is no such key — remove it; known here: step, after-due\n7: policy.request.ladder[1].after-due: missing — write after-due = 1 or another number",
        ),
        (
            "[policy]\nmode = \"auto",
            "7: not TOML: invalid basic string, expected `\"` — see https://toml.io",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\n[client.policy]\nminimum_gap = 5",
            "9: client[1].policy.minimum_gap: there is no such key — write minimum-gap",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\n[client.policy]\nreceipts = \"off\"",
            "9: client[1].policy.receipts: there is no such key — it belongs in [policy]",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\n[client.policy.invoice]\nladder = [{ step = \"firm\", after-due = 9 }, { step = \"friendly\", after-due = 12 }]",
            "9: client[1].policy.invoice.ladder[2].step: friendly comes after firm — keep the order heads_up, friendly, reminder, firm, last, call, each once",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nopt-out = \"yes\"",
            "8: client[1].opt-out: \"yes\" cannot stand here — write true or false",
        ),
        // Words and numbers
        (
            "[policy]\nmode = \"atuo\"",
            "7: policy.mode: \"atuo\" is not one of observe, approve, forewarn, auto — write \"auto\"",
        ),
        (
            "[policy]\nmode = \"on\"",
            "7: policy.mode: \"on\" is not one of observe, approve, forewarn, auto — write one of them",
        ),
        (
            "[policy]\nreceipts = \"none\"",
            "7: policy.receipts: \"none\" is not one of each, daily, off — write one of them",
        ),
        (
            "[policy]\nminimum-gap = 91",
            "7: policy.minimum-gap: 91 is not between 0 and 90 — write 0 to 90",
        ),
        (
            "[caps]\ntotal-an-hour = 0",
            "7: caps.total-an-hour: 0 is not between 1 and 10000 — write 1 to 10000",
        ),
        (
            "[summary]\nday = \"Caturday\"",
            "7: summary.day: \"Caturday\" is not a day of the week — write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
        ),
        (
            "[summary]\ntime = \"9 am\"",
            "7: summary.time: \"9 am\" is not a time of day — write it like \"09:00\"",
        ),
        // People
        (
            "[summary]\nto = [\"Anna <anna@agency.example>\"]",
            "7: summary.to: \"Anna <anna@agency.example>\" is not an address like name@example.com — write the bare address, without a name beside it",
        ),
        (
            "[admin]\nto = [\"track+x@agency.example\"]",
            "7: admin.to: track+x@agency.example is the tracking address itself — name a person's address",
        ),
        (
            "[[client]]\nname = \"x\"",
            "6: client[1].domains: missing — write domains = [\"acme.example\"], or its people in contacts",
        ),
        (
            "[[client]]\ndomains = [\"qq.com\"]",
            "7: client[1].domains: qq.com is a public mail domain: its addresses belong to unrelated people — name the addresses in contacts",
        ),
        (
            "[[client]]\ndomains = [\"co.uk\"]",
            "7: client[1].domains: co.uk is no organisation's: anybody can have a domain below it — write the organisation's own domain",
        ),
        (
            "[[client]]\ndomains = [\"@acme.example\"]",
            "7: client[1].domains: \"@acme.example\" is not a domain — write \"acme.example\"",
        ),
        (
            "[[client]]\ndomains = [\"pm.agency.example\"]",
            "7: client[1].domains: pm.agency.example belongs to the team (agency.example) — name the client's own domain",
        ),
        (
            "[[client]]\ncontacts = [\"anna@agency.example\"]",
            "7: client[1].contacts: anna@agency.example belongs to the team — name people of the client",
        ),
        (
            "[[client]]\nname = \"A\"\ndomains = [\"acme.example\"]\n[[client]]\ndomains = [\"cn.acme.example\"]",
            "10: client[2].domains: cn.acme.example overlaps with acme.example of A — give each client its own, or make them one client",
        ),
        (
            "[[client]]\nname = \"A\"\ncontacts = [\"bob@acme.example\"]\n[[client]]\ndomains = [\"acme.example\"]",
            "10: client[2].domains: acme.example overlaps with bob@acme.example of A — give each client its own, or make them one client",
        ),
        (
            "[[client]]\nname = \"A\"\ncontacts = [\"zhou@qq.com\"]\n[[client]]\ncontacts = [\"Zhou@QQ.com\"]",
            "10: client[2].contacts: zhou@qq.com is A's already — give each client its own, or make them one client",
        ),
        (
            "[summary]\nto = [\"boss@acme.example\"]\n[[client]]\nname = \"A\"\ndomains = [\"acme.example\"]",
            "7: summary.to: boss@acme.example belongs to the client A — name people of the team",
        ),
        // Time
        (
            "[[client]]\ndomains = [\"a.example\"]\ntime-zone = \"Asia/Bejing\"",
            "8: client[1].time-zone: \"Asia/Bejing\" is not a time zone — write \"Asia/Shanghai\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\ntime-zone = \"Shanghai\"",
            "8: client[1].time-zone: \"Shanghai\" is not a time zone — write \"Asia/Shanghai\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\ntime-zone = \"new york\"",
            "8: client[1].time-zone: \"new york\" is not a time zone — write \"America/New_York\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\ntime-zone = \"+08:00\"",
            "8: client[1].time-zone: \"+08:00\" is not a time zone — write an IANA name such as \"Asia/Shanghai\" or \"Europe/Berlin\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nworking-hours = \"18:00-09:00\"",
            "8: client[1].working-hours: \"18:00-09:00\" ends before it begins — write hours of one day, the earlier first",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nworking-hours = \"9 to 5\"",
            "8: client[1].working-hours: \"9 to 5\" is not a span of hours — write it like \"09:00-18:00\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nholidays = [\"UK\"]",
            "8: client[1].holidays: there is no bundled calendar \"UK\" — write \"GB\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nholidays = [\"cn\"]",
            "8: client[1].holidays: there is no bundled calendar \"cn\" — write \"CN\"",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nholidays = [\"FR\"]",
            "8: client[1].holidays: there is no bundled calendar \"FR\" — write one of CN, DE, GB, HK, JP, SG, TW, US, or the path of an .ics file",
        ),
        (
            "[[client]]\ndomains = [\"a.example\"]\nholidays = [\"none.ics\"]",
            "8: client[1].holidays: /etc/nudged/none.ics cannot be read: No such file or directory (os error 2) — name an .ics file by its path, seen from this file's folder",
        ),
        // Ladders
        (
            "[policy.request]\nladder = [{ step = \"firm\", after-due = 1 }, { step = \"friendly\", after-due = 4 }]",
            "7: policy.request.ladder[2].step: friendly comes after firm — keep the order heads_up, friendly, reminder, firm, last, call, each once",
        ),
        (
            "[policy.invoice]\nladder = [{ step = \"friendly\", after-due = 4 }, { step = \"firm\", after-due = 4 }]",
            "7: policy.invoice.ladder[2].after-due: 4 is not after 4 of friendly — let the days rise from step to step",
        ),
        (
            "[policy.request]\nladder = [{ step = \"friendly\" }]",
            "7: policy.request.ladder[1].after-due: missing — write after-due = 1 or another number",
        ),
        (
            "[policy.request]\nladder = [{ step = \"heads-up\", after-due = 400 }]",
            "7: policy.request.ladder[1].step: \"heads-up\" is not one of heads_up, friendly, reminder, firm, last, call — write \"heads_up\"\n7: policy.request.ladder[1].after-due: 400 is not between -60 and 365 — write -60 to 365",
        ),
        // Servers
        (
            "[[mailbox]]\nhost = \"imaps://imap.agency.example\"",
            "7: mailbox[1].host: \"imaps://imap.agency.example\" is not a server name — write the bare name; the port has its own key",
        ),
        (
            "[outgoing]\nport = 70000",
            "7: outgoing.port: 70000 cannot stand here — write 1 to 65535",
        ),
        (
            "[outgoing]\ntls = \"none\"",
            "7: outgoing.tls: \"none\" is not one of implicit, starttls — write one of them",
        ),
        (
            "[[mailbox]]\nhost = \"a.example\"\npassword-file = \"a\"\npassword-command = \"b\"",
            "9: mailbox[1].password-command: there is a password-file too — keep one of them",
        ),
        (
            "[[mailbox]]\nhost = \"a.example\"\npassword-file = \"a\"\ntoken-command = \"b\"\noauth = \"c\"",
            "9: mailbox[1].token-command: there is a password-file too — keep one of them\n10: mailbox[1].oauth: there is a password-file too — keep one of them\n10: mailbox[1].oauth: there is no [[oauth]] called \"c\" — write one, or another name",
        ),
        (
            "[[oauth]]\nprovider = \"microsoft\"",
            "6: oauth[1].client-id: missing — write the id of the application you registered at the provider",
        ),
        (
            "[[oauth]]\nclient-id = \"x\"",
            "6: oauth[1].provider: missing — write \"microsoft\" or \"google\"",
        ),
        (
            "[[oauth]]\nprovider = \"microsoft\"\nclient-id = \"x\"\nclient-secret = \"canary\"",
            "9: oauth[1].client-secret: there is no such key — secrets do not stand in this file: write client-secret-file or client-secret-command",
        ),
        (
            "[[oauth]]\nprovider = \"microsoft\"\nclient-id = \"x\"\ntoken-url = \"http://token.example/t\"",
            "9: oauth[1].token-url: is no address of a token server — write https://…; http is taken for this very machine only",
        ),
        (
            "[[oauth]]\nprovider = \"microsoft\"\nclient-id = \"x\"\ntenant = \"a/b\"",
            "9: oauth[1].tenant: \"a/b\" is not a tenant — write the tenant's id or domain",
        ),
        (
            "[[oauth]]\nprovider = \"microsoft\"\nclient-id = \"x\"\ngrant = \"client-credentials\"",
            "6: oauth[1].tenant: missing — write the tenant's id or domain",
        ),
        (
            "[[oauth]]\nprovider = \"google\"\nclient-id = \"x\"\ngrant = \"service-account\"",
            "8: oauth[1].client-id: has no meaning with this grant — remove it, or write another grant",
        ),
        (
            "[[oauth]]\nname = \"../x\"\nprovider = \"google\"\nclient-id = \"x\"",
            "7: oauth[1].name: \"../x\" is not a plain name — write letters, digits, - and _, each name once",
        ),
        (
            "[[mailbox]]\nkind = \"maildir\"\npath = \"m\"\nhost = \"a.example\"",
            "9: mailbox[1].host: has no meaning with kind = \"maildir\" — remove it",
        ),
        (
            "[[mailbox]]\npath = \"m\"",
            "7: mailbox[1].path: has no meaning with this kind — remove it, or write another kind",
        ),
        (
            "[[mailbox]]\n[[mailbox]]\nname = \"tracking\"",
            "8: mailbox[2].name: \"tracking\" is taken — write another name",
        ),
        (
            "[[mailbox]]\nname = \"../x\"",
            "7: mailbox[1].name: \"../x\" is not a plain name — write letters, digits, - and _",
        ),
        (
            "[security]\ntrusted-authserv-ids = [\"mx.a.example; dkim=pass\"]",
            "7: security.trusted-authserv-ids: \"mx.a.example; dkim=pass\" is not the name of a mail server — write what stands before the first ; of your provider's Authentication-Results header",
        ),
        (
            "[templates]\ndir = \"nowhere\"",
            "7: templates.dir: /etc/nudged/nowhere: No such file or directory (os error 2) — name a folder of text files that may be read",
        ),
        (
            "[state]\ndir = \"\"",
            "7: state.dir: empty, or with control characters — write a folder",
        ),
    ] {
        let mut expected = String::new();
        for line in wanted.lines() {
            writeln!(expected, "/etc/nudged/nudged.toml:{line}").unwrap();
        }
        let got = said(&format!(
            "{TOP}{rest}
"
        ));
        if got != expected.trim_end() {
            writeln!(
                wrong,
                "for:
{rest}
wanted:
{expected}got:
{got}
"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn faults_of_the_own_side_are_told() {
    for (text, wanted) in [
        ("", "nudged.toml: tracking.address: missing — "),
        ("", "nudged.toml: team.name: missing — "),
        ("", "nudged.toml: team.domains: missing — "),
        (
            "[tracking]\naddress = \"track+x@a.example\"",
            ":2: tracking.address: track+x@a.example carries a tag — write \"track@a.example\"",
        ),
        (
            "[tracking]\naddress = \"track\"",
            ":2: tracking.address: \"track\" is not an address",
        ),
        (
            "[team]\ndomains = [\"gmail.com\"]",
            ":2: team.domains: gmail.com is a public mail domain",
        ),
        (
            "[team]\nmembers = [{ name = \"A\" }]",
            ":2: team.members[1].address: missing — ",
        ),
        (
            "[team]\nmembers = [{ address = \"a@a.example\" }, { address = \"A@a.example\" }]",
            ":2: team.members[2].address: a@a.example is named twice",
        ),
        (
            "[tracking]\naddress = \"t@a.example\"\n[team]\nmembers = [{ address = \"t@a.example\" }]",
            ":4: team.members[1].address: t@a.example is the tracking address itself",
        ),
        (
            "[team]\nlanguage = \"de\"",
            ":2: team.language: \"de\" is not one of en, zh",
        ),
        (
            "[team]\nname = \" \"",
            ":2: team.name: empty, or with control characters — write text",
        ),
    ] {
        let said = said(text);
        assert!(said.contains(wanted), "{text}\n{said}");
    }
    // A wrong value is not called missing too.
    assert!(!said("[tracking]\naddress = 3").contains("tracking.address: missing"));
    assert!(!said("tracking = 3").contains("tracking.address: missing"));
    assert!(!said("[team]\nname = 3").contains("team.name: missing"));
}

#[test]
fn all_faults_are_told_at_once_in_order_of_lines() {
    let text = format!(
        "{TOP}colour = 1\n[policy]\nmode = \"atuo\"\nminimum-gap = \"3\"\n[sumary]\nto = []\n[caps]\ntotal-an-hour = 0\n"
    );
    let faults = parse(&text, Path::new("")).unwrap_err();
    let lines: Vec<_> = faults.faults.iter().map(|f| f.line.unwrap()).collect();
    assert_eq!(lines, [6, 8, 9, 10, 13], "{faults}");
    assert!(
        faults
            .to_string()
            .starts_with("nudged.toml:6: team.colour: there is no such key")
    );
}
