//! Who wants no more mail.

pub(in crate::interpret) const OF_ONE: &[&str] =
    &["(?:可以)?不(?:用|必|需要)再?(?:催|提醒|问)|关于这(?:件|个)?(?:事|项目)"];
pub(in crate::interpret) const FOR_GOOD: &[&str] = &[
    "离职|离开(?:公司|了)|退休|调岗|调走|不再负责|不负责|不是我(?:负责|管)|不归我|以后|今后|往后|永远|任何|一切|退订|移除|拉黑|删(?:除|掉)我",
];
