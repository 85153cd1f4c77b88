namespace PartyReport.Eventing;

/// <summary>What is added while a group is being dealt with makes the next group.</summary>
/// <param name="most">Weight that a group may have; a single item may weigh more.</param>
/// <param name="deal">Must not throw: whoever waits for an item is told through the item.</param>
internal sealed class Groups<T>(int most, Func<T, int> weight, Func<IReadOnlyList<T>, Task> deal)
{
    private readonly Queue<T> _waiting = [];
    private bool _dealing;

    public void Add(T item)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(item);
            if (_dealing) return;
            _dealing = true;
        }
        // On a thread and in a context of its own: whoever came first does not work for all others, and they are no part of its trace.
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = DealWithAll(), null);
    }

    private async Task DealWithAll()
    {
        while (Next() is { Count: > 0 } group) await deal(group);
    }

    private List<T> Next()
    {
        lock (_waiting)
        {
            List<T> group = [];
            for (var sum = 0; _waiting.TryPeek(out var next) && ((sum += weight(next)) <= most || group.Count == 0);) group.Add(_waiting.Dequeue());
            _dealing = group.Count > 0;
            return group;
        }
    }
}

/// <summary>Work that somebody else does for the one who asked.</summary>
internal static class Caller
{
    /// <summary>Runs it in the trace of whoever asked.</summary>
    public static Task Run(ExecutionContext? caller, Func<Task> work)
    {
        if (caller is null) return work();
        Task running = Task.CompletedTask;
        ExecutionContext.Run(caller, _ => running = work(), null);
        return running;
    }
}
