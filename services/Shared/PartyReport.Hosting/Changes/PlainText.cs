namespace PartyReport.Hosting;

/// <summary>What people may write: any character but the control characters that no keyboard makes and some databases refuse.</summary>
public static class PlainText
{
    /// <summary>True when a text has no control character except tab, line feed and carriage return.</summary>
    public static bool IsClean(string? text) => text is null || !text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));

    /// <summary>The refusal for a text that is not clean.</summary>
    public static Refusal NotClean(string where) =>
        Refusal.Invalid("text.control-character", $"{where}: control characters are not allowed. Type the text again or paste it as plain text.");
}
