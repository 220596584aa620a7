//! One thing handed over by its name, and words that make it one of several or a piece.

pub(in crate::interpret) const ONE: &[&str] = &[
    "^(?:这是|附上|附件是|附件为|随信附上|请查收|发您|发你)(?:我们的|我司的|贵司的|您的)?[^,。!?;0-9]{2,8}$",
];
pub(in crate::interpret) const FEW: &[&str] = &[
    "第|前|先|部分|一半|几|两|三|四|五|份|张|页|草|初|样|另|其他|其它|其余|剩|还|只|除|没|不|未|待|封面|节选|片段|截图|问题|意见|链接",
];
/// The whole of it is paid.
pub(in crate::interpret) const PAID: &[&str] = &[
    "^(?:我们|我司|我方|我|这边|财务)?(?:已经|已|刚刚|刚|昨天|今天|都)?(?:付|支付|付清|结清)了?(?:这张|这笔|贵司的|你们的|您的)?(?:发票|账单)(?:款|了|款了)?$",
];
/// An excuse and nothing else.
pub(in crate::interpret) const SORRY: &[&str] =
    &["^(?:非常|很|实在|真的?)?(?:抱歉|对不起|不好意思|见谅)(?:啊|哈|了)?$"];
