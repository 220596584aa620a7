//! A thing that does not exist, or that the team is said to have already.

/// What follows is not to be had.
pub(in crate::interpret) const NO: &[&str] =
    &["(?:没有|暂无|并无)(?:这个|这种|单独的?|什么|您说的|你说的)?"];
/// What stood before is not to be had.
pub(in crate::interpret) const IS_NONE: &[&str] = &[
    "(?:我们|我司|我方|我|这边|公司)?(?:也|都|暂时|目前|这个|确实|这里)?(?:没有|暂无|不存在)(?:的|了|哦|呢|啊|哈|这个|这种|这份)?$",
];
/// It exists, but not where the writer is, or not as he would hand it over.
pub(in crate::interpret) const AWAY: &[&str] = &[
    "手上|手头|手边|身边|我这里|我这边|我这儿|我这没|更|别的|另外|单独|电子|高清|现成",
    "(?:里|里面|中|上面|里边)(?:也|都)?(?:没有|并无)",
];
/// All that was asked for.
pub(in crate::interpret) const ALL: &[&str] = &["都|全部|一并|全"];
/// What was not named.
pub(in crate::interpret) const OTHERS: &[&str] = &["其余|其他|其它|剩下|剩余|另外|别的"];
/// The team has it, or had it before.
pub(in crate::interpret) const YOURS: &[&str] = &[
    "(?:你们|您那边|您这边|您|你|贵司|贵方)(?:那边|那里|手上|手里)?(?:应该|肯定|不是|已经?|早就|本来)?(?:就|都)?有(?:的|了|啊|呀|吧|过)?$",
    "(?:上次|上回|之前|此前|先前|早前|早就|前面|前期|去年|年初)(?:就|已经?|都|不是)?(?:给|发|传|交|寄|提供)(?:您|你|你们|贵司)?(?:过|了|的)",
];
/// Somebody of the team has it not, or shall get it.
pub(in crate::interpret) const NO_YOURS: &[&str] =
    &["吗|么|如果|要是|是否|有没有|有误|附件|见附|再发|重发|补发|更新|新版|修改|改"];
/// It is to be taken from where the team finds it.
pub(in crate::interpret) const TAKE: &[&str] = &[
    "(?:用|沿用|照用|取)[^,。]{0,4}(?:去年|上次|上回|上一版|以前|之前|原来|旧|老|官网|网站|网上|公众号|现有)",
];
/// What came is not what it is to be in the end.
pub(in crate::interpret) const DRAFT: &[&str] = &[
    "(?:不是|非|还没|没有|尚未|未)(?:到)?(?:最终|定稿|终稿|终版|最后)",
    "是(?:一?个|一?份)?(?:初稿|草稿|草案|草图|初版|示意|占位)",
];
/// A draft is what is asked for.
pub(in crate::interpret) const WANTS_DRAFT: &[&str] = &["初稿|草稿|草案|草图|初版|示意"];
/// It is not to be taken from there.
pub(in crate::interpret) const NO_TAKE: &[&str] = &["别|不要|不能|勿|不用|不再"];
/// What comes now is what it is to be in the end.
pub(in crate::interpret) const FINAL: &[&str] =
    &["(?:这|此|附件|现在|本)[^,。]{0,4}(?:是|为)(?:最终|终|定|正式)"];
