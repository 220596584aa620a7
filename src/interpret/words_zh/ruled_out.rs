//! A day on which, or by which, nothing comes.

/// It is not to be, before the day is named: 不是周五, 不可能在周五.
pub(in crate::interpret) const RULES_OUT: &[&str] =
    &["(?:不是|不在|不可能在?|没法在|无法在|不能在)$"];
/// What makes a denial none of the day.
pub(in crate::interpret) const NO_RULING: &[&str] =
    &["才|就|再|不晚于|不迟于|会|可以|能(?:付|给|发)"];
/// It is not to be, behind the day: 周五给不了, 本周无法付款.
pub(in crate::interpret) const OUT_BEHIND: &[&str] = &[
    "^(?:之?前|以前|内|之内|为止)?(?:付款|付清|交付|交稿|给您?|完成)?(?:都|也|恐怕|估计|应该|可能|实在|暂时|还|是|我们?|我司|我方|这边|财务|确实|肯定)*(?:不行|不能|不可能|无法|没法|没办法|来不及|赶不上|赶不及|赶不出|做不到|够呛|悬|不(?:太|大|怎么)?(?:现实|可行)|不会|不方便|没空|不太行|不太可能|有困难|有难度|比较难|有点紧|太赶|太急|太紧|不一定|难)",
    "^(?:之?前|以前|内|之内)?[^,。!?;]{0,6}[付给发打汇转弄做交寄传出办搞定完成到齐好拿](?:款|账|清)?不(?:了|出|到|完|上|及|齐|成)",
];
/// A next clause that takes it back: 想周五付，但做不到.
pub(in crate::interpret) const TAKES_BACK: &[&str] = &[
    "^(?:但|但是|不过|可是|可)(?:我们?|实在|确实|恐怕)*(?:做不到|不行|没办法|不可能|来不及|办不到|(?:不能|不敢|没法|无法)(?:保证|承诺|确定|打包票)|保证不了)$",
];
