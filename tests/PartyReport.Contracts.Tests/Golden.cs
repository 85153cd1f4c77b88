namespace PartyReport.Contracts.Tests;

/// <summary>The files beside these tests: bytes that a release has put on the wire and that never change.</summary>
internal static class Golden
{
    public static byte[] Bytes(params string[] path) => File.ReadAllBytes(Path.Combine([AppContext.BaseDirectory, .. path]));

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, name));

    public static byte[] OfEvent(Type type) => Bytes(Folder(type), type.Name + ".json");

    public static string Folder(Type type) => type.Namespace!.Split('.')[^1];

    /// <summary>Relative paths of the golden files of all events, as <c>Publisher/Type</c>.</summary>
    public static IEnumerable<string> EventFiles() =>
        from folder in System.IO.Directory.GetDirectories(AppContext.BaseDirectory)
        where char.IsUpper(Path.GetFileName(folder)[0])
        from file in System.IO.Directory.GetFiles(folder, "*.json")
        select $"{Path.GetFileName(folder)}/{Path.GetFileNameWithoutExtension(file)}";
}
