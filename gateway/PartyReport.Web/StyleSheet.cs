using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web;

/// <summary>The one style sheet and the mark, under names that hold the hash of their content: browsers keep them for ever.</summary>
public static class StyleSheet
{
    private static readonly string[] Parts = ["tokens.css", "base.css", "frame.css", "parts.css", "report.css", "pages.css", "print.css"];

    private static readonly byte[] Css = [.. Parts.SelectMany(Read)];
    private static readonly byte[] Brotli = Compressed(Css);
    private static readonly byte[] Mark = Read("seal.svg");

    /// <summary>Address of the style sheet.</summary>
    public static string Address { get; } = $"/web/{Hash(Css)}.css";

    /// <summary>Address of the mark.</summary>
    public static string MarkAddress { get; } = $"/web/{Hash(Mark)}.svg";

    internal static void Map(IEndpointRouteBuilder open)
    {
        open.MapGet(Address, Style).ExcludeFromDescription();
        open.MapGet(MarkAddress, (HttpResponse response) => Kept(response, Mark, "image/svg+xml")).ExcludeFromDescription();
    }

    private static IResult Style(HttpRequest request, HttpResponse response)
    {
        response.Headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Kept(response, Css, "text/css; charset=utf-8");
        response.Headers.ContentEncoding = "br";
        return Kept(response, Brotli, "text/css; charset=utf-8");
    }

    private static IResult Kept(HttpResponse response, byte[] content, string type)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, type);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..16];

    private static byte[] Read(string name)
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }

    private static byte[] Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(content);
        return packed.ToArray();
    }
}
