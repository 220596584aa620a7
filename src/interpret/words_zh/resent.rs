//! Why the same mail comes again.

pub(in crate::interpret) const AGAIN: &[&str] = &[
    "重发|再发|补发|再次发|重新发|没(?:有)?收到|未收到|以防|漏(?:了)?抄|退信|垃圾邮件|不确定是否|提醒|没(?:有)?收到您?的?回复|没(?:有)?回音|希望您",
];
