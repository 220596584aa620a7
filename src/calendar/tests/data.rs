//! Days off from bundled tables and from files.

use super::*;

#[test]
fn every_bundled_calendar_reads_and_knows_its_years() {
    for code in bundled_codes() {
        let read = Holidays::from_data(bundled(code).unwrap()).unwrap();
        assert_eq!(read.ignorant_of(2024).collect::<Vec<_>>(), [code]);
        assert_eq!(
            read.ignorant_of(2025).count() + read.ignorant_of(2026).count(),
            0
        );
        assert_eq!(
            read.ignorant_of(2027).count(),
            usize::from(code == "CN"),
            "{code}"
        );
    }
    assert_eq!(bundled("cn"), None);
}

#[test]
fn own_data_is_refused_where_it_is_wrong() {
    for (text, line) in [
        ("known 2025\n2025-01-01 off x", 0),
        ("calendar X\nknown 2025\n2025-13-01 off x", 3),
        ("calendar X\nknown 2025\n2026-01-01 off x", 3),
        ("calendar X\nknown 2025\n2025-01-01 free x", 3),
        (
            "calendar X\nknown 2025\n2025-01-01 off x\n2025-01-01 work x",
            4,
        ),
        ("calendar X\nknown twenty", 2),
    ] {
        assert_eq!(Holidays::from_data(text).unwrap_err().line, line, "{text}");
    }
}

#[test]
fn ics_files_give_days_off_and_make_up_days() {
    let event = |body: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    for (body, off, make_up) in [
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20260803",
            "2026-08-03",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227",
            "2026-12-24 2026-12-26",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261224",
            "2026-12-24",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261221\r\nDURATION:P1W",
            "2026-12-21 2026-12-27",
            "",
        ),
        (
            "SUMMARY:上班(补春节假期)\r\nDTSTART;VALUE=DATE:20260214\r\nDTEND;VALUE=DATE:20260215",
            "",
            "2026-02-14",
        ),
        (
            "SUMMARY:Non-working day\r\nDTSTART;VALUE=DATE:20260803",
            "2026-08-03",
            "",
        ),
        (
            "SUMMARY:Founding day\r\nDTSTART;VALUE=DATE:20200601\r\nRRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1",
            "2020-06-01 2026-06-01 2099-06-01",
            "",
        ),
        (
            "SUMMARY:Labor Day\r\nDTSTART;VALUE=DATE:20250901\r\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO",
            "2025-09-01 2026-09-07 2027-09-06",
            "",
        ),
        (
            "SUMMARY:Memorial Day\r\nDTSTART;VALUE=DATE:20250526\r\nRRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5",
            "2025-05-26 2026-05-25 2027-05-31",
            "",
        ),
        (
            "SUMMARY:Clean-up - not a working day\r\nDTSTART;VALUE=DATE:20260803",
            "2026-08-03",
            "",
        ),
        (
            "SUMMARY:和平紀念日\r\nDTSTART;VALUE=DATE:20260227",
            "2026-02-27",
            "",
        ),
        (
            "SUMMARY:Juneteenth Observance\r\nDTSTART;VALUE=DATE:20260619",
            "2026-06-19",
            "",
        ),
        (
            "SUMMARY:Lease\r\nDTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY;COUNT=9",
            "2024-02-29 2028-02-29",
            "",
        ),
    ] {
        let read = Holidays::from_ics(&event(body)).unwrap();
        for text in off.split_whitespace() {
            assert!(read.is_off(day(text)), "{body}");
        }
        for text in make_up.split_whitespace() {
            assert!(
                read.is_make_up(day(text)) && !read.is_off(day(text)),
                "{body}"
            );
        }
        assert!(!read.is_off(day("2026-12-28")), "{body}");
    }
    for wrong in [
        event("SUMMARY:Cancelled\r\nDTSTART;VALUE=DATE:20260309\r\nSTATUS:CANCELLED"),
        "no calendar".to_owned(),
        String::new(),
        "BEGIN:VCALENDAR\n".repeat(100_000),
        "BE\r\n GIN:VCALENDAR\r\n".repeat(100_000),
        "BEGIN:VEVENT\n".repeat(8),
        event("SUMMARY:Meeting\r\nDTSTART:20260803T090000Z"),
        event("SUMMARY:Fridays\r\nDTSTART;VALUE=DATE:20260807\r\nRRULE:FREQ=WEEKLY"),
        event("SUMMARY:Thanks\r\nDTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYDAY=3TH"),
        event("SUMMARY:Thanks\r\nDTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYDAY=0TH"),
        event("SUMMARY:Thanks\r\nDTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYDAY=日TH"),
        event("SUMMARY:Slip\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270101"),
    ] {
        assert!(Holidays::from_ics(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_cancelled_moved_or_only_marked_is_no_day_off() {
    let file = |events: &[&str]| {
        let events: Vec<String> = events
            .iter()
            .map(|body| format!("BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"))
            .collect();
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
            events.concat()
        )
    };
    let other = "UID:0\r\nSUMMARY:Closed\r\nDTSTART;VALUE=DATE:20260803";
    let yearly =
        "UID:7\r\nSUMMARY:Summer party\r\nDTSTART;VALUE=DATE:20250612\r\nRRULE:FREQ=YEARLY";
    for (events, off, worked) in [
        (
            vec!["UID:1\r\nSUMMARY:Inventory\r\nDTSTART;VALUE=DATE:20260309\r\nSTATUS:CANCELLED"],
            "",
            "2026-03-09",
        ),
        (
            vec![
                "UID:1\r\nSUMMARY:Valentine's Day\r\nDESCRIPTION:Observance\\nTo hide observances\\, open the settings\r\nDTSTART;VALUE=DATE:20270215",
            ],
            "",
            "2027-02-15",
        ),
        (
            vec![
                "UID:1\r\nSUMMARY:Reformationstag\r\nDESCRIPTION:Gedenktag\r\nDTSTART;VALUE=DATE:20261102",
            ],
            "",
            "2026-11-02",
        ),
        (
            vec!["UID:1\r\nSUMMARY:清明节\r\nDESCRIPTION:公众假期\r\nDTSTART;VALUE=DATE:20260406"],
            "2026-04-06",
            "",
        ),
        (
            vec![
                "UID:7\r\nSUMMARY:Summer party\r\nDTSTART;VALUE=DATE:20250612\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20260612,20270612",
            ],
            "2025-06-12 2028-06-12",
            "2026-06-12 2027-06-12",
        ),
        (
            vec![
                yearly,
                "UID:7\r\nRECURRENCE-ID;VALUE=DATE:20260612\r\nSUMMARY:Summer party\r\nDTSTART;VALUE=DATE:20260619",
                "UID:7\r\nRECURRENCE-ID;VALUE=DATE:20270612\r\nSUMMARY:Summer party\r\nDTSTART;VALUE=DATE:20270612\r\nSTATUS:CANCELLED",
            ],
            "2025-06-12 2026-06-19 2028-06-12",
            "2026-06-12 2027-06-12",
        ),
        (
            vec![
                "UID:7\r\nSUMMARY:Stocktaking\r\nDTSTART;VALUE=DATE:20260330\r\nRDATE;VALUE=DATE:20260630,20260930",
            ],
            "2026-03-30 2026-06-30 2026-09-30",
            "2026-12-30",
        ),
    ] {
        let mut all = vec![other];
        all.extend(&events);
        let read = Holidays::from_ics(&file(&all)).unwrap();
        assert!(read.is_off(day("2026-08-03")), "{events:?}");
        for text in off.split_whitespace() {
            assert!(read.is_off(day(text)), "{text} {events:?}");
        }
        for text in worked.split_whitespace() {
            assert!(!read.is_off(day(text)), "{text} {events:?}");
        }
    }
}
