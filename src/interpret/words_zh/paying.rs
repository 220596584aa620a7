//! Words around a payment.

pub(in crate::interpret) const GUESS: &[&str] = &[
    "应该(?:是|已经|已|都|早就)?(?:付|打|转|汇|结)|可能|估计|大概|好像|似乎|印象(?:中|里)|貌似|记得(?:是)?(?:付|打|转|汇)|不确定|不太确定",
];

pub(in crate::interpret) const LOOKS: &[&str] =
    &["查一下|查查|核实|确认一下|核对|问一下|问问|看一下"];

pub(in crate::interpret) const PAYS: &[&str] =
    &["付|打款|打钱|转账|转帐|汇|支付|到账|到帐|结清|结算|划款|款|钱"];

pub(in crate::interpret) const WENT: &[&str] = &["付了|已付|打款|转了|汇了|汇出"];

pub(in crate::interpret) const ADVICE: &[&str] =
    &["水单|回单|凭证|回执|流水|付款|转账|汇款|支付|截图|底单"];

pub(in crate::interpret) const BUT: &[&str] = &["除了|除(?:去|开)?"];

pub(in crate::interpret) const LESS: &[&str] = &["扣(?:了|除|掉|下|留)?|减去|减掉|少付|预留|留下"];

pub(in crate::interpret) const ARRIVES: &[&str] = &["(?:到|入)(?:账|帐)|收到|到(?:您|你|贵|了)"];
pub(in crate::interpret) const BESIDES: &[&str] = &["还|也|又|另外|另付|另转|再"];
pub(in crate::interpret) const NO_LESS: &[&str] = &["不(?:扣|减)|没有?(?:扣|减)|未(?:扣|减)"];
pub(in crate::interpret) const HALF: &[&str] = &["50 ?%|一半|半数"];
pub(in crate::interpret) const ANOTHER_HALF: &[&str] = &[
    "另一半|另外一半|后一半|定金|订金|预付|首付|一半多|不到一半|一大半|一小半|一半以上|一半左右|(?:做|干|完成|进行|交付)[^,。;]{0,4}一半|一半的?(?:工作|活|工程|时间|人|货)",
];
pub(in crate::interpret) const SEVERAL: &[&str] = &["每张|两张|几张"];
pub(in crate::interpret) const ADVISES: &[&str] = &[
    "(?:付款|汇款|转账|打款|支付|收款|结算)(?:成功)?(?:通知|回单|凭证|水单|完成|成功|提醒单)|电子回单|(?:已|已经)(?:付款|汇款|转账|打款|支付)",
];
