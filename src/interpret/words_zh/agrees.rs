//! Agreement to what was put before somebody.

pub(in crate::interpret) const AGREES: &[&str] =
    &["没有?(?:问题|意见|异议)|无(?:异议|意见|误)|不用改|无需修改|可以(?:的|了)?$"];
pub(in crate::interpret) const TO_CONFIRM: &[&str] = &["确认|审核|审批|审定|批准|同意|定稿|过目"];
pub(in crate::interpret) const BUT: &[&str] =
    &["但|不过|只是|就是|除了|如果|要是|先|等|再|还要|还需|另外改"];
