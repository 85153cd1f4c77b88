using Dapper;
using Microsoft.Data.Sqlite;

namespace PartyReport.EndToEnd.Tests;

/// <summary>A data folder that goes away with the test, and a look into its files.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("partyreport-").FullName;

    public string File(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public List<T> Query<T>(string service, string sql)
    {
        using var connection = Open(service);
        return [.. connection.Query<T>(sql)];
    }

    public void Execute(string service, string sql)
    {
        using var connection = Open(service);
        connection.Execute(sql);
    }

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);

    private SqliteConnection Open(string service) =>
        new($"Data Source={System.IO.Path.Combine(Path, service + ".db")};Pooling=false");
}
