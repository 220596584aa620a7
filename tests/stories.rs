//! Whole stories through the one engine: what users would notice, and the three promises.

#[path = "stories/addressed.rs"]
mod addressed;
#[path = "stories/adopted.rs"]
mod adopted;
#[path = "stories/afterwards.rs"]
mod afterwards;
#[path = "stories/agreed.rs"]
mod agreed;
#[path = "stories/agreement.rs"]
mod agreement;
#[path = "stories/alls.rs"]
mod alls;
#[path = "stories/amounts.rs"]
mod amounts;
#[path = "stories/anew.rs"]
mod anew;
#[path = "stories/answers.rs"]
mod answers;
#[path = "stories/approvals.rs"]
mod approvals;
#[path = "stories/asking.rs"]
mod asking;
#[path = "stories/at_opening.rs"]
mod at_opening;
#[path = "stories/awaited.rs"]
mod awaited;
#[path = "stories/bare_undo.rs"]
mod bare_undo;
#[path = "stories/besides.rs"]
mod besides;
#[path = "stories/by_content.rs"]
mod by_content;
#[path = "stories/by_others.rs"]
mod by_others;
#[path = "stories/chances.rs"]
mod chances;
#[path = "stories/clocks.rs"]
mod clocks;
#[path = "stories/colleagues.rs"]
mod colleagues;
#[path = "stories/commands.rs"]
mod commands;
#[path = "stories/copies.rs"]
mod copies;
#[path = "stories/days_off.rs"]
mod days_off;
#[path = "stories/deputies.rs"]
mod deputies;
#[path = "stories/dossiers.rs"]
mod dossiers;
#[path = "stories/doubts.rs"]
mod doubts;
#[path = "stories/each_its_own.rs"]
mod each_its_own;
#[path = "stories/exceptions.rs"]
mod exceptions;
#[path = "stories/floods.rs"]
mod floods;
#[path = "stories/follow_ups.rs"]
mod follow_ups;
#[path = "stories/forewarned.rs"]
mod forewarned;
#[path = "stories/forwarded_first.rs"]
mod forwarded_first;
#[path = "stories/fresh.rs"]
mod fresh;
#[path = "stories/instalments.rs"]
mod instalments;
#[path = "stories/kept_back.rs"]
mod kept_back;
#[path = "stories/kept_in_part.rs"]
mod kept_in_part;
#[path = "stories/kept_words.rs"]
mod kept_words;
#[path = "stories/leaves_it.rs"]
mod leaves_it;
#[path = "stories/leftovers.rs"]
mod leftovers;
#[path = "stories/listed.rs"]
mod listed;
#[path = "stories/looked_at.rs"]
mod looked_at;
#[path = "stories/lost_members.rs"]
mod lost_members;
#[path = "stories/machines.rs"]
mod machines;
#[path = "stories/money.rs"]
mod money;
#[path = "stories/not_silent.rs"]
mod not_silent;
#[path = "stories/notices.rs"]
mod notices;
#[path = "stories/of_both_kinds.rs"]
mod of_both_kinds;
#[path = "stories/one_block.rs"]
mod one_block;
#[path = "stories/one_notice.rs"]
mod one_notice;
#[path = "stories/one_of_several.rs"]
mod one_of_several;
#[path = "stories/one_sentence.rs"]
mod one_sentence;
#[path = "stories/own_parts.rs"]
mod own_parts;
#[path = "stories/own_thing.rs"]
mod own_thing;
#[path = "stories/own_words.rs"]
mod own_words;
#[path = "stories/payments.rs"]
mod payments;
#[path = "stories/per_client.rs"]
mod per_client;
#[path = "stories/previews.rs"]
mod previews;
#[path = "stories/proof.rs"]
mod proof;
#[path = "stories/read_right.rs"]
mod read_right;
#[path = "stories/replaced.rs"]
mod replaced;
#[path = "stories/rests.rs"]
mod rests;
#[path = "stories/rows.rs"]
mod rows;
#[path = "stories/said_in_full.rs"]
mod said_in_full;
#[path = "stories/said_right.rs"]
mod said_right;
#[path = "stories/said_sent.rs"]
mod said_sent;
#[path = "stories/sent_again.rs"]
mod sent_again;
#[path = "stories/several.rs"]
mod several;
mod story;
#[path = "stories/summaries.rs"]
mod summaries;
#[path = "stories/sums_paid.rs"]
mod sums_paid;
#[path = "stories/tails.rs"]
mod tails;
#[path = "stories/taking_back.rs"]
mod taking_back;
#[path = "stories/terms.rs"]
mod terms;
#[path = "stories/turns.rs"]
mod turns;
#[path = "stories/two_daemons.rs"]
mod two_daemons;
#[path = "stories/two_in_one.rs"]
mod two_in_one;
#[path = "stories/two_of_one_mail.rs"]
mod two_of_one_mail;
#[path = "stories/undoing.rs"]
mod undoing;
#[path = "stories/unreachable.rs"]
mod unreachable;
#[path = "stories/unseen.rs"]
mod unseen;

#[path = "stories/waits_first.rs"]
mod waits_first;

#[path = "stories/yes.rs"]
mod yes;

use story::{Story, letter};

const INES: &str = "Ines Holm <ines@studio.example>";
const OTTO: &str = "Otto Falk <otto@falk.example>";

fn request(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Brochure material", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan as PDF\n2. Two portraits of the board\n\nThanks\nInes\n"),
    )
}

fn invoice(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 13 March 2026.\n\nInes\n").file("SN-204.pdf"),
    )
}
