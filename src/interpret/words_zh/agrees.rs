//! Agreement to what was put before somebody.

pub(in crate::interpret) const AGREES: &[&str] = &[
    "(?:^|[^有是否会])没有?(?:(?:问题|异议)|意见(?:了|的)?$)|无(?:异议|意见|误)|不用改|无需修改|可以(?:的|了)?$",
];
pub(in crate::interpret) const TO_CONFIRM: &[&str] = &["确认|审核|审批|审定|批准|同意|定稿|过目"];
pub(in crate::interpret) const BUT: &[&str] = &[
    "但|不过|只是|就是|除了|如果|要是|先|等|再|还要|还需|另外改|不知道|不清楚|不确定|问一下|问问|的话|是否|有没有|会不会",
];
