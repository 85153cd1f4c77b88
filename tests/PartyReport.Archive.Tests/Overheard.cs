using Microsoft.Extensions.Logging;

namespace PartyReport.Archive.Tests;

/// <summary>A logger that keeps the alarms.</summary>
internal sealed class Overheard : ILogger<HeldSweep>
{
    public List<string> Alarms { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel != LogLevel.Critical) return;
        lock (Alarms) Alarms.Add(formatter(state, exception));
    }
}
