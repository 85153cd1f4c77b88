using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Reports;

/// <summary>A heading of a report with the number of characters below it.</summary>
public sealed record Heading(Guid Block, string Kind, string Text, int Characters);

/// <summary>Headings of a revision, and what its blocks say without the white space of the file.</summary>
public static class Outline
{
    /// <summary>Chapters and sections in order. A chapter counts its sections.</summary>
    public static IReadOnlyList<Heading> Of(IReadOnlyList<BlockView> blocks) =>
    [
        .. from block in blocks
           where block.Kind is BlockKinds.Chapter or BlockKinds.Section
           select new Heading(block.Id, block.Kind, Body(block), Below(blocks, block.Id).Sum(Characters)),
    ];

    /// <summary>Words of a block.</summary>
    public static string Body(BlockView block) => block.Text.Trim();

    /// <summary>Characters of a block, without white space.</summary>
    public static int Characters(BlockView block) => block.Text.Count(c => !char.IsWhiteSpace(c));

    /// <summary>The first words of a block, to tell it from its neighbours.</summary>
    public static string Start(BlockView block) => Body(block) is { Length: > 16 } body ? body[..16] + "……" : Body(block);

    /// <summary>Anchor of a block on its page.</summary>
    public static string Anchor(Guid block) => $"b-{block:N}";

    private static IEnumerable<BlockView> Below(IReadOnlyList<BlockView> blocks, Guid heading) =>
        blocks.Where(b => b.Parent == heading).SelectMany(b => Below(blocks, b.Id).Prepend(b));
}
