//! When the daemon verifies a sender itself, and what its verdict means.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::engine::Engine;
use super::ingest::{Incoming, role};
use crate::mail;
use crate::matching::Lookup as _;
use crate::model::{Address, Authentication, AuthenticationResult, AutomaticKind, Mail, Role};

impl Engine {
    /// The sender to verify, if the provider wrote no verdict on this mail and one would matter: it is
    /// new, of a person or an absence, and where only answers to open items count, its client has some.
    ///
    /// # Errors
    /// A database fault.
    pub fn unjudged(&self, incoming: &Incoming<'_>) -> anyhow::Result<Option<Address>> {
        if incoming.before_start {
            return Ok(None);
        }
        if let Some(position) = &incoming.position
            && !incoming.rescan
            && self.store.read(|tx| tx.is_seen(position))?
        {
            return Ok(None);
        }
        // A mail that makes the reader stumble is put aside when it is taken in.
        let read = catch_unwind(AssertUnwindSafe(|| mail::parse(incoming.raw)));
        let Ok(Ok(mail)) = read else { return Ok(None) };
        let world = &self.config.world;
        let role = role(&mail, world);
        let machine = mail.automatic.as_ref().is_some_and(|automatic| {
            !matches!(
                automatic.kind,
                AutomaticKind::OutOfOffice | AutomaticKind::List
            )
        });
        if role == Role::Own
            || machine
            || mail::is_judged(&mail, &world.security.trusted_authserv_ids)
        {
            return Ok(None);
        }
        let Some(from) = mail.from.map(|person| person.address) else {
            return Ok(None);
        };
        // A stranger's mail changes nothing, so no stranger's name servers are waited for.
        if role == Role::Team {
            return Ok((!incoming.watched && !incoming.junk).then_some(from));
        }
        let known = match world.client_key(&from) {
            Some(client) => !self.store.read(|tx| tx.open_of_client(&client))?.is_empty(),
            None => false,
        };
        Ok(known.then_some(from))
    }
}

/// Who vouches for a mail: the provider, else the daemon's own check.
pub(super) fn weigh(
    mail: &Mail,
    role: Role,
    own: Option<&Authentication>,
    trusted: &[String],
) -> Authentication {
    let by_header = mail::authenticate(mail, trusted);
    match own {
        Some(own) if !mail::is_judged(mail, trusted) => {
            // Mail that never leaves its tenant is not signed, however strict the domain is with others:
            // a member proves himself by the token then.
            if role == Role::Team && own.result == AuthenticationResult::Fail {
                return unproved(own);
            }
            // Whom he writes to is whom it opens an item for, and whether it is a command: a mail of his
            // sent again to others proves nothing.
            let open = |name: &String| matches!(name.as_str(), "to" | "cc");
            if role == Role::Team && own.unsigned.iter().any(open) {
                return unproved(own);
            }
            own.clone()
        }
        _ => by_header,
    }
}

/// Neither proved nor forged; what was found stays told.
fn unproved(own: &Authentication) -> Authentication {
    Authentication {
        own_check: own.own_check.clone(),
        ..Authentication::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_members_own_proof_covers_whom_he_writes_to() {
        use AuthenticationResult::{Fail, None, Pass};
        let mail = Mail {
            from: Some(crate::model::Person::nameless(
                Address::parse("anna@agency.example").expect("address"),
            )),
            ..Mail::default()
        };
        for (role, result, unsigned, want) in [
            (Role::Team, Pass, "", Pass),
            (Role::Team, Pass, "references", Pass),
            (Role::Team, Pass, "to", None),
            (Role::Team, Pass, "cc", None),
            (Role::Team, Fail, "", None),
            (Role::Client, Pass, "to", Pass),
            (Role::Client, Fail, "", Fail),
        ] {
            let own = Authentication {
                result,
                own_check: Some("found".to_owned()),
                unsigned: vec![unsigned.to_owned()],
                ..Authentication::default()
            };
            let got = weigh(&mail, role, Some(&own), &[]);
            assert_eq!(got.result, want, "{role:?} {result:?} {unsigned}");
            assert_eq!(got.own_check.as_deref(), Some("found"));
        }
    }
}
