//! Whom somebody speaks to, or of.

pub(in crate::interpret) const TOLD_OF: &[&str] =
    &["我们的", "我的", "我司", "负责", "也就是", "即", "是我"];
