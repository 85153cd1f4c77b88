namespace PartyReport.AllInOne.Demo;

/// <summary>The file to import. Only what needs no knowledge of reports is checked here; the rest is the drafting service's.</summary>
internal static class InputFile
{
    // One byte more than the service takes, so that it is the service that refuses.
    private const int MaxBytes = 1024 * 1024 + 1;

    public static byte[] Read(string? path)
    {
        path ??= Path.Combine(AppContext.BaseDirectory, "Samples", "sample-report.txt");
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxBytes];
            return bytes[..file.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new KnownFailure(Exit.BadInput, $"{path}: 没有这个文件。 There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KnownFailure(Exit.BadInput, $"{path}: 无法读取这个文件。 The file cannot be read. ({e.Message})");
        }
    }
}
