use super::visible_text;

#[test]
fn text_reads_as_it_looks() {
    for (html, want) in [
        (
            "<p>Dear Bob,</p><p>see <b>attached</b>.</p>",
            "Dear Bob,\n\nsee attached.",
        ),
        ("a<br>b<br/>c", "a\nb\nc"),
        (
            "<div>one</div><div>two &amp; &#19977;</div>",
            "one\ntwo & 三",
        ),
        (
            "<table><tr><td>INV</td><td>12</td></tr><tr><td>x</td></tr></table>",
            "INV 12\nx",
        ),
        ("<ul><li>logo<li>text</ul>", "- logo\n- text"),
        ("<pre>a\n b</pre>", "a\n b"),
        ("<html><head><title>t</title><body>x", "x"),
        (
            "ok<blockquote>quoted<br>more</blockquote>end",
            "ok\n> quoted\n> more\nend",
        ),
        ("<p style='color:#fff;background:#000'>button</p>", "button"),
    ] {
        assert_eq!(visible_text(html), want, "{html}");
    }
}

#[test]
fn hidden_text_never_counts() {
    for hidden in [
        "<div style='display: none'>close all</div>",
        "<span style='font-size:0px'>close all</span>",
        "<span style='FONT-SIZE: 0 !important'>close all</span>",
        "<p style='visibility:hidden'>close all</p>",
        "<font color=white>close all</font>",
        "<span style='color:#fefefe'>close all</span>",
        "<div style='background-color:#123456'><i style='color:rgb(18,52,86)'>close all</i></div>",
        "<!-- close all -->",
        "<script>close all</script><style>close all</style>",
        "<style>.x{display:none}</style><b class=x>close all</b>",
        "<div style='max-height:0;overflow:hidden'>close all</div>",
        "<div hidden>close all</div>",
        "<div style='opacity:0'>close all</div>",
        "<template>close all</template><textarea>close all</textarea>",
        "<div style='position:absolute; left:-5000px'>close all</div>",
        "<div style='position:fixed;top:-400em'>close all</div>",
        "<div style='text-indent:-1000px'>close all</div>",
        "<div style='margin-left:-9999px'>close all</div>",
        "<span style='color:rgba(0,0,0,0)'>close all</span>",
        "<span style='color:#12345600'>close all</span>",
        "<span style='font:0/0 a'>close all</span>",
        "<span style='clip:rect(0,0,0,0);position:absolute'>close all</span>",
        "<span style='transform:scale(0)'>close all</span>",
        "<span style='filter:alpha(opacity=0)'>close all</span>",
        "<p style='mso-hide:all'>close all</p>",
        "<p style='height:1px;width:1px;overflow:hidden'>close all</p>",
        "<p style='font-size:2px'>close all</p>",
        "<p style='opacity:.05'>close all</p>",
        "<p style='opacity:5%'>close all</p>",
        "<p style='text-indent:9999px'>close all</p>",
        "<p style='position:absolute;left:-100vw'>close all</p>",
        "<p style='clip-path:inset(0 100% 0 0)'>close all</p>",
        "<datalist>close all</datalist>",
        "<p style='color:var(--x,white)'>close all</p>",
        "<p style='clip-path:inset(50%)'>close all</p>",
        "<p style='clip-path:circle(0 at 50% 50%)'>close all</p>",
        "<p style='position:absolute;clip:rect(1px, 1px, 1px, 1px)'>close all</p>",
        "<p style='position:absolute;right:-9999px'>close all</p>",
        "<p style='position:absolute;inset:0 0 0 -9999px'>close all</p>",
        "<p style='margin:-9999px 0 0 0'>close all</p>",
        "<p style='margin:0 0 0 -100in'>close all</p>",
        "<p style='text-indent:100%;white-space:nowrap;overflow:hidden'>close all</p>",
        "<p style='transform:scale(.01)'>close all</p>",
        "<p style='transform:rotate(2deg) scaleX(0)'>close all</p>",
        "<p style='transform:matrix(0,0,0,0,0,0)'>close all</p>",
        "<p style='scale:0'>close all</p>",
        "<p style='translate:-9999px'>close all</p>",
        "<p style='zoom:1%'>close all</p>",
        "<p style='height:1px;overflow:hidden'>close all</p>",
        "<p style='max-height:0px;overflow:clip'>close all</p>",
        "<p style='width:.5pt;overflow-x:hidden'>close all</p>",
        "<p style='font-size:.5em'><b style='font-size:20%'>close all</b></p>",
        "<p style='font-size:1pt'>close all</p>",
        "<p style='opacity:.3'><b style='opacity:.3'>close all</b></p>",
        "<p style='filter:opacity(3%)'>close all</p>",
        "<p style='content-visibility:hidden'>close all</p>",
        "<p style='visibility:collapse'>close all</p>",
        "<p style='color:#eeeeee'>close all</p>",
        "<p style='color:rgba(0,0,0,.08)'>close all</p>",
        "<p style='background:rgba(0,0,0,.9);color:#222'>close all</p>",
        "<font color=fffffff>close all</font>",
        "<table bgcolor='#222222'><tr><td text=x><font color='#222'>close all</font></td></tr></table>",
        "<body bgcolor=black text=black><p>close all</p></body>",
        "<body link=white><a href='x'>close all</a></body>",
        "<td bgcolor=black style='background:none'><font color=white>close all</font></td>",
        "<noembed>close all</noembed><noframes>close all</noframes><meter>close all</meter>",
        "<style>[data-x]{color:white}</style><b data-x>close all</b>",
        "<style>[data-x]{background:#222}.y{color:#222}</style><p data-x><b class=y>close all</b></p>",
        "<style>i+b{color:#fff}</style><i></i><b>close all</b>",
        "<style>a:link{color:#fff}</style><a href=x>close all</a>",
        "<style>b{-webkit-text-fill-color:white;color:black}</style><b>close all</b>",
        "<style>@media (prefers-color-scheme: light){b{display:none}}</style><b>close all</b>",
        "<img alt='close all' src='x.png'>",
        "<title>close all</title>",
        // The last word counts, and the more important one.
        "<p style='display:block;display:none'>close all</p>",
        "<p style='display:none !important;display:block'>close all</p>",
        "<p style='display:none;display:fancy'>close all</p>",
        "<p style='color:white;color:foo'>close all</p>",
        "<p style='display:/**/none'>close all</p>",
        "<p style='display:n\\6f ne'>close all</p>",
        "<p style='display:none;background:url(\"x;display:block\")'>close all</p>",
        "<p style='font-size:14px;font:0/0 a'>close all</p>",
        "<p style='color:hsl(0,0%,100%)'>close all</p>",
        "<p style='color:mintcream'>close all</p>",
        "<p style='visibility:hidden'><b style='visibility:inherit'>close all</b></p>",
        "<p style='font-size:0'><b style='font-size:1em'>close all</b></p>",
        "<p style='display:none'><b style='display:block'>close all</b></p>",
        "<style>p.x{display:none}</style><p class=x>close all</p>",
        "<style>h6{display:none}</style><h6>close all</h6>",
        "<style>@charset 'utf-8';@import url('a.css');h6{display:none}</style><h6>close all</h6>",
        "<style>@import url(data:text/css;base64,AAAA);.x{display:none}</style><b class=x>close all</b>",
        "<style>/* a { } */ .x/* y */{display:/*z*/none}</style><b class=x>close all</b>",
        "<style>.x{color:#fff}</style><b class=x>close all</b>",
        "<style>.x{display:none!important}</style><b class=x style='display:block'>close all</b>",
        "<style>.x{display:block}.x{display:none}</style><b class=x>close all</b>",
        "<style>#y{display:none}.x{display:block}</style><b id=y class=x>close all</b>",
        "<style>div div .x{display:none}</style><div><div><i><b class=x>close all</b></i></div></div>",
        "<style>div>b{display:none}</style><div><b>close all</b></div>",
        "<style>i+b{display:none}</style><i></i><b>close all</b>",
        "<style>b[title=q]{display:none}</style><b title=q>close all</b>",
        "<style>@media screen{.x{display:none}}</style><b class=x>close all</b>",
        "<style>@media only screen and (min-width:1px){.x{display:none}}</style><b class=x>close all</b>",
        "<style>@media print{.x{display:block}}.x{display:none}</style><b class=x>close all</b>",
        "<style>@media (max-width:600px){.x{display:block!important}}.x{display:none}</style><b class=x>close all</b>",
        "<style>b:hover{display:block!important}b{display:none}</style><b>close all</b>",
        "<style>@font-face{font-family:a;src:url(b)}@page{margin:0}h6{display:none}</style><h6>close all</h6>",
        "<b class=x>close all</b><style>.x{display:none}</style>",
        "<!--<style>.x{display:block!important}</style>--><style>.x{display:none}</style><b class=x>close all</b>",
        "<style media=print>.x{display:block!important}</style><style>.x{display:none}</style><b class=x>close all</b>",
    ] {
        let html = format!("<p>Hello</p>{hidden}");
        assert_eq!(visible_text(&html), "Hello", "{hidden}");
    }
}

#[test]
fn what_a_reader_sees_counts() {
    for shown in [
        "<p style='display:none;display:block'>we paid</p>",
        "<p style='display:none;display:block !important'>we paid</p>",
        "<p style='font-size:0'><b style='font-size:14px'>we paid</b></p>",
        "<p style='visibility:hidden'><b style='visibility:visible'>we paid</b></p>",
        "<p style='color:white'><b style='color:#333'>we paid</b></p>",
        "<style>@media print{.x{display:none}}</style><b class=x>we paid</b>",
        "<style>@media only screen and (max-width:600px){.x{display:none}}</style><b class=x>we paid</b>",
        "<style media=print>.x{display:none}</style><b class=x>we paid</b>",
        "<style>.x{display:none}</style><b class=x style='display:inline'>we paid</b>",
        "<style>.x{display:none}b.x{display:inline}</style><b class=x>we paid</b>",
        "<style>b:hover{display:none}</style><b>we paid</b>",
        "<style>table .x{display:none}</style><b class=x>we paid</b>",
        "<style>/*</style><b>we paid</b>",
        "<style>.x::before{display:none}</style><b class=x>we paid</b>",
        "<table><tr><td bgcolor=333333><font color=ffffff>we paid</font></td></tr></table>",
        "<style>.d{background:#222 url(a.png)}.d p{color:#fff}</style><div class=d><p>we paid</p></div>",
        "<p style='color:windowtext;mso-margin-top-alt:auto'>we paid</p>",
    ] {
        let html = format!("<p>Hello</p>{shown}");
        let seen: Vec<String> = visible_text(&html).lines().map(str::to_owned).collect();
        assert_eq!(seen.concat().replace("Hello", ""), "we paid", "{shown}");
    }
}

#[test]
fn sheets_made_to_cost_are_cut() {
    let deep = "<div>".repeat(250);
    let all: String = (0..2000).map(|n| format!("*{{color:#{n:06x}}}")).collect();
    for html in [
        format!(
            "<style>.no * * * * * * * b{{display:none}}</style>{deep}{}",
            "<b>x</b>".repeat(2000)
        ),
        format!("<style>{all}</style>{}", "<b>x</b>".repeat(20_000)),
        format!(
            "<style>{}</style><b class='{}'>x</b>",
            ".x{display:none}".repeat(2000),
            "x ".repeat(100_000)
        ),
        format!(
            "<style>{}</style>{}",
            ".x.y{top:0}".repeat(500),
            format!("<b class='{}'>x</b>", names(1000)).repeat(100)
        ),
        format!(
            "<style>{}</style><div class='{}'>{}",
            ".n p{top:0}".repeat(2000),
            names(200_000),
            "<p>x</p>".repeat(500)
        ),
        format!(
            "<style>{}</style>{}",
            format!("{}b{{{}}}", "b,".repeat(49), "top:0;".repeat(600)).repeat(40),
            "<b>x</b>".repeat(10_000)
        ),
    ] {
        assert!(super::visible(&html).cut);
    }
    assert!(!super::visible("<style>b{color:red}</style><b>x</b>").cut);
}

fn names(count: usize) -> String {
    (0..count).map(|n| format!("c{n} ")).collect()
}

#[test]
fn a_rule_that_fits_nothing_known_hides_no_answer() {
    for (css, doubtful) in [
        ("::-webkit-scrollbar{display:none}", false),
        ("*[class=hide]{display:none}", false),
        ("p:empty{display:none}", false),
        ("p:-moz-placeholder{display:none}", false),
        ("a[x-apple-data-detectors]{font-size:0}", false),
        (
            "[data-a~='x'],[title^=y],p[title$='y' i],[title|=w]{display:none}",
            false,
        ),
        ("img + p{display:none}", false),
        ("img ~ b{display:none}", false),
        ("u + .body p{display:none}", false),
        (":lang(ar){display:none}", true),
        ("p:not(:is(.a,.b)){display:none}", true),
        ("p:first-child{display:none}", true),
        ("p[title='a]\"{display:none}", false),
        ("a|p{display:none}", true),
    ] {
        let html = format!("<style>{css}</style><i></i><p title=quxw>we <a>paid</a></p>");
        let seen = super::visible(&html);
        assert_eq!(
            (seen.text.as_str(), seen.cut),
            ("we paid", doubtful),
            "{css}"
        );
    }
    for css in [
        "[title]",
        "p[title=qux]",
        "[title^=q]",
        "[title$='UX']",
        "[title*=u]",
        "[title~=qux]",
        "[title|=qux]",
        "i+p",
        "i~p",
        "i + [title=\"qux\" i]",
        "[class='a b']",
        ".a[title]",
    ] {
        let html = format!(
            "<style>{css}{{display:none}}</style>Hello<i></i><p class='a b' title=qux>we paid</p>"
        );
        assert_eq!(visible_text(&html), "Hello", "{css}");
    }
}

#[test]
fn no_rule_is_left_out_unsaid() {
    let filler = "b{color:#111}".repeat(2000);
    let many: String = (0..50).map(|n| format!("i{n},")).collect();
    let long = "top:1px;".repeat(600);
    for html in [
        format!("<style>{filler}.x{{display:none}}</style><p class=x>close all</p>"),
        format!("<style>{many}.x{{display:none}}</style><p class=x>close all</p>"),
        format!("<style>.x{{{long}display:none}}</style><p class=x>close all</p>"),
        format!("<p style='{long}display:none'>close all</p>"),
        format!(
            "<style>{}.x{{display:none}}</style><p class=x>close all</p>",
            "b ".repeat(9)
        ),
        format!("{}<b style='display:none'>close all</b>", "<b>".repeat(256)),
        format!(
            "<style>.c99{{display:none}}</style><p class='{}'>close all</p>",
            names(100)
        ),
        format!(
            "<style>{}h6{{display:none}}{}</style><h6>close all</h6>",
            "@media all{".repeat(9),
            "}".repeat(9)
        ),
    ] {
        assert!(
            super::visible(&html).cut,
            "{}",
            html.chars().take(60).collect::<String>()
        );
    }
    let usual = format!(
        "<style>{}</style>{}<p class='a b c'>x</p>",
        "b b b b b b b b i{color:#111}".repeat(1000),
        "<b>".repeat(200)
    );
    assert!(!super::visible(&usual).cut);
}

/// Text that some readers see and some do not, or of which that cannot be told.
#[test]
fn what_may_be_hidden_leaves_the_mail_in_doubt() {
    for doubtful in [
        "<details>we paid</details>",
        "<dialog>we paid</dialog>",
        "<p popover>we paid</p>",
        "<noscript>we paid</noscript>",
        "<bdo dir=rtl>we paid</bdo>",
        "<s>we paid</s>",
        "<del>we paid</del>",
        "<p style='text-decoration:line-through'>we paid</p>",
        "<p style='line-height:0'>we paid</p>",
        "<p style='font-size:3px'>we paid</p>",
        "<p style='height:5px;overflow:hidden'>we paid</p>",
        "<p style='color:#d8d8d8'>we paid</p>",
        "<body style='--x:0'><p style='color:var(--x)'>we paid</p>",
        "<p style='color:oklch(1 0 0)'>we paid</p>",
        "<p style='font-size:calc(1px - 1px)'>we paid</p>",
        "<body style='--x:0'><p style='display:var(--x)'>we paid</p>",
        "<body style='--x:0'><p style='opacity:var(--x)'>we paid</p>",
        "<p style='clip-path:url(#x)'>we paid</p>",
        "<p style='clip-path:polygon(0 0,0 0,0 0)'>we paid</p>",
        "<p style='mask-image:linear-gradient(transparent,transparent)'>we paid</p>",
        "<p style='transform:rotateY(90deg)'>we paid</p>",
        "<p style='filter:blur(9px)'>we paid</p>",
        "<p style='letter-spacing:-1em'>we paid</p>",
        "<p style='animation:gone 1s forwards'>we paid</p>",
        "<p style='position:absolute;z-index:-1'>we paid</p>",
        "<p style='unicode-bidi:bidi-override;direction:rtl'>we paid</p>",
        "<p style='background:url(white.png);color:#fff'>we paid</p>",
        "<td background='white.png'><font color=white>we paid</font></td>",
        "<p style='color:var(--x,oklch(1 0 0))'>we paid</p>",
        "<style>p{color:var(--x)}:root{--x:white}</style><p>we paid</p>",
        "<style>p:not(.x){color:white}</style><p>we paid</p>",
        "<style>p:nth-child(1){font-size:0}</style><p>we paid</p>",
        "<style>p:first-of-type{background:#000}</style><p>we paid</p>",
        "<style>@media (min-width:500px){p{display:none}}</style><p>we paid</p>",
        "<style>@media (prefers-color-scheme:dark){p{display:none}}</style><p>we paid</p>",
        "<style media='(prefers-color-scheme:dark)'>p{color:#fff}</style><p>we paid</p>",
        "<style>@media (min-width:500px){p{display:none}}@media (max-width:100px){p{display:block}}</style><p>we paid</p>",
        "<style>@supports (display:grid){p{display:none}}</style><p>we paid</p>",
        "<style>@layer a{p{display:none}}</style><p>we paid</p>",
        "<style>@scope (body){p{display:none}}</style><p>we paid</p>",
        "<style>div{color:red;p{display:none}}</style><div><p>we paid</p></div>",
        "<style>div{& p{display:none}}</style><div><p>we paid</p></div>",
        "<style>@import 'data:text/css,p{display:none}';</style><p>we paid</p>",
        "<style>[data-x]{display:none}</style><p>we <i data-x>not </i>paid</p>",
    ] {
        let html = format!("<p>Hello</p>{doubtful}");
        assert!(super::visible(&html).cut, "{doubtful}");
    }
    for plain in [
        "<details open>we paid</details>",
        "<p aria-hidden=true>we paid</p>",
        "<p style='color:var(--themeText);background:var(--x, #fff)'>we paid</p>",
        "<p inert>we paid</p>",
        "<p style='color:#999'>we paid</p>",
        "<p style='font-size:8px'>we paid</p>",
        "<p style='opacity:.7'>we paid</p>",
        "<p style='line-height:0'><b style='line-height:1.5'>we paid</b></p>",
        "<p style='font-size:0;line-height:0;height:1px;overflow:hidden'>&nbsp;</p><p>we paid</p>",
        "<p style='margin-left:2.5in;text-indent:-2.5in'>we paid</p>",
        "<p style='clip-path:none;filter:none;transform:none;mask:none'>we paid</p>",
        "<p style='clip:rect(0,0,0,0)'>we paid</p>",
        "<p style='position:relative;left:50%;transform:translateX(-50%)'>we paid</p>",
        "<p style='letter-spacing:-.02em;z-index:-1'>we paid</p>",
        "<p style='color:white'><a href=x>we paid</a></p>",
        "<td style='background:url(a.png) #123'><font color=white>we paid</font></td>",
        "<p style='color:inherit;background:transparent'>we paid</p>",
        "<style>@media print{p{display:none}}</style><p>we paid</p>",
        "<style>@media (max-width:600px){.x{display:block;font-size:18px!important;width:100%}}</style><p class=x>we paid</p>",
        "<style>@font-face{font-family:a;src:url(b)}@import url('https://fonts.example/a.css');</style><p>we paid</p>",
        "<style>a:link{color:#06c}a:visited{color:#fff}</style><a href=x>we paid</a>",
        "<style>a[href^=tel]{color:inherit!important}</style><a href='tel:1'>we paid</a>",
        "<style>@media (prefers-color-scheme:dark){.d{background:#000;color:#fff}}</style><p class=d>we paid</p>",
        "<table><tr><td width=0 height=0>&nbsp;</td><td>we paid</td></tr></table>",
    ] {
        let seen = super::visible(plain);
        assert!(
            !seen.cut && seen.text.contains("we paid"),
            "{plain}: {seen:?}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_sheet_stalls_or_panics(css in "[ -~\u{e9}\n]{0,120}") {
        let _ = visible_text(&format!("<style>{css}</style><p class=a style=\"{css}\">x"));
    }
}

#[test]
fn gmail_and_outlook_quotes_come_out_recognisable() {
    let gmail = "<div dir=ltr>Fine.</div><div class=gmail_quote><div class=gmail_attr>On Fri, 13 Nov 2026 at 15:22, Ana &lt;<a href='mailto:ana@agency.example'>ana@agency.example</a>&gt; wrote:<br></div><blockquote class=gmail_quote><div>Please</div></blockquote></div>";
    assert_eq!(
        crate::mail::quoting::split(&visible_text(gmail), "").own,
        "Fine."
    );
    for container in [
        "<includetail><div>Ana</div>",
        "<div id='FMOriginalContent'><div>Ana, Friday</div>",
        "<div class='x_FMOriginalContent'><div>Ana, Friday</div>",
        "<div id='yahoo_quoted_12' class='yahoo_quoted'><div>Ana, Friday</div>",
        "<span id='OLK_SRC_BODY_SECTION'><div>Ana, Friday</div>",
    ] {
        let html = format!("<div>Fine.</div>{container}<div>Please pay</div></div>");
        assert_eq!(
            crate::mail::quoting::split(&visible_text(&html), "").own,
            "Fine.",
            "{container}"
        );
    }
    let outlook = "<p>Fine.</p><hr><div id=divRplyFwdMsg><font color=#000000><b>From:</b> Ana &lt;ana@agency.example&gt;<br><b>Sent:</b> Friday<br><b>To:</b> Bob<br><b>Subject:</b> Logo</font></div><p>Please</p>";
    assert_eq!(
        crate::mail::quoting::split(&visible_text(outlook), "").own,
        "Fine."
    );
}
