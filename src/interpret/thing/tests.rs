use super::thing;

#[test]
fn english_asks_become_things() {
    for (ask, want) in [
        ("Logo as SVG", "Logo as SVG"),
        ("Portraits of the management", "Portraits of the management"),
        ("send us the product photos", "the product photos"),
        ("please send us the product photos.", "the product photos"),
        ("Please send the floor plan to us", "the floor plan"),
        (
            "could you please send us the list of speakers?",
            "the list of speakers",
        ),
        (
            "Could you send over the drawings as PDF?",
            "the drawings as PDF",
        ),
        ("let us have the final prices", "the final prices"),
        ("can we have the opening hours please", "the opening hours"),
        ("provide us with the VAT number", "the VAT number"),
        ("we still need the signed contract", "the signed contract"),
        ("We would need your bank details", "your bank details"),
        ("we are missing the cover photo", "the cover photo"),
        ("missing: the cover photo", "the cover photo"),
        ("forward the contract to us", "the contract"),
        ("upload the videos, thanks", "the videos"),
        (
            "let us know which colour you prefer",
            "which colour you prefer",
        ),
        ("tell us how many guests come", "how many guests come"),
        (
            "let us know if the hall has stairs",
            "whether the hall has stairs",
        ),
        (
            "confirm the opening hours",
            "your confirmation of the opening hours",
        ),
        (
            "please confirm that the date suits you",
            "your confirmation that the date suits you",
        ),
        ("approve the draft", "your approval of the draft"),
        (
            "please review the attached draft",
            "your comments on the attached draft",
        ),
        ("sign the contract", "the signed contract"),
        ("sign and return the order form", "the signed order form"),
        ("fill in the questionnaire", "the completed questionnaire"),
        ("complete and return the form", "the completed form"),
        ("decide on the venue", "your decision on the venue"),
        (
            "choose between the two layouts",
            "your choice of the two layouts",
        ),
        ("update the price list", "the updated price list"),
        (
            "answer the questions below",
            "your answer to the questions below",
        ),
        ("resend the invoice", "the invoice, once more"),
        ("Does the hall have Wi-Fi?", "Does the hall have Wi-Fi?"),
        ("which font do you use?", "which font do you use?"),
        ("please call our printer", "“please call our printer”"),
        (
            "Could you ask your IT to open the port?",
            "“Could you ask your IT to open the port?”",
        ),
        ("make sure to attach the receipts", "the receipts"),
        (
            "Text for the \"About us\" page",
            "Text for the \"About us\" page",
        ),
        (
            "three photos of the new ship",
            "three photos of the new ship",
        ),
        (
            "Access to the old web server",
            "Access to the old web server",
        ),
        ("share the folder with us", "the folder"),
        ("I'd like to have the raw files", "the raw files"),
        ("please", "“please”"),
        ("Release notes", "Release notes"),
        ("List of speakers", "List of speakers"),
        (
            "Name and address of the hotel",
            "Name and address of the hotel",
        ),
        ("Quote for the stand", "Quote for the stand"),
        ("Contact details", "Contact details"),
        ("Email addresses of the jury", "Email addresses of the jury"),
        ("list the speakers", "the speakers"),
    ] {
        assert_eq!(thing(ask), want, "{ask}");
    }
}

#[test]
fn chinese_asks_become_things() {
    for (ask, want) in [
        ("公司LOGO源文件", "公司LOGO源文件"),
        ("产品参数表", "产品参数表"),
        ("把新菜单的文案发给我们", "新菜单的文案"),
        ("请把新菜单的文案发给我们。", "新菜单的文案"),
        ("请将营业执照扫描件发来", "营业执照扫描件"),
        ("麻烦您把盖章合同寄回", "盖章合同"),
        ("能否把图纸也发一下？", "图纸"),
        ("烦请提供展位平面图", "展位平面图"),
        ("请提供一份客户名单", "客户名单"),
        ("发一下产品照片", "产品照片"),
        ("发我最新的价格表", "最新的价格表"),
        ("请发送样品清单，谢谢", "样品清单"),
        ("提交报名表", "报名表"),
        ("请补充税号和开户行", "税号和开户行"),
        ("告知开业时间", "开业时间"),
        ("请告诉我们参会人数", "参会人数"),
        ("请告知是否需要发票", "是否需要发票"),
        ("确认开业时间", "开业时间的确认"),
        ("请确认一下封面方案", "封面方案的确认"),
        ("请确认是否参加晚宴", "是否参加晚宴"),
        ("审核设计稿", "设计稿的审核意见"),
        ("请过目附件报价", "附件报价的审核意见"),
        ("签署补充协议", "签好的补充协议"),
        ("填写问卷", "填好的问卷"),
        ("请选择一下颜色", "选定的颜色"),
        ("更新价格表", "更新后的价格表"),
        ("还需要样衣的尺寸", "样衣的尺寸"),
        ("尚缺第二页的扫描件", "第二页的扫描件"),
        ("另外，请提供门店照片", "门店照片"),
        ("请尽快提供会员名单", "会员名单"),
        ("回传签字页", "签字页"),
        ("选定的封面方案", "选定的封面方案"),
        ("作者简介定稿", "作者简介定稿"),
        ("请把合同盖章后寄回", "合同"),
        ("请联系一下物业", "“请联系一下物业”"),
        ("会场有无线网吗？", "会场有无线网吗？"),
        ("麻烦安排一下周三的电话", "“麻烦安排一下周三的电话”"),
        ("请回复报价的意见", "报价的意见"),
        ("校对第三章", "第三章的核对结果"),
        ("请上传视频素材即可", "视频素材"),
        ("展位平面图（1:50）", "展位平面图（1:50）"),
        ("签字页", "签字页"),
        ("发票抬头", "发票抬头"),
        ("付款凭证", "付款凭证"),
        ("确认函", "确认函"),
        ("补充协议", "补充协议"),
        ("支付凭证", "支付凭证"),
        ("说明书", "说明书"),
        ("联系人名单", "联系人名单"),
    ] {
        assert_eq!(thing(ask), want, "{ask}");
    }
}

proptest::proptest! {
    #[test]
    fn something_always_remains(ask in "\\PC{1,60}") {
        proptest::prop_assert!(ask.trim().is_empty() || !thing(&ask).is_empty());
    }
}

#[test]
fn two_orders_of_one_sentence_are_two_things() {
    for (ask, want) in [
        (
            "Please check the attached layout and tell us your changes",
            "your comments on the attached layout, and your changes",
        ),
        (
            "Please send the logo and confirm the colours",
            "the logo, and your confirmation of the colours",
        ),
        (
            "Please also confirm the opening date and check the attached layout.",
            "your confirmation of the opening date, and your comments on the attached layout",
        ),
        (
            "sign the contract and send it back to us",
            "the signed contract",
        ),
        ("fill in the form, then return it", "the completed form"),
        (
            "请确认附件排版并告知修改意见",
            "附件排版的确认，以及修改意见",
        ),
        ("请提供标志并确认颜色", "标志，以及颜色的确认"),
        ("填写调查问卷并发回", "填好的调查问卷"),
        (
            "确认一下开业日期，并告知是否需要英文版",
            "开业日期的确认，以及是否需要英文版",
        ),
        ("Logo and release notes", "Logo and release notes"),
        ("the logo and the check list", "the logo and the check list"),
        ("合同、确认函", "合同、确认函"),
        ("营业执照，确认函", "营业执照，确认函"),
    ] {
        assert_eq!(thing(ask), want, "{ask}");
    }
}
