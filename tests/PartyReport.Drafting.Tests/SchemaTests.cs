using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Drafting.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences(DraftingModule.Name, typeof(OrganisationReplica).Assembly, typeof(DraftingModule).Assembly)).ShouldBeEmpty();
}
