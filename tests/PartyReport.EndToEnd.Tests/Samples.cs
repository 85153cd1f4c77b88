using System.Text;

namespace PartyReport.EndToEnd.Tests;

/// <summary>Reports to import: our own, and the real one that lies beside the repository where there is one.</summary>
internal static class Samples
{
    private const string Real = "shared/samples/duty-report-2023.txt";

    /// <summary>The real report; skips the test by name where it is absent.</summary>
    public static string RealText()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Real)))
                return File.ReadAllText(Path.Combine(folder.FullName, Real));
        Assert.Skip($"../{Real} is absent.");
        return "";
    }

    /// <summary>The same words, written and encoded in other ways.</summary>
    public static (byte[] Bytes, string Text) As(string variant, string text)
    {
        text = variant switch
        {
            "half-width" => text.Replace('（', '(').Replace('）', ')'),
            "crlf" => text.ReplaceLineEndings("\r\n"),
            "indented" => string.Join('\n', text.Split('\n').Select(l => l.Length == 0 ? l : "　　" + l)),
            "title" => "2023年度抓基层党建工作述职报告\n" + text,
            _ => text,
        };
        var encoding = variant switch
        {
            "utf-8-bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding(54936)!,
            "utf-16-le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "utf-16-be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        return ([.. encoding.Preamble, .. encoding.GetBytes(text)], text);
    }
}
