using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>A fleet for the tests of a collection.</summary>
public sealed class FleetFixture : Fleet, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(Up());
}
