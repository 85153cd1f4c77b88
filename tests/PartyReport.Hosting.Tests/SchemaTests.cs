using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences("sample", typeof(OrganisationReplica).Assembly)).ShouldBeEmpty();
}
