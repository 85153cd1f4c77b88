using System.IO.Compression;
using System.Text;
using PartyReport.Directory.Imports;

namespace PartyReport.Directory.Tests;

/// <summary>XLSX files made to be more than they look: each is refused at once, and the refusal says where.</summary>
public sealed class WorkbookTests
{
    private const string Names = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"", Head = $"<worksheet {Names}>";
    private const string First = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>编码</v></c></row>", SheetPath = "xl/worksheets/sheet1.xml";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_numbered_two_thousand_million_does_not_make_as_many() => await Refused(
        Sheets($"{Head}<dimension ref=\"A1:B2\"/><sheetData>{First}<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row></sheetData></worksheet>"),
        "import.too-many-rows", "Row 500002");

    [Theory]
    [InlineData("A1:XFD1"), InlineData("A1:ZZZZZZ1"), InlineData("XFD1")]
    public async Task A_sheet_is_not_as_wide_as_it_says(string dimension) => await Refused(
        Sheets($"{Head}<dimension ref=\"{dimension}\"/><sheetData>{First}</sheetData></worksheet>"), "import.too-many-columns", dimension);

    [Fact]
    public async Task A_cell_far_to_the_right_makes_no_row_wide() => await Refused(
        Sheets($"{Head}<sheetData>{First}<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row></sheetData></worksheet>"), "import.too-many-columns", "ZZZZZZ2");

    [Fact]
    public async Task What_unpacks_to_more_than_a_table_is_not_read() => await Refused(
        Zip((SheetPath, w => Repeat(w, Head + "<sheetData>", "<row><c><v>1</v></c></row>", Workbook.MostBytes + 1_000_000))),
        "import.xlsx-too-large", $"{SheetPath} unpacks to more than 512 MiB");

    [Theory]
    [InlineData("xl/sharedStrings.xml", 64), InlineData("xl/styles.xml", 16), InlineData("xl/workbook.xml", 1), InlineData("xl/_rels/workbook.xml.rels", 1)]
    public async Task What_is_held_in_memory_is_small(string part, int mebibytes) => await Refused(
        Zip((part, w => Repeat(w, "<sst>", "<si><t>1</t></si>", mebibytes * 1024L * 1024 + 1_000))),
        "import.xlsx-too-large", $"{part} unpacks to more than {mebibytes} MiB");

    [Fact]
    public async Task No_text_is_endless() => await Refused(
        Zip((SheetPath, w => Repeat(w, $"{Head}<sheetData><row><c t=\"str\"><v>", "一一一一一一一一", 40_000_000))),
        "import.xlsx-too-large", $"{SheetPath} holds one text of endless length");

    [Fact]
    public async Task A_file_of_many_parts_is_none_of_people() => await Refused(
        Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"xl/{i}.xml", (Action<Stream>)(_ => { })))]), "import.xlsx-too-large", "1000 parts");

    [Fact]
    public void No_cell_is_a_picture()
    {
        var rows = Sheet.Read(Sheets($"{Head}<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>@@@fileid@@@,xl/worksheets/sheet1.xml</v></c></row></sheetData></worksheet>"), Ct);

        rows.Single().Cells.Single().ShouldBe("@@@fileid@@@,xl/worksheets/sheet1.xml");
    }

    [Fact]
    public void Names_in_a_large_file_do_not_go_to_another_file()
    {
        var file = Zip(
            (SheetPath, w => Write(w, $"{Head}<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row></sheetData></worksheet>")),
            ("xl/sharedStrings.xml", w =>
            {
                Repeat(w, $"<sst {Names}>", "<si><t>张三</t></si>", 8_000_000);
                Write(w, "</sst>");
            }
        ));
        var written = new List<string>();
        using var watcher = new FileSystemWatcher(Path.GetTempPath());
        watcher.Created += (_, e) =>
        {
            lock (written) written.Add(e.Name!);
        };
        watcher.EnableRaisingEvents = true;

        Sheet.Read(file, Ct).Single().Cells.Single().ShouldBe("张三");

        lock (written) written.ShouldNotContain(name => name.Contains("MiniExcel", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Reading_ends_when_nobody_waits_for_it()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Should.Throw<OperationCanceledException>(() => Sheet.Read(Sheets($"{Head}<sheetData>{First}</sheetData></worksheet>"), gone.Token));
    }

    private static async Task Refused(byte[] file, string code, string place)
    {
        var refusal = (await Should.ThrowAsync<SheetException>(Task.Run(() => Sheet.Read(file, Ct), Ct).WaitAsync(Patience, Ct))).Refusal;

        (refusal.Status, refusal.Code).ShouldBe((422, code));
        refusal.Detail.ShouldContain(place);
    }

    private static byte[] Sheets(string sheet) => Zip((SheetPath, w => Write(w, sheet)));

    private static byte[] Zip(params (string Path, Action<Stream> Write)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, write) in parts)
            {
                using var part = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                write(part);
            }
        return bytes.ToArray();
    }

    private static void Write(Stream part, string text) => part.Write(Encoding.UTF8.GetBytes(text));

    private static void Repeat(Stream part, string head, string text, long bytes)
    {
        Write(part, head);
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 10_000)));
        for (var written = 0L; written < bytes; written += block.Length) part.Write(block);
    }
}
