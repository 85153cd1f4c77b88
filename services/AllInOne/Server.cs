namespace PartyReport.AllInOne;

/// <summary>Serves until it is told to stop.</summary>
internal static class Server
{
    public static async Task<int> Run(string path, int port, bool empty, CancellationToken ct)
    {
        using var folder = DataFolder.Open(path);
        if (empty && !File.Exists(Path.Combine(path, "directory.db"))) folder.KeepEmpty();
        await using var app = await Start(folder, port, ct);
        Console.WriteLine($"PartyReport  {app.Address()}");
        Console.WriteLine($"  数据目录 data folder: {folder.Path}");
        if (folder.WantsDemoCounty) Console.WriteLine($"  演示账号登录 sign in with a demo account: {new Uri(app.Address(), "/sign-in")}");
        Console.WriteLine("  按 Ctrl+C 停止 press Ctrl+C to stop");
        await app.WaitForShutdownAsync(ct);
        return Exit.Ok;
    }

    private static async Task<WebApplication> Start(DataFolder folder, int port, CancellationToken ct)
    {
        try
        {
            return await Application.Start(folder, port, LogLevel.Warning, ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new KnownFailure(Exit.InUse, $"端口 {port} 已被占用，请用 --port 换一个。 Port {port} is taken; choose another with --port.");
        }
    }
}
