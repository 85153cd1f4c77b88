using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using PartyReport.AllInOne;

namespace PartyReport.Matrix.Tests;

/// <summary>The product in one process, with the units, reports and people of the table.</summary>
public sealed class World : IAsyncLifetime
{
    private readonly string _path = System.IO.Directory.CreateTempSubdirectory("partyreport-matrix-").FullName;
    private DataFolder _folder = null!;

    internal WebApplication App { get; private set; } = null!;
    internal Door Door { get; private set; } = null!;
    internal Objects Objects { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = DataFolder.Open(_path);
        App = await Application.Start(_folder, 0, LogLevel.Error, CancellationToken.None);
        Door = new Door(App.Address());
        Objects = await Objects.Make(Door, () => App.CaughtUp(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Door.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _folder.Dispose();
        System.IO.Directory.Delete(_path, recursive: true);
    }
}
