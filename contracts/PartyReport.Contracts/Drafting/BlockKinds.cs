namespace PartyReport.Contracts.Drafting;

/// <summary>Kinds of blocks.</summary>
public static class BlockKinds
{
    /// <summary>Title line.</summary>
    public const string Title = "title";

    /// <summary>Text before the first heading.</summary>
    public const string LeadIn = "lead-in";

    /// <summary>一、</summary>
    public const string Chapter = "chapter";

    /// <summary>（一）</summary>
    public const string Section = "section";

    /// <summary>一是</summary>
    public const string Point = "point";

    /// <summary>Any other text under a heading.</summary>
    public const string Paragraph = "paragraph";

    /// <summary>特此报告, signature, date.</summary>
    public const string Closing = "closing";
}
