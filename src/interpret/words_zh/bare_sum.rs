//! What tells that a figure without a currency is a sum that was paid.

pub(in crate::interpret) const BEFORE: &[&str] =
    &["(?:付|打|汇|转|缴|支付|结)(?:了|款|过|出|去|账|给|你们|您|贵司|共|合计|金额)*$"];
pub(in crate::interpret) const BEHIND: &[&str] =
    &["^(?:也|都|就|今天|昨天|刚|刚刚)*已?经?(?:付|打|汇|转|缴|支付|结)"];
pub(in crate::interpret) const NO_SUM: &[&str] =
    &["(?:号|编号|单号|流水|发票|账号|尾号|合同|订单)[:是为]*$"];
pub(in crate::interpret) const NO_SUM_BEHIND: &[&str] =
    &["^(?:天|周|个|月|年|日|号|人|份|张|件|次|台|套)"];
