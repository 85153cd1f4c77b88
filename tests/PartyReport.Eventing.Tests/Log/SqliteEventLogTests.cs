using PartyReport.Compliance;

namespace PartyReport.Eventing.Tests;

public sealed class SqliteAppendTests : AppendCompliance
{
    private readonly Folder _folder = new();

    protected override Task<EventLog> Open() => Task.FromResult(_folder.Open("sample"));

    protected override ValueTask Drop() => Gone(_folder);

    internal static ValueTask Gone(Folder folder)
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteReadTests : ReadCompliance
{
    private readonly Folder _folder = new();

    protected override Task<EventLog> Open() => Task.FromResult(_folder.Open("sample"));

    protected override ValueTask Drop() => SqliteAppendTests.Gone(_folder);
}

public sealed class SqliteAnswerTests : AnswerCompliance
{
    private readonly Folder _folder = new();

    protected override Task<EventLog> Open() => Task.FromResult(_folder.Open("sample"));

    protected override ValueTask Drop() => SqliteAppendTests.Gone(_folder);
}

public sealed class SqliteConcurrencyTests : ConcurrencyCompliance
{
    private readonly Folder _folder = new();

    protected override Task<EventLog> Open() => Task.FromResult(_folder.Open("sample"));

    protected override ValueTask Drop() => SqliteAppendTests.Gone(_folder);
}
