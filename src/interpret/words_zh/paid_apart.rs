//! Several payments, or one told by its parts.

pub(in crate::interpret) const ONE_OF_IT: &[&str] = &[
    "其中|包括|包含|含|税|手续费|扣|减|一共|总共|共计|合计|累计|总计|余|剩|还欠|还差|未付|即|也就是|而不是|不是",
];
pub(in crate::interpret) const BACK: &[&str] = &["退|撤回|返还|冲回"];
pub(in crate::interpret) const PLAIN: &[&str] = &[
    "我们|我司|我|已经?|又|再|另|和|及|并|给(?:您|你|贵司)|支付|付款|转账|汇款|付|汇|转|打|出|过|了|款|月|日|号|周[一二三四五六日]|星期[一二三四五六日]",
];
pub(in crate::interpret) const INSTALMENT: &[&str] = &["(?:这|该|那|本|此|一|上|当)期|期款|分期款"];
pub(in crate::interpret) const INSTALMENTS: &[&str] =
    &["(?:两|二|三|四|几|各|每|多|所有)期|全部|全额|都|均"];
pub(in crate::interpret) const WHEN: &[&str] =
    &["今天|今早|昨天|前天|刚才|刚刚|上午|上周|上个?月|上星期"];
