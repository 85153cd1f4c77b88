using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PartyReport.Gateway;

/// <summary>A small page without scripts. Its style is allowed by its hash and nothing else is.</summary>
internal static class Page
{
    private const string Dark =
        "--canvas:#14171b;--surface:#1b1f24;--sunken:#242930;--ink:#e8e9ea;--ink-2:#c0c5cb;--ink-3:#9da4ac;--line:#2f353d;" +
        "--control:#7c848d;--focus:#7fb4ff;--seal:#b3363a;--bad:#f5a096;--warn:#e9bd6c;--warn-tint:#37290f";

    private const string Style =
        """
        :root{--canvas:#f5f5f2;--surface:#ffffff;--sunken:#eeeeea;--ink:#1c2025;--ink-2:#454c54;--ink-3:#5f666e;--line:#dddcd6;
        --control:#82878d;--focus:#1a62c4;--seal:#96191d;--bad:#a92219;--warn:#7d4b00;--warn-tint:#fbf0d9}
        """ + "@media (prefers-color-scheme:dark){:root{" + Dark + "}}" +
        """
        *{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--ink);
        font:15px/1.65 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
        header{display:flex;align-items:center;gap:8px;min-height:56px;padding:0 24px;background:var(--surface);border-bottom:1px solid var(--line)}
        header span{color:var(--ink-3)}header b.seal{padding:0 6px;border-radius:4px;background:var(--seal);color:#ffffff}
        main{max-width:640px;margin:32px auto;padding:0 24px}h1{margin:0 0 4px;font-size:24px;line-height:1.35;font-weight:600}
        p{margin:0 0 16px;color:var(--ink-2)}ul{list-style:none;margin:0 0 16px;padding:0}li{margin:0 0 8px}
        button,a.go{display:block;width:100%;min-height:44px;padding:8px 16px;border:1px solid var(--control);border-radius:6px;
        background:var(--surface);color:var(--ink);font:inherit;font-weight:500;text-align:left;text-decoration:none;cursor:pointer}
        button:hover,a.go:hover{background:var(--sunken)}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
        small{display:block;color:var(--ink-3);font-size:13px;font-weight:400}.error{color:var(--bad)}
        .warn{padding:12px 16px;border-radius:6px;background:var(--warn-tint);color:var(--warn)}.warn small{color:inherit}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IResult Of(HttpContext context, string title, string body, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">" +
            $"<title>{title} · 报告通</title><style>{Style}</style></head><body>" +
            "<header><b class=\"seal\">述</b><b>报告通</b><span>述职评议考核</span></header>" +
            $"<main>{body}</main></body></html>", "text/html; charset=utf-8", statusCode: status);
    }
}
