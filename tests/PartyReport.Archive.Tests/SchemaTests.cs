using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences(ArchiveModule.Name, typeof(OrganisationReplica).Assembly, typeof(ArchiveModule).Assembly)).ShouldBeEmpty();
}
