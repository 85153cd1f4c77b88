namespace PartyReport.Load.Ways;

/// <summary>A way from a writer to a durable effect at a subscriber, over the same database server and broker.</summary>
internal interface IWay : IAsyncDisposable
{
    string Name { get; }

    Ledger Ledger { get; }

    /// <summary>Makes tables and queues, starts the subscriber.</summary>
    Task Start();

    /// <summary>Writes one event in a transaction of its own; durable when this returns, on its way to the subscriber.</summary>
    Task Append(Guid stream, int version);

    /// <summary>Effects and their disorder as the subscriber's table has them; the truth behind the ledger.</summary>
    Task<(long Effects, long Reordered)> Count();
}
