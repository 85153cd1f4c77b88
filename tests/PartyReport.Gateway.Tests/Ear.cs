using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartyReport.Gateway.Tests;

/// <summary>What a host said that was no good news, so that a test which fails can tell it.</summary>
internal sealed class Ear : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _heard = [];

    public IReadOnlyCollection<string> Heard => _heard;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _heard.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose() { }

    public override string ToString() => string.Join('\n', _heard);
}
