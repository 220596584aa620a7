//! The table of providers. Each row was taken from the provider's own pages or from public presets;
//! menus move, so the words name the page as well as the way.

use super::Words;
use crate::config::Tls;

/// A provider of mailboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provider {
    /// Its name on the command line.
    pub key: &'static str,
    /// Its name for people.
    pub name: Words,
    /// Its servers, the usual ones first; they differ by product, region or data centre.
    pub houses: &'static [House],
    /// How a program is let in.
    pub entrance: Entrance,
    /// The login name for IMAP is the part before the `@` only.
    pub short_imap_user: bool,
    /// The authserv-id it is known to write, where mail to oneself may carry none.
    pub authserv: Option<&'static str>,
}

/// Servers of a provider and whose mail they carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct House {
    /// Domains of its addresses.
    pub domains: &'static [&'static str],
    /// What the MX of domains hosted there end in.
    pub mx: &'static [&'static str],
    /// IMAP server; port 993, TLS from the first byte.
    pub imap: &'static str,
    /// SMTP server.
    pub smtp: &'static str,
    /// 465 with TLS from the first byte, else 587 with STARTTLS.
    pub smtp_tls: Tls,
    /// Mails it lets an account send in a day, as published; where nothing is, as others of its kind let.
    pub daily: u32,
}

/// How a program is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// By a password of its own.
    Password {
        /// What the provider calls it.
        called: Words,
        /// Where it is made, menu by menu.
        path: Words,
    },
    /// By OAuth2 only; what that means.
    OAuth(Words),
}

const fn house(
    domains: &'static [&'static str],
    mx: &'static [&'static str],
    imap: &'static str,
    smtp: &'static str,
    daily: u32,
) -> House {
    House {
        domains,
        mx,
        imap,
        smtp,
        smtp_tls: Tls::Implicit,
        daily,
    }
}

const fn starttls(house: House) -> House {
    House {
        smtp_tls: Tls::Starttls,
        ..house
    }
}

const APP_PASSWORD: Words = Words {
    en: "app password",
    zh: "应用专用密码",
};
const CODE: Words = Words {
    en: "authorisation code (授权码)",
    zh: "授权码",
};

const MICROSOFT: Words = Words {
    en: "Microsoft lets programs in by OAuth2 only; no password works. An application has to be registered: entra.microsoft.com → \
         App registrations → New registration; Authentication → Allow public client flows: Yes; API permissions → Microsoft \
         Graph → Delegated → IMAP.AccessAsUser.All, SMTP.Send, offline_access; its Application (client) ID goes into [[oauth]] \
         of the configuration, and `nudged login` has the mailbox's user agree",
    zh: "微软只允许程序通过 OAuth2 登录，任何密码都无法使用。须先注册一个应用：entra.microsoft.com → 应用注册 → 新注册；身份验证 → \
         允许公共客户端流：是；API 权限 → Microsoft Graph → 委托的权限 → IMAP.AccessAsUser.All、SMTP.Send、offline_access；\
         将其“应用程序(客户端) ID”写入配置的 [[oauth]]，再运行 `nudged login`，由该邮箱的用户同意",
};

const NETEASE_PATH: Words = Words {
    en: "mail.163.com (or 126, yeah) → 设置 (Settings) → POP3/SMTP/IMAP → switch on IMAP/SMTP服务 → confirm by telephone → \
         新增授权密码 (add authorisation code)",
    zh: "mail.163.com（或 126、yeah）→ 设置 → POP3/SMTP/IMAP → 开启“IMAP/SMTP服务” → 手机验证 → 新增授权密码",
};

/// All of them.
pub const PROVIDERS: &[Provider] = &[
    Provider {
        key: "gmail",
        name: Words {
            en: "Gmail / Google Workspace",
            zh: "Gmail / Google Workspace",
        },
        houses: &[
            house(
                &["gmail.com", "googlemail.com"],
                &[],
                "imap.gmail.com",
                "smtp.gmail.com",
                500,
            ),
            house(
                &[],
                &["google.com", "googlemail.com"],
                "imap.gmail.com",
                "smtp.gmail.com",
                2000,
            ),
        ],
        entrance: Entrance::Password {
            called: APP_PASSWORD,
            path: Words {
                en: "myaccount.google.com → Security → 2-Step Verification (switch it on first) → App passwords, or \
                     straight to myaccount.google.com/apppasswords",
                zh: "myaccount.google.com → 安全性 → 两步验证（须先开启）→ 应用专用密码，或直接打开 \
                     myaccount.google.com/apppasswords",
            },
        },
        short_imap_user: false,
        authserv: Some("mx.google.com"),
    },
    Provider {
        key: "microsoft365",
        name: Words {
            en: "Microsoft 365",
            zh: "Microsoft 365",
        },
        houses: &[starttls(house(
            &[],
            &["mail.protection.outlook.com", "mx.microsoft"],
            "outlook.office365.com",
            "smtp.office365.com",
            10_000,
        ))],
        entrance: Entrance::OAuth(MICROSOFT),
        short_imap_user: false,
        authserv: Some("protection.outlook.com"),
    },
    Provider {
        key: "outlook",
        name: Words {
            en: "Outlook.com",
            zh: "Outlook.com",
        },
        houses: &[starttls(house(
            &[
                "outlook.com",
                "hotmail.com",
                "live.com",
                "msn.com",
                "live.cn",
                "outlook.de",
                "outlook.fr",
                "outlook.jp",
                "hotmail.co.uk",
                "hotmail.de",
                "hotmail.fr",
            ],
            &["olc.protection.outlook.com"],
            "outlook.office365.com",
            "smtp-mail.outlook.com",
            300,
        ))],
        entrance: Entrance::OAuth(MICROSOFT),
        short_imap_user: false,
        authserv: Some("protection.outlook.com"),
    },
    Provider {
        key: "fastmail",
        name: Words {
            en: "Fastmail",
            zh: "Fastmail",
        },
        houses: &[house(
            &["fastmail.com", "fastmail.fm"],
            &["messagingengine.com"],
            "imap.fastmail.com",
            "smtp.fastmail.com",
            2000,
        )],
        entrance: Entrance::Password {
            called: APP_PASSWORD,
            path: Words {
                en: "app.fastmail.com → Settings → Privacy & Security → Connected apps & API tokens (App passwords) → \
                     New app password, access \"Mail (IMAP/POP/SMTP)\"",
                zh: "app.fastmail.com → Settings → Privacy & Security → Connected apps & API tokens（App passwords）→ \
                     New app password，权限选“Mail (IMAP/POP/SMTP)”",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "icloud",
        name: Words {
            en: "iCloud Mail",
            zh: "iCloud 邮件",
        },
        houses: &[starttls(house(
            &["icloud.com", "me.com", "mac.com"],
            &["mail.icloud.com"],
            "imap.mail.me.com",
            "smtp.mail.me.com",
            1000,
        ))],
        entrance: Entrance::Password {
            called: Words {
                en: "app-specific password",
                zh: "App 专用密码",
            },
            path: Words {
                en: "account.apple.com → Sign-In and Security → App-Specific Passwords → +",
                zh: "account.apple.com → 登录与安全 → App 专用密码 → +",
            },
        },
        short_imap_user: true,
        authserv: None,
    },
    Provider {
        key: "zoho",
        name: Words {
            en: "Zoho Mail",
            zh: "Zoho Mail",
        },
        houses: &[
            house(
                &["zoho.com", "zohomail.com"],
                &[],
                "imap.zoho.com",
                "smtp.zoho.com",
                200,
            ),
            house(
                &[],
                &["zoho.com"],
                "imappro.zoho.com",
                "smtppro.zoho.com",
                200,
            ),
            house(&["zohomail.eu"], &[], "imap.zoho.eu", "smtp.zoho.eu", 200),
            house(&[], &["zoho.eu"], "imappro.zoho.eu", "smtppro.zoho.eu", 200),
            house(&["zohomail.in"], &[], "imap.zoho.in", "smtp.zoho.in", 200),
            house(&[], &["zoho.in"], "imappro.zoho.in", "smtppro.zoho.in", 200),
            house(
                &[],
                &["zoho.com.au"],
                "imappro.zoho.com.au",
                "smtppro.zoho.com.au",
                200,
            ),
            house(&[], &["zoho.jp"], "imappro.zoho.jp", "smtppro.zoho.jp", 200),
            house(
                &[],
                &["zohocloud.ca"],
                "imappro.zohocloud.ca",
                "smtppro.zohocloud.ca",
                200,
            ),
        ],
        entrance: Entrance::Password {
            called: APP_PASSWORD,
            path: Words {
                en: "mail.zoho.com → Settings → Mail Accounts → IMAP: tick \"IMAP Access\"; then accounts.zoho.com → Security → \
                     App Passwords → Generate New Password",
                zh: "mail.zoho.com → 设置 → 邮件账户 → IMAP：勾选“IMAP 访问”；再到 accounts.zoho.com → 安全 → 应用专用密码 → 生成新密码",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "qq",
        name: Words {
            en: "QQ Mail",
            zh: "QQ 邮箱",
        },
        houses: &[house(
            &["qq.com", "vip.qq.com", "foxmail.com"],
            &["mx1.qq.com", "mx2.qq.com", "mx3.qq.com"],
            "imap.qq.com",
            "smtp.qq.com",
            100,
        )],
        entrance: Entrance::Password {
            called: CODE,
            path: Words {
                en: "mail.qq.com → 设置 (Settings) → 账号与安全 (Account & security; older pages: 账户) → 安全设置 → \
                     POP3/IMAP/SMTP服务: 开启 (switch on) → 生成授权码 (make an authorisation code)",
                zh: "mail.qq.com → 设置 → 账号与安全（旧版：账户）→ 安全设置 → POP3/IMAP/SMTP 服务：开启 → 生成授权码",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "exmail",
        name: Words {
            en: "Tencent Exmail",
            zh: "腾讯企业邮",
        },
        houses: &[house(
            &[],
            &["mxbiz1.qq.com", "mxbiz2.qq.com", "exmail.qq.com"],
            "imap.exmail.qq.com",
            "smtp.exmail.qq.com",
            500,
        )],
        entrance: Entrance::Password {
            called: Words {
                en: "client password (客户端专用密码)",
                zh: "客户端专用密码",
            },
            path: Words {
                en: "first the administrator: 企业微信 (WeCom) admin console → 协作 → 邮件 → allow IMAP/SMTP clients; then in \
                     exmail.qq.com → 设置 (Settings) → 收发信设置: switch on IMAP/SMTP服务 → 账户: switch on 安全登录 → \
                     客户端专用密码 → 生成新密码 (make a password)",
                zh: "先由管理员操作：企业微信管理后台 → 协作 → 邮件 → 允许使用 IMAP/SMTP 客户端；再登录 exmail.qq.com → 设置 → \
                     收发信设置：开启 IMAP/SMTP 服务 → 账户：开启安全登录 → 客户端专用密码 → 生成新密码",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "163",
        name: Words {
            en: "NetEase 163 / 126 / yeah",
            zh: "网易 163 / 126 / yeah 邮箱",
        },
        houses: &[
            house(&["163.com"], &[], "imap.163.com", "smtp.163.com", 100),
            house(&["126.com"], &[], "imap.126.com", "smtp.126.com", 100),
            house(&["yeah.net"], &[], "imap.yeah.net", "smtp.yeah.net", 100),
            house(
                &["vip.163.com"],
                &[],
                "imap.vip.163.com",
                "smtp.vip.163.com",
                200,
            ),
            house(
                &["vip.126.com"],
                &[],
                "imap.vip.126.com",
                "smtp.vip.126.com",
                200,
            ),
        ],
        entrance: Entrance::Password {
            called: CODE,
            path: NETEASE_PATH,
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "netease",
        name: Words {
            en: "NetEase enterprise mail",
            zh: "网易企业邮",
        },
        houses: &[
            house(
                &[],
                &["mxmail.netease.com", "qiye.163.com"],
                "imaphz.qiye.163.com",
                "smtphz.qiye.163.com",
                500,
            ),
            house(
                &[],
                &["ym.163.com"],
                "imap.ym.163.com",
                "smtp.ym.163.com",
                200,
            ),
        ],
        entrance: Entrance::Password {
            called: CODE,
            path: Words {
                en: "qiye.163.com → 设置 (Settings) → 账号与安全 (Account & security) → 客户端设置 (clients; older pages: \
                     客户端授权码) → switch on IMAP/SMTP → make an authorisation code. Another data centre has other \
                     servers: that page names them",
                zh: "qiye.163.com → 设置 → 账号与安全 → 客户端设置（旧版：客户端授权码）→ 开启 IMAP/SMTP → 生成授权码。\
                     不同机房的服务器地址不同，以该页面为准",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "aliyun",
        name: Words {
            en: "Alibaba enterprise mail",
            zh: "阿里企业邮",
        },
        houses: &[house(
            &[],
            &["qiye.aliyun.com", "mxhichina.com"],
            "imap.qiye.aliyun.com",
            "smtp.qiye.aliyun.com",
            500,
        )],
        entrance: Entrance::Password {
            called: Words {
                en: "third-party client password (三方客户端安全密码)",
                zh: "三方客户端安全密码",
            },
            path: Words {
                en: "first the administrator allows third-party clients (off for new tenants); then in qiye.aliyun.com → \
                     设置 (Settings) → 账户与安全 → 账户安全 → 三方客户端安全密码: switch on → 生成新密码 (make a password)",
                zh: "先由管理员允许使用三方客户端（新租户默认关闭）；再登录 qiye.aliyun.com → 设置 → 账户与安全 → 账户安全 → \
                     三方客户端安全密码：开启 → 生成新密码",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
    Provider {
        key: "feishu",
        name: Words {
            en: "Feishu / Lark",
            zh: "飞书邮箱 / Lark",
        },
        houses: &[
            house(&[], &["feishu.cn"], "imap.feishu.cn", "smtp.feishu.cn", 450),
            house(
                &[],
                &["larksuite.com"],
                "imap.larksuite.com",
                "smtp.larksuite.com",
                450,
            ),
        ],
        entrance: Entrance::Password {
            called: Words {
                en: "third-party client password (专用密码)",
                zh: "第三方客户端专用密码",
            },
            path: Words {
                en: "first the administrator: admin console → Email → allow IMAP/SMTP clients; then in Feishu/Lark → Email → \
                     Settings → Third-party clients (第三方邮箱客户端) → IMAP/SMTP → generate a password",
                zh: "先由管理员操作：飞书管理后台 → 邮箱 → 允许第三方客户端（IMAP/SMTP）；再打开飞书 → 邮箱 → 设置 → \
                     第三方邮箱客户端登录 → IMAP/SMTP → 生成专用密码",
            },
        },
        short_imap_user: false,
        authserv: None,
    },
];
