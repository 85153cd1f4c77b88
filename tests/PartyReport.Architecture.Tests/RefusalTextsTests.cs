using System.Text.RegularExpressions;
using PartyReport.Contracts;

namespace PartyReport.Architecture.Tests;

public sealed partial class RefusalTextsTests
{
    [Fact]
    public void Every_refusal_of_the_source_has_a_sentence_and_no_sentence_lacks_its_refusal()
    {
        var used = Tree.Here.Below("services", ".cs").Concat(Tree.Here.Below("gateway", ".cs"))
            .SelectMany(file => Code().Matches(Tree.Here.Text(file)).Select(m => m.Groups[1].Value)).ToHashSet();

        used.Except(RefusalTexts.Chinese.Keys).ShouldBeEmpty();
        RefusalTexts.Chinese.Keys.Except(used).ShouldBeEmpty();
    }

    // The first text in a refusal, a fault of the decoder or of a file, or a status's code.
    [GeneratedRegex("""(?:Refusal\.\w+\(\s*|Refusal\(StatusCodes\.\w+, |Refusal\(bad\.StatusCode, |Fault\(\s*|Fault\("[a-z]+", |Fault\(w, |fault\("[a-z]+", |faults\.Add\([^"\n]+?(?:\("[a-z]+"\))?, |SheetException\(|=> \(|new\(\s*|PreconditionRequired, |=> )"([a-z]+\.[a-z-]+)"(?=,|\s*\)|;)""")]
    private static partial Regex Code();
}
