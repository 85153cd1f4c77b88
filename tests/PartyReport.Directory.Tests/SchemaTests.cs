using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences(DirectoryModule.Name, typeof(DirectoryModule).Assembly)).ShouldBeEmpty();
}
