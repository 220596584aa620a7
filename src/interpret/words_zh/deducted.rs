//! Something was taken off what is owed.

pub(in crate::interpret) const DEDUCTED: &[&str] = &[
    "扣除|扣掉|扣减|扣款|扣了|扣下|扣留|少付|暂扣|抵扣|减去|折扣|返利|(?:享受|按|减|抵)[^,。]{0,6}优惠|(?:留|扣|减)[^,。]{0,4}质保金|(?:代扣|预扣)",
];
pub(in crate::interpret) const NO_DEDUCTED: &[&str] =
    &["(?:没有?|无|未|不|并未|不再|无须|不予)[^,。]{0,3}(?:扣|折扣|优惠|少付)"];
