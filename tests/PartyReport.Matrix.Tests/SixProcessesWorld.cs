using PartyReport.SixProcesses;

namespace PartyReport.Matrix.Tests;

/// <summary>The product as six processes on PostgreSQL and RabbitMQ, with the same units, reports and people as <see cref="World"/>.</summary>
public sealed class SixProcessesWorld : IAsyncLifetime
{
    private readonly Fleet _fleet = new();

    internal Uri Address => _fleet.Address;
    internal Door Door { get; private set; } = null!;
    internal Objects Objects { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _fleet.Up();
        Door = new Door(_fleet.Address);
        var settled = new Settled(Door);
        await settled.Wait();
        Objects = await Objects.Make(Door, settled.Wait);
    }

    public async ValueTask DisposeAsync()
    {
        // Nobody could be let in where the processes did not start.
        if (Door is { } door) door.Dispose();
        await _fleet.DisposeAsync();
    }
}
