using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Review.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences(ReviewModule.Name, typeof(OrganisationReplica).Assembly, typeof(ReviewModule).Assembly)).ShouldBeEmpty();
}
