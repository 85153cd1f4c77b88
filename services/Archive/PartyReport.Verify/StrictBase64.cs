namespace PartyReport.Verify;

internal static class StrictBase64
{
    // .NET skips white space and the stray bits before the padding (RFC 4648 §3.5), so one signature would have many spellings.
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        return Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }
}
