//! An invoice is over another amount than it said.

pub(in crate::interpret) const IS_TO_BE: &[&str] = &[
    "应该?(?:为|是)|(?:更正|修正|修改|调整|更改)为|改(?:为|成)",
    "(?:(?:更正|修正|修改|调整)后的?|正确的?)(?:发票)?(?:总?金额|总额|总价|发票)(?:为|是)?",
];
pub(in crate::interpret) const NOT_THIS: &[&str] = &["而不是|而非|不是"];
pub(in crate::interpret) const COPULA: &[&str] = &["为|是"];
pub(in crate::interpret) const BESIDE: &[&str] = &[
    "收到|到账|已付|支付|付款|先付|预付|转账|汇款|折扣|优惠|减免|另加|另外|另付|另收|再加|加收|额外|部分|首付|首期|第[一二三]|定金|订金|尾款|余款|剩余|余下|包括|包含|其中",
];
pub(in crate::interpret) const POSITION: &[&str] =
    &["运费|邮费|差旅|手续费|税|单价|报价|预算|工时|费用"];
pub(in crate::interpret) const ONLY_IF: &[&str] =
    &["如果|假如|要是|若是|是否|倘若|(?:^|[,。;!? ])若(?:[^干]|$)"];
