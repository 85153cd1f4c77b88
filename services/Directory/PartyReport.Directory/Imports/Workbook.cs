using System.IO.Compression;
using System.Xml;

namespace PartyReport.Directory.Imports;

/// <summary>
/// Looks through an XLSX file before it is read: its reader believes what the file says of itself, and makes as many cells of it. What
/// counts is what comes out of the file, not what its index says.
/// </summary>
internal static class Workbook
{
    private const long Mebibyte = 1024 * 1024;
    private const int MostEntries = 1_000;

    /// <summary>Bytes of all entries, unpacked. 500,000 rows of posts are about 250 MiB.</summary>
    public const long MostBytes = 512 * Mebibyte;

    /// <summary>Throws <see cref="SheetException"/> when a file would take more than a file of people does.</summary>
    public static void Check(byte[] file, CancellationToken ct)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            if (zip.Entries.Count > MostEntries) throw TooLarge("The file", $"has more than {MostEntries} parts");
            var left = MostBytes;
            foreach (var entry in zip.Entries) left -= Count(entry, left, ct);
            // Read as what it is only when it is small enough for that.
            foreach (var sheet in zip.Entries.Where(e => IsSheet(e.FullName))) CheckColumns(sheet, ct);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or NotSupportedException)
        {
            throw Sheet.BrokenWorkbook;
        }
    }

    private static long Count(ZipArchiveEntry entry, long left, CancellationToken ct)
    {
        using var bytes = new Counted(entry.Open(), entry.FullName, Math.Min(left, Most(entry.FullName)), ct);
        bytes.CopyTo(Stream.Null);
        return bytes.Total;
    }

    // The smaller ones are held in memory, or searched for each of their lines.
    private static long Most(string path) => path switch
    {
        _ when IsSheet(path) => MostBytes,
        _ when path.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) => 64 * Mebibyte,
        _ when path.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) => Mebibyte,
        _ => 16 * Mebibyte,
    };

    // The reader takes for a sheet whatever begins like this.
    private static bool IsSheet(string path) => path.TrimStart('/').StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase);

    private static void CheckColumns(ZipArchiveEntry sheet, CancellationToken ct)
    {
        using var bytes = new Counted(sheet.Open(), sheet.FullName, MostBytes, ct);
        using var xml = XmlReader.Create(bytes, new XmlReaderSettings { IgnoreComments = true, IgnoreWhitespace = true, IgnoreProcessingInstructions = true });
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element || xml.LocalName is not ("c" or "dimension")) continue;
            var place = xml.GetAttribute(xml.LocalName == "c" ? "r" : "ref") ?? "";
            if (Column(place.AsSpan(place.IndexOf(':', StringComparison.Ordinal) + 1)) > Sheet.MaxColumns)
                throw new SheetException("import.too-many-columns", $"{sheet.FullName}: {place} lies beyond column {Sheet.MaxColumns}. Delete what is to the right of the table.");
        }
    }

    // AB12 → 28.
    private static int Column(ReadOnlySpan<char> place)
    {
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetter(letter) || column > Sheet.MaxColumns) break;
            column = column * 26 + (letter | 0x20) - 'a' + 1;
        }
        return column;
    }

    private static SheetException TooLarge(string what, string why) =>
        new("import.xlsx-too-large", $"{what} {why}. Send a workbook with nothing in it but the table, or CSV.");

    /// <summary>What comes out of an entry, up to a limit; no text between two marks may be endless either.</summary>
    private sealed class Counted(Stream bytes, string path, long most, CancellationToken ct) : Stream
    {
        // A cell holds 32,767 characters at most.
        private const int MostText = 256 * 1024;
        private int _text;

        public long Total { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            ct.ThrowIfCancellationRequested();
            var read = bytes.Read(buffer);
            Total += read;
            var mark = buffer[..read].LastIndexOf((byte)'<');
            _text = mark < 0 ? _text + read : read - mark;
            if (Total > most) throw TooLarge(path, $"unpacks to more than {most / Mebibyte} MiB");
            if (_text > MostText && Total > 16 * Mebibyte) throw TooLarge(path, "holds one text of endless length");
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) bytes.Dispose();
            base.Dispose(disposing);
        }
    }
}
