//! Lines of helpdesks, lists, scanners and signing programs.

use super::{OWN, QUOTE, only_own, quoted, split};

#[test]
fn a_helpdesk_wants_its_answers_above_a_line() {
    for line in [
        "##- Please type your reply above this line -##",
        "--- Reply above this line ---",
        "=-=-= Please reply ABOVE this line to add a comment =-=-=",
        "---- Please do not write below this line ----",
        "-- Bitte antworten Sie oberhalb dieser Linie --",
        "##- Veuillez saisir votre réponse au-dessus de cette ligne. -##",
        "##- Por favor, escriba su respuesta por encima de esta línea. -##",
        "##- Digite sua resposta acima desta linha. -##",
        "##- Typ uw antwoord boven deze regel -##",
        "----- 请在此行上方回复 -----",
        "##- この行より上に返信を入力してください -##",
    ] {
        only_own(&format!("{OWN}\n\n{line}\n\n{QUOTE}\n"), line);
        // The desk's own mail has the line on top.
        only_own(&format!("{line}\n\n{OWN}\n"), line);
    }
    let told = "I wrote the sizes above this line of text, as you can see in the drawing that came on Monday.";
    assert_eq!(split(told, "Re: x").own, told);
}

#[test]
fn what_lists_and_scanners_append_is_no_own_word() {
    for tail in [
        "-- \nYou received this message because you are subscribed to the Google Groups \"plans\" group.\nTo unsubscribe from this group, send an email to plans@lists.example.",
        "You received this message because you are subscribed to the Google Groups \"plans\" group.\nTo unsubscribe from this group, send an email to\nplans@lists.example.",
        "---\nVisit Topic or reply to this email to respond.",
        "_______________________________________________\nTo unsubscribe send an email to plans-leave@lists.example",
        "Virus-free. www.avast.com",
        "Virenfrei. www.avast.com",
        "无病毒。www.avast.com",
        "Diese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.",
        "P Please consider the environment before printing this email",
        "Bob\nPlease excuse my brevity.",
    ] {
        only_own(&format!("{OWN}\n\n{tail}\n"), tail);
    }
    let stop = "To unsubscribe us is all we ask for.";
    assert_eq!(
        split(&format!("{OWN}\n{stop}"), "").own,
        format!("{OWN}\n{stop}")
    );
}

#[test]
fn legal_text_below_a_marked_quote_is_the_senders() {
    let legal = "Legal Disclaimer:\nThe information contained in this message may be privileged and confidential.\nIf you have received this message in error, please delete it.";
    let text = format!(
        "{OWN}\n\nFrom: Ana Roe <ana@agency.example>\nSent: Friday, November 13, 2026 3:22 PM\nTo: Bob\nSubject: Plan\n\nFine.\n\n{}\n{legal}\n",
        quoted()
    );
    let parts = split(&text, "Re: Plan");
    assert_eq!((parts.own.as_str(), parts.signature.as_str()), (OWN, legal));
    // Without marks nobody can tell whose it is.
    let text = text.replace("> ", "");
    assert_eq!(split(&text, "Re: Plan").signature, "");
}

#[test]
fn the_armour_of_a_signed_text_is_no_own_word() {
    let text = format!(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{OWN}\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAABCgAdFiEE0000\n=AbCd\n-----END PGP SIGNATURE-----\n"
    );
    let parts = split(&text, "Re: Plan");
    assert_eq!(parts.own, OWN);
    assert!(parts.signature.contains("=AbCd"), "{}", parts.signature);
}
