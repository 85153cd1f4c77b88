using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PartyReport.Gateway;

/// <summary>A small page without scripts. Its style is allowed by its hash and nothing else is.</summary>
internal static class Page
{
    private const string Style =
        """
        body{font:16px/1.6 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1f2328;background:#f6f7f9;margin:0}
        main{max-width:40rem;margin:3rem auto;padding:2rem;background:#fff;border:1px solid #d0d7de;border-radius:8px}
        h1{font-size:1.5rem;margin:0 0 .25rem}p{margin:.25rem 0 1rem;color:#57606a}ul{list-style:none;padding:0;margin:0}
        li{margin:.5rem 0}button,a.go{display:block;width:100%;box-sizing:border-box;text-align:left;font:inherit;color:inherit;
        padding:.75rem 1rem;border:1px solid #d0d7de;border-radius:6px;background:#fff;cursor:pointer;text-decoration:none}
        button:hover,a.go:hover{border-color:#b42318}button:focus-visible,a:focus-visible{outline:3px solid #b42318;outline-offset:2px}
        small{display:block;color:#57606a}.error{color:#b42318}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IResult Of(HttpContext context, string title, string body, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">" +
            $"<title>{title}</title><style>{Style}</style></head><body><main>{body}</main></body></html>", "text/html; charset=utf-8", statusCode: status);
    }
}
