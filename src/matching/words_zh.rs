//! Chinese words that tell nothing about a thing asked for.

/// Cut out before pairs are made; longer ones first.
pub(super) const COMMON_HAN: &[&str] = &[
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
    "礼拜一",
    "礼拜二",
    "礼拜三",
    "礼拜四",
    "礼拜五",
    "礼拜六",
    "礼拜日",
    "礼拜天",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "需要您",
    "请您",
    "麻烦您",
    "请提供",
    "请发",
    "提供",
    "发送",
    "发给",
    "发到",
    "一下",
    "我们",
    "你们",
    "他们",
    "贵司",
    "贵方",
    "谢谢",
    "感谢",
    "附件",
    "文件",
    "资料",
    "材料",
    "需要",
    "以下",
    "如下",
    "麻烦",
    "烦请",
    "敬请",
    "请查收",
    "查收",
    "邮件",
    "收到",
    "已经",
    "确认",
    "回复",
    "您好",
    "你好",
    "项目",
    "相关",
    "关于",
    "发票",
    "账单",
    "付款",
    "支付",
    "请",
    "您",
    "的",
    "了",
    "和",
    "及",
    "与",
    "见",
    "是",
    "在",
    "我",
    "你",
    "把",
    "给",
    "也",
    "都",
    "这",
    "那",
    "有",
    "就",
];

/// What stands before a block of digits that is a number, where no nought leads it.
pub(super) const TAIL_BEFORE: &[&str] = &["号", "发票", "账单"];

/// The same behind it.
pub(super) const TAIL_BEHIND: &[&str] = &[
    "那张",
    "这张",
    "号",
    "那笔",
    "这笔",
    "发票",
    "那份",
    "这份",
    "的发票",
];

/// Words before a number that is no invoice's.
pub(super) const NO_TAIL: &[&str] = &[
    "电话",
    "订单",
    "订单号",
    "卡号",
    "报价单",
    "打",
    "拨",
    "分机",
    "账号",
    "客户号",
    "客户编号",
    "合同号",
    "合同编号",
    "项目号",
    "项目编号",
    "运单号",
    "快递单号",
    "单号",
    "工号",
    "房间",
    "房间号",
    "型号",
    "货号",
    "版本",
    "卡尾号",
    "航班",
];

/// Beside a sum.
pub(super) const TAIL_MONEY: &[&str] = &["人民币"];

/// Behind a sum, a count or a day.
pub(super) const TAIL_COUNTED: &[&str] = &[
    "元", "块", "万", "千", "美元", "欧元", "份", "个", "件", "天", "人", "年", "月", "日",
];

/// Characters beside which a thing in a list is not said to share what is said of the others.
pub(super) const APART: &[char] = &[
    '后', '稍', '再', '还', '没', '未', '另', '除', '日', '号', '周', '月', '天', '缺', '差', '不',
    '？', '?',
];

/// Conjunctions between two that are told apart.
pub(super) const JOINS: &[&str] = &["，", "、", "；", "和", "及", "而", "也"];

/// Conjunctions between two of which the same is said.
pub(super) const AND: &[&str] = &["和", "及", "与", "、"];

/// Words for an invoice where there is only one.
pub(super) const INVOICE: &[&str] = &["发票", "账单", "帐单"];

/// Words for its payment.
pub(super) const PAYMENT: &[&str] = &["付款", "汇款", "打款"];

/// Of the papers beside it, which no word about its payment is about.
pub(super) const NO_INVOICE: &[&str] = &[
    "付款方式",
    "付款信息",
    "付款条件",
    "开票",
    "发票抬头",
    "发票信息",
    "发票内容",
];

/// What was asked for, taken together.
pub(super) const MATERIAL: &[&str] = &["资料", "材料", "文件", "素材", "东西", "物料", "稿件"];

/// Of a payment or its papers, whatever they are made of.
pub(super) const NO_MATERIAL: &[&str] = &[
    "开票",
    "抬头",
    "凭证",
    "水单",
    "回单",
    "付款资料",
    "付款文件",
    "收款资料",
    "银行资料",
    "账户资料",
    "发票资料",
    "发票文件",
    "材料费",
    "材料款",
];

/// Words that only look like money.
pub(super) const NO_MONEY: &[&str] = &[
    "款式",
    "条款",
    "新款",
    "同款",
    "对付",
    "应付了事",
    "汇总",
    "汇报",
    "词汇",
    "价钱",
];

/// That somebody pays, where material is spoken of too.
pub(super) const PAID_FOR: &[&str] = &["付款", "付了", "已付", "钱", "款"];

/// Money by its name.
pub(super) const MONEY: &[&str] = &["款", "钱"];

/// What money is owed for, or how much.
pub(super) const OF_MONEY: &[&str] = &["金额", "价格", "费用", "账目", "单价", "总价"];

/// Something is settled, and not what.
pub(super) const DONE: &[&str] = &[
    "好了",
    "搞定",
    "完成",
    "办妥",
    "办完",
    "弄完",
    "处理完",
    "完毕",
    "妥了",
    "齐了",
    "做完",
];

/// All there is.
/// What makes it a guess, hearsay, less than all, or something to come.
pub(super) const HEDGED: &[&str] = &[
    "应该",
    "大概",
    "可能",
    "估计",
    "好像",
    "似乎",
    "听说",
    "据说",
    "说都",
    "说已",
    "说是",
    "吧",
    "一半",
    "部分",
    "差不多",
    "几乎",
    "大致",
    "基本",
    "快要",
    "快好",
    "需要",
    "还要",
    "确认一下",
    "问一下",
    "核实",
    "之前",
    "等",
    "才能",
    "没",
    "未",
];
pub(super) const WHOLE: &[&str] = &["都", "全", "均", "两项", "两个", "两件", "所有", "一并"];

/// Money that went, and things that went, in one breath.
pub(super) const PAID: &[&str] = &["付了", "已付", "汇了", "打了款", "转了"];
pub(super) const GIVEN: &[&str] = &["发了", "已发", "寄了", "传了", "交了"];

/// What was not named.
pub(super) const REST: &[&str] = &[
    "其余",
    "剩下",
    "剩余",
    "其他",
    "其它",
    "另一张",
    "另一笔",
    "另一份",
    "另一个",
    "另外一",
];

/// Of some of it.
pub(super) const IN_PART: &[&str] = &["一半", "部分", "先付", "首付", "定金", "第一"];
