using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing.Tests;

/// <summary>A logger that keeps id and text of each line.</summary>
internal sealed class Ear<T>(List<(int Id, string Text)> heard) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        heard.Add((eventId.Id, formatter(state, exception)));
}
