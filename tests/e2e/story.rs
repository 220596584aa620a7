//! The two stories that are lived: who they are and what they write.

use chrono_tz::Tz;
use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::letter::Who;

/// What differs between the two stories.
pub(crate) struct Story {
    pub(crate) zone: Tz,
    pub(crate) track: &'static str,
    pub(crate) pm: Who<'static>,
    pub(crate) team: &'static str,
    pub(crate) client: Who<'static>,
    /// `[team]` beside name, domains and members.
    pub(crate) language: &'static str,
    pub(crate) outgoing: &'static str,
    pub(crate) charset: &'static Encoding,
    pub(crate) subject: &'static str,
    /// Asks for two things until Wednesday, 4 March 2026.
    pub(crate) request: &'static str,
    pub(crate) brief: &'static str,
    pub(crate) asks: [&'static str; 2],
    pub(crate) re: &'static str,
    pub(crate) answer: &'static str,
    /// What the client's program writes above the mail it quotes.
    pub(crate) attribution: &'static str,
    pub(crate) file: (&'static str, &'static str, &'static [u8]),
    /// How the follow-up addresses the client.
    pub(crate) greeting: &'static str,
    /// The daemon is killed between a final dot and its answer; else when the mail has arrived.
    pub(crate) unsure: bool,
    /// Whether the client's program writes In-Reply-To and References.
    pub(crate) threads: bool,
    pub(crate) closed: &'static str,
    pub(crate) summary: &'static str,
}

/// An agency in Berlin whose hosting speaks STARTTLS.
pub(crate) fn english() -> Story {
    Story {
        zone: chrono_tz::Europe::Berlin,
        track: "track@studio.example",
        pm: ("Anna Weber", "anna@studio.example"),
        team: "team@studio.example",
        client: ("Bob Miller", "bob@client.example"),
        language: "en",
        outgoing: "starttls",
        charset: UTF_8,
        subject: "Material for the brochure",
        request: "Hi Bob,\n\nthank you for the good talk. For the brochure we need from you:\n\n1. the logo as an SVG file\n2. the opening hours of the showroom\n\nPlease send both by Wednesday, 4 March 2026. The brief is attached.\n\nBest regards\nAnna Weber\n",
        brief: "brief.pdf",
        asks: ["logo as an SVG file", "opening hours of the showroom"],
        re: "Re: ",
        answer: "Hi Anna,\n\nattached are the logo as an SVG file and a PDF with the opening hours of the showroom.\n\nBest regards\nBob\n",
        attribution: "On Thu, 5 Mar 2026 at 10:01, Anna Weber <track@studio.example> wrote:\n",
        file: (
            "logo.svg",
            "image/svg+xml",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        greeting: "Hi Bob,",
        unsure: true,
        threads: true,
        closed: "Closed",
        summary: "Outstanding",
    }
}

/// A studio in Shanghai whose client writes GB18030 without thread headers.
pub(crate) fn chinese() -> Story {
    Story {
        zone: chrono_tz::Asia::Shanghai,
        track: "genjin@sheji.example",
        pm: ("李娜", "lina@sheji.example"),
        team: "quanti@sheji.example",
        client: ("陈伟", "chenwei@jiaju.example"),
        language: "zh",
        outgoing: "implicit",
        charset: GB18030,
        subject: "官网改版所需资料",
        request: "陈经理，您好：\n\n官网改版还需要贵司提供以下资料：\n\n1. 公司标志的矢量文件\n2. 展厅的营业时间\n\n烦请于3月4日（周三）前发给我们，需求说明见附件。\n\n顺颂商祺\n李娜\n",
        brief: "需求说明.pdf",
        asks: ["公司标志的矢量文件", "展厅的营业时间"],
        re: "回复：",
        answer: "李经理，您好：\n\n公司标志的矢量文件见附件，展厅的营业时间为每天9:00至18:00。资料已全部提供，请查收。\n\n陈伟\n",
        attribution: "------------------ 原始邮件 ------------------\n发件人: \"李娜\" <genjin@sheji.example>;\n发送时间: 2026年3月5日(星期四) 上午10:01\n收件人: \"陈伟\"<chenwei@jiaju.example>;\n主题: 官网改版所需资料\n\n",
        file: (
            "标志.svg",
            "image/svg+xml",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        greeting: "陈经理，您好：",
        unsure: false,
        threads: false,
        closed: "已结束",
        summary: "待办周报",
    }
}
