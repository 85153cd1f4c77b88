using Dapper;
using Microsoft.Data.Sqlite;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>A copy of an older version had paths of ids; they become paths of numbers.</summary>
public sealed class ShortPathsTests
{
    private static readonly Guid Root = Guid.NewGuid(), Below = Guid.NewGuid(), Leaf = Guid.NewGuid(), Orphan = Guid.NewGuid(), Lost = Guid.NewGuid();

    [Theory]
    [InlineData(Engine.Sqlite, "unit text not null primary key, path text not null) without rowid")]
    [InlineData(Engine.Postgres, "unit uuid not null primary key, path text collate \"C\" not null)")]
    public async Task Places_stay_what_they_were(Engine engine, string columns)
    {
        await using var data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        await using var log = data.Open();
        await log.Write(async s => await s.Execute(
            "insert into organisation_unit_row (id, kind, name, parent) values (@Id, 'group', 'unit', @Parent)",
            new object[] { new { Id = Leaf, Parent = (Guid?)Below }, new { Id = Below, Parent = (Guid?)Root }, new { Id = Root, Parent = (Guid?)null }, new { Id = Orphan, Parent = (Guid?)Lost } }),
            TestContext.Current.CancellationToken);

        await As(data, $"""
            drop table organisation_path;
            create table organisation_path ({columns};
            create index organisation_path_by_path on organisation_path (path);
            insert into organisation_path (unit, path) values
                ('{Leaf}', '/{Root}/{Below}/{Leaf}/'), ('{Below}', '/{Root}/{Below}/'), ('{Root}', '/{Root}/'), ('{Orphan}', '/{Orphan}/');
            """);
        await As(data, Script(engine));

        string?[] places = [await log.PathOf(Leaf), await log.PathOf(Below), await log.PathOf(Root), await log.PathOf(Orphan)];
        places.ShouldBe([$"/{Root}/{Below}/{Leaf}/", $"/{Root}/{Below}/", $"/{Root}/", $"/{Orphan}/"]);
    }

    private static string Script(Engine engine)
    {
        using var script = new StreamReader(typeof(Day).Assembly.GetManifestResourceStream($"PartyReport.Hosting.Storage.{engine}.0020-short-paths.sql")!);
        return script.ReadToEnd();
    }

    private static async Task As(ModuleData data, string sql)
    {
        if (data.Postgres is { } postgres)
        {
            await postgres.AsOwner($"{sql}; grant select on organisation_path to \"{postgres.RuntimeRole}\"");
            return;
        }
        await using var file = new SqliteConnection($"Data Source={Path.Combine(data.Folder, "sample.db")};Pooling=false");
        await file.ExecuteAsync(sql);
    }
}
