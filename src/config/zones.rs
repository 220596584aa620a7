//! Names that people write for time zones.

use chrono_tz::TZ_VARIANTS;

use super::keys::nearest;

/// Places that people name as zones and that are none.
const PLACES: &[(&str, &str)] = &[
    ("beijing", "Asia/Shanghai"),
    ("china", "Asia/Shanghai"),
    ("shenzhen", "Asia/Shanghai"),
    ("guangzhou", "Asia/Shanghai"),
    ("hangzhou", "Asia/Shanghai"),
    ("munich", "Europe/Berlin"),
    ("germany", "Europe/Berlin"),
    ("england", "Europe/London"),
    ("san_francisco", "America/Los_Angeles"),
    ("boston", "America/New_York"),
];

/// The zone somebody may have meant.
pub(super) fn likely_zone(text: &str) -> Option<&'static str> {
    let word = text.trim().to_lowercase().replace(' ', "_");
    let place = word.rsplit('/').next().unwrap_or_default();
    let by_city = || {
        let zones = TZ_VARIANTS.iter().map(|zone| zone.name());
        zones.clone().find(|name| {
            name.rsplit('/')
                .next()
                .is_some_and(|city| city.eq_ignore_ascii_case(place))
        })
    };
    let by_place = || {
        PLACES
            .iter()
            .find(|(name, _)| *name == place)
            .map(|(_, zone)| *zone)
    };
    let by_slip = || nearest(&word, TZ_VARIANTS.iter().map(|zone| zone.name()));
    let by_place_slip = || {
        let meant = nearest(place, PLACES.iter().map(|(name, _)| *name))?;
        PLACES
            .iter()
            .find(|(name, _)| *name == meant)
            .map(|(_, zone)| *zone)
    };
    by_city()
        .or_else(by_place)
        .or_else(by_slip)
        .or_else(by_place_slip)
}
