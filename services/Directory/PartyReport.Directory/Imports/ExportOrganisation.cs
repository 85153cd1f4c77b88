using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiniExcelLibs;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>Units of today, and posts of today and later, as a file that can be imported again.</summary>
internal static class ExportOrganisation
{
    private const string Csv = "csv", Xlsx = "xlsx";

    public static void Map(IEndpointRouteBuilder directory) => directory.MapGet("/export", Handle).WithName("ExportOrganisation")
        .Does(Actions.DirectoryExport).Produces<byte[]>(contentType: "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="kind"><c>units</c> or <c>posts</c>; posts only of people who have a number.</param>
    /// <param name="format"><c>csv</c> (UTF-8 with a mark, as spreadsheets want it) or <c>xlsx</c>.</param>
    private static async Task<IResult> Handle(
        string kind, Access access, DirectoryStore store, PersonNames names, TimeProvider clock, string format = Csv)
    {
        if (!await store.Read(s => DirectoryStore.May(s, access, Actions.DirectoryExport)))
            return Refusal.Forbidden("directory.not-yours", "Only administrators and auditors export the directory.").ToProblem();
        if (kind is not (ImportRow.Units or ImportRow.Posts)) return Refusal.Malformed("import.kind-unknown", "kind: units or posts.").ToProblem();
        if (format is not (Csv or Xlsx)) return Refusal.Malformed("export.format-unknown", "format: csv or xlsx.").ToProblem();
        var today = Day.Of(clock.GetUtcNow());
        var (columns, rows) = kind == ImportRow.Units
            ? (Columns.OfUnits, await store.Read(s => Units(s, today)))
            : (Columns.OfPosts, await store.Read(s => Posts(s, names, today)));
        var file = format == Csv ? AsCsv(columns, rows) : AsWorkbook(columns, rows);
        return Results.File(file, format == Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{kind}-{today:yyyy-MM-dd}.{format}");
    }

    private static async Task<List<string[]>> Units(Session session, DateOnly today) => (await session.Query<UnitLine>(
        """
        select u.code, u.name, u.kind, coalesce(p.code, '') as parent from unit u left join unit p on p.id = u.parent
        where u.closed_from is null or u.closed_from > @today order by u.code
        """, new { today })).ConvertAll(u => new[] { u.Code, u.Name, Columns.ChineseKind(u.Kind), u.Parent });

    private static async Task<List<string[]>> Posts(Session session, PersonNames names, DateOnly today)
    {
        var called = (await PersonNames.Numbered(session)).ToDictionary(p => p.Id, names.Read);
        return (await session.Query<PostLine>(
            $"""
            select n.id as person, n.number, u.code as unit, p.role, p.title, p.first_day as "from", p.last_day as "to" from post p
            join person n on n.id = p.person join unit u on u.id = p.unit
            where {CheckImport.NotEnded} order by n.number, u.code, p.role, p.first_day
            """, new { today })).Where(p => Columns.ImportedRoles.Contains(p.Role)).Select(p => new[]
        {
            p.Number, called[p.Person], p.Unit, Columns.ChineseRole(p.Role), p.Title, Text(p.From), p.To is { } to ? Text(to) : "",
        }).ToList();
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] AsCsv(IReadOnlyList<(string Chinese, string English)> columns, List<string[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
            foreach (var row in rows.Prepend([.. columns.Select(c => c.Chinese)])) writer.Write(string.Join(',', row.Select(Quoted)) + "\r\n");
        return bytes.ToArray();
    }

    // A spreadsheet takes what begins like this for a formula, unless there is a mark before it; the import takes the mark off.
    private static string Quoted(string cell)
    {
        var text = Sheet.LooksLikeFormula(cell) ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static byte[] AsWorkbook(IReadOnlyList<(string Chinese, string English)> columns, List<string[]> rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Select(row => columns.Select((c, i) => (c.Chinese, row[i])).ToDictionary(c => c.Chinese, object (c) => c.Item2)));
        return bytes.ToArray();
    }

    private sealed record UnitLine
    {
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Parent { get; init; } = "";
    }

    private sealed record PostLine
    {
        public Guid Person { get; init; }
        public string Number { get; init; } = "";
        public string Unit { get; init; } = "";
        public string Role { get; init; } = "";
        public string Title { get; init; } = "";
        public DateOnly From { get; init; }
        public DateOnly? To { get; init; }
    }
}
