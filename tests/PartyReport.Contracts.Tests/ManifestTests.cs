using System.Text;
using PartyReport.Contracts.Drafting;

namespace PartyReport.Contracts.Tests;

public sealed class ManifestTests
{
    private static readonly ManifestEntry[] Entries =
    [
        new(new("0A000000-0000-0000-0000-00000000000F"), null, BlockKinds.Title, Content.HashOf("述职报告\n")),
        new(Samples.Id(2), null, BlockKinds.Chapter, Content.HashOf("一、主要工作\r\n")),
        new(Samples.Id(3), Samples.Id(2), BlockKinds.Paragraph, Content.HashOf("　　正文🙂\n")),
    ];

    [Fact]
    public void The_canonical_text_is_that_of_the_golden_file()
    {
        var golden = Golden.Bytes("manifest.txt");

        var bytes = Encoding.UTF8.GetBytes(Manifest.Canonical(Entries));

        bytes.ShouldBe(golden);
    }

    // Made with: sha256sum manifest.txt
    [Fact]
    public void The_revision_hash_is_what_sha256sum_says_of_the_golden_file()
    {
        var hash = Manifest.HashOf(Entries);

        hash.ShouldBe("987f0f0763019bd896a2df40e69cc6a37eb44c19bb594bead5694391eaf60a85");
    }

    // Made with: printf '…' | sha256sum
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("述职报告\n", "756b452fd28d8f5f3f617d7aa6e8d65065c6f8d3a6214bd85a22e9aadd17bd32")]
    [InlineData("　　正文🙂\n", "045459e7d4511cf13d08e7c6acf5e05890711981ef564a0299b84a60bdc48777")]
    public void A_text_is_named_by_what_sha256sum_says_of_its_utf8(string text, string expected)
    {
        var content = Content.Of(text);

        content.ShouldBe(new Content(expected, text));
    }

    [Fact]
    public void The_order_of_blocks_is_part_of_the_revision()
    {
        var hash = Manifest.HashOf(Entries.Reverse());

        hash.ShouldNotBe(Manifest.HashOf(Entries));
    }

    [Fact]
    public void A_revision_without_blocks_is_its_header_line()
    {
        Manifest.Canonical([]).ShouldBe("partyreport/manifest/v1\n");
    }
}
