using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Notification.Tests;

public sealed class SchemaTests
{
    [Fact]
    public async Task Both_engines_have_the_same_tables() =>
        (await SchemaShape.Differences(NotificationModule.Name, typeof(OrganisationReplica).Assembly, typeof(NotificationModule).Assembly)).ShouldBeEmpty();
}
