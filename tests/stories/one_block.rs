//! What waits for an owner is told in one block for each item.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};

#[test]
fn the_newest_mail_stands_for_those_before_it() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let first = story.mail(
        "2026-03-10 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "About that one, hmm, the thing with Karla again.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Oh well. Karla says it is a long story.\n",
        )
        .answering(&asked),
    );
    let lines = |story: &Story| {
        let mails = story.mails_to("ines@studio.example");
        let daily = mails
            .iter()
            .rev()
            .find(|mail| mail.subject.contains("What waits"));
        let text = daily.map(|mail| mail.text.clone()).unwrap_or_default();
        let told = text.lines().filter(|line| line.contains("Waits for you:"));
        told.map(str::to_owned).collect::<Vec<_>>()
    };
    story.until("2026-03-12 12:00");
    let told = lines(&story);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told.iter().all(|line| line.contains("long story")),
        "{told:?}"
    );
    story.mail(
        "2026-03-12 15:00",
        letter(
            INES,
            OTTO,
            "Re: Invoice SN-204",
            "The money is here, thank you!\n",
        )
        .answering(&first),
    );
    story.until("2026-03-13 12:00");
    let told = lines(&story);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told.iter().all(|line| line.contains("money is here")),
        "{told:?}"
    );
}
