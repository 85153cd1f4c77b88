using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing.Tests;

/// <summary>A logger by which a test waits for an alarm.</summary>
internal sealed class Overheard : ILogger<EmbeddedSubscriptions>
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _heard = new();

    public Task Alarm(int id) => Of(id).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Of(eventId.Id).TrySetResult();

    private TaskCompletionSource Of(int id) =>
        _heard.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
